"""Background work: the list of it, taking back what waits, and the part of a page that shows how far it is.

A page that asked for work includes ``part`` of ``job_context`` and lets an address of its own answer with the
same part: ``parts/job.html`` renews itself from there until the work has ended, and then the page's own
outcome takes its place.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from sikao.core.wording import Term
from sikao.interfaces.web.frame import finding_line, language
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.frame import address_of, paint_office
from sikao.interfaces.web.office.worded import moment_words
from sikao.office.accounts.actions.background import cancel_job
from sikao.office.accounts.background import job_for, jobs_for, may_cancel
from sikao.office.accounts.queries import person_names
from sikao.office.amendments.actions.weighing import IMPACT
from sikao.office.bulletins.actions.common import MAKE
from sikao.office.cycle.holding import EXPORT, HISTORY, IMPORT
from sikao.office.groundwork.jobs.models import State
from sikao.office.groundwork.jobs.queries import JobView, place_in_queue
from sikao.office.results.actions.analysing import ANALYSIS
from sikao.office.results.actions.running import RUN
from sikao.office.results.rules import Asked

SECTION = "jobs"
PART = "parts/job.html"
TONES = {State.DONE: "good", State.FAILED: "poor"}
WORK = {
    IMPORT: Term("读取工作簿", "reading a workbook"),
    HISTORY: Term("导入以前年度的数据", "taking over earlier years"),
    EXPORT: Term("导出清单", "taking a list out"),
    RUN: Term("测算", "computing a run"),
    ANALYSIS: Term("结果分析", "analysing a result"),
    MAKE: Term("制作公文", "making papers"),
    IMPACT: Term("测算调整影响", "working out what an amendment does"),
}
NOT_TAKEN = Term("有错误，没有采用", "errors, not taken")


@dataclass(frozen=True, slots=True)
class Line:
    """A job in the list; ``address`` is empty where there is no page about it."""

    ref: str
    what: str
    file: str
    asked_by: str
    at: str
    state: str
    tone: str
    address: str
    cancels: bool


@require_safe
def jobs(request: OfficeRequest) -> HttpResponse:
    """One's own background work, for the office everybody's, the newest first."""
    found = jobs_for(request.actor, request.at)
    names = person_names(frozenset(job.asked_by for job in found))
    lines = [_line(request, job, names.get(job.asked_by, job.asked_by)) for job in found]
    return paint_office(request, "office/jobs/list.html", section=SECTION, lines=lines)


@require_POST
def cancel(request: OfficeRequest, ref: str) -> HttpResponse:
    """Take back what nobody has begun; back to the page that the work is about, or to the list."""
    cancel_job(actor=request.actor, at=request.at, job=ref)
    address = "" if request.POST.get("back") == "jobs" else page_of(job_for(request.actor, request.at, ref))
    return redirect(f"{address or address_of('jobs')}?done=1")


def _line(request: OfficeRequest, job: JobView, asked_by: str) -> Line:
    lang = language()
    return Line(
        job.ref,
        work_words(job),
        str(job.arguments.get("name", "")),
        asked_by,
        moment_words(job.asked_at),
        (NOT_TAKEN if _is_refused(job) else job.state.term).text(lang),
        "poor" if _is_refused(job) else TONES.get(job.state, ""),
        page_of(job),
        may_cancel(request.actor, request.at, job),
    )


def _is_refused(job: JobView) -> bool:
    """Whether a file was read to its end, and what stands in it was not taken."""
    return isinstance(job.result, dict) and job.result.get("taken") is False


def work_words(job: JobView) -> str:
    """What a job does, in words."""
    known = WORK.get(job.kind)
    return job.kind if known is None else known.text(language())


def page_of(job: JobView) -> str:
    """The page that shows what came of a job, and asks for the right to it."""
    if job.kind == IMPORT:
        return address_of("import", ref=job.arguments["task"], job=job.ref) or ""
    if job.kind == HISTORY:
        return address_of("history-job", scheme=job.arguments["scheme"], job=job.ref) or ""
    if job.kind == RUN:
        return address_of("run", ref=job.arguments["run"]) or ""
    if job.kind == ANALYSIS:
        page = "edition-places" if job.arguments["what"] == Asked.PLACES else "edition-changes"
        return address_of(page, ref=job.arguments["edition"]) or ""
    if job.kind == MAKE:
        return address_of("bulletin", ref=job.arguments["papers"][0]) or ""
    if job.kind == IMPACT:
        return address_of("amendment", ref=job.arguments["amendment"]) or ""
    if job.kind == EXPORT:
        return address_of("job", ref=job.ref) or ""
    return ""


def job_context(request: OfficeRequest, found: JobView, address: str, outcome: str) -> dict[str, object]:
    """What the part needs; ``address`` is where it renews itself, ``outcome`` what follows it in the end."""
    lang, ended = language(), found.state.has_ended
    return {
        "part": outcome if ended else PART,
        "job": found,
        "address": address,
        "percent": found.permille // 10,
        "state": found.state.term.text(lang),
        "cancelled": found.state is State.CANCELLED,
        "tone": TONES.get(found.state, ""),
        "note": "" if found.note is None else found.note.what(lang),
        "ahead": max(0, place_in_queue(found.ref) - 1) if found.state is State.READY else 0,
        "cancels": may_cancel(request.actor, request.at, found),
        "findings": [finding_line(finding, lang) for finding in found.findings],
    }
