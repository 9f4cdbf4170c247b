"""What the figures room needs to know of a scheme in order to check a table of figures against it."""

from __future__ import annotations

from sikao.core.figures.checking import Catalogue, ItemRule, Range
from sikao.core.figures.decimals import canonical
from sikao.core.figures.measures import STANDARD_MEASURES, MeasureTable, UnitOfMeasure
from sikao.core.figures.periods import Cover, Frequency, Month
from sikao.core.figures.table import Kind
from sikao.core.scheme.model import Item, Measure, Scheme
from sikao.core.wording import Term

_FREQUENCIES = {
    "month": Frequency.MONTH,
    "quarter": Frequency.QUARTER,
    "half_year": Frequency.HALF,
    "year": Frequency.YEAR,
}


def catalogue_of(scheme: Scheme) -> Catalogue:
    """Units and references, items with their rules, checkpoints, and the years whose figures may count."""
    measures = STANDARD_MEASURES.extended(unit_of_measure(measure) for measure in scheme.measures.values())
    longest = max((item.lag for item in scheme.items.values()), default=0)
    return Catalogue(
        units=frozenset([*scheme.units, *scheme.references]),
        items={code: _rule(scheme, item, measures) for code, item in scheme.items.items()},
        # A growth looks one year further back than the item itself.
        years=frozenset(range(scheme.year - longest - 1, scheme.year + 1)),
        checkpoints={code: Month(scheme.year, entry.through) for code, entry in scheme.checkpoints.items()},
        measures=measures,
    )


def words_of(scheme: Scheme) -> dict[str, dict[str, str]]:
    """The words that may stand for a score in the figures of an item, each with its number."""
    return {
        code: {word: canonical(number) for word, number in item.choices.items()}
        for code, item in scheme.items.items()
        if item.choices
    }


def unit_of_measure(measure: Measure) -> UnitOfMeasure:
    """A unit of measure that a scheme adds, as the figures room knows them."""
    term = Term(measure.name, measure.name_en)
    noun = term if measure.power == 0 else None
    return UnitOfMeasure(
        measure.code, measure.family, measure.power, measure.name, measure.name_en, noun, measure.spellings
    )


def _rule(scheme: Scheme, item: Item, measures: MeasureTable) -> ItemRule:
    register = None if item.members is None else scheme.registers[item.members]
    tables = () if register is None else register.entries.values()
    return ItemRule(
        kinds={Kind(kind): _code_of(measures, spelling) for kind, spelling in item.kinds.items()},
        cover=Cover(item.cover),
        frequency=_FREQUENCIES[item.frequency],
        ranges={Kind(kind): Range(low, high) for kind, (low, high) in item.range.items()},
        members=frozenset(code for table in tables for code in table),
        merged_january=item.merged_january,
    )


def _code_of(measures: MeasureTable, spelling: str) -> str:
    unit, _ = measures.find(spelling)
    return spelling if unit is None else unit.code
