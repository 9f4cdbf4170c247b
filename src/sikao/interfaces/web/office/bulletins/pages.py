"""Reading pages of papers: the list of a year, the papers of one result, one paper, and its files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from sikao.interfaces.web.frame import finding_line, language
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.bulletins.shown import (
    SECTION,
    code_of,
    day_shown,
    file_name,
    files_of,
    happenings,
    may_take,
    nexts,
    texts_of,
    warnings_of,
)
from sikao.interfaces.web.office.door import lines
from sikao.interfaces.web.office.editions.shown import shown as edition_shown
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.jobs import job_context
from sikao.interfaces.web.office.paper_lines import Line, line_of, lines_of
from sikao.interfaces.web.office.signin import signed_of
from sikao.interfaces.web.office.tasks.files import BYTES, attached
from sikao.interfaces.web.office.worded import Words, moment_words, titled
from sikao.office.accounts.queries import person_names
from sikao.office.bulletins.actions import take_paper
from sikao.office.bulletins.actions.taking import SCAN
from sikao.office.bulletins.document import Kind
from sikao.office.bulletins.keeping import MEDIA
from sikao.office.bulletins.queries import MadeView, PaperView, made_of, steps_of, versions_of
from sikao.office.bulletins.rules import ALIVE, State, lacking
from sikao.office.bulletins.stands import issued_files, scan_of, stand_of
from sikao.office.bulletins.visible import is_within, paper_in_sight, papers_in_sight
from sikao.office.groundwork.jobs.models import OPEN
from sikao.office.groundwork.jobs.models import State as JobState
from sikao.office.groundwork.jobs.queries import JobView, find_job
from sikao.office.groundwork.refusals import NotNow
from sikao.office.results.own_results import own_digests
from sikao.office.results.visible import edition_in_sight
from sikao.office.rulebook.queries import scheme_of, scheme_with

OUTCOME = "office/bulletins/outcome.html"


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of one result together, where many would make the list long."""

    name: str
    counts: str
    address: str


@dataclass(frozen=True, slots=True)
class Year:
    """The papers of a scheme."""

    title: str
    lines: list[Line]
    letters: list[Letters]


@require_safe
def bulletins(request: OfficeRequest) -> HttpResponse:
    """The papers that the reader may see, by year, the latest first."""
    found = papers_in_sight(request.actor, request.at)
    whole = is_within(signed_of(request).holdings)
    years = [_year(request, scheme, found, whole=whole) for scheme in dict.fromkeys(v.scheme for v in found)]
    return paint_office(request, "office/bulletins/list.html", section=SECTION, years=years, whole=whole)


def _year(request: OfficeRequest, scheme: str, found: Iterable[PaperView], *, whole: bool) -> Year:
    mine = [view for view in found if view.scheme == scheme]
    alone = [view for view in mine if not whole or view.kind is not Kind.FEEDBACK]
    letters = [view for view in mine if whole and view.kind is Kind.FEEDBACK]
    known = scheme_of(scheme)
    order = list(known.checkpoints)
    alone.sort(key=lambda view: _order(view, order), reverse=True)
    return Year(titled(known), lines_of(alone, request.at), _letters(letters, request.at))


def _order(view: PaperView, checkpoints: list[str]) -> tuple[int, str, int]:
    """Papers of results by their checkpoint, after them reports by month."""
    at = checkpoints.index(view.at) + 1 if view.at in checkpoints else 0
    return at, view.at, view.number


def _letters(found: list[PaperView], at: datetime) -> list[Letters]:
    told = []
    for edition in dict.fromkeys(view.edition for view in found):
        mine = [view for view in found if view.edition == edition]
        name = line_of(mine[0], at).name
        counts = [
            f"{state.term.text(language())} {sum(view.state is state for view in mine)}"
            for state in State
            if any(view.state is state for view in mine)
        ]
        address = reverse("edition-papers", kwargs={"ref": edition})
        told.append(Letters(name, " · ".join(counts), address))
    return told


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit with its letter, where there is one."""

    unit: str
    name: str
    line: Line | None


@require_safe
def edition_papers(request: OfficeRequest, ref: str) -> HttpResponse:
    """The papers of one result: its bulletin, a letter for each unit, what can be prepared and issued."""
    return paint_office(
        request, "office/bulletins/edition.html", section=SECTION, **edition_context(request, ref)
    )


@require_safe
def edition_papers_part(request: OfficeRequest, ref: str) -> HttpResponse:
    """The part of that page which changes while papers are set."""
    context = edition_context(request, ref)
    return render(request, str(context.get("part", OUTCOME)), context)


def edition_context(request: OfficeRequest, ref: str) -> dict[str, Any]:
    """What the page of a result's papers shows."""
    view = edition_in_sight(request.actor, request.at, ref)
    found = [one for one in papers_in_sight(request.actor, request.at) if one.edition == ref]
    words = Words(request.at, scheme_with(view.digest))
    letters = {one.unit: one for one in sorted(found, key=_number) if one.kind is Kind.FEEDBACK}
    bulletins = [one for one in found if one.kind not in _LETTERS]
    units = own_digests(view.book_sha256, scheme_with(view.digest))
    drafts = [one for one in letters.values() if one.state is State.DRAFT]
    context: dict[str, Any] = {
        "shown": edition_shown(view, request.at),
        "bulletins": lines_of(bulletins, request.at),
        "bulletin_stands": any(one.state in ALIVE for one in bulletins),
        "rulings": lines_of((one for one in found if one.kind is Kind.RULING), request.at),
        "units": [
            UnitLine(unit, words.organisation(unit), _line(letters.get(unit), request.at)) for unit in units
        ],
        "drafts": len(drafts),
        "ready": _ready(drafts, request.at),
        "holds": view.state.under_way or view.state.value == "published",
        "usual": versions_of(drafts[0].ref)[-1] if drafts else None,
        "lacks": _lacks(drafts, words, request.at),
        "warned": _warned(drafts, words),
    }
    job = _busy(found)
    if job is not None:
        address = reverse("edition-papers-part", kwargs={"ref": ref})
        context |= job_context(request, job, address, OUTCOME)
    return context


_LETTERS = (Kind.FEEDBACK, Kind.RULING)


def _number(view: PaperView) -> int:
    """Of papers about the same the last one stands: those before were withdrawn."""
    return view.number


def _line(view: PaperView | None, at: datetime) -> Line | None:
    return None if view is None else line_of(view, at)


def _busy(found: Iterable[PaperView]) -> JobView | None:
    """The work that still makes files of some papers, or that failed last."""
    jobs = [job for ref in dict.fromkeys(one.job for one in found) if (job := find_job(ref)) is not None]
    waiting = [job for job in jobs if job.state in OPEN]
    failed = [job for job in jobs if job.state is JobState.FAILED]
    return next(iter([*waiting, *failed]), None)


def _ready(drafts: Iterable[PaperView], at: datetime) -> list[tuple[str, str]]:
    """The letters that lack nothing, each with the digest that issuing names."""
    return [
        (one.ref, stand.content)
        for one in drafts
        if (stand := stand_of(one, at)).content and not lacking(stand)
    ]


def _lacks(drafts: list[PaperView], words: Words, at: datetime) -> list[str]:
    """What the letters still lack before they can be issued, with how many of them."""
    counted: dict[str, list[str]] = {}
    for one in drafts:
        for finding in lacking(stand_of(one, at)):
            counted.setdefault(finding.what(language()), []).append(words.organisation(one.unit))
    return [
        gettext("%(what)s（%(n)s）") % {"what": text.rstrip("。."), "n": len(units)}
        for text, units in counted.items()
    ]


def _warned(drafts: list[PaperView], words: Words) -> list[str]:
    """What is to be looked at once more in the letters that somebody edited, each with its unit."""
    told = []
    for one in drafts:
        made, last = made_of(one), versions_of(one.ref)[-1]
        if made is not None and last.edits:
            unit = words.organisation(one.unit)
            warned = warnings_of(texts_of(made, last))
            told += [
                gettext("%(unit)s：%(what)s") % {"unit": unit, "what": f.what(language())} for f in warned
            ]
    return told


@require_safe
def bulletin(request: OfficeRequest, ref: str) -> HttpResponse:
    """One paper: where it stands, what is lacking, its files, its words, how it came about."""
    view = paper_in_sight(request.actor, request.at, ref)
    context = paper_context(request, view)
    return paint_office(request, "office/bulletins/paper.html", section=SECTION, **context)


@require_safe
def bulletin_part(request: OfficeRequest, ref: str) -> HttpResponse:
    """The part of that page which changes while its files are made."""
    view = paper_in_sight(request.actor, request.at, ref)
    context = paper_context(request, view)
    return render(request, str(context.get("part", OUTCOME)), context)


def paper_context(request: OfficeRequest, view: PaperView) -> dict[str, Any]:
    """What the page of a paper shows, as far as the reader sees how it came about."""
    signed = signed_of(request)
    within = is_within(signed.holdings)
    made = issued_files(view) if view.state.went_out else made_of(view) if within else None
    job = find_job(view.job) if view.job and within and view.state is State.DRAFT else None
    busy = job is not None and job.state in OPEN
    scan = scan_of(view)
    context: dict[str, Any] = {
        "line": line_of(view, request.at),
        "title": titled(scheme_of(view.scheme)),
        "within": within,
        "busy": busy,
        "steps": nexts(view, signed, busy=busy),
        "files": files_of(view, made, language()) if may_take(view, signed) else [],
        "made": made,
        "code": code_of(view),
        "history": happenings(steps_of(view.ref), named=within),
        "archived": scan is not None,
        "about": _about(view) if within else ("", ""),
    }
    if within:
        context |= _within(view, made, request.at)
    if job is not None and job.state is not JobState.DONE:
        address = reverse("bulletin-part", kwargs={"ref": view.ref})
        context |= job_context(request, job, address, OUTCOME)
    return context


def _about(view: PaperView) -> tuple[str, str]:
    """What a paper tells of, with the address of its page."""
    if view.kind is Kind.MONTHLY:
        return gettext("这次调度"), reverse("review", kwargs={"ref": view.about})
    if view.kind is Kind.RULING:
        return gettext("这件复核申请"), reverse("objection", kwargs={"ref": view.about})
    return gettext("这个结果的公文"), reverse("edition-papers", kwargs={"ref": view.edition})


def _within(view: PaperView, made: MadeView | None, at: datetime) -> dict[str, Any]:
    versions = versions_of(view.ref)
    names = person_names(frozenset(one.person for one in versions))
    words, lang = versions[-1], language()
    texts = [] if made is None or view.state is not State.DRAFT else texts_of(made, words)
    return {
        "words": words,
        "on": day_shown(words.on),
        "lacks": [finding_line(one, lang) for one in _lacking(view, at)],
        "warned": [finding_line(one, lang) for one in warnings_of(texts)],
        "edited": sum(text.edited for text in texts),
        "versions": [
            (one.number, moment_words(one.at), names.get(one.person, ""), len(one.edits), one.document_number)
            for one in reversed(versions)
        ],
    }


def _lacking(view: PaperView, at: datetime) -> Iterable[Any]:
    """What a draft still lacks; of one whose result is damaged that is said instead."""
    if view.state is not State.DRAFT:
        return ()
    try:
        return lacking(stand_of(view, at))
    except NotNow as refused:
        return refused.findings


@require_safe
def bulletin_file(request: OfficeRequest, ref: str, form: str) -> HttpResponse:
    """A file of a paper; one that went out as the very bytes that were issued."""
    view = paper_in_sight(request.actor, request.at, ref)
    try:
        content = take_paper(actor=request.actor, at=request.at, ref=ref, form=form)
    except NotNow as refused:
        findings = lines(refused.findings)
        return paint_office(request, "office/refused.html", section=SECTION, status=409, findings=findings)
    if form == SCAN:
        scan = scan_of(view)
        return attached(content, "scan" if scan is None else scan.scan_name, BYTES)
    return attached(content, file_name(view, form), MEDIA[form])
