"""The thread beside a job: says that the worker is alive, and gives up when it must not go on."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from types import TracebackType

from django.db import Error, connections

from sikao.core.wording import Finding, Severity
from sikao.office.groundwork.jobs import queue
from sikao.office.groundwork.jobs.kinds import Kind
from sikao.office.groundwork.jobs.queue import Claimed

TICK_SECONDS = 0.5
GAVE_UP = 75
"""Exit code of a worker that left its job: whoever watches over it starts another."""

log = logging.getLogger("sikao.jobs")


class Heartbeat:
    """Renews the lease of a job for as long as its function runs.

    A function cannot be interrupted safely, but a process can: when the grace of a stop or the limit of the
    kind is over, the job is given back or failed, and the process ends at once, as if it had been killed.
    """

    def __init__(
        self,
        claimed: Claimed,
        kind: Kind,
        now: Callable[[], datetime],
        lease: timedelta,
        time_left: Callable[[], float | None],
    ) -> None:
        self._claimed = claimed
        self._kind = kind
        self._now = now
        self._lease = lease
        self._time_left = time_left
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"heartbeat {claimed.ref}", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        self._thread.join()

    def _beat(self) -> None:
        every = self._lease.total_seconds() / 3
        began = beaten = time.monotonic()
        try:
            while not self._done.wait(min(every, TICK_SECONDS)):
                clock = time.monotonic()
                left = self._time_left()
                if left is not None and left <= 0:
                    self._give_up(lambda: queue.give_back(self._claimed))
                if clock - began > self._kind.limit.total_seconds():
                    self._give_up(self._fail)
                if clock - beaten >= every:
                    self._hold()
                    beaten = clock
        finally:
            connections.close_all()  # this thread's own

    def _hold(self) -> None:
        try:
            queue.hold(self._claimed, at=self._now(), lease=self._lease)
        except Error as error:  # busy or away: the next beat may come through, and the token decides anyway
            log.warning("heartbeat of %s: %s", self._claimed.ref, type(error).__name__)

    def _fail(self) -> None:
        minutes = str(int(self._kind.limit.total_seconds() // 60))
        details = {"kind": self._claimed.kind, "minutes": minutes}
        finding = Finding("job.too_long", Severity.ERROR, details=details)
        queue.fail(self._claimed, (finding,), at=self._now())

    def _give_up(self, leave: Callable[[], object]) -> None:
        try:
            leave()
        except Error as error:  # the lease will run out by itself
            log.warning("leaving %s: %s", self._claimed.ref, type(error).__name__)
        log.warning("left job %s (%s)", self._claimed.ref, self._claimed.kind)
        os._exit(GAVE_UP)
