"""Conditions of vetoes and promotions, and what awards read: each looked at for one unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

from .compiled import Checkpoint, Table
from .expressions import evaluate
from .figures import Absence, FigureKey, Value
from .formulas import Expression
from .leaves import LeafScorer
from .rules import Award, Promotion, Veto
from .standing import Standing, ranked_units

R = TypeVar("R", Veto, Promotion)


@dataclass(frozen=True, slots=True)
class Bar:
    """What a unit's vetoes bar it from. ``ceiling``: index of the best grade it may have."""

    ceiling: int = 0
    fixed: int | None = None
    leaves_vacancy: bool = False
    loses_award: bool = False


@dataclass(frozen=True, slots=True)
class Verdict(Generic[R]):
    """What a rule's condition comes to for one unit, and the figures and the standing read for it."""

    rule: R
    value: Value
    used: frozenset[FigureKey]
    read: Mapping[str, Fraction]

    @property
    def open(self) -> bool:
        """Whether the condition cannot be decided yet."""
        return isinstance(self.value, Absence) and self.value != Absence.NOT_APPLICABLE

    @property
    def holds(self) -> bool:
        """Whether the condition is met."""
        return not isinstance(self.value, Absence) and bool(self.value)


@dataclass(frozen=True, slots=True)
class Court:
    """One table at the year's last checkpoint, where conditions are judged."""

    scorer: LeafScorer
    table: Table
    checkpoint: Checkpoint
    standing: Standing

    def verdicts(self, rules: Sequence[R], unit: str) -> list[Verdict[R]]:
        """What those of the rules that concern a unit come to."""
        groups = {self.table.group, self.scorer.compiled.group_of.get(unit)}
        found = []
        for rule in (rule for rule in rules if groups & set(rule.groups)):
            value, used, read = self._evaluated(rule.when, unit)
            found.append(Verdict(rule, value, used, read))
        return found

    def last_rank(self, award: Award, unit: str) -> tuple[Value, frozenset[FigureKey]]:
        """A unit's rank of last year as an award reads it, and the figures read for it."""
        value, used, _ = self._evaluated(award.last_rank, unit)
        return value, used

    def _evaluated(
        self, tree: Expression, unit: str
    ) -> tuple[Value, frozenset[FigureKey], Mapping[str, Fraction]]:
        among = ranked_units(self.scorer.compiled, self.table)
        at = self.scorer.situation(
            self.table.scorecard, None, unit, self.checkpoint, among, self.standing.values
        )
        value = evaluate(tree, at)
        return value, frozenset(at.used), dict(at.read)
