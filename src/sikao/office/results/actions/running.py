"""Asking for a run, and keeping what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from sikao.core.books.asking import check_checkpoint
from sikao.core.wording import Finding, FindingsError
from sikao.core.wording.keeping import keep as kept_finding
from sikao.office.accounts.queries import authorise
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.canonical import canonical
from sikao.office.groundwork.jobs.queue import enqueue
from sikao.office.groundwork.journal import Subject, head, write
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid
from sikao.office.ledger.queries import figure_seq_at, reached
from sikao.office.results.computing import Calculated
from sikao.office.results.keeping import Kept
from sikao.office.results.models import Computed, Failed, Run
from sikao.office.results.queries import run_like
from sikao.office.results.rules import LONGEST, RunState
from sikao.office.rulebook.queries import in_force_at, scheme_in

KIND = "run"
RUN = "results.run"
"""The kind of work that computes a run."""


@action(Verb.RUN_ASK, KIND, "scheme")
def ask_run(
    *, actor: Actor, at: datetime, scheme: str, checkpoint: str, seq: int | None = None, note: str = ""
) -> str:
    """Ask for a run on figures as of an entry (default: now), by the version in force for the checkpoint.

    Returns its reference; ``NotValid`` for an entry that is still to come.

    An entry stands for all that follow without changing a figure, so that the same question has one answer:
    a run that stands already is the answer, one that failed is tried again.
    """
    capacity = authorise(actor, at, Verb.RUN_ASK)
    note = note.strip()
    if len(note) > LONGEST:
        raise NotValid.of("rulebook.too_long", most=str(LONGEST))
    binding = in_force_at(scheme, checkpoint)
    try:
        check_checkpoint(scheme_in(binding), checkpoint)
    except FindingsError as unknown:
        raise NotValid(unknown.findings) from unknown
    as_of = figure_seq_at(head()[0] if seq is None else reached(seq))
    if as_of == 0:
        raise NotNow.of("run.no_figures", scheme=scheme)
    before = run_like(binding.digest, checkpoint, as_of)
    if before is not None and before.state is not RunState.FAILED:
        return before.ref
    run = Run(
        scheme=scheme,
        digest=binding.digest,
        checkpoint=checkpoint,
        seq=as_of,
        attempt=1 if before is None else before.attempt + 1,
        asked_by=actor.person,
        note=note,
    )
    run.job = enqueue(RUN, {"run": run.ref, "name": f"{scheme} {checkpoint}"}, actor=actor, at=at)
    told = {"scheme": scheme, "checkpoint": checkpoint, "seq": as_of, "digest": binding.digest}
    try:
        with transaction.atomic():
            write(
                actor=actor,
                at=at,
                verb=Verb.RUN_ASK.value,
                subject=Subject(KIND, run.ref, capacity),
                new=told,
                rows=[run],
            )
    except IntegrityError:  # somebody else has asked the same since we looked
        raise NotNow.of("run.asked_already", scheme=scheme) from None
    return run.ref


@action(Verb.RUN_KEEP, KIND, "run")
def keep_run(*, actor: Actor, at: datetime, run: str, calculated: Calculated, kept: Kept) -> None:
    """Keep what a run came to; called by the worker, in the transaction that ends its job."""
    found, capacity = _open_run(actor, at, run)
    book = calculated.book
    row = Computed(
        run=found,
        book=book.digest(),
        figures=book.figures_digest,
        complete=book.complete,
        book_sha256=kept.book.sha256,
        readiness_sha256=kept.readiness.sha256,
    )
    told = {"book": row.book, "figures": row.figures, "complete": row.complete, "file": row.book_sha256}
    subject = Subject(KIND, found.ref, capacity)
    write(
        actor=actor,
        at=at,
        verb=Verb.RUN_KEEP.value,
        subject=subject,
        new=told,
        rows=[row, *kept.rows()],
    )


@action(Verb.RUN_KEEP, KIND, "run")
def refuse_run(*, actor: Actor, at: datetime, run: str, findings: Sequence[Finding]) -> None:
    """Keep that a run came to nothing, and why."""
    found, capacity = _open_run(actor, at, run)
    row = Failed(run=found, findings=canonical([kept_finding(finding) for finding in findings]))
    codes = sorted({finding.code for finding in findings})
    subject = Subject(KIND, found.ref, capacity)
    write(actor=actor, at=at, verb=Verb.RUN_KEEP.value, subject=subject, new={"failed": codes}, rows=[row])


def _open_run(actor: Actor, at: datetime, run: str) -> tuple[Run, str]:
    """A run that has no outcome yet; whoever asked for it must still have the right."""
    capacity = authorise(actor, at, Verb.RUN_KEEP)
    found = Run.objects.filter(pk=run).first()
    if found is None:
        raise NotThere.of("run.not_there")
    if Computed.objects.filter(run=found).exists() or Failed.objects.filter(run=found).exists():
        raise NotNow.of("run.ended")
    return found, capacity
