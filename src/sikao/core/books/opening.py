"""A scheme with the figures it is scored on, both read and checked: the one way in for every caller."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from sikao.core.books.asking import refusal
from sikao.core.figures.checking import check_figures, convert_figures
from sikao.core.figures.codes import with_known_codes
from sikao.core.figures.origins import Located
from sikao.core.figures.reading import read_files
from sikao.core.figures.table import Figures
from sikao.core.figures.trial import Run
from sikao.core.scheme import Scheme, load_scheme
from sikao.core.scheme.catalogue import catalogue_of, words_of
from sikao.core.scheme.known_codes import codes_in_figures, names_in_figures
from sikao.core.wording import (
    MAX_FINDINGS,
    Finding,
    Findings,
    FindingsError,
    Place,
    Severity,
    has_errors,
)

FIGURES_FOLDER = "figures"
_FIGURE_FILES = (".csv", ".xlsx", ".parquet")
_LIKE_FIGURE_FILES = (*_FIGURE_FILES, ".xls", ".xlsm", ".xlsb", ".et", ".ods", ".tsv")


@dataclass(frozen=True, slots=True)
class Opened:
    """A scheme and its figures in the items' units of measure; ``findings`` are warnings and notes only."""

    scheme: Scheme
    figures: Figures
    findings: tuple[Finding, ...]


def open_scheme(path: Path | str, figures: Path | str | None = None, *, run: Run | None = None) -> Opened:
    """Read and check a scheme (folder or workbook) and figures: a file or folder, by default its own.

    A scheme's own figures stand in the folder ``figures`` inside its folder, or beside its workbook. Claims
    against last year are checked where last year's scheme lies beside this one. Raises ``FindingsError`` with
    everything that was found as soon as one finding is an error. With ``run``, which starts processes, a
    damaged Parquet file cannot bring this one down; without, Parquet files are trusted.
    """
    home = Path(path)
    scheme, found = load_scheme(home)
    if scheme is None:
        raise FindingsError(found)
    source = own_figures(home) if figures is None else Path(figures)
    read, told = load_figures(scheme, source, run=run)
    if read is None or has_errors(told):
        raise FindingsError((*found, *told))
    return Opened(scheme, read, (*found, *told))


def own_figures(home: Path) -> Path:
    """The folder of the figures that belong to a scheme's folder or workbook, whether it is there or not."""
    return (home if home.is_dir() else home.parent) / FIGURES_FOLDER


def load_figures(
    scheme: Scheme, source: Path, *, run: Run | None = None
) -> tuple[Figures | None, tuple[Finding, ...]]:
    """Figures of a file, or of all figure files of a folder, checked against a scheme and converted.

    ``run`` as for ``open_scheme``.
    """
    figures, _, findings = locate_figures(scheme, source, run=run)
    return figures, findings


def locate_figures(
    scheme: Scheme, source: Path, *, run: Run | None = None
) -> tuple[Figures | None, Located | None, tuple[Finding, ...]]:
    """Like ``load_figures``, with where each figure stands in its file."""
    files = figure_files(source)
    if not files:
        missing = Finding("book.no_figures", Severity.ERROR, Place(file=source.name))
        return None, None, (missing, *unread_files(source))
    catalogue = catalogue_of(scheme)
    located, told = read_files(
        files,
        measures=catalogue.measures,
        year=scheme.year,
        words=words_of(scheme),
        names=names_in_figures(scheme),
        run=run,
    )
    if located is None:
        return None, None, with_known_codes(told, codes_in_figures(scheme))
    told = (*told, *unread_files(source))
    figures = located.figures
    misfits = check_figures(figures, catalogue, located)
    if has_errors(misfits):
        return None, located, (*told, *misfits)
    return convert_figures(figures, catalogue), located, (*told, *misfits)


def _holds_figures(file: Path) -> bool:
    return file.suffix.lower() in _FIGURE_FILES and not _is_left_over(file)


def unread_files(source: Path) -> tuple[Finding, ...]:
    """A warning for whatever looks like figures in a folder of figures and is not read.

    That is each other file, such as a workbook in an old format, and each folder that holds tables and has no
    README to say what they are for. A file alone, or nothing, has no such neighbours.
    """
    if not source.is_dir():
        return ()
    found = Findings(most=MAX_FINDINGS, more="table.more")
    for path in sorted(path for path in source.iterdir() if not _is_left_over(path)):
        if path.is_dir():
            if _holds_tables(path) and not any(_is_readme(inside) for inside in path.iterdir()):
                found.warning("book.unread_folder", Place(file=f"{path.name}/"))
        elif path.is_file() and not _holds_figures(path) and not _is_remark(path):
            found.warning("book.unread_file", Place(file=path.name))
    return tuple(found)


def _holds_tables(folder: Path) -> bool:
    """Whether some file in a folder, or below it, looks like a table."""
    return any(
        path.suffix.lower() in _LIKE_FIGURE_FILES and not _is_left_over(path)
        for _, _, names in os.walk(folder)
        for path in map(Path, names)
    )


def _is_left_over(path: Path) -> bool:
    """What programs leave beside an open file (``~$x.xlsx``, ``._x.csv``), and what is hidden."""
    return path.name.startswith((".", "~$"))


def _is_readme(path: Path) -> bool:
    return path.stem.upper() == "README"


def _is_remark(file: Path) -> bool:
    """Texts about figures, and what keeps a file locked."""
    return file.suffix.lower() in (".md", ".lock") or _is_readme(file)


def figure_files(source: Path) -> list[Path]:
    """The files of figures that a path stands for: itself, or those in the folder, or none."""
    try:
        if source.is_file():
            return [source]
        if not source.is_dir():
            return []
        return sorted(file for file in source.iterdir() if _holds_figures(file))
    except OSError as refused:
        raise refusal("book.unreadable", path=source, reason=refused.strerror or "") from refused
