"""A unit's word on its own result: it agrees, objects to a figure, or takes an objection back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from sikao.core.figures.decimals import canonical
from sikao.core.figures.forms import Entered
from sikao.core.scheme.resolving import Resolved
from sikao.office.accounts.queries import authorise_for
from sikao.office.accounts.rights.deciding import Concerned
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.telling import OFFICE, name_of
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.appendonly import Record
from sikao.office.groundwork.files import Stored, row_for
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.notices.telling import mark_settled
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid
from sikao.office.ledger.facts import NewEvidence
from sikao.office.results.actions.common import KIND, held
from sikao.office.results.claiming import Contested, named_figure, stands_already, understood
from sikao.office.results.disputing import State, check_step
from sikao.office.results.editions import EditionView, agreed, objecting, stand_of
from sikao.office.results.models import Agreement, Enclosed, Objection, Word
from sikao.office.results.own_results import own_digests
from sikao.office.results.stages import check_objectable
from sikao.office.results.telling import tell_city
from sikao.office.results.visible import edition_of_unit, see_objection
from sikao.office.rulebook.queries import scheme_with

OBJECTION = "objection"
LONGEST = 2000
"""Characters of the reason of an objection, and of a ruling."""
MOST_FILES = 5


@action(Verb.EDITION_AGREE, KIND, "edition")
def agree_to_edition(*, actor: Actor, at: datetime, edition: str, unit: str) -> None:
    """Say for a unit that it has nothing to object to in its result as it is now."""
    row = held(edition)
    view = edition_of_unit(actor, at, edition, unit)
    own = own_digests(view.book_sha256, scheme_with(view.digest))[unit]
    concerned = Concerned(own=frozenset({unit}))
    capacity, principal = authorise_for(actor, at, Verb.EDITION_AGREE, unit, concerned, row.state)
    check_objectable(stand_of(view), at)
    if unit in objecting(edition):
        raise NotNow.of("edition.unit_objects")
    if unit in agreed(view):
        raise NotNow.of("edition.agreed_already")
    given = Agreement(edition=row, unit=unit, own=own, person=actor.person)
    _write(
        actor, at, Verb.EDITION_AGREE, Subject(KIND, row.ref, capacity), principal, {"unit": unit}, [given]
    )


@action(Verb.OBJECTION_RAISE, KIND, "edition")
def raise_objection(
    *,
    actor: Actor,
    at: datetime,
    edition: str,
    unit: str,
    node: str,
    figure: str,
    claimed: str,
    reason: str,
    files: Sequence[NewEvidence] = (),
) -> str:
    """Object for a unit to one of its figures under an indicator; returns the objection's reference.

    ``figure`` names it as ``unit/indicator/kind/period``, ``claimed`` is what the unit holds to be right, as
    typed, or empty. ``NotNow`` after the declared days, or where it has been objected to already.
    """
    row = held(edition)
    view = edition_of_unit(actor, at, edition, unit)
    concerned = Concerned(own=frozenset({unit}))
    capacity, principal = authorise_for(actor, at, Verb.OBJECTION_RAISE, unit, concerned, row.state)
    check_objectable(stand_of(view), at)
    found = named_figure(view.digest, view.checkpoint, unit, node, figure)
    entered = understood(view.digest, found, claimed)
    if entered is not None and stands_already(found, entered):
        raise NotValid.of("objection.no_change")
    if len(files) > MOST_FILES:
        raise NotValid.of("objection.too_many_files", most=str(MOST_FILES))
    made = Objection(edition=row, unit=unit, scorecard=_scorecard(view, unit), node=node)
    _, made.indicator, made.kind, made.period = found.key
    word = _claim(made, actor.person, principal, reason, found, entered)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise NotNow.of("objection.raised_already") from None
    enclosed = [Enclosed(objection=made, file=one.file, name=one.name, size=one.size) for one in files]
    stored = {one.file: row_for(Stored(one.file, one.sm3, one.size), one.name, one.media) for one in files}
    told = {"edition": edition, "unit": unit, "figure": figure, "files": [one.file for one in files]}
    subject = Subject(OBJECTION, made.ref, capacity)
    tell_city(row, OFFICE, "notice.objection_raised", at, about=subject, unit=name_of(unit, at))
    _write(actor, at, Verb.OBJECTION_RAISE, subject, principal, told, [word, *enclosed, *stored.values()])
    return made.ref


@action(Verb.OBJECTION_WITHDRAW, OBJECTION, "objection")
def withdraw_objection(*, actor: Actor, at: datetime, objection: str, reason: str) -> None:
    """Take back an objection that was not ruled on yet."""
    found = held_objection(objection)
    see_objection(actor, at, found.unit)
    concerned = Concerned(own=frozenset({found.unit}))
    capacity, principal = authorise_for(
        actor, at, Verb.OBJECTION_WITHDRAW, found.unit, concerned, found.state
    )
    check_step(State(found.state), Verb.OBJECTION_WITHDRAW, State.WITHDRAWN)
    word = Word(
        objection=found,
        what=State.WITHDRAWN.value,
        person=actor.person,
        delegate_of=principal,
        reason=checked_reason(reason),
    )
    move_objection(found, State.WITHDRAWN)
    mark_settled(Subject(OBJECTION, found.ref), at=at)
    subject = Subject(OBJECTION, found.ref, capacity)
    told = {"state": found.state, "unit": found.unit}
    _write(actor, at, Verb.OBJECTION_WITHDRAW, subject, principal, told, [word])


def _claim(
    made: Objection, person: str, principal: str, reason: str, found: Contested, entered: Entered | None
) -> Word:
    """What the unit says: why, and what it holds to be right, if it says so."""
    word = Word(
        objection=made,
        what="raised",
        person=person,
        delegate_of=principal,
        reason=checked_reason(reason),
    )
    return word if entered is None else valued(word, found, entered)


def valued(word: Word, found: Contested, entered: Entered) -> Word:
    """The word with a value or an absence in the place of a figure."""
    word.value = "" if entered.value is None else canonical(entered.value)
    word.measure = "" if entered.value is None else found.slot.measure.code
    word.absence = "" if entered.absence is None else entered.absence.value
    return word


def held_objection(ref: str) -> Objection:
    """The row of an objection, locked until the act ends."""
    found = Objection.objects.select_for_update(no_key=True).filter(pk=ref).first()
    if found is None:
        raise NotThere.of("objection.not_there")
    return found


def move_objection(row: Objection, after: State) -> None:
    """Save by compare-and-swap: whoever read an older state has lost the race."""
    version = row.version + 1
    held_as_read = Objection.objects.filter(pk=row.pk, version=row.version)
    if not held_as_read.update(version=version, state=after.value):
        raise NotNow.of("edition.changed")
    row.version, row.state = version, after.value


def checked_reason(text: str) -> str:
    """The reason of an objection or a ruling: it must be there, and not be too long."""
    cleaned = text.strip()
    if not cleaned:
        raise NotValid.of("rulebook.reason_missing")
    if len(cleaned) > LONGEST:
        raise NotValid.of("rulebook.too_long", most=str(LONGEST))
    return cleaned


def _scorecard(view: EditionView, unit: str) -> str:
    scheme = scheme_with(view.digest)
    resolved = Resolved(scheme)
    group = resolved.ranking_group(scheme.units[unit])
    return "" if group is None else resolved.scorecard_of(group) or ""


def _write(
    actor: Actor,
    at: datetime,
    verb: Verb,
    subject: Subject,
    principal: str,
    told: Mapping[str, object],
    rows: Sequence[Record],
) -> None:
    """The entry of a unit's word; of a delegate's it names both persons."""
    acting = Actor(actor.person, actor.channel, principal, actor.source, actor.scopes)
    write(actor=acting, at=at, verb=verb.value, subject=subject, new=told, rows=rows)
