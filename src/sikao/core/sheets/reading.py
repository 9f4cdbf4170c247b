"""Reads a workbook: through the gate, then every sheet in one bounded pass, all findings at once.

The reader is this room's own, so that the checks and the values come from the same pass over the same bytes:
two parsers may disagree about one file, and that is how forged figures get in. Nothing outside the standard
library touches the file, memory is bounded by ``Limits``, and a value is what the file stores.
``sikao.core.sheets.child`` does the same in a process of its own for files that strangers send.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sikao.core.sheets.gate import Package, open_package
from sikao.core.sheets.markup import Refused
from sikao.core.sheets.model import FORM, Limits, Sheet, Workbook
from sikao.core.sheets.parts import read_contents
from sikao.core.sheets.scanning import Tally, scan_sheet
from sikao.core.wording import Finding, Findings, Place, Severity, has_errors


@dataclass(frozen=True, slots=True)
class Scan:
    """What could be read, and everything found. ``workbook`` may hold faulty cells: only for giving it
    back marked.
    """

    workbook: Workbook | None
    findings: tuple[Finding, ...]


def read_workbook(
    source: Path | str | bytes, *, limits: Limits = FORM, name: str | None = None
) -> tuple[Workbook | None, tuple[Finding, ...]]:
    """The workbook at a path, or in the bytes given; None as soon as one finding is an error.

    ``name`` is the file name in the places of findings, by default the path's own.
    """
    scan = scan_workbook(source, limits=limits, name=name)
    return (None if has_errors(scan.findings) else scan.workbook), scan.findings


def scan_workbook(source: Path | str | bytes, *, limits: Limits = FORM, name: str | None = None) -> Scan:
    """Like ``read_workbook``, but cells at fault do not make the rest unavailable."""
    found = Findings()
    if name is None and not isinstance(source, bytes):
        name = Path(source).name
    where = Place(file=name)
    content = _bytes_of(source, limits, where, found)
    package = open_package(content, limits, where, found) if content is not None else None
    workbook = _read(package, found) if package is not None else None
    return Scan(workbook, _capped(found.sorted(), limits.findings, where))


def _bytes_of(source: Path | str | bytes, limits: Limits, where: Place, found: Findings) -> bytes | None:
    if isinstance(source, bytes):
        return source
    try:
        if not Path(source).is_file():  # a pipe would be waited for without end
            found.error("package.unreadable", where)
            return None
        with Path(source).open("rb") as stream:
            # One byte more than allowed is enough to know that it is too much.
            return stream.read(limits.packed_bytes + 1)
    except (OSError, ValueError):
        found.error("package.unreadable", where)
        return None


def _read(package: Package, found: Findings) -> Workbook | None:
    try:
        contents = read_contents(package)
    except Refused as refused:
        found.extend([refused.finding])
        return None
    if contents.dates_1904:
        found.error("sheet.dates_1904", package.where)
    if not contents.sheets:
        found.error("sheet.none", package.where)
    tally = Tally()
    sheets: list[Sheet] = []
    for entry, part in contents.sheets:
        if any(sheet.name.lower() == entry.name.lower() for sheet in sheets):
            found.error("sheet.duplicate_name", package.where, name=entry.name)
            return None
        try:
            sheets.append(scan_sheet(package, contents, entry, part, found, tally))
        except Refused as refused:
            # A sheet that cannot be read makes the file suspect: nothing more of it is touched.
            found.extend([refused.finding])
            return None
    return Workbook(tuple(sheets), package.where.file)


def _capped(findings: Sequence[Finding], limit: int, where: Place) -> tuple[Finding, ...]:
    """At most ``limit`` findings, errors before the rest when not all fit, closed by the number of the
    others.
    """
    if len(findings) <= limit:
        return tuple(findings)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    others = [finding for finding in findings if finding.severity is not Severity.ERROR]
    kept = (errors + others)[:limit]
    more = Finding("sheet.more_findings", Severity.NOTE, where, {"count": str(len(findings) - limit)})
    return (*kept, more)
