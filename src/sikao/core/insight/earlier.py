"""The figures of earlier years that a scheme reads, as a workbook to fill in: a sheet for each period."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sikao.core.figures.absence import REPORTABLE_ABSENCES
from sikao.core.figures.codes import split_indicator
from sikao.core.figures.measures import MeasureTable
from sikao.core.figures.periods import Period
from sikao.core.figures.sources import ECHOES, HEADINGS, OPTIONAL
from sikao.core.figures.table import Kind
from sikao.core.insight.monotone import Key
from sikao.core.insight.needs import keys_of_units
from sikao.core.scheme import Scheme, compile_scheme
from sikao.core.scheme.catalogue import catalogue_of
from sikao.core.scheme.known_codes import names_in_figures
from sikao.core.sheets import Draft, DraftCell, DraftColumn, DraftSheet, DropDown, Look, workbook_bytes
from sikao.core.wording import Language, Term

_NOTES = Term("说明", "notes")
_HOW = (
    Term(
        "每张表是一个期间，一行一个数；单位、指标已按代码填好，名称只供对照。",
        "A sheet for each period, a figure a line; units and items stand by code, names are for reading.",
    ),
    Term(
        "填“数值”，或者在“缺数情形”里选一个词；没有的数删去整行，不要留空行，也不要填横线。",
        "Fill in the value, or a word under absence; delete the line of a figure that there is not.",
    ),
    Term(
        "计量单位可以改成同一组的其他单位；不要改代码，改了名称与代码对不上的不收。",
        "The unit of measure may be another of its family; a name that is not its code's is refused.",
    ),
)
_WIDTHS = {"unit_name": 20, "indicator": 24, "indicator_name": 28, "period": 16, "source": 24}


def earlier_keys(scheme: Scheme) -> tuple[Key, ...]:
    """What a scheme reads of the years before its own: by period, then items and units as it lists them."""
    compiled = compile_scheme(scheme)
    carriers, items = [*scheme.units, *scheme.references], list(scheme.items)
    earlier = [
        key for key in keys_of_units(compiled, carriers) if Period.from_canonical(key[3]).year < scheme.year
    ]
    return tuple(
        sorted(earlier, key=lambda key: (key[3], items.index(_item(key)), key[1:3], carriers.index(key[0])))
    )


def earlier_template(scheme: Scheme, keys: Iterable[Key], lang: Language) -> bytes:
    """A workbook with a line for each of some figures, everything but the values filled in."""
    by_period: dict[str, list[Key]] = {}
    for key in keys:
        by_period.setdefault(key[3], []).append(key)
    how = tuple((DraftCell(line.text(lang)),) for line in _HOW)
    sheets = [DraftSheet(_NOTES.text(lang), how, (DraftColumn(100),))]
    sheets += [_sheet(scheme, period, lines, lang) for period, lines in by_period.items()]
    return workbook_bytes(Draft(tuple(sheets), scheme.title))


def _sheet(scheme: Scheme, period: str, keys: Collection[Key], lang: Language) -> DraftSheet:
    names = [name for name in HEADINGS if name not in OPTIONAL - ECHOES.keys()]
    shown, measures = names_in_figures(scheme), catalogue_of(scheme).measures
    heads = tuple(DraftCell(HEADINGS[name] if lang == "zh" else name, Look.HEADING) for name in names)
    rows = []
    for key in keys:
        texts = _texts(scheme, key, lang, shown, measures)
        rows.append(tuple(_cell(name, texts.get(name)) for name in names))
    column = names.index("absence") + 1
    words = tuple(absence.term.text(lang) for absence in REPORTABLE_ABSENCES)
    offered = DropDown((2, len(rows) + 1), (column, column), words, strict=False)
    widths = tuple(DraftColumn(_WIDTHS.get(name, 12)) for name in names)
    return DraftSheet(period, (heads, *rows), widths, frozen=(1, 2), drop_downs=(offered,))


def _texts(
    scheme: Scheme, key: Key, lang: Language, shown: Mapping[str, Mapping[str, Term]], measures: MeasureTable
) -> dict[str, str]:
    unit, indicator, kind, period = key
    measure = catalogue_of(scheme).items[_item(key)].kinds[Kind(kind)]
    return {
        "unit": unit,
        "unit_name": shown["unit"][unit].text(lang),
        "indicator": indicator,
        "indicator_name": shown["indicator"][indicator].text(lang),
        "kind": Kind(kind).term.text(lang),
        "period": period,
        "unit_of_measure": measures[measure].term.zh if lang == "zh" else measure,
    }


def _cell(name: str, text: str | None) -> DraftCell:
    return DraftCell(
        text, Look.INPUT_NUMBER if name == "value" else Look.INPUT_TEXT if text is None else Look.TEXT
    )


def _item(key: Key) -> str:
    return (split_indicator(key[1]) or (key[1], None))[0]
