"""A form's workbook taken apart and put together again, the way other programs or somebody's hand would."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping

from openpyxl import Workbook, load_workbook

ENTRY_PART = "xl/worksheets/sheet1.xml"
STAMP_PART = "xl/worksheets/sheet3.xml"


def unpacked(content: bytes) -> dict[str, bytes]:
    """The parts of a workbook by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes | str]) -> bytes:
    """A workbook of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, compress_type=zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def edited(content: bytes, edit: Callable[[Workbook], object]) -> bytes:
    """The workbook opened by a program, changed and saved."""
    book = load_workbook(io.BytesIO(content))
    edit(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def replaced(content: bytes, part: str, old: str, new: str) -> bytes:
    """The workbook with a text of one part replaced; the text must be there."""
    parts = unpacked(content)
    text = parts[part].decode()
    assert old in text, (part, old)
    return packed(parts | {part: text.replace(old, new, 1)})


def with_cell(content: bytes, cell: str, inside: str, attributes: str = "") -> bytes:
    """The entry sheet with a cell's markup replaced: its style stays, what stands in it does not."""
    parts = unpacked(content)
    pattern = re.compile(rf'<c r="{cell}"( s="[0-9]+")?[^>]*?(/>|>.*?</c>)')
    text = parts[ENTRY_PART].decode()
    assert len(pattern.findall(text)) == 1, cell
    changed = pattern.sub(lambda m: f'<c r="{cell}"{m[1] or ""} {attributes}>{inside}</c>', text)
    return packed(parts | {ENTRY_PART: changed})
