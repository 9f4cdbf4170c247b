"""What the actions about amendments share: loading under a lock, compare-and-swap, noting a step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sikao.office.accounts.queries import authorise
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.amendments.models import Amendment, Step
from sikao.office.amendments.queries import AmendmentView, amendment, scheme_proposed, stand_of
from sikao.office.amendments.rules import Stand, State, bound_digest, next_state
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.appendonly import Record
from sikao.office.groundwork.files import FileDamagedError
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.refusals import NotNow, NotThere
from sikao.office.rulebook.queries import sealed
from sikao.office.rulebook.shelf import AlteredError

KIND = "amendment"


@dataclass(frozen=True, slots=True)
class Act:
    """An amendment held for one act: who may act in which capacity, and how it stands."""

    actor: Actor
    at: datetime
    verb: Verb
    capacity: str
    row: Amendment
    view: AmendmentView
    stand: Stand

    @property
    def after(self) -> State:
        """The state that the verb leads to; raises ``NotNow`` where the machine has no such step."""
        return next_state(self.stand.state, self.verb)

    def step(self, **given: Any) -> Step:
        """A step about the amendment as it is now, not saved yet."""
        told = {
            "attempt": self.row.attempt,
            "proposal": self.row.proposal,
            "impact": self.view.impact,
            **given,
        }
        return Step(amendment=self.row, what=self.verb.value, person=self.actor.person, **told)

    def close(self, after: State, *rows: Record, told: dict[str, Any] | None = None, **changes: Any) -> None:
        """Move the amendment on and write the entry with its rows: the end of the act."""
        move(self.row, state=after.value, **changes)
        write(
            actor=self.actor,
            at=self.at,
            verb=self.verb.value,
            subject=Subject(KIND, self.row.ref, self.capacity),
            old={"state": self.stand.state.value},
            new=described(self.row) | (told or {}),
            rows=rows,
        )


def begin(actor: Actor, at: datetime, verb: Verb, ref: str) -> Act:
    """Lock an amendment and ask whether the actor may do this to it now; raises the refusals."""
    row = Amendment.objects.select_for_update(no_key=True).filter(pk=ref).first()
    if row is None:
        raise NotThere.of("amendment.not_there")
    capacity = authorise(actor, at, verb, state=row.state)
    view = amendment(ref)
    return Act(actor, at, verb, capacity, row, view, stand_of(view))


def move(row: Amendment, **changes: Any) -> None:
    """Save by compare-and-swap: whoever read an older state has lost the race."""
    version = row.version + 1
    if not Amendment.objects.filter(pk=row.pk, version=row.version).update(version=version, **changes):
        raise NotNow.of("amendment.changed")
    for name, value in {**changes, "version": version}.items():
        setattr(row, name, value)


def bound_now(view: AmendmentView) -> str:
    """The digest of what would come into force now, from what lies there; empty where it is not whole.

    The scheme is read from its bytes, the effect from its file: both have the digests on record or are lost.
    """
    binding = sealed(view.scheme)
    line = view.proposal
    if binding is None or binding.digest != line.follows or binding.number + 1 != view.number:
        return ""
    try:
        scheme_proposed(line)
    except (AlteredError, FileDamagedError):
        return ""
    return bound_digest(
        scheme=view.scheme,
        number=view.number,
        follows=line.follows,
        digest=line.digest,
        since=line.since,
        reason=line.reason,
        impact=view.impact,
    )


def described(row: Amendment) -> dict[str, Any]:
    """An amendment as the journal tells it."""
    told = {
        "state": row.state,
        "scheme": row.scheme,
        "number": row.number,
        "proposal": row.proposal,
        "bound": row.bound,
    }
    return {name: value for name, value in told.items() if value != ""}
