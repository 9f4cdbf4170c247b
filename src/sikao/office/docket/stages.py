"""How an application for a bonus or a deduction comes to a decision: the states, who moves it on, and when.

Pure: what is decided here is decided from what is handed in. 申报 → 初审 → 复审 → 公示 → 审定.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sikao.core.wording import Term
from sikao.office.accounts.rights.deciding import Holding, decide
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.accounts.rights.words import verb_words
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.refusals import NotNow, NotYou, Refusal


class State(StrEnum):
    """Where an application stands."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    EXAMINED = "examined"
    PASSED = "passed"
    UNPASSED = "unpassed"
    NOTICE = "notice"
    DECIDING = "deciding"
    GRANTED = "granted"
    REDUCED = "reduced"
    REFUSED = "refused"
    ABSORBED = "absorbed"
    WITHDRAWN = "withdrawn"

    @property
    def term(self) -> Term:
        """The words shown to people."""
        return _STATES[self]

    @property
    def is_open(self) -> bool:
        """Whether it still waits for a decision."""
        return self in OPEN


_STATES = {
    State.SUBMITTED: Term("待初审", "to be examined"),
    State.RETURNED: Term("退回补正", "returned to be completed"),
    State.EXAMINED: Term("待复审", "to be examined again"),
    State.PASSED: Term("待公示", "to be put up for notice"),
    State.UNPASSED: Term("拟不予认定，待审定", "not proposed, to be decided"),
    State.NOTICE: Term("公示", "notice"),
    State.DECIDING: Term("待第二人审定", "to be confirmed by a second person"),
    State.GRANTED: Term("予以认定", "granted"),
    State.REDUCED: Term("核减后认定", "reduced"),
    State.REFUSED: Term("不予认定", "refused"),
    State.ABSORBED: Term("就高不重复，不再计", "counted once, by a higher one"),
    State.WITHDRAWN: Term("已撤回", "withdrawn"),
}
OPEN = (
    *(State.SUBMITTED, State.RETURNED, State.EXAMINED, State.PASSED),
    *(State.UNPASSED, State.NOTICE, State.DECIDING),
)
OUTCOMES = (State.GRANTED, State.REDUCED, State.REFUSED)
"""What a decision may come to."""
COUNTING = (State.GRANTED, State.REDUCED)
"""The states in which an application has a part in a figure."""

# The whole machine: (state, verb) → the states that it may lead to. What is not in it cannot be done.
TABLE: dict[tuple[State, Verb], tuple[State, ...]] = {
    (State.SUBMITTED, Verb.DOCKET_EXAMINE): (State.EXAMINED,),
    (State.SUBMITTED, Verb.DOCKET_RETURN): (State.RETURNED,),
    (State.RETURNED, Verb.DOCKET_RESUBMIT): (State.SUBMITTED,),
    (State.EXAMINED, Verb.DOCKET_RETURN): (State.RETURNED,),
    (State.EXAMINED, Verb.DOCKET_REEXAMINE): (State.PASSED, State.UNPASSED),
    (State.PASSED, Verb.DOCKET_ANNOUNCE): (State.NOTICE,),
    (State.NOTICE, Verb.DOCKET_OBJECT): (State.NOTICE,),
    (State.NOTICE, Verb.DOCKET_DECIDE): (State.DECIDING,),
    (State.NOTICE, Verb.DOCKET_DECIDE_OFFLINE): OUTCOMES,
    (State.UNPASSED, Verb.DOCKET_DECIDE): (State.DECIDING,),
    (State.UNPASSED, Verb.DOCKET_DECIDE_OFFLINE): (State.REFUSED,),
    (State.DECIDING, Verb.DOCKET_CONFIRM): OUTCOMES,
    (State.DECIDING, Verb.DOCKET_SEND_BACK): (State.NOTICE, State.UNPASSED),
    **{(state, Verb.DOCKET_WITHDRAW): (State.WITHDRAWN,) for state in OPEN},
}
VERBS = tuple(dict.fromkeys(verb for _, verb in TABLE))
"""What is done to an application that is there."""
OWN = (Verb.DOCKET_WITHDRAW, Verb.DOCKET_RESUBMIT)
"""What whoever brought an application does to it himself."""
_EXAMINING = frozenset({Verb.DOCKET_EXAMINE, Verb.DOCKET_REEXAMINE, Verb.DOCKET_RETURN})
_DECIDING = frozenset(
    {Verb.DOCKET_DECIDE, Verb.DOCKET_CONFIRM, Verb.DOCKET_SEND_BACK, Verb.DOCKET_DECIDE_OFFLINE}
)


@dataclass(frozen=True, slots=True)
class Stand:
    """What decides about an application now.

    ``count`` is what is applied for, ``proposed`` what the last examination proposes (none before it).
    ``brought_by`` and ``examined_by`` are persons, ``decided_by`` the first of two who decide, ``bound`` the
    digest of what he decided. ``notice_until`` is the last moment of the notice.
    """

    state: State
    count: Decimal
    proposed: Decimal | None = None
    brought_by: frozenset[str] = frozenset()
    examined_by: tuple[str, ...] = ()
    decided_by: str = ""
    bound: str = ""
    notice_until: datetime | None = None


def check_step(state: State, verb: Verb, after: State | None = None) -> tuple[State, ...]:
    """The states that a verb may lead to; raises ``NotNow`` where the machine has no such step."""
    found = TABLE.get((state, verb), ())
    if not found or (after is not None and after not in found):
        raise NotNow.of("right.not_now", verb=verb_words(verb))
    return found


def check_own(stand: Stand, person: str, organisation: str, brought_by: str) -> None:
    """An application is completed and taken back by whoever brought it: one who acts for that organisation,
    or in the office for what the office brought or he recorded there.

    ``organisation`` is the one for which he acts, empty for the office.
    """
    if not organisation and brought_by and person not in stand.brought_by:
        raise NotNow.of("docket.not_yours")


def check_impartial(stand: Stand, person: str, belongs_to: Collection[str]) -> None:
    """Nobody examines or decides his own matter (回避): what he brought himself, or what an organisation that
    he belongs to applies for, is charged with, or brought.
    """
    if person in stand.brought_by:
        raise NotYou.of("docket.own_application")
    if belongs_to:
        raise NotYou.of("docket.own_organisation")


def check_second_examiner(stand: Stand, person: str) -> None:
    """The second examination is another person's."""
    if person in stand.examined_by:
        raise NotYou.of("docket.examined_already")


def check_proposal(stand: Stand, count: Decimal) -> None:
    """Nobody proposes more than what is applied for."""
    if count > stand.count:
        raise NotNow.of("docket.more_than_applied", most=f"{stand.count:f}")


def after_examination(count: Decimal) -> State:
    """Where the second examination leads: what is not to be granted needs no notice, but a decision."""
    return State.PASSED if count else State.UNPASSED


def check_notice_over(stand: Stand, at: datetime) -> None:
    """Nothing is decided before the days of notice are over, by the server's clock."""
    if stand.state is State.NOTICE and (stand.notice_until is None or at <= stand.notice_until):
        until = "—" if stand.notice_until is None else day_of(stand.notice_until).isoformat()
        raise NotNow.of("docket.notice_runs", until=until)


def check_objectable(stand: Stand, at: datetime) -> None:
    """Objections come within the days of notice."""
    if stand.notice_until is None or at > stand.notice_until:
        until = "—" if stand.notice_until is None else day_of(stand.notice_until).isoformat()
        raise NotNow.of("docket.notice_over", until=until)


def check_decision(stand: Stand, count: Decimal) -> State:
    """What a decision of so many comes to: never more than what was examined and shown to everybody."""
    if stand.proposed is None or count > stand.proposed:
        raise NotNow.of("docket.more_than_shown", most=f"{stand.proposed or Decimal(0):f}")
    if not count:
        return State.REFUSED
    return State.GRANTED if count == stand.count else State.REDUCED


def check_confirmer(stand: Stand, person: str, bound: str) -> None:
    """A second person confirms exactly what the first decided; of the two, one examined nothing of it."""
    if bound != stand.bound or not bound:
        raise NotNow.of("docket.changed")
    if person == stand.decided_by:
        raise NotYou.of("docket.decided_already")
    if person in stand.examined_by and stand.decided_by in stand.examined_by:
        raise NotYou.of("docket.examined_by_both")


def open_to(
    stand: Stand, person: str, holdings: Sequence[Holding], belongs_to: Collection[str], at: datetime
) -> tuple[Verb, ...]:
    """What a person of the office could do with an application now, by the table of rights and of persons."""
    return tuple(verb for verb in VERBS if _is_open(verb, stand, person, holdings, belongs_to, at))


def _is_open(
    verb: Verb,
    stand: Stand,
    person: str,
    holdings: Sequence[Holding],
    belongs_to: Collection[str],
    at: datetime,
) -> bool:
    if (stand.state, verb) not in TABLE:
        return False
    try:
        decide(verb, person, holdings, state=stand.state.value)
        if verb in _EXAMINING | _DECIDING:
            check_impartial(stand, person, belongs_to)
        if verb is Verb.DOCKET_REEXAMINE:
            check_second_examiner(stand, person)
        if verb in _DECIDING:
            check_notice_over(stand, at)
        if verb is Verb.DOCKET_CONFIRM:
            check_confirmer(stand, person, stand.bound)
    except Refusal:
        return False
    return True
