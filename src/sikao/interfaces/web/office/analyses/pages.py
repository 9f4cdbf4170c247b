"""Pages of analyses: why a result is another than the one before, for all units, one, and the unit itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from sikao.interfaces.web.frame import finding_line, language
from sikao.interfaces.web.office.analyses.changes import ChangeWords
from sikao.interfaces.web.office.analyses.places import place_groups
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.door import lines
from sikao.interfaces.web.office.editions.own import SECTION as OWN_SECTION
from sikao.interfaces.web.office.editions.pages import SECTION
from sikao.interfaces.web.office.editions.shown import shown
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.jobs import job_context
from sikao.interfaces.web.office.signin import signed_of
from sikao.interfaces.web.office.worded import Words
from sikao.interfaces.web.results.words import named
from sikao.office.accounts.rights.deciding import may
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.jobs.queries import find_job
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid
from sikao.office.results import actions
from sikao.office.results.analyses import (
    AnalysisView,
    analyses_of,
    analysis,
    bases_of,
    change_of,
    places_of,
    told_to_units,
)
from sikao.office.results.analysing import last_checkpoint
from sikao.office.results.editions import EditionView
from sikao.office.results.editions import edition as edition_view
from sikao.office.results.rules import Asked, RunState
from sikao.office.results.visible import edition_in_sight, edition_of_unit
from sikao.office.rulebook.queries import scheme_with

OUTCOME = "office/analyses/ended.html"


@dataclass(frozen=True, slots=True)
class Base:
    """A result that another one is held against: its name, and how far the explanation is."""

    ref: str
    name: str
    found: AnalysisView | None
    current: bool

    @property
    def ready(self) -> bool:
        """Whether the explanation is there."""
        return self.found is not None and self.found.state is RunState.READY


@require_safe
def changes(request: OfficeRequest, ref: str) -> HttpResponse:
    """Why everybody's points and places are others than in an earlier result."""
    view = edition_in_sight(request.actor, request.at, ref)
    bases = _bases(request, view)
    context: dict[str, Any] = {"bases": bases, "groups": []}
    chosen = next((base for base in bases if base.current), None)
    if chosen is not None and chosen.found is not None:
        context |= _progress(request, chosen.found)
        if chosen.ready:
            words = _words(request, view, chosen.found)
            context["groups"] = words.groups(ref, f"?than={chosen.ref}")
            context["elsewhere"] = words.is_elsewhere_announced
    shown_now = shown(view, request.at)
    return paint_office(
        request, "office/analyses/changes.html", section=SECTION, shown=shown_now, chosen=chosen, **context
    )


@require_safe
def change(request: OfficeRequest, ref: str, unit: str) -> HttpResponse:
    """Why one unit's points and place changed, down to the figures."""
    view = edition_in_sight(request.actor, request.at, ref)
    bases = [base for base in _bases(request, view) if base.ready]
    chosen = next((base for base in bases if base.current), None)
    if chosen is None or chosen.found is None:
        raise NotThere.of("analysis.not_there")
    words = _words(request, view, chosen.found)
    tables = words.tables(unit)
    if not tables:
        raise NotThere.of("analysis.not_there")
    return paint_office(
        request,
        "office/analyses/change.html",
        section=SECTION,
        shown=shown(view, request.at),
        chosen=chosen,
        bases=bases,
        name=Words(request.at, scheme_with(view.digest)).organisation(unit),
        tables=tables,
        elsewhere=words.is_elsewhere_announced,
    )


@require_safe
def own_change(request: OfficeRequest, ref: str, unit: str) -> HttpResponse:
    """Why the reader's own unit has other points than in the last result, and nothing of others."""
    view = edition_of_unit(request.actor, request.at, ref, unit)
    scheme = scheme_with(view.digest)
    told = {found.before for found in told_to_units(view)}
    bases = [base for base in _bases(request, view) if base.ref in told]
    chosen = next((base for base in bases if base.current), bases[0] if bases else None)
    if chosen is None or chosen.found is None:
        raise NotThere.of("analysis.not_there")
    words = _words(request, view, chosen.found)
    return paint_office(
        request,
        "office/analyses/own_change.html",
        section=OWN_SECTION,
        shown=shown(view, request.at),
        unit=unit,
        chosen=chosen,
        bases=bases,
        name=Words(request.at, scheme).organisation(unit),
        tables=words.own_tables(unit, own_place=scheme.feedback.own_place),
        elsewhere=words.is_elsewhere_announced,
    )


@require_safe
def places(request: OfficeRequest, ref: str) -> HttpResponse:
    """Which places at the end of the year are locked in, open or out of reach, as of a result."""
    view = edition_in_sight(request.actor, request.at, ref)
    found = next(iter(analyses_of(view, Asked.PLACES)), None)
    context: dict[str, Any] = {"found": found, "groups": []}
    if found is not None:
        context |= _progress(request, found)
        if found.state is RunState.READY:
            context["groups"] = place_groups(places_of(found), view)
    scheme = scheme_with(view.digest)
    last = last_checkpoint(scheme)
    context |= {"over": view.checkpoint == last, "final": named(scheme.checkpoints[last], language())}
    shown_now = shown(view, request.at)
    return paint_office(request, "office/analyses/places.html", section=SECTION, shown=shown_now, **context)


@require_POST
def ask(request: OfficeRequest, ref: str) -> HttpResponse:
    """Ask for an analysis, which leads to the page that shows it."""
    edition_in_sight(request.actor, request.at, ref)
    what, before = request.POST.get("what", ""), request.POST.get("before", "")
    given = {"edition": ref, "what": what, "before": before}
    try:
        actions.ask_analysis(actor=request.actor, at=request.at, **given)
    except (NotNow, NotValid) as refusal:
        findings = lines(refusal.findings)
        return paint_office(request, "office/refused.html", section=SECTION, status=409, findings=findings)
    page = "edition-places" if what == Asked.PLACES else "edition-changes"
    query = f"?{urlencode({'than': before})}" if before else ""
    return redirect(reverse(page, kwargs={"ref": ref}) + query)


@require_safe
def part(request: OfficeRequest, ref: str, analysis_ref: str) -> HttpResponse:
    """How far an analysis is, for its page to fetch by itself."""
    view = edition_in_sight(request.actor, request.at, ref)
    found = analysis(analysis_ref)
    if found.edition != view.ref:
        raise NotThere.of("analysis.not_there")
    context = _progress(request, found)
    return render(request, str(context["part"]), context)


def _bases(request: OfficeRequest, view: EditionView) -> list[Base]:
    """What a result is or may be held against; current is what the address asks for, else the first."""
    asked = {found.before: found for found in analyses_of(view, Asked.CHANGE)}
    codes = list(dict.fromkeys([*(base.ref for base in bases_of(view)), *asked]))
    wanted = request.GET.get("than", "")
    current = wanted if wanted in codes else next(iter(codes), "")
    return [
        Base(code, shown(edition_view(code), request.at).title, asked.get(code), code == current)
        for code in codes
    ]


def _words(request: OfficeRequest, view: EditionView, found: AnalysisView) -> ChangeWords:
    scheme = scheme_with(view.digest)
    before = edition_view(found.before)
    ends = (shown(before, request.at).title, shown(view, request.at).title)
    return ChangeWords(change_of(found), scheme, Words(request.at, scheme), ends)


def _progress(request: OfficeRequest, found: AnalysisView) -> dict[str, Any]:
    """The part of a page that says how far the work is, and at its end what to do."""
    where = {"ref": found.edition, "analysis_ref": found.ref}
    context: dict[str, Any] = {"found": found, "part": OUTCOME, "page": _page(found)}
    job = find_job(found.job)
    if found.state is RunState.COMPUTING and job is not None:
        return context | job_context(request, job, reverse("edition-analysis-part", kwargs=where), OUTCOME)
    asks = may(Verb.ANALYSIS_ASK, signed_of(request).holdings)
    told = [finding_line(finding, language()) for finding in found.findings]
    return context | {"findings": told, "asks": asks}


def _page(found: AnalysisView) -> str:
    page = "edition-places" if found.what is Asked.PLACES else "edition-changes"
    query = f"?{urlencode({'than': found.before})}" if found.before else ""
    return reverse(page, kwargs={"ref": found.edition}) + query
