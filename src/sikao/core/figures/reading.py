"""Files to figures. Every text goes through its one parser; whatever is wrong is told at once, with its row.

Big files stay fast because columns with few different texts are parsed once per text, plain values are
checked and made canonical in columns, and only rows at fault are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import polars as pl

from sikao.core.figures.absence import REPORTABLE_ABSENCES, Absence, Flag
from sikao.core.figures.codes import check_code, check_indicator
from sikao.core.figures.measures import STANDARD_MEASURES, MeasureTable
from sikao.core.figures.numbers import MAX_DECIMALS, MAX_INTEGER_DIGITS, PLAIN, parse_number, rule_for
from sikao.core.figures.origins import FILE, Located
from sikao.core.figures.sources import (
    ECHOES,
    FILE_LIMITS,
    MAX_SHOWN,
    PARQUET,
    ROW,
    FileLimits,
    RawTable,
    Source,
    load_tables,
)
from sikao.core.figures.spellings import parse_period
from sikao.core.figures.table import COLUMNS, KEY, VERSION, Figures, Kind
from sikao.core.figures.trial import Run, survives
from sikao.core.wording import (
    NOWHERE,
    Detail,
    Finding,
    Findings,
    Listed,
    Place,
    Severity,
    Term,
    has_errors,
    nearest_or_none,
)

_Told = tuple[Finding, ...]
_Parse = Callable[[str], tuple[str | None, _Told]]

MAX_FREE_TEXT = 200
_MAX_FAULTY_TEXTS = 1000
"""Different faulty texts of one column after which a file is not parsed any further."""

_PLAIN = rf"^[+-]?(?:0|[1-9][0-9]{{0,{MAX_INTEGER_DIGITS - 1}}})(?:\.[0-9]{{1,{MAX_DECIMALS}}})?$"
_UNSEEN = r"[\p{C}\p{Zl}\p{Zp}\x{00A0}\x{2000}-\x{200F}\x{202F}\x{205F}\x{3000}]"


class _Report:
    """Findings with their rows: the first 200 in full, the others counted."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings = Findings()
        self.place = Source(file).place
        self.hidden = 0

    def tell(self, rows: pl.DataFrame, column: str, told: Callable[[tuple[str, ...]], _Told]) -> None:
        """Tell the findings of each row; ``rows`` has ``ROW`` and then the texts handed to ``told``."""
        room = max(0, MAX_SHOWN - len(self.findings))
        for number, *texts in rows.head(room).iter_rows():
            place = self.place(number, column)
            self.findings.extend(replace(finding, where=place) for finding in told(tuple(texts)))
        self.hidden += max(0, rows.height - room)

    def closed(self) -> tuple[Finding, ...]:
        """All findings in reading order, at the end how many more there are."""
        if not self.hidden:
            return self.findings.sorted()
        severity = Severity.ERROR if self.findings.failed else Severity.NOTE
        more = Finding("table.more", severity, Place(file=self.file), {"count": str(self.hidden)})
        return (*self.findings.sorted(), more)


Words = Mapping[str, Mapping[str, str]]
NO_WORDS: Words = {}
Names = Mapping[str, Mapping[str, Term]]
NO_NAMES: Names = {}


def read_figures(
    path: Path | str,
    *,
    measures: MeasureTable = STANDARD_MEASURES,
    year: int | None = None,
    limits: FileLimits = FILE_LIMITS,
) -> tuple[Figures | None, tuple[Finding, ...]]:
    """The figures of a CSV, XLSX or Parquet file; ``None`` as soon as one finding is an error.

    ``year`` is the year of periods written without one. Columns, encodings and limits are described in
    ``docs/algorithms/numbers-and-periods.md``.
    """
    located, findings = read_files([Path(path)], measures=measures, year=year, limits=limits)
    return (None if located is None else located.figures), findings


def read_files(
    paths: Sequence[Path],
    *,
    measures: MeasureTable = STANDARD_MEASURES,
    year: int | None = None,
    limits: FileLimits = FILE_LIMITS,
    words: Words = NO_WORDS,
    names: Names = NO_NAMES,
    run: Run | None = None,
) -> tuple[Located | None, tuple[Finding, ...]]:
    """The figures of several files as one table, with where each stands; otherwise like ``read_figures``.

    ``words`` are the words that stand for a score, by item, each with its number; ``names`` what the codes of
    a column are called: a name beside a code that is not its own is refused.
    With ``run``, which starts processes, a Parquet file is first tried in one of its own (see ``trial``).
    """
    told: list[Finding] = []
    parts: list[pl.DataFrame] = []
    sources: list[Source] = []
    for path in paths:
        if run is not None and path.suffix.lower() == PARQUET and not survives(path, run):
            told.append(Finding("table.unreadable", Severity.ERROR, Place(file=path.name)))
            continue
        read, findings = _read_file(path, measures, year, limits, words, names)
        told.extend(findings)
        for table in read:
            parts.append(table.frame.with_columns(pl.lit(len(sources), pl.UInt32).alias(FILE)))
            sources.append(table.source)
    if has_errors(told) or not parts:
        return None, tuple(told)
    located = Located(pl.concat(parts), tuple(sources))
    doubled = _duplicates(located)
    return (None if doubled else located), (*told, *doubled)


def _read_file(
    path: Path, measures: MeasureTable, year: int | None, limits: FileLimits, words: Words, names: Names
) -> tuple[list[RawTable], tuple[Finding, ...]]:
    """The rows of one file in canonical form, with ``COLUMNS`` and ``ROW``; a workbook's sheet by sheet."""
    report = _Report(path.name)
    read: list[RawTable] = []
    for raw in load_tables(path, limits, report.findings):
        report.place = raw.source.place
        _check_echoes(raw.frame, names, report)
        table = _read_texts(raw.frame, measures, year, report)
        table = _read_values(_with_numbers_for_words(table, words), measures, report)
        read.append(replace(raw, frame=table.select(*COLUMNS, ROW)))
    findings = report.closed()
    return ([] if has_errors(findings) else read), findings


def _check_echoes(table: pl.DataFrame, names: Names, report: _Report) -> None:
    """A name beside a known code has to be the code's: it shows which of the two is the slip."""
    for echo, column in ECHOES.items():
        if echo not in table.columns:
            continue
        known = names.get(column, {})
        pairs = table.filter(pl.col(echo) != "").select(column, echo).unique().rows()
        wrong = [
            (code, name) for code, name in pairs if code in known and name not in _spellings(known[code])
        ]
        if wrong:
            faulty = pl.DataFrame(wrong, schema={column: pl.String, echo: pl.String}, orient="row")
            rows = table.join(faulty, on=[column, echo], maintain_order="left").select(ROW, column, echo)
            report.tell(rows, echo, partial(_other_name, known))


def _spellings(name: Term) -> tuple[str, str]:
    return name.zh, name.en


def _other_name(known: Mapping[str, Term], texts: tuple[str, ...]) -> _Told:
    code, text = texts
    found = Findings()
    found.error("code.other_name", NOWHERE, code=code, text=text, name=known[code])
    return tuple(found)


def _read_texts(
    table: pl.DataFrame, measures: MeasureTable, year: int | None, report: _Report
) -> pl.DataFrame:
    """The columns other than the value, in canonical form; null where a text is refused."""
    parsers: dict[str, _Parse] = {
        "unit": lambda text: (text, check_code(text)),
        "indicator": lambda text: (text, check_indicator(text)),
        "kind": _parse_kind,
        "period": lambda text: _parse_period(text, year),
        "unit_of_measure": lambda text: _parse_measure(text, measures),
        "absence": _parse_absence,
        "flags": _parse_flags,
        "since": lambda text: (text, check_code(text) if text else ()),
    }
    for column in ("caliber", "source"):
        _check_free_text(table, column, report)
    given = table.select(pl.col("absence").alias("given_absence"))
    read = [_read_column(table, column, parse, report) for column, parse in parsers.items()]
    return table.with_columns(*read).hstack(given)


def _read_column(table: pl.DataFrame, column: str, parse: _Parse, report: _Report) -> pl.Series:
    canonical: dict[str, str] = {}
    refused: dict[str, _Told] = {}
    for text in table[column].unique(maintain_order=True):
        result, findings = parse(text)
        if result is None or findings:
            refused[text] = findings
            if len(refused) == _MAX_FAULTY_TEXTS:
                break
        else:
            canonical[text] = result
    if refused:
        faulty = table.filter(pl.col(column).is_in(list(refused))).select(ROW, column)
        report.tell(faulty, column, lambda texts: refused[texts[0]])
    return table[column].replace_strict(
        list(canonical), list(canonical.values()), default=None, return_dtype=pl.String
    )


def _word(text: str, words: dict[str, str], code: str) -> tuple[str | None, _Told]:
    """The canonical form of one word of a closed list."""
    if text in words:
        return words[text], ()
    return None, (_closed_list(code, text, words),)


def _closed_list(code: str, text: str, words: dict[str, str]) -> Finding:
    details: dict[str, Detail] = {
        "text": text,
        "near": nearest_or_none(text, words),
        "allowed": Listed.of(words),
    }
    return Finding(code, Severity.ERROR, details=details)


def _both(entries: Iterable[Absence | Flag | Kind]) -> dict[str, str]:
    """Codes and Chinese words of a closed list, each with its code."""
    ordered = sorted(entries)
    return {
        **{entry.value: entry.value for entry in ordered},
        **{entry.term.zh: entry.value for entry in ordered},
    }


_KINDS = _both(Kind)
_ABSENCES = _both(REPORTABLE_ABSENCES)
_RESERVED = _both(frozenset(Absence) - REPORTABLE_ABSENCES)
_FLAGS = _both(Flag)


def _parse_kind(text: str) -> tuple[str | None, _Told]:
    return _word(text, _KINDS, "figure.unknown_kind")


def _parse_absence(text: str) -> tuple[str | None, _Told]:
    if not text:
        return "", ()
    if text in _RESERVED:
        return None, (_closed_list("figure.reserved_absence", text, _ABSENCES),)
    return _word(text, _ABSENCES, "figure.unknown_absence")


def _parse_flags(text: str) -> tuple[str | None, _Told]:
    words = text.split(" ") if text else []
    if all(word in _FLAGS for word in words):
        return " ".join(sorted({_FLAGS[word] for word in words})), ()
    return None, (_closed_list("figure.unknown_flag", text, _FLAGS),)


def _parse_period(text: str, year: int | None) -> tuple[str | None, _Told]:
    period, findings = parse_period(text, year=year)
    return (None if period is None else str(period)), findings


def _parse_measure(text: str, measures: MeasureTable) -> tuple[str | None, _Told]:
    if not text:
        return "", ()  # refused together with the value, if there is one
    unit, findings = measures.find(text)
    return (None if unit is None else unit.code), findings


def _check_free_text(table: pl.DataFrame, column: str, report: _Report) -> None:
    """Remarks may say anything that can be seen, in at most 200 characters."""
    text = pl.col(column)
    long = table.filter(text.str.len_chars() > MAX_FREE_TEXT).select(ROW, column)
    report.tell(long, column, _long_text)
    report.tell(table.filter(text.str.contains(_UNSEEN)).select(ROW, column), column, _hidden_text)


def _long_text(texts: tuple[str, ...]) -> _Told:
    details = {"text": texts[0], "limit": str(MAX_FREE_TEXT)}
    return (Finding("figure.long_text", Severity.ERROR, details=details),)


def _hidden_text(texts: tuple[str, ...]) -> _Told:
    return (Finding("figure.hidden_text", Severity.ERROR, details={"text": texts[0]}),)


def _with_numbers_for_words(table: pl.DataFrame, words: Words) -> pl.DataFrame:
    """The rows with the number in place of a word that stands for a score of their item."""
    known = pl.DataFrame(
        [(item, Kind.SCORE.value, word, text) for item, of in words.items() for word, text in of.items()],
        schema=dict.fromkeys(("item", "kind", "value", "number"), pl.String),
        orient="row",
    )
    if known.is_empty():
        return table
    item = pl.col("indicator").str.split("/").list.first().alias("item")
    joined = table.with_columns(item).join(
        known, on=["item", "kind", "value"], how="left", maintain_order="left"
    )
    return joined.with_columns(pl.coalesce("number", "value").alias("value")).drop("item", "number")


def _read_values(table: pl.DataFrame, measures: MeasureTable, report: _Report) -> pl.DataFrame:
    """Canonical values; null where there is an absence, or where the text is refused."""
    has_value, has_absence = pl.col("value") != "", pl.col("given_absence") != ""
    both = table.filter(has_value & has_absence).select(ROW, "value", "given_absence")
    report.tell(both, "value", _value_and_absence)
    bare = table.filter(has_value & ~has_absence & (pl.col("unit_of_measure") == "")).select(ROW)
    report.tell(bare, "unit_of_measure", lambda _: measures.find("")[1])

    names = {unit.code: unit.zh for unit in measures}
    own = pl.col("unit_of_measure").replace_strict(names, default="", return_dtype=pl.String)
    table = table.with_columns(pl.col("value").str.strip_suffix(own).alias("bare"))
    plain = pl.col("bare").str.contains(_PLAIN)
    measured = pl.col("unit_of_measure").fill_null("") != ""
    slow = table.filter(~plain & ~has_absence & (measured | ~has_value)).select(
        ROW, "value", "unit_of_measure"
    )
    known = _read_slowly(slow, measures, report)
    return (
        table.join(known, on=["value", "unit_of_measure"], how="left", maintain_order="left")
        .with_columns(pl.when(plain).then(_canonical_column()).otherwise(pl.col("canonical")).alias("value"))
        .with_columns(pl.when(pl.col("absence") != "").then(pl.col("absence")).alias("absence"))
    )


def _value_and_absence(texts: tuple[str, ...]) -> _Told:
    details = {"value": texts[0], "absence": texts[1]}
    return (Finding("figure.value_and_absence", Severity.ERROR, details=details),)


def _canonical_column() -> pl.Expr:
    """Canonical text of values of the plain grammar: ``decimals.canonical`` for a whole column."""
    unsigned = pl.col("bare").str.strip_prefix("+")
    shortened = unsigned.str.strip_chars_end("0").str.strip_chars_end(".")
    text = pl.when(unsigned.str.contains(".", literal=True)).then(shortened).otherwise(unsigned)
    return pl.when(text == "-0").then(pl.lit("0")).otherwise(text)


def _read_slowly(slow: pl.DataFrame, measures: MeasureTable, report: _Report) -> pl.DataFrame:
    """Values outside the plain form, each read once: ``value``, ``unit_of_measure``, ``canonical``."""
    read: list[tuple[str, str, str]] = []
    told: dict[tuple[str, ...], _Told] = {}
    refused = 0
    rules = {unit.code: rule_for(unit) for unit in measures} | {"": PLAIN}
    pairs = slow.select("value", pl.col("unit_of_measure").fill_null("")).unique(maintain_order=True)
    for text, code in pairs.iter_rows():
        number, findings = parse_number(text, rules[code])
        if findings:
            told[text, code] = findings
        if number is not None:
            read.append((text, code, number.canonical))
            continue
        refused += 1
        if refused == _MAX_FAULTY_TEXTS:
            break
    if told:
        keys = pl.DataFrame(
            list(told), schema={"value": pl.String, "unit_of_measure": pl.String}, orient="row"
        )
        rows = slow.with_columns(pl.col("unit_of_measure").fill_null(""))
        rows = rows.join(keys, on=["value", "unit_of_measure"], how="semi", maintain_order="left")
        report.tell(rows, "value", lambda texts: told[texts])
    schema = {"value": pl.String, "unit_of_measure": pl.String, "canonical": pl.String}
    return pl.DataFrame(read, schema=schema, orient="row")


def _duplicates(located: Located) -> tuple[Finding, ...]:
    """An error at every row whose key an earlier row has, and which: 200 of them, the others counted."""
    doubled = located.rows.filter(pl.struct(VERSION).is_duplicated())
    if doubled.is_empty():
        return ()
    here = pl.struct(FILE, ROW)
    later = doubled.with_columns(here.first().over(VERSION).alias("first")).filter(pl.col("first") != here)
    found = Findings()
    for row in later.head(MAX_SHOWN).iter_rows(named=True):
        first, where = (located.sources[at[FILE]].place(at[ROW], "unit") for at in (row["first"], row))
        details: dict[str, Detail] = {name: row[name] for name in KEY}
        found.error("figure.duplicate", where, first=str(replace(first, path=None)), **details)
    if later.height > MAX_SHOWN:
        found.error("table.more", count=str(later.height - MAX_SHOWN))
    return found.sorted()
