"""What the actions about editions share: loading under a lock, saving by compare-and-swap, noting a step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sikao.office.accounts.queries import authorise
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.appendonly import Record
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.refusals import NotNow, NotThere
from sikao.office.results.editions import EditionView, edition, stand_of
from sikao.office.results.models import Edition, Step
from sikao.office.results.stages import Stand, State, next_state

KIND = "edition"


@dataclass(frozen=True, slots=True)
class Act:
    """An edition held for one act: who may act in which capacity, and how it stands."""

    actor: Actor
    at: datetime
    verb: Verb
    capacity: str
    row: Edition
    view: EditionView
    stand: Stand

    @property
    def after(self) -> State:
        """The state that the verb leads to; raises ``NotNow`` where the machine has no such step."""
        return next_state(self.stand.state, self.verb)

    def step(self, **given: Any) -> Step:
        """A step about the edition as it is now, not saved yet."""
        told = {"attempt": self.row.attempt, "run": self.view.run, "book": self.view.book, **given}
        return Step(edition=self.row, what=self.verb.value, person=self.actor.person, **told)

    def close(self, after: State, *rows: Record, **changes: Any) -> None:
        """Move the edition on and write the entry with its rows: the end of the act."""
        move(self.row, state=after.value, **changes)
        write(
            actor=self.actor,
            at=self.at,
            verb=self.verb.value,
            subject=Subject(KIND, self.row.ref, self.capacity),
            old={"state": self.stand.state.value},
            new=described(self.row),
            rows=rows,
        )


def begin(actor: Actor, at: datetime, verb: Verb, ref: str) -> Act:
    """Lock an edition and ask whether the actor may do this to it now; raises the refusals."""
    row = held(ref)
    capacity = authorise(actor, at, verb, state=row.state)
    view = edition(ref)
    return Act(actor, at, verb, capacity, row, view, stand_of(view))


def held(ref: str) -> Edition:
    """The row of an edition, locked until the act ends."""
    row = Edition.objects.select_for_update(no_key=True).filter(pk=ref).first()
    if row is None:
        raise NotThere.of("edition.not_there")
    return row


def move(row: Edition, **changes: Any) -> None:
    """Save by compare-and-swap: whoever read an older state has lost the race."""
    version = row.version + 1
    if not Edition.objects.filter(pk=row.pk, version=row.version).update(version=version, **changes):
        raise NotNow.of("edition.changed")
    for name, value in {**changes, "version": version}.items():
        setattr(row, name, value)


def described(row: Edition) -> dict[str, Any]:
    """An edition as the journal tells it."""
    told = {
        "state": row.state,
        "scheme": row.scheme,
        "checkpoint": row.checkpoint,
        "number": row.number,
        "run": row.run_id,
        "bound": row.bound,
    }
    return {name: value for name, value in told.items() if value != ""}
