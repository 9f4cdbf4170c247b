"""Pages of charts: a result of the whole city, of a group, a unit, an indicator; and why a number is so."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from sikao.interfaces.web.frame import Entry, results_of
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.dashboard.standing import EditionStanding, standing_of
from sikao.interfaces.web.office.editions.own import edition_year
from sikao.interfaces.web.office.editions.shown import shown
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.results import charts
from sikao.interfaces.web.results.charts import Chart
from sikao.interfaces.web.results.explanations import explanation_view
from sikao.interfaces.web.results.groups import Ranking, ranking
from sikao.interfaces.web.results.standing import Score
from sikao.interfaces.web.results.units import unit_view
from sikao.office.groundwork.here import place
from sikao.office.results.editions import EditionView
from sikao.office.results.visible import charted, charted_in_sight
from sikao.office.rulebook.queries import scheme_with

SECTION = "dashboards"


@dataclass(frozen=True, slots=True)
class GroupPanel:
    """A ranking group of the city: its facts and its charts."""

    ranking: Ranking
    trend: Chart | None
    tiles: Chart | None
    distribution: Chart | None


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """A unit in one indicator, from the best place on."""

    name: str
    address: str
    score: Score


@require_safe
def dashboards(request: OfficeRequest) -> HttpResponse:
    """The latest result that has charts for the reader; that there is none yet."""
    found = charted(request.actor, request.at)
    if not found:
        return paint_office(request, "office/dashboard/none.html", section=SECTION)
    return _city(request, found[0])


@require_safe
def city(request: OfficeRequest, ref: str) -> HttpResponse:
    """One result of the whole city: every ranking group."""
    return _city(request, charted_in_sight(request.actor, request.at, ref))


@require_safe
def group(request: OfficeRequest, ref: str, group: str) -> HttpResponse:
    """One ranking group: places over time, the distribution of totals, indicators by units."""
    view = charted_in_sight(request.actor, request.at, ref)
    standing = standing_of(view)
    found = _ranking(standing, group)
    if not found.ranked:
        raise Http404(group)
    scored = [
        column
        for at, column in enumerate(found.indicators)
        if any(_has_points(line.indicators[at]) for line in found.lines)
    ]
    indicators = [(column.name, standing.indicator_address(group, column.code)) for column in scored]
    return _paint(
        request,
        "office/dashboard/group.html",
        view,
        standing=standing,
        group=group,
        ranking=found,
        trend_chart=charts.trend_chart(found),
        distribution_chart=charts.distribution_chart(found),
        heat_chart=charts.heat_chart(found),
        tiles_chart=charts.tiles_chart(found),
        indicators=indicators,
    )


@require_safe
def unit(request: OfficeRequest, ref: str, unit: str) -> HttpResponse:
    """One unit: its scorecard line by line, and its places over time."""
    view = charted_in_sight(request.actor, request.at, ref)
    standing = standing_of(view)
    found = unit_view(standing, unit) if unit in standing.scheme.units else None
    if found is None:
        raise Http404(unit)
    whole = _ranking(standing, found.group)
    return _paint(
        request,
        "office/dashboard/unit.html",
        view,
        standing=standing,
        group=found.group,
        view=found,
        trend_chart=charts.trend_chart(whole, marked=unit),
        spread_chart=charts.spread_chart(whole, marked=unit),
    )


@require_safe
def node(request: OfficeRequest, ref: str, group: str, node: str) -> HttpResponse:
    """One indicator over all units of a group."""
    view = charted_in_sight(request.actor, request.at, ref)
    standing = standing_of(view)
    found = _ranking(standing, group)
    at = next((place for place, column in enumerate(found.indicators) if column.code == node), None)
    if at is None:
        raise Http404(node)
    column = found.indicators[at]
    scores = [(line, line.indicators[at]) for line in found.lines]
    lines = [IndicatorLine(line.name, line.address, score) for line, score in scores if score is not None]
    lines.sort(key=lambda line: -(line.score.rate if line.score.rate is not None else Decimal(-1)))
    return _paint(
        request,
        "office/dashboard/node.html",
        view,
        standing=standing,
        group=group,
        column=column,
        ranking=found,
        lines=lines,
        bars_chart=charts.bars_chart(column.name, [(line.name, line.score) for line in lines]),
    )


@require_safe
def point(request: OfficeRequest, ref: str, unit: str, table: str, node: str) -> HttpResponse:
    """Why a unit has these points, down to the figures. Asked for by the panel, only its content is sent."""
    view = charted_in_sight(request.actor, request.at, ref)
    standing = standing_of(view)
    explained = explanation_view(standing, results_of(edition_year(view)).worked, unit, table, node)
    if explained is None:
        raise Http404(node)
    if request.headers.get("HX-Request") == "true":
        return render(request, "explanations/content.html", {"view": explained, "heading": True})
    return _paint(
        request, "office/dashboard/point.html", view, standing=standing, group=explained.group, view=explained
    )


def _city(request: OfficeRequest, view: EditionView) -> HttpResponse:
    standing = standing_of(view)
    panels = []
    for one in standing.ranking_groups():
        found = ranking(standing, one)
        if found.ranked:
            panels.append(
                GroupPanel(
                    found,
                    charts.trend_chart(found),
                    charts.tiles_chart(found),
                    charts.distribution_chart(found),
                )
            )
    others = [
        Entry(
            shown(one, request.at).title, reverse("dashboard", kwargs={"ref": one.ref}), one.ref == view.ref
        )
        for one in charted(request.actor, request.at)
    ]
    return _paint(
        request,
        "office/dashboard/city.html",
        view,
        standing=standing,
        group="",
        panels=panels,
        others=others,
    )


def _has_points(score: Score | None) -> bool:
    return score is not None and score.points is not None


def _ranking(standing: EditionStanding, group: str) -> Ranking:
    known = {one.code: one for one in standing.ranking_groups()}
    if group not in known:
        raise Http404(group)
    return ranking(standing, known[group])


def _paint(
    request: OfficeRequest,
    template: str,
    edition: EditionView,
    *,
    standing: EditionStanding,
    group: str,
    **context: Any,
) -> HttpResponse:
    scheme = scheme_with(edition.digest)
    groups = [
        Entry(standing.group_name(one.code), standing.address("group", group=one.code), one.code == group)
        for one in standing.ranking_groups()
        if any(_has_points(standing.total(unit.code, one.code)) for unit in standing.units_of(one.code))
    ]
    return paint_office(
        request,
        template,
        section=SECTION,
        shown=shown(edition, request.at),
        city=reverse("dashboard", kwargs={"ref": edition.ref}),
        groups=groups,
        synthetic=place().demo or scheme.illustrative,
        **context,
    )
