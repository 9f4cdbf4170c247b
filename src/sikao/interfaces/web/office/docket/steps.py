"""One application: what it says, what was done, and every step that the reader may take now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from sikao.interfaces.web.office import forms
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.docket.bringing import files_of
from sikao.interfaces.web.office.docket.pages import SECTION
from sikao.interfaces.web.office.docket.shown import cap_of, docket_line, docket_lines, story, waits
from sikao.interfaces.web.office.door import lines
from sikao.interfaces.web.office.evidence import size_words
from sikao.interfaces.web.office.frame import address_of, paint_office
from sikao.interfaces.web.office.signin import signed_of
from sikao.interfaces.web.office.tasks.files import BYTES, attached, sent
from sikao.interfaces.web.office.worded import Words, day_words, moment_words, titled
from sikao.interfaces.web.templatetags.sikao import plain
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.docket import actions
from sikao.office.docket.counting import docket_for
from sikao.office.docket.queries import (
    ApplicationView,
    decision_scan,
    enclosed,
    same_document_as,
    same_matter_as,
    stand_of,
)
from sikao.office.docket.rules import LONGEST, LONGEST_MATTER, MOST_FILES
from sikao.office.docket.stages import OWN, State, open_to
from sikao.office.docket.standing import leaf_in_sight
from sikao.office.docket.visible import (
    application_in_sight,
    interests,
    noticed,
    objects_for,
    own_organisations,
    own_steps,
    sees_all,
)
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.files import content_of
from sikao.office.groundwork.malware import scanned
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid
from sikao.office.rulebook.papers import SCAN_BYTES, Paper
from sikao.office.rulebook.queries import scheme_of


@require_safe
def item(request: OfficeRequest, ref: str) -> HttpResponse:
    """One application: whole for the office and whoever it concerns, what is under notice for other units."""
    return _page(request, ref)


@require_safe
def file(request: OfficeRequest, ref: str, file: str) -> HttpResponse:
    """A file that an application rests on, to keep."""
    application_in_sight(request.actor, request.at, ref)
    found = enclosed(ref, file)
    return attached(content_of(found.file), found.name, BYTES)


@require_safe
def scan(request: OfficeRequest, ref: str, step: str) -> HttpResponse:
    """The scan of the document by which an application was decided."""
    application_in_sight(request.actor, request.at, ref)
    found = decision_scan(ref, step)
    return attached(content_of(found.scan_sha256), found.scan_name, BYTES)


@require_POST
def examine(request: OfficeRequest, ref: str) -> HttpResponse:
    """The first examination."""
    return _done(request, ref, actions.examine_application, "count", "reason", "same_as")


@require_POST
def reexamine(request: OfficeRequest, ref: str) -> HttpResponse:
    """The second examination, by another person."""
    return _done(request, ref, actions.reexamine_application, "count", "reason")


@require_POST
def send_home(request: OfficeRequest, ref: str) -> HttpResponse:
    """Return it to be completed."""
    return _done(request, ref, actions.return_application, "reason")


@require_POST
def withdraw(request: OfficeRequest, ref: str) -> HttpResponse:
    """Take it back."""
    return _done(request, ref, actions.withdraw_application, "reason")


@require_POST
def resubmit(request: OfficeRequest, ref: str) -> HttpResponse:
    """Hand in again what was returned, completed."""

    def given() -> dict[str, Any]:
        files = files_of(request, Verb.DOCKET_RESUBMIT)
        return {"document_date": forms.day(request, "document_date"), "files": files}

    return _done(request, ref, actions.resubmit_application, "count", "reason", "document", more=given)


@require_POST
def oppose(request: OfficeRequest, ref: str) -> HttpResponse:
    """Object to it for a unit."""
    return _done(request, ref, actions.object_to_notice, "unit", "reason")


@require_POST
def decide(request: OfficeRequest, ref: str) -> HttpResponse:
    """Decide as the first of two."""
    return _done(request, ref, actions.decide_application, "count", "reason")


@require_POST
def confirm(request: OfficeRequest, ref: str) -> HttpResponse:
    """Confirm what the first has decided."""
    return _done(request, ref, actions.confirm_decision, "bound")


@require_POST
def send_back(request: OfficeRequest, ref: str) -> HttpResponse:
    """Do not agree with what the first has decided."""
    return _done(request, ref, actions.send_decision_back, "bound", "reason")


@require_POST
def decide_offline(request: OfficeRequest, ref: str) -> HttpResponse:
    """Record what a meeting has decided."""
    act = actions.decide_application_offline
    return _done(request, ref, act, "count", "reason", more=lambda: {"paper": _paper(request)})


def _paper(request: OfficeRequest) -> Paper:
    """The document of the decision, its scan scanned for malware; of one too large as much as shows it."""
    found = request.FILES.get("scan")
    content, name = b"", ""
    if isinstance(found, UploadedFile):
        name = found.name or ""
        content = scanned(found.read(SCAN_BYTES + 1), sent(request, name, Verb.DOCKET_DECIDE_OFFLINE))
    return Paper(forms.text(request, "document"), forms.day_or_none(request, "day"), content, name)


def _done(
    request: OfficeRequest,
    ref: str,
    act: Callable[..., object],
    *texts: str,
    more: Callable[[], dict[str, Any]] = dict,
) -> HttpResponse:
    """Let the reader act, and show the application again: as it is then, or with what was wrong."""
    try:
        forms.act(request, act, *texts, application=ref, **more())
    except (NotValid, NotNow) as refusal:
        return _page(request, ref, refusal)
    return forms.done("docket-item", ref=ref)


def _seen(request: OfficeRequest, ref: str) -> tuple[ApplicationView, bool]:
    """The application and whether the reader sees it whole; ``NotThere`` where he sees nothing of it."""
    try:
        return application_in_sight(request.actor, request.at, ref), True
    except NotThere:
        return noticed(request.actor, request.at, ref), False


def _page(request: OfficeRequest, ref: str, refusal: NotValid | NotNow | None = None) -> HttpResponse:
    view, whole = _seen(request, ref)
    words = Words(request.at, scheme_of(view.scheme))
    return paint_office(
        request,
        "office/docket/item.html",
        section=SECTION,
        status=200 if refusal is None else 422 if isinstance(refusal, NotValid) else 409,
        findings=() if refusal is None else lines(refusal.findings),
        view=view,
        line=docket_line(view, words, request.at),
        title=titled(scheme_of(view.scheme)),
        whole=whole,
        given=request.POST,
        longest=LONGEST,
        longest_matter=LONGEST_MATTER,
        most=MOST_FILES,
        objects=[(unit, words.organisation(unit)) for unit in objects_for(request.actor, request.at, view)],
        objected=any(step.organisation in _own(request) for step in view.objections),
        **(_whole(request, view, words) if whole else {"open": frozenset()}),
    )


def _is_far(view: ApplicationView) -> bool:
    """Whether the document bears a day of another year than the scheme's and the one before it."""
    day, year = view.brought.document_date, scheme_of(view.scheme).year
    return day is not None and day.year not in (year - 1, year)


def _own(request: OfficeRequest) -> frozenset[str]:
    return own_organisations(request.actor, request.at)


def _whole(request: OfficeRequest, view: ApplicationView, words: Words) -> dict[str, Any]:
    """What is seen by the office and by whoever it concerns; opinions and hints by the office alone."""
    signed, stand, inside = signed_of(request), stand_of(view), sees_all(request.actor, request.at)
    belongs = interests(signed.person, view, request.at)
    verbs = open_to(stand, signed.person, signed.holdings, belongs, request.at)
    leaf = leaf_in_sight(request.actor, request.at, view)
    verbs = (*(verb for verb in verbs if verb not in OWN), *own_steps(request.actor, request.at, view))
    decision, brought = view.decision, view.brought
    return {
        "inside": inside,
        "waits": waits(view.state),
        "open": frozenset(verb.name.lower() for verb in verbs),
        "story": story(view, words, whole=inside),
        "reason": brought.reason,
        "document": brought.document,
        "far": inside and view.state in (State.SUBMITTED, State.EXAMINED) and _is_far(view),
        "document_date": "" if brought.document_date is None else brought.document_date.isoformat(),
        "count": plain(view.count),
        "proposed": "" if view.proposed is None else plain(view.proposed),
        "decided": "" if decision is None or decision.count is None else plain(decision.count),
        "decision": decision if inside and view.state is State.DECIDING else None,
        "cap": None if leaf is None else cap_of(leaf),
        "files": [
            (one.name, size_words(one.size), address_of("docket-file", ref=view.ref, file=one.ref))
            for one in view.files
        ],
        "same_matter": docket_lines(same_matter_as(view), words, request.at) if inside else (),
        "same_document": docket_lines(same_document_as(view), words, request.at) if inside else (),
        "objections": [
            (words.organisation(step.organisation), moment_words(step.at), step.reason)
            for step in view.objections
        ]
        if inside
        else (),
        "notice_until": ""
        if view.notice_until is None
        else day_words(day_of(view.notice_until), day_of(request.at)),
        "figure": _figure(view, inside=inside),
        "today": day_of(request.at).isoformat(),
    }


def _figure(view: ApplicationView, *, inside: bool) -> str:
    """The page of the figure that the decision posted."""
    if not inside or view.points is None:
        return ""
    unit, indicator, kind, period = docket_for(view.scheme).key(view.unit, view.item)
    return address_of("figure", unit=unit, indicator=indicator, kind=kind, period=period) or ""
