"""The rules of outcomes compiled: grades as records, conditions as banks of one row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeVar

import numpy as np

from sikao.core.scoring.blocks import Bank, Index, Registry, build_bank
from sikao.core.scoring.drafting import Bundle
from sikao.core.scoring.numbers import Source
from sikao.core.scoring.shapes import Slots, expression_shape

Json = Mapping[str, Any]
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Threshold:
    """A total to reach: a share of the full points, or points."""

    bound: Fraction
    of_full: bool


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade with its quota and its threshold; units that are not ranked have one of their own."""

    code: str
    count: int | None
    share: Fraction | None
    rounding: str
    at_least: Threshold | None
    unranked_at_least: Threshold | None


@dataclass(frozen=True, slots=True)
class Condition:
    """A veto's or promotion's condition or an award's expression over the units of one table."""

    code: str
    bank: Bank
    units: Index
    among: np.ndarray[Any, np.dtype[np.bool_]]
    concerned: tuple[bool, ...]
    settings: Json


@dataclass(frozen=True, slots=True)
class ItemAward:
    """An award for the first ``winners`` at a node, by attainment or points, of at least some attainment."""

    code: str
    node: str
    winners: int
    by_points: bool
    at_least: Fraction | None
    by_total: bool


@dataclass(frozen=True, slots=True)
class Outcomes:
    """By ranking group: grades; vetoes, promotions and awards, one condition each; awards at one node."""

    grades: Mapping[str, tuple[Grade, ...]]
    vetoes: Mapping[str, tuple[Condition, ...]]
    promotions: Mapping[str, tuple[Condition, ...]]
    awards: Mapping[str, tuple[Condition, ...]]
    item_awards: Mapping[str, tuple[ItemAward, ...]]

    def concern(self, group: str) -> bool:
        """Whether anything follows from the scores of a ranking group."""
        rules = (self.grades, self.vetoes, self.promotions, self.awards, self.item_awards)
        return any(group in known for known in rules)


def compile_outcomes(compiled: Json, registry: Registry) -> Outcomes:
    """Grades as records, conditions as banks of one row."""
    grades = {group: tuple(_grade(entry) for entry in listed) for group, listed in compiled["grades"].items()}
    vetoes: dict[str, tuple[Condition, ...]] = {}
    promotions: dict[str, tuple[Condition, ...]] = {}
    awards: dict[str, tuple[Condition, ...]] = {}
    item_awards: dict[str, tuple[ItemAward, ...]] = {}
    for table in compiled["tables"]:
        group = table["group"]
        make = _ConditionMaker(compiled, table, registry)
        vetoes[group] = tuple(make.of_groups(compiled["vetoes"]))
        promotions[group] = tuple(make.of_groups(compiled.get("promotions") or ()))
        own = [award for award in compiled["awards"] if award["group"] == group]
        awards[group] = tuple(make.of_all(award, award["last_rank"]) for award in own)
        item_awards[group] = tuple(
            _item_award(award) for award in compiled.get("item_awards") or () if award["group"] == group
        )
    return Outcomes(grades, _given(vetoes), _given(promotions), _given(awards), _given(item_awards))


def _given(found: Mapping[str, tuple[R, ...]]) -> dict[str, tuple[R, ...]]:
    """The groups that have any."""
    return {group: rules for group, rules in found.items() if rules}


def _item_award(entry: Json) -> ItemAward:
    at_least = entry["at_least"]
    return ItemAward(
        code=entry["code"],
        node=entry["node"],
        winners=int(entry["winners"]),
        by_points=entry["by"] == "points",
        at_least=None if at_least is None else Fraction(at_least),
        by_total=entry["ties"] == "by_total",
    )


def _grade(entry: Json) -> Grade:
    share = entry.get("share")
    return Grade(
        code=entry["grade"],
        count=None if entry.get("count") is None else int(entry["count"]),
        share=None if share is None else Fraction(share),
        rounding=entry.get("rounding") or "half_up",
        at_least=_threshold(entry.get("at_least")),
        unranked_at_least=_threshold(entry.get("unranked_at_least")),
    )


def _threshold(amount: Sequence[str] | None) -> Threshold | None:
    return None if amount is None else Threshold(Fraction(amount[1]), amount[0] == "share")


class _ConditionMaker:
    """Makes conditions over the units of one table at the last ranked checkpoint."""

    def __init__(self, compiled: Json, table: Json, registry: Registry) -> None:
        self._group_of = {unit["code"]: unit["group"] for unit in compiled["units"]}
        self._ranked = {unit["code"] for unit in compiled["units"] if unit["ranked"]}
        self._table = table
        self._registry = registry

    def of_groups(self, rules: Iterable[Json]) -> Iterator[Condition]:
        """The conditions of the rules that concern some unit of the table."""
        for rule in rules:
            groups = set(rule["groups"])
            concerned = tuple(
                bool({self._table["group"], self._group_of[unit]} & groups) for unit in self._table["units"]
            )
            if any(concerned):
                yield self._condition(rule, rule["when"], concerned)

    def of_all(self, rule: Json, tree: Any) -> Condition:
        """A rule's expression, which concerns everybody."""
        return self._condition(rule, tree, (True,) * len(self._table["units"]))

    def _condition(self, settings: Json, tree: Any, concerned: tuple[bool, ...]) -> Condition:
        units, registry = self._table["units"], self._registry
        slots = Slots()
        shape = expression_shape(tree, slots)
        numbers = tuple((Source(text, None, None),) for text in slots.numbers)
        bundle = Bundle(shape, numbers, tuple(slots.figures), tuple(range(len(units))))
        last = [checkpoint for checkpoint in registry.checkpoints if checkpoint.ranked][-1]
        return Condition(
            code=settings["code"],
            bank=build_bank([bundle], [units], [last], registry),
            units=np.array([[registry.carrier(unit) for unit in units]]),
            among=np.array([[[unit in self._ranked for unit in units]]]),
            concerned=concerned,
            settings=settings,
        )
