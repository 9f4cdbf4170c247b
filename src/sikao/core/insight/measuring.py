"""In which unit of measure an expression's value is read, and what that unit is called."""

from __future__ import annotations

from sikao.core.figures.measures import STANDARD_MEASURES
from sikao.core.scheme import Scheme
from sikao.core.scheme.expressions import Apply, Expression, FigureRef
from sikao.core.wording import Term

PER_CENT = frozenset({"growth", "share"})
KEEPING = frozenset({"+", "-", "neg", "min", "max", "abs", "clamp", "last", "increment"})
OVER_MEMBERS = frozenset({"sum", "mean", "trimmed_mean", "weighted_mean"})
NUMBER = ""


def unit_of_measure(expression: Expression, scheme: Scheme) -> str | None:
    """How the unit of an expression's value is spelled: empty for a bare number, null where unknown."""
    if isinstance(expression, FigureRef):
        item = scheme.items[expression.item]
        return item.kinds[expression.kind or item.main_kind]
    if not isinstance(expression, Apply):
        return NUMBER
    if expression.operator in PER_CENT:
        return "%"
    if expression.operator in OVER_MEMBERS:
        return unit_of_measure(expression.arguments[0], scheme)
    units = [unit_of_measure(argument, scheme) for argument in expression.arguments]
    told = {unit for unit in units if unit != NUMBER}
    if not told:
        return NUMBER
    if expression.operator in KEEPING:
        return told.pop() if len(told) == 1 else None
    scaled = expression.operator == "*" or (expression.operator == "/" and units[1] == NUMBER)
    return told.pop() if scaled and len(told) == 1 and NUMBER in units else None


def unit_term(spelling: str | None) -> Term | None:
    """A unit of measure in both languages; one that only the scheme knows stays as it is written."""
    if not spelling:
        return None
    unit, _ = STANDARD_MEASURES.find(spelling)
    return Term(spelling, spelling) if unit is None else unit.term
