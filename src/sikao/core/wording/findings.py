"""Findings: errors, warnings and notes as data.

A finding has a stable code, a severity, a place and details; its sentences come from the catalogue. Whoever
checks something collects all findings and hands them back at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePath

from sikao.core.wording.catalogue import message_for
from sikao.core.wording.language import Language, Term
from sikao.core.wording.message import Detail, Listed, Written, fill, visible


class Severity(StrEnum):
    """An error refuses what was given; a warning asks for a second look; a note only tells."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    def label(self, lang: Language) -> str:
        """The word shown to the user."""
        return _LABELS[self].text(lang)


_LABELS = {
    Severity.ERROR: Term("错误", "error"),
    Severity.WARNING: Term("警告", "warning"),
    Severity.NOTE: Term("提示", "note"),
}
_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
MAX_FINDINGS = 200
"""How many findings about one scheme or one table are told in full."""

_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was found; every part is optional.

    ``line`` and ``column`` count from 1; ``cell`` is a workbook reference such as ``C14``; ``path`` is a
    position inside a structure, such as ``items.gdp.rule`` or the heading of a column.
    """

    file: str | None = None
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None
    path: str | None = None

    def __str__(self) -> str:
        """``scheme.yaml:12:5``, ``book.xlsx 指标!C14``, ``figures.csv:7 (value)`` or nothing."""
        numbers = ":".join(str(part) for part in (self.line, self.column) if part is not None)
        in_file = ":".join(part for part in (visible(self.file) if self.file else "", numbers) if part)
        in_sheet = "!".join(visible(part) for part in (self.sheet, self.cell) if part)
        known = [part for part in (in_file, in_sheet) if part]
        if self.path:
            known.append(f"({visible(self.path)})" if known else visible(self.path))
        return " ".join(known)

    def sort_key(self) -> tuple[str, str, int, int, int, str, str]:
        """Reading order: by file, sheet, line, column, cell (row first) and path."""
        match = _CELL.fullmatch(self.cell or "")
        row = int(match.group(2)) if match else 0
        letters = match.group(1).rjust(3) if match else ""
        return (
            self.file or "",
            self.sheet or "",
            self.line or row,
            self.column or 0,
            row,
            letters + (self.cell or ""),
            self.path or "",
        )

    def to_json(self) -> dict[str, str | int]:
        """The known parts, by name."""
        parts = {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "sheet": self.sheet,
            "cell": self.cell,
            "path": self.path,
        }
        return {name: part for name, part in parts.items() if part is not None}


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. ``details`` fills the placeholders of the catalogue entry named by ``code``.

    ``parts`` are the places that together make what was found, such as the terms of a sum: a marked workbook
    marks them all, since which of them is wrong only the author knows.

    A code that the catalogue does not have, or a detail that its sentences need and that is missing, is a
    mistake of the program and raises at once (``LookupError``).
    """

    code: str
    severity: Severity
    where: Place = NOWHERE
    details: Mapping[str, Detail] = field(default_factory=dict, hash=False)
    parts: tuple[Place, ...] = ()

    def __post_init__(self) -> None:
        missing = message_for(self.code).placeholders() - self.details.keys()
        if missing:
            raise LookupError(f"finding {self.code} lacks details: {', '.join(sorted(missing))}")
        object.__setattr__(self, "details", dict(self.details))

    def what(self, lang: Language) -> str:
        """What is wrong, as a sentence."""
        template = message_for(self.code).what(lang, in_sheet=self._in_sheet)
        return fill(template, self.details, lang, in_sheet=self._in_sheet)

    def remedy(self, lang: Language) -> str:
        """What to do about it, as a sentence."""
        template = message_for(self.code).remedy(lang, in_sheet=self._in_sheet)
        return fill(template, self.details, lang, in_sheet=self._in_sheet)

    @property
    def _in_sheet(self) -> bool:
        """Whether the reader looks at a workbook, with its headings and words, and not at keys."""
        return self.where.sheet is not None

    def sort_key(self) -> tuple[bool, tuple[str, str, int, int, int, str, str], int, str]:
        """By place, then severity, then code; that there are more comes after all of them."""
        return (self.code.endswith(".more"), self.where.sort_key(), _RANK[self.severity], self.code)

    def to_json(self) -> dict[str, object]:
        """Plain data with the sentences in both languages."""
        details = {name: self._plain(value) for name, value in sorted(self.details.items())}
        return {
            "code": self.code,
            "severity": self.severity.value,
            "where": self.where.to_json(),
            "details": details,
            "what": {"zh": self.what("zh"), "en": self.what("en")},
            "remedy": {"zh": self.remedy("zh"), "en": self.remedy("en")},
        }

    def _plain(self, value: Detail) -> object:
        if isinstance(value, Written):
            return value.form(in_sheet=self._in_sheet)
        if isinstance(value, PurePath):
            return str(value)
        if isinstance(value, Listed):
            return [self._plain(word) for word in value.words]
        return {"zh": value.zh, "en": value.en} if isinstance(value, Term) else value

    def text(self, lang: Language) -> str:
        """One line: severity, place, what, remedy, code."""
        place = str(self.where)
        head = f"{self.severity.label(lang)} {place}".rstrip()
        colon, gap = ("：", "") if lang == "zh" else (": ", " ")
        return f"{head}{colon}{self.what(lang)}{gap}{self.remedy(lang)} [{self.code}]"


class Findings:
    """Collects findings while a check runs, so that everything is told at once.

    With ``most`` only so many are kept and the others counted: a hostile file must not fill a screen or the
    memory. A last finding, of the code ``more``, then tells their number, with the gravest severity of them.
    """

    def __init__(
        self, findings: Iterable[Finding] = (), *, most: int | None = None, more: str = "scheme.more"
    ) -> None:
        self._found: list[Finding] = list(findings)
        self._most = most
        self._more = more
        self._hidden: dict[Severity, int] = {}

    def error(self, code: str, where: Place = NOWHERE, /, **details: Detail) -> None:
        """Add a finding that refuses."""
        self._add(code, Severity.ERROR, where, details)

    def warning(self, code: str, where: Place = NOWHERE, /, **details: Detail) -> None:
        """Add a finding that asks for a second look."""
        self._add(code, Severity.WARNING, where, details)

    def note(self, code: str, where: Place = NOWHERE, /, **details: Detail) -> None:
        """Add a finding that only tells."""
        self._add(code, Severity.NOTE, where, details)

    def _add(self, code: str, severity: Severity, where: Place, details: Mapping[str, Detail]) -> None:
        if self.is_full:
            self._hide(severity)
        else:
            self._found.append(Finding(code, severity, where, details))

    @property
    def is_full(self) -> bool:
        """Whether further findings are only counted."""
        return self._most is not None and len(self._found) >= self._most

    def _hide(self, severity: Severity) -> None:
        self._hidden[severity] = self._hidden.get(severity, 0) + 1

    def extend(self, findings: Iterable[Finding]) -> None:
        """Add findings made elsewhere."""
        for finding in findings:
            if self.is_full:
                self._hide(finding.severity)
            else:
                self._found.append(finding)

    @property
    def failed(self) -> bool:
        """Whether any finding is an error."""
        return has_errors(self)

    def sorted(self) -> tuple[Finding, ...]:
        """All findings in reading order; equal keys keep the order in which they were added."""
        return tuple(sorted(self, key=Finding.sort_key))

    def __iter__(self) -> Iterator[Finding]:
        yield from self._found
        if self._hidden:
            count = str(sum(self._hidden.values()))
            yield Finding(self._more, min(self._hidden, key=_RANK.__getitem__), NOWHERE, {"count": count})

    def __len__(self) -> int:
        return len(self._found)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any finding is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def render_text(findings: Iterable[Finding], lang: Language) -> str:
    """The findings as lines of text, in the order given."""
    return "\n".join(finding.text(lang) for finding in findings)


class FindingsError(Exception):
    """Raised at the library's boundary, where a caller asked for a result and there is none."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings: tuple[Finding, ...] = tuple(findings)
        super().__init__(self.findings)

    def __str__(self) -> str:
        return render_text(self.findings, "zh")
