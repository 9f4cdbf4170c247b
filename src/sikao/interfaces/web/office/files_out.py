"""A list that somebody asks for as a file: at once where it is short, by the worker where it is long."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect

from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.frame import paint_office
from sikao.interfaces.web.office.list_files import Compose, file_of
from sikao.interfaces.web.office.tasks.files import attached
from sikao.office.accounts.exports import LONGEST_REASON, is_allowed, is_long, limits, needs_reason
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.taking_out import NOTED, Question, ask_export
from sikao.office.groundwork.journal import head


def taken_out(request: OfficeRequest, compose: Compose, verb: Verb, section: str) -> HttpResponse:
    """The answer with the file, journaled; ``?form=csv`` asks for CSV.

    A list that is long, without ``reason``, is answered with the page that asks for one, and with a reason by
    the page of the work that makes it; of one that is too long nothing is made before it is refused.
    """
    reason, question = request.GET.get("reason", ""), asked_now(request)
    table = compose(question)
    rows = table.length
    if needs_reason(rows, reason):
        return ask_reason(request, table.title, rows, section, later=True)
    if is_long(rows) and is_allowed(rows):
        name = table.file_name(question)
        job = ask_export(verb, question, name=name, rows=rows, reason=reason, lang=language())
        return redirect("job", ref=job)
    made = file_of(table, question)
    NOTED[verb](
        actor=request.actor, at=request.at, name=made.name, rows=rows, content=made.content, reason=reason
    )
    return attached(made.content, made.name, made.media)


def asked_now(request: OfficeRequest) -> Question:
    """The question that a request asks; what it is for is no part of it."""
    given = {name: value for name, value in request.GET.dict().items() if name != "reason"}
    return Question(request.actor, request.at, head()[0], given)


def ask_reason(
    request: OfficeRequest, title: str, rows: int, section: str, *, form: str = "", later: bool = False
) -> HttpResponse:
    """The page that asks what a long list is for; it leads back to the address with all that was asked.

    With ``form`` it sends a form of this kind, otherwise it asks for the address again. ``later`` says that
    the file is made in the background, where others come at once.
    """
    asked = [(name, value) for name, values in request.GET.lists() for value in values if name != "reason"]
    return paint_office(
        request,
        "office/parts/export_reason.html",
        section=section,
        title=title,
        rows=rows,
        limit=limits().reason_rows,
        longest=LONGEST_REASON,
        asked=asked,
        form=form,
        later=later,
    )
