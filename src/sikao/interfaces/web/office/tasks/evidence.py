"""Evidence: attached to a draft, taken off again, fetched by whoever may look at it."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from sikao.interfaces.web.frame import finding_line, language
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.tasks.entering import paint_task, wants_data
from sikao.interfaces.web.office.tasks.files import BYTES, attached, given, sent
from sikao.interfaces.web.office.tasks.shown import known
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle import actions
from sikao.office.cycle.attaching import stored_evidence
from sikao.office.cycle.duties import keys_named
from sikao.office.cycle.fetching import evidence_named
from sikao.office.cycle.queries import visible_task
from sikao.office.groundwork.files import content_of
from sikao.office.groundwork.here import place
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid
from sikao.office.ledger.facts import Key


@require_POST
def evidence(request: OfficeRequest, ref: str, paper: bool = False) -> HttpResponse:
    """Attach files to the sheet, or to one figure; or take one off."""
    found = known(request, ref, paper=paper)
    if not found.fills:
        raise NotThere.of("task.not_there", ref=ref)
    try:
        if "remove" in request.POST:
            _remove(request, ref, paper)
        else:
            _add(request, ref, paper)
    except (NotValid, NotNow) as refusal:
        if wants_data(request):
            told = [finding_line(finding, language()) for finding in refusal.findings]
            return JsonResponse({"told": [f"{line.what}{line.remedy}" for line in told]}, status=422)
        return paint_task(request, found, more=refusal.findings, status=422)
    page = reverse("paper" if paper else "task", kwargs={"ref": ref})
    if wants_data(request):
        return JsonResponse({"page": f"{page}#evidence"})
    return redirect(f"{page}?saved=1#evidence")


def _add(request: OfficeRequest, ref: str, paper: bool) -> None:
    name, chunks = given(request)
    limit = place().upload_megabytes << 20
    piece = stored_evidence(sent(request, name, Verb.EVIDENCE_ADD), chunks, limit, _key(request, ref))
    actions.attach(actor=request.actor, at=request.at, task=ref, evidence=piece, paper=paper)


def _remove(request: OfficeRequest, ref: str, paper: bool) -> None:
    file, key = request.POST.get("remove", ""), _key(request, ref)
    actions.detach(actor=request.actor, at=request.at, task=ref, file=file, key=key, paper=paper)


def _key(request: OfficeRequest, ref: str) -> Key | None:
    """The figure that is meant; none is the whole sheet."""
    text = request.POST.get("key", "")
    return keys_named(visible_task(request.actor, request.at, ref), [text])[0] if text else None


@require_safe
def fetch(request: OfficeRequest, ref: str, file: str) -> HttpResponse:
    """The bytes of an evidence file, to keep."""
    piece = evidence_named(request.actor, request.at, ref, file)
    return attached(content_of(piece.file), piece.name, BYTES)
