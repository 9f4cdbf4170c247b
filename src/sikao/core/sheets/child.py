"""Reading a workbook in a process of its own, held to 256 MB and 10 seconds of processor time.

``python -m sikao.core.sheets.child`` takes the bytes of a workbook on standard input and answers with JSON.
The reader keeps its own bounds; the process is the second wall, for files that strangers send. Starting
processes is not a library's business, so ``read_apart`` is handed a function that runs a command.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sikao.core.sheets.model import FORM, Cell, CellKind, Limits, Sheet, Workbook
from sikao.core.sheets.reading import Scan, scan_workbook
from sikao.core.wording import Detail, Finding, Place, Severity, Term

MEMORY_BYTES = 256 * 1024 * 1024
CPU_SECONDS = 10

Run = Callable[[Sequence[str], bytes], bytes | None]
"""Runs a command with these bytes as its input; gives its output, or None when it failed."""


def command(limits: Limits = FORM, name: str | None = None) -> list[str]:
    """The command that reads one workbook from its input."""
    settings = {key: getattr(limits, key) for key in _COUNTS}
    settings["hidden_sheets"] = sorted(limits.hidden_sheets)
    return [sys.executable, "-I", "-m", __name__, json.dumps({"limits": settings, "name": name})]


_COUNTS = (
    *("packed_bytes", "unpacked_bytes", "ratio", "parts", "rows", "columns"),
    *("cells", "text", "characters", "findings", "title_rows"),
)


def read_apart(content: bytes, run: Run, *, limits: Limits = FORM, name: str | None = None) -> Scan:
    """What ``scan_workbook`` gives, worked out by the process that ``run`` starts."""
    if len(content) > limits.packed_bytes:
        # Refused by its size alone; nothing is parsed.
        return scan_workbook(content, limits=limits, name=name)
    answer = run(command(limits, name), content)
    if answer:
        return from_json(json.loads(answer))
    return Scan(None, (Finding("package.unreadable_apart", Severity.ERROR, Place(file=name)),))


def to_json(scan: Scan) -> dict[str, Any]:
    """Plain data from which ``from_json`` makes an equal scan."""
    book = scan.workbook
    sheets = [] if book is None else [_sheet_to_json(sheet) for sheet in book.sheets]
    workbook = None if book is None else {"file": book.file, "sheets": sheets}
    return {"workbook": workbook, "findings": [_finding_to_json(finding) for finding in scan.findings]}


def from_json(data: Mapping[str, Any]) -> Scan:
    """The scan that ``to_json`` turned into plain data."""
    book = data["workbook"]
    workbook = None
    if book is not None:
        workbook = Workbook(tuple(_sheet_from_json(sheet) for sheet in book["sheets"]), book["file"])
    return Scan(workbook, tuple(_finding_from_json(finding) for finding in data["findings"]))


def _sheet_to_json(sheet: Sheet) -> dict[str, Any]:
    cells = [(row, column, cell.text, cell.kind.value) for (row, column), cell in sheet.cells.items()]
    return {"name": sheet.name, "hidden": sheet.hidden, "cells": cells}


def _sheet_from_json(data: Mapping[str, Any]) -> Sheet:
    cells = {(row, column): Cell(text, CellKind(kind)) for row, column, text, kind in data["cells"]}
    return Sheet(data["name"], cells, hidden=data["hidden"])


def _finding_to_json(finding: Finding) -> dict[str, Any]:
    details = {
        name: [detail.zh, detail.en] if isinstance(detail, Term) else detail
        for name, detail in finding.details.items()
    }
    place = finding.where.to_json()
    return {"code": finding.code, "severity": finding.severity.value, "where": place, "details": details}


def _finding_from_json(data: Mapping[str, Any]) -> Finding:
    details: dict[str, Detail] = {
        name: Term(*detail) if isinstance(detail, list) else detail
        for name, detail in data["details"].items()
    }
    return Finding(data["code"], Severity(data["severity"]), Place(**data["where"]), details)


def main(settings: str) -> int:
    """Limit this process, then answer for the workbook on standard input."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    asked = json.loads(settings)
    hidden = frozenset(asked["limits"].pop("hidden_sheets"))
    limits = Limits(**asked["limits"], hidden_sheets=hidden)
    content = sys.stdin.buffer.read(limits.packed_bytes + 1)
    try:
        scan = scan_workbook(content, limits=limits, name=asked["name"])
        answer = json.dumps(to_json(scan), ensure_ascii=True)
    except MemoryError:
        return 3
    sys.stdout.write(answer)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
