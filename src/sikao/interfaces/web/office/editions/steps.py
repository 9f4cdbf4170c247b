"""Acting pages of results: each step behind a page that says what it means, and about which digest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from sikao.core.scheme.closings import closing_days
from sikao.core.wording import Finding, Severity
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.door import lines
from sikao.interfaces.web.office.editions.pages import SECTION
from sikao.interfaces.web.office.editions.shown import ACTS, audience_words, shown
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.pages import STEP_UP
from sikao.interfaces.web.office.runs.shown import line_of
from sikao.interfaces.web.office.signin import signed_of
from sikao.interfaces.web.office.tasks.files import sent
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.accounts.rights.words import verb_words
from sikao.office.bulletins.content.tables import MOST_WITH_VALUES
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.malware import scanned
from sikao.office.groundwork.refusals import NotNow, NotValid, NotYou
from sikao.office.results import actions
from sikao.office.results.editions import EditionView, edition, stand_of, was_done
from sikao.office.results.queries import RunView, runs
from sikao.office.results.rules import RunState
from sikao.office.results.stages import Level, open_to
from sikao.office.results.visible import edition_in_sight
from sikao.office.rulebook.papers import SCAN_BYTES, Paper
from sikao.office.rulebook.queries import scheme_with

form = require_http_methods(["GET", "HEAD", "POST"])
_REASONED = frozenset({Verb.EDITION_REFUSE, Verb.EDITION_TAKE_BACK, Verb.EDITION_DROP, Verb.EDITION_WITHDRAW})
_BOUND = frozenset(
    {Verb.EDITION_REFUSE, Verb.EDITION_APPROVE, Verb.EDITION_APPROVE_OFFLINE, Verb.EDITION_PUBLISH}
)
_ACTS: dict[Verb, Callable[..., None]] = {
    Verb.EDITION_GIVE: actions.give_edition,
    Verb.EDITION_RERUN: actions.rerun_edition,
    Verb.EDITION_DROP: actions.drop_edition,
    Verb.EDITION_SUBMIT: actions.submit_edition,
    Verb.EDITION_TAKE_BACK: actions.take_back_edition,
    Verb.EDITION_REFUSE: actions.refuse_edition,
    Verb.EDITION_APPROVE: actions.approve_edition,
    Verb.EDITION_APPROVE_OFFLINE: actions.approve_edition_offline,
    Verb.EDITION_PUBLISH: actions.publish_edition,
    Verb.EDITION_WITHDRAW: actions.withdraw_edition,
}


def step(verb: Verb) -> Callable[..., HttpResponse]:
    """The page of a verb: what it means and about which digest, then the act itself."""

    @form
    def page(request: OfficeRequest, ref: str) -> HttpResponse:
        edition_in_sight(request.actor, request.at, ref)
        findings: list[Any] = []
        if request.method == "POST":
            try:
                _perform(request, verb, ref)
            except (NotValid, NotNow) as refusal:
                findings = lines(refusal.findings)
            else:
                return redirect(f"{reverse('edition', kwargs={'ref': ref})}?{urlencode({'done': 1})}")
        return _confirm(request, verb, ref, findings)

    return page


def _perform(request: OfficeRequest, verb: Verb, ref: str) -> None:
    """Act; what the same click has done already is as good as done."""
    try:
        _ACTS[verb](actor=request.actor, at=request.at, edition=ref, **_given(request, verb))
    except (NotNow, NotYou):
        if not was_done(edition(ref), verb, request.actor.person, request.POST.get("bound", "")):
            raise


def _given(request: OfficeRequest, verb: Verb) -> dict[str, Any]:
    """What the form of a verb says, by the names of its action."""
    told: dict[str, Any] = {}
    if verb in _BOUND:
        told["bound"] = request.POST.get("bound", "")
    if verb in _REASONED:
        told["reason"] = request.POST.get("reason", "")
    if verb is Verb.EDITION_RERUN:
        told["run"] = request.POST.get("run", "")
    if verb is Verb.EDITION_SUBMIT:
        told |= {name: request.POST.get(name, "") for name in ("units", "public")}
    if verb is Verb.EDITION_APPROVE_OFFLINE:
        told["paper"] = _paper(request)
    return told


def _paper(request: OfficeRequest) -> Paper:
    """The document of approval, its scan scanned for malware; of one too large as much as shows it."""
    found = request.FILES.get("scan")
    content, name = b"", ""
    if isinstance(found, UploadedFile):
        name = found.name or ""
        given = sent(request, name, Verb.EDITION_APPROVE_OFFLINE)
        content = scanned(found.read(SCAN_BYTES + 1), given)
    return Paper(request.POST.get("document", ""), _day(request.POST.get("day", "")), content, name)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _confirm(request: OfficeRequest, verb: Verb, ref: str, findings: list[Any]) -> HttpResponse:
    view, signed = edition(ref), signed_of(request)
    stand = stand_of(view)
    line = shown(view, request.at)
    if verb not in open_to(stand, signed.person, signed.holdings):
        # What the form would offer is not to be had any more, whatever was refused: only the result is shown.
        told = {"findings": findings or lines((_not_now(verb),)), "about": line}
        return paint_office(request, "office/refused.html", section=SECTION, status=409, **told)
    lang = language()
    return paint_office(
        request,
        "office/editions/confirm.html",
        section=SECTION,
        status=422 if findings else 200,
        shown=line,
        verb=verb.value,
        name=ACTS[verb].text(lang),
        audience=audience_words(view.audience),
        most_with_values=MOST_WITH_VALUES,
        levels=[(level.value, level.term.text(lang)) for level in Level],
        runs=[line_of(one, {}) for one in _newer(view)] if verb is Verb.EDITION_RERUN else (),
        asks_run=f"{view.scheme}/{view.checkpoint}",
        closes=_still_open(view, request.at) if verb is Verb.EDITION_GIVE else "",
        needs_reason=verb in _REASONED,
        needs_paper=verb is Verb.EDITION_APPROVE_OFFLINE,
        needs_code=verb in STEP_UP,
        given=request.POST,
        findings=findings,
    )


def _still_open(view: EditionView, at: datetime) -> str:
    """The last day of a result's figures, until it is over: whatever comes by then is still to count."""
    closes = closing_days(scheme_with(view.digest))[view.checkpoint]
    return closes.isoformat() if day_of(at) <= closes else ""


def _newer(view: EditionView) -> list[RunView]:
    """The runs that can take the place of an edition's: of the same checkpoint, on later figures."""
    found = (
        one for one in runs(view.scheme) if (one.digest, one.checkpoint) == (view.digest, view.checkpoint)
    )
    return [one for one in found if one.state is RunState.READY and one.seq > view.seq]


def _not_now(verb: Verb) -> Finding:
    return Finding("right.not_now", Severity.ERROR, details={"verb": verb_words(verb)})
