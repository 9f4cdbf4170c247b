"""The work of weighing an amendment: outside of any transaction, kept in the one that ends the job."""

from __future__ import annotations

from sikao.core.wording import FindingsError
from sikao.office.accounts.queries import authorise
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.amendments.actions.weighing import keep_impact
from sikao.office.amendments.impact import STAGES, impact_of
from sikao.office.amendments.queries import proposal_weighed, scheme_proposed
from sikao.office.groundwork.canonical import canonical
from sikao.office.groundwork.files import store
from sikao.office.groundwork.jobs.running import Running
from sikao.office.groundwork.refusals import NotYou
from sikao.office.rulebook.queries import scheme_with


def work_on_impact(job: Running) -> None:
    """Work out what a proposal does to everyone, and keep it; figures that do not fit are an outcome, too."""
    _refuse_early(job)
    proposal = proposal_weighed(job.arguments["weighing"])
    before, after = scheme_with(proposal.follows), scheme_proposed(proposal)

    def told(stage: int, note: str) -> None:
        job.progress(stage, STAGES, note)

    try:
        impact = impact_of(before, after, proposal.since, job.arguments["seq"], told)
    except FindingsError as unfit:
        with job.fenced() as outcome:
            outcome.findings = tuple(unfit.findings)
            outcome.result = {"weighed": False}
        return
    stored = store([canonical(impact.to_json()).encode()])
    with job.fenced() as outcome:
        keep_impact(
            actor=job.actor,
            at=job.now(),
            weighing=job.arguments["weighing"],
            stored=stored,
        )
        outcome.result = {"amendment": job.arguments["amendment"], "weighed": True}


def _refuse_early(job: Running) -> None:
    """Nothing is worked out for who has lost the right meanwhile."""
    try:
        authorise(job.actor, job.now(), Verb.AMENDMENT_KEEP)
    except NotYou:
        with job.fenced():  # so that its entry is saved with the end of the job, once
            raise
