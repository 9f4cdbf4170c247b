"""Figures of a checkpoint still to come, from the latest ones there are: an assumption, said to be one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal, localcontext

from sikao.core.figures.absence import Absence
from sikao.core.figures.checking import Catalogue
from sikao.core.figures.periods import Period
from sikao.core.figures.table import Figure, Figures
from sikao.core.insight.monotone import Key
from sikao.core.insight.needs import needed_keys
from sikao.core.scheme import Scheme
from sikao.core.scheme.catalogue import catalogue_of
from sikao.core.scheme.followed import adds_up

PLACES = Decimal("0.000001")
_ENOUGH_DIGITS = 60


@dataclass(frozen=True, slots=True)
class Carried:
    """Figures with those that were missing carried forward.

    ``keys`` names these, ``missing`` what there is nothing to carry for.
    """

    figures: Figures
    keys: tuple[Key, ...]
    missing: tuple[Key, ...]


def carried_forward(figures: Figures, schemes: Sequence[Scheme], checkpoint: str) -> Carried:
    """Every figure that one of some schemes asks for up to a checkpoint, the missing ones carried forward.

    Carried is the latest earlier figure of the same year: an amount that grows from January on in proportion
    to the months (half up, six places), anything else as it is. A figure that is declared absent otherwise
    is an answer and stays. The schemes are versions of one, with the same items and checkpoints.
    """
    wanted = dict.fromkeys(key for scheme in schemes for key in needed_keys(scheme, figures, checkpoint))
    order = {code: place for place, code in enumerate(schemes[-1].checkpoints)}
    known = _latest(figures, order)
    asked = [key for key in wanted if _is_missing(known.get(key))]
    earlier = _by_indicator(known.values())
    catalogue = catalogue_of(schemes[-1])
    made = {key: _carried(key, earlier, catalogue) for key in asked}
    there = [figure for figure in made.values() if figure is not None]
    return Carried(
        figures.updated(there) if there else figures,
        tuple(key for key, figure in made.items() if figure is not None),
        tuple(key for key, figure in made.items() if figure is None),
    )


def _latest(figures: Figures, order: Mapping[str, int]) -> dict[Key, Figure]:
    """The last version of every figure."""
    found: dict[Key, Figure] = {}
    for figure in figures:
        key = figure.unit, figure.indicator, figure.kind.value, str(figure.period)
        before = found.get(key)
        if before is None or order.get(figure.since, -1) >= order.get(before.since, -1):
            found[key] = figure
    return found


def _is_missing(figure: Figure | None) -> bool:
    return figure is None or figure.absence in (Absence.MISSING, Absence.NOT_YET_DUE)


_Series = tuple[str, str, str]


def _by_indicator(figures: Iterable[Figure]) -> dict[_Series, list[Figure]]:
    """The figures with a value, by unit, indicator and kind."""
    found: dict[_Series, list[Figure]] = {}
    for figure in figures:
        if figure.value is not None:
            found.setdefault((figure.unit, figure.indicator, figure.kind.value), []).append(figure)
    return found


def _carried(key: Key, known: Mapping[_Series, list[Figure]], catalogue: Catalogue) -> Figure | None:
    period = Period.from_canonical(key[3])
    before = [figure for figure in known.get(key[:3], ()) if _is_before(figure.period, period)]
    if not before:
        return None
    latest = max(before, key=lambda figure: figure.period.end)
    value = latest.value
    if value is not None and _grows(latest, catalogue):
        value = _in_proportion(value, period.length, latest.period.length)
    return replace(latest, period=period, value=value, since="")


def _is_before(one: Period, period: Period) -> bool:
    """Whether a period ends earlier in the same year; for one from January on it begins there, too."""
    same = one.year == period.year and one.end < period.end
    return same and (one.from_january or not period.from_january)


def _grows(figure: Figure, catalogue: Catalogue) -> bool:
    rule = catalogue.items.get(figure.indicator.partition("/")[0])
    code = "" if rule is None else rule.kinds.get(figure.kind, "")
    if rule is None or code not in catalogue.measures:
        return False
    return adds_up(figure.kind, rule.cover, catalogue.measures[code])


def _in_proportion(value: Decimal, months: int, of: int) -> Decimal:
    with localcontext() as context:
        context.prec = _ENOUGH_DIGITS
        return (value * months / of).quantize(PLACES, ROUND_HALF_UP).normalize()
