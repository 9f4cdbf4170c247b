"""What-if: other points, another target, figure or method, and the ranking that would come of it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sikao.interfaces.web.frame import paint, results_of, standing_or_404, year_or_404
from sikao.interfaces.web.library import Year
from sikao.interfaces.web.results.groups import siblings
from sikao.interfaces.web.results.outcomes import broken_claims, outcome
from sikao.interfaces.web.results.standing import Standing
from sikao.interfaces.web.results.whatif import Questions


def what_if(request: HttpRequest, scheme: str, checkpoint: str, group: str) -> HttpResponse:
    """The form with its outcome; asked for by the form, only the ranks are sent. Nothing is stored."""
    year, standing, questions = _asked(request, scheme, checkpoint, group)
    asked = questions.asked()
    found = outcome(standing, year.what_if(checkpoint, group), group, asked)
    if request.headers.get("HX-Request") == "true":
        return render(
            request, "whatif/outcome.html", {"outcome": found, "ask_claims": _claims_address(request)}
        )
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
        broken=broken_claims(standing, year.what_if(checkpoint, group), asked),
        groups=siblings(standing, "what-if", group),
    )


def what_if_claims(request: HttpRequest, scheme: str, checkpoint: str, group: str) -> HttpResponse:
    """The sentences of the policy that the changed points would break: told after the ranks are painted."""
    year, standing, questions = _asked(request, scheme, checkpoint, group)
    broken = broken_claims(standing, year.what_if(checkpoint, group), questions.asked())
    return render(request, "whatif/claims.html", {"broken": broken})


def _asked(
    request: HttpRequest, scheme: str, checkpoint: str, group: str
) -> tuple[Year, Standing, Questions]:
    year = year_or_404(scheme)
    standing = standing_or_404(year, checkpoint, group)
    if group not in year.ranking_groups:
        raise Http404(group)
    return year, standing, Questions(standing, results_of(year).worked, group, request.GET.dict())


def _claims_address(request: HttpRequest) -> str:
    """Where the claims of the same question are answered; none where no points are changed."""
    match = request.resolver_match
    if match is None or not any(name.startswith("points.") for name in request.GET):
        return ""
    return f"{reverse('what-if-claims', kwargs=match.kwargs)}?{request.GET.urlencode()}"
