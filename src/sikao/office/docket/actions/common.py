"""What the actions of the docket share: holding rows, saving by compare-and-swap, noting a step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from sikao.core.scheme.resolving import Resolved
from sikao.core.wording import Detail, Term
from sikao.office.accounts.queries import authorise, holders
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.telling import BOTH, name_of, tell_about
from sikao.office.docket.models import Application, Enclosed, Step, Year
from sikao.office.docket.queries import ApplicationView, application, stand_of
from sikao.office.docket.rules import MOST_FILES
from sikao.office.docket.stages import Stand, State, check_impartial, check_step
from sikao.office.docket.visible import interests
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.appendonly import Record
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.files import Stored, row_for
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.models import StoredFile
from sikao.office.groundwork.notices.telling import mark_settled, notify
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid
from sikao.office.ledger.facts import NewEvidence

KIND = "docket"
DECIDERS = (Role.OFFICE_DIRECTOR, Role.LEADER)
"""Who is told that a decision waits for a second person."""


@dataclass(frozen=True, slots=True)
class Act:
    """An application held for one act: who may act in which capacity, and how it stands."""

    actor: Actor
    at: datetime
    verb: Verb
    capacity: str
    row: Application
    view: ApplicationView
    stand: Stand

    def step(self, **given: Any) -> Step:
        """A step about the application as it is now, not saved yet."""
        return Step(application=self.row, what=self.verb.value, person=self.actor.person, **given)

    def close(self, after: State, *rows: Record, **changes: Any) -> None:
        """Move the application on and write the entry with its rows: the end of the act."""
        check_step(self.stand.state, self.verb, after)
        move(self.row, state=after.value, **changes)
        mark_settled(self.subject, at=self.at)
        self.write(rows)

    @property
    def subject(self) -> Subject:
        """What the entry is about, and in which capacity."""
        return Subject(KIND, self.row.ref, self.capacity)

    def write(self, rows: Sequence[Record]) -> None:
        """The entry alone."""
        write(
            actor=self.actor,
            at=self.at,
            verb=self.verb.value,
            subject=self.subject,
            old={"state": self.stand.state.value},
            new=described(self.row),
            rows=rows,
        )


def begin(actor: Actor, at: datetime, verb: Verb, ref: str, *, impartial: bool = True) -> Act:
    """Hold an application and ask whether the actor may do this to it now; raises the refusals.

    ``impartial``: only somebody without interest in the matter.
    """
    row = held(ref)
    capacity = authorise(actor, at, verb, state=row.state)
    return act_on(actor, at, verb, capacity, row, impartial=impartial)


def act_on(
    actor: Actor, at: datetime, verb: Verb, capacity: str, row: Application, *, impartial: bool
) -> Act:
    """An act about an application that is held, by somebody who may do it as far as his roles say."""
    view = application(row.ref)
    stand = stand_of(view)
    check_step(stand.state, verb)
    if impartial:
        check_impartial(stand, actor.person, interests(actor.person, view, at))
    return Act(actor, at, verb, capacity, row, view, stand)


def held(ref: str) -> Application:
    """The row of an application, locked until the act ends, with all others of the same unit and year.

    What one decision adds to a figure another one of the same unit may add to as well. All locks are taken in
    one order, so that two acts never wait for each other.
    """
    named = Application.objects.filter(pk=ref).values_list("scheme", "unit").first()
    if named is None:
        raise NotThere.of("docket.not_there")
    rows = Application.objects.select_for_update(no_key=True).filter(scheme=named[0], unit=named[1])
    return next(row for row in rows.order_by("pk") if row.ref == ref)


def held_year(scheme: str) -> Year:
    """The row of a year's docket, locked until the act ends; made when it is first asked for."""
    Year.objects.get_or_create(pk=scheme)
    return Year.objects.select_for_update(no_key=True).get(pk=scheme)


def move(row: Application, **changes: Any) -> None:
    """Save by compare-and-swap: whoever read an older state has lost the race."""
    version = row.version + 1
    as_read = Application.objects.filter(pk=row.pk, version=row.version)
    try:
        with transaction.atomic():
            moved = as_read.update(version=version, **changes)
    except IntegrityError:
        raise NotNow.of("docket.applied_already") from None
    if not moved:
        raise NotNow.of("docket.changed")
    for name, value in {**changes, "version": version}.items():
        setattr(row, name, value)


def described(row: Application) -> dict[str, Any]:
    """An application as the journal tells it."""
    names = ("state", "scheme", "number", "unit", "item", "brought_by", "count", "proposed", "decided")
    return {name: value for name in names if (value := getattr(row, name)) != ""}


def enclosing(row: Application, files: Sequence[NewEvidence]) -> list[Record]:
    """The rows of files that an application rests on."""
    if len(files) > MOST_FILES:
        raise NotValid.of("docket.too_many_files", most=str(MOST_FILES))
    enclosed = [Enclosed(application=row, file=one.file, name=one.name, size=one.size) for one in files]
    stored: dict[str, StoredFile] = {
        one.file: row_for(Stored(one.file, one.sm3, one.size), one.name, one.media) for one in files
    }
    return [*enclosed, *stored.values()]


def what_of(row: Application, at: datetime) -> dict[str, Detail]:
    """An application in the words of a notice: its number, the unit and the matter."""
    return {"number": str(row.number), "unit": name_of(row.unit, at), "matter": row.matter}


def tell_city(
    row: Application, roles: Sequence[Role], code: str, at: datetime, *, but: str = "", **more: Detail
) -> None:
    """Leave a notice for everybody who holds one of the roles for the whole city, but for one person."""
    persons = [person for person in holders("", roles, day_of(at)) if person != but]
    notify(persons, code, {**what_of(row, at), **more}, about=Subject(KIND, row.ref), at=at)


def tell_concerned(row: Application, code: str, at: datetime, *, unit: bool = True, **more: Detail) -> None:
    """Leave a notice at the organisation that brought an application and, if so wanted, at its unit."""
    about = Subject(KIND, row.ref)
    for organisation in dict.fromkeys([row.brought_by, *([row.unit] if unit else [])]):
        if organisation:
            tell_about(organisation, BOTH, code, about, at, **what_of(row, at), **more)


def outcome_of(row: Application) -> Term:
    """Where an application stands, for the words of a notice."""
    return State(row.state).term


def assessed(resolved: Resolved) -> list[str]:
    """Every unit that a scheme assesses."""
    return [unit.code for table in resolved.tables for unit in table.units]
