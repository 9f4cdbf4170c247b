"""Reading jobs: frozen views for pages and commands."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sikao.core.wording import Finding
from sikao.core.wording.keeping import restore
from sikao.office.groundwork.actor import MACHINE
from sikao.office.groundwork.jobs.models import OPEN, Job, State


@dataclass(frozen=True, slots=True)
class JobView:
    """A job as people see it; ``permille`` of the work is done."""

    ref: str
    kind: str
    state: State
    permille: int
    note: Finding | None
    findings: tuple[Finding, ...]
    result: Any
    attempts: int
    arguments: Mapping[str, Any]
    asked_by: str
    for_whom: str
    asked_at: datetime
    run_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None


def find_job(ref: str) -> JobView | None:
    """The job of a reference."""
    job = Job.objects.filter(ref=ref).first()
    return None if job is None else _view(job)


def list_jobs(
    *, asked_by: str | None = None, by_people: bool = False, only_open: bool = False, limit: int = 50
) -> list[JobView]:
    """The newest jobs first; of one person, those that any person asked for, only those that go on."""
    jobs = Job.objects.order_by("-asked_at", "-ref")
    if asked_by is not None:
        jobs = jobs.filter(asked_by=asked_by)
    if by_people:
        jobs = jobs.exclude(asked_by=MACHINE)
    if only_open:
        jobs = jobs.filter(state__in=OPEN)
    return [_view(job) for job in jobs[:limit]]


def jobs_of(keys: str, limit: int = 20) -> list[JobView]:
    """The newest jobs first whose key begins so."""
    jobs = Job.objects.filter(key__startswith=keys).order_by("-asked_at", "-ref")
    return [_view(job) for job in jobs[:limit]]


def place_in_queue(ref: str) -> int:
    """How many waiting jobs come before a waiting one, it included: 1 is next; 0 where it does not wait."""
    refs = Job.objects.filter(state=State.READY).order_by("priority", "asked_at", "ref")
    waiting = list(refs.values_list("ref", flat=True))
    return waiting.index(ref) + 1 if ref in waiting else 0


def _view(job: Job) -> JobView:
    note = json.loads(job.message)
    return JobView(
        ref=job.ref,
        kind=job.kind,
        state=State(job.state),
        permille=job.progress,
        note=None if note is None else restore(note),
        findings=tuple(restore(finding) for finding in json.loads(job.findings)),
        result=json.loads(job.result),
        attempts=job.attempts,
        arguments=json.loads(job.arguments),
        asked_by=job.asked_by,
        for_whom=job.for_whom,
        asked_at=job.asked_at,
        run_at=job.run_at,
        started_at=job.started_at,
        ended_at=job.ended_at,
    )
