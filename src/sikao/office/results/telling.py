"""Telling units, the office and those who approve what became of a result; never a number of anybody."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from sikao.core.books.names import term_of
from sikao.core.scheme.resolving import Resolved
from sikao.core.wording import Detail, Listed, Term
from sikao.office.accounts.queries import holders
from sikao.office.accounts.rights.roles import Role
from sikao.office.cycle.telling import BOTH, tell_each
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.journal import Subject
from sikao.office.groundwork.notices.telling import mark_settled, notify
from sikao.office.ledger.facts import BY_DOCKET, BY_RULING
from sikao.office.results.models import Edition
from sikao.office.rulebook.queries import scheme_with

EDITION, OWN = "edition", "result"
"""What a click on a notice leads to: the whole of a result, or the reader's own."""
APPROVERS = (Role.OFFICE_DIRECTOR, Role.LEADER)
"""Who is told that a result awaits approval."""
_WHY = {
    BY_RULING: Term("有复核申请得到支持", "an objection was upheld"),
    BY_DOCKET: Term("有加减分审定", "bonuses or deductions were decided"),
}
_BY_FIGURES = Term("有数据更正或新报", "figures were corrected or newly reported")


def checkpoint_of(row: Edition) -> Term:
    """What a result is about, for the words of a notice: the scheme and its checkpoint."""
    scheme = scheme_with(row.run.digest)
    point = term_of(scheme.checkpoints[row.checkpoint])
    return Term(f"{scheme.year}年{point.zh}", f"{scheme.year}, {point.en}")


def assessed(row: Edition) -> list[str]:
    """Every unit that the scheme assesses, whatever became of the book."""
    tables = Resolved(scheme_with(row.run.digest)).tables
    return [unit.code for table in tables for unit in table.units]


def settle(row: Edition, at: datetime) -> None:
    """Nothing is left to be done about a result as it was: its notices count as read."""
    for kind in (EDITION, OWN):
        mark_settled(Subject(kind, row.ref), at=at)


def tell_units(
    row: Edition, units: Iterable[str], roles: Collection[Role], code: str, at: datetime, **details: Detail
) -> None:
    """Leave a notice about a result for everybody who holds one of the roles at each of some units."""
    told: dict[str, Detail] = {"what": checkpoint_of(row), **details}
    tell_each(dict.fromkeys(units, (Subject(OWN, row.ref), told)), roles, code, at)


def tell_changed(
    row: Edition, units: Iterable[str], *, ways: Collection[str], until: datetime | None, at: datetime
) -> None:
    """Tell units that their own result has changed and why; not by how much, nor whose figures it was.

    ``ways`` are those in which figures have come in since.
    """
    due = "—" if until is None else day_of(until).isoformat()
    known = [term for way, term in _WHY.items() if way in ways]
    why = Listed.of([*known, _BY_FIGURES] if set(ways) - _WHY.keys() or not known else known)
    tell_units(row, units, BOTH, "notice.result_changed", at, why=why, due=due)


def tell_city(
    row: Edition,
    roles: Collection[Role],
    code: str,
    at: datetime,
    *,
    but: str = "",
    about: Subject | None = None,
    **details: Detail,
) -> None:
    """Leave a notice for everybody who holds one of the roles for the whole city, but for one person.

    A click leads to the result, or to what it is ``about``.
    """
    persons = [person for person in holders("", roles, day_of(at)) if person != but]
    told = {"what": checkpoint_of(row), **details}
    notify(persons, code, told, about=about or Subject(EDITION, row.ref), at=at)
