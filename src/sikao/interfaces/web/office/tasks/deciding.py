"""Signing and returning; more time, corrections: each behind a form that says what it means."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from sikao.core.wording import Finding
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.door import lines
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.tasks.entering import paint_task
from sikao.interfaces.web.office.tasks.grid import FIELD, Grid, grid_of
from sikao.interfaces.web.office.tasks.listing import SECTION
from sikao.interfaces.web.office.tasks.posted import day
from sikao.interfaces.web.office.tasks.shown import Known, known, shown
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle import actions
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.refusals import NotThere, NotValid
from sikao.office.ledger.facts import Key

form = require_http_methods(["GET", "HEAD", "POST"])


@require_POST
def sign(request: OfficeRequest, ref: str) -> HttpResponse:
    """Sign what the signer has looked at, named by its digest; the receipt follows."""
    digest = request.POST.get("digest", "")
    try:
        actions.sign_task(actor=request.actor, at=request.at, task=ref, digest=digest)
    except NotValid as refusal:
        found = known(request, ref, complete=True)
        return paint_task(request, found, more=refusal.findings, status=422)
    return redirect(f"{reverse('receipt', kwargs={'ref': ref})}?done=1")


@form
def give_back(request: OfficeRequest, ref: str) -> HttpResponse:
    """Return a task to its reporter, with the reason."""

    def perform() -> None:
        reason = request.POST.get("reason", "")
        actions.return_task(actor=request.actor, at=request.at, task=ref, reason=reason)

    return _asked(request, ref, Verb.TASK_RETURN, perform)


@form
def extend(request: OfficeRequest, ref: str) -> HttpResponse:
    """Give one organisation more time for one task."""

    def perform() -> None:
        until, reason = day(request.POST.get("until", "")), request.POST.get("reason", "")
        if until is None:
            due = day_of(known(request, ref).view.due_at)
            raise NotValid.of("task.extension_too_short", due=due.isoformat())
        document = request.POST.get("document", "")
        actions.extend_task(
            actor=request.actor, at=request.at, task=ref, until=until, reason=reason, document=document
        )

    return _asked(request, ref, Verb.TASK_EXTEND, perform)


@form
def drop(request: OfficeRequest, ref: str) -> HttpResponse:
    """Give up a correction."""

    def perform() -> None:
        actions.drop_revision(actor=request.actor, at=request.at, task=ref)

    return _asked(request, ref, Verb.REVISION_DROP, perform)


def _asked(request: OfficeRequest, ref: str, verb: Verb, perform: Callable[[], None]) -> HttpResponse:
    """The page that asks, or the act and then the task."""
    found = known(request, ref)
    if verb not in found.verbs:
        raise NotThere.of("task.not_there", ref=ref)
    findings: tuple[Finding, ...] = ()
    if request.method == "POST":
        try:
            perform()
        except NotValid as refusal:
            findings = refusal.findings
        else:
            return redirect(f"{reverse('task', kwargs={'ref': ref})}?done=1")
    return _paint(request, found, "office/tasks/ask.html", findings, verb=verb.name)


@form
def withdraw(request: OfficeRequest, ref: str) -> HttpResponse:
    """Take back what the office asked for."""

    def perform() -> None:
        actions.withdraw_correction(actor=request.actor, at=request.at, task=ref)

    return _asked(request, ref, Verb.CORRECTION_WITHDRAW, perform)


@form
def revise(request: OfficeRequest, ref: str) -> HttpResponse:
    """Choose the signed figures that are to be corrected, and say why; their form comes next."""

    def perform(keys: list[Key], reason: str) -> str:
        made = actions.open_revision(actor=request.actor, at=request.at, task=ref, keys=keys, reason=reason)
        return reverse("task", kwargs={"ref": made})

    return _correcting(request, ref, Verb.FIGURE_REVISE, perform)


@form
def ask_again(request: OfficeRequest, ref: str) -> HttpResponse:
    """Send a signed sheet or briefing back to be corrected, figures ticked or the whole of it."""

    def perform(keys: list[Key], reason: str) -> str:
        actions.ask_correction(actor=request.actor, at=request.at, task=ref, keys=keys, reason=reason)
        return f"{reverse('task', kwargs={'ref': ref})}?done=1"

    return _correcting(request, ref, Verb.CORRECTION_ASK, perform)


def _correcting(
    request: OfficeRequest, ref: str, verb: Verb, perform: Callable[[list[Key], str], str]
) -> HttpResponse:
    """The page on which figures are ticked and a reason is given, or the act and then where it leads."""
    found = known(request, ref)
    if verb not in found.verbs:
        raise NotThere.of("task.not_there", ref=ref)
    findings: tuple[Finding, ...] = ()
    if request.method == "POST":
        keys = _chosen(request)
        try:
            # Who corrects says which; the office may not know.
            if not keys and not found.row.briefing and verb is Verb.FIGURE_REVISE:
                raise NotValid.of("task.nothing_chosen")
            return redirect(perform(keys, request.POST.get("reason", "")))
        except NotValid as refusal:
            findings = refusal.findings
    grid: Grid | None = None if found.row.briefing else grid_of(found.figures, language())
    chosen = {"/".join(key) for key in _chosen(request)}
    return _paint(
        request, found, "office/tasks/revise.html", findings, grid=grid, chosen=chosen, verb=verb.name
    )


def _chosen(request: OfficeRequest) -> list[Key]:
    """The cells that were ticked; the act refuses those that are not of the task."""
    keys = []
    for name in request.POST:
        parts = name.removeprefix(FIELD).rsplit("/", 2)
        unit, _, indicator = parts[0].partition("/")
        if name.startswith(FIELD) and len(parts) == 3:
            keys.append((unit, indicator, parts[1], parts[2]))
    return keys


def _paint(
    request: OfficeRequest, found: Known, template: str, findings: tuple[Finding, ...], **context: Any
) -> HttpResponse:
    return paint_office(
        request,
        template,
        section=SECTION,
        status=422 if findings else 200,
        shown=shown(request, found),
        findings=lines(findings),
        given=request.POST,
        **context,
    )
