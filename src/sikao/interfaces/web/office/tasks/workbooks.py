"""The workbook round trip: the template of a task, handing it in, watching it being read, getting it back."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from sikao.core.figures.forms import write_form
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.jobs import job_context
from sikao.interfaces.web.office.tasks.entering import paint_task
from sikao.interfaces.web.office.tasks.files import SHEET, attached, given, sent
from sikao.interfaces.web.office.tasks.grid import told_of
from sikao.interfaces.web.office.tasks.listing import SECTION
from sikao.interfaces.web.office.tasks.posted import whole
from sikao.interfaces.web.office.tasks.shown import known, shown
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.importing import ask_import, import_seen
from sikao.office.groundwork.files import content_of, store
from sikao.office.groundwork.here import place
from sikao.office.groundwork.jobs.queries import JobView
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid

MOST_BYTES = 20_000_000
"""As much as the gate reads."""


@require_safe
def template(request: OfficeRequest, ref: str, paper: bool = False) -> HttpResponse:
    """The form as a workbook, with what was entered so far in its cells."""
    found = known(request, ref, paper=paper)
    form, lang = found.figures.form, language()
    content = write_form(form, found.figures.entries, lang)
    return attached(content, f"{form.title.text(lang).replace(':', '')}.xlsx", SHEET)


@require_POST
def upload(request: OfficeRequest, ref: str, paper: bool = False) -> HttpResponse:
    """Hand a filled-in workbook in; it is read in the background, and its page says how it goes."""
    found = known(request, ref, paper=paper)
    if not found.fills:
        raise NotThere.of("task.not_there", ref=ref)
    name, chunks = given(request, "workbook")
    try:
        if not name:
            raise NotValid.of("task.no_file")
        limit = min(MOST_BYTES, place().upload_megabytes << 20)
        stored = store(chunks, limit, sent(request, name, Verb.TASK_FILL))
        job = ask_import(
            actor=request.actor,
            at=request.at,
            task=ref,
            version=whole(request.POST.get("version", "")),
            workbook=stored,
            name=name,
            lang=language(),
            paper=paper,
        )
    except (NotValid, NotNow) as refusal:
        status = 422 if isinstance(refusal, NotValid) else 409
        return paint_task(request, found, more=refusal.findings, status=status)
    return redirect("import", ref=ref, job=job)


@require_safe
def imported(request: OfficeRequest, ref: str, job: str) -> HttpResponse:
    """How a workbook fares: its place in the queue, how far it is, what came of it."""
    return paint_office(
        request,
        "office/tasks/import.html",
        section=SECTION,
        **_context(request, ref, _seen(request, ref, job)),
    )


@require_safe
def imported_part(request: OfficeRequest, ref: str, job: str) -> HttpResponse:
    """The part of that page which changes, for the page to fetch by itself."""
    context = _context(request, ref, _seen(request, ref, job))
    return render(request, str(context["part"]), context)


def _seen(request: OfficeRequest, ref: str, job: str) -> JobView:
    """An import of this task, into a draft that the reader may look at."""
    found = import_seen(request.actor, request.at, job)
    if found.arguments["task"] != ref:
        raise NotThere.of("job.not_there", ref=job)
    return found


def _context(request: OfficeRequest, ref: str, job: JobView) -> dict[str, Any]:
    found = known(request, ref, paper=bool(job.arguments.get("paper")))
    result: dict[str, Any] = job.result if isinstance(job.result, dict) else {}
    back = "paper" if job.arguments.get("paper") and found.fills else "task"
    told = told_of(found.figures.form, job.findings, language())
    own = reverse("import-part", kwargs={"ref": ref, "job": job.ref})
    return job_context(request, job, own, "office/tasks/import_outcome.html") | {
        "shown": shown(request, found),
        "taken": result.get("taken", False),
        "marked": result.get("marked", ""),
        "result": result,
        "told": told,
        "errors": sum(line.line.severity == "error" for line in told),
        "page": reverse(back, kwargs={"ref": ref}),
        "name": job.arguments.get("name", ""),
        "version": found.draft.version,
        "upload": reverse("paper-import" if back == "paper" else "task-import", kwargs={"ref": ref}),
    }


@require_safe
def marked(request: OfficeRequest, ref: str, job: str) -> HttpResponse:
    """The workbook given back: its faulty cells marked, to be corrected and sent in again."""
    found = _seen(request, ref, job)
    digest = found.result.get("marked", "") if isinstance(found.result, dict) else ""
    if not digest:
        raise NotThere.of("job.not_there", ref=job)
    stem = str(found.arguments["name"]).rpartition(".")[0] or "sikao"
    name = f"{stem}-问题.xlsx" if language() == "zh" else f"{stem}-marked.xlsx"
    return attached(content_of(digest), name, SHEET)
