"""How an amendment comes into force: its states, what must be so before each step, what it may not touch.

Pure: what is decided here is decided from what is handed in.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sikao.core.wording import Term
from sikao.office.accounts.rights.deciding import Holding, decide
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.accounts.rights.words import verb_words
from sikao.office.groundwork.canonical import canonical, sha256
from sikao.office.groundwork.refusals import NotNow, NotYou, Refusal

APPROVERS = 2
"""So many people approve, none of whom uploaded the proposal or submitted it; a document stands for all."""


class State(StrEnum):
    """Where an amendment stands on its way."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    IN_FORCE = "in_force"
    DROPPED = "dropped"

    @property
    def term(self) -> Term:
        """The words shown to people."""
        return _STATES[self]

    @property
    def under_way(self) -> bool:
        """Whether it may still come into force."""
        return self in UNDER_WAY


_STATES = {
    State.DRAFT: Term("起草", "draft"),
    State.SUBMITTED: Term("待批准", "awaiting approval"),
    State.APPROVED: Term("已批准，待下发", "approved, to be issued"),
    State.IN_FORCE: Term("已下发生效", "in force"),
    State.DROPPED: Term("已作废", "dropped"),
}
UNDER_WAY = (State.DRAFT, State.SUBMITTED, State.APPROVED)
WAY = (*UNDER_WAY, State.IN_FORCE)
"""The states of an amendment with which everything goes well, in order."""

# The whole machine: (state, verb) → next state. What is not in it cannot be done.
TABLE: dict[tuple[State, Verb], State] = {
    (State.DRAFT, Verb.AMENDMENT_DRAFT): State.DRAFT,
    (State.DRAFT, Verb.AMENDMENT_WEIGH): State.DRAFT,
    (State.DRAFT, Verb.AMENDMENT_SUBMIT): State.SUBMITTED,
    (State.DRAFT, Verb.AMENDMENT_DROP): State.DROPPED,
    (State.SUBMITTED, Verb.AMENDMENT_WITHDRAW): State.DRAFT,
    (State.SUBMITTED, Verb.AMENDMENT_REFUSE): State.DRAFT,
    # The last of the approvers moves it; those before leave it where it is (``after_approval``).
    (State.SUBMITTED, Verb.AMENDMENT_APPROVE): State.APPROVED,
    (State.SUBMITTED, Verb.AMENDMENT_APPROVE_OFFLINE): State.APPROVED,
    (State.APPROVED, Verb.AMENDMENT_WITHDRAW): State.DRAFT,
    (State.APPROVED, Verb.AMENDMENT_ISSUE): State.IN_FORCE,
}
VERBS = tuple(dict.fromkeys(verb for _, verb in TABLE))
"""What is done to an amendment that is there, in the order of its way."""


class Standing(StrEnum):
    """How far the result of a checkpoint is, by its editions."""

    NONE = "none"
    """Nothing was opened, or what was opened was dropped before a unit saw it."""
    OPENED = "opened"
    """A result is under way, or units had theirs and it was dropped."""
    ANNOUNCED = "announced"
    """A result was published, whatever became of it."""


AMENDABLE: dict[Standing, bool] = {
    Standing.NONE: True,
    Standing.OPENED: False,
    Standing.ANNOUNCED: False,
}
"""Whether an amendment may still reach a checkpoint: never once its places are known outside the office."""


def standing_of(editions: Collection[tuple[str, bool]]) -> Standing:
    """How far a checkpoint is: of each of its editions the state, and whether units were given theirs."""
    if any(state in _ANNOUNCED for state, _ in editions):
        return Standing.ANNOUNCED
    seen = any(state != _DROPPED or given for state, given in editions)
    return Standing.OPENED if seen else Standing.NONE


_ANNOUNCED, _DROPPED = frozenset({"published", "replaced", "withdrawn"}), "dropped"


@dataclass(frozen=True, slots=True)
class Stand:
    """What decides about an amendment now.

    ``closed`` are the checkpoints, of those that it would reach, that it may not reach any more. ``bound`` is
    the digest of what is approved, empty before it is submitted.
    """

    state: State
    bound: str
    uploaded_by: str
    submitted_by: str = ""
    approved_by: tuple[str, ...] = ()
    recorded_by: str = ""
    closed: tuple[Term, ...] = ()


def next_state(state: State, verb: Verb) -> State:
    """The state after a verb; raises ``NotNow`` where the machine has no such step."""
    after = TABLE.get((state, verb))
    if after is None:
        raise NotNow.of("right.not_now", verb=verb_words(verb))
    return after


def bound_digest(
    *, scheme: str, number: int, follows: str, digest: str, since: str, reason: str, impact: str
) -> str:
    """The digest of everything that an approval approves.

    Which version of the scheme follows which, from which checkpoint on and why, and the file that says what
    it does to everyone.
    """
    told = {
        "scheme": scheme,
        "number": number,
        "follows": follows,
        "digest": digest,
        "since": since,
        "reason": reason,
        "impact": impact,
    }
    return sha256(canonical(told).encode())


def check_same(stand: Stand, bound: str) -> None:
    """Whoever decides names the digest that was on the screen; another proposal since then is not meant."""
    if bound != stand.bound or not bound:
        raise NotNow.of("amendment.changed")


def check_reach(closed: Sequence[Term]) -> None:
    """A checkpoint whose result was opened keeps the version by which that is scored."""
    if closed:
        raise NotNow.of("amendment.reaches_back", checkpoint=closed[0])


def check_approver(stand: Stand, person: str) -> None:
    """Four eyes beside whoever made the proposal: nobody approves his own, and nobody twice."""
    if person in (stand.uploaded_by, stand.submitted_by):
        raise NotYou.of("amendment.own_proposal")
    if person in stand.approved_by:
        raise NotYou.of("amendment.approved_already")


def after_approval(stand: Stand) -> State:
    """Where the next approval leads: the last one that is needed moves the amendment on."""
    enough = len(stand.approved_by) + 1 >= APPROVERS
    return next_state(stand.state, Verb.AMENDMENT_APPROVE) if enough else stand.state


def check_issuer(stand: Stand, person: str) -> None:
    """Whoever recorded the document of approval does not put in force alone what it is said to approve."""
    if person == stand.recorded_by:
        raise NotYou.of("amendment.recorded_alone")


def open_to(stand: Stand, person: str, holdings: Sequence[Holding]) -> tuple[Verb, ...]:
    """What a person could do with an amendment now, by the table of rights and the rules of persons."""
    return tuple(verb for verb in VERBS if _is_open(verb, stand, person, holdings))


def _is_open(verb: Verb, stand: Stand, person: str, holdings: Sequence[Holding]) -> bool:
    if (stand.state, verb) not in TABLE:
        return False
    try:
        decide(verb, person, holdings, state=stand.state.value)
        if verb is Verb.AMENDMENT_APPROVE:
            check_approver(stand, person)
        if verb is Verb.AMENDMENT_ISSUE:
            check_issuer(stand, person)
    except Refusal:
        return False
    return True
