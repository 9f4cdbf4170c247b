"""Runs: the list and the form that asks for one, the page of one with its progress, and its files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from sikao.core.books import Book, book_draft, package_bytes
from sikao.core.sheets import workbook_bytes
from sikao.interfaces.web.frame import finding_line, language
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.door import lines
from sikao.interfaces.web.office.files_out import ask_reason
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.jobs import PART, job_context
from sikao.interfaces.web.office.runs.choosing import choices, chosen, likeliest
from sikao.interfaces.web.office.runs.shown import RunLine, line_of, ranges, wanting_lines, why_counts
from sikao.interfaces.web.office.shelf import key_of_run
from sikao.interfaces.web.office.signin import signed_of
from sikao.interfaces.web.office.tasks.files import SHEET, attached
from sikao.interfaces.web.office.worded import Words, titled
from sikao.office.accounts.exports import needs_reason
from sikao.office.accounts.queries import person_names
from sikao.office.accounts.rights.deciding import may
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.files import content_of
from sikao.office.groundwork.jobs.queries import find_job
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid
from sikao.office.ledger.queries import seq_given
from sikao.office.results import actions, queries
from sikao.office.results.computing import figures_at
from sikao.office.results.keeping import JSON
from sikao.office.results.opening import book_of, readiness_of_run
from sikao.office.results.queries import RunView
from sikao.office.results.rules import LONGEST, RunState
from sikao.office.rulebook.queries import scheme_with

SECTION = "runs"
MOST = 100
"""So many of the latest runs are listed."""
WORKBOOK, BOOK, PACKAGE = "scores.xlsx", "book.json", "package.zip"
FILES = {WORKBOOK: SHEET, BOOK: JSON, PACKAGE: "application/zip"}


@require_safe
def runs(request: OfficeRequest) -> HttpResponse:
    """What was computed, the latest first, and the form that asks for another."""
    return _list(request)


@require_POST
def ask(request: OfficeRequest) -> HttpResponse:
    """Ask for a run, which leads to its page; what is wrong with the question is said beside it."""
    asked = chosen(request.POST)
    try:
        ref = actions.ask_run(
            actor=request.actor,
            at=request.at,
            scheme=asked.scheme,
            checkpoint=asked.checkpoint,
            seq=seq_given(asked.moment, request.at) if asked.moment.strip() else None,
            note=asked.note,
        )
    except (NotValid, NotNow, NotThere) as refusal:
        return _list(request, lines(refusal.findings), status=422)
    return redirect("run", ref=ref)


def _list(request: OfficeRequest, findings: Sequence[Any] = (), *, status: int = 200) -> HttpResponse:
    found = queries.runs()
    names = person_names(frozenset(view.asked_by for view in found[:MOST]))
    return paint_office(
        request,
        "office/runs/list.html",
        section=SECTION,
        status=status,
        findings=findings,
        lines=[line_of(view, names) for view in found[:MOST]],
        left=max(0, len(found) - MOST),
        choices=choices(),
        asked=chosen(request.POST) if request.POST else likeliest(day_of(request.at)),
        longest=LONGEST,
    )


@require_safe
def run(request: OfficeRequest, ref: str) -> HttpResponse:
    """One run: how far it is, and then what it came to."""
    view = queries.run(ref)
    return paint_office(request, "office/runs/run.html", section=SECTION, **_context(request, view))


@require_safe
def run_part(request: OfficeRequest, ref: str) -> HttpResponse:
    """The part of that page which changes, which fetches itself; at its end the page is loaded anew."""
    context = _context(request, queries.run(ref))
    answer = render(request, str(context["part"]), context)
    if context["part"] != PART:
        answer["HX-Refresh"] = "true"
    return answer


@require_safe
def run_file(request: OfficeRequest, ref: str, name: str) -> HttpResponse:
    """A file of a run that is ready: the scores as a workbook, the book, or all to recompute it elsewhere."""
    view = queries.run(ref)
    if view.state is not RunState.READY or name not in FILES:
        raise NotThere.of("run.not_there")
    book = book_of(view, language())
    reason = request.GET.get("reason", "")
    if needs_reason(book.rows.height, reason):
        return ask_reason(request, f"{name} · {_title(view)}", book.rows.height, SECTION)
    content = _content(view, book, name)
    actions.export_run(
        actor=request.actor,
        at=request.at,
        run=ref,
        name=name,
        rows=book.rows.height,
        content=content,
        reason=reason,
    )
    stem = f"{view.scheme}-{view.checkpoint}-{view.book[:8]}"
    return attached(content, f"{stem}-{name}", FILES[name])


def _content(view: RunView, book: Book, name: str) -> bytes:
    if name == BOOK:
        return content_of(view.book_sha256)
    if name == WORKBOOK:
        return workbook_bytes(book_draft(book))
    scheme = scheme_with(view.digest)
    figures = figures_at(scheme, view.seq)
    if figures.digest() != view.figures:
        raise NotNow.of("run.differs", run=view.ref, kept=view.figures[:12], now=figures.digest()[:12])
    return package_bytes(scheme, figures, book)


def _title(view: RunView) -> str:
    scheme = scheme_with(view.digest)
    return f"{titled(scheme)} · {line_of(view, {}).checkpoint}"


def _context(request: OfficeRequest, view: RunView) -> dict[str, Any]:
    """What the page shows; while the work goes on it is the work's progress."""
    names = person_names(frozenset([view.asked_by]))
    line: RunLine = line_of(view, names)
    context = {"view": view, "line": line, "title": titled(scheme_with(view.digest))}
    job = find_job(view.job)
    if view.state is RunState.COMPUTING and job is not None:
        address = reverse("run-part", kwargs={"ref": view.ref})
        return context | job_context(request, job, address, "office/runs/outcome.html")
    context |= {"part": "office/runs/outcome.html"}
    if view.state is RunState.FAILED:
        return context | {"findings": [finding_line(found, language()) for found in view.findings]}
    return context | _outcome(request, view)


def _others(view: RunView) -> list[RunView]:
    """The other runs that are ready: those of the scheme first, the latest before."""
    found = sorted(queries.runs(), key=lambda other: other.scheme != view.scheme)
    return [other for other in found if other.ref != view.ref and other.state is RunState.READY]


def _outcome(request: OfficeRequest, view: RunView) -> dict[str, Any]:
    scheme, words = scheme_with(view.digest), Words(request.at, scheme_with(view.digest))
    book, readiness = book_of(view, language()), readiness_of_run(view)
    at = {"scheme": key_of_run(view.scheme, view.ref), "checkpoint": view.checkpoint}
    groups, unscored = ranges(book, readiness, scheme)
    return {
        "results": reverse("overview", kwargs=at),
        "readiness": readiness,
        "counts": why_counts(readiness),
        "wanting": wanting_lines(readiness, scheme, words),
        "others": [line_of(other, {}) for other in _others(view)],
        "groups": groups,
        "unscored": unscored,
        "workbook": reverse("run-file", kwargs={"ref": view.ref, "name": WORKBOOK}),
        "book": reverse("run-file", kwargs={"ref": view.ref, "name": BOOK}),
        "package": reverse("run-file", kwargs={"ref": view.ref, "name": PACKAGE}),
        "ready": readiness.is_ready,
        "exports": may(Verb.RUN_EXPORT, signed_of(request).holdings),
        "opens": may(Verb.EDITION_OPEN, signed_of(request).holdings),
    }
