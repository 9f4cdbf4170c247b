"""The gate: the structure of an .xlsx package, judged from its directory before any part is unpacked.

Parts and content types are held against a list of what a plain workbook needs; everything else is refused,
with the well-known dangers (macros, embedded objects, external links) called by their names.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO

from sikao.core.sheets.markup import CHUNK, Budget, Handler, Refused, parse_part, refuse
from sikao.core.sheets.model import Limits
from sikao.core.wording import Findings, Place, Term

CONTENT_TYPES = "[Content_Types].xml"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = struct.Struct("<4s4H2LH")
_MAX_DIRECTORY = 1 << 16
# Parts up to this size may be packed tightly without any harm, as comments of one wording are.
_SMALL_PART = 1_000_000
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_SYMBOLIC_LINK, _FILE_TYPE = 0o120000, 0o170000
_PART_NAME = re.compile(r"[A-Za-z0-9_\-. \[\]()\u4e00-\u9fff]+(/[A-Za-z0-9_\-. \[\]()\u4e00-\u9fff]+)*")
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    EOFError,
    struct.error,
    ValueError,
    RuntimeError,
)

_PLAIN_PARTS = re.compile(
    r"""\[content_types\]\.xml | (.*/)?_rels/[^/]*\.rels
    | docprops/(app|core|custom)\.xml | docprops/thumbnail\.[a-z]+
    | docmetadata/[^/]+\.xml | customxml/[^/]+\.xml | customstorage/[^/]+\.xml
    | xl/(workbook|styles|sharedstrings|metadata|calcchain|cellimages)\.xml
    | xl/(worksheets|theme|tables|persons|threadedcomments|richdata|comments|namedsheetviews)/[^/]+\.xml
    | xl/comments[0-9]*\.xml
    | xl/drawings/[^/]+\.(xml|vml) | xl/media/[^/]+\.(png|jpe?g|gif|bmp|emf|wmf|svg|tiff?)
    | xl/charts/[^/]+\.xml | xl/printersettings/[^/]+\.bin | xl/worksheets/[^/]+/[^/]+\.xml""",
    re.VERBOSE,
)
_DANGERS = (
    (re.compile(r".*vba.*|.*macrosheets.*|.*\.xlm.*|.*/?custommenus/.*|customui/.*"), Term("宏", "macros")),
    (re.compile(r".*activex.*|.*ctrlprops.*"), Term("控件", "controls")),
    (
        re.compile(r".*embeddings/.*|.*oleobject.*|.*\.(zip|xlsx?|xlsb|docx?|pptx?|exe|dll|js|vbs|rar|7z)"),
        Term("嵌入对象", "embedded objects"),
    ),
    (re.compile(r".*externallinks?/.*"), Term("外部链接", "external links")),
    (
        re.compile(r".*connections.*|.*querytables/.*|.*model/.*|.*webextensions/.*"),
        Term("数据连接", "data connections"),
    ),
    (
        re.compile(r".*pivot.*|.*slicers?.*|.*timelines?.*"),
        Term("数据透视表", "pivot tables, which keep copies of other data"),
    ),
    (re.compile(r".*(chartsheets|dialogsheets)/.*"), Term("图表工作表或对话框", "chart or dialog sheets")),
    (
        re.compile(r".*_xmlsignatures/.*|encryptioninfo|encryptedpackage"),
        Term("签名或加密内容", "signed or encrypted content"),
    ),
)
_DANGEROUS_TYPES = (
    (re.compile(r".*macro.*|.*vba.*"), Term("宏", "macros")),
    (re.compile(r".*activex.*|.*controlproperties.*"), Term("控件", "controls")),
    (re.compile(r".*oleobject.*|.*package$|.*x-msdownload.*"), Term("嵌入对象", "embedded objects")),
    (re.compile(r".*externallink.*"), Term("外部链接", "external links")),
    (re.compile(r".*connections.*|.*querytable.*"), Term("数据连接", "data connections")),
)
_HYPERLINK = re.compile(r"https?://(schemas\.openxmlformats|purl\.oclc)\.org/.*/hyperlink")
_WORKBOOK_TYPE = re.compile(
    r"application/vnd\.openxmlformats-officedocument\.spreadsheetml\.(sheet|template)\.main\+xml"
)


@dataclass(frozen=True, slots=True)
class Package:
    """A workbook's parts after the gate let it pass."""

    archive: zipfile.ZipFile
    names: tuple[str, ...]
    where: Place
    limits: Limits
    budget: Budget

    def find(self, name: str) -> str | None:
        """The part's own spelling of a name; part names do not distinguish case."""
        wanted = name.lower()
        return next((own for own in self.names if own.lower() == wanted), None)

    def open(self, name: str) -> IO[bytes]:
        """The unpacked bytes of a part, as a stream that ends where the directory says."""
        return self.archive.open(name)


def open_package(content: bytes, limits: Limits, where: Place, found: Findings) -> Package | None:
    """The package of a workbook, or None with the reasons added to ``found``."""
    if not _is_package(content, limits, where, found):
        return None
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except _DAMAGED:
        found.error("package.damaged", where, part="zip")
        return None
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    package = Package(archive, tuple(entry.filename for entry in entries), where, limits, _budget(limits))
    _check_directory(entries, limits, where, found)
    if not found.failed:
        _check_parts(package, found)
    return None if found.failed else package


def _budget(limits: Limits) -> Budget:
    # A cell takes two or three elements (c, v or is, t); the rest is for styles, relations and drop-downs.
    return Budget(3 * limits.cells + 100_000)


def _is_package(content: bytes, limits: Limits, where: Place, found: Findings) -> bool:
    """Whether the bytes are one zip file from first to last, with a directory of reasonable size."""
    if len(content) > limits.packed_bytes:
        found.error("package.too_large", where, size=str(len(content)), limit=str(limits.packed_bytes))
    elif content.startswith(_OLE):
        found.error("package.old_format", where)
    elif not content.startswith(b"PK\x03\x04"):
        found.error("package.not_workbook", where)
    elif len(content) < _END.size + 30:
        found.error("package.damaged", where, part="zip")
    else:
        end = len(content) - _END.size
        signature, _, _, _, count, size, offset, comment = _END.unpack_from(content, end)
        sixty_four = content[end - 20 : end - 16] == b"PK\x06\x07"
        if (
            signature != b"PK\x05\x06"
            or comment
            or sixty_four
            or offset + size != end
            or size > _MAX_DIRECTORY
        ):
            found.error("package.damaged", where, part="zip")
        elif count > limits.parts:
            found.error("package.too_many_parts", where, count=str(count), limit=str(limits.parts))
    return not found.failed


def _check_directory(entries: list[zipfile.ZipInfo], limits: Limits, where: Place, found: Findings) -> None:
    if len(entries) > limits.parts:
        found.error("package.too_many_parts", where, count=str(len(entries)), limit=str(limits.parts))
    if _overlap(entries):
        found.error("package.damaged", where, part="zip")
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > limits.unpacked_bytes:
        found.error("package.unpacked_too_large", where, size=str(unpacked), limit=str(limits.unpacked_bytes))
    if unpacked > max(limits.ratio * packed, _SMALL_PART):
        found.error("package.ratio", where, part="zip", limit=str(limits.ratio))
    _check_entries(entries, limits, where, found)


def _check_entries(entries: list[zipfile.ZipInfo], limits: Limits, where: Place, found: Findings) -> None:
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename
        if not _PART_NAME.fullmatch(name) or len(name) > 200 or _climbs(name) or entry.orig_filename != name:
            found.error("package.odd_name", where, part=entry.orig_filename)
        if name.lower() in seen:
            found.error("package.duplicate_part", where, part=name)
        seen.add(name.lower())
        if entry.flag_bits & _ENCRYPTED:
            found.error("package.encrypted", where, part=name)
        if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} or _is_link(entry):
            found.error("package.damaged", where, part=name)
        if entry.file_size > max(limits.ratio * entry.compress_size, _SMALL_PART):
            found.error("package.ratio", where, part=name, limit=str(limits.ratio))


def _overlap(entries: list[zipfile.ZipInfo]) -> bool:
    """Whether parts share bytes, or something stands before the first: the directory then hides what is
    there.
    """
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end or (end == 0 and entry.header_offset != 0):
            return True
        end = entry.header_offset + 30 + len(entry.filename) + entry.compress_size
    return False


def _climbs(name: str) -> bool:
    return any(step.strip(". ") == "" for step in name.split("/"))


def _is_link(entry: zipfile.ZipInfo) -> bool:
    return (entry.external_attr >> 16) & _FILE_TYPE == _SYMBOLIC_LINK


def _check_parts(package: Package, found: Findings) -> None:
    for name in package.names:
        lowered = name.lower()
        kind = next((kind for pattern, kind in _DANGERS if pattern.fullmatch(lowered)), None)
        if kind is not None:
            found.error("package.forbidden_part", package.where, part=name, kind=kind)
        elif not _PLAIN_PARTS.fullmatch(lowered):
            found.error("package.unknown_part", package.where, part=name)
    if package.find(CONTENT_TYPES) is None:
        found.error("package.missing_part", package.where, part=CONTENT_TYPES)
    if found.failed:
        return
    for name in package.names:
        if name.lower().endswith((".xml", ".rels")):
            _check_markup(package, name, found)
        else:
            _check_bytes(package, name, found)


class _Declarations:
    """Looks at what a part of any kind declares: content types, and targets outside the file."""

    def __init__(self, package: Package, part: str, found: Findings) -> None:
        self.package = package
        self.part = part
        self.found = found
        self.is_types = part == package.find(CONTENT_TYPES)
        self.is_relationships = part.lower().endswith(".rels")
        self.is_workbook = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self.is_types:
            self._content_type(attributes.get("ContentType", ""), attributes.get("PartName", self.part))
        elif self.is_relationships and attributes.get("TargetMode", "Internal").lower() != "internal":
            # A hyperlink is text to click on; nothing here ever follows it.
            if not _HYPERLINK.fullmatch(attributes.get("Type", "")):
                self.found.error("package.external_target", self.package.where, part=self.part)
        elif name in {"ddeLink", "oleLink", "oleObject", "externalBook"}:
            kind = Term("嵌入对象或外部链接", "embedded objects or external links")
            self.found.error("package.forbidden_part", self.package.where, part=self.part, kind=kind)

    def end(self, _name: str) -> None:
        """Nothing to do at the end of an element."""

    def text(self, _data: str) -> None:
        """Text declares nothing."""

    def _content_type(self, content_type: str, part: str) -> None:
        lowered = content_type.lower()
        self.is_workbook |= bool(_WORKBOOK_TYPE.fullmatch(lowered))
        kind = next((kind for pattern, kind in _DANGEROUS_TYPES if pattern.fullmatch(lowered)), None)
        if kind is not None:
            self.found.error("package.forbidden_part", self.package.where, part=part, kind=kind)


def _check_markup(package: Package, name: str, found: Findings) -> None:
    # Sheets, strings and styles get the same treatment when they are read; once is enough.
    if name.lower().startswith("xl/worksheets/") and "/_rels/" not in name.lower():
        return
    if name.lower() in {"xl/sharedstrings.xml", "xl/styles.xml"}:
        return
    declarations = _Declarations(package, name, found)
    try:
        with package.open(name) as stream:
            parse_part(stream, declarations, name, package.where, package.budget)
    except Refused as refused:
        found.extend([refused.finding])
    except _DAMAGED:
        found.error("package.damaged", package.where, part=name)
    else:
        if declarations.is_types and not declarations.is_workbook:
            found.error("package.not_workbook", package.where)


def _check_bytes(package: Package, name: str, found: Findings) -> None:
    """Pictures, printer settings and shapes of comments (not always good XML) are never parsed.

    They must be what the directory says, and declare no document type.
    """
    tail = b""
    try:
        with package.open(name) as stream:
            while chunk := stream.read(CHUNK):
                if b"<!doctype" in (tail + chunk).lower():
                    found.error("markup.doctype", package.where, part=name)
                    return
                tail = chunk[-8:]
    except _DAMAGED:
        found.error("package.damaged", package.where, part=name)


def read_part(package: Package, name: str, handler: Handler) -> None:
    """Feed a part to a handler; a damaged part raises ``Refused`` like any other."""
    try:
        with package.open(name) as stream:
            parse_part(stream, handler, name, package.where, package.budget)
    except _DAMAGED:
        raise refuse("package.damaged", package.where, part=name) from None
