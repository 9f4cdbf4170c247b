"""Telling people that something awaits them: by role at an organisation, within the act's transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sikao.core.wording import Detail, Term
from sikao.office.accounts.queries import holders, holders_at, names_on
from sikao.office.accounts.rights.roles import Role
from sikao.office.cycle.duties import period_of
from sikao.office.cycle.models import Task
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.journal import Subject
from sikao.office.groundwork.notices.telling import notify

BOTH = (Role.REPORTER, Role.SIGNER)
"""Who is told of what concerns an organisation as a whole."""
OFFICE = (Role.OFFICE_STAFF, Role.OFFICE_DIRECTOR)
"""Who is told of what concerns the assessment office."""


def tell(
    organisation: str, roles: Collection[Role], code: str, task: Task, at: datetime, **details: Detail
) -> None:
    """Leave a notice about a task for everybody who holds one of the roles at the organisation."""
    tell_about(
        organisation,
        roles,
        code,
        Subject("task", task.ref),
        at,
        period=label_of(task),
        what=what_of(task),
        **details,
    )


def tell_office(
    person: str, code: str, details: Mapping[str, Detail], *, about: Subject, at: datetime
) -> None:
    """Leave a notice for one of the office; where that person has left it, for all who work there."""
    present = holders("", OFFICE, day_of(at))
    notify((person,) if person in present else present, code, details, about=about, at=at)


def tell_about(
    organisation: str, roles: Collection[Role], code: str, about: Subject, at: datetime, **details: Detail
) -> None:
    """Leave a notice about anything."""
    notify(holders(organisation, roles, day_of(at)), code, details, about=about, at=at)


def tell_each(
    told: Mapping[str, tuple[Subject, Mapping[str, Detail]]],
    roles: Collection[Role],
    code: str,
    at: datetime,
) -> None:
    """Leave a notice at each of many organisations: what it is about there, and its details."""
    reached = holders_at(told.keys(), roles, day_of(at))
    for organisation, (about, details) in told.items():
        notify(reached[organisation], code, details, about=about, at=at)


def what_of(task: Task) -> Term:
    """What a task is about, for the words of a notice."""
    period = label_of(task)
    if task.briefing:
        return Term(f"{period.zh}进度说明", f"briefing of {period.en}")
    return Term(f"{period.zh}数据", f"figures of {period.en}")


def label_of(task: Task) -> Term:
    """The period of a task as people write it."""
    period = period_of(task)
    return Term(period.label("zh"), period.label("en"))


def name_of(organisation: str, at: datetime) -> Term:
    """The organisation's name on the day, for the words of a notice."""
    found = names_on(day_of(at), frozenset({organisation})).get(organisation)
    return Term(organisation, organisation) if found is None else Term(found.zh, found.en)
