"""Taking over figures of earlier years: handing a file in, watching it being read, seeing what came in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from sikao.core.figures.periods import Period
from sikao.core.figures.sources import CHINESE_HEADINGS, OPTIONAL
from sikao.core.figures.table import COLUMNS, Kind
from sikao.core.insight.earlier import earlier_template
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.door import lines
from sikao.interfaces.web.office.evidence import attached as pieces_shown
from sikao.interfaces.web.office.forms import day, text
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.jobs import job_context
from sikao.interfaces.web.office.tasks.files import SHEET, attached, given, sent
from sikao.interfaces.web.office.worded import Words, moment_words, titled
from sikao.office.accounts.queries import person_names
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.attaching import stored_evidence
from sikao.office.cycle.duties import owed
from sikao.office.cycle.taking_over import ask_history, histories_of, history_of, lacking_history
from sikao.office.groundwork.files import store
from sikao.office.groundwork.here import place
from sikao.office.groundwork.jobs.queries import JobView
from sikao.office.groundwork.refusals import NotNow, NotValid
from sikao.office.ledger.facts import BY_HISTORY, NewEvidence, Version
from sikao.office.ledger.histories import pieces_of
from sikao.office.ledger.queries import sent_by, versions_in

SECTION = "rulebook"
TAKE = Verb.HISTORY_TAKE_OVER
MOST_BYTES = 20_000_000
"""As much as the gate reads."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Figures that came in before: on which document, how many, by which entry."""

    at: str
    document: str
    day: str
    figures: int
    seq: int
    person: str
    scans: list[Any]


@dataclass(frozen=True, slots=True)
class Group:
    """What came in of one item and kind for one year; ``address`` lists it."""

    name: str
    kind: str
    year: int
    figures: int
    address: str


@require_http_methods(["GET", "HEAD", "POST"])
def history(request: OfficeRequest, scheme: str) -> HttpResponse:
    """The form for a file with its document, and what was taken over before."""
    known = owed(scheme).scheme
    findings: list[Any] = []
    if request.method == "POST":
        try:
            return redirect("history-job", scheme=scheme, job=_ask(request, scheme))
        except (NotValid, NotNow) as refusal:
            findings = lines(refusal.findings)
    return paint_office(
        request,
        "office/history/history.html",
        section=SECTION,
        status=422 if findings else 200,
        scheme=known,
        title=titled(known),
        columns=_columns(),
        lacking=len(lacking_history(known)),
        findings=findings,
        given=request.POST,
        taken=_taken(request, scheme),
        under_way=[job for job in histories_of(scheme) if not job.state.has_ended],
    )


@require_safe
def history_template(request: OfficeRequest, scheme: str) -> HttpResponse:  # noqa: ARG001
    """A workbook with a line for each figure of earlier years that the scheme reads and the ledger lacks."""
    known = owed(scheme).scheme
    content = earlier_template(known, lacking_history(known), language())
    return attached(content, f"{known.code} {gettext('以前年度数据模板')}.xlsx", SHEET)


def _columns() -> str:
    """The headings a file has to have, as the reader of the page would write them."""
    needed = [name for name in COLUMNS if name not in OPTIONAL]
    return ", ".join(needed) if language() == "en" else "、".join(CHINESE_HEADINGS[name] for name in needed)


def _ask(request: OfficeRequest, scheme: str) -> str:
    limit = place().upload_megabytes << 20
    name, chunks = given(request)
    if not name:
        raise NotValid.of("task.no_file")
    scan, scanned = given(request, "scan")
    evidence: list[NewEvidence] = [stored_evidence(sent(request, scan, TAKE), scanned, limit)] if scan else []
    return ask_history(
        actor=request.actor,
        at=request.at,
        scheme=scheme,
        file=store(chunks, min(MOST_BYTES, limit), sent(request, name, TAKE)),
        name=name,
        document=text(request, "document"),
        document_date=day(request, "document_date"),
        evidence=evidence,
    )


def _taken(request: OfficeRequest, scheme: str) -> list[Taken]:
    """What was taken over for the scheme, by page or by command."""
    found = sent_by(scheme, BY_HISTORY)
    names = person_names(frozenset(sent.reporter for sent, _ in found))
    return [
        Taken(
            moment_words(sent.at),
            sent.document,
            "" if sent.document_date is None else sent.document_date.isoformat(),
            count,
            sent.seq,
            names.get(sent.reporter, sent.reporter),
            pieces_shown(request, pieces_of({sent.ref})),
        )
        for sent, count in found
    ]


@require_safe
def history_job(request: OfficeRequest, scheme: str, job: str) -> HttpResponse:
    """How a file fares, and what came of it."""
    context = _context(request, scheme, history_of(scheme, job))
    return paint_office(request, "office/history/job.html", section=SECTION, **context)


@require_safe
def history_part(request: OfficeRequest, scheme: str, job: str) -> HttpResponse:
    """The part of that page which changes, for the page to fetch by itself."""
    context = _context(request, scheme, history_of(scheme, job))
    return render(request, str(context["part"]), context)


def _context(request: OfficeRequest, scheme: str, job: JobView) -> dict[str, Any]:
    known = owed(scheme).scheme
    result: dict[str, Any] = job.result if isinstance(job.result, dict) else {}
    own = reverse("history-part", kwargs={"scheme": scheme, "job": job.ref})
    came = versions_in(result["submission"]) if result.get("taken") else []
    return job_context(request, job, own, "office/history/outcome.html") | {
        "scheme": known,
        "title": titled(known),
        "taken": result.get("taken", False),
        "entry": result.get("entry"),
        "figures": len(came),
        "groups": _groups(Words(request.at, known), scheme, came),
    }


def _groups(words: Words, scheme: str, came: list[Version]) -> list[Group]:
    """By item, kind and year, in the order of the scheme's file."""
    counted: dict[tuple[str, str, int], int] = {}
    for version in came:
        year = Period.from_canonical(version.period).year
        at = (version.indicator.partition("/")[0], version.kind, year)
        counted[at] = counted.get(at, 0) + 1
    return [
        Group(
            words.indicator(("", item, kind, "")),
            Kind(kind).term.text(language()),
            year,
            count,
            f"{reverse('figures')}?{urlencode({'scheme': scheme, 'item': item})}",
        )
        for (item, kind, year), count in counted.items()
    ]
