"""A form as a workbook: one sheet to fill in, one with what is known, and a hidden stamp."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from sikao.core.figures.absence import Absence
from sikao.core.figures.checking import Range
from sikao.core.figures.decimals import canonical, grouped
from sikao.core.figures.forms.entered import Entries
from sikao.core.figures.forms.form import EntryForm, EntrySlot, SlotKey
from sikao.core.figures.forms.layout import (
    CORNER,
    ENTRY,
    HEAD_ROW,
    ITEM,
    MEASURE,
    PERIOD,
    REFERENCE,
    UNIT,
    across_headings,
    cell_of,
    first_cell,
    line_headings,
)
from sikao.core.figures.forms.stamp import STAMP_NAME, stamp_of, stamp_sheet
from sikao.core.figures.numbers import parse_number
from sikao.core.sheets import (
    Draft,
    DraftCell,
    DraftColumn,
    DraftSheet,
    DropDown,
    Limits,
    Look,
    fitting_width,
    workbook_bytes,
)
from sikao.core.sheets.formats import SHOWN_DIGITS
from sikao.core.wording import Language, Term

MAX_RAW = 1_000
"""Longer texts are cut where they are written into a cell; no figure needs a fraction of it."""

_HOW = (
    Term(
        "请只填黄色的格：直接填数，也可以写明单位（如“2.465亿”）；数值为零填 0；"
        "没有数据的从下拉列表选择，不要填横线。",
        "Fill in the yellow cells only: a number, with its unit if you like (“2.465亿”); 0 where it is zero; "
        "where there is no figure, the word from the list and no dash.",
    ),
    Term(
        "填好后存为 .xlsx 上传；不要改动表头、名称和行列次序，不要用公式。"
        "上年同期、目标等见“参考”表和各格的提示。",
        "Save it as .xlsx and upload it; leave headings, names, rows and columns as they are, and use no "
        "formulas. What is known of each figure stands on the second sheet and beside its cell.",
    ),
)
_SYNTHETIC = Term("（合成数据，仅供演示）", " (synthetic, for demonstration)")
_LAST_YEAR, _TARGET = Term("上年同期", "Last year"), Term("目标", "Target")
_EARLIER, _PEERS = Term("年内已报", "Earlier this year"), Term("同组常见", "Usual among peers")
_DECLARED, _EVIDENCE = Term("允许范围", "Allowed range"), Term("证明材料", "Evidence")
_NOTE, _ASKED = Term("说明", "Remark"), Term("需上传", "asked for")
_KNOWN = (UNIT, ITEM, MEASURE, PERIOD, _LAST_YEAR, _TARGET, _EARLIER, _PEERS, _DECLARED, _EVIDENCE, _NOTE)
_MARGIN = 200
"""Rows and columns beyond the template's own that are still read, so that what is wrong there is told."""


def write_form(form: EntryForm, entries: Entries | None = None, lang: Language = "zh") -> bytes:
    """The form as an .xlsx file, with the raw texts of the entries in its cells."""
    return workbook_bytes(Draft(form_sheets(form, entries, lang), form.title.text(lang)))


def form_sheets(form: EntryForm, entries: Entries | None, lang: Language) -> tuple[DraftSheet, ...]:
    """The sheets of a form's workbook."""
    raws = {} if entries is None else entries.raws
    return (_entry(form, raws, lang), _reference(form, lang), stamp_sheet(stamp_of(form, lang)))


def form_limits(form: EntryForm) -> Limits:
    """What an uploaded workbook of this form may be: little more than the template itself."""
    # A marked file lists a few findings for each slot.
    rows = max(first_cell(form)[0] + len(form.lines), 5 * len(form.slots)) + _MARGIN
    columns = max(first_cell(form)[1] + len(form.across), len(_KNOWN)) + _MARGIN
    cells = max(50_000, 60 * len(form.slots))
    return Limits(rows=rows, columns=columns, cells=cells, hidden_sheets=frozenset({STAMP_NAME}))


def _entry(form: EntryForm, raws: Mapping[SlotKey, str], lang: Language) -> DraftSheet:
    top, left = first_cell(form)
    across = across_headings(form, lang)
    title = form.title.text(lang) + (_SYNTHETIC.text(lang) if form.synthetic else "")
    owner = f"{form.provider_name.text(lang)}　{form.period_label.text(lang)}"
    rows: list[tuple[DraftCell, ...]] = [
        (DraftCell(title, Look.TITLE),),
        (DraftCell(owner, Look.NOTE),),
        *((DraftCell(how.text(lang), Look.NOTE),) for how in _HOW),
    ]
    rows += _heads(form, lang)
    rows += [_line(form, number, heading, raws) for number, heading in enumerate(line_headings(form, lang))]
    names = [heading[0] for heading in line_headings(form, lang)]
    heading_columns = [DraftColumn(fitting_width(names, 12, 32))] + [DraftColumn(14)] * (left - 2)
    widths = [DraftColumn(max(14, fitting_width(heading, 14, 22))) for heading in across]
    return DraftSheet(
        ENTRY.text(lang),
        tuple(rows),
        (*heading_columns, *widths),
        frozen=(top - 1, 1),
        drop_downs=tuple(_drop_downs(form, lang)),
        protected=True,
        paper="A3",
    )


def _heads(form: EntryForm, lang: Language) -> list[tuple[DraftCell, ...]]:
    across, (top, left) = across_headings(form, lang), first_cell(form)
    corner = [term.text(lang) for term in CORNER]
    rows = []
    for number in range(top - HEAD_ROW):
        labels = corner[number : number + 1] if form.by_units else corner[: left - 1]
        texts = [*labels, *(heading[number] for heading in across)]
        rows.append(tuple(DraftCell(text, Look.HEADING) for text in texts))
    return rows


def _line(
    form: EntryForm, number: int, heading: tuple[str, ...], raws: Mapping[SlotKey, str]
) -> tuple[DraftCell, ...]:
    cells = [DraftCell(text, Look.BRANCH) for text in heading]
    for column in range(len(form.across)):
        slot = form.at((number, column))
        cells.append(DraftCell(None, Look.MUTED) if slot is None else _input(raws.get(slot.key, "")))
    return tuple(cells)


def _input(raw: str) -> DraftCell:
    """A raw text in its cell: as a number where a number keeps it exactly, else as text."""
    number, _ = parse_number(raw)
    if number is not None and number.canonical == raw and len(raw.strip("-0.")) <= SHOWN_DIGITS:
        return DraftCell(number.value, Look.INPUT_NUMBER)
    return DraftCell(raw[:MAX_RAW] or None, Look.INPUT_NUMBER)


def _drop_downs(form: EntryForm, lang: Language) -> Iterator[DropDown]:
    """The words for an absence at each cell, and beside them what is known; numbers may be typed all the
    same.
    """
    for slot in form.slots:
        words = tuple(term.text(lang) for term in slot.choices())
        if words:
            row, column = cell_of(form, slot)
            yield DropDown((row, row), (column, column), words, strict=False, prompt=_prompt(slot, lang))


def _prompt(slot: EntrySlot, lang: Language) -> str:
    colon = "：" if lang == "zh" else ": "
    known = ((MEASURE, slot.measure.term.text(lang)), *_known(slot, lang))
    return "\n".join(f"{term.text(lang)}{colon}{text}" for term, text in known if text)


def _known(slot: EntrySlot, lang: Language) -> tuple[tuple[Term, str], ...]:
    earlier = slot.earlier
    told = "" if earlier is None else f"{grouped(earlier.value)} ({earlier.period.label(lang)})"
    return (
        (_LAST_YEAR, _shown(slot.last_year, lang)),
        (_TARGET, _shown(slot.target, lang)),
        (_EARLIER, told),
        (_PEERS, _span(slot.peers)),
        (_DECLARED, _span(slot.declared)),
        (_EVIDENCE, _ASKED.text(lang) if slot.evidence else ""),
        (_NOTE, "" if slot.note is None else slot.note.text(lang)),
    )


def _shown(value: Decimal | Absence | None, lang: Language) -> str:
    if value is None:
        return ""
    return value.term.text(lang) if isinstance(value, Absence) else grouped(value)


def _span(bounds: Range | None) -> str:
    if bounds is None:
        return ""
    low, high = (None if end is None else canonical(end) for end in (bounds.low, bounds.high))
    return f"{low or '−∞'} … {high or '+∞'}"


def _reference(form: EntryForm, lang: Language) -> DraftSheet:
    """What is known about each figure, item by item, as text: nothing of it is read back."""
    heads = tuple(DraftCell(term.text(lang), Look.HEADING) for term in _KNOWN)
    order = {column: number for number, column in enumerate(form.columns)}
    rows = [
        tuple(DraftCell(text, Look.MUTED) for text in _reference_texts(slot, lang))
        for slot in sorted(form.slots, key=lambda slot: order[slot.column])
    ]
    return DraftSheet(REFERENCE.text(lang), (heads, *rows), frozen=(1, 2), protected=True, paper="A3")


def _reference_texts(slot: EntrySlot, lang: Language) -> tuple[str, ...]:
    owner = (slot.unit_name, slot.item, slot.measure.term)
    names = (*(term.text(lang) for term in owner), slot.period.label(lang))
    return (*names, *(text for _, text in _known(slot, lang)))
