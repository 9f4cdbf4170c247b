"""A decision of a monthly review: what it says, what was said since, and what may be done about it now."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office import forms
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.door import lines
from sikao.interfaces.web.office.frame import address_of, paint_office
from sikao.interfaces.web.office.monthly.pages import SECTION
from sikao.interfaces.web.office.monthly.shown import decision_lines, spoken
from sikao.interfaces.web.office.signin import signed_of
from sikao.interfaces.web.office.worded import Words
from sikao.office.accounts.rights.deciding import may
from sikao.office.accounts.rights.table import Relation, rights_for
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle import actions
from sikao.office.cycle.decisions import DecisionView, decision_view
from sikao.office.cycle.duties import owed
from sikao.office.cycle.monthly import Named
from sikao.office.cycle.queries import decision_label
from sikao.office.cycle.rules import DecisionState
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.refusals import NotValid


@require_safe
def decision(request: OfficeRequest, ref: str) -> HttpResponse:
    """The page of one decision."""
    return _page(request, ref)


@require_POST
def tell(request: OfficeRequest, ref: str) -> HttpResponse:
    """Say what was done."""
    return _done(
        request, ref, lambda: forms.act(request, actions.tell_decision, "text", "organisation", decision=ref)
    )


@require_POST
def carry(request: OfficeRequest, ref: str) -> HttpResponse:
    """Carry it over to a later day."""

    def act() -> None:
        due = forms.day(request, "due")
        forms.act(request, actions.carry_decision, "text", decision=ref, due=due)

    return _done(request, ref, act)


@require_POST
def close(request: OfficeRequest, ref: str) -> HttpResponse:
    """Close it."""
    return _done(request, ref, lambda: forms.act(request, actions.close_decision, "text", decision=ref))


@require_POST
def withdraw(request: OfficeRequest, ref: str) -> HttpResponse:
    """Take it back."""
    return _done(request, ref, lambda: forms.act(request, actions.withdraw_decision, "text", decision=ref))


def _done(request: OfficeRequest, ref: str, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except NotValid as refusal:
        return _page(request, ref, refusal)
    return forms.done("decision", ref=ref)


def _page(request: OfficeRequest, ref: str, refusal: NotValid | None = None) -> HttpResponse:
    view = decision_view(request.actor, request.at, ref)
    words = Words(request.at, owed(view.scheme).scheme)
    (line,) = decision_lines([view], request.at, words)
    held, is_open = signed_of(request).holdings, view.state is DecisionState.OPEN
    return paint_office(
        request,
        "office/monthly/decision.html",
        section=SECTION,
        status=200 if refusal is None else 422,
        findings=() if refusal is None else lines(refusal.findings),
        ref=ref,
        line=line,
        whole=_sees_all(request),
        title=decision_label(view.through).text(language()),
        review=address_of("review", ref=Named(view.scheme, view.through).ref),
        spoken=spoken(view, words, day_of(request.at)),
        tells=[(code, words.organisation(code)) for code in _tellers(request, view)] if is_open else [],
        follows=is_open and may(Verb.DECISION_CLOSE, held, view.state),
        waiting=[words.organisation(code) for code in view.waiting] if is_open else [],
        given=request.POST,
        today=day_of(request.at).isoformat(),
    )


def _sees_all(request: OfficeRequest) -> bool:
    """Whether the reader sees every decision, and with it the number of each."""
    roles = {row.role for row in rights_for(Verb.REVIEW_VIEW) if row.relation is Relation.ANY}
    return any(holding.role in roles for holding in signed_of(request).holdings)


def _tellers(request: OfficeRequest, view: DecisionView) -> list[str]:
    """The organisations for which the reader may say what was done."""
    rows = rights_for(Verb.DECISION_TELL)
    held = signed_of(request).holdings
    anywhere = {row.role for row in rows if row.relation is Relation.ANY}
    if any(holding.role in anywhere for holding in held):
        return list(view.bearers)
    own = {holding.organisation for holding in held if any(row.role is holding.role for row in rows)}
    return [code for code in view.bearers if code in own]
