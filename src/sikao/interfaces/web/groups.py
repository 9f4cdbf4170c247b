"""One group: its ranking table, blocks, spread, tiles, heat map and the change of places."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from sikao.interfaces.web.frame import paint, standing_or_404, year_or_404
from sikao.interfaces.web.results import charts
from sikao.interfaces.web.results.groups import group_view, top_group


def group(request: HttpRequest, scheme: str, checkpoint: str, group: str) -> HttpResponse:
    """A ranking group; for a group that is only above others, the first ranking group below it."""
    year = year_or_404(scheme)
    standing = standing_or_404(year, checkpoint, group)
    family = group_view(standing, top_group(standing, group))
    shown = group_view(standing, group).rankings
    if not shown:
        raise Http404(group)
    return paint(
        request,
        "groups/group.html",
        year,
        checkpoint=checkpoint,
        group=shown[0].code,
        section=family.code,
        family=family,
        ranking=shown[0],
        ranking_chart=charts.ranking_chart(shown[0]),
        tiles_chart=charts.tiles_chart(shown[0]),
        spread_chart=charts.spread_chart(shown[0]),
        heat_chart=charts.heat_chart(shown[0]),
        trend_chart=charts.trend_chart(shown[0]),
    )
