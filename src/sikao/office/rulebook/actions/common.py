"""What the actions share: loading under a lock, saving by compare-and-swap, noting a decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sikao.office.accounts.queries import authorise
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.appendonly import Record
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.refusals import NotNow
from sikao.office.rulebook.models import Decision, Dossier, Version
from sikao.office.rulebook.queries import approvers, dossier_of
from sikao.office.rulebook.rules import Stand, State

KIND = "scheme"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"
ARCHIVE_NAME = "scheme.zip"
SUBMITTED, WITHDRAWN, REFUSED = "submitted", "withdrawn", "refused"
APPROVED, APPROVED_OFFLINE, SEALED = "approved", "approved_offline", "sealed"


@dataclass(frozen=True, slots=True)
class Act:
    """A scheme held for one act: who may act in which capacity, and how it stands."""

    actor: Actor
    at: datetime
    verb: Verb
    capacity: str
    dossier: Dossier
    last: Version
    stand: Stand

    def decision(self, what: str, **given: Any) -> Decision:
        """A decision about the last version, not saved yet."""
        told = {"attempt": self.dossier.attempt, "digest": self.last.digest, **given}
        return Decision(dossier=self.dossier, decided=self.last, what=what, person=self.actor.person, **told)

    def close(self, after: State, *rows: Record, **changes: Any) -> None:
        """Move the scheme on and write the entry with its rows: the end of the act."""
        move(self.dossier, state=after.value, **changes)
        write(
            actor=self.actor,
            at=self.at,
            verb=self.verb.value,
            subject=Subject(KIND, self.dossier.ref, self.capacity),
            old={"state": self.stand.state.value},
            new={
                "state": after.value,
                "code": self.dossier.code,
                "number": self.last.number,
                "digest": self.last.digest,
            },
            rows=rows,
        )


def begin(actor: Actor, at: datetime, verb: Verb, scheme: str) -> Act:
    """Lock a scheme and ask whether the actor may do this to it now; raises the refusals."""
    dossier = dossier_of(Dossier.objects.select_for_update(no_key=True), scheme)
    capacity = authorise(actor, at, verb, state=dossier.state)
    last = Version.objects.get(dossier=dossier, number=dossier.number)
    stand = Stand(State(dossier.state), last.digest, last.uploaded_by, approvers(dossier))
    return Act(actor, at, verb, capacity, dossier, last, stand)


def move(dossier: Dossier, **changes: Any) -> None:
    """Save by compare-and-swap: whoever read an older state has lost the race."""
    held = Dossier.objects.filter(pk=dossier.pk, version=dossier.version)
    if not held.update(version=dossier.version + 1, **changes):
        raise NotNow.of("rulebook.changed", now="—", seen="—")
    for name, value in {**changes, "version": dossier.version + 1}.items():
        setattr(dossier, name, value)
