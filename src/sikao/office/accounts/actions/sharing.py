"""Looking for people of several organisations at one browser or address: told, never stopped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sikao.office.accounts.queries import authorise, bodies, holders, holdings
from sikao.office.accounts.rights.table import rights_for
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.accounts.rules.sharing import WINDOW, Shared, Use, shared
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.journal.reading import EntryRow, Search, entries, since
from sikao.office.groundwork.notices.telling import notify

KIND = "sharing"
DEVICE = "device"
"""The name under which the entry of a signing in keeps the browser's mark."""
FACTOR = "by"


@dataclass(frozen=True, slots=True)
class Flag:
    """What was noticed once: at which kind of place, who, for which organisations, from when to when."""

    seq: int
    at: datetime
    by: str
    persons: tuple[str, ...]
    organisations: tuple[str, ...]
    first: datetime
    last: datetime
    times: int


@action(Verb.SHARING_FLAG, KIND)
def flag_sharing(*, actor: Actor, at: datetime) -> int:
    """Note and tell every shared place that was not told in the last thirty days; how many there were."""
    authorise(actor, at, Verb.SHARING_FLAG)
    told = [row.new for row in since(Verb.SHARING_FLAG, at - WINDOW)]
    found = [one for one in shared(_uses(at)) if not _is_told(one, told)]
    for one in found:
        subject = Subject(KIND, one.place[:16])
        write(actor=actor, at=at, verb=Verb.SHARING_FLAG, subject=subject, new=_content(one))
    if found:
        roles = [row.role for row in rights_for(Verb.SHARING_VIEW) if row.role is not None]
        details = {"count": str(len(found))}
        persons = holders("", roles, day_of(at))
        notify(persons, "notice.shared_place", details, about=Subject(KIND, "all"), at=at)
    return len(found)


@action(Verb.SHARING_VIEW, KIND)
def read_flags(*, actor: Actor, at: datetime, page: int = 1) -> tuple[tuple[Flag, ...], bool]:
    """What was noticed, the newest first, and whether there is more; the reading is journaled."""
    capacity = authorise(actor, at, Verb.SHARING_VIEW)
    rows, more = entries(Search(verb=Verb.SHARING_FLAG, outcome="done"), page)
    told = {"page": page, "found": len(rows)}
    write(actor=actor, at=at, verb=Verb.SHARING_VIEW, subject=Subject(KIND, "", capacity), new=told)
    return tuple(map(_flag, rows)), more


def _uses(at: datetime) -> Iterator[Use]:
    """Every signing in of the last thirty days, with the organisations that the person acted for."""
    together = bodies(day_of(at))
    known: dict[tuple[str, Any], frozenset[str]] = {}
    for row in since(Verb.SIGN_IN, at - WINDOW):
        day = day_of(row.at)
        if (row.actor, day) not in known:
            held = {one.organisation for one in holdings(row.actor, day) if one.organisation}
            known[row.actor, day] = frozenset(together.get(code, code) for code in held)
        kept = row.new if isinstance(row.new, dict) else {}
        if FACTOR in kept:  # the second step of a signing in that was counted
            continue
        yield Use(row.actor, known[row.actor, day], kept.get(DEVICE, ""), row.source, row.at)


def _is_told(found: Shared, told: list[Any]) -> bool:
    return any(
        (one["by"], one["place"]) == (found.by, found.place) and {*found.persons} <= {*one["persons"]}
        for one in told
    )


def _content(found: Shared) -> dict[str, Any]:
    return {
        "by": found.by,
        "place": found.place,
        "persons": list(found.persons),
        "organisations": list(found.bodies),
        "first": found.uses[0].at,
        "last": found.uses[-1].at,
        "times": len(found.uses),
    }


def _flag(row: EntryRow) -> Flag:
    told = row.new
    return Flag(
        row.seq,
        row.at,
        told["by"],
        tuple(told["persons"]),
        tuple(told["organisations"]),
        datetime.fromisoformat(told["first"]),
        datetime.fromisoformat(told["last"]),
        told["times"],
    )
