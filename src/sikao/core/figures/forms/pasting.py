"""A range pasted from a spreadsheet program: tab-separated text, as it lies in the clipboard, into cells."""

from __future__ import annotations

from sikao.core.figures.forms.form import EntryForm, Position
from sikao.core.sheets import cell_name
from sikao.core.wording import Finding, Findings, Place

MAX_CHARACTERS = 1_000_000


def parse_range(text: str) -> list[list[str]]:
    """Rows of cells. A field that begins with ``"`` may hold tabs and line ends up to its closing quote, and
    doubled quotes; a quote that is never closed is plain text. Lines end with CR LF, LF or CR.
    """
    rows: list[list[str]] = []
    row: list[str] = []
    at, end = 0, len(text)
    while at < end:
        field, at = _quoted(text, at) or _plain(text, at)
        row.append(field)
        if at < end and text[at] == "\t":
            at += 1
            if at == end:
                row.append("")
        else:
            at += 2 if text.startswith("\r\n", at) else 1
            rows.append(row)
            row = []
    return [*rows, row] if row else rows


def _plain(text: str, start: int) -> tuple[str, int]:
    at = start
    while at < len(text) and text[at] not in "\t\r\n":
        at += 1
    return text[start:at], at


def _quoted(text: str, start: int) -> tuple[str, int] | None:
    """A quoted field and where it ends; ``None`` when the field is not quoted from end to end."""
    if text[start] != '"':
        return None
    at = start + 1
    while True:
        close = text.find('"', at)
        if close < 0:
            return None
        if text.startswith('""', close):
            at = close + 2
            continue
        after = close + 1
        if after < len(text) and text[after] not in "\t\r\n":
            return None
        return text[start + 1 : close].replace('""', '"').replace("\r\n", "\n"), after


def paste(
    form: EntryForm, text: str, anchor: Position = (0, 0)
) -> tuple[dict[Position, str], tuple[Finding, ...]]:
    """The pasted cells by row and column of the form, from the anchor on; nothing with the reasons why not.

    Blank cells are pasted too: they empty what was there. A range that reaches over the edge of the form, or
    puts something where nothing is asked, is refused whole.
    """
    found = Findings()
    if len(text) > MAX_CHARACTERS:
        found.error("form.paste_too_long", limit=str(MAX_CHARACTERS))
        return {}, tuple(found)
    rows = parse_range(text)
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    _fits(form, rows, anchor, found)
    cells: dict[Position, str] = {}
    if not found.failed:
        for down, row in enumerate(rows):
            for across, cell in enumerate(row):
                _put(form, (anchor[0] + down, anchor[1] + across), cell, cells, found)
    return ({} if found.failed else cells), tuple(found)


def _fits(form: EntryForm, rows: list[list[str]], anchor: Position, found: Findings) -> None:
    where = Place(cell=cell_name(anchor[0] + 1, anchor[1] + 1))
    room, width = len(form.lines) - anchor[0], len(form.across) - anchor[1]
    widest = max((len(_trimmed(row)) for row in rows), default=0)
    if len(rows) > room:
        found.error("form.paste_rows", where, rows=str(len(rows)), room=str(max(room, 0)))
    if widest > width:
        found.error("form.paste_columns", where, columns=str(widest), room=str(max(width, 0)))


def _trimmed(row: list[str]) -> list[str]:
    last = max((number for number, cell in enumerate(row, 1) if cell.strip()), default=0)
    return row[:last]


def _put(form: EntryForm, position: Position, text: str, cells: dict[Position, str], found: Findings) -> None:
    if form.at(position) is not None:
        cells[position] = text
    elif text.strip():
        row, column = position
        found.error("form.no_slot", Place(cell=cell_name(row + 1, column + 1)), text=text)
