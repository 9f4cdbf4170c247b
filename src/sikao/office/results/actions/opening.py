"""Opening an edition from a run, taking a newer run for it, giving it to the units, dropping it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from sikao.office.accounts.queries import authorise
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.telling import BOTH
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.calendar import add_working_days, end_of
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.refusals import NotNow, NotValid
from sikao.office.ledger.facts import BY_RULING
from sikao.office.ledger.queries import ways_between
from sikao.office.results.actions.analysing import changes_to_explain
from sikao.office.results.actions.common import KIND, Act, begin, described
from sikao.office.results.models import Edition, Step
from sikao.office.results.opening import book_of
from sikao.office.results.own_results import own_digests, units_of
from sikao.office.results.queries import RunView
from sikao.office.results.queries import run as run_view
from sikao.office.results.rules import RunState
from sikao.office.results.stages import State, check_givable
from sikao.office.results.telling import assessed, settle, tell_changed, tell_units
from sikao.office.rulebook.queries import hold, in_force_at, scheme_with
from sikao.office.rulebook.rules import check_text


@action(Verb.EDITION_OPEN, KIND, "run")
def open_edition(*, actor: Actor, at: datetime, run: str) -> str:
    """Make the result of a run the provisional one of its checkpoint; returns the edition's reference.

    ``NotNow`` where another one is under way, or where the run failed or still computes. Beside a published
    one it is the next edition: a correction.
    """
    capacity = authorise(actor, at, Verb.EDITION_OPEN)
    found = _ready(run)
    hold(found.scheme)
    _check_version(found)
    book_of(found)  # what is lost or altered becomes no result
    same = Edition.objects.filter(scheme=found.scheme, checkpoint=found.checkpoint)
    number = (same.aggregate(last=Max("number"))["last"] or 0) + 1
    row = Edition(scheme=found.scheme, checkpoint=found.checkpoint, number=number, run_id=found.ref)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise NotNow.of("edition.under_way") from None
    step = Step(
        edition=row,
        attempt=0,
        what=Verb.EDITION_OPEN.value,
        run=found.ref,
        book=found.book,
        person=actor.person,
    )
    subject = Subject(KIND, row.ref, capacity)
    write(
        actor=actor,
        at=at,
        verb=Verb.EDITION_OPEN.value,
        subject=subject,
        new=described(row),
        rows=[step],
    )
    return row.ref


@action(Verb.EDITION_RERUN, KIND, "edition")
def rerun_edition(*, actor: Actor, at: datetime, edition: str, run: str) -> None:
    """Take a newer run of the same question for an edition.

    Units whose own result changes by it are told so and why. Where more changed than rulings put right, they
    have the declared days anew.
    """
    act = begin(actor, at, Verb.EDITION_RERUN, edition)
    found, view = _ready(run), act.view
    if (found.digest, found.checkpoint) != (view.digest, view.checkpoint) or found.seq <= view.seq:
        raise NotValid.of("edition.other_run")
    book_of(found)
    after, until = act.after, view.reply_until
    if after is State.FEEDBACK:
        _check_complete(found)
        scheme = scheme_with(view.digest)
        before, now = (own_digests(sha, scheme) for sha in (view.book_sha256, found.book_sha256))
        changed = [unit for unit, own in now.items() if before.get(unit) != own]
        ways = ways_between(view.scheme, view.seq, found.seq)
        if changed and not ways <= {BY_RULING}:
            until = _reply_until(act, at)
        tell_changed(act.row, changed, ways=ways, until=until, at=at)
    step = act.step(run=found.ref, book=found.book, reply_until=until)
    newer = replace(view, run=found.ref, book=found.book)
    asked = changes_to_explain(newer, actor=actor, at=at) if after is State.FEEDBACK else []
    act.close(after, step, *asked, run_id=found.ref, reply_until=until)


@action(Verb.EDITION_GIVE, KIND, "edition")
def give_edition(*, actor: Actor, at: datetime, edition: str) -> None:
    """Give every unit its own result, to agree to or to object to within the declared working days."""
    act = begin(actor, at, Verb.EDITION_GIVE, edition)
    after = act.after
    check_givable(act.stand)
    until = _reply_until(act, at)
    units = units_of(book_of(run_view(act.view.run)))
    tell_units(act.row, units, BOTH, "notice.result_given", at, due=day_of(until).isoformat())
    asked = changes_to_explain(act.view, actor=actor, at=at)
    act.close(after, act.step(reply_until=until), *asked, reply_until=until)


@action(Verb.EDITION_DROP, KIND, "edition")
def drop_edition(*, actor: Actor, at: datetime, edition: str, reason: str) -> None:
    """Give up an edition that was not submitted yet, with the reason; units that had it are told."""
    act = begin(actor, at, Verb.EDITION_DROP, edition)
    after, why = act.after, check_text(reason, needed=True)
    settle(act.row, at)
    if act.stand.state is State.FEEDBACK:
        tell_units(act.row, assessed(act.row), BOTH, "notice.result_dropped", at, reason=why)
    act.close(after, act.step(reason=why))


def _check_version(found: RunView) -> None:
    """A result is made by the version of the scheme that is in force for its checkpoint."""
    if in_force_at(found.scheme, found.checkpoint).digest != found.digest:
        raise NotNow.of("edition.other_version")


def _ready(ref: str) -> RunView:
    found = run_view(ref)
    if found.state is not RunState.READY:
        raise NotNow.of("edition.run_not_ready")
    return found


def _check_complete(found: RunView) -> None:
    """A run with missing figures cannot take the place of one that the units have."""
    if not found.complete:
        raise NotNow.of("edition.incomplete")


def _reply_until(act: Act, at: datetime) -> datetime:
    """The last moment of the declared working days."""
    days = scheme_with(act.view.digest).feedback.days
    return end_of(add_working_days(day_of(at), days))
