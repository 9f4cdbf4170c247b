"""How a scheme becomes binding: the states, who moves it from one to the next, and what must be so before.

Pure: what is decided here is decided from what is handed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sikao.core.wording import Finding, Severity, Term, has_errors
from sikao.office.accounts.rights.deciding import Holding, decide
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.accounts.rights.words import verb_words
from sikao.office.groundwork.refusals import NotNow, NotValid, NotYou, Refusal

APPROVERS = 2
"""So many people approve, none of whom uploaded the version; a document stands for all of them."""
LONGEST = 500
"""Characters of a reason, a note, a document's number."""


class State(StrEnum):
    """Where a scheme stands on its way."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    SEALED = "sealed"

    @property
    def term(self) -> Term:
        """The words shown to people."""
        return _STATES[self]


_STATES = {
    State.DRAFT: Term("草案", "Draft"),
    State.SUBMITTED: Term("待批准", "Awaiting approval"),
    State.APPROVED: Term("已批准，待封存", "Approved, to be sealed"),
    State.SEALED: Term("已封存", "Sealed"),
}

# The whole machine: (state, verb) → next state. What is not in it cannot be done.
TABLE: dict[tuple[State, Verb], State] = {
    (State.DRAFT, Verb.SCHEME_DRAFT): State.DRAFT,
    (State.DRAFT, Verb.SCHEME_SUBMIT): State.SUBMITTED,
    (State.SUBMITTED, Verb.SCHEME_WITHDRAW): State.DRAFT,
    (State.SUBMITTED, Verb.SCHEME_REFUSE): State.DRAFT,
    # The last of the approvers moves it; those before leave it where it is (``after_approval``).
    (State.SUBMITTED, Verb.SCHEME_APPROVE): State.APPROVED,
    (State.SUBMITTED, Verb.SCHEME_APPROVE_OFFLINE): State.APPROVED,
    (State.APPROVED, Verb.SCHEME_WITHDRAW): State.DRAFT,
    (State.APPROVED, Verb.SCHEME_SEAL): State.SEALED,
}
VERBS: dict[Verb, Term] = {
    Verb.SCHEME_DRAFT: Term("上传新版本", "Upload a new version"),
    Verb.SCHEME_SUBMIT: Term("提交审批", "Submit for approval"),
    Verb.SCHEME_WITHDRAW: Term("撤回为草案", "Withdraw to draft"),
    Verb.SCHEME_REFUSE: Term("不予批准", "Refuse"),
    Verb.SCHEME_APPROVE: Term("批准", "Approve"),
    Verb.SCHEME_APPROVE_OFFLINE: Term("登记批准文件", "Record the document of approval"),
    Verb.SCHEME_SEAL: Term("封存", "Seal"),
}


def next_state(state: State, verb: Verb) -> State:
    """The state after a verb; raises ``NotNow`` where the machine has no such step."""
    after = TABLE.get((state, verb))
    if after is None:
        raise NotNow.of("right.not_now", verb=verb_words(verb))
    return after


def check_open(state: State, code: str) -> None:
    """A new version goes to a draft only; raises ``NotNow`` with what to do instead."""
    if state is State.SEALED:
        raise NotNow.of("rulebook.sealed_already", scheme=code)
    if state is not State.DRAFT:
        raise NotNow.of("rulebook.not_draft", scheme=code, state=state.term)


@dataclass(frozen=True, slots=True)
class Stand:
    """What decides about a scheme now: its state and version, who uploaded that, who has approved it."""

    state: State
    digest: str
    uploaded_by: str
    approved_by: tuple[str, ...] = ()


def check_same(stand: Stand, digest: str) -> None:
    """Whoever decides names the digest that was on the screen; another version since then is not meant."""
    if digest != stand.digest:
        raise NotNow.of("rulebook.changed", now=short(stand.digest) or "—", seen=short(digest) or "—")


def check_approver(stand: Stand, person: str) -> None:
    """Four eyes: whoever uploaded the version does not approve it, and nobody approves it twice."""
    if person == stand.uploaded_by:
        raise NotYou.of("rulebook.own_version")
    if person in stand.approved_by:
        raise NotYou.of("rulebook.approved_already")


def after_approval(stand: Stand) -> State:
    """Where the next approval leads: the last one that is needed moves the scheme on."""
    enough = len(stand.approved_by) + 1 >= APPROVERS
    return next_state(stand.state, Verb.SCHEME_APPROVE) if enough else stand.state


def check_submittable(findings: Iterable[Finding]) -> None:
    """A version with errors may be kept, not submitted."""
    told = tuple(findings)
    if has_errors(told):
        count = sum(finding.severity is Severity.ERROR for finding in told)
        raise NotValid((Finding("rulebook.faulty", Severity.ERROR, details={"count": str(count)}), *told))


def check_text(text: str, *, needed: bool = False) -> str:
    """A text that a person typed, without space around it; a missing or too long one raises ``NotValid``."""
    cleaned = text.strip()
    if needed and not cleaned:
        raise NotValid.of("rulebook.reason_missing")
    if len(cleaned) > LONGEST:
        raise NotValid.of("rulebook.too_long", most=str(LONGEST))
    return cleaned


def open_to(stand: Stand, person: str, holdings: Sequence[Holding]) -> tuple[Verb, ...]:
    """What a person could do with a scheme now, by the table of rights and the rule of four eyes."""
    return tuple(verb for verb in VERBS if _is_open(verb, stand, person, holdings))


def _is_open(verb: Verb, stand: Stand, person: str, holdings: Sequence[Holding]) -> bool:
    if (stand.state, verb) not in TABLE or (verb is Verb.SCHEME_SUBMIT and not stand.digest):
        return False
    try:
        decide(verb, person, holdings, state=stand.state.value)
        if verb is Verb.SCHEME_APPROVE:
            check_approver(stand, person)
    except Refusal:
        return False
    return True


def short(digest: str) -> str:
    """The first characters of a digest, as people compare them."""
    return digest[:12]
