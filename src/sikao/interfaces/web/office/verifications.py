"""数据核实: a bureau checks what units reported about themselves, beside their history and neighbours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from sikao.core.figures.periods import Period
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office import forms
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.checks import organisations
from sikao.interfaces.web.office.door import lines
from sikao.interfaces.web.office.evidence import Attached, attached
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.signin import signed_of
from sikao.interfaces.web.office.worded import (
    Deadline,
    FigureLine,
    Words,
    deadline,
    moment_words,
    period_words,
    standing_versions,
    words_of_year,
)
from sikao.office.accounts.rights.roles import Role
from sikao.office.cycle import actions
from sikao.office.cycle.duties import owed
from sikao.office.cycle.lists import other_verifications, verifications_to_decide
from sikao.office.cycle.queries import verification_view
from sikao.office.cycle.rules import VerifyState
from sikao.office.cycle.views import VerificationView
from sikao.office.groundwork.refusals import NotValid
from sikao.office.ledger.facts import Version
from sikao.office.ledger.histories import handings, pieces_of
from sikao.office.ledger.queries import events_of, reported, versions_in

SECTION = "verifications"
PAGE = 50
DECIDED = frozenset({"accepted", "returned"})
SHOWN_NEIGHBOURS = 6


@dataclass(frozen=True, slots=True)
class VerificationLine:
    """A verification in a list."""

    ref: str
    address: str
    unit: str
    verifier: str
    period: str
    figures: int
    decided: int
    state: str
    tone: str
    deadline: Deadline
    is_open: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure to compare with: of which period or unit, and its value."""

    what: str
    value: str


@dataclass(frozen=True, slots=True)
class Looked:
    """A figure to be verified with everything that stands beside it."""

    line: FigureLine
    undecided: bool
    history: tuple[Beside, ...]
    neighbours: tuple[Beside, ...]
    evidence: tuple[Attached, ...]
    reason: str
    chosen: bool


@require_safe
def verifications(request: OfficeRequest) -> HttpResponse:
    """What the reader's bureau has to verify, and everything else that concerns the reader."""
    mine, page = organisations(signed_of(request), {Role.VERIFIER}), forms.page(request)
    waiting = verifications_to_decide(request.actor, request.at, mine, PAGE)
    others = other_verifications(request.actor, request.at, mine, page, PAGE)
    words = words_of_year(request.at)
    return paint_office(
        request,
        "office/verifications/list.html",
        section=SECTION,
        waiting=_lines(waiting.views, words, request.at),
        waiting_left=waiting.left_off,
        others=_lines(others.views, words, request.at),
        page=page,
        more=others.total > page * PAGE,
    )


def _lines(views: Iterable[VerificationView], words: Words, at: datetime) -> list[VerificationLine]:
    lang = language()
    return [
        VerificationLine(
            view.ref,
            reverse("verification", kwargs={"ref": view.ref}),
            words.organisation(view.unit),
            words.organisation(view.verifier),
            view.label.text(lang),
            view.figures,
            view.decided,
            view.state.term.text(lang),
            "note" if view.state is VerifyState.OPEN else "good",
            deadline(view.due_at, at),
            view.state is VerifyState.OPEN,
        )
        for view in views
    ]


@require_safe
def verification(request: OfficeRequest, ref: str) -> HttpResponse:
    """One verification: each figure beside its history and its neighbours."""
    return _paint(request, ref)


@require_POST
def decide(request: OfficeRequest, ref: str) -> HttpResponse:
    """Accept or return what is ticked; what is not stays undecided."""
    chosen = frozenset(request.POST.getlist("figure"))
    reason = request.POST.get("reason", "")
    accepting = request.POST.get("step") == "accept"
    given: dict[str, Any] = (
        {"accepted": chosen} if accepting else {"returned": dict.fromkeys(sorted(chosen), reason)}
    )
    try:
        actions.verify_figures(actor=request.actor, at=request.at, verification=ref, **given)
    except NotValid as refusal:
        return _paint(request, ref, status=422, findings=lines(refusal.findings))
    return forms.done("verification", ref=ref)


def _paint(request: OfficeRequest, ref: str, *, status: int = 200, findings: Any = ()) -> HttpResponse:
    view = verification_view(request.actor, request.at, ref)
    handing = handings({view.submission})[view.submission]
    words = Words(request.at, owed(handing.scheme).scheme)
    figures = _looked(request, view, words)
    verifies = view.verifier in organisations(signed_of(request), {Role.VERIFIER})
    return paint_office(
        request,
        "office/verifications/verification.html",
        section=SECTION,
        status=status,
        found=_lines([view], words, request.at)[0],
        handing=handing,
        handed_at=moment_words(handing.at),
        figures=figures,
        left=sum(figure.undecided for figure in figures),
        decides=verifies and view.state is VerifyState.OPEN,
        findings=findings,
        given_reason=request.POST.get("reason", ""),
    )


def _looked(request: OfficeRequest, view: VerificationView, words: Words) -> list[Looked]:
    scheme = owed(handings({view.submission})[view.submission].scheme).scheme
    found = [
        version
        for version in versions_in(view.submission)
        if scheme.items[version.indicator.partition("/")[0]].verified_by == view.verifier
    ]
    around = _around(found, tuple(scheme.units), with_others=_sees_others(request, view))
    standing = standing_versions(around)
    pieces = attached(request, pieces_of({view.submission}))
    reasons = {ref: events[-1][4] for ref, events in events_of([one.ref for one in found]).items()}
    chosen = set(request.POST.getlist("figure"))
    return [
        Looked(
            line,
            version.standing not in DECIDED,
            _history(version, standing, words),
            _neighbours(version, standing, words),
            tuple(piece for piece in pieces if piece.figure in ("", version.ref)),
            reasons.get(version.ref, ""),
            version.ref in chosen,
        )
        for line, version in zip(words.lines(found, around), found, strict=True)
    ]


def _sees_others(request: OfficeRequest, view: VerificationView) -> bool:
    """Figures of other units are for whoever verifies them, or may see every figure."""
    held = signed_of(request).holdings
    whole = {Role.OFFICE_STAFF, Role.OFFICE_DIRECTOR, Role.AUDITOR}
    return any(
        one.role in whole or (one.role is Role.VERIFIER and one.organisation == view.verifier) for one in held
    )


def _around(found: list[Version], units: tuple[str, ...], *, with_others: bool) -> list[Version]:
    """Everything reported of the same items this year and last: of the unit, and of those verified too."""
    if not found:
        return []
    periods: set[str] = set()
    for period in {Period.from_canonical(version.period) for version in found}:
        this, last = period, period.shift(-1)
        periods |= {str(this), str(last)}
        periods |= {str(Period.of(this.year, 1, month)) for month in range(1, this.end.month)}
        periods |= {str(Period.of(this.year, month, month)) for month in range(1, this.end.month)}
    items = {version.indicator.partition("/")[0] for version in found}
    return reported(units if with_others else {version.unit for version in found}, items, periods)


def _history(version: Version, standing: dict[Any, Version], words: Words) -> tuple[Beside, ...]:
    """The unit's earlier figures of the same indicator, the latest first."""
    earlier = [
        other
        for other in standing.values()
        if (other.unit, other.indicator, other.kind) == (version.unit, version.indicator, version.kind)
        and other.period < version.period
    ]
    ordered = sorted(earlier, key=lambda other: other.period, reverse=True)
    return tuple(Beside(period_words(other.period), words.value(other).whole) for other in ordered[:6])


def _neighbours(version: Version, standing: dict[Any, Version], words: Words) -> tuple[Beside, ...]:
    """The same figure of other units, those with the nearest values first."""
    same = (version.indicator, version.kind, version.period)
    others = [
        other
        for other in standing.values()
        if (other.indicator, other.kind, other.period) == same and other.unit != version.unit
    ]
    if version.value is not None:
        value = version.value
        others.sort(key=lambda other: (other.value is None, abs((other.value or 0) - value)))
    return tuple(
        Beside(words.organisation(other.unit), words.value(other).whole)
        for other in others[:SHOWN_NEIGHBOURS]
    )
