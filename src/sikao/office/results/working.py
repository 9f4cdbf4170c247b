"""The work of a run: computed outside of any transaction, kept once in the one that ends the job."""

from __future__ import annotations

from sikao.core.insight.readiness import readiness_of
from sikao.core.wording import FindingsError
from sikao.office.accounts.queries import authorise
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.awaiting import awaiting_word
from sikao.office.groundwork.jobs.running import Running
from sikao.office.groundwork.refusals import NotYou
from sikao.office.results.actions.running import keep_run, refuse_run
from sikao.office.results.computing import STAGES, calculate
from sikao.office.results.keeping import keep
from sikao.office.results.queries import run
from sikao.office.rulebook.queries import scheme_with

_PARTS = 100
"""Into so many parts the progress of a stage is cut."""


def work_on_run(job: Running) -> None:
    """Compute a run and keep what it came to; unfit figures and disagreement are an outcome, too."""
    asked = run(job.arguments["run"])
    _refuse_early(job)
    scheme = scheme_with(asked.digest)

    def told(stage: int, note: str) -> None:
        job.progress(stage * _PARTS, STAGES * _PARTS, note)

    try:
        calculated = calculate(scheme, asked.checkpoint, asked.seq, told)
    except FindingsError as found:
        with job.fenced() as outcome:
            refuse_run(actor=job.actor, at=job.now(), run=asked.ref, findings=found.findings)
            outcome.result = {"run": asked.ref, "ready": False}
        return
    unchecked, unverified = awaiting_word(asked.scheme, asked.seq)
    readiness = readiness_of(
        scheme,
        calculated.figures,
        asked.checkpoint,
        unchecked=unchecked,
        unverified=unverified,
        told=lambda done, of: job.progress(
            (STAGES - 1) * _PARTS + done * _PARTS // of, STAGES * _PARTS, "run.readiness"
        ),
    )
    kept = keep(scheme, calculated.book, readiness)
    with job.fenced() as outcome:
        keep_run(actor=job.actor, at=job.now(), run=asked.ref, calculated=calculated, kept=kept)
        outcome.result = {"run": asked.ref, "ready": True}


def _refuse_early(job: Running) -> None:
    """Nothing is computed for who has lost the right meanwhile."""
    try:
        authorise(job.actor, job.now(), Verb.RUN_KEEP)
    except NotYou:
        with job.fenced():  # so that its entry is saved with the end of the job, once
            raise
