"""Taking back background work that nobody has begun."""

from __future__ import annotations

from datetime import datetime

from sikao.office.accounts.background import concerned_by_job, job_for
from sikao.office.accounts.queries import authorise
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.jobs.models import State
from sikao.office.groundwork.jobs.queue import cancel
from sikao.office.groundwork.journal import Subject, write


@action(Verb.JOB_CANCEL, "job", "job")
def cancel_job(*, actor: Actor, at: datetime, job: str) -> None:
    """Cancel a job that still waits; ``NotNow`` once a worker has begun it, or it has ended."""
    found = job_for(actor, at, job)
    capacity = authorise(actor, at, Verb.JOB_CANCEL, concerned_by_job(found))
    cancel(found.ref, at=at, begun=False)
    write(
        actor=actor,
        at=at,
        verb=Verb.JOB_CANCEL,
        subject=Subject("job", found.ref, capacity),
        old={"state": State.READY.value},
        new={"state": State.CANCELLED.value, "kind": found.kind},
    )
