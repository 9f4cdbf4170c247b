"""Entering figures: the page of a task, its draft kept at every pause, ranges pasted, handing in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from sikao.core.figures.forms import paste as pasted_into
from sikao.core.wording import Finding
from sikao.interfaces.web.frame import finding_line, language
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.tasks.briefing import Sheet
from sikao.interfaces.web.office.tasks.grid import FIELD, Cell, Grid, Told, field_words
from sikao.interfaces.web.office.tasks.listing import SECTION
from sikao.interfaces.web.office.tasks.posted import Posted, posted, whole
from sikao.interfaces.web.office.tasks.revised import touched
from sikao.interfaces.web.office.tasks.shown import Known, files_of, form_for, known, shown, told_for
from sikao.office.accounts.queries import person_names
from sikao.office.cycle import actions
from sikao.office.cycle.assessing import assess
from sikao.office.cycle.attaching import KINDS
from sikao.office.cycle.forms import form_of
from sikao.office.cycle.importing import imports_of
from sikao.office.cycle.judging import cells_of
from sikao.office.cycle.queries import visible_task
from sikao.office.cycle.rules import TaskState
from sikao.office.groundwork.canonical import canonical
from sikao.office.groundwork.clock import CITY
from sikao.office.groundwork.here import place
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid

MOST_PASTED = 1_100_000


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that says one thing here and another in the draft that somebody else has saved."""

    name: str
    mine: str
    theirs: str


@require_safe
def task(request: OfficeRequest, ref: str, paper: bool = False) -> HttpResponse:
    """A task: where it stands, the form with what was entered, what its reader does next."""
    found = known(request, ref, paper=paper)
    if paper and not found.fills:
        raise NotThere.of("task.not_there", ref=ref)
    return paint_task(request, found)


def paint_task(
    request: OfficeRequest, found: Known, *, more: tuple[Finding, ...] = (), status: int = 200, **context: Any
) -> HttpResponse:
    """The page of a task; ``more`` is what a refused act has said beside what the draft itself shows."""
    told = told_for(found, more)
    return paint_office(
        request,
        "office/tasks/task.html",
        section=SECTION,
        status=status,
        shown=shown(request, found),
        known=found,
        at=addresses(found),
        grid=form_for(found, request.at),
        told=told,
        lacking={one.cell: one.line.what for one in told if one.cell in field_words()},
        errors=len(found.judged.errors),
        warnings=len(found.judged.warnings),
        files=files_of(request, found),
        touched=touched(request, found),
        imports=imports_of(found.view.ref, paper=found.paper)[:3] if found.fills else [],
        kinds=",".join(f".{kind}" for kind in KINDS),
        megabytes=place().upload_megabytes,
        saved_by=person_names(frozenset({found.draft.saved_by})).get(found.draft.saved_by, ""),
        **context,
    )


def addresses(found: Known) -> dict[str, str]:
    """Where the forms of the page go: those of the reporter's own draft, or of a paper sheet's."""
    names = ("draft", "paste", "workbook", "import", "evidence")
    kind = "paper" if found.paper and found.view.state is TaskState.OPEN else "task"
    at = {name: reverse(f"{kind}-{name}", kwargs={"ref": found.view.ref}) for name in names}
    page = "paper" if kind == "paper" else "task"
    return at | {"page": reverse(page, kwargs={"ref": found.view.ref})}


@require_POST
def draft(request: OfficeRequest, ref: str, paper: bool = False) -> HttpResponse:
    """Keep what was typed, and say what each cell was understood as."""
    given = posted(request)
    try:
        actions.save_draft(actor=request.actor, at=request.at, task=ref, paper=paper, **given.saving())
    except (NotNow, NotValid) as refusal:
        if wants_data(request):
            return _refused_data(request, ref, paper, refusal)
        return _refused_page(request, ref, paper, given, refusal)
    found = known(request, ref, paper=paper)
    if wants_data(request):
        return JsonResponse(_data(request, found))
    return redirect(f"{addresses(found)['page']}?saved=1")


def wants_data(request: OfficeRequest) -> bool:
    """Whether the page's script asks, and not a form."""
    return "application/json" in request.headers.get("Accept", "")


def _data(request: OfficeRequest, found: Known) -> dict[str, Any]:
    grid, told = form_for(found, request.at), told_for(found)
    return {
        "version": found.draft.version,
        "saved": _clock(found),
        "filled": grid.filled,
        "total": grid.total,
        "cells": grid.data() if isinstance(grid, Sheet) else {c.name: _cell_data(c) for c in grid.cells},
        "found": found_part(request, found, grid, told),
        "signature": [told_line.line.what for told_line in told],
    }


def found_part(request: OfficeRequest, found: Known, grid: Grid | Sheet, told: tuple[Told, ...]) -> str:
    """The list of findings as the page holds it."""
    content = {
        "told": told,
        "errors": len(found.judged.errors),
        "warnings": len(found.judged.warnings),
        "grid": grid,
        "fills": found.fills,
        "shown": {"is_briefing": isinstance(grid, Sheet)},
    }
    return render_to_string("office/tasks/found.html", content, request)


def _cell_data(cell: Cell) -> dict[str, Any]:
    told = [{"severity": line.severity, "what": line.what, "remedy": line.remedy} for line in cell.told]
    data = {"reply": cell.reply, "echo": cell.echo, "severity": cell.severity, "told": told}
    return data | {"changed": cell.changed, "since": cell.since, "ratio": cell.ratio}


def _clock(found: Known) -> str:
    at = found.draft.saved_at
    return "" if at is None else f"{at.astimezone(CITY):%H:%M:%S}"


def _refused_data(request: OfficeRequest, ref: str, paper: bool, refusal: NotNow | NotValid) -> JsonResponse:
    """A refusal for the script: with what is kept meanwhile, so that nothing typed has to be given up."""
    found = known(request, ref, paper=paper)
    saved_by = found.draft.saved_by
    told = {
        "told": [finding_line(finding, language()).what for finding in refusal.findings],
        "remedy": [finding_line(finding, language()).remedy for finding in refusal.findings],
        "conflict": _is_conflict(refusal) and found.fills,
        "version": found.draft.version,
        "fields": _fields(found),
        "by": person_names(frozenset({saved_by})).get(saved_by, ""),
        "saved": _clock(found),
    }
    return JsonResponse(told, status=409 if isinstance(refusal, NotNow) else 422)


def _fields(found: Known) -> dict[str, str]:
    """What is kept, by the names of the form's fields; a box that is not ticked is not there."""
    kept = found.draft
    cells = {FIELD + key: text for key, text in cells_of(kept).items()}
    told = {"note": kept.note, "document": kept.document, "caliber": kept.caliber}
    told["document_date"] = kept.document_date.isoformat() if kept.document_date else ""
    return cells | told | ({"nothing": "1"} if kept.nothing else {})


def _is_conflict(refusal: NotNow | NotValid) -> bool:
    return any(finding.code == "task.draft_changed" for finding in refusal.findings)


def _refused_page(
    request: OfficeRequest, ref: str, paper: bool, given: Posted, refusal: NotNow | NotValid
) -> HttpResponse:
    """The page with what was typed still in it; where somebody else has saved, beside what they wrote."""
    if not _is_conflict(refusal):
        raise refusal
    found = known(request, ref, paper=paper)
    if not found.fills:
        raise refusal
    theirs = cells_of(found.draft)
    typed = replace(found, draft=_typed(found, given))
    typed = replace(typed, judged=assess(found.row, typed.draft, complete=False))
    differing = [
        Difference(cell.label, cell.raw, theirs.get(cell.key, ""))
        for cell in form_for(typed, request.at).cells
        if cell.raw.strip() != theirs.get(cell.key, "").strip()
    ]
    status = 409 if isinstance(refusal, NotNow) else 422
    return paint_task(request, typed, more=refusal.findings, status=status, differing=differing)


def _typed(found: Known, given: Posted) -> Any:
    """The draft as it would be with what was typed; never saved."""
    made = type(found.draft)(task=found.row, paper=found.paper, version=found.draft.version)
    made.cells = canonical({key: text for key, text in given.cells.items() if text.strip()})
    made.note, made.nothing = given.note or "", given.nothing
    made.document, made.caliber = given.document or "", given.caliber or ""
    made.document_date, made.evidence = given.document_date, found.draft.evidence
    made.saved_by, made.saved_at = found.draft.saved_by, found.draft.saved_at
    return made


@require_POST
def paste(request: OfficeRequest, ref: str, paper: bool = False) -> HttpResponse:  # noqa: ARG001
    """A range out of a spreadsheet, as the cells into which it goes; the page puts it there and saves."""
    form = form_of(visible_task(request.actor, request.at, ref))
    text = request.POST.get("text", "")[:MOST_PASTED]
    anchor = (whole(request.POST.get("row", "")), whole(request.POST.get("column", "")))
    cells, findings = pasted_into(form, text, anchor)
    if findings:
        told = [finding_line(finding, language()) for finding in findings]
        return JsonResponse({"told": [line.what + line.remedy for line in told]})
    slots = {position: form.at(position) for position in cells}
    named = {str(slot.key): cells[position] for position, slot in slots.items() if slot is not None}
    return JsonResponse({"cells": named})


@require_POST
def submit(request: OfficeRequest, ref: str) -> HttpResponse:
    """Save what stands in the form and send it to the signer."""
    return _hand_in(request, ref, paper=False)


@require_POST
def record(request: OfficeRequest, ref: str) -> HttpResponse:
    """Save what stands in the form and post it as a sealed sheet."""
    return _hand_in(request, ref, paper=True)


def _hand_in(request: OfficeRequest, ref: str, *, paper: bool) -> HttpResponse:
    given = posted(request)
    try:
        version = actions.save_draft(
            actor=request.actor, at=request.at, task=ref, paper=paper, **given.saving()
        )
        perform = actions.record_paper if paper else actions.submit_task
        perform(actor=request.actor, at=request.at, task=ref, draft_version=version, warnings_seen=given.seen)
    except NotValid as refusal:
        found = known(request, ref, paper=paper, complete=True)
        return paint_task(request, found, more=_beside(found, refusal), status=422, tried=True)
    except NotNow as refusal:
        return _refused_page(request, ref, paper, given, refusal)
    page = reverse("receipt" if paper else "task", kwargs={"ref": ref})
    return redirect(f"{page}?done=1")


def _beside(found: Known, refusal: NotValid) -> tuple[Finding, ...]:
    """What a refusal says that the draft does not show by itself."""
    return tuple(finding for finding in refusal.findings if finding not in found.judged.findings)


@require_POST
def take_back(request: OfficeRequest, ref: str) -> HttpResponse:
    """Take the task back from the signer."""
    actions.take_back(actor=request.actor, at=request.at, task=ref)
    return redirect("task", ref=ref)
