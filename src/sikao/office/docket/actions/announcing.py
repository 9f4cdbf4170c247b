"""Putting applications up for notice before all units, and what units say against one in those days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sikao.core.scheme.resolving import Resolved
from sikao.office.accounts.queries import authorise, authorise_for
from sikao.office.accounts.rights.deciding import Concerned
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.telling import BOTH, OFFICE, name_of, tell_each
from sikao.office.docket.actions.common import KIND, act_on, assessed, described, held, move, tell_city
from sikao.office.docket.counting import docket_for
from sikao.office.docket.models import Application, Step
from sikao.office.docket.rules import checked_text
from sikao.office.docket.stages import State, check_objectable, check_step
from sikao.office.docket.visible import noticed
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.appendonly import Record
from sikao.office.groundwork.calendar import add_working_days, end_of
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.notices.telling import mark_settled
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid

NOTICES = "docket_notice"
"""What a click on the notice to units leads to: the list of what is under notice."""


@action(Verb.DOCKET_ANNOUNCE, KIND, "scheme")
def announce_applications(
    *, actor: Actor, at: datetime, scheme: str, applications: Sequence[str]
) -> datetime:
    """Put applications up for notice together, for the scheme's working days; returns the last moment.

    All of them or none: ``NotNow`` where one of them is not ready for it.
    """
    capacity = authorise(actor, at, Verb.DOCKET_ANNOUNCE)
    docket = docket_for(scheme)
    rows = _held(scheme, applications)
    for row in rows:
        check_step(State(row.state), Verb.DOCKET_ANNOUNCE, State.NOTICE)
    until = end_of(add_working_days(day_of(at), docket.scheme.docket.notice_days))
    steps: list[Record] = []
    for row in rows:
        move(row, state=State.NOTICE.value, notice_until=until)
        mark_settled(Subject(KIND, row.ref), at=at)
        steps.append(
            Step(
                application=row,
                what=Verb.DOCKET_ANNOUNCE.value,
                person=actor.person,
                count=row.proposed,
                notice_until=until,
            )
        )
    told = {"count": str(len(rows)), "due": day_of(until).isoformat()}
    units = dict.fromkeys(assessed(Resolved(docket.scheme)), (Subject(NOTICES, scheme), told))
    tell_each(units, BOTH, "notice.docket_announced", at)
    write(
        actor=actor,
        at=at,
        verb=Verb.DOCKET_ANNOUNCE.value,
        subject=Subject(NOTICES, scheme, capacity),
        new={"until": until.isoformat(), "applications": [described(row) for row in rows]},
        rows=steps,
    )
    return until


@action(Verb.DOCKET_OBJECT, KIND, "application")
def object_to_notice(*, actor: Actor, at: datetime, application: str, unit: str, reason: str) -> None:
    """Say for a unit, in words, what speaks against an application under notice."""
    row = held(application)
    concerned = Concerned(own=frozenset({unit}))
    capacity, principal = authorise_for(actor, at, Verb.DOCKET_OBJECT, unit, concerned, row.state)
    noticed(actor, at, application)
    act = act_on(actor, at, Verb.DOCKET_OBJECT, capacity, row, impartial=False)
    if unit not in docket_for(row.scheme).scheme.units:
        raise NotThere.of("docket.not_there")
    check_objectable(act.stand, at)
    if any(step.organisation == unit for step in act.view.objections):
        raise NotNow.of("docket.objected_already")
    step = act.step(delegate_of=principal, organisation=unit, reason=checked_text(reason))
    tell_city(row, OFFICE, "notice.docket_objected", at, by=name_of(unit, at))
    move(row)
    act.write([step])


def _held(scheme: str, refs: Sequence[str]) -> list[Application]:
    """The rows of some applications of a scheme, locked in one order."""
    wanted = sorted(set(refs))
    if not wanted:
        raise NotValid.of("docket.none_chosen")
    rows = Application.objects.select_for_update(no_key=True).filter(pk__in=wanted, scheme=scheme)
    found = list(rows.order_by("pk"))
    if len(found) != len(wanted):
        raise NotThere.of("docket.not_there")
    return found
