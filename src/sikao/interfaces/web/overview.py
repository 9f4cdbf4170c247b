"""The overview: every group of the year at one checkpoint."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from sikao.interfaces.web.frame import paint, standing_or_404, year_or_404
from sikao.interfaces.web.results import charts, groups


def overview(request: HttpRequest, scheme: str, checkpoint: str) -> HttpResponse:
    """All ranking groups; the first of them in full."""
    year = year_or_404(scheme)
    views = groups.overview(standing_or_404(year, checkpoint))
    rankings = [ranking for view in views for ranking in view.rankings]
    return paint(
        request,
        "overview/overview.html",
        year,
        checkpoint=checkpoint,
        section="overview",
        first=rankings[0],
        others=rankings[1:],
        ranking_chart=charts.ranking_chart(rankings[0]),
        tiles_chart=charts.tiles_chart(rankings[0]),
        trend_chart=charts.trend_chart(rankings[0]),
    )
