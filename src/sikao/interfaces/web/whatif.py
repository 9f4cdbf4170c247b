"""What-if: other points, another target, figure or method, and the ranking that would come of it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from sikao.interfaces.web.frame import paint, results_of, standing_or_404, year_or_404
from sikao.interfaces.web.results.groups import siblings
from sikao.interfaces.web.results.whatif import Questions, outcome


def what_if(request: HttpRequest, scheme: str, checkpoint: str, group: str) -> HttpResponse:
    """The form with its outcome; asked for by the form, only the outcome is sent. Nothing is stored."""
    year = year_or_404(scheme)
    standing = standing_or_404(year, checkpoint, group)
    if group not in year.ranking_groups:
        raise Http404(group)
    questions = Questions(standing, results_of(year).worked, group, request.GET.dict())
    found = outcome(standing, year.what_if(checkpoint, group), group, questions.asked())
    if request.headers.get("HX-Request") == "true":
        return render(request, "whatif/outcome.html", {"outcome": found})
    return paint(
        request,
        "whatif/whatif.html",
        year,
        checkpoint=checkpoint,
        group=group,
        section="what-if",
        form=questions.form(),
        given=request.GET.dict(),
        outcome=found,
        groups=siblings(standing, "what-if", group),
    )
