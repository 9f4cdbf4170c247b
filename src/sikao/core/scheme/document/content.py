"""What a printed scheme consists of: sections of paragraphs and tables, ready for Markdown and for a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
    def wide(self) -> bool:
        """Whether it needs paper on its side."""
        return len(self.headings) >= WIDE


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered heading with paragraphs, then tables below it."""

    title: str
    paragraphs: tuple[str, ...] = ()
    grids: tuple[Grid, ...] = ()


@dataclass(frozen=True, slots=True)
class SchemeDocument:
    """The whole document. ``label`` is shown wherever the document is; ``issue`` is (heading, words)."""

    title: str
    label: str
    issue: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]


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
