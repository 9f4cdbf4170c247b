"""What a process of the benchmark found, and how it takes the time."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Outcome:
    """Seconds of each repetition by work; what the works came to, compared between tools; remarks for the
    table.
    """

    seconds: dict[str, list[float]] = field(default_factory=dict)
    answers: dict[str, list[float]] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)


def timed(work: Callable[[], Any], times: int) -> list[float]:
    """Seconds of each repetition, after one that does not count where there are several; the collector of
    garbage rests meanwhile, as in ``timeit``.
    """
    if times > 1:
        work()
    gc.collect()
    gc.disable()
    try:
        found = []
        for _ in range(times):
            start = time.perf_counter()
            work()
            found.append(time.perf_counter() - start)
        return found
    finally:
        gc.enable()
