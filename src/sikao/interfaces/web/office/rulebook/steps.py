"""Acting pages: uploading a version, and each step on the way behind a page that says what it means."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from sikao.core.wording import Finding, Severity
from sikao.interfaces.processes import answered
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.door import lines
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.pages import STEP_UP
from sikao.interfaces.web.office.rulebook.pages import SECTION
from sikao.interfaces.web.office.rulebook.shown import shown
from sikao.interfaces.web.office.signin import signed_of
from sikao.interfaces.web.office.tasks.files import sent
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.accounts.rights.words import verb_words
from sikao.office.groundwork.malware import scanned
from sikao.office.groundwork.refusals import NotNow, NotValid
from sikao.office.rulebook import actions, queries
from sikao.office.rulebook.actions import Paper
from sikao.office.rulebook.checking import MOST_BYTES, check_upload
from sikao.office.rulebook.papers import SCAN_BYTES
from sikao.office.rulebook.rules import VERBS, open_to

form = require_http_methods(["GET", "HEAD", "POST"])


@form
def upload(request: OfficeRequest, ref: str | None = None) -> HttpResponse:
    """Hand in a scheme, or the next version of one; whatever is wrong with it is shown on its page."""
    findings: list[Any] = []
    if request.method == "POST":
        try:
            content, name = _given(request, "file", MOST_BYTES, Verb.SCHEME_DRAFT)
            checked = check_upload(content, name, run=answered)
            note = request.POST.get("note", "")
            drafted = actions.draft(
                actor=request.actor, at=request.at, checked=checked, note=note, scheme=ref
            )
        except (NotValid, NotNow) as refusal:
            findings = lines(refusal.findings)
        else:
            at = {"ref": drafted.ref, "number": drafted.number}
            return redirect(f"{reverse('dossier-version', kwargs=at)}?{urlencode({'done': 1})}")
    return paint_office(
        request,
        "office/rulebook/upload.html",
        section=SECTION,
        status=422 if findings else 200,
        shown=None if ref is None else shown(queries.card(ref), signed_of(request), language()),
        findings=findings,
    )


def _given(request: OfficeRequest, field: str, most: int, verb: Verb) -> tuple[bytes, str]:
    """A file that came along, scanned; of one that is too large as much as shows it."""
    found = request.FILES.get(field)
    if not isinstance(found, UploadedFile):
        return b"", ""
    name = found.name or ""
    return scanned(found.read(most + 1), sent(request, name, verb)), name


def _submit(request: OfficeRequest, ref: str, digest: str) -> None:
    actions.submit(actor=request.actor, at=request.at, scheme=ref, digest=digest)


def _approve(request: OfficeRequest, ref: str, digest: str) -> None:
    actions.approve(actor=request.actor, at=request.at, scheme=ref, digest=digest)


def _seal(request: OfficeRequest, ref: str, digest: str) -> None:
    actions.seal(actor=request.actor, at=request.at, scheme=ref, digest=digest)


def _refuse(request: OfficeRequest, ref: str, digest: str) -> None:
    reason = request.POST.get("reason", "")
    actions.refuse(actor=request.actor, at=request.at, scheme=ref, digest=digest, reason=reason)


def _withdraw(request: OfficeRequest, ref: str, _digest: str) -> None:
    reason = request.POST.get("reason", "")
    actions.withdraw(actor=request.actor, at=request.at, scheme=ref, reason=reason)


def _approve_offline(request: OfficeRequest, ref: str, digest: str) -> None:
    scan, name = _given(request, "scan", SCAN_BYTES, Verb.SCHEME_APPROVE_OFFLINE)
    paper = Paper(request.POST.get("document", ""), _day(request.POST.get("day", "")), scan, name)
    actions.approve_offline(actor=request.actor, at=request.at, scheme=ref, digest=digest, paper=paper)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


_PERFORMED: dict[Verb, Callable[[OfficeRequest, str, str], None]] = {
    Verb.SCHEME_SUBMIT: _submit,
    Verb.SCHEME_APPROVE: _approve,
    Verb.SCHEME_APPROVE_OFFLINE: _approve_offline,
    Verb.SCHEME_SEAL: _seal,
    Verb.SCHEME_REFUSE: _refuse,
    Verb.SCHEME_WITHDRAW: _withdraw,
}


def step(verb: Verb) -> Callable[..., HttpResponse]:
    """The page of a verb: what it means and about which digest, then the act itself."""

    @form
    def page(request: OfficeRequest, ref: str) -> HttpResponse:
        findings: list[Any] = []
        if request.method == "POST":
            try:
                _PERFORMED[verb](request, ref, request.POST.get("digest", ""))
            except NotValid as refusal:
                findings = lines(refusal.findings)
            else:
                return redirect(f"{reverse('dossier', kwargs={'ref': ref})}?{urlencode({'done': 1})}")
        return _confirm(request, verb, ref, findings)

    return page


def _confirm(request: OfficeRequest, verb: Verb, ref: str, findings: list[Any]) -> HttpResponse:
    card, signed = queries.card(ref), signed_of(request)
    if not findings and verb not in open_to(card.stand, signed.person, signed.holdings):
        findings = lines((_not_now(verb),))
        return paint_office(request, "office/refused.html", section=SECTION, status=409, findings=findings)
    return paint_office(
        request,
        "office/rulebook/confirm.html",
        section=SECTION,
        status=422 if findings else 200,
        shown=shown(card, signed, language()),
        verb=verb.value,
        name=VERBS[verb].text(language()),
        needs_reason=verb in (Verb.SCHEME_REFUSE, Verb.SCHEME_WITHDRAW),
        needs_paper=verb is Verb.SCHEME_APPROVE_OFFLINE,
        needs_code=verb in STEP_UP,
        given=request.POST,
        findings=findings,
    )


def _not_now(verb: Verb) -> Finding:
    return Finding("right.not_now", Severity.ERROR, details={"verb": verb_words(verb)})
