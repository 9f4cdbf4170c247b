"""The explanation of one number: beside the page, or on a page of its own."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from sikao.interfaces.web.frame import paint, results_of, standing_or_404, year_or_404
from sikao.interfaces.web.results.explanations import explanation_view
from sikao.interfaces.web.results.groups import top_group


def explanation(
    request: HttpRequest, scheme: str, checkpoint: str, unit: str, table: str, node: str
) -> HttpResponse:
    """Why a node of a unit has its points. Asked for by the panel, only its content is sent."""
    year = year_or_404(scheme)
    standing = standing_or_404(year, checkpoint)
    view = explanation_view(standing, results_of(year).worked, unit, table, node)
    if view is None:
        raise Http404(node)
    if request.headers.get("HX-Request") == "true":
        return render(request, "explanations/content.html", {"view": view, "heading": True})
    return paint(
        request,
        "explanations/page.html",
        year,
        checkpoint=checkpoint,
        group=view.group,
        section=top_group(standing, view.group),
        view=view,
    )
