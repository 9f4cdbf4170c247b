"""Reading the journal: searched by who, what, when and how it ended; the newest entries first."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet

from sikao.office.groundwork.clock import CITY
from sikao.office.groundwork.models import Entry, Outcome

PAGE = 25
BATCH = 2000


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for; an empty part narrows nothing. ``verb`` may be the first part of one.

    ``actors`` are codes of people, any of whom is meant; ``since`` and ``until`` are days of the city, both
    counted in.
    """

    actors: tuple[str, ...] = ()
    verb: str = ""
    kind: str = ""
    ref: str = ""
    outcome: str = ""
    channel: str = ""
    since: date | None = None
    until: date | None = None

    def told(self) -> dict[str, Any]:
        """What was looked for, as the entry about the reading says it."""
        parts = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {name: part for name, part in parts.items() if part}


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry as it is read."""

    seq: int
    at: datetime
    actor: str
    acting_as: str
    for_whom: str
    channel: str
    source: str
    verb: str
    kind: str
    ref: str
    outcome: str
    old: Any
    new: Any
    leaves: int
    sha256: str


def entries(search: Search, page: int = 1) -> tuple[tuple[EntryRow, ...], bool]:
    """A page of what was found, the newest first, and whether there are more."""
    start = max(0, page - 1) * PAGE
    found = [_row(entry) for entry in _found(search).order_by("-seq")[start : start + PAGE + 1]]
    return tuple(found[:PAGE]), len(found) > PAGE


def entry(seq: int) -> EntryRow | None:
    """One entry."""
    found = Entry.objects.filter(seq=seq).first()
    return None if found is None else _row(found)


def since(verb: str, at: datetime) -> Iterator[EntryRow]:
    """The acts of one kind from a moment on, the oldest first."""
    found = Entry.objects.filter(verb=verb, outcome=Outcome.DONE, at__gte=at)
    yield from map(_row, found.order_by("seq"))


def done_by(actor: str, verbs: Collection[str], at: datetime) -> list[EntryRow]:
    """What a person did of some kinds from a moment on, the oldest first."""
    found = Entry.objects.filter(actor=actor, verb__in=list(verbs), outcome=Outcome.DONE, at__gte=at)
    return [_row(one) for one in found.order_by("seq")]


def count_entries(search: Search, upto: int | None = None) -> int:
    """How many entries would be found, up to a number of the journal."""
    found = _found(search)
    return (found if upto is None else found.filter(seq__lte=upto)).count()


def all_entries(search: Search, upto: int) -> Iterator[EntryRow]:
    """Everything that was found up to a number of the journal, the oldest first.

    It comes a batch at a time: a year of it fits in no memory, and others write meanwhile.
    """
    last = 0
    found = _found(search).filter(seq__lte=upto).order_by("seq")
    while batch := list(found.filter(seq__gt=last)[:BATCH]):
        yield from map(_row, batch)
        last = batch[-1].seq


def _found(search: Search) -> QuerySet[Entry]:
    rows = Entry.objects.all()
    exact = {
        "object_kind": search.kind,
        "object_ref": search.ref,
        "outcome": search.outcome,
        "channel": search.channel,
    }
    rows = rows.filter(**{name: wanted for name, wanted in exact.items() if wanted})
    if search.actors:
        rows = rows.filter(actor__in=search.actors)
    if search.verb:
        rows = rows.filter(verb__startswith=search.verb)
    if search.since is not None:
        rows = rows.filter(at__gte=_begin(search.since))
    if search.until is not None:
        rows = rows.filter(at__lt=_begin(search.until + timedelta(days=1)))
    return rows


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), CITY)


def _row(found: Entry) -> EntryRow:
    return EntryRow(
        found.seq,
        found.at,
        found.actor,
        found.acting_as,
        found.for_whom,
        found.channel,
        found.source,
        found.verb,
        found.object_kind,
        found.object_ref,
        found.outcome,
        json.loads(found.old),
        json.loads(found.new),
        found.leaves,
        found.sha256,
    )
