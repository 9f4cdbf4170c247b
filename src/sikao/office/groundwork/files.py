"""Files kept in the home, each under the digest of its content: ``files/ab/abcdef…``.

A file lies on the disk before the transaction that names it commits, and is never changed: an act that is
broken off leaves a file that no row names, which a sweep takes away a day later.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sikao.core.sheets.files import not_written
from sikao.core.wording import Finding, Severity
from sikao.office.groundwork.here import installation
from sikao.office.groundwork.malware import HandedIn, scan
from sikao.office.groundwork.models import StoredFile
from sikao.office.groundwork.refusals import NotNow, NotValid

CHUNK = 1 << 20
GRACE = timedelta(days=1)
"""So long a file may wait for the act that names it."""
NAME_BYTES = 180
UNNAMED = "未命名文件"

_DIGEST = re.compile(r"[0-9a-f]{64}")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_FORBIDDEN = '/\\:*?"<>|'

Holder = Callable[[], Iterable[str]]
_holders: dict[str, Holder] = {}


class FileDamagedError(NotNow):
    """A stored file is gone, or its bytes are not those that were stored; the finding names its digest."""

    def __init__(self, sha256: str) -> None:
        super().__init__((Finding("file.damaged", Severity.ERROR, details={"digest": sha256}),))


@dataclass(frozen=True, slots=True)
class Stored:
    """A file on the disk: its digests in hexadecimal, and its size in bytes."""

    sha256: str
    sm3: str
    size: int


def store(chunks: Iterable[bytes], limit: int | None = None, sent: HandedIn | None = None) -> Stored:
    """Put bytes on the disk before the act that names them; those of a file ``sent`` by somebody are scanned.

    More than ``limit`` bytes and malware raise ``NotValid``, a scanner that is broken ``NotNow``; a disk that
    takes nothing more raises ``FindingsError``. Nothing is left behind in any case.
    """
    folder = installation().files
    fresh = folder / f".{secrets.token_hex(16)}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            stored = _write(fresh, chunks, limit)
            if sent is not None:
                scan(fresh, sent)
            _settle(fresh, place_of(stored.sha256))
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as refused:
        raise not_written(folder, refused) from refused
    return stored


def row_for(stored: Stored, name: str, media: str) -> StoredFile:
    """The row by which an act brings a stored file; ``name`` is what the sender called it."""
    shown = display_name(name)
    return StoredFile(sha256=stored.sha256, sm3=stored.sm3, size=stored.size, media=media[:100], name=shown)


def place_of(sha256: str) -> Path:
    """Where a file lies; a text that is no digest raises ``ValueError``, so that no name leads elsewhere."""
    if not _DIGEST.fullmatch(sha256):
        raise ValueError(f"not a digest: {sha256!r}")
    return installation().files / sha256[:2] / sha256


def content_of(sha256: str) -> bytes:
    """The bytes of a stored file, checked against its digest; raises ``FileDamagedError``."""
    try:
        data = place_of(sha256).read_bytes()
    except OSError as error:
        raise FileDamagedError(sha256) from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise FileDamagedError(sha256)
    return data


def is_whole(sha256: str) -> bool:
    """Whether a stored file is there with the bytes that were stored; read in pieces."""
    counted = hashlib.sha256()
    try:
        with place_of(sha256).open("rb") as file:
            while chunk := file.read(CHUNK):
                counted.update(chunk)
    except OSError:
        return False
    return counted.hexdigest() == sha256


def damaged(digests: Iterable[str]) -> list[str]:
    """Those of some files, brought by an act, that no longer have their bytes."""
    known = StoredFile.objects.filter(sha256__in=set(digests)).values_list("sha256", flat=True).distinct()
    return sorted(digest for digest in known if not is_whole(digest))


def check_quota(held: int, adding: int, megabytes: int) -> None:
    """Raise ``NotValid`` where what an organisation holds and adds, in bytes, passes its quota."""
    if held + adding > megabytes << 20:
        told = {"held": _megabytes(held), "adding": _megabytes(adding), "quota": str(megabytes)}
        raise NotValid([Finding("stored.over_quota", Severity.ERROR, details=told)])


def display_name(name: str) -> str:
    """What a file is called to people: one visible line without a path, short enough for any disk."""
    composed = unicodedata.normalize("NFC", name.replace("\\", "/"))
    last = composed.rsplit("/", 1)[-1]
    kept = "".join(" " if char.isspace() else char for char in last)
    kept = "".join("_" if c in _FORBIDDEN else c for c in kept if unicodedata.category(c) not in _HIDDEN)
    # A dot in front hides a file, dots and spaces behind are dropped by some systems.
    kept = " ".join(kept.split()).lstrip(". ").rstrip(". ")
    if not kept or _RESERVED.fullmatch(kept):
        kept = f"{UNNAMED}{'_' if kept else ''}{kept}"
    return _short(kept)


def hold(name: str, holder: Holder) -> None:
    """Register what else names stored files, such as drafts: a function that gives their digests."""
    _holders[name] = holder


def sweep(at: datetime) -> list[str]:
    """Take away files that nothing names, once they are a day old; returns their digests."""
    limit = at.timestamp() - GRACE.total_seconds()
    found = [path for path in _lying() if _changed(path) < limit]
    digests = {path.name for path in found if _DIGEST.fullmatch(path.name)}
    named = {digest for holder in _holders.values() for digest in holder()}
    waiting = digests - named
    for some in _in_batches(sorted(waiting)):
        waiting -= set(StoredFile.objects.filter(sha256__in=some).values_list("sha256", flat=True))
    # What was stored again while everybody was asked has begun to wait anew.
    gone = [
        path
        for path in found
        if (path.name in waiting or path.name.startswith(".")) and _changed(path) < limit
    ]
    for path in gone:
        path.unlink(missing_ok=True)
    return sorted(path.name for path in gone if path.name in waiting)


def _write(fresh: Path, chunks: Iterable[bytes], limit: int | None) -> Stored:
    sha256, sm3, size = hashlib.sha256(), hashlib.new("sm3"), 0
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if limit is not None and size > limit:
                raise NotValid.of("stored.too_large", limit=_megabytes(limit))
            sha256.update(chunk)
            sm3.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return Stored(sha256.hexdigest(), sm3.hexdigest(), size)


def _settle(fresh: Path, place: Path) -> None:
    """Give the file its place, durably. Stored again it begins to wait anew, and damaged bytes are healed."""
    place.parent.mkdir(mode=0o700, exist_ok=True)
    fresh.chmod(stat.S_IRUSR)
    fresh.replace(place)
    for folder in (place.parent, place.parent.parent):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _lying() -> Iterator[Path]:
    folder = installation().files
    if folder.is_dir():
        for path in folder.rglob("*"):
            if path.is_file() and not path.is_symlink():
                yield path


def _changed(path: Path) -> float:
    with suppress(FileNotFoundError):
        return path.stat().st_mtime
    return float("inf")


def _in_batches(digests: list[str], size: int = 500) -> Iterator[list[str]]:
    for start in range(0, len(digests), size):
        yield digests[start : start + size]


def _short(name: str) -> str:
    """Cut a name in the middle of its stem: its ending says what it is."""
    if len(name.encode()) <= NAME_BYTES:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending.encode()) > 16:
        stem, dot, ending = name, "", ""
    room = NAME_BYTES - len((dot + ending).encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(". ") + dot + ending


def _megabytes(size: int) -> str:
    """Megabytes with one decimal, rounded up, for people."""
    tenths = -(-size * 10 // (1 << 20))
    return f"{tenths // 10}.{tenths % 10}"
