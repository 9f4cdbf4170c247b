"""A workbook on its way into a draft: handed in by a person, read by the worker, taken whole or given back.

The cells replace those of the draft, if nobody has changed it meanwhile. A workbook with an error changes
nothing: it is given back with its faulty cells marked.
"""

from __future__ import annotations

from datetime import datetime

from sikao.core.figures.forms import Entries, mark_form, read_form, scan_form, token_of
from sikao.core.sheets import Scan
from sikao.core.sheets.child import Run
from sikao.core.wording import Finding, Findings, Language, has_errors
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.actions.drafting import draft_of, fillable, save_draft
from sikao.office.cycle.duties import owed_by
from sikao.office.cycle.forms import form_of, task_of_token
from sikao.office.cycle.holding import IMPORT
from sikao.office.cycle.loading import task_for
from sikao.office.cycle.models import Task
from sikao.office.cycle.offers import reads_draft
from sikao.office.cycle.queries import draft_view, visible_tasks
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.files import FileDamagedError, Stored, content_of, display_name, store
from sikao.office.groundwork.jobs.models import State
from sikao.office.groundwork.jobs.queries import JobView, find_job, jobs_of
from sikao.office.groundwork.jobs.queue import cancel, enqueue
from sikao.office.groundwork.jobs.running import Running
from sikao.office.groundwork.refusals import NotNow, NotThere

STEPS = 4
SOON = 50
"""Somebody waits before the page: workbooks come before work of the clock."""


def key_of(task: str, *, paper: bool) -> str:
    """How the keys of a draft's imports begin."""
    return f"{IMPORT}:{task}:{'paper' if paper else 'own'}:"


@action(Verb.TASK_FILL, "task", "task")
def ask_import(
    *,
    actor: Actor,
    at: datetime,
    task: str,
    version: int,
    workbook: Stored,
    name: str,
    lang: Language = "zh",
    paper: bool = False,
) -> str:
    """Have a stored workbook read into the draft; returns the reference of the work.

    ``version`` is the draft that the person looked at. The same file for the same draft is read once; a
    workbook that still waits is replaced by the new one.
    """
    found = task_for(actor, at, task)
    fillable(actor, at, found, paper=paper)
    if draft_of(found, paper=paper).version != version:
        raise NotNow.of("task.draft_changed", version=version)
    keys = key_of(task, paper=paper)
    same = f"{keys}{version}:{workbook.sha256}:"
    # What was read and not taken has its answer; what could not be read, for whatever reason, is tried again.
    key = f"{same}{sum(job.state is State.FAILED for job in jobs_of(same))}"
    for job in jobs_of(keys):
        if not job.state.has_ended and job.arguments["file"] != workbook.sha256:
            cancel(job.ref, at=at)
    told = {"task": task, "version": version, "file": workbook.sha256, "paper": paper, "lang": lang}
    return enqueue(IMPORT, told | {"name": display_name(name)}, actor=actor, at=at, key=key, priority=SOON)


def import_form(job: Running, run: Run) -> None:
    """The work itself; ``run`` starts the process of its own in which the workbook is read."""
    given = job.arguments
    job.progress(0, STEPS, "task.import_reading")
    task = Task.objects.get(pk=given["task"])
    form = form_of(task)
    try:
        content = content_of(given["file"])
    except FileDamagedError:
        raise NotThere.of("task.file_damaged", name=given["name"]) from None
    scan = scan_form(content, form, run, name=given["name"])
    job.progress(2, STEPS, "task.import_comparing")
    measures = owed_by(task.digest).catalogue.measures
    entries, findings = read_form(scan, form, name=given["name"], measures=measures)
    findings = Findings((*_elsewhere(task, scan), *findings)).sorted()
    if entries is None or has_errors(findings):
        _give_back(job, task, entries, findings)
        return
    job.progress(3, STEPS, "task.import_keeping")
    with job.fenced() as outcome:
        cells = {str(key): text for key, text in entries.raws.items()}
        before = draft_view(task, paper=given["paper"])
        version = save_draft(
            actor=job.actor,
            at=job.now(),
            task=task.ref,
            version=given["version"],
            cells=cells,
            nothing=before.nothing and not cells,
            paper=given["paper"],
        )
        outcome.result = {"taken": True, "version": version, "cells": len(cells)}
        outcome.findings = findings


def _elsewhere(task: Task, scan: Scan) -> tuple[Finding, ...]:
    """Where the workbook belongs, if it was made here for another task."""
    token = None if scan.workbook is None else token_of(scan.workbook)
    other = None if token is None else task_of_token(token)
    found = Findings()
    if other is not None and other != task.ref:
        found.note("task.import_elsewhere", ref=other)
    return tuple(found)


def _give_back(job: Running, task: Task, entries: Entries | None, findings: tuple[Finding, ...]) -> None:
    """Nothing is taken; what can be marked is stored as a workbook to be corrected and sent in again."""
    marked = ""
    if entries is not None:
        lang: Language = "en" if job.arguments["lang"] == "en" else "zh"
        marked = store([mark_form(form_of(task), entries, findings, lang)]).sha256
    with job.fenced() as outcome:
        outcome.result = {"taken": False, "marked": marked}
        outcome.findings = findings


def imports_of(task: str, *, paper: bool = False) -> list[JobView]:
    """The workbooks handed in for a draft, the newest first."""
    return jobs_of(key_of(task, paper=paper))


def import_seen(actor: Actor, at: datetime, ref: str) -> JobView:
    """The reading of a workbook into a draft that a person may look at; raises ``NotThere``."""
    found = find_job(ref)
    if found is not None and found.kind == IMPORT:
        task = visible_tasks(actor, at).filter(pk=found.arguments["task"]).first()
        if task is not None and reads_draft(actor, at, task, paper=bool(found.arguments["paper"])):
            return found
    raise NotThere.of("job.not_there", ref=ref)
