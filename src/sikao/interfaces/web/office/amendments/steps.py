"""Acting pages: drafting an amendment, working out its effect, and each step behind a page of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from sikao.core.wording import Finding, Severity
from sikao.interfaces.processes import answered
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.amendments.pages import SECTION
from sikao.interfaces.web.office.amendments.shown import ACTS, shown
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.door import lines
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.pages import STEP_UP
from sikao.interfaces.web.office.signin import signed_of
from sikao.interfaces.web.office.tasks.files import sent
from sikao.interfaces.web.office.worded import titled
from sikao.interfaces.web.results.words import named
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.accounts.rights.words import verb_words
from sikao.office.amendments import actions
from sikao.office.amendments.queries import AmendmentView, stand_of, standings
from sikao.office.amendments.rules import AMENDABLE, open_to
from sikao.office.amendments.visible import amendment_in_sight
from sikao.office.groundwork.malware import scanned
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid
from sikao.office.rulebook.checking import MOST_BYTES, check_upload
from sikao.office.rulebook.papers import SCAN_BYTES, Paper
from sikao.office.rulebook.queries import scheme_in, sealed

form = require_http_methods(["GET", "HEAD", "POST"])
_REASONED = frozenset({Verb.AMENDMENT_REFUSE, Verb.AMENDMENT_WITHDRAW, Verb.AMENDMENT_DROP})
_BOUND = frozenset(
    {
        Verb.AMENDMENT_REFUSE,
        Verb.AMENDMENT_APPROVE,
        Verb.AMENDMENT_APPROVE_OFFLINE,
        Verb.AMENDMENT_ISSUE,
    }
)
_ACTS: dict[Verb, Callable[..., object]] = {
    Verb.AMENDMENT_SUBMIT: actions.submit_amendment,
    Verb.AMENDMENT_APPROVE: actions.approve_amendment,
    Verb.AMENDMENT_APPROVE_OFFLINE: actions.approve_amendment_offline,
    Verb.AMENDMENT_ISSUE: actions.issue_amendment,
    Verb.AMENDMENT_REFUSE: actions.refuse_amendment,
    Verb.AMENDMENT_WITHDRAW: actions.withdraw_amendment,
    Verb.AMENDMENT_DROP: actions.drop_amendment,
}


@form
def draft(request: OfficeRequest, scheme: str) -> HttpResponse:
    """Begin an amendment: upload the changed scheme, say from when on it binds, and why."""
    return _upload(request, scheme, None)


@form
def upload(request: OfficeRequest, ref: str) -> HttpResponse:
    """Upload the next proposal of an amendment."""
    view = amendment_in_sight(request.actor, request.at, ref)
    return _upload(request, view.scheme, view)


def _upload(request: OfficeRequest, scheme: str, view: AmendmentView | None) -> HttpResponse:
    findings: list[Any] = []
    if request.method == "POST":
        content, name = _given(request, "file", MOST_BYTES, Verb.AMENDMENT_DRAFT)
        try:
            made = actions.propose_amendment(
                actor=request.actor,
                at=request.at,
                scheme=scheme,
                checked=check_upload(content, name, run=answered),
                since=request.POST.get("since", ""),
                reason=request.POST.get("reason", ""),
                amendment=None if view is None else view.ref,
            )
        except (NotValid, NotNow) as refusal:
            findings = lines(refusal.findings)
        else:
            return _done(made.ref)
    binding = sealed(scheme)
    if binding is None:
        raise NotThere.of("rulebook.not_sealed", scheme=scheme)
    known = scheme_in(binding)
    given = request.POST if request.method == "POST" else _as_it_was(view)
    return paint_office(
        request,
        "office/amendments/upload.html",
        section=SECTION,
        status=422 if findings else 200,
        code=scheme,
        title=titled(known),
        number=binding.number,
        shown=None if view is None else shown(view),
        points=_points(scheme),
        given=given,
        findings=findings,
    )


def _as_it_was(view: AmendmentView | None) -> dict[str, str]:
    """What the form begins with: what the last proposal said."""
    return {} if view is None else {"since": view.proposal.since, "reason": view.proposal.reason}


def _points(scheme: str) -> list[tuple[str, str, bool]]:
    """The checkpoints from which an amendment may bind: code, name, and whether it still may."""
    binding = sealed(scheme)
    points = [] if binding is None else list(scheme_in(binding).checkpoints.values())
    found = standings(scheme)
    closed = [point.through for point in points if not AMENDABLE[found[point.code]]]
    last = max(closed, default=0)
    return [(point.code, named(point, language()), point.through > last) for point in points if point.ranked]


@require_POST
def weigh(request: OfficeRequest, ref: str) -> HttpResponse:
    """Ask what the last proposal does to everyone; the amendment's page shows how far it is."""
    amendment_in_sight(request.actor, request.at, ref)
    try:
        actions.weigh_amendment(actor=request.actor, at=request.at, amendment=ref)
    except NotNow as refusal:
        findings = lines(refusal.findings)
        return paint_office(request, "office/refused.html", section=SECTION, status=409, findings=findings)
    return redirect("amendment", ref=ref)


def step(verb: Verb) -> Callable[..., HttpResponse]:
    """The page of a verb: what it means and about which digest, then the act itself."""

    @form
    def page(request: OfficeRequest, ref: str) -> HttpResponse:
        view = amendment_in_sight(request.actor, request.at, ref)
        findings: list[Any] = []
        if request.method == "POST":
            try:
                _ACTS[verb](actor=request.actor, at=request.at, amendment=ref, **_told(request, verb))
            except (NotValid, NotNow) as refusal:
                findings = lines(refusal.findings)
            else:
                return _done(ref)
        return _confirm(request, verb, view, findings)

    return page


def _done(ref: str) -> HttpResponse:
    return redirect(f"{reverse('amendment', kwargs={'ref': ref})}?{urlencode({'done': 1})}")


def _told(request: OfficeRequest, verb: Verb) -> dict[str, Any]:
    """What the form of a verb says, by the names of its action."""
    told: dict[str, Any] = {}
    if verb in _BOUND:
        told["bound"] = request.POST.get("bound", "")
    if verb in _REASONED:
        told["reason"] = request.POST.get("reason", "")
    if verb is Verb.AMENDMENT_APPROVE_OFFLINE:
        scan, name = _given(request, "scan", SCAN_BYTES, verb)
        told["paper"] = Paper(request.POST.get("document", ""), _day(request.POST.get("day", "")), scan, name)
    return told


def _given(request: OfficeRequest, field: str, most: int, verb: Verb) -> tuple[bytes, str]:
    """A file that came along, scanned for malware; of one that is too large as much as shows it."""
    found = request.FILES.get(field)
    if not isinstance(found, UploadedFile):
        return b"", ""
    name = found.name or ""
    return scanned(found.read(most + 1), sent(request, name, verb)), name


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _confirm(request: OfficeRequest, verb: Verb, view: AmendmentView, findings: list[Any]) -> HttpResponse:
    signed = signed_of(request)
    if not findings and verb not in open_to(stand_of(view), signed.person, signed.holdings):
        findings = lines((_not_now(verb),))
        return paint_office(request, "office/refused.html", section=SECTION, status=409, findings=findings)
    return paint_office(
        request,
        "office/amendments/confirm.html",
        section=SECTION,
        status=422 if findings else 200,
        shown=shown(view),
        verb=verb.value,
        name=ACTS[verb].text(language()),
        needs_reason=verb in _REASONED,
        needs_paper=verb is Verb.AMENDMENT_APPROVE_OFFLINE,
        needs_code=verb in STEP_UP,
        given=request.POST,
        findings=findings,
    )


def _not_now(verb: Verb) -> Finding:
    return Finding("right.not_now", Severity.ERROR, details={"verb": verb_words(verb)})
