"""A unit's own result: its points down to the figures, what it may say to them, and nothing of others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from sikao.core.books.names import TOTAL
from sikao.core.insight.explanation import Explanation
from sikao.core.insight.own_view import flag_told, told_to_unit
from sikao.core.insight.worked import Worked
from sikao.core.scheme import Scheme
from sikao.core.wording import Language
from sikao.interfaces.web import library
from sikao.interfaces.web.frame import language, results_of
from sikao.interfaces.web.library import Refused, Year
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.door import lines
from sikao.interfaces.web.office.editions.disputed import DisputeLine, dispute_lines
from sikao.interfaces.web.office.editions.shown import Shown, shown
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.shelf import key_of_run
from sikao.interfaces.web.office.worded import FigureLine, Words
from sikao.interfaces.web.results.explanations import explanation_view
from sikao.interfaces.web.results.standing import Score, Standing
from sikao.interfaces.web.results.words import named
from sikao.office.accounts.queries import authorise_for
from sikao.office.accounts.rights.deciding import Concerned
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.refusals import NotNow, NotThere, NotYou
from sikao.office.results import actions
from sikao.office.results.analyses import own_places, told_to_units
from sikao.office.results.claiming import contestable
from sikao.office.results.disputing import State as Objected
from sikao.office.results.editions import EditionView, agreed, as_with_run, objecting, withdrawal_of
from sikao.office.results.objections import objections
from sikao.office.results.stages import State
from sikao.office.results.visible import edition_of_unit, editions_of, own_units
from sikao.office.rulebook.queries import scheme_with

SECTION = "own-results"
ROUNDED = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A result of one's own unit in the list."""

    shown: Shown
    unit: str
    said: str
    address: str


@dataclass(frozen=True, slots=True)
class OwnTable:
    """One table of the unit: its total with its grade, and its lines; ``later`` of them are not scored yet.

    ``added`` are the points and full points of its indicators, where the total is these on another scale.
    """

    name: str
    total: Score
    grade: str
    lines: tuple[Score, ...]
    later: int
    added: tuple[Decimal, Decimal] | None


@dataclass(frozen=True, slots=True)
class Final:
    """From the best to the worst place that the unit may have at the end of the year."""

    checkpoint: str
    best: int
    worst: int


class OwnStanding(Standing):
    """How one unit stands in an edition; every address leads to a page of its own result."""

    edition: str

    def address(self, view: str, **parts: str) -> str:
        """The address that explains a number, or of the result."""
        at = {"ref": self.edition, "unit": parts.get("unit", "")}
        if view == "explanation":
            return reverse("own-point", kwargs={**at, "table": parts["table"], "node": parts["node"]})
        return reverse("own-result", kwargs=at)


class OwnWorked:
    """Explanations as the unit itself may see them."""

    def __init__(self, worked: Worked, *, own_place: bool) -> None:
        self._worked = worked
        self._own_place = own_place
        self._units = frozenset(worked.scheme.units)

    def explain(
        self, unit: str, node: str, checkpoint: str | None = None, scorecard: str | None = None
    ) -> Explanation:
        """One number's explanation, without anything of other units."""
        found = self._worked.explain(unit, node, checkpoint, scorecard)
        return told_to_unit(found, self._units, own_place=self._own_place)


@require_safe
def own_results(request: OfficeRequest) -> HttpResponse:
    """The results of the reader's own units, the latest first."""
    found = editions_of(request.actor, request.at, sorted(own_units(request.actor, request.at)))
    words = Words(request.at)
    return paint_office(
        request,
        "office/editions/own_list.html",
        section=SECTION,
        lines=[
            OwnLine(
                shown(view, request.at),
                words.organisation(unit),
                _said(view, unit),
                reverse("own-result", kwargs={"ref": view.ref, "unit": unit}),
            )
            for view, unit in found
        ],
    )


@require_safe
def own_result(request: OfficeRequest, ref: str, unit: str) -> HttpResponse:
    """The result of one unit: every line, and what the unit can say to it."""
    return _own(request, edition_of_unit(request.actor, request.at, ref, unit), unit)


@require_POST
def agree(request: OfficeRequest, ref: str, unit: str) -> HttpResponse:
    """Say that the unit has nothing to object to."""
    try:
        actions.agree_to_edition(actor=request.actor, at=request.at, edition=ref, unit=unit)
    except NotNow as refusal:
        view = edition_of_unit(request.actor, request.at, ref, unit)
        return _own(request, view, unit, lines(refusal.findings), status=409)
    return redirect(f"{reverse('own-result', kwargs={'ref': ref, 'unit': unit})}?done=1")


def _own(
    request: OfficeRequest, view: EditionView, unit: str, findings: object = (), *, status: int = 200
) -> HttpResponse:
    scheme = scheme_with(view.digest)
    words = Words(request.at, scheme)
    raised = objections(edition=view.ref, units=[unit])
    mine: list[DisputeLine] = dispute_lines(raised, words)
    in_time = view.reply_until is not None and request.at <= view.reply_until
    open_now = view.state is State.FEEDBACK and in_time
    said = _said(view, unit)
    return paint_office(
        request,
        "office/editions/own.html",
        section=SECTION,
        status=status,
        findings=findings,
        shown=shown(view, request.at),
        unit=unit,
        name=words.organisation(unit),
        tables=_tables_told(view.ref, view.run, unit, language()),
        own_place=scheme.feedback.own_place,
        said=said,
        withdrawn=withdrawal_of(view),
        replaced=view.state is State.REPLACED,
        explained=bool(told_to_units(view)),
        final=None if view.state is State.WITHDRAWN else _final(view, scheme, unit),
        objections=mine,
        uncounted=any(one.state is Objected.UPHELD and one.words[-1].seq > view.seq for one in raised),
        replies=open_now,
        agrees=open_now and said == "silent" and may_speak(request, Verb.EDITION_AGREE, view, unit),
        objects=open_now and may_speak(request, Verb.OBJECTION_RAISE, view, unit),
    )


@require_safe
def own_point(request: OfficeRequest, ref: str, unit: str, table: str, node: str) -> HttpResponse:
    """Why the unit has these points; of an indicator with its figures, each of which it may object to."""
    view = edition_of_unit(request.actor, request.at, ref, unit)
    scheme, standing = scheme_with(view.digest), standing_of(view)
    worked = OwnWorked(results_of(edition_year(view)).worked, own_place=scheme.feedback.own_place)
    explained = explanation_view(standing, worked, unit, table, node)
    if explained is None:
        raise Http404(node)
    words = Words(request.at, scheme)
    figures = contestable(view.digest, view.checkpoint, unit, node)
    shown_figures: tuple[FigureLine, ...] = words.lines([one.version for one in figures if one.version])
    in_time = view.reply_until is not None and request.at <= view.reply_until
    return paint_office(
        request,
        "office/editions/point.html",
        section=SECTION,
        shown=shown(view, request.at),
        unit=unit,
        node=node,
        name=words.organisation(unit),
        view=explained,
        figures=shown_figures,
        objects=bool(figures) and in_time and may_speak(request, Verb.OBJECTION_RAISE, view, unit),
    )


def may_speak(request: OfficeRequest, verb: Verb, view: EditionView, unit: str) -> bool:
    """Whether the reader speaks for the unit, as its signer or in that signer's place."""
    concerned = Concerned(own=frozenset({unit}))
    try:
        authorise_for(request.actor, request.at, verb, unit, concerned, view.state.value)
    except (NotYou, NotNow):
        return False
    return True


def standing_of(view: EditionView) -> OwnStanding:
    """How units stand in an edition; of it only one unit's numbers are taken."""
    year = edition_year(view)
    found = OwnStanding(year.resolved, results_of(year).rows, view.checkpoint, language(), key=year.key)
    found.edition = view.ref
    return found


def edition_year(view: EditionView) -> Year:
    """The scheme of an edition with the figures that its run was computed on."""
    found = library.find(key_of_run(view.scheme, view.run))
    if found is None:
        raise NotThere.of("edition.not_there")
    return found


def edition_worked(view: EditionView) -> Worked:
    """The calculation of an edition laid open; ``NotNow`` where its book cannot be read any more."""
    found = edition_year(view).results
    if isinstance(found, Refused):
        raise NotNow.of("run.book_lost", run=view.run)
    return found.worked


def _final(view: EditionView, scheme: Scheme, unit: str) -> Final | None:
    """From which to which place the unit may end, where it is told its place at all."""
    found = own_places(view, unit) if scheme.feedback.own_place else None
    if found is None:
        return None
    checkpoint, places = found
    return Final(named(scheme.checkpoints[checkpoint], language()), places.best, places.worst)


def _said(view: EditionView, unit: str) -> str:
    """What the unit has said to its result: agreed, objects, or silent."""
    if unit in objecting(view.ref):
        return "objects"
    return "agreed" if unit in agreed(view) else "silent"


@lru_cache(maxsize=512)
def _tables_told(ref: str, run: str, unit: str, lang: Language) -> SafeString:
    """The tables of a unit as its page shows them: of a book that never changes, for all its readers."""
    del lang  # the language of the page
    view = as_with_run(ref, run)
    own_place = scheme_with(view.digest).feedback.own_place
    tables = _tables(standing_of(view), unit, own_place=own_place)
    return render_to_string("office/editions/own_tables.html", {"tables": tables})


def _tables(standing: OwnStanding, unit: str, *, own_place: bool) -> list[OwnTable]:
    """The table that ranks first; beside a checkpoint table also the main scorecard so far."""
    group = standing.ranking_group(unit)
    if group is None:
        return []
    card = standing.scorecard_of(group.code)
    codes = dict.fromkeys([standing.table_of(group.code), card.code])
    found = []
    for code in codes:
        total = standing.total(unit, group.code, code)
        if total is None:
            continue
        placed = standing.placed(group.code, code)
        scores = (standing.score(unit, one, group.code, code) for one in placed)
        every = [_without_others(score, own_place=False) for score in scores if score is not None]
        lines = tuple(line for line in every if line.points is not None or line.absence)
        own = card.checkpoint_table
        name = named(own if own is not None and own.code == code else card, standing.lang)
        own_total = _without_others(total, own_place=own_place)
        row = standing.row(unit, TOTAL, code)
        grade = standing.grade_name(group.code, row.grade) if own_place and row is not None else ""
        added = _added(own_total, lines)
        found.append(OwnTable(name, own_total, grade, lines, len(every) - len(lines), added))
    return found


def _added(total: Score, lines: Sequence[Score]) -> tuple[Decimal, Decimal] | None:
    """What the indicators of a table add up to, where its total is that share of other full points."""
    leaves = [line for line in lines if line.leaf and line.points is not None and line.full is not None]
    points = sum((line.points for line in leaves if line.points is not None), Decimal())
    full = sum((line.full for line in leaves if line.full is not None), Decimal())
    if not full or total.points is None or total.full is None or full == total.full:
        return None
    apart = abs(points / full * total.full - total.points)
    return (points, full) if apart < ROUNDED else None


def _without_others(score: Score, *, own_place: bool) -> Score:
    """A score without what says how it stands to others'."""
    marks = tuple(mark for mark in score.marks if flag_told(mark.code, own_place=own_place))
    return replace(score, rank=score.rank if own_place else None, moved=None, marks=marks)
