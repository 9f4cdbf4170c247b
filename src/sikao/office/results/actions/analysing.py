"""Asking what a result's changes came from and which places are still open, and keeping the answer."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from sikao.office.accounts.queries import authorise
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.files import Stored, row_for
from sikao.office.groundwork.jobs.queue import enqueue
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid
from sikao.office.results.analyses import AnalysisView, analyses_of, bases_of
from sikao.office.results.analysing import last_checkpoint
from sikao.office.results.editions import EditionView
from sikao.office.results.editions import edition as edition_view
from sikao.office.results.keeping import JSON
from sikao.office.results.models import Analysed, Analysis
from sikao.office.results.rules import Asked, RunState
from sikao.office.rulebook.queries import scheme_with

KIND = "edition"
ANALYSIS = "results.analysis"
"""The kind of work that works an analysis out."""


@action(Verb.ANALYSIS_ASK, KIND, "edition")
def ask_analysis(*, actor: Actor, at: datetime, edition: str, what: str, before: str = "") -> str:
    """Ask why a result's points and places are others than in ``before``, or which places are still open.

    ``before`` is one of the editions of ``bases_of``. The reference of the analysis comes back: of one that
    stands already or is under way, or of a new one. ``NotNow`` where the year ends with this result.
    """
    capacity = authorise(actor, at, Verb.ANALYSIS_ASK)
    view = edition_view(edition)
    if what not in frozenset(Asked):
        raise NotValid.of("analysis.unknown")
    asked, base = Asked(what), None
    if asked is Asked.CHANGE:
        base = next((found for found in bases_of(view) if found.ref == before), None)
        if base is None:
            raise NotValid.of("analysis.no_base")
    elif view.checkpoint == last_checkpoint(scheme_with(view.digest)):
        raise NotNow.of("analysis.year_over")
    earlier = _last(view, asked, base)
    if earlier is not None and earlier.state is not RunState.FAILED:
        return earlier.ref
    row = _row(view, asked, base, 1 if earlier is None else earlier.attempt + 1, actor=actor, at=at)
    told = {"what": what, "run": view.run} | ({} if base is None else {"before": base.ref})
    subject = Subject(KIND, view.ref, capacity)
    try:
        with transaction.atomic():
            write(actor=actor, at=at, verb=Verb.ANALYSIS_ASK.value, subject=subject, new=told, rows=[row])
    except IntegrityError:  # somebody else has asked the same since we looked
        raise NotNow.of("analysis.asked_already") from None
    return row.ref


@action(Verb.ANALYSIS_KEEP, KIND, "analysis")
def keep_analysis(*, actor: Actor, at: datetime, analysis: str, kept: Stored) -> None:
    """Keep what an analysis came to; called by the worker, in the transaction that ends its job."""
    capacity = authorise(actor, at, Verb.ANALYSIS_KEEP)
    row = Analysis.objects.filter(pk=analysis).first()
    if row is None:
        raise NotThere.of("analysis.not_there")
    if Analysed.objects.filter(analysis=row).exists():
        raise NotNow.of("analysis.ended")
    told = {"what": row.what, "book": row.book, "before": row.before_book, "file": kept.sha256}
    write(
        actor=actor,
        at=at,
        verb=Verb.ANALYSIS_KEEP.value,
        subject=Subject(KIND, row.edition_id, capacity),
        new=told,
        rows=[Analysed(analysis=row, sha256=kept.sha256), row_for(kept, "analysis.json", JSON)],
    )


def changes_to_explain(view: EditionView, *, actor: Actor, at: datetime) -> list[Analysis]:
    """The rows by which an act that shows a result asks why it is another than those before.

    What was asked already and did not fail is not asked again.
    """
    rows = []
    for base in bases_of(view):
        earlier = _last(view, Asked.CHANGE, base)
        if earlier is None:
            rows.append(_row(view, Asked.CHANGE, base, 1, actor=actor, at=at))
    return rows


def _last(view: EditionView, what: Asked, base: EditionView | None) -> AnalysisView | None:
    run = "" if base is None else base.run
    return next((found for found in analyses_of(view, what) if found.before_run == run), None)


def _row(
    view: EditionView, what: Asked, base: EditionView | None, attempt: int, *, actor: Actor, at: datetime
) -> Analysis:
    row = Analysis(edition_id=view.ref, what=what.value, run=view.run, book=view.book, attempt=attempt)
    if base is not None:
        row.before, row.before_run, row.before_book = base.ref, base.run, base.book
    name = f"{view.scheme} {view.checkpoint}"
    given = {"analysis": row.ref, "edition": view.ref, "what": what.value, "name": name}
    row.job = enqueue(ANALYSIS, given, actor=actor, at=at)
    return row
