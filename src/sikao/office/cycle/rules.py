"""Pure decisions of the cycle: the states of tasks, confirmations and verifications as printable tables."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from sikao.core.wording import Term
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.accounts.rights.words import verb_words
from sikao.office.groundwork.refusals import NotNow


class TaskKind(StrEnum):
    """What a task asks for."""

    DELIVER = "deliver"
    REPORT = "report"
    REVISE = "revise"
    BRIEF = "brief"

    @property
    def term(self) -> Term:
        """The words shown to people."""
        return _KINDS[self]


class ObligationKind(StrEnum):
    """What an organisation can owe by a moment: every kind of task, an answer, a verification."""

    DELIVER = "deliver"
    REPORT = "report"
    BRIEF = "brief"
    REVISE = "revise"
    ANSWER = "answer"
    VERIFY = "verify"

    @property
    def term(self) -> Term:
        """The words shown to people."""
        return _OTHERS[self] if self in _OTHERS else TaskKind(self).term

    @property
    def is_of_the_calendar(self) -> bool:
        """Whether it comes by the scheme's calendar, once a period; the others follow from something."""
        return self in {ObligationKind.DELIVER, ObligationKind.REPORT, ObligationKind.BRIEF}

    @property
    def is_handed_in(self) -> bool:
        """Whether figures or a briefing are signed and handed in; the others answer or decide."""
        return self not in _OTHERS

    @property
    def subject(self) -> str:
        """The kind of object that it is, as the journal and notices name it."""
        return _SUBJECTS.get(self, "task")


class TaskState(StrEnum):
    """Where a task stands."""

    OPEN = "open"
    SUBMITTED = "submitted"
    SIGNED = "signed"
    DROPPED = "dropped"

    @property
    def term(self) -> Term:
        """The words shown to people."""
        return _TASK_STATES[self]


class ConfirmState(StrEnum):
    """Where a unit's check of a bureau's figures stands."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    SILENT = "silent"
    UPHELD = "upheld"
    REVISED = "revised"

    @property
    def term(self) -> Term:
        """The words shown to people."""
        return _CONFIRM_STATES[self]


class VerifyState(StrEnum):
    """Where a bureau's check of a unit's own figures stands."""

    OPEN = "open"
    DECIDED = "decided"

    @property
    def term(self) -> Term:
        """The words shown to people."""
        return _VERIFY_STATES[self]


class ReviewState(StrEnum):
    """Where a monthly review stands."""

    PLANNED = "planned"
    HELD = "held"

    @property
    def term(self) -> Term:
        """The words shown to people."""
        return _REVIEW_STATES[self]


class DecisionState(StrEnum):
    """Where a decision of a review stands."""

    OPEN = "open"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"

    @property
    def term(self) -> Term:
        """The words shown to people."""
        return _DECISION_STATES[self]


class DecisionWord(StrEnum):
    """What was said about a decision: that it is one, what was done, what became of it."""

    MADE = "made"
    TOLD = "told"
    CARRIED = "carried"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"

    @property
    def term(self) -> Term:
        """The words shown to people."""
        return _DECISION_WORDS[self]


_KINDS = {
    TaskKind.DELIVER: Term("报送数据", "deliver figures"),
    TaskKind.REPORT: Term("填报自评数据", "report own figures"),
    TaskKind.REVISE: Term("更正数据", "revise figures"),
    TaskKind.BRIEF: Term("填写进度说明", "write a briefing"),
}
_OTHERS = {
    ObligationKind.ANSWER: Term("答复异议", "answer a dispute"),
    ObligationKind.VERIFY: Term("核实自报数据", "verify figures"),
}
_SUBJECTS = {ObligationKind.ANSWER: "confirmation", ObligationKind.VERIFY: "verification"}
_TASK_STATES = {
    TaskState.OPEN: Term("待填报", "to be filled in"),
    TaskState.SUBMITTED: Term("待签审", "to be signed"),
    TaskState.SIGNED: Term("已签报", "signed"),
    TaskState.DROPPED: Term("已撤销", "dropped"),
}
_CONFIRM_STATES = {
    ConfirmState.OPEN: Term("待核对", "to be checked"),
    ConfirmState.CONFIRMED: Term("已确认", "confirmed"),
    ConfirmState.DISPUTED: Term("有异议，待答复", "disputed, to be answered"),
    ConfirmState.SILENT: Term("逾期未反馈", "no answer in time"),
    ConfirmState.UPHELD: Term("已答复：维持原数", "answered: upheld"),
    ConfirmState.REVISED: Term("已答复：更正", "answered: revised"),
}
_VERIFY_STATES = {
    VerifyState.OPEN: Term("待核实", "to be verified"),
    VerifyState.DECIDED: Term("已核实", "verified"),
}

_REVIEW_STATES = {
    ReviewState.PLANNED: Term("待召开", "to be held"),
    ReviewState.HELD: Term("已召开", "held"),
}
_DECISION_STATES = {
    DecisionState.OPEN: Term("办理中", "open"),
    DecisionState.CLOSED: Term("已办结", "closed"),
    DecisionState.WITHDRAWN: Term("已撤销", "withdrawn"),
}
_DECISION_WORDS = {
    DecisionWord.MADE: Term("议定", "decided"),
    DecisionWord.TOLD: Term("办理情况", "what was done"),
    DecisionWord.CARRIED: Term("延续", "carried over"),
    DecisionWord.CLOSED: Term("办结", "closed"),
    DecisionWord.WITHDRAWN: Term("撤销", "withdrawn"),
}

Machine = Mapping[tuple[str, Verb], str]
"""From state and verb to the next state. What is not in it does not happen."""

TASK: Machine = {
    (TaskState.OPEN, Verb.TASK_SUBMIT): TaskState.SUBMITTED,
    (TaskState.OPEN, Verb.TASK_RECORD_PAPER): TaskState.SIGNED,
    (TaskState.SUBMITTED, Verb.TASK_TAKE_BACK): TaskState.OPEN,
    (TaskState.SUBMITTED, Verb.TASK_RETURN): TaskState.OPEN,
    (TaskState.SUBMITTED, Verb.TASK_SIGN): TaskState.SIGNED,
    (TaskState.OPEN, Verb.REVISION_DROP): TaskState.DROPPED,
    (TaskState.OPEN, Verb.CORRECTION_WITHDRAW): TaskState.DROPPED,
}
CONFIRM: Machine = {
    (ConfirmState.OPEN, Verb.CONFIRM_GIVE): ConfirmState.CONFIRMED,
    (ConfirmState.OPEN, Verb.CONFIRM_DISPUTE): ConfirmState.DISPUTED,
    (ConfirmState.OPEN, Verb.SILENCE_RECORD): ConfirmState.SILENT,
    (ConfirmState.DISPUTED, Verb.DISPUTE_ANSWER): ConfirmState.UPHELD,
    (ConfirmState.DISPUTED, Verb.TASK_SIGN): ConfirmState.REVISED,
}
VERIFY: Machine = {
    (VerifyState.OPEN, Verb.VERIFY_ACCEPT): VerifyState.OPEN,
    (VerifyState.OPEN, Verb.VERIFY_RETURN): VerifyState.OPEN,
}
"""A verification is decided once every figure in it is."""
REVIEW: Machine = {
    (ReviewState.PLANNED, Verb.REVIEW_ASK): ReviewState.PLANNED,
    (ReviewState.PLANNED, Verb.REVIEW_HOLD): ReviewState.HELD,
    (ReviewState.HELD, Verb.DECISION_MAKE): ReviewState.HELD,
}
DECISION: Machine = {
    (DecisionState.OPEN, Verb.DECISION_TELL): DecisionState.OPEN,
    (DecisionState.OPEN, Verb.DECISION_CARRY): DecisionState.OPEN,
    (DecisionState.OPEN, Verb.DECISION_CLOSE): DecisionState.CLOSED,
    (DecisionState.OPEN, Verb.DECISION_WITHDRAW): DecisionState.WITHDRAWN,
}


def next_state(machine: Machine, state: str, verb: Verb) -> str:
    """The state after a verb; raises ``NotNow`` where the table has none."""
    try:
        return machine[(state, verb)]
    except KeyError:
        raise NotNow.of("right.not_now", verb=verb_words(verb)) from None
