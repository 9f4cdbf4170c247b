"""The work of runs and analyses: done outside of any transaction, kept once in the one that ends the job."""

from __future__ import annotations

from sikao.core.insight.readiness import readiness_of
from sikao.core.wording import FindingsError
from sikao.office.accounts.queries import authorise
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.awaiting import awaiting_word
from sikao.office.groundwork.files import store
from sikao.office.groundwork.jobs.running import Running
from sikao.office.groundwork.refusals import NotValid, NotYou
from sikao.office.results.actions.analysing import keep_analysis
from sikao.office.results.actions.running import keep_run, refuse_run
from sikao.office.results.analyses import analysis
from sikao.office.results.analysing import change_between, places_from
from sikao.office.results.computing import STAGES, calculate
from sikao.office.results.editions import as_with_run
from sikao.office.results.keeping import keep
from sikao.office.results.queries import run
from sikao.office.results.rules import Asked
from sikao.office.rulebook.queries import scheme_with

_PARTS = 100
"""Into so many parts the progress of a stage is cut."""


def work_on_run(job: Running) -> None:
    """Compute a run and keep what it came to; unfit figures and disagreement are an outcome, too."""
    asked = run(job.arguments["run"])
    _refuse_early(job, Verb.RUN_KEEP)
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


def work_on_analysis(job: Running) -> None:
    """Work out what was asked about a result; what cannot be compared is told by the job."""
    asked = analysis(job.arguments["analysis"])
    _refuse_early(job, Verb.ANALYSIS_KEEP)
    view = as_with_run(asked.edition, asked.run)

    def told(done: int, of: int) -> None:
        job.progress(done * _PARTS, of * _PARTS, f"analysis.{asked.what.value}")

    try:
        if asked.what is Asked.CHANGE:
            content = change_between(as_with_run(asked.before, asked.before_run), view, told).to_bytes()
        else:
            content = places_from(view, told).to_bytes()
    except FindingsError as refused:
        raise NotValid(refused.findings) from refused
    kept = store([content])
    with job.fenced() as outcome:
        keep_analysis(actor=job.actor, at=job.now(), analysis=asked.ref, kept=kept)
        outcome.result = {"analysis": asked.ref}


def _refuse_early(job: Running, verb: Verb) -> None:
    """Nothing is computed for who has lost the right meanwhile."""
    try:
        authorise(job.actor, job.now(), verb)
    except NotYou:
        with job.fenced():  # so that its entry is saved with the end of the job, once
            raise
