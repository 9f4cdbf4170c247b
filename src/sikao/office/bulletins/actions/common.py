"""What the actions about papers share: loading under a lock, saving by compare-and-swap, asking for files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sikao.office.accounts.queries import authorise
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.bulletins.models import Paper
from sikao.office.bulletins.queries import PaperView, views
from sikao.office.bulletins.rules import KIND, State, next_state
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.appendonly import Record
from sikao.office.groundwork.jobs.models import OPEN
from sikao.office.groundwork.jobs.queries import find_job
from sikao.office.groundwork.jobs.queue import enqueue
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.refusals import NotNow, NotThere

MAKE = "bulletins.make"
"""The kind of work that makes the files of papers."""


@dataclass(frozen=True, slots=True)
class Act:
    """A paper held for one act: who may act in which capacity, and how it stands."""

    actor: Actor
    at: datetime
    verb: Verb
    capacity: str
    row: Paper
    view: PaperView

    @property
    def after(self) -> State:
        """The state that the verb leads to; raises ``NotNow`` where the machine has no such step."""
        return next_state(self.view.state, self.verb)

    def close(self, after: State, *rows: Record, **changes: Any) -> None:
        """Move the paper on and write the entry with its rows: the end of the act."""
        move(self.row, state=after.value, **changes)
        note(self.actor, self.at, self.verb, self.capacity, self.row, *rows, old=self.view.state.value)


def begin(actor: Actor, at: datetime, verb: Verb, ref: str) -> Act:
    """Lock a paper and ask whether the actor may do this to it now; raises the refusals."""
    return begin_all(actor, at, verb, [ref])[0]


def begin_all(actor: Actor, at: datetime, verb: Verb, refs: Collection[str]) -> list[Act]:
    """As ``begin``, for several papers, which are locked in one order."""
    rows = {row.ref: row for row in _held(refs)}
    if not refs or rows.keys() != set(refs):
        raise NotThere.of("paper.not_there")
    found = {view.ref: view for view in views(Paper.objects.filter(pk__in=refs))}
    acts = []
    for ref in dict.fromkeys(refs):
        capacity = authorise(actor, at, verb, state=found[ref].state.value)
        acts.append(Act(actor, at, verb, capacity, rows[ref], found[ref]))
    return acts


def _held(refs: Collection[str]) -> Sequence[Paper]:
    return list(Paper.objects.select_for_update(no_key=True).filter(pk__in=refs).order_by("pk"))


def move(row: Paper, **changes: Any) -> None:
    """Save by compare-and-swap: whoever read an older state has lost the race."""
    version = row.version + 1
    if not Paper.objects.filter(pk=row.pk, version=row.version).update(version=version, **changes):
        raise NotNow.of("paper.changed")
    for name, value in {**changes, "version": version}.items():
        setattr(row, name, value)


def note(
    actor: Actor, at: datetime, verb: Verb, capacity: str, row: Paper, *rows: Record, old: str = ""
) -> None:
    """Write the entry of an act about a paper."""
    write(
        actor=actor,
        at=at,
        verb=verb.value,
        subject=Subject(KIND, row.ref, capacity),
        old={"state": old} if old else None,
        new=described(row),
        rows=list(rows),
    )


def ask_for_files(rows: Iterable[Paper], actor: Actor, at: datetime) -> str:
    """Ask the worker for the files of some papers; ``NotNow`` while it still makes those of one."""
    found = list(rows)
    for row in found:
        job = find_job(row.job) if row.job else None
        if job is not None and job.state in OPEN:
            raise NotNow.of("paper.being_made")
    first = found[0]
    told = {"papers": [row.ref for row in found], "name": f"{first.scheme} {first.at}"}
    return enqueue(MAKE, told, actor=actor, at=at)


def described(row: Paper) -> dict[str, Any]:
    """A paper as the journal tells it."""
    told = {
        "state": row.state,
        "kind": row.kind,
        "scheme": row.scheme,
        "at": row.at,
        "edition": row.edition,
        "unit": row.unit,
        "about": row.about,
        "number": row.number,
        "words": row.words,
        "made": row.made,
        "document_number": row.document_number,
    }
    return {name: value for name, value in told.items() if value != ""}
