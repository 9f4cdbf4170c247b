"""The worker: takes one job after another, holds it by a heartbeat, survives whatever its function does.

It may be killed at any moment. What it had is taken up again: at once by a successor of the same name, else
when its lease has run out; its effects were saved with the end of the job, or not at all.
"""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Protocol

from django.db import Error, close_old_connections, connections, transaction

from sikao.core.wording import Detail, Finding, Severity
from sikao.office.groundwork import clock
from sikao.office.groundwork.jobs import queue
from sikao.office.groundwork.jobs.heartbeat import Heartbeat
from sikao.office.groundwork.jobs.kinds import Kind, Schedule
from sikao.office.groundwork.jobs.models import State
from sikao.office.groundwork.jobs.planning import Planner
from sikao.office.groundwork.jobs.queries import find_job
from sikao.office.groundwork.jobs.queue import LONGEST_LEASE, Claimed
from sikao.office.groundwork.jobs.running import JobLostError, Running
from sikao.office.groundwork.journal import Subject, write_refusal
from sikao.office.groundwork.refusals import NotNow, Refusal

LEASE = timedelta(seconds=15)
POLL_SECONDS = 0.25
GRACE_SECONDS = 20.0
"""So long may a job go on once the worker was asked to stop; then it is given back."""
CLOCK_PAUSE = timedelta(seconds=30)

log = logging.getLogger("sikao.jobs")


class Watcher(Protocol):
    """Whoever looks at a worker."""

    def began(self, job: Claimed) -> None:
        """A job was taken."""

    def went(self, permille: int, note: Finding | None) -> None:
        """It went on."""

    def ended(self, job: Claimed, state: State | None, seconds: float) -> None:
        """It stands so now; ``None``: it is somebody else's."""


class Unwatched:
    """Nobody looks."""

    def began(self, job: Claimed) -> None:
        """Nobody to tell."""

    def went(self, permille: int, note: Finding | None) -> None:
        """Nobody to tell."""

    def ended(self, job: Claimed, state: State | None, seconds: float) -> None:
        """Nobody to tell."""


class Worker:
    """One process that works; ``name`` must belong to no other worker that is alive."""

    def __init__(
        self,
        kinds: Mapping[str, Kind],
        schedules: Iterable[Schedule] = (),
        *,
        name: str,
        now: Callable[[], datetime] = clock.now,
        lease: timedelta = LEASE,
        grace_seconds: float = GRACE_SECONDS,
        watcher: Watcher | None = None,
    ) -> None:
        if lease > LONGEST_LEASE / 2:
            raise ValueError(f"a lease lasts at most {LONGEST_LEASE / 2}")
        self._kinds = kinds
        self._planner = Planner(schedules)
        self._name = name
        self._now = now
        self._lease = lease
        self._grace_seconds = grace_seconds
        self._watcher = watcher or Unwatched()
        # A plain attribute, since signal handlers set it: an event's lock may be held by what they interrupt.
        self._stop_asked: float | None = None

    def stop(self, grace_seconds: float | None = None) -> None:
        """Take nothing more; the job in hand may end within the grace. Safe in a signal handler."""
        if grace_seconds is not None:
            self._grace_seconds = grace_seconds
        if self._stop_asked is None:
            self._stop_asked = time.monotonic()

    def run(self, *, drain: bool = False) -> int:
        """Work until stopped; ``drain``: only what is due, nothing by schedule. How many jobs were taken."""
        taken = 0
        began = False
        while self._stop_asked is None:
            try:
                if not began:
                    queue.give_back_all(self._name)
                    began = True
                if not drain:
                    self._planner.plan(self._now())
                if self.run_one():
                    taken += 1
                    continue
            except Error as error:  # the database is away or busy: it will be back
                log.error("database: %s", type(error).__name__)
                connections.close_all()
            else:
                if drain:
                    break
            self._rest()
        return taken

    def _rest(self) -> None:
        close_old_connections()
        time.sleep(POLL_SECONDS)

    def run_one(self) -> bool:
        """Take one job and do it; whether there was one."""
        claimed = queue.claim(self._name, at=self._now(), lease=self._lease)
        if claimed is None:
            return False
        began = time.monotonic()
        self._watcher.began(claimed)
        kind = self._kinds.get(claimed.kind)
        if kind is None:
            self._fail(claimed, "job.unknown_kind", kind=claimed.kind)
        elif claimed.attempts > kind.attempts:
            self._fail(claimed, "job.lost", kind=claimed.kind)
        else:
            self._do(claimed, kind)
        self._watcher.ended(claimed, self._state(claimed), time.monotonic() - began)
        return True

    def _state(self, claimed: Claimed) -> State | None:
        job = find_job(claimed.ref)
        return None if job is None else job.state

    def _fail(self, claimed: Claimed, code: str, **details: Detail) -> None:
        queue.fail(claimed, (Finding(code, Severity.ERROR, details=details),), at=self._now())

    def _do(self, claimed: Claimed, kind: Kind) -> None:
        running = Running(claimed, self._now, self._watcher.went)
        try:
            with Heartbeat(claimed, kind, self._now, self._lease, self._time_left):
                result = kind.function(running)
                if not running.is_done:
                    with running.fenced() as outcome:
                        outcome.result = result
        except JobLostError:
            log.warning("job %s (%s) is no longer this worker's", claimed.ref, claimed.kind)
        except Refusal as refusal:
            self._refuse(running, refusal)
        except Exception as error:  # noqa: BLE001 -- a job's mistake must not end the worker
            self._retry(running, kind, error)

    def _time_left(self) -> float | None:
        """Seconds of grace, once the worker was asked to stop."""
        asked = self._stop_asked
        return None if asked is None else asked + self._grace_seconds - time.monotonic()

    def _refuse(self, running: Running, refusal: Refusal) -> None:
        """A refusal is an answer; only what a clock that was set refuses is tried again."""
        if running.is_done:
            return
        claimed, at = running.claimed, self._now()
        if any(finding.code in {"clock.behind", "clock.moved"} for finding in refusal.findings):
            queue.give_back(claimed, run_at=at + CLOCK_PAUSE)
            return
        with transaction.atomic():
            if queue.fail(claimed, refusal.findings, at=at) and running.refused_inside:
                _journal(running, refusal, at)

    def _retry(self, running: Running, kind: Kind, error: Exception) -> None:
        """Try again later, or tell people. What was committed stays, whatever failed after it."""
        # Neither the error's message nor the values around it: more people read logs than figures.
        places = "".join(traceback.format_tb(error.__traceback__))
        claimed = running.claimed
        log.error("job %s (%s): %s\n%s", claimed.ref, claimed.kind, type(error).__name__, places)
        if running.is_done:
            return
        if claimed.attempts < kind.attempts:
            pause = queue.pause_after(claimed.attempts)
            queue.give_back(claimed, run_at=self._now() + pause, counted=True)
        else:
            self._fail(claimed, "job.failed", kind=claimed.kind, error=type(error).__name__)


def _journal(running: Running, refusal: Refusal, at: datetime) -> None:
    """The entry of a refusal that was rolled back with everything else."""
    try:
        write_refusal(running.actor, at, f"job.{running.claimed.kind}", Subject("job", running.ref), refusal)
    except NotNow:  # the clock was put back meanwhile; the job's own findings stay
        log.warning("job %s: its refusal could not be journaled", running.ref)
