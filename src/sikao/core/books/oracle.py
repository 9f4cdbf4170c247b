"""The exact calculator as the kernel asks it: only about cells that floating point cannot decide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any

from sikao.core.reference.compiled import Leaf, Table, read_compiled
from sikao.core.reference.expressions import evaluate, reads_standing
from sikao.core.reference.figures import Absence, figures_known
from sikao.core.reference.formulas import Expression
from sikao.core.reference.leaves import LeafScorer
from sikao.core.reference.standing import Standing, ranked_units, standing_at
from sikao.core.reference.tree import UnitYear
from sikao.core.scoring.windows import Verdict

Rows = Iterable[Mapping[str, Any]]


class Oracle:
    """Answers for one compiled scheme and its figures as they are known at a checkpoint (default: the last
    ranked one); nothing is read before the first question.
    """

    def __init__(
        self, compiled: Mapping[str, Any], rows: Callable[[], Rows], checkpoint: str | None = None
    ) -> None:
        self._compiled = compiled
        self._rows = rows
        self._checkpoint = checkpoint
        self._standings: dict[str, Standing] = {}

    @cached_property
    def _scorer(self) -> LeafScorer:
        compiled = read_compiled(self._compiled)
        return LeafScorer(compiled, figures_known(self._rows(), compiled, self._checkpoint))

    def _table(self, group: str) -> Table:
        return next(table for table in self._scorer.compiled.tables if table.group == group)

    def window(self, group: str, leaf: str, unit: str, checkpoint: str, full: Fraction) -> Verdict:
        """One leaf's score of one unit at one checkpoint out of ``full`` points, or its absence."""
        table = self._table(group)
        node = table.nodes[leaf]
        if not isinstance(node, Leaf):
            raise TypeError(f"{leaf} is no leaf")
        at = next(entry for entry in self._scorer.compiled.checkpoints if entry.code == checkpoint)
        cell = self._scorer.cell(table, node, unit, at, full)
        remarks = (self._scorer.figures.at(key).flags for key in cell.used)
        absence = None if cell.absence is None else str(cell.absence)
        return Verdict(cell.points, absence, frozenset().union(*remarks))

    def node(self, group: str, node: str, unit: str, checkpoint: str) -> Fraction | None:
        """A node's rounded points at a checkpoint, the year so far."""
        at = next(entry for entry in self._scorer.compiled.checkpoints if entry.code == checkpoint)
        return UnitYear(self._scorer, self._table(group), unit, at).scores()[node].points

    def veto(self, group: str, code: str, unit: str) -> Verdict:
        """The value of a veto's condition at the last checkpoint: 0 where it does not hold."""
        veto = next(veto for veto in self._scorer.compiled.vetoes if veto.code == code)
        return self._outcome(group, veto.when, unit)

    def promotion(self, group: str, code: str, unit: str) -> Verdict:
        """The value of a promotion's condition at the last checkpoint: 0 where it does not hold."""
        promotion = next(one for one in self._scorer.compiled.promotions if one.code == code)
        return self._outcome(group, promotion.when, unit)

    def last_rank(self, group: str, award: str, unit: str) -> Verdict:
        """The value of an award's last rank at the last checkpoint."""
        found = next(one for one in self._scorer.compiled.awards if (one.code, one.group) == (award, group))
        return self._outcome(group, found.last_rank, unit)

    def _outcome(self, group: str, tree: Expression, unit: str) -> Verdict:
        compiled, table = self._scorer.compiled, self._table(group)
        last = [entry for entry in compiled.checkpoints if entry.ranked][-1]
        among = ranked_units(compiled, table)
        values = None
        if reads_standing(tree):
            if group not in self._standings:
                self._standings[group] = standing_at(self._scorer, table, last)
            values = self._standings[group].values
        at = self._scorer.situation(table.scorecard, None, unit, last, among, values)
        value = evaluate(tree, at)
        return Verdict(None, str(value)) if isinstance(value, Absence) else Verdict(value, None)
