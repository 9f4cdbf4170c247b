"""Gives a workbook back with its faulty cells marked: a fresh file with the user's values, never the upload.

The first sheet lists every finding with a link to its cell; each faulty cell is coloured and says why in a
comment. The reader of a form passes over the list, so that the marked file can be corrected and sent in
again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from sikao.core.sheets.composing import workbook_bytes
from sikao.core.sheets.drafts import (
    BLANK,
    Draft,
    DraftCell,
    DraftColumn,
    DraftSheet,
    Look,
    Value,
    fitting_width,
)
from sikao.core.sheets.model import Cell, CellKind, Sheet, Workbook
from sikao.core.sheets.references import cell_name, parse_cell
from sikao.core.wording import Finding, Language, Severity, Term

LIST_NAME = "问题清单"
"""The sheet of findings; its name does not depend on the language, because readers pass over it by name."""

_HEADINGS = (
    (Term("序号", "No."), 6),
    (Term("程度", "Severity"), 9),
    (Term("位置", "Place"), 24),
    (Term("问题", "What is wrong"), 56),
    (Term("怎样改正", "What to do"), 56),
    (Term("代码", "Code"), 26),
)
_TITLE = Term(
    "{list}：错误 {errors} 处，警告 {warnings} 处，提示 {notes} 处",
    "Findings: {errors} errors, {warnings} warnings, {notes} notes",
)
_PARTS = Term(
    "这一条涉及 {cells} 各格，改哪一格由您决定。",
    "This concerns the cells {cells}; which of them to change is yours to decide.",
)
_CELLS_TOLD = 20
MOST_COMMENTS = 300
"""More faulty cells of a sheet are coloured and listed only: nobody reads so many, and files grow large."""
_LOOKS = {Severity.ERROR: Look.WRONG, Severity.WARNING: Look.QUERY}


def plain_sheet(sheet: Sheet) -> DraftSheet:
    """A sheet as read, to be written again without any other layout."""
    rows = tuple(
        tuple(draft_cell(sheet.cells.get((row, column))) for column in range(1, sheet.width + 1))
        for row in range(1, sheet.height + 1)
    )
    return DraftSheet(sheet.name, rows, frozen=(1, 0) if rows else (0, 0))


def draft_cell(cell: Cell | None, look: Look | None = None) -> DraftCell:
    """A cell as read, to be written again with the same value and kind."""
    if cell is None:
        return BLANK if look is None else DraftCell(None, look)
    value: Value = cell.text
    if cell.kind is CellKind.NUMBER and look in {None, Look.NUMBER, Look.INPUT_NUMBER}:
        value = Decimal(cell.text)
        return DraftCell(value, look or Look.NUMBER)
    if cell.kind is CellKind.BOOLEAN:
        value = cell.text == "true"
    return DraftCell(value, look or Look.TEXT)


def mark_workbook(
    workbook: Workbook,
    findings: Sequence[Finding],
    *,
    lang: Language = "zh",
    layout: Callable[[Sheet], DraftSheet] = plain_sheet,
    title: str = "",
) -> bytes:
    """The workbook as a new .xlsx file with a list of findings in front and every faulty cell marked.

    ``layout`` dresses each sheet; cells must keep their places. Findings about no cell of the workbook are
    listed only.
    """
    drafts = [layout(sheet) for sheet in workbook.sheets if sheet.name != LIST_NAME]
    names = {draft.name for draft in drafts}
    marked = [_marked(draft, [f for f in findings if f.where.sheet == draft.name], lang) for draft in drafts]
    return workbook_bytes(Draft((_list(findings, names, lang), *marked), title))


def _marked(sheet: DraftSheet, findings: Iterable[Finding], lang: Language) -> DraftSheet:
    by_cell: dict[tuple[int, int], list[Finding]] = {}
    for finding in findings:
        for where in finding.parts or (finding.where,):
            place = parse_cell(where.cell or "")
            if place is not None:
                by_cell.setdefault(place, []).append(finding)
    rows = [list(row) for row in sheet.rows]
    for number, ((row, column), here) in enumerate(by_cell.items()):
        while len(rows) < row:
            rows.append([])
        rows[row - 1] += [BLANK] * (column - len(rows[row - 1]))
        rows[row - 1][column - 1] = _mark(
            rows[row - 1][column - 1], here, lang, commented=number < MOST_COMMENTS
        )
    return replace(sheet, rows=tuple(tuple(row) for row in rows))


def _mark(cell: DraftCell, findings: list[Finding], lang: Language, *, commented: bool) -> DraftCell:
    worst = min((finding.severity for finding in findings), key=list(Severity).index)
    comment = "\n".join(_comment(finding, lang) for finding in findings[:8]) if commented else ""
    number_format = "General" if isinstance(cell.value, Decimal) else cell.number_format
    return replace(cell, look=_LOOKS.get(worst, cell.look), comment=comment, number_format=number_format)


def _comment(finding: Finding, lang: Language) -> str:
    """What a cell's comment says of one finding; where it concerns several cells, which they are."""
    lines = [f"{finding.severity.label(lang)}: {finding.what(lang)}", finding.remedy(lang)]
    if len(finding.parts) > 1:
        cells = [part.cell or "" for part in finding.parts]
        shown = ("、" if lang == "zh" else ", ").join(cells[:_CELLS_TOLD])
        rest = "…" if len(cells) > _CELLS_TOLD else ""
        lines.append(_PARTS.text(lang).format(cells=shown + rest))
    return "\n".join(lines)


def _list(findings: Sequence[Finding], names: set[str], lang: Language) -> DraftSheet:
    counts = {severity: sum(f.severity is severity for f in findings) for severity in Severity}
    title = _TITLE.text(lang).format(
        list=LIST_NAME,
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        notes=counts[Severity.NOTE],
    )
    rows = [
        (DraftCell(title, Look.TITLE),),
        tuple(DraftCell(term.text(lang), Look.HEADING) for term, _ in _HEADINGS),
    ]
    rows += [_line(number, finding, names, lang) for number, finding in enumerate(findings, 1)]
    columns = tuple(DraftColumn(max(width, fitting_width([term.text(lang)]))) for term, width in _HEADINGS)
    return DraftSheet(LIST_NAME, tuple(rows), columns, frozen=(2, 0), colour="C00000")


def _line(number: int, finding: Finding, names: set[str], lang: Language) -> tuple[DraftCell, ...]:
    where = finding.where
    link = None
    if where.sheet in names and where.sheet is not None:
        link = (where.sheet, where.cell or cell_name(1, 1))
    place = "!".join(part for part in (where.sheet, where.cell) if part) or str(where)
    return (
        DraftCell(number, Look.NUMBER),
        DraftCell(finding.severity.label(lang), _LOOKS.get(finding.severity, Look.TEXT)),
        DraftCell(place, Look.TEXT, link=link),
        DraftCell(finding.what(lang)),
        DraftCell(finding.remedy(lang)),
        DraftCell(finding.code, Look.CODE),
    )
