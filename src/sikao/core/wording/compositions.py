"""How points are put together above the leaves, as formulas: in general terms, and with their numbers put in.

Numbers arrive as exact texts and were computed by a calculator, as in ``formulas``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sikao.core.wording.formulas import Formula, operand, shown
from sikao.core.wording.language import Term


@dataclass(frozen=True, slots=True)
class Composed:
    """A child that is counted: its points out of full points, and its weight ready to stand in a formula."""

    points: str
    full: str
    weight: str

    @property
    def rate(self) -> str:
        """The score rate as a division."""
        return f"({operand(self.points)} ÷ {operand(self.full)})"


def combined(kind: str, full: str, children: Sequence[Composed]) -> Formula:
    """``weighted``, ``geometric`` or ``harmonic``: the counted children out of ``full`` points."""
    general, filled = _MEANS[kind]
    if kind != "weighted" and any(_is_empty(child) for child in children):
        none = Term("有下级得分率不高于 0，合成得 0", "a score rate is not above 0, so the mean is 0")
        return Formula(general, none)
    text = filled(operand(full), children)
    return Formula(general, Term(text, text))


def added(points: Sequence[str]) -> Formula:
    """Parts that are simply added up, as exact texts."""
    text = " + ".join(operand(part) for part in points)
    return Formula(Term("各部分得分相加", "the parts added up"), Term(text, text))


def added_full(points: Sequence[str]) -> Formula:
    """The full points of parts added up."""
    text = " + ".join(operand(part) for part in points)
    return Formula(Term("各部分满分相加", "full points of the parts added up"), Term(text, text))


def accumulated(checkpoints: Sequence[tuple[str, str]]) -> Formula:
    """The year over its checkpoints: the share of each, and its points ready to stand in a formula."""
    text = " + ".join(f"{share} × {points}" for share, points in checkpoints)
    return Formula(Term("Σ(占比 × 节点得分)", "Σ(share × points of the checkpoint)"), Term(text, text))


def spread(points: str, counted: str, whole: str) -> Formula:
    """Points of what is not counted, spread over the rest: ``whole`` is what both have as full points."""
    text = f"{operand(points)} ÷ {operand(counted)} × {operand(whole)}"
    return Formula(
        Term("得分 ÷ 计分部分满分 × 全部满分", "points ÷ full points counted × all full points"),
        Term(text, text),
    )


def converted(points: str, full: str, goal: str) -> Formula:
    """A checkpoint table's points in all, converted to ``goal``."""
    text = f"{operand(points)} ÷ {operand(full)} × {operand(goal)}"
    return Formula(
        Term(f"得分合计 ÷ 满分合计 × {shown(goal)}", f"points in all ÷ full points in all × {shown(goal)}"),
        Term(text, text),
    )


def capped(points: str, cap: str, *, deduction: bool) -> Formula:
    """A bonus bounded by its cap, a deduction by the most it may take off."""
    if deduction:
        text = f"max({shown(points)}, −{shown(cap)})"
        return Formula(Term("减分合计，至多减到上限", "deductions in all, at most the cap"), Term(text, text))
    text = f"min({shown(points)}, {shown(cap)})"
    return Formula(Term("合计，不超过上限", "the sum, at most the cap"), Term(text, text))


def _is_empty(child: Composed) -> bool:
    return Decimal(child.full) == 0 or Decimal(child.points) <= 0


def _weighted(full: str, children: Sequence[Composed]) -> str:
    return f"{full} × ({' + '.join(f'{child.weight} × {child.rate}' for child in children)})"


def _geometric(full: str, children: Sequence[Composed]) -> str:
    return " × ".join([full, *(f"{child.rate}^{child.weight}" for child in children)])


def _harmonic(full: str, children: Sequence[Composed]) -> str:
    return f"{full} ÷ ({' + '.join(f'{child.weight} ÷ {child.rate}' for child in children)})"


_MEANS: Mapping[str, tuple[Term, Callable[[str, Sequence[Composed]], str]]] = {
    "weighted": (
        Term("计分满分 × Σ(权重 × 得分率)", "full points counted × Σ(weight × score rate)"),
        _weighted,
    ),
    "geometric": (
        Term("计分满分 × Π(得分率^权重)", "full points counted × Π(score rate^weight)"),
        _geometric,
    ),
    "harmonic": (
        Term("计分满分 ÷ Σ(权重 ÷ 得分率)", "full points counted ÷ Σ(weight ÷ score rate)"),
        _harmonic,
    ),
}
