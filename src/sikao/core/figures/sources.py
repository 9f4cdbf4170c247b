"""Files to a raw table of text: CSV, XLSX and Parquet, their encodings, headings and shape.

What the text means is the business of ``reading``; here it only has to have the declared columns.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from sikao.core.figures.table import COLUMNS
from sikao.core.sheets import Limits, Sheet, cell_name, read_workbook
from sikao.core.wording import Findings, Listed, Place, has_errors

CHINESE_HEADINGS = {
    "unit": "单位",
    "indicator": "指标",
    "kind": "数据类型",
    "period": "期间",
    "value": "数值",
    "unit_of_measure": "计量单位",
    "absence": "缺数情形",
    "flags": "标记",
    "caliber": "口径",
    "source": "来源",
    "since": "启用节点",
}
ECHOES = {"unit_name": "unit", "indicator_name": "indicator"}
"""Columns of names, each beside the column of codes that it repeats for whoever reads the file."""
HEADINGS = {
    "unit": CHINESE_HEADINGS["unit"],
    "unit_name": "单位名称",
    "indicator": CHINESE_HEADINGS["indicator"],
    "indicator_name": "指标名称",
    **CHINESE_HEADINGS,
}
"""Every column that a file may have, in the order in which people read them."""
OPTIONAL = frozenset({"since", *ECHOES})
"""Columns that a file may leave out: most have no revised figure, and names are for reading alone."""

_COLUMN_OF = {**{name: name for name in HEADINGS}, **{zh: name for name, zh in HEADINGS.items()}}
ROW = "row"
"""Column that holds the row number in the file, counted from 1, headings included."""

PARQUET = ".parquet"
MAX_SHOWN = 200
_LINES_AT_ONCE = 50_000
MAX_COMMAS = 1000
"""A line with more commas is no row of figures; it is told as such without being taken apart."""


@dataclass(frozen=True, slots=True)
class FileLimits:
    """How much a file of figures may hold."""

    size: int = 50_000_000
    """Bytes."""
    rows: int = 5_000_000
    """Rows below the headings."""


FILE_LIMITS = FileLimits()

NOTES = ("说明", "notes", "readme")
"""Words in the name of a sheet that say that it holds no figures."""

MAX_WORKBOOK_ROWS = 100_000
"""A workbook is read cell by cell; more rows than this belong in CSV or Parquet."""


def workbook_limits(rows: int = MAX_WORKBOOK_ROWS) -> Limits:
    """How much a workbook of figures may hold, with so many rows below its headings."""
    return Limits(rows=rows + 1, columns=len(COLUMNS) * 2, cells=len(HEADINGS) * (rows + 1))


@dataclass(frozen=True, slots=True)
class Source:
    """A file of figures, as far as a finding has to name places in it."""

    file: str
    sheet: str | None = None
    headings: tuple[str, ...] = ()
    """Columns in their order, so that a finding can name the cell of a workbook."""
    written: tuple[str, ...] = ()
    """The headings of a text file in the same order, as the file itself has them."""

    def place(self, row: int, column: str) -> Place:
        """Where a column of a row is found: a cell of a workbook, else a row and a column's name."""
        if self.sheet is None:
            return Place(file=self.file, line=row, path=self._heading(column))
        return Place(file=self.file, sheet=self.sheet, cell=cell_name(row, self.headings.index(column) + 1))

    def _heading(self, column: str) -> str:
        """A column as the file calls it; one that the file leaves out has its own name."""
        return dict(zip(self.headings, self.written, strict=True)).get(column, column)


@dataclass(frozen=True, slots=True)
class RawTable:
    """Rows as text columns ``COLUMNS`` (blank is an empty string) and ``ROW``, and where they came from.

    The columns of names (``ECHOES``) are there where the file has them.
    """

    frame: pl.DataFrame
    source: Source


def load_tables(path: Path, limits: FileLimits, found: Findings) -> list[RawTable]:
    """The rows of a file, of a workbook one table for each sheet of figures.

    None at all when something is wrong; the reasons are added to ``found``.
    """
    where = Place(file=path.name)
    loader = _LOADERS.get(path.suffix.lower())
    if loader is None:
        found.error("table.format", where, suffix=path.suffix or path.name)
        return []
    try:
        size = path.stat().st_size if path.is_file() else None
    except OSError:
        size = None
    if size is None:
        found.error("table.unreadable", where)
        return []
    if size > limits.size:
        found.error("table.too_large", where, limit=str(limits.size))
        return []
    if size == 0:
        found.error("table.empty", where)
        return []
    try:
        tables = loader(path, limits, found)
    except (OSError, pl.exceptions.PolarsError, pl.exceptions.PanicException):  # damaged Parquet panics
        found.error("table.unreadable", where)
        return []
    if has_errors(found):
        return []
    if not any(table.frame.height for table in tables):
        found.error("table.no_rows", where)
        return []
    return [_completed(table) for table in tables]


def _completed(table: RawTable) -> RawTable:
    """With the columns that a file may leave out."""
    has = table.frame.columns
    left_out = [pl.lit("").alias(name) for name in COLUMNS if name in OPTIONAL and name not in has]
    frame = table.frame.with_columns(left_out)
    kept = (*COLUMNS, *(name for name in ECHOES if name in has))
    return replace(table, frame=frame.select(ROW, *(pl.col(name).fill_null("") for name in kept)))


def _columns(headings: Sequence[str], where: Place, found: Findings) -> list[str]:
    """The column names of the headings; whatever is wrong with them is found."""
    allowed = Listed.of(f"{name} {zh}" for name, zh in CHINESE_HEADINGS.items())
    names: list[str] = []
    if len(headings) > MAX_COMMAS:
        _too_wide(len(headings), where, found)
        return names
    if not any(heading in _COLUMN_OF for heading in headings):  # a title above the headings, most often
        found.error("table.no_headings", where, allowed=allowed)
        return names
    for position, heading in enumerate(headings, 1):
        name = _COLUMN_OF.get(heading)
        if name is None:
            found.error(
                "table.unknown_column", where, position=str(position), heading=heading, allowed=allowed
            )
        elif name in names:
            found.error("table.duplicate_column", where, heading=heading)
        else:
            names.append(name)
    for name in COLUMNS:
        if name not in names and name not in OPTIONAL:
            found.error("table.missing_column", where, heading=f"{name} {CHINESE_HEADINGS[name]}")
    return names


def _too_wide(fields: int, where: Place, found: Findings) -> None:
    found.error("table.row_width", where, count=str(fields), expected=str(len(COLUMNS)))


def _load_csv(path: Path, limits: FileLimits, found: Findings) -> list[RawTable]:
    table = _read_csv(path, limits, found)
    return [] if table is None else [table]


def _read_csv(path: Path, limits: FileLimits, found: Findings) -> RawTable | None:
    where = Place(file=path.name, line=1)
    text = _decoded(path.read_bytes(), Place(file=path.name), found)
    if text is None:
        return None
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    if not lines:
        found.error("table.empty", where)
        return None
    first, _, rest = lines.partition("\n")
    if first.count(",") > MAX_COMMAS:
        _too_wide(first.count(",") + 1, where, found)
        return None
    headings = _fields(first)
    if headings is None:
        found.error("table.quotes", where)
        return None
    names = _columns(headings, where, found)
    if has_errors(found):
        return None
    source = Source(path.name, headings=tuple(names), written=tuple(headings))
    if not rest:
        return RawTable(_framed([], [], names), source)
    if rest.count("\n") >= limits.rows:
        found.error("table.too_many_rows", where, limit=str(limits.rows))
        return None
    frame = _split_lines(rest, names, path.name, found)
    return None if frame is None else RawTable(frame, source)


def _decoded(content: bytes, where: Place, found: Findings) -> str | None:
    """UTF-8 with or without a mark; else GB18030, but never for a file that carries another mark."""
    marked = content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-8-sig",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "gb18030":
            found.note("table.gb18030", where)
        return text
    found.error("table.encoding", where)
    return None


def _split_lines(lines: str, names: Sequence[str], file: str, found: Findings) -> pl.DataFrame | None:
    """One record a line. Lines without quotation marks are split at once, the others one by one."""
    width = len(names)
    table = pl.DataFrame({"line": [lines]}).select(pl.col("line").str.split("\n").explode())
    table = table.with_columns(pl.int_range(2, pl.len() + 2).alias(ROW))
    commas = pl.col("line").str.count_matches(",", literal=True)
    quoted = pl.col("line").str.contains('"', literal=True) & (commas <= MAX_COMMAS)
    plain = table.filter(~quoted)
    for row, count in plain.filter(commas != width - 1).select(ROW, commas + 1).head(MAX_SHOWN).iter_rows():
        found.error("table.row_width", Place(file, row), count=str(count), expected=str(width))
    slow = _split_quoted(table.filter(quoted), names, file, found)
    if has_errors(found):
        return None
    fields = pl.col("line").str.split_exact(",", width - 1).struct.rename_fields(list(names)).alias("fields")
    split = plain.select(ROW, fields).unnest("fields")
    # Both are in order already: sorting would hold everything twice.
    return split.merge_sorted(slow, ROW) if slow.height else split


def _split_quoted(table: pl.DataFrame, names: Sequence[str], file: str, found: Findings) -> pl.DataFrame:
    """The fields of lines with quotation marks; so many at a time that their texts fit into the memory."""
    parts = (_split_some(part, names, file, found) for part in table.iter_slices(_LINES_AT_ONCE))
    return pl.concat([_framed([], [], names), *parts])


def _split_some(table: pl.DataFrame, names: Sequence[str], file: str, found: Findings) -> pl.DataFrame:
    """All in one go unless something is wrong."""
    if len(found) >= MAX_SHOWN:
        return _framed([], [], names)
    lines, numbers = table["line"].to_list(), table[ROW].to_list()
    try:
        records = list(csv.reader(lines, strict=True))
    except csv.Error:
        records = []
    if len(records) != len(lines) or any(len(record) != len(names) for record in records):
        _explain_quoted(zip(numbers, lines, strict=True), len(names), file, found)
        return _framed([], [], names)
    return _framed(numbers, records, names)


def _explain_quoted(lines: Iterable[tuple[int, str]], width: int, file: str, found: Findings) -> None:
    """Which lines are at fault, at most as many as are shown."""
    faults = 0
    for row, line in lines:
        fields = _fields(line)
        if fields is not None and len(fields) == width:
            continue
        faults += 1
        if fields is None:
            found.error("table.quotes", Place(file, row))
        else:
            found.error("table.row_width", Place(file, row), count=str(len(fields)), expected=str(width))
        if faults == MAX_SHOWN:
            return


def _fields(line: str) -> list[str] | None:
    """The fields of one line, or ``None`` when its quotation marks do not match."""
    try:
        return next(csv.reader([line], strict=True))
    except csv.Error:
        return None


def _framed(numbers: Sequence[int], records: Sequence[Sequence[str]], names: Sequence[str]) -> pl.DataFrame:
    texts = [
        pl.Series(name, [record[position] for record in records], pl.String)
        for position, name in enumerate(names)
    ]
    return pl.DataFrame([pl.Series(ROW, numbers, pl.Int64), *texts])


def _load_workbook(path: Path, limits: FileLimits, found: Findings) -> list[RawTable]:
    """Every sheet of figures, through the gate of ``sheets``, which refuses formulas, dates and what hides.

    A workbook often has a sheet for each bureau. Sheets called notes are passed over; any other that holds
    something and no figures is refused: nobody shall believe that it was read.
    """
    bounds = workbook_limits(min(limits.rows, MAX_WORKBOOK_ROWS))
    workbook, findings = read_workbook(path, limits=bounds)
    found.extend(findings)
    if workbook is None:
        return []
    filled = [sheet for sheet in workbook.sheets if sheet.height]
    if not filled:
        found.error("table.empty", Place(file=path.name))
        return []
    # Where no sheet looks like figures, the first is told what is wrong with its headings.
    meant = [sheet for sheet in filled if _has_headings(sheet)] or filled[:1]
    for sheet in filled:
        if sheet not in meant:
            _tell_passed_over(sheet, path.name, found)
    tables = [_sheet_table(sheet, path.name, found) for sheet in meant]
    return [] if has_errors(found) else tables


def _has_headings(sheet: Sheet) -> bool:
    """Whether the first row has at least half of the headings, right or not in the rest."""
    names = {_COLUMN_OF.get(sheet.text(1, column)) for column in range(1, sheet.width + 1)} - {None}
    return len(names - OPTIONAL) * 2 >= len(HEADINGS) - len(OPTIONAL)


def _tell_passed_over(sheet: Sheet, file: str, found: Findings) -> None:
    where = Place(file=file, sheet=sheet.name)
    if any(word in sheet.name.lower() for word in NOTES):
        found.note("table.notes_sheet", where)
    else:
        found.error("table.other_sheet", where)


def _sheet_table(sheet: Sheet, file: str, found: Findings) -> RawTable:
    headings, *records = sheet.rows()
    names = _columns(headings, Place(file=file, sheet=sheet.name), found)
    source = Source(file, sheet.name, tuple(names))
    if has_errors(found):
        return RawTable(_framed([], [], names), source)
    filled = [(row, record) for row, record in enumerate(records, 2) if any(record)]
    return RawTable(_framed([row for row, _ in filled], [record for _, record in filled], names), source)


def _load_parquet(path: Path, limits: FileLimits, found: Findings) -> list[RawTable]:
    """Columns of text. What a damaged file can do to the process that reads it is in ``trial``."""
    with path.open("rb") as file:  # Polars takes names that are not UTF-8 for none, and others for patterns
        return _read_parquet(pl.scan_parquet(file), path.name, limits, found)


def _read_parquet(source: pl.LazyFrame, name: str, limits: FileLimits, found: Findings) -> list[RawTable]:
    where = Place(file=name)
    schema = source.collect_schema()
    names = _columns(schema.names(), where, found)
    for heading, kind in schema.items():
        exact = kind.is_integer() or kind.is_decimal()
        if kind not in (pl.String, pl.Null) and not (exact and _COLUMN_OF.get(heading) == "value"):
            found.error("table.column_type", where, heading=heading, type=str(kind))
    if has_errors(found):
        return []
    if source.select(pl.len()).collect().item() > limits.rows:
        found.error("table.too_many_rows", where, limit=str(limits.rows))
        return []
    table = source.collect().rename(dict(zip(schema.names(), names, strict=True)))
    table = table.with_columns(pl.int_range(2, pl.len() + 2).alias(ROW), pl.col(names).cast(pl.String))
    return [RawTable(table, Source(name, headings=tuple(names), written=tuple(schema.names())))]


_LOADERS: dict[str, Callable[[Path, FileLimits, Findings], list[RawTable]]] = {
    ".csv": _load_csv,
    ".xlsx": _load_workbook,
    PARQUET: _load_parquet,
}
