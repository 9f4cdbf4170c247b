"""The queue's own steps: asking for work, taking it, holding it, giving it back, ending it.

Every step is one short transaction that changes a row only while it still carries the caller's token. Clocks
decide about waiting only, never about whose the work is: a clock that is put forward makes a second worker
begin, whose token then shuts the first one out; one that is put back delays nothing by more than
``LONGEST_LEASE`` or ``LONGEST_WAIT``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Concat

from sikao.core.wording import Finding
from sikao.core.wording.keeping import keep
from sikao.office.groundwork.actor import Actor, Channel
from sikao.office.groundwork.canonical import canonical
from sikao.office.groundwork.jobs.models import OPEN, Job, State
from sikao.office.groundwork.refusals import NotNow, NotThere

LONGEST_LEASE = timedelta(seconds=60)
LONGEST_WAIT = timedelta(minutes=5)
"""The longest pause before work is tried again."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A job in a worker's hands. ``lost`` says that it was taken from a worker that fell silent."""

    ref: str
    kind: str
    arguments: Mapping[str, Any]
    token: int
    attempts: int
    actor: Actor
    lost: bool


def enqueue(
    kind: str,
    arguments: Mapping[str, Any] | None = None,
    *,
    actor: Actor,
    at: datetime,
    key: str | None = None,
    run_at: datetime | None = None,
    priority: int = 100,
) -> str:
    """Ask for work inside the caller's transaction: it is there when, and only when, the caller commits.

    Gives the job's reference. With a ``key`` there is at most one job: the earlier one, ended or not, is the
    answer. Work is due at once, or at ``run_at``; lower ``priority`` comes first.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("work is asked for inside the transaction that needs it")
    given = {
        "kind": kind,
        "arguments": canonical(dict(arguments or {})),
        "run_at": run_at,
        "priority": priority,
        "asked_by": actor.person,
        "for_whom": actor.for_whom,
        "source": actor.source,
        "asked_at": at,
    }
    if key is None:
        return Job.objects.create(**given).ref
    return Job.objects.get_or_create(key=key, defaults=given)[0].ref


def has_begun(key: str) -> bool:
    """Whether the work of a key was taken up, ended or not: it may have passed over what happens now."""
    return Job.objects.filter(key=key).exclude(state=State.READY).exists()


def cancel(ref: str, *, at: datetime, begun: bool = True) -> None:
    """Let work not be done: what is running can no longer commit. Refuses (``NotNow``) what has ended.

    Without ``begun`` it refuses what a worker has in hand, too. The key is free again, so that the same may
    be asked for anew. It is the caller's to ask whether the actor may, and to journal it.
    """
    freed = Case(When(key__isnull=False, then=Concat("key", Value(f"#{ref}"))))
    ended = {"state": State.CANCELLED, "ended_at": at, "lease_until": None, "token": F("token") + 1}
    states = OPEN if begun else (State.READY,)
    if Job.objects.filter(ref=ref, state__in=states).update(**ended, key=freed):
        return
    job = Job.objects.filter(ref=ref).first()
    if job is None:
        raise NotThere.of("job.not_there", ref=ref)
    state = State(job.state)
    raise NotNow.of("job.ended", state=state.term) if state.has_ended else NotNow.of("job.begun")


def is_due(at: datetime) -> bool:
    """Whether anything waits to be taken; asks without locking."""
    return Job.objects.filter(_due(at)).exists()


def claim(worker: str, *, at: datetime, lease: timedelta) -> Claimed | None:
    """Take the next job that is due, or that a silent worker left; ``None`` where there is none."""
    if not is_due(at):
        return None
    with transaction.atomic():
        due = Job.objects.filter(_due(at)).order_by("priority", "asked_at", "ref")
        job = due.select_for_update(skip_locked=True).first()
        if job is None:
            return None
        lost = job.state == State.RUNNING
        job.state, job.worker, job.lease_until = State.RUNNING, worker, at + lease
        job.token, job.attempts = job.token + 1, job.attempts + 1
        job.started_at, job.progress, job.message = at, 0, "null"
        job.save()
    actor = Actor(job.asked_by, Channel.WORKER, job.for_whom, job.source)
    return Claimed(job.ref, job.kind, json.loads(job.arguments), job.token, job.attempts, actor, lost)


def _due(at: datetime) -> Q:
    """Due by the clock; or so far ahead that only a clock put back can explain it."""
    ready = Q(run_at=None) | Q(run_at__lte=at) | Q(attempts__gt=0, run_at__gt=at + LONGEST_WAIT)
    silent = Q(lease_until__lte=at) | Q(lease_until__gt=at + LONGEST_LEASE)
    return (Q(state=State.READY) & ready) | (Q(state=State.RUNNING) & silent)


def is_mine(claimed: Claimed) -> bool:
    """Whether the job still is the worker's; inside a transaction it stays so until the end."""
    held = Job.objects.select_for_update() if transaction.get_connection().in_atomic_block else Job.objects
    return held.filter(_mine(claimed)).exists()


def change(claimed: Claimed, **values: Any) -> bool:
    """Write to the job while it is the worker's; whether it was."""
    return Job.objects.filter(_mine(claimed)).update(**values) == 1


def _mine(claimed: Claimed) -> Q:
    return Q(ref=claimed.ref, token=claimed.token, state=State.RUNNING)


def hold(claimed: Claimed, *, at: datetime, lease: timedelta) -> bool:
    """Say that the worker is alive; whether the job still is its own."""
    return change(claimed, lease_until=at + lease)


def finish(claimed: Claimed, *, at: datetime, result: Any = None, findings: Iterable[Finding] = ()) -> bool:
    """End the job well."""
    told = canonical([keep(finding) for finding in findings])
    ended = {"state": State.DONE, "ended_at": at, "lease_until": None, "progress": 1000}
    return change(claimed, **ended, result=canonical(result), findings=told)


def fail(claimed: Claimed, findings: Iterable[Finding], *, at: datetime) -> bool:
    """End the job badly; people read the findings."""
    told = canonical([keep(finding) for finding in findings])
    return change(claimed, state=State.FAILED, ended_at=at, lease_until=None, findings=told)


def give_back(claimed: Claimed, *, run_at: datetime | None = None, counted: bool = False) -> bool:
    """Put the job back, to be taken at ``run_at`` or at once; an uncounted attempt never was."""
    attempts = claimed.attempts if counted else claimed.attempts - 1
    back = {"state": State.READY, "lease_until": None, "token": F("token") + 1, "worker": ""}
    return change(claimed, **back, run_at=run_at, attempts=attempts)


def give_back_all(worker: str) -> int:
    """Put back what a worker of this name had when it died; its successor bears the same name."""
    back = {"state": State.READY, "lease_until": None, "token": F("token") + 1, "worker": "", "run_at": None}
    return Job.objects.filter(worker=worker, state=State.RUNNING).update(**back)


def pause_after(attempts: int) -> timedelta:
    """How long to wait before trying again: 2, 4, 8 … seconds, five minutes at most."""
    return min(timedelta(seconds=2 ** min(attempts, 10)), LONGEST_WAIT)
