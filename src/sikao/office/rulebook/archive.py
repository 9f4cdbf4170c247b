"""A scheme's text form as one file: written the same on every machine, read with distrust."""

from __future__ import annotations

import io
import re
import stat
import tempfile
import zipfile
import zlib
from pathlib import Path

from sikao.core.scheme import Scheme
from sikao.core.scheme.text.folder import BESIDE, MAX_FILES, Reading, read_text
from sikao.core.scheme.text.writer import text_files
from sikao.core.scheme.text.yaml_tree import MAX_BYTES
from sikao.core.scheme.tree import NO_PLACES
from sikao.core.wording import Findings, Place

MOST_ENTRIES = 1000
"""Entries of an archive, with figures and other things that are passed over."""
_NAME = re.compile(r"[A-Za-z0-9_.\-]+(/[A-Za-z0-9_.\-]+)*")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, RuntimeError, OSError)


def pack(files: dict[str, bytes]) -> bytes:
    """A ZIP of files whose bytes depend on names and contents alone: sorted, undated, not compressed."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, files[name])
    return target.getvalue()


def text_archive(scheme: Scheme) -> bytes:
    """A scheme in its canonical text form."""
    return pack({name: text.encode() for name, text in text_files(scheme).items()})


def pack_folder(folder: Path) -> bytes:
    """The text form in a folder, as somebody wrote it, as one file to hand in."""
    files: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and not _is_beside(name.as_posix()):
            files[name.as_posix()] = path.read_bytes()
    return pack(files)


def read_archive(content: bytes, name: str | None = None) -> Reading:
    """The scheme in a ZIP of its text form, with places in its files; structure only, as ``read_text``."""
    found = Findings()
    files = unpack(content, found, name)
    if files is None:
        return Reading(None, NO_PLACES, found.sorted())
    with tempfile.TemporaryDirectory(prefix="sikao-scheme-") as place:
        for inner, data in files.items():
            path = Path(place, inner)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return read_text(Path(place))


def unpack(content: bytes, found: Findings, name: str | None = None) -> dict[str, bytes] | None:
    """The files of a scheme in a ZIP, without what only stands beside; ``None`` with the reasons told.

    A file longer than the strict loader takes is cut where that shows. Whatever one folder holds all is read
    as if it stood at the top: people pack the folder and not its content.
    """
    where = Place(file=name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            entries = [entry for entry in entries if not _is_litter(entry.filename)]
            if not _is_harmless(entries, where, found):
                return None
            top = _common_folder([entry.filename for entry in entries])
            wanted = {e.filename.removeprefix(top): e for e in entries}
            wanted = {own: entry for own, entry in wanted.items() if not _is_beside(own)}
            if len(wanted) > 2 * MAX_FILES:
                found.error("archive.too_many", where, count=str(len(wanted)), most=str(MAX_FILES))
                return None
            return {own: _bytes_of(archive, entry) for own, entry in wanted.items()}
    except _DAMAGED:
        found.error("archive.damaged", where)
        return None


def _is_harmless(entries: list[zipfile.ZipInfo], where: Place, found: Findings) -> bool:
    if len(entries) > MOST_ENTRIES:
        found.error("archive.too_many", where, count=str(len(entries)), most=str(MOST_ENTRIES))
        return False
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename
        if not _is_plain_name(entry) or name.lower() in seen or entry.flag_bits & _ENCRYPTED:
            found.error("archive.odd_entry", where, entry=entry.orig_filename)
        seen.add(name.lower())
    return not found.failed


def _is_plain_name(entry: zipfile.ZipInfo) -> bool:
    name = entry.filename
    # Beside a scheme may stand whatever it likes: it is passed over.
    plain = _NAME.fullmatch(name) is not None or any(step in BESIDE for step in name.split("/"))
    climbs = any(step.strip(". ") == "" for step in name.split("/"))
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    return plain and not climbs and not is_link and entry.orig_filename == name and len(name) <= 200


def _bytes_of(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as stream:
        return stream.read(MAX_BYTES + 1)


def _common_folder(names: list[str]) -> str:
    """The folder that holds everything, with its slash; nothing where files stand at the top."""
    tops = {name.partition("/")[0] for name in names if "/" in name}
    bare = any("/" not in name for name in names)
    return f"{tops.pop()}/" if len(tops) == 1 and not bare and "scorecards" not in tops else ""


def _is_beside(name: str) -> bool:
    return any(step in BESIDE or step.startswith(".") for step in name.split("/"))


def _is_litter(name: str) -> bool:
    """What packing programs add of their own."""
    return name.startswith("__MACOSX/") or name.rsplit("/", 1)[-1] in {
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
    }
