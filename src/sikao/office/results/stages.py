"""How a result comes from a run to be published: the states, who moves it on, and what must be so before.

Pure: what is decided here is decided from what is handed in. An edition is the result of one checkpoint in
one version: 初步结果 → 反馈稿 → 审定稿 → published; a correction is the next edition.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sikao.core.wording import Term
from sikao.office.accounts.rights.deciding import Holding, decide
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.accounts.rights.words import verb_words
from sikao.office.groundwork.canonical import canonical, sha256
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.refusals import NotNow, NotYou, Refusal

APPROVERS = 2
"""So many people approve, none of whom submitted it; a document stands for all of them."""


class State(StrEnum):
    """Where an edition stands on its way."""

    PROVISIONAL = "provisional"
    FEEDBACK = "feedback"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    PUBLISHED = "published"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    DROPPED = "dropped"

    @property
    def term(self) -> Term:
        """The words shown to people."""
        return _STATES[self]

    @property
    def under_way(self) -> bool:
        """Whether it may still become the published one."""
        return self in UNDER_WAY


_STATES = {
    State.PROVISIONAL: Term("初步结果", "provisional"),
    State.FEEDBACK: Term("反馈稿", "with the units"),
    State.SUBMITTED: Term("待审定", "awaiting approval"),
    State.APPROVED: Term("审定稿", "approved"),
    State.PUBLISHED: Term("已发布", "published"),
    State.REPLACED: Term("已更正，不再有效", "replaced"),
    State.WITHDRAWN: Term("已撤回", "withdrawn"),
    State.DROPPED: Term("已作废", "dropped"),
}
UNDER_WAY = (State.PROVISIONAL, State.FEEDBACK, State.SUBMITTED, State.APPROVED)
WAY = (*UNDER_WAY, State.PUBLISHED)
"""The states of an edition with which everything goes well, in order."""

# The whole machine: (state, verb) → next state. What is not in it cannot be done.
TABLE: dict[tuple[State, Verb], State] = {
    (State.PROVISIONAL, Verb.EDITION_RERUN): State.PROVISIONAL,
    (State.PROVISIONAL, Verb.EDITION_GIVE): State.FEEDBACK,
    (State.PROVISIONAL, Verb.EDITION_DROP): State.DROPPED,
    (State.FEEDBACK, Verb.EDITION_RERUN): State.FEEDBACK,
    (State.FEEDBACK, Verb.EDITION_DROP): State.DROPPED,
    (State.FEEDBACK, Verb.EDITION_SUBMIT): State.SUBMITTED,
    (State.SUBMITTED, Verb.EDITION_TAKE_BACK): State.FEEDBACK,
    (State.SUBMITTED, Verb.EDITION_REFUSE): State.FEEDBACK,
    # The last of the approvers moves it; those before leave it where it is (``after_approval``).
    (State.SUBMITTED, Verb.EDITION_APPROVE): State.APPROVED,
    (State.SUBMITTED, Verb.EDITION_APPROVE_OFFLINE): State.APPROVED,
    (State.APPROVED, Verb.EDITION_TAKE_BACK): State.FEEDBACK,
    (State.APPROVED, Verb.EDITION_PUBLISH): State.PUBLISHED,
    (State.PUBLISHED, Verb.EDITION_WITHDRAW): State.WITHDRAWN,
}
VERBS = tuple(dict.fromkeys(verb for _, verb in TABLE))
"""What is done to an edition that is there, in the order of its way."""


class Level(StrEnum):
    """How much of a published result somebody sees: of these each holds the one before it."""

    NOTHING = "nothing"
    GRADES = "grades"
    RANKS = "ranks"
    POINTS = "points"

    @property
    def term(self) -> Term:
        """The words shown to people."""
        return _LEVELS[self]

    def covers(self, other: Level) -> bool:
        """Whether it shows at least as much as another one."""
        order = list(Level)
        return order.index(self) >= order.index(other)


_LEVELS = {
    Level.NOTHING: Term("不公布", "nothing"),
    Level.GRADES: Term("只公布等次", "grades only"),
    Level.RANKS: Term("公布等次和位次", "grades and places"),
    Level.POINTS: Term("公布等次、位次和得分", "grades, places and points"),
}


@dataclass(frozen=True, slots=True)
class Audience:
    """What is published, and to whom: to all assessed units, and to everybody.

    A unit sees its own result in full in any case; the office, leaders and auditors see everything.
    """

    units: Level
    public: Level


@dataclass(frozen=True, slots=True)
class Stand:
    """What decides about an edition now.

    ``bound`` is the digest of what is approved, empty before it is submitted. ``uncounted`` are rulings that
    changed a figure after the run was computed; ``unanswered`` are units that have not replied yet.
    """

    state: State
    number: int
    complete: bool
    bound: str = ""
    submitted_by: str = ""
    approved_by: tuple[str, ...] = ()
    recorded_by: str = ""
    reply_until: datetime | None = None
    open_objections: int = 0
    uncounted: int = 0
    unanswered: int = 0


def next_state(state: State, verb: Verb) -> State:
    """The state after a verb; raises ``NotNow`` where the machine has no such step."""
    after = TABLE.get((state, verb))
    if after is None:
        raise NotNow.of("right.not_now", verb=verb_words(verb))
    return after


def bound_digest(
    *, scheme: str, checkpoint: str, number: int, book: str, seq: int, previous: str, audience: Audience
) -> str:
    """The digest of everything that an approval approves.

    The sealed scheme and the book by their digests, the entry as of which figures count, the book that is
    replaced, and what will be shown to whom.
    """
    told = {
        "scheme": scheme,
        "checkpoint": checkpoint,
        "number": number,
        "book": book,
        "seq": seq,
        "previous": previous,
        "units": audience.units.value,
        "public": audience.public.value,
    }
    return sha256(canonical(told).encode())


def check_same(stand: Stand, bound: str) -> None:
    """Whoever decides names the digest that was on the screen; another result since then is not meant."""
    if bound != stand.bound or not bound:
        raise NotNow.of("edition.changed")


def check_givable(stand: Stand) -> None:
    """Nothing goes out to the units as long as figures are missing: that is an internal draft."""
    if not stand.complete:
        raise NotNow.of("edition.incomplete")


def check_submittable(stand: Stand, at: datetime) -> None:
    """Every unit has had its time or has agreed, every objection is ruled, every ruling counted."""
    check_givable(stand)
    if stand.open_objections:
        raise NotNow.of("edition.objections_open", count=str(stand.open_objections))
    if stand.uncounted:
        raise NotNow.of("edition.rulings_uncounted", count=str(stand.uncounted))
    if stand.unanswered and stand.reply_until is not None and at <= stand.reply_until:
        until = day_of(stand.reply_until).isoformat()
        raise NotNow.of("edition.reply_open", count=str(stand.unanswered), until=until)


def check_objectable(stand: Stand, at: datetime) -> None:
    """Objections come within the declared days, by the server's clock."""
    if stand.reply_until is not None and at > stand.reply_until:
        raise NotNow.of("objection.too_late", until=day_of(stand.reply_until).isoformat())


def check_approver(stand: Stand, person: str) -> None:
    """Four eyes beside whoever submitted it; and a correction is approved by a document alone."""
    if stand.number > 1:
        raise NotNow.of("edition.needs_document", number=str(stand.number))
    if person == stand.submitted_by:
        raise NotYou.of("edition.own_submission")
    if person in stand.approved_by:
        raise NotYou.of("edition.approved_already")


def after_approval(stand: Stand) -> State:
    """Where the next approval leads: the last one that is needed moves the edition on."""
    enough = len(stand.approved_by) + 1 >= APPROVERS
    return next_state(stand.state, Verb.EDITION_APPROVE) if enough else stand.state


def check_publisher(stand: Stand, person: str) -> None:
    """Whoever recorded the document of approval does not publish alone what it is said to approve."""
    if person == stand.recorded_by:
        raise NotYou.of("edition.recorded_alone")


def open_to(stand: Stand, person: str, holdings: Sequence[Holding]) -> tuple[Verb, ...]:
    """What a person could do with an edition now, by the table of rights and the rules of persons."""
    return tuple(verb for verb in VERBS if _is_open(verb, stand, person, holdings))


def _is_open(verb: Verb, stand: Stand, person: str, holdings: Sequence[Holding]) -> bool:
    if (stand.state, verb) not in TABLE:
        return False
    try:
        decide(verb, person, holdings, state=stand.state.value)
        if verb is Verb.EDITION_APPROVE:
            check_approver(stand, person)
        if verb is Verb.EDITION_PUBLISH:
            check_publisher(stand, person)
    except Refusal:
        return False
    return True
