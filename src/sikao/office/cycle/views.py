"""What other rooms and doors see of the cycle: plain frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sikao.core.wording import Term
from sikao.office.cycle.rules import ConfirmState, ObligationKind, TaskKind, TaskState, VerifyState


class Step(StrEnum):
    """What a person is asked to do."""

    FILL = "fill"
    SIGN = "sign"
    CHECK = "check"
    ANSWER = "answer"
    VERIFY = "verify"
    PAPER = "paper"
    CARRY_OUT = "carry_out"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task as a list shows it. ``late`` holds now for open ones, and is what was signed for signed ones.

    ``asked``: the office asked for this correction.
    """

    ref: str
    kind: TaskKind
    scheme: str
    provider: str
    organisation: str
    frequency: str
    through: str
    briefing: str
    label: Term
    figures: int
    opens: date
    due_at: datetime
    state: TaskState
    late: bool
    paper: bool
    submitted_by: str
    submitted_at: datetime | None
    signed_at: datetime | None
    submission: str
    returned_reason: str
    reason: str
    asked: bool
    revises: str
    version: int

    @property
    def with_signer(self) -> bool:
        """Whether a signature alone is missing."""
        return self.state is TaskState.SUBMITTED

    @property
    def done_at(self) -> datetime | None:
        """When it was fulfilled, if it was."""
        return self.signed_at


@dataclass(frozen=True, slots=True)
class ConfirmationView:
    """A unit's check as a list shows it.

    ``due_at`` is the unit's deadline, ``deadline`` that of the next word: with a dispute, of the answer.
    """

    ref: str
    task: str
    submission: str
    unit: str
    provider: str
    label: Term
    figures: int
    due_at: datetime
    deadline: datetime
    state: ConfirmState
    given_by: str
    given_at: datetime | None
    answer_due_at: datetime | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class VerificationView:
    """A bureau's check of a unit's own figures as a list shows it."""

    ref: str
    task: str
    submission: str
    unit: str
    verifier: str
    label: Term
    figures: int
    decided: int
    due_at: datetime
    state: VerifyState
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing that awaits a person, with its deadline; ``other`` is the organisation on the other side."""

    step: Step
    ref: str
    organisation: str
    label: Term
    figures: int
    due_at: datetime
    late: bool
    remark: str = ""
    other: str = ""
    briefing: str = ""


@dataclass(frozen=True, slots=True)
class Obligation:
    """Something that an organisation owes by a moment: a task, the answer to a dispute, a verification.

    ``task`` is the task whose figures it is about, ``what`` says so in words, ``other`` is the organisation
    on the other side, empty for none. ``late`` holds now while it is owed, of its end afterwards: of a task
    as it was signed. ``figures`` of an answer are those in dispute. ``moved_at`` is when a merger gave it to
    the organisation.
    """

    kind: ObligationKind
    ref: str
    task: str
    scheme: str
    organisation: str
    other: str
    frequency: str
    through: str
    label: Term
    what: Term
    figures: int
    opens: date
    due_at: datetime
    state: Term
    with_signer: bool
    done_at: datetime | None
    late: bool
    moved_at: datetime | None


@dataclass(frozen=True, slots=True)
class LateLine:
    """Something that is late, with the steps taken against whoever owes it since its deadline passed."""

    owed: Obligation
    days_late: int
    steps: tuple[str, ...]
