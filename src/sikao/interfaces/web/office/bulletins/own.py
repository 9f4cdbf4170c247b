"""A unit's own letter while nothing was issued: what it says now, marked with who took it and when."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from sikao.interfaces.web.frame import language, results_of
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.door import lines
from sikao.interfaces.web.office.editions.own import edition_year
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.tasks.files import attached
from sikao.office.bulletins.actions import take_letter
from sikao.office.bulletins.actions.preparing import USUAL
from sikao.office.bulletins.actions.taking import marked
from sikao.office.bulletins.building import EVERYBODY
from sikao.office.bulletins.content.frame import Frame
from sikao.office.bulletins.document import Kind, Stage
from sikao.office.bulletins.keeping import MEDIA, setting
from sikao.office.bulletins.making import letter_of, stage_of
from sikao.office.bulletins.queries import papers
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.refusals import NotNow, NotValid
from sikao.office.results.editions import EditionView
from sikao.office.results.visible import edition_of_unit


@require_safe
def own_letter(request: OfficeRequest, ref: str, unit: str) -> HttpResponse:
    """A unit's own letter: the issued one, once there is one; else a draft of it."""
    view = edition_of_unit(request.actor, request.at, ref, unit)
    issued = [
        one
        for one in papers(edition=ref)
        if one.kind is Kind.FEEDBACK and one.unit == unit and one.state.in_force
    ]
    if issued:
        return redirect("bulletin", ref=issued[0].ref)
    try:
        content = _draft(request, view, unit)
    except (NotNow, NotValid) as refused:
        findings = lines(refused.findings)
        return paint_office(
            request, "office/refused.html", section="own-results", status=409, findings=findings
        )
    take_letter(
        actor=request.actor,
        at=request.at,
        edition=ref,
        state=view.state.value,
        unit=unit,
        name="letter.pdf",
        content=content,
    )
    return attached(content, f"{view.scheme}-{view.checkpoint}-{unit}-draft.pdf", MEDIA["pdf"])


def _draft(request: OfficeRequest, view: EditionView, unit: str) -> bytes:
    """What the letter would say now; however far its result is, it is not the one that goes out."""
    lang, stage = language(), stage_of(view)
    frame = Frame(
        head=USUAL.text(lang),
        issuer=USUAL.text(lang),
        addressees=EVERYBODY.text(lang),
        on=day_of(request.at),
    )
    made = letter_of(view, results_of(edition_year(view)).worked, unit, frame, lang)
    mark = Stage.DRAFT if stage is Stage.FINAL else stage
    return setting(marked(made, mark, request.actor, request.at), "pdf")
