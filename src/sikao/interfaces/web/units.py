"""One unit: its scorecard, strong and weak points, and the change of its place."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from sikao.interfaces.web.frame import paint, standing_or_404, year_or_404
from sikao.interfaces.web.results import charts
from sikao.interfaces.web.results.cuts import asked_tag, cut_ranking, tag_choices, tag_query
from sikao.interfaces.web.results.groups import ranking, top_group
from sikao.interfaces.web.results.units import unit_view


def unit(request: HttpRequest, scheme: str, checkpoint: str, unit: str) -> HttpResponse:
    """Everything about one unit at one checkpoint; with ``?tag=`` its scorecard cut by a tag."""
    year = year_or_404(scheme)
    standing = standing_or_404(year, checkpoint)
    known = year.scheme.units.get(unit)
    home = None if known is None else standing.ranking_group(unit)
    tag = None if home is None else asked_tag(standing, home.code, request.GET.get("tag"))
    view = None if known is None else unit_view(standing, unit, tag)
    if view is None:
        raise Http404(unit)
    group = compared = ranking(standing, year.scheme.groups[view.group])
    if tag is not None:
        compared = cut_ranking(standing, group, tag)
    return paint(
        request,
        "units/unit.html",
        year,
        checkpoint=checkpoint,
        group=view.group,
        section=top_group(standing, view.group),
        kept=tag_query(tag),
        tag_choices=tag_choices(standing, view.group, tag),
        view=view,
        spread_chart=charts.spread_chart(compared, marked=unit),
        trend_chart=charts.trend_chart(group, marked=unit),
    )
