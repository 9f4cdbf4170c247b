"""What stands around every page: the scheme, its checkpoints, the navigation, the notice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse, translate_url
from django.utils.translation import get_language, gettext

from sikao.core.scheme.orders import FROM_PLACES, scores_only_places
from sikao.core.wording import Finding, Language
from sikao.interfaces.web import library
from sikao.interfaces.web.library import Origin, Refused, Results, Year
from sikao.interfaces.web.results.standing import Standing
from sikao.interfaces.web.results.words import named
from sikao.office.accounts.rights.deciding import may
from sikao.office.accounts.rights.verbs import Verb

GROUP_ICONS = ("map-2", "building-factory-2", "buildings", "users-group")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a menu."""

    name: str
    address: str
    current: bool = False
    icon: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """The surroundings of a page."""

    scheme: str
    title: str
    has_claims: bool
    has_previous: bool
    illustrative: bool
    from_places: str
    synthetic: bool
    complete: bool
    group: Entry | None
    schemes: tuple[Entry, ...]
    refused: int
    checkpoints: tuple[Entry, ...]
    navigation: tuple[Entry, ...]
    origin: Origin | None


def language() -> Language:
    """The language of the page."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def year_or_404(scheme: str) -> Year:
    """The year of a scheme of this place."""
    year = library.find(scheme)
    if year is None:
        raise Http404(scheme)
    return year


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding in the language of the page."""

    severity: str
    label: str
    where: str
    what: str
    remedy: str


def finding_line(finding: Finding, lang: Language) -> FindingLine:
    """A finding as a page shows it."""
    return FindingLine(
        finding.severity.value,
        finding.severity.label(lang),
        str(finding.where),
        finding.what(lang),
        finding.remedy(lang),
    )


class FiguresRefusedError(Exception):
    """Results were asked for, but the figures were refused."""

    def __init__(self, year: Year, findings: tuple[Finding, ...]) -> None:
        super().__init__(year.scheme.code)
        self.year = year
        self.findings = findings


def results_of(year: Year) -> Results:
    """The results of a year; where its figures were refused, the page of the findings is shown instead."""
    found = year.results
    if isinstance(found, Refused):
        raise FiguresRefusedError(year, found.findings)
    return found


def standing_or_404(year: Year, checkpoint: str, group: str | None = None) -> Standing:
    """How units stand at a checkpoint; ``group``, where a page is about one, must exist."""
    if checkpoint not in year.checkpoints or (group is not None and group not in year.scheme.groups):
        raise Http404(checkpoint)
    return Standing(year.resolved, results_of(year).rows, checkpoint, language(), key=year.key)


def paint(
    request: HttpRequest,
    template: str,
    year: Year,
    *,
    checkpoint: str | None = None,
    group: str | None = None,
    section: str,
    kept: str = "",
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """The page in its frame; ``section`` is the current entry of the navigation: a view, or a group.

    ``kept`` is the query that stays when a reader goes to another checkpoint.
    """
    frame = _frame(request, year, checkpoint, group, section, kept)
    content = {"frame": frame, "languages": languages(request), **context}
    return render(request, template, content, status=status)


def languages(request: HttpRequest) -> tuple[dict[str, str], ...]:
    """The same page in the other languages."""
    here = request.get_full_path()
    others = [pair for pair in settings.LANGUAGES if pair[0] != get_language()]
    return tuple({"code": code, "name": name, "address": translate_url(here, code)} for code, name in others)


def sees_results(request: HttpRequest) -> bool:
    """Whether results are open to whoever asks: to everybody without a home, by right in an office."""
    signed = getattr(request, "signed", None)
    return signed is None or may(Verb.RESULTS_VIEW, signed.holdings)


def _frame(
    request: HttpRequest, year: Year, checkpoint: str | None, group: str | None, section: str, kept: str
) -> Frame:
    lang, open_to_all = language(), sees_results(request)
    results = year.results if year.checkpoints and open_to_all else None
    return Frame(
        scheme=year.scheme.code,
        title=year.title(lang),
        has_claims=len(year.scheme.claims) > 0,
        has_previous=library.previous(year) is not None,
        illustrative=year.scheme.illustrative,
        from_places=FROM_PLACES.text(lang) if scores_only_places(year.scheme) else "",
        synthetic=isinstance(results, Results) and results.synthetic,
        complete=checkpoint is None
        or (isinstance(results, Results) and checkpoint not in results.incomplete),
        group=_group(year, checkpoint, group),
        schemes=tuple(
            Entry(other.title(lang), _start(other, open_to_all), other.scheme.code == year.scheme.code)
            for other in library.years()
        ),
        refused=len(library.refused()),
        checkpoints=_checkpoints(request, year, checkpoint, kept),
        navigation=_navigation(
            year, (checkpoint or year.last_checkpoint) if open_to_all else None, group, section
        ),
        origin=year.origin,
    )


def _group(year: Year, checkpoint: str | None, group: str | None) -> Entry | None:
    """The results of the group that a page is about: the way back from tables and analyses."""
    if checkpoint is None or group is None:
        return None
    at = {"scheme": year.key, "checkpoint": checkpoint, "group": group}
    return Entry(named(year.scheme.groups[group], language()), reverse("group", kwargs=at))


def _start(year: Year, with_results: bool) -> str:
    code = year.scheme.code
    if year.last_checkpoint is None or not with_results:
        return reverse("scheme", kwargs={"scheme": code})
    return reverse("overview", kwargs={"scheme": code, "checkpoint": year.last_checkpoint})


def _checkpoints(request: HttpRequest, year: Year, current: str | None, kept: str) -> tuple[Entry, ...]:
    """The same page at the other checkpoints."""
    match = request.resolver_match
    if current is None or match is None:
        return ()
    found = (year.scheme.checkpoints[code] for code in year.checkpoints)
    return tuple(
        Entry(
            named(checkpoint, language()),
            reverse(match.view_name, kwargs={**match.kwargs, "checkpoint": checkpoint.code}) + kept,
            checkpoint.code == current,
        )
        for checkpoint in found
    )


def _navigation(year: Year, checkpoint: str | None, group: str | None, section: str) -> tuple[Entry, ...]:
    scheme = {"scheme": year.scheme.code}
    document = Entry(
        gettext("考核方案"),
        reverse("scheme", kwargs=scheme),
        section == "scheme",
        "list-tree",
        gettext("方案"),
    )
    if checkpoint is None:
        return (document,)
    at = {"scheme": year.key, "checkpoint": checkpoint}
    tops = [found for found in year.scheme.groups.values() if found.parent is None]
    groups = [
        Entry(
            named(found, language()),
            reverse("group", kwargs={**at, "group": found.code}),
            section == found.code,
            GROUP_ICONS[i % len(GROUP_ICONS)],
        )
        for i, found in enumerate(tops)
    ]
    chosen = {**at, "group": group if group in year.ranking_groups else year.ranking_groups[0]}
    overview = Entry(
        gettext("总览"),
        reverse("overview", kwargs=at),
        section == "overview",
        "layout-dashboard",
        gettext("结果"),
    )
    table = Entry(gettext("一张表"), reverse("one-table", kwargs=chosen), section == "one-table", "table")
    what_if = Entry(
        gettext("模拟测算"),
        reverse("what-if", kwargs=chosen),
        section == "what-if",
        "adjustments-horizontal",
        gettext("分析"),
    )
    weights = Entry(gettext("指标效力"), reverse("weights", kwargs=chosen), section == "weights", "scale")
    return (overview, *groups, table, document, what_if, weights)
