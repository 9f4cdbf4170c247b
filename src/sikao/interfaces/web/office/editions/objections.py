"""Objections: a unit raises one or takes it back; the office reads it, previews its effect, and rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sikao.core.books.names import names_of
from sikao.core.wording import Term
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.door import lines
from sikao.interfaces.web.office.editions.disputed import (
    dispute_line,
    dispute_lines,
    figure_words,
    story,
    value_text,
)
from sikao.interfaces.web.office.editions.own import may_speak
from sikao.interfaces.web.office.editions.shown import shown
from sikao.interfaces.web.office.evidence import size_words
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.outcomes import OutcomeLine, outcome_line
from sikao.interfaces.web.office.paper_lines import papers_about
from sikao.interfaces.web.office.signin import signed_of
from sikao.interfaces.web.office.tasks.files import BYTES, attached, sent
from sikao.interfaces.web.office.worded import Words, period_words
from sikao.interfaces.web.results.words import named
from sikao.office.accounts.rights.deciding import may
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.accounts.rights.words import verb_words
from sikao.office.cycle.attaching import stored_evidence
from sikao.office.groundwork.files import content_of
from sikao.office.groundwork.here import place
from sikao.office.groundwork.refusals import NotNow, NotValid
from sikao.office.ledger.facts import NewEvidence
from sikao.office.results import actions
from sikao.office.results.actions.replying import LONGEST, MOST_FILES
from sikao.office.results.claiming import contestable, contested, understood
from sikao.office.results.disputing import RULED, State
from sikao.office.results.editions import edition
from sikao.office.results.effects import Affected, Effect, effect_of
from sikao.office.results.objections import ObjectionView, enclosed, precedents
from sikao.office.results.stages import State as EditionState
from sikao.office.results.visible import edition_of_unit, objection_in_sight, objections_in_sight
from sikao.office.rulebook.queries import scheme_with

SECTION = "objections"
LETTER = Term("拟制裁定书", "Prepare the ruling letter")
form = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True, slots=True)
class Choice:
    """A figure that can be objected to."""

    key: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class EffectLine:
    """What a ruling does to one unit."""

    unit: str
    group: str
    points_before: Decimal | None
    points: Decimal | None
    rank_before: int | None
    rank: int | None
    outcome: OutcomeLine
    own: bool


@require_safe
def objections(request: OfficeRequest) -> HttpResponse:
    """The objections that concern the reader; those that wait first."""
    found = objections_in_sight(request.actor, request.at)
    return paint_office(
        request,
        "office/editions/objections.html",
        section=SECTION,
        open=dispute_lines(view for view in found if view.state is State.OPEN),
        others=dispute_lines(view for view in found if view.state is not State.OPEN),
    )


@form
def raise_objection(request: OfficeRequest, ref: str, unit: str, node: str) -> HttpResponse:
    """The form of an objection to a figure under an indicator, and the act."""
    view = edition_of_unit(request.actor, request.at, ref, unit)
    findings: list[Any] = []
    if request.method != "POST" and not may_speak(request, Verb.OBJECTION_RAISE, view, unit):
        # Nobody fills in what could not be taken any more.
        raise NotNow.of("right.not_now", verb=verb_words(Verb.OBJECTION_RAISE))
    if request.method == "POST":
        try:
            made = actions.raise_objection(
                actor=request.actor,
                at=request.at,
                edition=ref,
                unit=unit,
                node=node,
                figure=request.POST.get("figure", ""),
                claimed=request.POST.get("claimed", ""),
                reason=request.POST.get("reason", ""),
                files=_files(request),
            )
        except (NotValid, NotNow) as refusal:
            findings = lines(refusal.findings)
        else:
            return redirect(f"{reverse('objection', kwargs={'ref': made})}?done=1")
    scheme = scheme_with(view.digest)
    words = Words(request.at, scheme)
    figures = [
        Choice(
            "/".join(one.key),
            f"{words.indicator(one.key)} {one.slot.kind.term.text(language())} {period_words(one.key[3])}",
            "" if one.version is None else words.value(one.version).whole,
        )
        for one in contestable(view.digest, view.checkpoint, unit, node)
    ]
    return paint_office(
        request,
        "office/editions/raise.html",
        section="own-results",
        status=422 if findings else 200,
        shown=shown(view, request.at),
        unit=unit,
        name=words.organisation(unit),
        back=reverse("own-result", kwargs={"ref": ref, "unit": unit}),
        figures=figures,
        given=request.POST,
        longest=LONGEST,
        most=MOST_FILES,
        findings=findings,
    )


def _files(request: OfficeRequest) -> list[NewEvidence]:
    """The files that came along, each of a kind that is taken, scanned and stored."""
    limit = place().upload_megabytes << 20
    given = request.FILES.getlist("files")
    if len(given) > MOST_FILES:
        raise NotValid.of("objection.too_many_files", most=str(MOST_FILES))
    return [
        stored_evidence(sent(request, one.name or "", Verb.OBJECTION_RAISE), one.chunks(), limit)
        for one in given
    ]


@require_safe
def objection(request: OfficeRequest, ref: str) -> HttpResponse:
    """One objection: the figure, what both sides said, its files and, for the office, how to rule."""
    return _paint(request, objection_in_sight(request.actor, request.at, ref))


@require_POST
def withdraw(request: OfficeRequest, ref: str) -> HttpResponse:
    """Take an objection back."""
    view = objection_in_sight(request.actor, request.at, ref)
    reason = request.POST.get("reason", "")
    try:
        actions.withdraw_objection(actor=request.actor, at=request.at, objection=ref, reason=reason)
    except (NotValid, NotNow) as refusal:
        return _paint(request, view, lines(refusal.findings), status=422)
    return redirect(f"{reverse('objection', kwargs={'ref': ref})}?done=1")


@form
def rule(request: OfficeRequest, ref: str) -> HttpResponse:
    """Preview what a value would do to everyone, then rule: upheld with that value, or rejected."""
    view = objection_in_sight(request.actor, request.at, ref)
    if request.method != "POST":
        return _ruling(request, view, request.GET.get("value", ""), ())
    value, reason = request.POST.get("value", ""), request.POST.get("reason", "")
    try:
        if request.POST.get("step") == "uphold":
            actions.uphold_objection(
                actor=request.actor,
                at=request.at,
                objection=ref,
                value=value,
                seen=request.POST.get("seen", ""),
                reason=reason,
            )
        else:
            actions.reject_objection(actor=request.actor, at=request.at, objection=ref, reason=reason)
    except (NotValid, NotNow) as refusal:
        return _ruling(request, view, value, lines(refusal.findings), status=422)
    return redirect(f"{reverse('objection', kwargs={'ref': ref})}?done=1")


@require_safe
def file(request: OfficeRequest, ref: str, file: str) -> HttpResponse:
    """A file that an objection rests on, to keep."""
    objection_in_sight(request.actor, request.at, ref)
    found = enclosed(ref, file)
    return attached(content_of(found.file), found.name, BYTES)


def _ruling(
    request: OfficeRequest, view: ObjectionView, value: str, findings: Sequence[Any], *, status: int = 200
) -> HttpResponse:
    """The page on which somebody rules: with a value that says something, its effect on everyone."""
    claim = view.claim
    typed = value
    if not typed and request.method != "POST" and claim.value is not None:
        typed = f"{claim.value:f}"
    effect, told = _effect(view, typed)
    return _paint(
        request,
        view,
        [*findings, *told],
        status=status,
        template="office/editions/rule.html",
        value=typed,
        effect=effect,
        affected=_effect_lines(request, view, effect.affected) if effect else (),
        precedents=_precedents(request, view),
        given=request.POST,
        longest=LONGEST,
    )


def _effect(view: ObjectionView, typed: str) -> tuple[Effect | None, list[Any]]:
    figure = contested(view.digest, [view.key])[0]
    try:
        entered = understood(view.digest, figure, typed)
        if entered is None:
            return None, []
        return effect_of(view.digest, view.checkpoint, figure, entered), []
    except NotValid as refusal:
        return None, lines(refusal.findings)


def _effect_lines(
    request: OfficeRequest, view: ObjectionView, affected: Sequence[Affected]
) -> list[EffectLine]:
    scheme, words = scheme_with(view.digest), Words(request.at, scheme_with(view.digest))
    names = names_of(scheme, language())
    return [
        EffectLine(
            unit=words.organisation(one.unit),
            group=named(scheme.groups[one.group], language()),
            points_before=None if one.points_before is None else Decimal(one.points_before),
            points=None if one.points is None else Decimal(one.points),
            rank_before=one.rank_before,
            rank=one.rank,
            outcome=outcome_line(
                one.group, (one.grade_before, one.grade), (one.awards_before, one.awards), names, names
            ),
            own=one.unit == view.unit,
        )
        for one in affected
    ]


def _precedents(request: OfficeRequest, view: ObjectionView) -> list[tuple[Any, str, str]]:
    """Rulings on the same item: the line, what came of it, the reasons."""
    found = []
    for one in precedents(view):
        words = Words(request.at, scheme_with(one.digest))
        ruling = one.words[-1]
        became = value_text(ruling.value, ruling.measure, ruling.absence, words)
        found.append((dispute_line(one, words), became, ruling.reason))
    return found


def _paint(
    request: OfficeRequest,
    view: ObjectionView,
    findings: Sequence[Any] = (),
    *,
    status: int = 200,
    template: str = "office/editions/objection.html",
    **context: Any,
) -> HttpResponse:
    scheme, signed = scheme_with(view.digest), signed_of(request)
    words, of_edition = Words(request.at, scheme), edition(view.edition)
    figure = contested(view.digest, [view.key])[0]
    rules = may(Verb.OBJECTION_RULE, signed.holdings, view.state.value)
    sees_all = may(Verb.EDITION_VIEW, signed.holdings)
    ruling, at = view.ruling, {"ref": view.ref}
    speaks = may_speak(request, Verb.OBJECTION_RAISE, of_edition, view.unit)
    return paint_office(
        request,
        template,
        section=SECTION,
        status=status,
        findings=findings,
        **papers_about(request, view.ref, "objection-paper", LETTER, ready=view.state in RULED),
        view=view,
        line=dispute_line(view, words),
        figure=figure_words(view, words),
        stands="" if figure.version is None else words.value(figure.version).whole,
        story=story(view, words),
        files=[
            (one.name, size_words(one.size), reverse("objection-file", kwargs={**at, "file": one.ref}))
            for one in view.files
        ],
        result=reverse("edition", kwargs={"ref": view.edition})
        if sees_all
        else reverse("own-result", kwargs={"ref": view.edition, "unit": view.unit}),
        rules=rules and of_edition.state is EditionState.FEEDBACK,
        withdraws=view.state is State.OPEN and speaks,
        ruled=_effect_lines(request, view, ruling.effect) if ruling is not None and sees_all else (),
        **context,
    )
