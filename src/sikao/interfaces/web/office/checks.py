"""数据反馈核对: a unit checks the figures that a bureau reported about it; the bureau answers disputes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office import forms
from sikao.interfaces.web.office.asking import OfficeRequest, Signed
from sikao.interfaces.web.office.door import lines
from sikao.interfaces.web.office.evidence import Attached, attached
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.signin import signed_of
from sikao.interfaces.web.office.worded import (
    STANDINGS,
    Deadline,
    FigureLine,
    Words,
    deadline,
    last_year,
    moment_words,
    words_of_year,
)
from sikao.office.accounts.queries import person_names
from sikao.office.accounts.rights.deciding import may
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle import actions
from sikao.office.cycle.correcting import is_correction, takes_letter
from sikao.office.cycle.duties import owed
from sikao.office.cycle.lists import checks_to_answer, checks_to_give, other_checks
from sikao.office.cycle.offers import offered
from sikao.office.cycle.queries import confirmation_view, visible_task
from sikao.office.cycle.rules import ConfirmState
from sikao.office.cycle.views import ConfirmationView
from sikao.office.groundwork.refusals import NotThere, NotValid
from sikao.office.ledger.facts import Version
from sikao.office.ledger.histories import handings, pieces_of
from sikao.office.ledger.queries import events_of, reported, versions, versions_in

SECTION = "checks"
BOTH = frozenset({Role.REPORTER, Role.SIGNER})
PAGE = 50
TONES = {
    ConfirmState.OPEN: "note",
    ConfirmState.CONFIRMED: "good",
    ConfirmState.DISPUTED: "first",
    ConfirmState.SILENT: "note",
    ConfirmState.UPHELD: "",
    ConfirmState.REVISED: "good",
}


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A check in a list."""

    ref: str
    address: str
    unit: str
    provider: str
    period: str
    figures: int
    state: str
    tone: str
    deadline: Deadline
    waits: bool


@dataclass(frozen=True, slots=True)
class Said:
    """Something that was said about figures, by whom: one line of the history."""

    at: str
    what: str
    organisation: str
    person: str
    reason: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """A figure in a check: the line itself, its evidence, what both sides said, the version that followed.

    ``before`` is what stood until this version, ``why`` the reason of the correction; empty for a first one.
    """

    line: FigureLine
    evidence: tuple[Attached, ...]
    dispute: str
    answer: str
    revised: str
    before: str
    why: str
    given: str


@require_safe
def checks(request: OfficeRequest) -> HttpResponse:
    """The checks that concern the reader: what waits first, then everything else by state."""
    actor, at, page = request.actor, request.at, forms.page(request)
    mine = organisations(signed_of(request), BOTH)
    state = request.GET.get("state", "")
    state = state if state in set(ConfirmState) else ""
    to_give, to_answer = checks_to_give(actor, at, mine, PAGE), checks_to_answer(actor, at, mine, PAGE)
    others = other_checks(actor, at, mine, state, page, PAGE)
    words = words_of_year(request.at)
    lang = language()
    listed = [_lines(found.views, words, request.at) for found in (to_give, to_answer, others)]
    return paint_office(
        request,
        "office/checks/list.html",
        section=SECTION,
        to_give=listed[0],
        to_give_left=to_give.left_off,
        to_answer=listed[1],
        to_answer_left=to_answer.left_off,
        others=listed[2],
        one_unit=len({line.unit for of_kind in listed for line in of_kind}) == 1,
        total=others.total,
        states=[(one.value, one.term.text(lang), one.value == state) for one in ConfirmState],
        kept=f"&state={state}" if state else "",
        state=state,
        page=page,
        more=others.total > page * PAGE,
    )


def organisations(signed: Signed, roles: Iterable[Role]) -> frozenset[str]:
    """The organisations at which somebody holds one of the roles."""
    wanted = set(roles)
    return frozenset(held.organisation for held in signed.holdings if held.role in wanted)


def _lines(views: Iterable[ConfirmationView], words: Words, at: datetime) -> list[CheckLine]:
    lang = language()
    return [
        CheckLine(
            view.ref,
            reverse("check", kwargs={"ref": view.ref}),
            words.organisation(view.unit),
            words.organisation(view.provider),
            view.label.text(lang),
            view.figures,
            view.state.term.text(lang),
            TONES[view.state],
            deadline(view.deadline, at),
            view.state in {ConfirmState.OPEN, ConfirmState.DISPUTED},
        )
        for view in views
    ]


@require_safe
def check(request: OfficeRequest, ref: str) -> HttpResponse:
    """One check, for whichever side looks at it."""
    return _paint(request, ref)


@require_POST
def give(request: OfficeRequest, ref: str) -> HttpResponse:
    """Confirm everything, or dispute what has a reason beside it and confirm the rest."""
    reasons = _reasons(request)
    disputing = request.POST.get("step") == "dispute"
    # A reason was typed, yet the button of confirming was pressed: neither is taken for granted.
    if bool(reasons) != disputing:
        return _paint(request, ref, status=422, mixed="dispute" if disputing else "confirm")
    try:
        actions.check_figures(actor=request.actor, at=request.at, confirmation=ref, disputes=reasons)
    except NotValid as refusal:
        return _paint(request, ref, status=422, findings=lines(refusal.findings))
    return forms.done("check", ref=ref)


def _reasons(request: OfficeRequest) -> dict[str, str]:
    """The reasons typed, by the reference of the figure; what is blank disputes nothing."""
    given = {name[8:]: text for name, text in request.POST.items() if name.startswith("dispute-")}
    return {ref: str(text).strip() for ref, text in given.items() if str(text).strip()}


@require_POST
def answer(request: OfficeRequest, ref: str) -> HttpResponse:
    """The bureau upholds its figures, with a reason."""
    reason = request.POST.get("reason", "")
    try:
        actions.answer_dispute(actor=request.actor, at=request.at, confirmation=ref, reason=reason)
    except NotValid as refusal:
        return _paint(request, ref, status=422, findings=lines(refusal.findings))
    return forms.done("check", ref=ref)


@require_POST
def revise(request: OfficeRequest, ref: str) -> HttpResponse:
    """The bureau opens the correction of what is disputed, and goes on to that task."""
    return _corrected(request, ref, Verb.FIGURE_REVISE, actions.open_revision)


@require_POST
def letter(request: OfficeRequest, ref: str) -> HttpResponse:
    """The office goes on to type in the letter by which a bureau answers: new figures, or that they stay."""
    return _corrected(request, ref, Verb.CORRECTION_ASK, actions.ask_correction)


def _corrected(request: OfficeRequest, ref: str, verb: Verb, opening: Callable[..., str]) -> HttpResponse:
    view = confirmation_view(request.actor, request.at, ref)
    figures = _own(view)
    later = _followers(_versions_of(figures))
    disputed = [one.key for one in figures if one.standing == "disputed" and one.ref not in later]
    reason = request.POST.get("reason", "")
    if not disputed:
        row = visible_task(request.actor, request.at, view.task)
        if verb not in offered(request.actor, request.at, row):
            raise NotThere.of("task.not_there", ref=ref)
    try:
        if not disputed:
            raise NotValid.of("task.nothing_chosen")
        task = opening(actor=request.actor, at=request.at, task=view.task, keys=disputed, reason=reason)
    except NotValid as refusal:
        return _paint(request, ref, status=422, findings=lines(refusal.findings))
    return redirect("task", ref=task)


def _own(view: ConfirmationView) -> list[Version]:
    """The figures of the check: the unit's own, never those of another one on the same sheet."""
    return [found for found in versions_in(view.submission) if found.unit == view.unit]


def _paint(
    request: OfficeRequest, ref: str, *, status: int = 200, findings: Any = (), mixed: str = ""
) -> HttpResponse:
    view = confirmation_view(request.actor, request.at, ref)
    signed = signed_of(request)
    handing = handings({view.submission})[view.submission]
    words = Words(request.at, owed(handing.scheme).scheme)
    found = _own(view)
    is_open = view.state is ConfirmState.OPEN and view.unit in organisations(signed, BOTH)
    disputed = view.state is ConfirmState.DISPUTED
    answers = disputed and view.provider in organisations(signed, BOTH)
    revises = disputed and view.provider in organisations(signed, {Role.REPORTER})
    typed, to_revise = request.POST.get("reason", ""), request.path.endswith("/revise/")
    return paint_office(
        request,
        "office/checks/check.html",
        section=SECTION,
        status=status,
        check=_lines([view], words, request.at)[0],
        handing=handing,
        handed_at=moment_words(handing.at),
        revision=is_correction(view.task),
        figures=_checked(request, found, words),
        history=_history(found, words),
        gives=is_open,
        disputed=disputed,
        answers=answers,
        revises=revises,
        by_letter=disputed and may(Verb.CORRECTION_ASK, signed.holdings) and takes_letter(view.task),
        findings=findings,
        mixed=mixed,
        upholding="" if to_revise else typed,
        revising=typed if to_revise else "",
    )


def _checked(request: OfficeRequest, found: list[Version], words: Words) -> list[Checked]:
    earlier = reported(
        {version.unit for version in found},
        {version.indicator.partition("/")[0] for version in found},
        {last_year(version.period) for version in found},
    )
    events = events_of([version.ref for version in found])
    pieces = pieces_of({version.submission for version in found})
    every = _versions_of(found)
    later = _followers(every)
    open_to_reader = attached(request, pieces)
    return [
        Checked(
            line,
            tuple(piece for piece in open_to_reader if piece.figure in ("", version.ref)),
            _last(events.get(version.ref, []), "disputed"),
            _last(events.get(version.ref, []), "upheld"),
            words.value(later[version.ref]).whole if version.ref in later else "",
            words.value(every[version.replaces]).whole if version.replaces in every else "",
            version.reason if version.replaces else "",
            request.POST.get(f"dispute-{version.ref}", ""),
        )
        for line, version in zip(words.lines(found, earlier), found, strict=True)
    ]


def _followers(every: Mapping[str | None, Version]) -> dict[str, Version]:
    """The version that took a figure's place since, by the reference of the figure."""
    return {version.replaces: version for version in every.values() if version.replaces is not None}


def _versions_of(found: list[Version]) -> dict[str | None, Version]:
    """All versions of the figures, earlier and later ones, by reference."""
    every = versions({version.key for version in found}, events=False) if found else []
    return {version.ref: version for version in every}


def _last(events: list[tuple[datetime, str, str, str, str]], what: str) -> str:
    return next((event[4] for event in reversed(events) if event[1] == what), "")


def _history(found: list[Version], words: Words) -> list[Said]:
    """What was said, by moment and side: figures about which the same was said stand in one line."""
    lang = language()
    told: dict[tuple[datetime, str, str, str, str], list[str]] = {}
    by_ref = {version.ref: words.indicator(version.key) for version in found}
    for ref, events in events_of(by_ref).items():
        for event in events:
            told.setdefault(event, []).append(by_ref[ref])
    names = person_names(frozenset(event[3] for event in told))
    return [
        Said(
            moment_words(at),
            STANDINGS[what].text(lang) if what in STANDINGS else what,
            words.organisation(organisation),
            names.get(person, ""),
            reason,
            tuple(figures),
        )
        for (at, what, organisation, person, reason), figures in sorted(told.items())
    ]
