"""How often somebody may ask: a bucket of requests for each token or address, filled again as time passes.

The buckets lie in a small file that all processes of a server share, however many there are. It holds nothing
but the counts of the last minute and may be deleted at any time.
"""

from __future__ import annotations

import fcntl
import os
import struct
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from math import ceil
from pathlib import Path

BUCKET = struct.Struct("<16sdd")
"""Whose it is, how many requests are left in it, and since when."""
BUCKETS = 4096
NEIGHBOURS = 8
"""A bucket lies in one of so many places; where all are taken, the one unused for longest is given away."""


class Limiter:
    """Lets ``per_minute`` requests of one asker through, at once or spread out."""

    def __init__(self, place: Callable[[], Path], clock: Callable[[], float] = time.monotonic) -> None:
        """``clock`` must tell all processes of the machine the same, and never go back."""
        self._place = place
        self._clock = clock
        self._lock = threading.Lock()
        self._file: int | None = None

    def wait(self, asker: str, per_minute: int) -> int:
        """Seconds until the asker may ask again; 0 lets this request through and counts it."""
        name = sha256(asker.encode()).digest()[:16]
        with self._alone() as file:
            now = self._clock()
            place, left, since = _bucket(file, name, now)
            full = float(per_minute)
            left = full if since is None else min(full, left + (now - since) * per_minute / 60)
            seconds = 0 if left >= 1 else ceil((1 - left) * 60 / per_minute)
            os.pwrite(file, BUCKET.pack(name, left if seconds else left - 1, now), place)
            return seconds

    @contextmanager
    def _alone(self) -> Iterator[int]:
        """The file, locked against other threads and other processes."""
        with self._lock:
            if self._file is None:
                self._file = _opened(self._place())
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                yield self._file
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)


def _opened(path: Path) -> int:
    """The shared file; where none can be had, as in a home that may not be written, one of this process."""
    try:
        return _with_room(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    except OSError:
        with tempfile.TemporaryFile() as alone:
            return _with_room(os.dup(alone.fileno()))


def _with_room(file: int) -> int:
    """The file with all its room taken, so that no full disk stops it later."""
    try:
        os.posix_fallocate(file, 0, BUCKETS * BUCKET.size)
    except OSError:
        os.close(file)
        raise
    return file


def _bucket(file: int, name: bytes, now: float) -> tuple[int, float, float | None]:
    """Where the asker's bucket lies, what is left in it, and since when; a new one where there is none."""
    first = int.from_bytes(name[:4], "little") % (BUCKETS - NEIGHBOURS)
    start = first * BUCKET.size
    found = list(BUCKET.iter_unpack(os.pread(file, NEIGHBOURS * BUCKET.size, start)))
    for number, (whose, left, since) in enumerate(found):
        # A moment to come is of a clock that has begun anew with the machine.
        if whose == name and since <= now:
            return start + number * BUCKET.size, left, since
    oldest = min(range(NEIGHBOURS), key=lambda number: _age(found[number], now))
    return start + oldest * BUCKET.size, 0.0, None


def _age(bucket: tuple[bytes, float, float], now: float) -> float:
    """The longer ago a bucket was used, the less it is needed; one of another clock not at all."""
    _, _, since = bucket
    return since if since <= now else -1.0
