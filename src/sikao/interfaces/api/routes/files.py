"""Files: workbooks that are read in the background, and the evidence that figures rest on."""

from __future__ import annotations

from typing import Annotated

from django.db import transaction
from django.http import HttpResponse
from ninja import File, Form, Path, Query, Router, Schema, Status, UploadedFile
from pydantic import Field

from sikao.core.figures.forms import write_form
from sikao.interfaces.api import shown
from sikao.interfaces.api.asking import ApiRequest
from sikao.interfaces.api.routes.about import file_answer
from sikao.interfaces.api.serving import operation
from sikao.interfaces.api.shapes.common import NO_NUL, Count, Ref, Sha256, finding
from sikao.interfaces.api.shapes.tasks import Attached, Detached, EvidenceShown, JobRef, JobShown
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle import actions
from sikao.office.cycle.attaching import stored_evidence
from sikao.office.cycle.duties import keys_named
from sikao.office.cycle.fetching import evidence_named
from sikao.office.cycle.importing import ask_import, import_seen
from sikao.office.cycle.judging import evidence_of, judge
from sikao.office.cycle.models import Task
from sikao.office.cycle.offers import draft_for
from sikao.office.cycle.queries import visible_task
from sikao.office.groundwork.files import content_of, display_name, store
from sikao.office.groundwork.here import place
from sikao.office.groundwork.malware import HandedIn
from sikao.office.groundwork.refusals import NotThere
from sikao.office.ledger.facts import Key
from sikao.office.ledger.queries import pieces_in

router = Router(tags=["files"])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class WorkbookOf(Schema):
    """The draft that a workbook replaces."""

    version: Count


class EvidenceOf(Schema):
    """The key of the figure that a file belongs to, as the form names it; the whole sheet where left out."""

    key: Annotated[str, Field(pattern=NO_NUL, max_length=300)] = ""


@operation(router, "GET", "/tasks/{ref}/workbook", "get_template", None, media=XLSX)
def get_template(request: ApiRequest, ref: Path[Ref]) -> HttpResponse:
    """The form as a workbook to fill in, with what is in the draft already."""
    row = visible_task(request.actor, request.at, ref)
    judged = judge(row, draft_for(request.actor, request.at, row), complete=False)
    return file_answer(write_form(judged.form, judged.entries, request.lang), XLSX, f"{ref}.xlsx")


@operation(router, "POST", "/tasks/{ref}/workbook", "upload_workbook", JobRef, status=202)
def upload_workbook(
    request: ApiRequest, ref: Path[Ref], about: Form[WorkbookOf], file: File[UploadedFile]
) -> Status[JobRef]:
    """Hand over a filled-in template, which is read in the background and replaces the draft, or nothing."""
    row = visible_task(request.actor, request.at, ref)
    sent = handed_in(request, file, Verb.TASK_FILL)
    kept = store(file.chunks(), place().upload_megabytes << 20, sent)
    with transaction.atomic():
        job = ask_import(
            actor=request.actor,
            at=request.at,
            task=row.ref,
            version=about.version,
            workbook=kept,
            name=file.name or "",
            lang=request.lang,
        )
    return Status(202, JobRef(job=job))


@operation(router, "GET", "/jobs/{ref}", "get_job", JobShown)
def get_job(request: ApiRequest, ref: Path[Ref]) -> JobShown:
    """How far the reading of a workbook of the own organisation is, and what was found in it."""
    found = import_seen(request.actor, request.at, ref)
    result = found.result if isinstance(found.result, dict) else {}
    return JobShown(
        ref=found.ref,
        task=found.arguments["task"],
        state=found.state.value,
        permille=found.permille,
        taken=result.get("taken"),
        draft_version=result.get("version"),
        filled=result.get("cells"),
        has_marked=bool(result.get("marked")),
        findings=[finding(each, request.lang) for each in found.findings],
    )


@operation(router, "GET", "/jobs/{ref}/workbook", "get_marked", None, media=XLSX)
def get_marked(request: ApiRequest, ref: Path[Ref]) -> HttpResponse:
    """A workbook that was not taken, its faulty cells marked, to be corrected and sent again."""
    found = import_seen(request.actor, request.at, ref)
    marked = found.result.get("marked") if isinstance(found.result, dict) else ""
    if not marked:
        raise NotThere.of("job.not_there", ref=ref)
    return file_answer(content_of(marked), XLSX, f"{ref}.xlsx")


@operation(router, "GET", "/tasks/{ref}/evidence", "list_evidence", list[EvidenceShown])
def list_evidence(request: ApiRequest, ref: Path[Ref]) -> list[EvidenceShown]:
    """The files of a task: those handed in, else those of the draft."""
    row = visible_task(request.actor, request.at, ref)
    if row.submission:
        return [shown.evidence(piece) for piece in pieces_in(row.submission)]
    return [shown.evidence(piece) for piece in evidence_of(draft_for(request.actor, request.at, row))]


@operation(router, "POST", "/tasks/{ref}/evidence", "add_evidence", Attached, status=201)
def add_evidence(
    request: ApiRequest, ref: Path[Ref], about: Form[EvidenceOf], file: File[UploadedFile]
) -> Status[Attached]:
    """Attach a file to the draft, for one figure or for the whole sheet."""
    row = visible_task(request.actor, request.at, ref)
    sent = handed_in(request, file, Verb.EVIDENCE_ADD)
    piece = stored_evidence(sent, file.chunks(), place().upload_megabytes << 20, _key(row, about.key))
    version = actions.attach(actor=request.actor, at=request.at, task=row.ref, evidence=piece)
    return Status(201, Attached(file=piece.file, size=piece.size, draft_version=version))


@operation(
    router, "GET", "/tasks/{ref}/evidence/{file}", "get_evidence", None, media="application/octet-stream"
)
def get_evidence(request: ApiRequest, ref: Path[Ref], file: Path[Sha256]) -> HttpResponse:
    """One file of a task, by its digest."""
    piece = evidence_named(request.actor, request.at, ref, file)
    return file_answer(content_of(piece.file), "application/octet-stream", piece.file)


@operation(router, "DELETE", "/tasks/{ref}/evidence/{file}", "detach_evidence", Detached)
def detach_evidence(
    request: ApiRequest, ref: Path[Ref], file: Path[Sha256], about: Query[EvidenceOf]
) -> Detached:
    """Take a file off the draft again, off the figure that it belongs to or, without a key, off the sheet."""
    row = visible_task(request.actor, request.at, ref)
    key = _key(row, about.key)
    if not any(
        (piece.file, piece.key) == (file, key)
        for piece in evidence_of(draft_for(request.actor, request.at, row))
    ):
        raise NotThere.of("task.not_there", ref=ref)
    version = actions.detach(actor=request.actor, at=request.at, task=row.ref, file=file, key=key)
    return Detached(draft_version=version)


def handed_in(request: ApiRequest, file: UploadedFile, verb: Verb) -> HandedIn:
    """A file as a program hands it in for an act."""
    return HandedIn(display_name(file.name or ""), request.actor, request.at, verb)


def _key(row: Task, named: str) -> Key | None:
    """The figure that is meant; none is the whole sheet."""
    return keys_named(row, [named])[0] if named else None
