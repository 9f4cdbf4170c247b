"""Examining an application twice, by two people: returned, or with a proposal how often it counts."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sikao.core.figures.decimals import canonical
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.telling import OFFICE
from sikao.office.docket.actions.common import KIND, Act, begin, tell_city, tell_concerned
from sikao.office.docket.queries import application as application_view
from sikao.office.docket.rules import checked_text, counted
from sikao.office.docket.stages import State, after_examination, check_proposal, check_second_examiner
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.refusals import NotValid


@action(Verb.DOCKET_EXAMINE, KIND, "application")
def examine_application(
    *, actor: Actor, at: datetime, application: str, count: str, reason: str, same_as: str = ""
) -> None:
    """Examine an application first: how often it should count, 0 for not at all, and why.

    ``same_as`` names another application of the same unit that is about the same matter under another name:
    from then on both are one matter, of which the higher one alone counts.
    """
    act = begin(actor, at, Verb.DOCKET_EXAMINE, application)
    proposed = _proposal(act, count)
    step = act.step(count=canonical(proposed), reason=checked_text(reason), other=same_as)
    changes = {} if not same_as else {"matter_key": _matter_of(act, same_as)}
    tell_city(act.row, OFFICE, "notice.docket_reexamine", at, but=actor.person)
    act.close(State.EXAMINED, step, proposed=canonical(proposed), **changes)


@action(Verb.DOCKET_REEXAMINE, KIND, "application")
def reexamine_application(*, actor: Actor, at: datetime, application: str, count: str, reason: str) -> None:
    """Examine an application again, as another person: what is proposed here is what is shown and decided."""
    act = begin(actor, at, Verb.DOCKET_REEXAMINE, application)
    check_second_examiner(act.stand, actor.person)
    proposed = _proposal(act, count)
    step = act.step(count=canonical(proposed), reason=checked_text(reason))
    act.close(after_examination(proposed), step, proposed=canonical(proposed))


@action(Verb.DOCKET_RETURN, KIND, "application")
def return_application(*, actor: Actor, at: datetime, application: str, reason: str) -> None:
    """Return an application to whoever brought it, to be completed."""
    act = begin(actor, at, Verb.DOCKET_RETURN, application)
    step = act.step(reason=checked_text(reason))
    tell_concerned(act.row, "notice.docket_returned", at, unit=False, reason=step.reason)
    act.close(State.RETURNED, step, proposed="")


def _proposal(act: Act, count: str) -> Decimal:
    proposed = counted(count, nothing=True)
    check_proposal(act.stand, proposed)
    return proposed


def _matter_of(act: Act, ref: str) -> str:
    """The matter of another application of the same unit, of the same direction."""
    other, view = application_view(ref), act.view
    alike = (other.scheme, other.unit, other.deduction) == (view.scheme, view.unit, view.deduction)
    if not alike or other.ref == view.ref:
        raise NotValid.of("docket.other_matter")
    return other.matter_key
