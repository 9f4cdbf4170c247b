"""What a unit may see of its own explanation before the result is public.

Only what the unit's own points rest on: its own figures, and of the group what stands in its own formulas
(best, worst, sums, how many there are) without whose it is. No other unit's value, score or place is left.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sikao.core.books.names import TOTAL
from sikao.core.insight.explanation import (
    Comparison,
    Explanation,
    FigureUsed,
    Grounds,
    PromotionMet,
    Symbol,
    VetoTaken,
    Window,
    Working,
)
from sikao.core.wording import Term

PLACE_FLAGS = frozenset({"tie", "decided_by_rounding", "tie_at_quota"})
"""Remarks that say how the total of another unit stands to one's own."""
GROUP = Term("本组", "the group")


def told_to_unit(found: Explanation, units: frozenset[str], *, own_place: bool) -> Explanation:
    """An explanation as its own unit may see it; ``units`` are all codes of assessed units.

    Its place is told of the total alone; without ``own_place`` the place, the grade and everything that
    follows from places is left out, too.
    """
    place_told = own_place and found.node == TOTAL
    kept = [
        (flag, remark)
        for flag, remark in zip(found.flags, found.remarks, strict=True)
        if flag_told(flag, own_place=own_place)
    ]
    return replace(
        found,
        rank=found.rank if place_told else None,
        among=found.among if place_told else 0,
        grade=found.grade if own_place else None,
        grounds=None if found.grounds is None or not own_place else _grounds(found.grounds, found, units),
        flags=tuple(flag for flag, _ in kept),
        remarks=tuple(remark for _, remark in kept),
        workings=tuple(_working(step, found.unit_name) for step in found.workings),
        windows=tuple(_window(window, found, units) for window in found.windows),
    )


def flag_told(flag: str, *, own_place: bool) -> bool:
    """Whether a flag of a score says nothing of how others stand, or only what goes with one's own place."""
    return flag not in PLACE_FLAGS and (own_place or not _is_outcome(flag))


def _is_outcome(flag: str) -> bool:
    """Vetoes, promotions and awards, whose conditions may read places."""
    return flag == "veto_open" or ":" in flag


def _window(window: Window, found: Explanation, units: frozenset[str]) -> Window:
    return replace(
        window,
        calculated=None if window.calculated is None else _working(window.calculated, found.unit_name),
        beside_figures=_own_figures(window.beside_figures, found.unit, units),
        symbols=_symbols(window.symbols, found.unit_name),
        steps=tuple(_working(step, found.unit_name) for step in window.steps),
        comparison=None if window.comparison is None else _comparison(window.comparison),
        figures=_own_figures(window.figures, found.unit, units),
    )


def _own_figures(figures: Iterable[FigureUsed], unit: str, units: frozenset[str]) -> tuple[FigureUsed, ...]:
    """Figures of the unit, and of references, which are nobody's score."""
    return tuple(figure for figure in figures if figure.unit == unit or figure.unit not in units)


def _working(step: Working, unit: Term) -> Working:
    return replace(step, symbols=_symbols(step.symbols, unit))


def _symbols(symbols: Iterable[Symbol], unit: Term) -> tuple[Symbol, ...]:
    return tuple(
        symbol if symbol.whose in (None, unit) else replace(symbol, whose=GROUP) for symbol in symbols
    )


def _comparison(group: Comparison) -> Comparison | None:
    """The extremes and the place only where the method scores by the group, and without whose they are."""
    return replace(group, worst_units=(), best_units=()) if group.counts else None


def _grounds(grounds: Grounds, found: Explanation, units: frozenset[str]) -> Grounds:
    return replace(
        grounds,
        vetoes=tuple(_veto(veto, found.unit, units) for veto in grounds.vetoes),
        passed_over=(),
        filled_by=(),
        fills=(),
        promotions=tuple(_promotion(entry, found.unit, units) for entry in grounds.promotions),
        awards=tuple(
            replace(award, figures=_own_figures(award.figures, found.unit, units)) for award in grounds.awards
        ),
    )


def _veto(veto: VetoTaken, unit: str, units: frozenset[str]) -> VetoTaken:
    return replace(veto, figures=_own_figures(veto.figures, unit, units))


def _promotion(entry: PromotionMet, unit: str, units: frozenset[str]) -> PromotionMet:
    return replace(entry, figures=_own_figures(entry.figures, unit, units))
