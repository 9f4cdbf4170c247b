"""The page of one piece of background work: how far it is, then its outcome, and the file that it made."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.jobs import SECTION, job_context, page_of, work_words
from sikao.interfaces.web.office.tasks.files import attached
from sikao.interfaces.web.office.worded import moment_words
from sikao.office.accounts.background import job_for
from sikao.office.cycle.holding import EXPORT
from sikao.office.cycle.taking_out import export_made, is_fetched_by
from sikao.office.groundwork.jobs.queries import JobView


@require_safe
def job(request: OfficeRequest, ref: str) -> HttpResponse:
    """How work fares, and in the end its file or what was wrong; other work than lists has its own page."""
    found = job_for(request.actor, request.at, ref)
    if found.kind != EXPORT:
        return redirect(page_of(found) or "jobs")
    return paint_office(request, "office/jobs/job.html", section=SECTION, **_context(request, found))


@require_safe
def job_part(request: OfficeRequest, ref: str) -> HttpResponse:
    """The part of that page which changes, for the page to fetch by itself."""
    found = job_for(request.actor, request.at, ref)
    if found.kind != EXPORT:
        return redirect(page_of(found) or "jobs")
    context = _context(request, found)
    return render(request, str(context["part"]), context)


@require_safe
def job_file(request: OfficeRequest, ref: str) -> HttpResponse:
    """The list that was made for who asks; for nobody else is it there, not even for who sees the work."""
    made = export_made(request.actor, request.at, ref)
    return attached(made.content, made.name, made.media)


def _context(request: OfficeRequest, found: JobView) -> dict[str, Any]:
    part = reverse("job-part", args=[found.ref])
    context = job_context(request, found, part, "office/jobs/outcome.html")
    return context | {
        "what": work_words(found),
        "at": moment_words(found.asked_at),
        "fetched": is_fetched_by(request.actor, found),
    }
