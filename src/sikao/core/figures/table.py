"""The tidy table of figures: one row per unit, indicator, kind and period, with a value or an absence.

A figure that was revised has a row for each version, which says since which checkpoint it counts.

Rows are kept in columns of text, so that a million figures fit easily and no value passes through binary
floating point; single figures are made when asked for.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import polars as pl

from sikao.core.figures.absence import Absence, Flag
from sikao.core.figures.codes import is_code, split_indicator
from sikao.core.figures.decimals import canonical
from sikao.core.figures.periods import Period
from sikao.core.wording import Findings, FindingsError, Term

KEY = ("unit", "indicator", "kind", "period")
VERSION = (*KEY, "since")
"""What identifies one version of a figure."""

COLUMNS = (*KEY, "value", "unit_of_measure", "absence", "flags", "caliber", "source", "since")
"""Columns of the frame, all text. ``value`` or ``absence`` is null; the others are never null."""

_SCHEMA = dict.fromkeys(COLUMNS, pl.String)
_ROWS_AT_A_TIME = 65_536
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Kind(StrEnum):
    """What a figure says about its indicator."""

    LEVEL = "level"
    GROWTH = "growth"
    INCREMENT = "increment"
    RANK = "rank"
    SCORE = "score"

    @property
    def term(self) -> Term:
        """The words shown to people; the Chinese form is accepted in files."""
        return _KIND_TERMS[self]


_KIND_TERMS = {
    Kind.LEVEL: Term("总量", "level"),
    Kind.GROWTH: Term("增速", "growth"),
    Kind.INCREMENT: Term("增量", "increment"),
    Kind.RANK: Term("位次", "rank"),
    Kind.SCORE: Term("得分", "score"),
}

FigureKey = tuple[str, str, Kind, Period, str]


@dataclass(frozen=True, slots=True)
class Figure:
    """One fact. Exactly one of ``value`` and ``absence`` is given.

    ``unit`` and ``indicator`` are code ids, the latter ``item`` or ``item/member``; ``unit_of_measure`` is
    the code of a unit of measure, empty only where there is no value; ``caliber`` names the statistical
    definition. ``since`` is the code of the checkpoint since which a revision counts, empty for what was
    reported first.
    """

    unit: str
    indicator: str
    kind: Kind
    period: Period
    value: Decimal | None = None
    unit_of_measure: str = ""
    absence: Absence | None = None
    flags: frozenset[Flag] = frozenset()
    caliber: str = ""
    source: str = ""
    since: str = ""

    def __post_init__(self) -> None:
        if (self.value is None) == (self.absence is None):
            raise ValueError("a figure has a value or an absence: one of them, not both")
        if not is_code(self.unit) or split_indicator(self.indicator) is None:
            raise ValueError(f"not code ids: {self.unit!r}, {self.indicator!r}")
        if self.value is not None:
            canonical(self.value)
            if not self.unit_of_measure:
                raise ValueError("a value has a unit of measure")

    @property
    def key(self) -> FigureKey:
        """What identifies this version of the figure."""
        return (self.unit, self.indicator, self.kind, self.period, self.since)

    def to_row(self) -> dict[str, str | None]:
        """The figure as one row of the frame."""
        return {
            "unit": self.unit,
            "indicator": self.indicator,
            "kind": self.kind.value,
            "period": str(self.period),
            "value": None if self.value is None else canonical(self.value),
            "unit_of_measure": self.unit_of_measure,
            "absence": None if self.absence is None else self.absence.value,
            "flags": " ".join(sorted(self.flags)),
            "caliber": self.caliber,
            "source": self.source,
            "since": self.since,
        }

    @classmethod
    def from_row(cls, row: dict[str, str | None]) -> Figure:
        """The figure of one row of the frame."""
        value, absence = row["value"], row["absence"]
        return cls(
            row["unit"] or "",
            row["indicator"] or "",
            Kind(row["kind"] or ""),
            Period.from_canonical(row["period"] or ""),
            None if value is None else Decimal(value),
            row["unit_of_measure"] or "",
            None if absence is None else Absence(absence),
            frozenset(Flag(word) for word in (row["flags"] or "").split()),
            row["caliber"] or "",
            row["source"] or "",
            row["since"] or "",
        )


class Figures:
    """An immutable table of figures, sorted by unit, indicator, kind, period and since; no key is there
    twice.
    """

    __slots__ = ("_frame", "_index")

    def __init__(self, frame: pl.DataFrame) -> None:
        """From a frame with exactly ``COLUMNS``, all in canonical form. Doubled keys raise ``FindingsError``.

        The contents of the columns are taken on trust: files come in through ``read_figures``, single figures
        through ``Figures.of``.
        """
        if tuple(frame.columns) != COLUMNS or any(kind != pl.String for kind in frame.dtypes):
            raise ValueError(f"a frame of figures has the text columns {', '.join(COLUMNS)}")
        self._frame = frame.sort(VERSION)
        self._index: dict[tuple[str, ...], int] | None = None
        doubled = self._frame.filter(pl.struct(VERSION).is_duplicated()).unique(VERSION, maintain_order=True)
        if doubled.height:
            raise FindingsError(_doubled(doubled))

    @classmethod
    def of(cls, figures: Iterable[Figure]) -> Figures:
        """A table of single figures."""
        return cls(pl.DataFrame([figure.to_row() for figure in figures], schema=_SCHEMA))

    def __len__(self) -> int:
        return self._frame.height

    def __iter__(self) -> Iterator[Figure]:
        return (Figure.from_row(row) for row in self._frame.iter_rows(named=True))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Figures) and self._frame.equals(other._frame)

    def __hash__(self) -> int:
        return hash(self.digest())

    def get(self, unit: str, indicator: str, kind: Kind, period: Period, since: str = "") -> Figure | None:
        """The figure with this key, if there is one."""
        if self._index is None:
            self._index = {key: row for row, key in enumerate(self._frame.select(VERSION).iter_rows())}
        row = self._index.get((unit, indicator, kind.value, str(period), since))
        return None if row is None else Figure.from_row(self._frame.row(row, named=True))

    def updated(self, figures: Iterable[Figure]) -> Figures:
        """A table in which these figures are added, or stand in the place of all versions of the same one."""
        newer = Figures.of(figures).to_frame()
        kept = self._frame.join(newer, on=KEY, how="anti")
        return Figures(pl.concat([kept, newer]))

    def revised(self, figure: Figure) -> Figures:
        """A table with one more version of a figure: what counts since an earlier checkpoint stays."""
        newer = Figures.of([figure]).to_frame()
        kept = self._frame.join(newer, on=VERSION, how="anti")
        return Figures(pl.concat([kept, newer]))

    @property
    def synthetic(self) -> bool:
        """Whether any figure was made up for a demonstration."""
        flags = self._frame["flags"].unique().drop_nulls()
        return any(Flag.SYNTHETIC.value in words.split() for words in flags)

    def select(self, condition: pl.Expr) -> Figures:
        """The figures for which an expression over ``COLUMNS`` holds."""
        return Figures(self._frame.filter(condition))

    def to_frame(self) -> pl.DataFrame:
        """The table as a Polars frame with the text columns ``COLUMNS``, sorted by key."""
        return self._frame

    def canonical_rows(self) -> list[dict[str, str | list[str] | None]]:
        """Plain rows for JSON, sorted by key; values are canonical text, flags a sorted list."""
        return list(_plain_rows(self._frame))

    def digest(self) -> str:
        """SHA-256, in hexadecimal, of the canonical rows.

        One JSON object a row, with sorted keys, no spaces, in UTF-8, each ended by a line feed. The order in
        which figures were given does not matter.
        """
        lines = self._frame.select(pl.concat_str(_json_parts(self._frame)).alias("line"))
        hasher = hashlib.sha256()
        for part in lines.iter_slices(_ROWS_AT_A_TIME):
            hasher.update("".join(part["line"]).encode())
        return hasher.hexdigest()


def _json_parts(frame: pl.DataFrame) -> list[pl.Series]:
    """The pieces of each row's JSON line, as columns: keys in order, every different text encoded once."""
    parts: list[pl.Series] = []
    for name in sorted(COLUMNS):
        column = frame[name]
        parts.append(pl.Series([f'{"," if parts else "{"}"{name}":']).new_from_index(0, frame.height))
        if name == "value":
            parts.append(('"' + column + '"').fill_null("null"))  # canonical decimals need no escaping
            continue
        texts = column.unique().to_list()
        encoded = [_encode(text.split() if name == "flags" and text is not None else text) for text in texts]
        parts.append(column.replace_strict(texts, encoded, return_dtype=pl.String))
    return [*parts, pl.Series(["}\n"]).new_from_index(0, frame.height)]


def _plain_rows(frame: pl.DataFrame) -> Iterator[dict[str, str | list[str] | None]]:
    for row in frame.iter_rows(named=True):
        row["flags"] = row["flags"].split()
        yield row


def _doubled(frame: pl.DataFrame) -> Findings:
    found = Findings()
    for unit, indicator, kind, period in frame.select(KEY).head(200).iter_rows():
        found.error("figure.duplicate", unit=unit, indicator=indicator, kind=kind, period=period, first="—")
    return found
