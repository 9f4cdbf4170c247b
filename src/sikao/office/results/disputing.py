"""Objections of units to their own result: their states, and who may rule on one. Pure."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from sikao.core.wording import Term
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.accounts.rights.words import verb_words
from sikao.office.groundwork.refusals import NotNow, NotYou


class State(StrEnum):
    """Where an objection stands."""

    OPEN = "open"
    WITHDRAWN = "withdrawn"
    UPHELD = "upheld"
    REJECTED = "rejected"

    @property
    def term(self) -> Term:
        """The words shown to people."""
        return _STATES[self]


_STATES = {
    State.OPEN: Term("待裁定", "to be ruled on"),
    State.WITHDRAWN: Term("已撤回", "withdrawn"),
    State.UPHELD: Term("支持，已更正", "upheld"),
    State.REJECTED: Term("不予支持", "rejected"),
}
RULED = (State.UPHELD, State.REJECTED)

# The whole machine: (state, verb) → the states that it may lead to.
TABLE: dict[tuple[State, Verb], tuple[State, ...]] = {
    (State.OPEN, Verb.OBJECTION_WITHDRAW): (State.WITHDRAWN,),
    (State.OPEN, Verb.OBJECTION_RULE): RULED,
}


def check_step(state: State, verb: Verb, after: State) -> None:
    """Raise ``NotNow`` where the machine has no such step."""
    if after not in TABLE.get((state, verb), ()):
        raise NotNow.of("right.not_now", verb=verb_words(verb))


def check_impartial(person: str, recorded_by: Collection[str], belongs_to: Collection[str]) -> None:
    """Nobody rules on his own matter (回避): a figure that he reported, signed or recorded himself, or one
    of an organisation that he belongs to. ``belongs_to`` are those of the unit and the provider to which he
    does.
    """
    if person in recorded_by:
        raise NotYou.of("objection.own_figure")
    if belongs_to:
        raise NotYou.of("objection.own_organisation")
