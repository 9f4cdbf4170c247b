"""The rules of what follows from the scores, as the compiled scheme has them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from .entry import Entry, optional_number, optional_text
from .formulas import Amount, Expression, read_amount, read_expression


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade, best first: a number of places, a share of the ranked units, or the rest.

    ``unranked_at_least``: the total from which units that are not ranked have it, without a place.
    """

    code: str
    count: int | None
    share: Fraction | None
    rounding: str
    at_least: Amount | None
    unranked_at_least: Amount | None = None


@dataclass(frozen=True, slots=True)
class Veto:
    """一票否决: a condition, whom it concerns and what it bars."""

    code: str
    groups: tuple[str, ...]
    when: Expression
    effect: str
    grade: str | None
    vacancy: str


@dataclass(frozen=True, slots=True)
class Promotion:
    """直接晋档: a condition that moves a unit to ``grade``, or one grade up, outside the quotas."""

    code: str
    groups: tuple[str, ...]
    when: Expression
    grade: str | None
    most: int | None
    vacancy: str


@dataclass(frozen=True, slots=True)
class Award:
    """进位显著奖: for rising at least so many places against last year's rank."""

    code: str
    group: str
    last_rank: Expression
    places: Fraction
    most: int | None


@dataclass(frozen=True, slots=True)
class ItemAward:
    """单项奖: for the first ``winners`` of a group at one node, by its ``attainment`` or ``points``."""

    code: str
    group: str
    node: str
    winners: int
    by: str
    at_least: Fraction | None
    ties: str


def read_grade(entry: Entry) -> Grade:
    """One entry of the compiled scheme's grades."""
    at_least, unranked = entry.get("at_least"), entry.get("unranked_at_least")
    count, rounding = entry.get("count"), entry.get("rounding")
    return Grade(
        code=entry["grade"].text(),
        count=None if count is None else count.whole(),
        share=optional_number(entry, "share"),
        rounding=rounding.one_of("half_up", "up", "down") if rounding else "half_up",
        at_least=None if at_least is None else read_amount(at_least),
        unranked_at_least=None if unranked is None else read_amount(unranked),
    )


def read_veto(entry: Entry) -> Veto:
    """One entry of the compiled scheme's vetoes."""
    return Veto(
        code=entry["code"].text(),
        groups=entry["groups"].texts(),
        when=read_expression(entry["when"]),
        effect=entry["effect"].one_of("lose_award", "bar_excellent", "set_grade"),
        grade=optional_text(entry, "grade"),
        vacancy=entry["vacancy"].one_of("fill_next", "leave"),
    )


def read_promotion(entry: Entry) -> Promotion:
    """One entry of the compiled scheme's promotions."""
    most = entry.get("most")
    return Promotion(
        code=entry["code"].text(),
        groups=entry["groups"].texts(),
        when=read_expression(entry["when"]),
        grade=optional_text(entry, "grade"),
        most=None if most is None else most.whole(),
        vacancy=entry["vacancy"].one_of("fill_next", "leave"),
    )


def read_item_award(entry: Entry) -> ItemAward:
    """One entry of the compiled scheme's item_awards."""
    return ItemAward(
        code=entry["code"].text(),
        group=entry["group"].text(),
        node=entry["node"].text(),
        winners=entry["winners"].whole(),
        by=entry["by"].one_of("attainment", "points"),
        at_least=optional_number(entry, "at_least"),
        ties=entry["ties"].one_of("all", "by_total"),
    )


def read_award(entry: Entry) -> Award:
    """One entry of the compiled scheme's awards."""
    most = optional_number(entry, "most")
    return Award(
        code=entry["code"].text(),
        group=entry["group"].text(),
        last_rank=read_expression(entry["last_rank"]),
        places=entry["places"].number(),
        most=None if most is None else int(most),
    )
