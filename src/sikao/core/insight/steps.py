"""The steps from a method's result to the points of a window, and from windows to the year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sikao.core.figures.decimals import canonical
from sikao.core.insight.explanation import Part, Symbol, Window, Working
from sikao.core.insight.legend import POINTS, SET_BY_SCHEME, Legend
from sikao.core.reference.rounding import decimal_text
from sikao.core.scheme.expressions import Expression
from sikao.core.scheme.model.scheme import ROUNDING_RULES
from sikao.core.wording import Term
from sikao.core.wording.compositions import accumulated
from sikao.core.wording.fillings import filled_terms, group_values, is_calculation
from sikao.core.wording.formulas import Formula, operand, shown

FULL = Term("分值（满分）", "full points")
CAP = Term("封顶", "cap")
FLOOR = Term("保底", "floor")
BEFORE = Term("此前得分", "points so far")


def rounding_words(rule: str, places: int) -> Term:
    """A rule of rounding with its decimal places."""
    said = ROUNDING_RULES[rule]
    return Term(f"{said.zh}，保留 {places} 位小数", f"{said.en}, {places} decimal places")


def rounding_step(value: str, points: str, words: Term, places: int) -> Iterator[Working]:
    """The rounding, where it changes anything: ``value`` before it, ``points`` after it."""
    if Fraction(value) == Fraction(points):
        return
    general = Term(f"舍入：{words.zh}", f"rounding: {words.en}")
    filled = Term(f"舍入({shown(value)}, {places} 位)", f"round({shown(value)}, {places})")
    yield Working(Formula(general, filled), points, rounds=True)


def window_steps(
    found: Mapping[str, Any], legend: Legend, coefficient: Expression | None, words: Term, places: int
) -> Iterator[Working]:
    """What follows from a window's raw score, or from its absence, to its points."""
    if found["points"] is None:
        return
    if found["raw"] is None:
        value = found["parts"].get("absence", "0")
        yield from _absence_step(found, value)
    else:
        value = found["raw"]
        for step in _bounds(found, legend, coefficient):
            yield step
            value = step.result
    yield from rounding_step(value, found["points"], words, places)


def _bounds(found: Mapping[str, Any], legend: Legend, coefficient: Expression | None) -> Iterator[Working]:
    """The coefficient, the floor and the cap, each where it changes something."""
    parts, value = found["parts"], Fraction(found["raw"])
    tree = found["coefficient"]
    if "coefficient" in parts and tree is not None and coefficient is not None:
        before, value = decimal_text(value), value + Fraction(parts["coefficient"])
        number = filled_terms(tree)
        bracketed = Term(f"({number.zh})", f"({number.en})")
        factor = bracketed if is_calculation(tree) else number
        formula = Formula(
            Term("得分 × 系数", "points × coefficient"),
            Term(f"{operand(before)} × {factor.zh}", f"{operand(before)} × {factor.en}"),
        )
        symbols = (_so_far(before), legend.coefficient(number.zh, coefficient))
        yield Working(formula, decimal_text(value), symbols)
    for name, sign, said in (("floor", "max", FLOOR), ("cap", "min", CAP)):
        if name in parts:
            before, bound = decimal_text(value), str(found["method"][name])
            value = Fraction(bound)
            text = f"{sign}({shown(before)}, {shown(bound)})"
            rule = {
                "floor": Term("得分，不低于保底", "points, at least the floor"),
                "cap": Term("得分，不超过封顶", "points, at most the cap"),
            }[name]
            bounded = Symbol(shown(bound), said, POINTS, origin=legend.worth_of(name))
            yield Working(Formula(rule, Term(text, text)), bound, (_so_far(before), bounded))


def _so_far(value: str) -> Symbol:
    return Symbol(shown(value), BEFORE, POINTS)


def _absence_step(found: Mapping[str, Any], value: str) -> Iterator[Working]:
    """The points that an absence has by its declared effect, where they are a share of the full points."""
    share = {"zero": "0", "full": "1", "share": found["effect"][1] if len(found["effect"]) > 1 else ""}.get(
        found["effect"][0]
    )
    if share is None:
        return
    text = f"{operand(found['full'])} × {canonical(Decimal(share) * 100)}%"
    if value.startswith("-"):
        text = f"−{text}"
    general = Term("分值 × 缺数时的比例", "full points × the share for the absence")
    symbols = (
        Symbol(shown(found["full"]), FULL, POINTS),
        Symbol(
            f"{canonical(Decimal(share) * 100)}%",
            Term("缺数时的比例", "share for the absence"),
            origin=SET_BY_SCHEME,
        ),
    )
    yield Working(Formula(general, Term(text, text)), value, symbols)


def measure_calculated(found: Mapping[str, Any], words: Term | None, legend: Legend) -> Working | None:
    """How the measure comes from several numbers; none where it is one number as it was reported."""
    tree = found["measure_filled"]
    if tree is None or words is None or found["measure"] is None:
        return None
    if not is_calculation(tree) and not any(group_values(tree)):
        return None
    return Working(Formula(words, filled_terms(tree)), found["measure"], legend.of_measure(tree))


def year_steps(
    windows: Sequence[Window], parts: Sequence[Part], points: str | None, words: Term, places: int
) -> tuple[Working, ...]:
    """The year of a leaf from its checkpoints: each one's share times its points, added up and rounded."""
    counted = [
        (window.checkpoint_name, window.share, window.points)
        for window in windows
        if window.share is not None and window.points is not None
    ]
    if not counted or points is None:
        return ()
    added = (Fraction(part.points) for part in parts if part.name.startswith("checkpoint:"))
    value = decimal_text(sum(added, Fraction(0)))
    formula = accumulated([(share, shown(own)) for _, share, own in counted])
    symbols = [symbol for name, share, own in counted for symbol in _of_checkpoint(name, share, own)]
    step = Working(formula, value, tuple(symbols))
    return (step, *rounding_step(value, points, words, places))


def _of_checkpoint(name: Term, share: str, points: str) -> Iterator[Symbol]:
    yield Symbol(
        share, Term(f"{name.zh}占全年的比例", f"share of {name.en} in the year"), origin=SET_BY_SCHEME
    )
    yield Symbol(shown(points), Term(f"{name.zh}得分", f"points of {name.en}"), POINTS)
