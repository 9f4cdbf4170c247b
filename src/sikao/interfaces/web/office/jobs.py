"""How far a piece of background work is: a part of a page that renews itself until the work has ended."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sikao.interfaces.web.frame import finding_line, language
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.office.groundwork.jobs.models import State
from sikao.office.groundwork.jobs.queries import JobView, find_job, place_in_queue
from sikao.office.groundwork.refusals import NotThere

TONES = {State.DONE: "good", State.FAILED: "poor"}
ENDED = "job-ended"
"""The event that the page hears once the work has ended."""


def job(request: HttpRequest, ref: str) -> HttpResponse:
    """The part ``parts/job.html``, for whoever asked for the work or in whose name it was asked for.

    A page shows it first by including it with the same context (``job_context``).
    """
    person = cast(OfficeRequest, request).actor.person
    found = find_job(ref)
    if found is None or not person or person not in (found.asked_by, found.for_whom):
        raise NotThere.of("job.not_there", ref=ref)
    answer = render(request, "parts/job.html", job_context(found, request.path))
    if found.state.has_ended:
        answer["HX-Trigger"] = ENDED
    return answer


def job_context(found: JobView, address: str) -> dict[str, object]:
    """What the part needs; ``address`` is where it renews itself."""
    lang = language()
    return {
        "job": found,
        "address": "" if found.state.has_ended else address,
        "percent": found.permille // 10,
        "state": found.state.term.text(lang),
        "tone": TONES.get(found.state, ""),
        "note": "" if found.note is None or found.state.has_ended else found.note.what(lang),
        "ahead": place_in_queue(found.ref) - 1 if found.state is State.READY else 0,
        "findings": [finding_line(finding, lang) for finding in found.findings],
    }
