"""Deciding, by two people or a document; what is granted is posted as a figure, as the scheme counts it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from sikao.core.figures.decimals import canonical
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.telling import OFFICE
from sikao.office.docket.actions.common import (
    DECIDERS,
    KIND,
    Act,
    begin,
    move,
    outcome_of,
    tell_city,
    tell_concerned,
)
from sikao.office.docket.counting import docket_for
from sikao.office.docket.models import Application, Step
from sikao.office.docket.posting import Basis, posted
from sikao.office.docket.queries import counting_beside
from sikao.office.docket.rules import Counting, bound_digest, changes, checked_text, counted
from sikao.office.docket.stages import State, check_confirmer, check_decision, check_notice_over
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.appendonly import Record
from sikao.office.groundwork.refusals import NotNow
from sikao.office.rulebook.papers import Paper, Recorded, recorded


@action(Verb.DOCKET_DECIDE, KIND, "application")
def decide_application(*, actor: Actor, at: datetime, application: str, count: str, reason: str) -> None:
    """Decide as the first of two: how often it counts, 0 for not at all, and why.

    ``NotNow`` before the days of notice are over, for more than was shown, and where the same matter counts
    already by as much.
    """
    act = begin(actor, at, Verb.DOCKET_DECIDE, application)
    check_notice_over(act.stand, at)
    decided, why = counted(count, nothing=True), checked_text(reason)
    outcome = check_decision(act.stand, decided)
    _changes(act, decided)
    text, bound = canonical(decided), _bound(act, decided, why)
    step = act.step(count=text, reason=why, outcome=outcome.value, bound=bound)
    tell_city(act.row, DECIDERS, "notice.docket_confirm", at, but=actor.person)
    act.close(State.DECIDING, step, decided=text, bound=bound)


@action(Verb.DOCKET_CONFIRM, KIND, "application")
def confirm_decision(*, actor: Actor, at: datetime, application: str, bound: str) -> None:
    """Confirm, as the second of two, exactly what the first decided, by its digest; now it counts."""
    act = begin(actor, at, Verb.DOCKET_CONFIRM, application)
    check_confirmer(act.stand, actor.person, bound)
    first = act.view.decision
    if first is None or first.count is None:
        raise NotNow.of("docket.changed")
    outcome = check_decision(act.stand, first.count)
    basis = Basis(first.person, actor.person, first.reason, "", None)
    _settle(act, outcome, first.count, basis, bound=bound)


@action(Verb.DOCKET_SEND_BACK, KIND, "application")
def send_decision_back(*, actor: Actor, at: datetime, application: str, bound: str, reason: str) -> None:
    """Do not agree with what the first decided, with the reason: it is decided anew."""
    act = begin(actor, at, Verb.DOCKET_SEND_BACK, application)
    if bound != act.stand.bound:
        raise NotNow.of("docket.changed")
    after = State.UNPASSED if act.view.notice_until is None else State.NOTICE
    step = act.step(reason=checked_text(reason), bound=bound)
    tell_city(act.row, OFFICE, "notice.docket_sent_back", at, but=actor.person, reason=step.reason)
    act.close(after, step, decided="", bound="")


@action(Verb.DOCKET_DECIDE_OFFLINE, KIND, "application")
def decide_application_offline(
    *, actor: Actor, at: datetime, application: str, count: str, reason: str, paper: Paper
) -> None:
    """Record what a meeting decided, with the document's number, day and scan.

    ``NotValid`` for a document of an earlier day than that on which the application was brought.
    """
    act = begin(actor, at, Verb.DOCKET_DECIDE_OFFLINE, application)
    check_notice_over(act.stand, at)
    decided, why = counted(count, nothing=True), checked_text(reason)
    outcome = check_decision(act.stand, decided)
    document = recorded(paper, at, act.view.steps[0].at)
    basis = Basis(actor.person, "", why, document.title, document.day)
    _settle(act, outcome, decided, basis, document=document)


def _settle(
    act: Act,
    outcome: State,
    decided: Decimal,
    basis: Basis,
    *,
    bound: str = "",
    document: Recorded | None = None,
) -> None:
    """Post what a decision changes, let lower ones of the same matter give way, and close the act."""
    more, given_way = _changes(act, decided)
    figure, rows = "", list[Record]()
    if more:
        figure, rows = posted(docket_for(act.view.scheme), act.view, more, basis)
    told: dict[str, Any] = {} if document is None else document.columns()
    step = act.step(
        count=canonical(decided),
        reason=basis.reason,
        outcome=outcome.value,
        bound=bound,
        figure=figure,
        **told,
    )
    absorbed = [_absorb(act, one, figure) for one in given_way]
    scan = [] if document is None else [document.scan]
    act.row.state = outcome.value
    tell_concerned(act.row, "notice.docket_decided", act.at, unit=_knows(act), outcome=outcome_of(act.row))
    act.row.state = act.stand.state.value
    act.close(outcome, *rows, step, *absorbed, *scan, decided=canonical(decided), bound=bound)


def _changes(act: Act, decided: Decimal) -> tuple[dict[str, Decimal], tuple[Counting, ...]]:
    """By item what a decision adds; nothing where it grants nothing."""
    if not decided:
        return {}, ()
    how = act.view.counted
    new = Counting(act.view.ref, act.view.number, act.view.item, decided, decided * how.each)
    return changes(new, counting_beside(act.view))


def _absorb(act: Act, lower: Counting, figure: str) -> Step:
    """A lower one of the same matter counts no more: its part was taken from the figure in the same act."""
    row = Application.objects.select_for_update(no_key=True).get(pk=lower.ref)
    move(row, state=State.ABSORBED.value)
    tell_concerned(row, "notice.docket_decided", act.at, outcome=outcome_of(row))
    return Step(
        application=row,
        what=act.verb.value,
        person=act.actor.person,
        count="0",
        outcome=State.ABSORBED.value,
        other=act.view.ref,
        figure=figure,
    )


def _knows(act: Act) -> bool:
    """Whether the unit is told: of a charge that never came to notice it hears nothing."""
    return not act.view.deduction or act.view.notice_until is not None


def _bound(act: Act, decided: Decimal, why: str) -> str:
    return bound_digest(
        application=act.view.ref,
        unit=act.view.unit,
        item=act.view.item,
        matter=act.view.matter_key,
        count=decided,
        reason=why,
        said=[step.ref for step in act.view.objections],
    )
