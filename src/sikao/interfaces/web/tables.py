"""The one-page table of a group, made to be printed on one A3 sheet."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from sikao.interfaces.web.frame import paint, results_of, standing_or_404, year_or_404
from sikao.interfaces.web.results import tables
from sikao.interfaces.web.results.groups import siblings

VALUES = "?show=values"


def one_table(request: HttpRequest, scheme: str, checkpoint: str, group: str) -> HttpResponse:
    """Units in the official order × indicators: their points or, asked for, what was measured."""
    year = year_or_404(scheme)
    standing = standing_or_404(year, checkpoint, group)
    if group not in year.ranking_groups:
        raise Http404(group)
    values = request.GET.get("show") == "values"
    kept = VALUES if values else ""
    here = reverse("one-table", kwargs={"scheme": scheme, "checkpoint": checkpoint, "group": group})
    return paint(
        request,
        "tables/one_table.html",
        year,
        checkpoint=checkpoint,
        group=group,
        section="one-table",
        kept=kept,
        table=tables.one_table(standing, group, results_of(year).worked if values else None),
        groups=siblings(standing, "one-table", group, kept),
        points_address=here,
        values_address=here + VALUES,
    )
