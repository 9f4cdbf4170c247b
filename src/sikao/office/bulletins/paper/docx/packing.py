"""The package of a .docx made neutral: no moment, no author; the same parts give the same bytes."""

from __future__ import annotations

import io
import re
import zipfile

from sikao.office.bulletins.paper.docx.markup import clean

_MOMENT = (1980, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CORE = (
    _HEAD
    + '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></cp:coreProperties>'
)
_APP = (
    _HEAD + '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Sikao</Application></Properties>"
)
_DROPPED = ("docProps/thumbnail.jpeg",)
_SESSIONS = re.compile(rb'<w:rsids>.*?</w:rsids>|<w:rsid [^>]*/>| w:rsid[A-Za-z]*="[^"]*"', re.DOTALL)
"""Marks of the sessions in which somebody wrote the package that the program begins with."""
_THUMBNAIL = re.compile(rb'<Relationship [^>]*thumbnail[^>]*/>|<Default Extension="jpeg"[^>]*/>')


def repacked(content: bytes, title: str) -> bytes:
    """The package without what says when, where and by whom it was made."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in sorted(source.namelist(), key=_order):
            if name not in _DROPPED:
                target.writestr(_entry(name), _neutral(name, source.read(name), title))
    return buffer.getvalue()


def _order(name: str) -> tuple[bool, str]:
    """The list of types comes first, as readers expect."""
    return (name != "[Content_Types].xml", name)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    entry.create_system = 3
    return entry


def _neutral(name: str, content: bytes, title: str) -> bytes:
    if name == "docProps/core.xml":
        return _CORE.replace("{title}", clean(title)).encode()
    if name == "docProps/app.xml":
        return _APP.encode()
    if name in ("_rels/.rels", "[Content_Types].xml"):
        return _THUMBNAIL.sub(b"", content)
    return _SESSIONS.sub(b"", content) if name.endswith(".xml") else content
