"""What a leaf holds once others have given it their points: its own points and each gift, added up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from sikao.core.figures.absence import Absence
from sikao.core.insight.explanation import Symbol, Working
from sikao.core.insight.legend import POINTS
from sikao.core.reference.rounding import decimal_text
from sikao.core.wording import Term
from sikao.core.wording.formulas import Formula, operand, shown

Windows = Sequence[Mapping[str, Any]]

_OWN = Term("本项分值", "own points")
_HELD = Term("满分：本项分值 + 并入的分值", "full points: own points + points of others")


def givers(leaf: str, windows: Mapping[str, Windows]) -> tuple[str, ...]:
    """The leaves whose points come to ``leaf`` in the end, in the order of ``windows``.

    ``windows`` are those so far of every leaf of one unit, by leaf, as the exact calculator reports them. A
    leaf gives its points away where every window so far is withdrawn by `transfer`; a receiver may pass them
    on.
    """
    goals = {code: goal for code, own in windows.items() if (goal := _goal(own)) is not None}
    return tuple(code for code in goals if _end(code, goals) == leaf)


def _goal(windows: Windows) -> str | None:
    effects = [window["effect"] or [None] for window in windows]
    if not effects or any(effect[0] != "transfer" for effect in effects):
        return None
    return str(effects[0][1])


def _end(code: str, goals: Mapping[str, str]) -> str:
    while code in goals:
        code = goals[code]
    return code


def holding(own: Fraction, given: Sequence[tuple[Term, Fraction, str | None]]) -> Working | None:
    """The sum of a leaf's ``own`` points and of what others gave: name, points and absence of each."""
    if not given:
        return None
    numbers = [decimal_text(own), *(decimal_text(points) for _, points, _ in given)]
    text = " + ".join(operand(number) for number in numbers)
    symbols = [Symbol(shown(numbers[0]), _OWN, POINTS)]
    for (name, points, absence), number in zip(given, numbers[1:], strict=True):
        whence = Term(f"由“{name.zh}”并入", f"from “{name.en}”")
        symbols.append(
            Symbol(shown(number), whence, POINTS, origin=None if absence is None else Absence(absence).term)
        )
        own += points
    return Working(Formula(_HELD, Term(text, text)), decimal_text(own), tuple(symbols))
