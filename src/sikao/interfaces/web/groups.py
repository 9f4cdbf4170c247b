"""One group: its ranking table, blocks, spread, tiles, heat map and the change of places."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from sikao.interfaces.web.frame import paint, standing_or_404, year_or_404
from sikao.interfaces.web.results import charts
from sikao.interfaces.web.results.cuts import asked_tag, cut_ranking, tag_choices, tag_name, tag_query
from sikao.interfaces.web.results.groups import group_view, top_group


def group(request: HttpRequest, scheme: str, checkpoint: str, group: str) -> HttpResponse:
    """A ranking group; for a group that is only above others, the first ranking group below it.

    With ``?tag=`` only the indicators that carry the tag, ranked by their sum.
    """
    year = year_or_404(scheme)
    standing = standing_or_404(year, checkpoint, group)
    family = group_view(standing, top_group(standing, group))
    shown = group_view(standing, group).rankings
    if not shown:
        raise Http404(group)
    ranking = shown[0]
    tag = asked_tag(standing, ranking.code, request.GET.get("tag"))
    if tag is not None:
        ranking = cut_ranking(standing, ranking, tag)
    return paint(
        request,
        "groups/group.html",
        year,
        checkpoint=checkpoint,
        group=ranking.code,
        section=family.code,
        kept=tag_query(tag),
        family=family,
        ranking=ranking,
        tag_choices=tag_choices(standing, ranking.code, tag),
        tag="" if tag is None else tag_name(standing, tag),
        table_query=tag_query(tag),
        ranking_chart=charts.ranking_chart(ranking),
        tiles_chart=charts.tiles_chart(ranking),
        spread_chart=charts.spread_chart(ranking),
        heat_chart=charts.heat_chart(ranking),
        trend_chart=charts.trend_chart(ranking) if tag is None else None,
    )
