"""All background work by name: the one place where a kind of work is tied to its function.

``KINDS`` is what a worker can do, ``SCHEDULES`` what comes by itself. Whoever asks for work names its kind by
a constant that stands beside the function; ``tests`` hold that every such name is in here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from sikao.interfaces.processes import answered, runs_well
from sikao.interfaces.web.office.worker_lists import made_list
from sikao.office.accounts.actions.journal import record_verification
from sikao.office.accounts.actions.sharing import flag_sharing
from sikao.office.amendments.actions.weighing import IMPACT as WEIGHING
from sikao.office.amendments.working import work_on_impact
from sikao.office.bulletins.actions.common import MAKE
from sikao.office.bulletins.working import work_on_papers
from sikao.office.cycle.actions.escalating import escalate_lateness
from sikao.office.cycle.actions.opening import move_tasks
from sikao.office.cycle.actions.timing import record_silence
from sikao.office.cycle.holding import EXPORT, HISTORY, IMPORT
from sikao.office.cycle.importing import import_form
from sikao.office.cycle.taking_out import make_export
from sikao.office.cycle.taking_over import take_history
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.files import sweep
from sikao.office.groundwork.idempotency import forget_answers
from sikao.office.groundwork.jobs.kinds import Every, Kind, Schedule
from sikao.office.groundwork.jobs.planning import forget_old
from sikao.office.groundwork.jobs.running import Running
from sikao.office.groundwork.notices.sending import send_mail, send_webhook
from sikao.office.groundwork.notices.telling import MAIL, WEBHOOK
from sikao.office.groundwork.start import examine
from sikao.office.groundwork.verifying import verify
from sikao.office.results.actions.analysing import ANALYSIS
from sikao.office.results.actions.running import RUN
from sikao.office.results.working import work_on_analysis, work_on_run

SILENCE = "cycle.silence"
ESCALATION = "cycle.escalation"
FORGETTING = "jobs.forgetting"
ANSWERS = "api.answers"
MOVING = "cycle.moving"
SWEEPING = "files.sweeping"
VERIFYING = "journal.verifying"
SHARING = "accounts.sharing"


def _by_itself(act: Callable[[Actor, datetime], int]) -> Kind:
    """Work of the clock: one action, saved with the end of its job; the result is how much was to do."""

    def function(job: Running) -> None:
        with job.fenced() as outcome:
            outcome.result = act(job.actor, job.now())

    return Kind(function, limit=timedelta(minutes=10))


def _verify(job: Running) -> None:
    """Everything is held against its hashes outside of any transaction; only the entry about it is in one."""
    verified = verify()
    findings = [*examine(job.now()), *verified.findings]
    with job.fenced() as outcome:
        record_verification(actor=job.actor, at=job.now(), verified=verified, findings=findings)
        outcome.result = len(verified.findings)


KINDS: Mapping[str, Kind] = {
    # A workbook is read in a process of its own, within the limits of the gate.
    IMPORT: Kind(lambda job: import_form(job, answered), attempts=3, limit=timedelta(minutes=10)),
    HISTORY: Kind(
        lambda job: take_history(job, answered, runs_well), attempts=3, limit=timedelta(minutes=10)
    ),
    # Composed as the page composes it.
    EXPORT: Kind(lambda job: make_export(job, made_list), limit=timedelta(minutes=30)),
    RUN: Kind(work_on_run, attempts=3, limit=timedelta(hours=2)),
    ANALYSIS: Kind(work_on_analysis, attempts=3, limit=timedelta(hours=2)),
    MAKE: Kind(work_on_papers, attempts=3, limit=timedelta(hours=1)),
    WEIGHING: Kind(work_on_impact, attempts=3, limit=timedelta(hours=2)),
    MAIL: Kind(send_mail),
    WEBHOOK: Kind(send_webhook),
    SILENCE: _by_itself(lambda actor, at: record_silence(actor=actor, at=at)),
    ESCALATION: _by_itself(lambda actor, at: escalate_lateness(actor=actor, at=at)),
    FORGETTING: _by_itself(lambda _, at: forget_old(at, fetched=(EXPORT,))),
    ANSWERS: _by_itself(lambda _, at: forget_answers(at)),
    MOVING: _by_itself(lambda actor, at: move_tasks(actor=actor, at=at)),
    SWEEPING: _by_itself(lambda _, at: len(sweep(at))),
    VERIFYING: Kind(_verify, attempts=2, limit=timedelta(hours=6)),
    SHARING: _by_itself(lambda actor, at: flag_sharing(actor=actor, at=at)),
}
SCHEDULES = (
    Schedule(SILENCE, Every.MINUTE),
    # Steps against late organisations are counted in days, and people are told in the morning.
    Schedule(ESCALATION, Every.DAY, hour=8),
    Schedule(FORGETTING, Every.DAY, hour=3),
    Schedule(ANSWERS, Every.DAY, hour=3),
    # Reorganisations take effect with a day.
    Schedule(MOVING, Every.DAY, hour=0),
    Schedule(SWEEPING, Every.DAY, hour=4),
    # While nobody works: a verification reads everything, and other work waits for it.
    Schedule(VERIFYING, Every.DAY, hour=1),
    Schedule(SHARING, Every.HOUR),
)
