"""One leaf of one ranking group alone, scored exactly and as often as wanted on figures that differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from sikao.core.insight.perturbing import Row
from sikao.core.insight.slices import Json, figures_in, of_leaf
from sikao.core.reference.compiled import Compiled, Leaf, read_compiled
from sikao.core.reference.figures import figures_known
from sikao.core.reference.leaves import Cell, LeafScorer


class LeafAlone:
    """The leaf ``code`` of a compiled table, with the rows of figures that it may read.

    Points that would go elsewhere when a figure is absent are left out.
    """

    def __init__(self, compiled: Json, table: Json, code: str, rows: Sequence[Row]) -> None:
        content = of_leaf(compiled, table, code)
        self.node: Json = content["tables"][0]["nodes"][0]
        self.items: Json = content["items"]
        self.variants: dict[str, Json] = {
            unit: variant for variant in self.node["variants"] for unit in variant["units"]
        }
        carriers = {*table["units"], *(figure[4] for figure in figures_in(self.node))}
        self.rows = [
            row
            for row in rows
            if row["unit"] in carriers and row["indicator"].partition("/")[0] in self.items
        ]
        self._compiled = read_compiled(content)
        self._table = self._compiled.tables[0]
        self._leaf = self._table.nodes[code]
        self._checkpoints = {checkpoint.code: checkpoint for checkpoint in self._compiled.checkpoints}

    def shares(self, unit: str) -> dict[str, Fraction]:
        """The windows of a unit's schedule, with their shares."""
        leaf = self._leaf
        return dict(leaf.variants[unit].windows) if isinstance(leaf, Leaf) and unit in leaf.variants else {}

    def scorer(self, rows: Sequence[Row], *, only: str | None = None) -> Scored:
        """The leaf on these rows; as ``only`` one unit has it, which must not be compared with others."""
        compiled = self._compiled if only is None else self._for_one(only)
        return Scored(self, LeafScorer(compiled, figures_known(rows, compiled)))

    def _for_one(self, unit: str) -> Compiled:
        """The slice without all the others, who would be measured for nothing."""
        leaf = self._leaf
        assert isinstance(leaf, Leaf)  # noqa: S101 -- the slice holds one leaf and nothing else
        variant = replace(leaf.variants[unit], units=(unit,), among=(unit,))
        alone = replace(leaf, variants={unit: variant})
        table = replace(self._table, units=(unit,), nodes={leaf.code: alone})
        return replace(self._compiled, tables=(table,))

    def cell(self, scorer: LeafScorer, unit: str, checkpoint: str) -> Cell:
        """What the exact calculator says about one unit and checkpoint."""
        table = scorer.compiled.tables[0]
        leaf = table.nodes[self._leaf.code]
        assert isinstance(leaf, Leaf)  # noqa: S101 -- the slice holds one leaf and nothing else
        return scorer.cell(table, leaf, unit, self._checkpoints[checkpoint], leaf.variants[unit].full)


class Scored:
    """A leaf on one set of rows."""

    def __init__(self, alone: LeafAlone, scorer: LeafScorer) -> None:
        self._alone = alone
        self._scorer = scorer

    def cell(self, unit: str, checkpoint: str) -> Cell:
        """One window."""
        return self._alone.cell(self._scorer, unit, checkpoint)

    def exact_year(self, unit: str) -> Fraction | None:
        """The points of the year before any rounding, over the windows that count; null when none does."""
        shares = self._alone.shares(unit)
        cells = [(share, self.cell(unit, checkpoint)) for checkpoint, share in shares.items()]
        counted: list[Any] = [
            share * sum(cell.parts.values()) for share, cell in cells if cell.points is not None
        ]
        return sum(counted, Fraction(0)) if counted else None
