"""A job as its function sees it: its arguments, its progress, and the one transaction that counts."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from sikao.core.wording import Detail, Finding, Severity
from sikao.core.wording.keeping import keep
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.canonical import canonical
from sikao.office.groundwork.jobs import queue
from sikao.office.groundwork.jobs.queue import Claimed
from sikao.office.groundwork.refusals import Refusal

QUIET_SECONDS = 0.5
"""Progress of the same note is written no more often."""


class JobLostError(Exception):
    """The job was cancelled or is another worker's by now: nothing of this run is kept."""


@dataclass(slots=True)
class Outcome:
    """What a job leaves: a result that canonical JSON can hold, and findings for people."""

    result: Any = None
    findings: tuple[Finding, ...] = ()


class Running:
    """What a job's function is handed."""

    def __init__(
        self,
        claimed: Claimed,
        now: Callable[[], datetime],
        told: Callable[[int, Finding | None], None] = lambda *_: None,
    ) -> None:
        self.claimed = claimed
        self.now = now
        self.is_done = False
        self.refused_inside = False
        self._told = told
        self._note = ""
        self._written = float("-inf")

    @property
    def ref(self) -> str:
        """The job's reference."""
        return self.claimed.ref

    @property
    def arguments(self) -> Mapping[str, Any]:
        """What the job was asked with."""
        return self.claimed.arguments

    @property
    def actor(self) -> Actor:
        """Whoever asked for the work, now acting through the worker."""
        return self.claimed.actor

    def progress(self, done: int, of: int, note: str = "", /, **details: Detail) -> None:
        """Say how far the work is; ``note`` is a code of the wording catalogue.

        Raises ``JobLostError`` when the job is no longer this worker's. Inside ``fenced`` nobody sees it.
        """
        clock = time.monotonic()
        if done < of and note == self._note and clock - self._written < QUIET_SECONDS:
            return
        self._note, self._written = note, clock
        permille = max(0, min(1000, done * 1000 // of)) if of > 0 else 0
        message = Finding(note, Severity.NOTE, details=details) if note else None
        kept = canonical(None if message is None else keep(message))
        if not queue.change(self.claimed, progress=permille, message=kept):
            raise JobLostError(self.ref)
        self._told(permille, message)

    @contextmanager
    def fenced(self) -> Iterator[Outcome]:
        """One transaction for the effects and the end of the job: saved together, by one worker, once.

        Raises ``JobLostError`` before or after the effects, and keeps none of them, when the job is no longer
        this worker's. What raises inside is rolled back, entries of refused actions with it; the worker
        journals such a refusal anew.
        """
        outcome = Outcome()
        try:
            with transaction.atomic(durable=True):
                if not queue.is_mine(self.claimed):
                    raise JobLostError(self.ref)
                yield outcome
                ended = {"result": outcome.result, "findings": outcome.findings}
                if not queue.finish(self.claimed, at=self.now(), **ended):
                    raise JobLostError(self.ref)
        except Refusal:
            self.refused_inside = True
            raise
        self.is_done = True
