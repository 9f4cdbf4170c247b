"""Effective weights as a page shows them: by indicator, with every assumption said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from sikao.core.figures.measures import STANDARD_MEASURES
from sikao.core.insight.weights import EffectiveWeight, QuarterWorth
from sikao.core.scheme import Scheme
from sikao.core.scheme.model.items import KINDS
from sikao.core.wording import Language, Term
from sikao.interfaces.web.results.charts import Chart, weights_chart
from sikao.interfaces.web.results.words import named

MINUS = "−"
PERCENTAGE_POINT = Term("个百分点", "percentage point")


@dataclass(frozen=True, slots=True)
class QuarterLine:
    """One stretch of the year."""

    name: str
    nominal: str
    effective: str
    gain: str
    loss: str


@dataclass(frozen=True, slots=True)
class WeightCard:
    """One figure of one indicator."""

    code: str
    name: str
    figure: str
    measure: str
    units: int
    quarters: tuple[QuarterLine, ...]
    assumptions: tuple[str, ...]
    chart: Chart | None


@dataclass(frozen=True, slots=True)
class WeightsView:
    """All indicators of a group that count at more than one checkpoint."""

    cards: tuple[WeightCard, ...]


def weights_view(found: Sequence[EffectiveWeight], scheme: Scheme, lang: Language) -> WeightsView:
    """The effective weights in the reader's language."""
    return WeightsView(tuple(_card(weight, scheme, lang) for weight in found))


def _card(weight: EffectiveWeight, scheme: Scheme, lang: Language) -> WeightCard:
    name, parent = weight.node_name.text(lang), _parent_name(weight, scheme, lang)
    quarters = tuple(_quarter(quarter, lang) for quarter in weight.quarters)
    return WeightCard(
        code=f"{weight.node}-{weight.indicator.replace('/', '-')}-{weight.kind}",
        name=f"{parent} · {name}" if parent else name,
        figure=f"{weight.indicator_name.text(lang)} · {KINDS[weight.kind].text(lang)}",
        measure=_step_name(weight, lang),
        units=len(weight.units),
        quarters=quarters,
        assumptions=tuple(term.text(lang) for term in weight.assumptions),
        chart=_chart(weight, lang),
    )


def _step_name(weight: EffectiveWeight, lang: Language) -> str:
    """What one unit more means: of a growth rate a percentage point."""
    if weight.kind == "growth":
        return PERCENTAGE_POINT.text(lang)
    return measure_name(weight.unit_of_measure, lang)


def _parent_name(weight: EffectiveWeight, scheme: Scheme, lang: Language) -> str:
    """The indicator's name, where the weight is of one of its parts."""
    card = scheme.scorecards[weight.scorecard]
    depth = card.levels.index("part") if "part" in card.levels else None
    placed = next(placed for placed in card.walk() if placed.node.code == weight.node)
    if depth is None or placed.depth < depth or placed.parent is None:
        return ""
    return named(placed.parent.node, lang)


def _quarter(quarter: QuarterWorth, lang: Language) -> QuarterLine:
    return QuarterLine(
        name=quarter.checkpoint_name.text(lang),
        nominal=_percent(quarter.nominal),
        effective="—" if quarter.effective is None else _percent(quarter.effective),
        gain=_signed(quarter.gain),
        loss=_signed(quarter.loss),
    )


def _chart(weight: EffectiveWeight, lang: Language) -> Chart | None:
    """Nominal and effective shares; none where quarters do not all point the same way."""
    rows = [
        (quarter.checkpoint_name.text(lang), _hundredths(quarter.nominal), _hundredths(quarter.effective))
        for quarter in weight.quarters
        if quarter.effective is not None
    ]
    return weights_chart(rows) if rows else None


def _hundredths(share: Fraction) -> Decimal:
    return _decimal(share * 100, "0.1")


def _percent(share: Fraction) -> str:
    return f"{_hundredths(share)}%"


def _signed(points: Fraction) -> str:
    value = _decimal(points, "0.001")
    return f"{'+' if value > 0 else MINUS if value < 0 else ''}{abs(value)}"


def _decimal(value: Fraction, places: str) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal(places), ROUND_HALF_UP)


def measure_name(spelling: str, lang: Language) -> str:
    """A unit of measure in the reader's language; one that only the scheme knows stays as it is written."""
    unit, _ = STANDARD_MEASURES.find(spelling)
    return spelling if unit is None else unit.term.text(lang)
