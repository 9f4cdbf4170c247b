"""Where schemes stand below the folders of a place: folders of text, and workbooks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from sikao.core.scheme.workbook.columns import FRAME
from sikao.core.scheme.workbook.reading import LIMITS
from sikao.core.sheets import scan_workbook

HOME_FILE = "scheme.yaml"
DEPTH = 2
"""A folder of text is named itself, or stands at most so many folders below a named one."""

_WORKBOOK = ".xlsx"
_CARDS = "scorecards"


def find_schemes(places: Sequence[Path]) -> tuple[Path, ...]:
    """Every folder and workbook that is meant as a scheme, in order broken ones too; each once.

    A named workbook always is one; in a named folder those are that have a scheme's first sheet, or cannot be
    opened. Workbooks inside a scheme's own folder, or deeper than the named folder, are figures or results.
    """
    found: dict[Path, Path] = {}
    for place in places:
        for home in _below(place):
            found.setdefault(home.resolve(), home)
    return tuple(found.values())


def _below(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
        return
    for depth in range(DEPTH + 1):
        for folder in sorted(place.glob("*/" * depth)) if depth else [place]:
            if folder.is_dir() and _is_text_form(folder):
                yield folder
    if place.is_dir() and not _is_text_form(place):
        yield from (file for file in sorted(place.iterdir()) if _is_workbook(file))


def _is_text_form(folder: Path) -> bool:
    return (folder / HOME_FILE).is_file() or (folder / _CARDS).is_dir()


def _is_workbook(file: Path) -> bool:
    """By its first sheet; what programs leave beside an open file is none."""
    if file.suffix.lower() != _WORKBOOK or file.name.startswith((".", "~$")) or not file.is_file():
        return False
    workbook = scan_workbook(file, limits=LIMITS).workbook
    return workbook is None or any(sheet.name == FRAME for sheet in workbook.sheets)
