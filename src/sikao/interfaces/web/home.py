"""The first page, the latest results of the first scheme, and the page of what was not taken in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sikao.interfaces.web import library
from sikao.interfaces.web.frame import finding_line, language, languages


def home(request: HttpRequest) -> HttpResponse:
    """Go to the overview of the first scheme that has results, else to the first scheme."""
    years = library.years()
    scored = next((year for year in years if year.last_checkpoint is not None), None)
    if scored is not None:
        return redirect("overview", scheme=scored.scheme.code, checkpoint=scored.last_checkpoint)
    if years:
        return redirect("scheme", scheme=years[0].scheme.code)
    return refused(request)


def refused(request: HttpRequest) -> HttpResponse:
    """The schemes that were not taken in, each with everything that is wrong with it."""
    entries = [
        (entry.name, [finding_line(finding, language()) for finding in entry.findings])
        for entry in library.refused()
    ]
    return render(request, "home/empty.html", {"languages": languages(request), "refused": entries})
