"""One unit: its scorecard, strong and weak points, and the change of its place."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from sikao.interfaces.web.frame import paint, standing_or_404, year_or_404
from sikao.interfaces.web.results import charts
from sikao.interfaces.web.results.groups import ranking, top_group
from sikao.interfaces.web.results.units import unit_view


def unit(request: HttpRequest, scheme: str, checkpoint: str, unit: str) -> HttpResponse:
    """Everything about one unit at one checkpoint."""
    year = year_or_404(scheme)
    standing = standing_or_404(year, checkpoint)
    view = unit_view(standing, unit) if unit in year.scheme.units else None
    if view is None:
        raise Http404(unit)
    group = ranking(standing, year.scheme.groups[view.group])
    return paint(
        request,
        "units/unit.html",
        year,
        checkpoint=checkpoint,
        group=view.group,
        section=top_group(standing, view.group),
        view=view,
        spread_chart=charts.spread_chart(group, marked=unit),
        trend_chart=charts.trend_chart(group, marked=unit),
    )
