"""Background work as people see it: their own, and the office whatever any person asked for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sikao.office.accounts.queries import holdings
from sikao.office.accounts.rights.deciding import Concerned, Holding, decide
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.actor import MACHINE, Actor
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.jobs.models import State
from sikao.office.groundwork.jobs.queries import JobView, find_job, list_jobs
from sikao.office.groundwork.refusals import NotThere, NotYou

MANY = 1000
"""So many of the newest are looked through."""


def jobs_for(actor: Actor, at: datetime, limit: int = 50) -> list[JobView]:
    """What the actor may see, the newest first; the program's own work is on no page."""
    held = holdings(actor.person, day_of(at))
    found = list_jobs(by_people=True, limit=MANY)
    return [job for job in found if _open(Verb.JOB_VIEW, actor, held, job)][:limit]


def job_for(actor: Actor, at: datetime, ref: str) -> JobView:
    """One job; ``NotThere`` for who may not see it, and for work of the program itself."""
    found = find_job(ref)
    held = holdings(actor.person, day_of(at))
    if found is None or found.asked_by == MACHINE or not _open(Verb.JOB_VIEW, actor, held, found):
        raise NotThere.of("job.not_there", ref=ref)
    return found


def concerned_by_job(job: JobView) -> Concerned:
    """Whom a job concerns: who asked for it, and in whose name."""
    return Concerned(persons=frozenset({job.asked_by, job.for_whom} - {""}))


def may_cancel(actor: Actor, at: datetime, job: JobView) -> bool:
    """Whether the actor could cancel a job now."""
    held = holdings(actor.person, day_of(at))
    return job.state is State.READY and _open(Verb.JOB_CANCEL, actor, held, job)


def _open(verb: Verb, actor: Actor, held: Iterable[Holding], job: JobView) -> bool:
    try:
        decide(verb, actor.person, held, concerned_by_job(job))
    except NotYou:
        return False
    return True
