"""What looks claimed twice in the opened years, for the office to ask about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import chain

from sikao.core.scheme import Scheme
from sikao.core.scheme.model.items import ALL
from sikao.office.accounts.queries import authorise, bodies
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.duties import owed
from sikao.office.cycle.models import Task
from sikao.office.cycle.queries import opened_years
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.clock import day_of
from sikao.office.ledger.claims import Origin, members_in, mentions_in
from sikao.office.ledger.naming import names_projects
from sikao.office.ledger.sameness import Circumstances, Repeated, repeated


def claimed_twice(actor: Actor, at: datetime) -> tuple[Repeated, ...]:
    """Everything that stands twice, over all opened years: what is to be asked about, and common bases."""
    authorise(actor, at, Verb.REPEATS_VIEW)
    codes = opened_years()
    schemes = [owed(code).scheme for code in codes]
    names = {key: name for scheme in schemes for key, name in _members(scheme)}
    within = {unit.code: unit.within for scheme in schemes for unit in scheme.units.values() if unit.within}
    found = chain(mentions_in(codes, _origins(codes)), members_in(names, codes))
    return repeated(found, Circumstances(bodies(day_of(at)), within))


def _origins(codes: tuple[str, ...]) -> dict[str, Origin]:
    """Every task with its last month and the first of its chain of corrections."""
    rows = Task.objects.filter(scheme__in=codes).values_list("ref", "through", "revises_id")
    before = {ref: revised for ref, _, revised in rows}
    return {ref: Origin(through, _first(ref, before)) for ref, through, _ in rows}


def _first(ref: str, before: Mapping[str, str | None]) -> str:
    while (revised := before.get(ref)) is not None:
        ref = revised
    return ref


def _members(scheme: Scheme) -> Iterator[tuple[tuple[str, str], str]]:
    """Unit and indicator of every member that single units have, with its name; projects are quoted."""
    for item in scheme.items.values():
        if item.members is None:
            continue
        register = scheme.registers[item.members]
        for unit, entries in register.entries.items():
            for code, member in entries.items() if unit != ALL else ():
                name = f"“{member.name}”项目" if names_projects(register.name) else member.name
                yield (unit, f"{item.code}/{code}"), name
