"""How often a program may ask: a bucket of requests for each token, filled again as time passes.

Kept in the memory of the server process, of which an installation has one; what is lost with it is only the
count of the last minute.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from math import ceil

MOST_BUCKETS = 10_000


class Limiter:
    """Lets ``per_minute`` requests of one asker through, at once or spread out."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._buckets: dict[str, tuple[float, float]] = {}

    def wait(self, asker: str, per_minute: int) -> int:
        """Seconds until the asker may ask again; 0 lets this request through and counts it."""
        with self._lock:
            now = self._clock()
            left, since = self._buckets.get(asker, (float(per_minute), now))
            left = min(float(per_minute), left + (now - since) * per_minute / 60)
            if left < 1:
                self._buckets[asker] = (left, now)
                return ceil((1 - left) * 60 / per_minute)
            self._buckets[asker] = (left - 1, now)
            if len(self._buckets) > MOST_BUCKETS:
                self._forget(now)
            return 0

    def _forget(self, now: float) -> None:
        """Drop who has not asked for a minute: their buckets are full again."""
        self._buckets = {asker: kept for asker, kept in self._buckets.items() if now - kept[1] < 60}
