"""Reading pages: an amendment on its way with what it changes and for whom; what was issued; the versions."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from sikao.core.scheme import describe_scheme
from sikao.core.scheme.workbook import scheme_workbook_bytes
from sikao.interfaces.web.frame import finding_line, language
from sikao.interfaces.web.office.amendments.shown import (
    document_words,
    happenings,
    lines_between,
    lines_of,
    nexts,
    shown,
    tables_shown,
    waiting,
)
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.jobs import job_context
from sikao.interfaces.web.office.signin import signed_of
from sikao.interfaces.web.office.tasks.files import BYTES, SHEET, ZIP, attached
from sikao.interfaces.web.office.worded import moment_words, titled
from sikao.interfaces.web.results.words import named
from sikao.office.accounts.rights.deciding import may
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.amendments.queries import (
    AmendmentView,
    first_open,
    impact_in,
    is_outdated,
    proposals,
    put_in_force,
    stand_of,
    step_taken,
    steps_taken,
)
from sikao.office.amendments.rules import State
from sikao.office.amendments.visible import amendment_in_sight, amendments_in_sight, issued
from sikao.office.groundwork.files import content_of
from sikao.office.groundwork.here import place
from sikao.office.groundwork.jobs.queries import find_job
from sikao.office.groundwork.refusals import NotThere
from sikao.office.rulebook.queries import Sealed, scheme_in, sealed_versions

SECTION = "rulebook"


@require_safe
def amendment(request: OfficeRequest, ref: str) -> HttpResponse:
    """One amendment: where it stands and what comes next, its reason and digest, how it came there."""
    view = amendment_in_sight(request.actor, request.at, ref)
    context = _context(request, view)
    return paint_office(request, "office/amendments/amendment.html", section=SECTION, **context)


@require_safe
def amendment_part(request: OfficeRequest, ref: str) -> HttpResponse:
    """The part of that page which changes while the effect is worked out."""
    view = amendment_in_sight(request.actor, request.at, ref)
    context = _weighing(request, view) | {"ended": reverse("amendment", kwargs={"ref": ref})}
    return render(request, str(context["part"]), context)


@require_safe
def changes(request: OfficeRequest, ref: str) -> HttpResponse:
    """What the last proposal changes, item by item."""
    view = amendment_in_sight(request.actor, request.at, ref)
    return paint_office(
        request,
        "office/amendments/changes.html",
        section=SECTION,
        shown=shown(view),
        lines=lines_of(view.proposal),
    )


@require_safe
def impact(request: OfficeRequest, ref: str) -> HttpResponse:
    """What the last proposal does to everyone, checkpoint by checkpoint."""
    view = amendment_in_sight(request.actor, request.at, ref)
    if not view.impact:
        raise NotThere.of("amendment.not_there")
    found = impact_in(view.impact)
    tables = tables_shown(found, view.proposal)
    return paint_office(
        request,
        "office/amendments/impact.html",
        section=SECTION,
        shown=shown(view),
        impact=found,
        digest=view.impact[:12],
        tables=tables,
        still=[table for table in tables if not table.moved],
        synthetic=place().demo or scheme_is_illustrative(view),
    )


@require_safe
def file(request: OfficeRequest, ref: str, number: int) -> HttpResponse:
    """A proposal as it was uploaded."""
    view = amendment_in_sight(request.actor, request.at, ref)
    line = next((one for one in proposals(view.ref) if one.number == number), None)
    if line is None:
        raise NotThere.of("amendment.not_there")
    return attached(content_of(line.sha256), line.name, BYTES)


@require_safe
def scan(request: OfficeRequest, ref: str, step: str) -> HttpResponse:
    """The scan of a document of approval."""
    amendment_in_sight(request.actor, request.at, ref)
    found = step_taken(ref, step)
    if not found.scan_sha256:
        raise NotThere.of("amendment.not_there")
    return attached(content_of(found.scan_sha256), found.scan_name, BYTES)


@require_safe
def notice(request: OfficeRequest, ref: str) -> HttpResponse:
    """The notice of an amendment in force: what changed, from when on, on which document; nobody's points."""
    view = issued(ref)
    put, own = put_in_force(ref)
    papers = [words for step in own if (words := document_words(step))]
    return paint_office(
        request,
        "office/amendments/notice.html",
        section=SECTION,
        shown=shown(view),
        issued_at=moment_words(put.at),
        documents=papers,
        by_people=not papers,
        lines=lines_of(view.proposal),
        follows=view.number - 1,
        synthetic=place().demo or scheme_is_illustrative(view),
        sees_all=may(Verb.AMENDMENT_VIEW, signed_of(request).holdings, view.state.value),
    )


@require_safe
def versions(request: OfficeRequest, scheme: str) -> HttpResponse:
    """The versions of a sealed scheme: which binds from when on, and what made it."""
    found = _versions(scheme)
    last = found[-1]
    under_way = [
        shown(view)
        for view in amendments_in_sight(request.actor, request.at, scheme)
        if view.state is not State.IN_FORCE
    ]
    amends = may(Verb.AMENDMENT_DRAFT, signed_of(request).holdings, State.DRAFT.value)
    return paint_office(
        request,
        "office/amendments/versions.html",
        section=SECTION,
        code=scheme,
        title=titled(scheme_in(last)),
        versions=[(one, _since(one), moment_words(one.at)) for one in reversed(found)],
        numbers=[one.number for one in found],
        amendments=under_way,
        amends=amends
        and not any(one.view.state.under_way for one in under_way)
        and first_open(scheme) is not None,
        closed=amends and first_open(scheme) is None,
    )


@require_safe
def version_changes(request: OfficeRequest, scheme: str) -> HttpResponse:
    """Two versions of a scheme side by side: what the later one changed."""
    found = {str(one.number): one for one in _versions(scheme)}
    chosen = [found.get(request.GET.get(name, "")) for name in ("before", "after")]
    if None in chosen:
        raise NotThere.of("amendment.not_there")
    before, after = sorted((one for one in chosen if one is not None), key=lambda one: one.number)
    return paint_office(
        request,
        "office/amendments/compare.html",
        section=SECTION,
        code=scheme,
        title=titled(scheme_in(after)),
        before=before,
        after=after,
        lines=lines_between(scheme_in(before), scheme_in(after)),
    )


@require_safe
def version_document(request: OfficeRequest, scheme: str, number: int) -> HttpResponse:
    """A version as one paper."""
    found = _version(scheme, number)
    return paint_office(
        request,
        "office/amendments/document.html",
        section=SECTION,
        code=scheme,
        version=found,
        since=_since(found),
        title=titled(scheme_in(found)),
        document=describe_scheme(scheme_in(found), language()),
        digest=found.digest,
    )


@require_safe
def version_workbook(request: OfficeRequest, scheme: str, number: int) -> HttpResponse:  # noqa: ARG001
    """A version as a workbook, to be read or changed."""
    found = _version(scheme, number)
    return attached(scheme_workbook_bytes(scheme_in(found)), f"{scheme}-{number}.xlsx", SHEET)


@require_safe
def version_text(request: OfficeRequest, scheme: str, number: int) -> HttpResponse:  # noqa: ARG001
    """A version in its text form, as it was sealed."""
    found = _version(scheme, number)
    return attached(content_of(found.archive_sha256), f"{scheme}-{number}.zip", ZIP)


def scheme_is_illustrative(view: AmendmentView) -> bool:
    """Whether the scheme is an example."""
    return scheme_in(_versions(view.scheme)[0]).illustrative


def _versions(scheme: str) -> tuple[Sealed, ...]:
    found = sealed_versions(scheme)
    if not found:
        raise NotThere.of("rulebook.not_sealed", scheme=scheme)
    return found


def _version(scheme: str, number: int) -> Sealed:
    found = next((one for one in _versions(scheme) if one.number == number), None)
    if found is None:
        raise NotThere.of("amendment.not_there")
    return found


def _since(version: Sealed) -> str:
    """From when on a version binds, in words; empty for the first one."""
    if not version.since:
        return ""
    return named(scheme_in(version).checkpoints[version.since], language())


def _context(request: OfficeRequest, view: AmendmentView) -> dict[str, Any]:
    stand = stand_of(view)
    drafts = view.state is State.DRAFT
    holdings = signed_of(request).holdings
    return {
        "shown": shown(view),
        "steps": nexts(view, signed_of(request)),
        "waiting": waiting(view, stand),
        "uploads": drafts and may(Verb.AMENDMENT_DRAFT, holdings, view.state.value),
        "own": view.state is State.SUBMITTED
        and request.actor.person in (stand.uploaded_by, stand.submitted_by),
        "count": len(lines_of(view.proposal)),
        "history": happenings(view, proposals(view.ref), steps_taken(view.ref)),
        **_weighing(request, view),
    }


def _weighing(request: OfficeRequest, view: AmendmentView) -> dict[str, Any]:
    """How far the effect is; while the work goes on it is the work's progress."""
    line, outcome = view.weighing, "office/amendments/outcome.html"
    weighs = view.state is State.DRAFT and may(
        Verb.AMENDMENT_WEIGH, signed_of(request).holdings, view.state.value
    )
    context: dict[str, Any] = {
        "ref": view.ref,
        "weighs": weighs and (line is None or not line.working),
        "weighed": bool(view.impact),
        "outdated": view.state is State.DRAFT and is_outdated(view),
        "seq": None if line is None else line.seq,
        "digest": view.impact[:12],
        "address": reverse("amendment-impact", kwargs={"ref": view.ref}),
    }
    if line is not None and line.working:
        job = find_job(line.job)
        if job is not None:
            part = reverse("amendment-part", kwargs={"ref": view.ref})
            return context | job_context(request, job, part, outcome)
    findings = () if line is None else line.findings
    return context | {
        "part": outcome,
        "failed": line is not None and line.failed,
        "findings": [finding_line(found, language()) for found in findings],
    }
