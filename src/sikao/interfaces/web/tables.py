"""The one-page table of a group, made to be printed on one A3 sheet."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from sikao.interfaces.web.frame import paint, standing_or_404, year_or_404
from sikao.interfaces.web.results import tables
from sikao.interfaces.web.results.groups import siblings


def one_table(request: HttpRequest, scheme: str, checkpoint: str, group: str) -> HttpResponse:
    """Units in the official order × indicators."""
    year = year_or_404(scheme)
    standing = standing_or_404(year, checkpoint, group)
    if group not in year.ranking_groups:
        raise Http404(group)
    return paint(
        request,
        "tables/one_table.html",
        year,
        checkpoint=checkpoint,
        group=group,
        section="one-table",
        table=tables.one_table(standing, group),
        groups=siblings(standing, "one-table", group),
    )
