"""What-if: other points, another target, figure or method, and the ranking that would come of it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sikao.interfaces.web.frame import paint, results_of, standing_or_404, year_or_404
from sikao.interfaces.web.library import Year, previous
from sikao.interfaces.web.results.groups import siblings
from sikao.interfaces.web.results.outcomes import broken, outcome
from sikao.interfaces.web.results.standing import Standing
from sikao.interfaces.web.results.whatif import Asked, Questions


def what_if(request: HttpRequest, scheme: str, checkpoint: str, group: str) -> HttpResponse:
    """The form with its outcome; asked for by the form, only the ranks are sent. Nothing is stored."""
    year, standing, questions = _asked(request, scheme, checkpoint, group)
    asked = questions.asked()
    found = outcome(standing, year.what_if(checkpoint, group), group, asked)
    if request.headers.get("HX-Request") == "true":
        return render(
            request, "whatif/outcome.html", {"outcome": found, "ask_broken": _broken_address(request, asked)}
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
        broken=_broken(year, standing, asked),
        groups=siblings(standing, "what-if", group),
    )


def what_if_broken(request: HttpRequest, scheme: str, checkpoint: str, group: str) -> HttpResponse:
    """What the changes would no longer keep of the scheme: told after the ranks are painted."""
    year, standing, questions = _asked(request, scheme, checkpoint, group)
    return render(request, "whatif/broken.html", {"broken": _broken(year, standing, questions.asked())})


def _broken(year: Year, standing: Standing, asked: Asked) -> tuple[str, ...]:
    before = previous(year)
    promises = year.promises(None if before is None else before.scheme)
    return broken(standing, promises, results_of(year).worked.figures, asked)


def _asked(
    request: HttpRequest, scheme: str, checkpoint: str, group: str
) -> tuple[Year, Standing, Questions]:
    year = year_or_404(scheme)
    standing = standing_or_404(year, checkpoint, group)
    if group not in year.ranking_groups:
        raise Http404(group)
    return year, standing, Questions(standing, results_of(year).worked, group, request.GET.dict())


def _broken_address(request: HttpRequest, asked: Asked) -> str:
    """Where it is answered what the same question would break; none where nothing is changed."""
    match = request.resolver_match
    if match is None or not asked.changes:
        return ""
    return f"{reverse('what-if-broken', kwargs=match.kwargs)}?{request.GET.urlencode()}"
