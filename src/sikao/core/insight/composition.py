"""How the points of a branch come from its children: their own points and weights, and each step worked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sikao.core.insight.explanation import Part, Spread, Symbol, Working
from sikao.core.insight.legend import POINTS
from sikao.core.reference.rounding import decimal_text
from sikao.core.scheme.model import Node
from sikao.core.wording import Term
from sikao.core.wording.compositions import (
    Composed,
    added,
    added_full,
    capped,
    combined,
    converted,
    spread,
)
from sikao.core.wording.formulas import SHOWN_PLACES, operand, shown

Row = Mapping[str, Any]
RowOf = Callable[[str], Row]

_CHILD = "child:"
_MEANS = frozenset({"weighted", "geometric", "harmonic"})

SUM = Term("各部分得分合计", "points of the parts in all")
FULL_SUM = Term("各部分满分合计", "full points of the parts in all")
CAP = Term("上限", "the cap")
COUNTED = Term("计分部分满分", "full points counted")
WHOLE = Term("全部满分", "all full points")
GOAL = Term("折算后的满分", "full points after conversion")


def with_children(parts: Sequence[Part], row_of: RowOf, weights: Mapping[str, Fraction]) -> tuple[Part, ...]:
    """Parts of a branch or a total; those that are children get their own points, full points and weight.

    ``row_of`` gives a child's row in the same table, ``weights`` its weight where the branch has weights.
    """
    return tuple(_with_child(part, row_of, weights) for part in parts)


def _with_child(part: Part, row_of: RowOf, weights: Mapping[str, Fraction]) -> Part:
    if part.target is None or not part.name.startswith(_CHILD):
        return part
    row, weight = row_of(part.target), weights.get(part.target)
    return replace(
        part,
        own=row["points"],
        full=row["full_points"],
        rate=row["attainment"],
        weight=None if weight is None else decimal_text(weight),
    )


def workings(
    node: Node | None, parts: Sequence[Part], row: Row, out: Sequence[Spread]
) -> tuple[Working, ...]:
    """The steps from the children's points to the exact points of a row of the main table.

    ``node`` is the branch, none for the main table and the total; ``out`` are the points spread over it.
    """
    return tuple(_steps(node, parts, row, sum((Fraction(each.points) for each in out), Fraction(0))))


def _steps(node: Node | None, parts: Sequence[Part], row: Row, excluded: Fraction) -> Iterator[Working]:
    children = [part for part in parts if part.name.startswith(_CHILD)]
    given = {part.name: Fraction(part.points) for part in parts}
    value = sum((given[part.name] for part in children), Fraction(0))
    full = sum((Fraction(part.full or 0) for part in children), Fraction(0))
    if not children:
        return
    if node is not None and node.combine in _MEANS:
        value += given.get("combination", Fraction(0))
        composed = list(_composed(node.combine, children, full))
        formula = combined(node.combine, decimal_text(full), composed)
        yield Working(formula, decimal_text(value), _of_children(children, composed, decimal_text(full)))
    elif len(children) > 1:
        symbols = tuple(Symbol(shown(part.points), part.title, POINTS) for part in children)
        yield Working(added([part.points for part in children]), decimal_text(value), symbols)
    if "cap" in given and node is not None:
        before, value = value, value + given["cap"]
        deduction = given["cap"] > 0
        formula = capped(decimal_text(before), decimal_text(abs(value)), deduction=deduction)
        bounds = _numbers((before, SUM), (abs(value), CAP))
        yield Working(formula, decimal_text(value), bounds)
    if excluded and row["full_points"] is not None:
        whole = Fraction(row["full_points"])
        formula = spread(decimal_text(value), decimal_text(whole - excluded), row["full_points"])
        symbols = _numbers((value, SUM), (whole - excluded, COUNTED), (whole, WHOLE))
        value += given.get("redistribution", Fraction(0))
        yield Working(formula, decimal_text(value), symbols)


def _of_children(children: Sequence[Part], composed: Sequence[Composed], full: str) -> tuple[Symbol, ...]:
    """The numbers of a mean: the full points counted, and of each child points, full points and weight."""
    symbols = [Symbol(shown(full), COUNTED, POINTS)]
    for part, own in zip(children, composed, strict=True):
        zh, en = part.title.zh, part.title.en
        symbols.append(Symbol(shown(part.own or "0"), part.title, POINTS))
        symbols.append(Symbol(shown(part.full or "0"), Term(f"{zh}：满分", f"{en}: full points"), POINTS))
        symbols.append(Symbol(own.weight.strip("()"), Term(f"{zh}：权重", f"{en}: weight")))
    return tuple(symbols)


def _numbers(*numbers: tuple[Fraction, Term]) -> tuple[Symbol, ...]:
    return tuple(Symbol(shown(decimal_text(number)), name, POINTS) for number, name in numbers)


def _composed(kind: str, children: Sequence[Part], full: Fraction) -> Iterator[Composed]:
    """The counted children with their weights among each other.

    A weighted mean gives each child its part of the counted full points, whatever has been counted so far.
    """
    total = sum((Fraction(part.weight or 0) for part in children), Fraction(0))
    for part in children:
        points, of = part.own or "0", part.full or "0"
        share, whole = (Fraction(of), full) if kind == "weighted" else (Fraction(part.weight or 0), total)
        yield Composed(points, of, _quotient(share, whole))


def _quotient(share: Fraction, whole: Fraction) -> str:
    """A share as a short decimal, or as a division where it has none."""
    text = decimal_text(share / whole) if whole else "0"
    if whole and Fraction(text) == share / whole and -_exponent(text) <= SHOWN_PLACES:
        return operand(text)
    return f"({operand(decimal_text(share))} ÷ {operand(decimal_text(whole))})"


def _exponent(text: str) -> int:
    exponent = Decimal(text).as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def conversion(parts: Sequence[Part], row: Row) -> tuple[Working, ...]:
    """The total of a checkpoint table: points and full points in all, then converted; none without any."""
    children = [part for part in parts if part.name.startswith(_CHILD)]
    if not children or row["full_points"] is None:
        return ()
    points = sum((Fraction(part.own or 0) for part in children), Fraction(0))
    full = sum((Fraction(part.full or 0) for part in children), Fraction(0))
    goal = Fraction(row["full_points"])
    sums = []
    if len(children) > 1:
        sums = [
            Working(
                added([part.own or "0" for part in children]),
                decimal_text(points),
                tuple(Symbol(shown(part.own or "0"), part.title, POINTS) for part in children),
            ),
            Working(
                added_full([part.full or "0" for part in children]),
                decimal_text(full),
                tuple(Symbol(shown(part.full or "0"), part.title, POINTS) for part in children),
            ),
        ]
    formula = converted(decimal_text(points), decimal_text(full), row["full_points"])
    symbols = _numbers((points, SUM), (full, FULL_SUM), (goal, GOAL))
    return (*sums, Working(formula, decimal_text(points * goal / full), symbols))
