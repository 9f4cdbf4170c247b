"""A file of earlier years' figures on its way in: handed in by the office, read by the worker, whole or not.

The file is read and checked whole against the scheme before the one act that posts its figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sikao.core.books import load_figures
from sikao.core.figures.sources import workbook_limits
from sikao.core.figures.table import Figures
from sikao.core.figures.trial import Run as Trial
from sikao.core.insight.earlier import earlier_keys
from sikao.core.scheme import Scheme
from sikao.core.sheets.child import Run, read_apart
from sikao.core.wording import Finding, has_errors
from sikao.office.accounts.queries import authorise
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.actions.history import take_over_history
from sikao.office.cycle.duties import owed
from sikao.office.cycle.holding import HISTORY
from sikao.office.cycle.importing import SOON
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.files import FileDamagedError, Stored, content_of, display_name
from sikao.office.groundwork.jobs.queries import JobView, find_job, jobs_of
from sikao.office.groundwork.jobs.queue import enqueue
from sikao.office.groundwork.jobs.running import Running
from sikao.office.groundwork.refusals import NotThere, NotValid
from sikao.office.ledger.facts import Key, NewEvidence
from sikao.office.ledger.queries import latest

STEPS = 3
SUFFIXES = (".csv", ".xlsx", ".parquet")


@action(Verb.HISTORY_TAKE_OVER, "year", "scheme")
def ask_history(
    *,
    actor: Actor,
    at: datetime,
    scheme: str,
    file: Stored,
    name: str,
    document: str,
    document_date: date,
    evidence: Sequence[NewEvidence] = (),
) -> str:
    """Have a stored file of figures taken over; returns the reference of the work.

    A file that is being taken over already is not asked for twice; one that was refused may be tried again.
    """
    authorise(actor, at, Verb.HISTORY_TAKE_OVER)
    owed(scheme)
    if not document.strip():
        raise NotValid.of("task.paper_without_document")
    shown = display_name(name)
    if not shown.lower().endswith(SUFFIXES):
        raise NotValid.of("history.file_kind", name=shown)
    told = {
        "scheme": scheme,
        "file": file.sha256,
        "name": shown,
        "document": document.strip()[:200],
        "document_date": document_date.isoformat(),
        "evidence": [asdict(piece) for piece in evidence],
    }
    keys = f"{_key_of(scheme)}{file.sha256}:"
    tries = sum(job.state.has_ended for job in jobs_of(keys))
    return enqueue(HISTORY, told, actor=actor, at=at, key=f"{keys}{tries}", priority=SOON)


def _key_of(scheme: str) -> str:
    return f"{HISTORY}:{scheme}:"


def take_history(job: Running, run: Run, trial: Trial) -> None:
    """The work itself; ``run`` and ``trial`` start the processes in which files of strangers are opened."""
    given = job.arguments
    job.progress(0, STEPS, "history.reading")
    try:
        content = content_of(given["file"])
    except FileDamagedError:
        raise NotThere.of("task.file_damaged", name=given["name"]) from None
    figures, told = _read(owed(given["scheme"]).scheme, content, given["name"], run, trial)
    if figures is None or has_errors(told):
        with job.fenced() as outcome:
            outcome.result, outcome.findings = {"taken": False}, told
        return
    job.progress(2, STEPS, "history.keeping")
    with job.fenced() as outcome:
        done = take_over_history(
            actor=job.actor,
            at=job.now(),
            scheme=given["scheme"],
            figures=figures,
            document=given["document"],
            document_date=date.fromisoformat(given["document_date"]),
            evidence=[NewEvidence(**piece) for piece in given["evidence"]],
        )
        outcome.result = {"taken": True, "submission": done.submission, "entry": done.seq}
        outcome.findings = told


def _read(
    scheme: Scheme, content: bytes, name: str, run: Run, trial: Trial
) -> tuple[Figures | None, tuple[Finding, ...]]:
    """The figures of a file; a workbook passes the gate in a process of its own first."""
    if name.lower().endswith(".xlsx"):
        scan = read_apart(content, run, limits=workbook_limits(), name=name)
        if has_errors(scan.findings):
            return None, scan.findings
    with TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(content)
        return load_figures(scheme, file, run=trial)


def lacking_history(scheme: Scheme) -> tuple[Key, ...]:
    """The figures of earlier years that a scheme reads and the ledger does not have."""
    read = earlier_keys(scheme)
    there = latest(set(read))
    return tuple(key for key in read if key not in there)


def histories_of(scheme: str) -> list[JobView]:
    """The files handed in for a scheme, the newest first."""
    return jobs_of(_key_of(scheme))


def history_of(scheme: str, ref: str) -> JobView:
    """One of them; raises ``NotThere``."""
    found = find_job(ref)
    if found is None or found.kind != HISTORY or found.arguments["scheme"] != scheme:
        raise NotThere.of("job.not_there", ref=ref)
    return found
