"""Papers of a result: the office's bulletin and letters, and a unit's own letter, as files to keep."""

from __future__ import annotations

from functools import cache

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from sikao.core.wording import Finding, FindingsError
from sikao.interfaces.web.frame import language, results_of
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.door import lines
from sikao.interfaces.web.office.editions.own import edition_year
from sikao.interfaces.web.office.editions.pages import SECTION
from sikao.interfaces.web.office.editions.shown import shown
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.tasks.files import SHEET, attached
from sikao.interfaces.web.office.worded import Words
from sikao.office.bulletins import actions
from sikao.office.bulletins.document import Document
from sikao.office.bulletins.making import Given, bulletin_of, letter_of
from sikao.office.bulletins.paper import docx_bytes, pdf_bytes, xlsx_bytes
from sikao.office.bulletins.paper.fonts import Typefaces, find_typefaces
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.refusals import NotNow, NotThere
from sikao.office.results.editions import EditionView
from sikao.office.results.own_results import own_digests
from sikao.office.results.visible import edition_in_sight, edition_of_unit
from sikao.office.rulebook.queries import scheme_with

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMS = {"pdf": "application/pdf", "docx": _DOCX, "xlsx": SHEET}
LONGEST = 100


@cache
def typefaces() -> Typefaces:
    """The fonts of this machine, looked for once."""
    return find_typefaces()


@require_safe
def papers(request: OfficeRequest, ref: str) -> HttpResponse:
    """What can be made of a result, and what the office types in for it."""
    view = edition_in_sight(request.actor, request.at, ref)
    return _paint(request, view)


@require_safe
def paper(request: OfficeRequest, ref: str, name: str) -> HttpResponse:
    """The bulletin as a file."""
    view, form = edition_in_sight(request.actor, request.at, ref), _form(name, "bulletin")
    on = day_of(request.at)
    worked = results_of(edition_year(view)).worked
    try:
        content = _bytes(bulletin_of(view, worked, _given(request), on, language()), form)
    except (FindingsError, NotNow) as refused:
        return _paint(request, view, refused.findings, status=422)
    actions.take_paper(
        actor=request.actor, at=request.at, edition=ref, state=view.state.value, name=name, content=content
    )
    return attached(content, f"{view.scheme}-{view.checkpoint}-{name}", FORMS[form])


@require_safe
def letter(request: OfficeRequest, ref: str, unit: str, name: str) -> HttpResponse:
    """The letter to one unit, as the office sends it."""
    view, form = edition_in_sight(request.actor, request.at, ref), _form(name, "letter")
    if unit not in own_digests(view.book_sha256, scheme_with(view.digest)):
        raise NotThere.of("edition.not_there")
    try:
        content = _letter(request, view, unit, form)
    except (FindingsError, NotNow) as refused:
        return _paint(request, view, refused.findings, status=422)
    told = f"{unit}/{name}"
    actions.take_paper(
        actor=request.actor, at=request.at, edition=ref, state=view.state.value, name=told, content=content
    )
    return attached(content, f"{view.scheme}-{view.checkpoint}-{unit}-{name}", FORMS[form])


@require_safe
def own_letter(request: OfficeRequest, ref: str, unit: str) -> HttpResponse:
    """A unit's own letter."""
    view = edition_of_unit(request.actor, request.at, ref, unit)
    try:
        content = _letter(request, view, unit, "pdf")
    except (FindingsError, NotNow) as refused:
        findings = lines(refused.findings)
        return paint_office(
            request, "office/refused.html", section="own-results", status=409, findings=findings
        )
    actions.take_letter(
        actor=request.actor,
        at=request.at,
        edition=ref,
        state=view.state.value,
        unit=unit,
        name="letter.pdf",
        content=content,
    )
    return attached(content, f"{view.scheme}-{view.checkpoint}-{unit}-letter.pdf", FORMS["pdf"])


def _letter(request: OfficeRequest, view: EditionView, unit: str, form: str) -> bytes:
    worked = results_of(edition_year(view)).worked
    made = letter_of(view, worked, unit, _given(request), day_of(request.at), language())
    return _bytes(made, form)


def _bytes(document: Document, form: str) -> bytes:
    if form == "xlsx":
        return xlsx_bytes(document)
    return (pdf_bytes if form == "pdf" else docx_bytes)(document, typefaces())


def _form(name: str, stem: str) -> str:
    """The form of a file by its ending; ``NotThere`` for any other name."""
    known, _, form = name.partition(".")
    if known != stem or form not in FORMS:
        raise NotThere.of("edition.not_there")
    return form


def _given(request: OfficeRequest) -> Given:
    """What was typed in; else the usual words."""
    issuer = "综合考核委员会办公室" if language() == "zh" else "Assessment committee office"
    typed = {name: request.GET.get(name, "").strip()[:LONGEST] for name in ("head", "addressees", "number")}
    every = "各区市，各功能区，市直各单位" if language() == "zh" else "All districts, zones and departments"
    head = typed["head"] or issuer
    return Given(head, head.removesuffix("文件"), typed["addressees"] or every, typed["number"])


def _paint(
    request: OfficeRequest, view: EditionView, found: tuple[Finding, ...] = (), *, status: int = 200
) -> HttpResponse:
    scheme = scheme_with(view.digest)
    words = Words(request.at, scheme)
    given = _given(request)
    return paint_office(
        request,
        "office/editions/papers.html",
        section=SECTION,
        status=status,
        findings=lines(found),
        shown=shown(view, request.at),
        given=given,
        units=[(unit, words.organisation(unit)) for unit in own_digests(view.book_sha256, scheme)],
        longest=LONGEST,
    )
