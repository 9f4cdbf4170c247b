"""Tables as WordprocessingML: exact widths, heads on every page, thick lines between units."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sikao.core.wording import Language
from sikao.office.bulletins.document import Align, Line, Look, Sheet, Table
from sikao.office.bulletins.paper.docx.markup import BODY, HEI, Shape, Type, paragraph, twips, twips_of_mm
from sikao.office.bulletins.paper.setting import TableSize, spans, table_size

_SIDES = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right"}
_FILLS = {Look.PLAIN: "", Look.BLOCK: "F2F2F2", Look.TOTAL: "E6E6E6"}
_HEAD = "E6E6E6"
_THIN, _THICK = 3, 8
"""Eighths of a point."""


def table_markup(table: Table, sheet: Sheet, lang: Language) -> str:
    """A table with its caption above and its notes below."""
    return "".join(_parts(table, sheet, lang))


def _parts(table: Table, sheet: Sheet, lang: Language) -> Iterator[str]:
    size = table_size(table, sheet)
    if table.caption:
        yield paragraph(table.caption, Shape("center", exact=460, keep=True), Type(HEI, Decimal(12)))
    yield _Grid(table, size, wide=sheet is Sheet.A3).markup()
    if table.notes:
        lead = "注：" if lang == "zh" else "Notes: "
        points = max(size.points, Decimal(8))
        exact = twips(points * Decimal("1.4"))
        yield paragraph(lead + " ".join(table.notes), Shape("left", exact=exact), Type(BODY, points))


class _Grid:
    """One table with its widths worked out."""

    def __init__(self, table: Table, size: TableSize, *, wide: bool) -> None:
        whole = sum(column.width for column in table.columns)
        self._table = table
        self._size = size
        self._wide = wide
        self._widths = [twips_of_mm(size.width * column.width / whole) for column in table.columns]
        groups = [column.group for column in table.columns]
        self._starts = {i for i, group in enumerate(groups) if group and (i == 0 or groups[i - 1] != group)}

    def markup(self) -> str:
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in self._widths)
        rows = "".join((*self._heads(), *(self._row(line) for line in self._table.lines)))
        side, above = (20, 0) if self._wide else (80, 30)
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(self._widths)}" w:type="dxa"/><w:jc w:val="center"/>'
            f'{_outline()}<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="{above}" w:type="dxa"/>'
            f'<w:left w:w="{side}" w:type="dxa"/><w:bottom w:w="{above}" w:type="dxa"/>'
            f'<w:right w:w="{side}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
        )

    def _heads(self) -> Iterator[str]:
        upper = spans(self._table)
        columns = self._table.columns
        if upper:
            cells, at = [], 0
            for span in upper:
                merge = "" if span.group else '<w:vMerge w:val="restart"/>'
                text = span.group or columns[at].heading
                cells.append(self._cell(at, span.columns, text, Align.CENTER, HEI, _HEAD, merge))
                at += span.columns
            yield self._line("".join(cells), head=True)
        lower = []
        for i, column in enumerate(columns):
            merged = bool(upper) and not column.group
            text, merge = ("", "<w:vMerge/>") if merged else (column.heading, "")
            lower.append(self._cell(i, 1, text, Align.CENTER, HEI, _HEAD, merge))
        yield self._line("".join(lower), head=True)

    def _row(self, line: Line) -> str:
        cells, at = [], 0
        face = BODY if line.look is Look.PLAIN else HEI
        for cell in line.cells:
            align = Align.CENTER if at and cell.span > 1 else self._table.columns[at].align
            cells.append(self._cell(at, cell.span, cell.text, align, face, _FILLS[line.look], ""))
            at += cell.span
        return self._line("".join(cells), head=False)

    def _line(self, cells: str, *, head: bool) -> str:
        height = f'<w:trHeight w:val="{twips_of_mm(self._size.line)}" w:hRule="atLeast"/>'
        repeated = "<w:tblHeader/>" if head else ""
        return f"<w:tr><w:trPr><w:cantSplit/>{height}{repeated}</w:trPr>{cells}</w:tr>"

    def _cell(self, at: int, span: int, text: str, align: Align, face: str, fill: str, merge: str) -> str:
        width = sum(self._widths[at : at + span])
        spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        lines = self._unit_lines(at, at + span)
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
        points = self._points(at, span, text)
        shape = Shape(_SIDES[align], exact=twips(points * Decimal("1.25")))
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{merge}{lines}{shade}'
            f'<w:vAlign w:val="center"/></w:tcPr>{paragraph(text, shape, Type(face, points))}</w:tc>'
        )

    def _unit_lines(self, first: int, beyond: int) -> str:
        """Thick lines around a unit; both neighbours have them, as programs differ in whose counts."""
        thick = f'w:val="single" w:sz="{_THICK}" w:space="0" w:color="auto"'
        left = f"<w:left {thick}/>" if first in self._starts else ""
        right = f"<w:right {thick}/>" if beyond in self._starts else ""
        return f"<w:tcBorders>{left}{right}</w:tcBorders>" if left or right else ""

    def _points(self, at: int, span: int, text: str) -> Decimal:
        """Names of indicators and units shrink until they stand on one line, or take two."""
        if not self._wide or not text or text.replace(".", "").isdigit():
            return self._size.points
        room = Decimal(sum(self._widths[at : at + span]) - 40) / 20
        fits = room / sum(Decimal("0.52") if sign.isascii() else Decimal(1) for sign in text)
        return max(Decimal(6), min(self._size.points, fits.quantize(Decimal("0.5"), "ROUND_DOWN")))


def _outline() -> str:
    sides = dict.fromkeys(("top", "left", "bottom", "right"), _THICK) | {
        "insideH": _THIN,
        "insideV": _THIN,
    }
    # The schema wants them in this order.
    order = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = (f'<w:{side} w:val="single" w:sz="{sides[side]}" w:space="0" w:color="auto"/>' for side in order)
    return f"<w:tblBorders>{''.join(lines)}</w:tblBorders>"
