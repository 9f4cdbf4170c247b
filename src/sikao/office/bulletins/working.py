"""The work of making papers: set outside of any transaction, kept once in the one that ends the job."""

from __future__ import annotations

from sikao.core.wording import FindingsError
from sikao.office.accounts.queries import authorise
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.bulletins.actions.preparing import keep_papers
from sikao.office.bulletins.building import basis_of, built
from sikao.office.bulletins.editing import applied
from sikao.office.bulletins.keeping import Files, keep
from sikao.office.bulletins.queries import PaperView, WordsView, paper, versions_of
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.jobs.running import Running
from sikao.office.groundwork.refusals import NotValid, NotYou


def work_on_papers(job: Running) -> None:
    """Make the files of every paper that was asked for; a kill leaves none of them, and no row."""
    refs = list(job.arguments["papers"])
    _refuse_early(job)
    job.progress(0, len(refs), "paper.reading")
    made = []
    for done, ref in enumerate(refs):
        view = paper(ref)
        words = versions_of(ref)[-1]
        job.progress(done, len(refs), "paper.making", done=str(done + 1), of=str(len(refs)))
        made.append((ref, words.number, _made(job, view, words)))
    with job.fenced() as outcome:
        keep_papers(actor=job.actor, at=job.now(), job=job.ref, made=made)
        outcome.result = {"papers": refs}


def _made(job: Running, view: PaperView, words: WordsView) -> Files:
    """One paper. What it tells of is asked first: where that goes on meanwhile, the files count as older."""
    basis = basis_of(view)
    try:
        own = built(view, words, day_of(job.now()))
        document, left_out = applied(own, words.edits)
    except FindingsError as refused:
        raise NotValid(refused.findings) from refused
    return keep(own, document, basis, left_out)


def _refuse_early(job: Running) -> None:
    """Nothing is made for who has lost the right meanwhile."""
    try:
        authorise(job.actor, job.now(), Verb.PAPER_KEEP)
    except NotYou:
        with job.fenced():  # so that its entry is saved with the end of the job, once
            raise
