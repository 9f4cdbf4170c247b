"""Reads the parts beside the sheets: the list of sheets, their addresses, the shared strings and the
number formats.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field

from sikao.core.sheets.formats import Display, display_of
from sikao.core.sheets.gate import Package, read_part
from sikao.core.sheets.markup import refuse, relationship_id

_SHEET_TYPE = re.compile(r"https?://.*/relationships/worksheet")
_STRINGS_TYPE = re.compile(r"https?://.*/relationships/sharedStrings")
_STYLES_TYPE = re.compile(r"https?://.*/relationships/styles")
_WORKBOOK_TYPE = re.compile(r"https?://.*/relationships/officeDocument")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MAX_SHEETS = 100
_MAX_STYLES = 70_000


def unescape(text: str) -> str:
    """Text with ``_x0041_`` turned into the character it stands for, and every line end into LF."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


@dataclass(slots=True)
class SheetEntry:
    """One sheet as the workbook lists it: its name, the id of its relation, and whether it is hidden."""

    name: str
    relation: str
    hidden: bool


@dataclass(slots=True)
class Contents:
    """The sheets of a workbook with the names of their parts, in order, and what their cells refer to."""

    sheets: list[tuple[SheetEntry, str]] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    displays: list[Display] = field(default_factory=list)
    format_codes: list[str] = field(default_factory=list)
    dates_1904: bool = False


class _Silent:
    """The part of a handler that most readers do not need."""

    def end(self, name: str) -> None:
        """Nothing to do at the end of an element."""

    def text(self, data: str) -> None:
        """Text has no meaning here."""


class _Relations(_Silent):
    def __init__(self) -> None:
        self.found: list[tuple[str, str, str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name.endswith(" Relationship") and attributes.get("TargetMode", "Internal").lower() == "internal":
            self.found.append(
                (attributes.get("Id", ""), attributes.get("Type", ""), attributes.get("Target", ""))
            )


class _SheetList(_Silent):
    def __init__(self) -> None:
        self.sheets: list[SheetEntry] = []
        self.dates_1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append(SheetEntry(attributes.get("name", ""), relationship_id(attributes), hidden))
        elif name == "workbookPr":
            self.dates_1904 = attributes.get("date1904", "0") not in {"0", "false"}


class _Strings:
    """Collects the shared strings; phonetic guides are no part of a text."""

    def __init__(self, package: Package, part: str) -> None:
        self.package = package
        self.part = part
        self.strings: list[str] = []
        self.pieces: list[str] = []
        self.in_text = False
        self.phonetic = 0

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        if name == "si":
            self.pieces = []
        elif name == "rPh":
            self.phonetic += 1
        elif name == "t":
            self.in_text = not self.phonetic

    def end(self, name: str) -> None:
        if name == "t":
            self.in_text = False
        elif name == "rPh":
            self.phonetic -= 1
        elif name == "si":
            text = unescape("".join(self.pieces))
            self.strings.append(text)
            if len(self.strings) > self.package.limits.cells or len(text) > self.package.limits.text:
                raise refuse("markup.too_much", self.package.where, part=self.part)

    def text(self, data: str) -> None:
        if self.in_text:
            self.pieces.append(data)


class _Styles(_Silent):
    """Finds the number format of every cell style."""

    def __init__(self, package: Package, part: str) -> None:
        self.package = package
        self.part = part
        self.inside = ""
        self.custom: dict[int, str] = {}
        self.formats: list[int] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in {"numFmts", "cellXfs", "cellStyleXfs", "dxfs"}:
            self.inside = name
        elif name == "numFmt" and self.inside == "numFmts":
            self.custom[self._number(attributes.get("numFmtId", ""))] = attributes.get("formatCode", "")
        elif name == "xf" and self.inside == "cellXfs":
            self.formats.append(self._number(attributes.get("numFmtId", "0")))
        if len(self.custom) + len(self.formats) > _MAX_STYLES:
            raise refuse("markup.too_much", self.package.where, part=self.part)

    def end(self, name: str) -> None:
        if name == self.inside:
            self.inside = ""

    def _number(self, text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,6}", text):
            raise refuse("markup.malformed", self.package.where, part=self.part)
        return int(text)


def _relations(package: Package, part: str) -> list[tuple[str, str, str]]:
    """(id, type, name of the part) of everything that a part relates to; ``part`` is empty for the
    package.
    """
    folder, name = posixpath.split(part)
    own = package.find(posixpath.join(folder, "_rels", f"{name}.rels"))
    if own is None:
        return []
    relations = _Relations()
    read_part(package, own, relations)
    resolved = []
    for relation, kind, target in relations.found:
        joined = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        resolved.append((relation, kind, package.find(posixpath.normpath(joined)) or ""))
    return resolved


def _only(relations: list[tuple[str, str, str]], kind: re.Pattern[str]) -> str:
    """The part of the one relation of a kind; empty when there is none, or when it is not clear which."""
    parts = {part for _, own, part in relations if kind.fullmatch(own)}
    return parts.pop() if len(parts) == 1 else ""


def read_contents(package: Package) -> Contents:
    """What the workbook lists. Raises ``Refused`` for what cannot be read."""
    workbook = _only(_relations(package, ""), _WORKBOOK_TYPE)
    if not workbook:
        raise refuse("package.missing_part", package.where, part="xl/workbook.xml")
    listed = _SheetList()
    read_part(package, workbook, listed)
    relations = _relations(package, workbook)
    contents = Contents(dates_1904=listed.dates_1904)
    if len(listed.sheets) > _MAX_SHEETS:
        raise refuse("markup.too_much", package.where, part=workbook)
    addresses = {relation: part for relation, kind, part in relations if _SHEET_TYPE.fullmatch(kind)}
    taken: set[str] = set()
    for entry in listed.sheets:
        part = addresses.get(entry.relation, "")
        if not part or part in taken:
            raise refuse("package.missing_part", package.where, part=entry.name)
        taken.add(part)
        contents.sheets.append((entry, part))
    _read_strings(package, _only(relations, _STRINGS_TYPE), contents)
    _read_styles(package, _only(relations, _STYLES_TYPE), contents)
    return contents


def _read_strings(package: Package, part: str, contents: Contents) -> None:
    if part:
        strings = _Strings(package, part)
        read_part(package, part, strings)
        contents.strings = strings.strings


def _read_styles(package: Package, part: str, contents: Contents) -> None:
    if part:
        styles = _Styles(package, part)
        read_part(package, part, styles)
        known = {number: display_of(number, styles.custom) for number in set(styles.formats)}
        contents.displays = [known[number] for number in styles.formats]
        contents.format_codes = [styles.custom.get(number, str(number)) for number in styles.formats]
