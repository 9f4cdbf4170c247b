"""Effective weights: what output of each quarter was worth, beside the shares that the scheme names."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from sikao.interfaces.web.frame import language, paint, standing_or_404, year_or_404
from sikao.interfaces.web.results.groups import siblings
from sikao.interfaces.web.results.weights import weights_view


def weights(request: HttpRequest, scheme: str, checkpoint: str, group: str) -> HttpResponse:
    """The page at once; what takes seconds to work out follows when the page, or its reader, asks for it."""
    year = year_or_404(scheme)
    standing = standing_or_404(year, checkpoint, group)
    if group not in year.ranking_groups:
        raise Http404(group)
    asked = request.headers.get("HX-Request") == "true" or "now" in request.GET
    found = year.work_out_weights(group) if asked else year.weights(group)
    view = None if found is None else weights_view(found, year.scheme, language())
    if request.headers.get("HX-Request") == "true":
        return render(request, "weights/content.html", {"view": view})
    return paint(
        request,
        "weights/weights.html",
        year,
        checkpoint=checkpoint,
        group=group,
        section="weights",
        view=view,
        group_name=standing.group_name(group),
        groups=siblings(standing, "weights", group),
    )
