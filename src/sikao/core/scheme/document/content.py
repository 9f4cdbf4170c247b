"""What a printed scheme consists of: sections of paragraphs and tables, ready for Markdown and for a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sikao.core.figures.absence import Absence
from sikao.core.scheme.saying import NOTHING
from sikao.core.wording import Term

WIDE = 6
"""From this many columns on, a table needs paper on its side."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: a caption (empty where the section's title says all), headings, rows of as many cells."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def cells(self) -> tuple[tuple[tuple[str, bool], ...], ...]:
        """The rows with, beside every cell, whether it stands in a column of numbers."""
        columns = zip(*self.rows, strict=True)
        numeric = [any(map(_is_number, column)) and all(map(_fits_numbers, column)) for column in columns]
        return tuple(tuple(zip(row, numeric, strict=True)) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered heading with paragraphs, then tables below it."""

    title: str
    paragraphs: tuple[str, ...] = ()
    grids: tuple[Grid, ...] = ()

    @property
    def wide(self) -> bool:
        """Whether a table of it needs paper on its side; then the whole section has it, with its heading."""
        return any(len(grid.headings) >= WIDE for grid in self.grids)


@dataclass(frozen=True, slots=True)
class SchemeDocument:
    """The whole document. ``label`` is shown wherever the document is; ``issue`` is (heading, words)."""

    title: str
    label: str
    issue: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]


_NO_NUMBER = frozenset({"", NOTHING, *(absence.term.zh for absence in Absence)}) | frozenset(
    absence.term.en for absence in Absence
)


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"−?\d+(\.\d+)?(/\d+)?%?", text))


def _fits_numbers(text: str) -> bool:
    return text in _NO_NUMBER or _is_number(text)


ILLUSTRATIVE = Term("示例，非正式文件", "Illustration, not an official paper")


def grid(caption: str, headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> tuple[Grid, ...]:
    """A table without the columns in which nothing stands; no table where there are no rows."""
    if not rows:
        return ()
    kept = [i for i in range(len(headings)) if i == 0 or any(row[i] for row in rows)]
    return (
        Grid(
            caption,
            tuple(headings[i] for i in kept),
            tuple(tuple(row[i] for i in kept) for row in rows),
        ),
    )
