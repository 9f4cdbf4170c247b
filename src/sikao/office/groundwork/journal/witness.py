"""The journal's heads outside the database: ``witness.log`` in the home, one line of fixed length per entry.

A line is written before its act commits, so that a full disk refuses the act, and marked when the act has
committed. A marked line that the database does not know says that the database was put back or cut short.
Whoever writes holds the lock of the journal's head.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

INTENDED, COMMITTED = "?", "="
_LENGTH = 1 + 19 + 1 + 64 + 1 + 27 + 1
_LOOK_BACK = 1000
"""So many acts without a mark can follow each other: each of them a transaction that was broken off."""


@dataclass(frozen=True, slots=True)
class Line:
    """One head: the entry's number, its SHA-256 and its moment. ``committed`` says that the act was kept."""

    seq: int
    sha256: str
    at: str
    committed: bool


class WitnessError(Exception):
    """A line of the witness cannot be read."""


def intend(path: Path, seq: int, sha256: str, at: str) -> int:
    """Write the line of an act that is about to commit; returns its place. All of it, or none."""
    text = f"{INTENDED}{seq:>19} {sha256} {at}\n".encode("ascii")
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        size = os.fstat(descriptor).st_size
        place = size - size % _LENGTH  # what a broken-off writing left is overwritten
        try:
            if os.pwrite(descriptor, text, place) != len(text):
                raise OSError(28, os.strerror(28), os.fspath(path))
            os.fdatasync(descriptor)
        except OSError:
            os.ftruncate(descriptor, place)
            raise
    finally:
        os.close(descriptor)
    return place


def confirm(path: Path, place: int) -> None:
    """Mark the line at a place: its act has committed. This needs no more room on the disk."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
    try:
        os.pwrite(descriptor, COMMITTED.encode("ascii"), place)
    finally:
        os.close(descriptor)


def last_committed(path: Path) -> Line | None:
    """The last line whose act was kept; ``None`` where there is none."""
    if not path.is_file():
        return None
    with path.open("rb") as log:
        count = log.seek(0, os.SEEK_END) // _LENGTH
        log.seek(max(0, count - _LOOK_BACK) * _LENGTH)
        tail = log.read(min(count, _LOOK_BACK) * _LENGTH)
    marks = tail[::_LENGTH]
    found = len(marks.rstrip(INTENDED.encode("ascii"))) - 1
    return None if found < 0 else _read(tail[found * _LENGTH : (found + 1) * _LENGTH])


def lines(path: Path) -> Iterator[Line]:
    """All lines from the first; a line that is none raises ``WitnessError``."""
    if path.is_file():
        with path.open("rb") as log:
            while len(text := log.read(_LENGTH)) == _LENGTH:
                yield _read(text)


def cut(path: Path, target: Path, seq: int) -> None:
    """Copy the committed lines up to a number: what belongs to a copy of the database taken at that head."""
    with target.open("w", encoding="ascii") as copy:
        for line in lines(path):
            if line.seq <= seq:
                mark = COMMITTED if line.committed else INTENDED
                copy.write(f"{mark}{line.seq:>19} {line.sha256} {line.at}\n")


def _read(text: bytes) -> Line:
    try:
        whole = text.decode("ascii")
        seq, sha256, at = whole[1:].split()
        number = int(seq)
    except ValueError as error:
        raise WitnessError(str(error)) from error
    if whole[0] not in (INTENDED, COMMITTED):
        raise WitnessError(f"unknown mark {whole[0]!r}")
    return Line(number, sha256, at, whole[0] == COMMITTED)
