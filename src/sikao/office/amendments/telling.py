"""Telling units, the office and those who approve about an amendment; never a number of anybody."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sikao.core.scheme import Scheme
from sikao.core.scheme.resolving import Resolved
from sikao.core.wording import Detail, Term
from sikao.office.accounts.queries import holders
from sikao.office.accounts.rights.roles import Role
from sikao.office.amendments.models import Amendment
from sikao.office.cycle.telling import BOTH, tell_each
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.journal import Subject
from sikao.office.groundwork.notices.telling import mark_settled, notify
from sikao.office.rulebook.queries import scheme_of

AMENDMENT, NOTICE = "amendment", "amendment_notice"
"""What a click on a notice leads to: the amendment on its way, or what was issued."""
APPROVERS = (Role.OFFICE_DIRECTOR, Role.LEADER)
"""Who is told that an amendment awaits approval."""


def settle(row: Amendment, at: datetime) -> None:
    """Nothing is left to be done about an amendment as it was: its notices count as read."""
    mark_settled(Subject(AMENDMENT, row.ref), at=at)


def tell_units(row: Amendment, scheme: Scheme, code: str, at: datetime, **details: Detail) -> None:
    """Leave a notice at every unit that the scheme assesses and every provider of its figures."""
    units = [unit.code for table in Resolved(scheme).tables for unit in table.units]
    told = {"what": _what(scheme), **details}
    everyone = dict.fromkeys([*units, *scheme.providers], (Subject(NOTICE, row.ref), told))
    tell_each(everyone, BOTH, code, at)


def tell_city(
    row: Amendment, roles: Collection[Role], code: str, at: datetime, *, but: str = "", **details: Detail
) -> None:
    """Leave a notice for everybody who holds one of the roles for the whole city, but for one person."""
    persons = [person for person in holders("", roles, day_of(at)) if person != but]
    told = {"what": _what(scheme_of(row.scheme)), **details}
    notify(persons, code, told, about=Subject(AMENDMENT, row.ref), at=at)


def _what(scheme: Scheme) -> Term:
    return Term(scheme.title, scheme.title_en or scheme.title)
