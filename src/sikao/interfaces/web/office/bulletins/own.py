"""A unit's own letter while nothing was issued: what it says now, marked with who took it and when."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from sikao.core.wording import Language
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.door import lines
from sikao.interfaces.web.office.editions.own import edition_worked
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
from sikao.office.bulletins.queries import PaperView, papers
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.refusals import NotNow, NotValid
from sikao.office.results.editions import EditionView
from sikao.office.results.visible import edition_of_unit


@require_safe
def own_letter(request: OfficeRequest, ref: str, unit: str) -> HttpResponse:
    """A unit's own letter: the issued one, once there is one; else a draft of it."""
    view = edition_of_unit(request.actor, request.at, ref, unit)
    issued = letter_in_force(ref, unit)
    if issued is not None:
        return redirect("bulletin", ref=issued.ref)
    try:
        content = letter_taken(request.actor, request.at, view, unit, language())
    except (NotNow, NotValid) as refused:
        findings = lines(refused.findings)
        return paint_office(
            request, "office/refused.html", section="own-results", status=409, findings=findings
        )
    return attached(content, letter_name(view, unit), MEDIA["pdf"])


def letter_in_force(edition: str, unit: str) -> PaperView | None:
    """The letter to a unit about a result that went out and holds; none before it is issued."""
    letters = (one for one in papers(edition=edition) if one.kind is Kind.FEEDBACK and one.unit == unit)
    return next((one for one in letters if one.state.in_force), None)


def letter_name(view: EditionView, unit: str) -> str:
    """What the draft of a letter is called on its way out."""
    return f"{view.scheme}-{view.checkpoint}-{unit}-draft.pdf"


def letter_taken(actor: Actor, at: datetime, view: EditionView, unit: str, lang: Language) -> bytes:
    """What the letter would say now as PDF, for who may take it; however far its result is, it is a draft.

    Who took it is in the journal. ``NotNow`` where the result holds no more.
    """
    stage = stage_of(view)
    frame = Frame(
        head=USUAL.text(lang), issuer=USUAL.text(lang), addressees=EVERYBODY.text(lang), on=day_of(at)
    )
    made = letter_of(view, edition_worked(view), unit, frame, lang)
    mark = Stage.DRAFT if stage is Stage.FINAL else stage
    content = setting(marked(made, mark, actor, at), "pdf")
    take_letter(
        actor=actor,
        at=at,
        edition=view.ref,
        state=view.state.value,
        unit=unit,
        name="letter.pdf",
        content=content,
    )
    return content
