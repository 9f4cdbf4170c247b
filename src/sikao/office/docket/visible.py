"""Which applications somebody may see, and how much of one: what one may not see is not there."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sikao.office.accounts.queries import holdings, is_member, stands_in_for
from sikao.office.accounts.rights.deciding import visible_organisations
from sikao.office.accounts.rights.table import Relation
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.docket.counting import docket_for
from sikao.office.docket.queries import (
    ApplicationView,
    StepLine,
    application,
    applications,
    brought_by,
    concerning,
    named_among,
    stand_of,
    under_notice,
)
from sikao.office.docket.stages import OWN, TABLE, State
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.refusals import NotThere

INTERNAL = frozenset(
    {
        *(Verb.DOCKET_EXAMINE.value, Verb.DOCKET_REEXAMINE.value, Verb.DOCKET_OBJECT.value),
        *(Verb.DOCKET_DECIDE.value, Verb.DOCKET_SEND_BACK.value),
    }
)
"""Steps that the office sees alone: opinions before the decision, and who objected."""
_BEFORE_NOTICE = (State.SUBMITTED, State.RETURNED, State.EXAMINED, State.PASSED, State.UNPASSED)


def sees_all(actor: Actor, at: datetime) -> bool:
    """Whether somebody sees every application whole."""
    return Relation.ANY in visible_organisations(Verb.DOCKET_VIEW, holdings(actor.person, day_of(at)))


def own_organisations(actor: Actor, at: datetime) -> frozenset[str]:
    """The organisations for which somebody sees applications, by an own role or in a signer's place."""
    day = day_of(at)
    reach = visible_organisations(Verb.DOCKET_VIEW, holdings(actor.person, day))
    return (reach.get(Relation.OWN) or frozenset()) | stands_in_for(actor.person, day).keys()


def in_whole(view: ApplicationView, own: frozenset[str]) -> bool:
    """Whether organisations see an application whole.

    Whoever brought it does; a unit that is charged with something does from the notice on, or once it is
    decided, and hears nothing of a charge that came to nothing before.
    """
    if view.brought_by in own:
        return True
    if view.unit not in own:
        return False
    told = view.state not in _BEFORE_NOTICE and view.notice_until is not None
    return not view.deduction or told


def applications_in_sight(actor: Actor, at: datetime, scheme: str) -> tuple[ApplicationView, ...]:
    """The applications of a scheme that somebody sees whole, in the order of their numbers."""
    if sees_all(actor, at):
        return applications(scheme)
    own = own_organisations(actor, at)
    found = {view.ref: view for view in (*applications(scheme, units=own), *brought_by(own))}
    whole = [view for view in found.values() if view.scheme == scheme and in_whole(view, own)]
    return tuple(sorted(whole, key=lambda view: view.number))


def notices_in_sight(actor: Actor, at: datetime) -> tuple[ApplicationView, ...]:
    """What is under notice now, for everybody to whom the docket is open at all."""
    return under_notice(at) if sees_all(actor, at) or own_organisations(actor, at) else ()


def application_in_sight(actor: Actor, at: datetime, ref: str) -> ApplicationView:
    """An application, for whoever may see it whole; ``NotThere`` for others.

    What is of others is looked for as what is nowhere: neither takes longer than the other.
    """
    if sees_all(actor, at):
        return application(ref)
    own = own_organisations(actor, at)
    found = next((view for view in concerning(ref, own) if in_whole(view, own)), None)
    if found is None:
        raise NotThere.of("docket.not_there")
    return found


def told_steps(view: ApplicationView, *, whole: bool) -> tuple[StepLine, ...]:
    """What was done about an application, in order; ``whole`` with what the office sees alone."""
    return tuple(step for step in view.steps if whole or step.what not in INTERNAL)


def noticed(actor: Actor, at: datetime, ref: str) -> ApplicationView:
    """An application under notice, of which every unit sees what it is about; ``NotThere`` for any other."""
    found = next((view for view in notices_in_sight(actor, at) if view.ref == ref), None)
    if found is None:
        raise NotThere.of("docket.not_there")
    return found


def interests(person: str, view: ApplicationView, at: datetime) -> frozenset[str]:
    """Of the unit concerned and of who brought it, those that a person belongs to."""
    day = day_of(at)
    concerned = {view.unit, view.brought_by} - {""}
    return frozenset(code for code in concerned if is_member(person, code, day))


def applies_for(actor: Actor, at: datetime, scheme: str) -> tuple[str, ...]:
    """The units for which somebody may apply for a bonus, in official order."""
    own = _reach(actor, at, Verb.DOCKET_APPLY)
    counted = docket_for(scheme).counted
    return tuple(unit for unit in counted if own is None or unit in own)


def charges_for(actor: Actor, at: datetime, scheme: str) -> tuple[str, ...]:
    """The bodies in whose name somebody may bring a deduction; the empty code is the assessment office, which
    also records what a body sends on paper.
    """
    own, bodies = _reach(actor, at, Verb.DOCKET_CHARGE), docket_for(scheme).scheme.docket.bodies
    return ("", *bodies) if own is None else tuple(body for body in bodies if body in own)


def _reach(actor: Actor, at: datetime, verb: Verb) -> frozenset[str] | None:
    """The organisations for which a verb is open; ``None`` for all of them."""
    day = day_of(at)
    reach = visible_organisations(verb, holdings(actor.person, day))
    if Relation.ANY in reach:
        return None
    own = reach.get(Relation.OWN) or frozenset()
    return own | stands_in_for(actor.person, day).keys()


def objects_for(actor: Actor, at: datetime, view: ApplicationView) -> tuple[str, ...]:
    """The units for which somebody may object to an application under notice and has not done so yet.

    Whoever brought it has nothing to object to where all that it asked for is proposed.
    """
    if view.state is not State.NOTICE or view.notice_until is None or view.notice_until < at:
        return ()
    own, said = _reach(actor, at, Verb.DOCKET_OBJECT), {step.organisation for step in view.objections}
    units = docket_for(view.scheme).scheme.units
    agreed = {view.brought_by} if view.proposed == view.count else set[str]()
    return tuple(unit for unit in units if own is not None and unit in own - said - agreed)


def own_steps(actor: Actor, at: datetime, view: ApplicationView) -> tuple[Verb, ...]:
    """Of completing and taking back an application what is open now to somebody who acts for its bringer."""
    reach = _reach(actor, at, Verb.DOCKET_WITHDRAW)
    if reach is None:
        own = not view.brought_by or actor.person in stand_of(view).brought_by
    else:
        own = view.brought_by in reach
    return tuple(verb for verb in OWN if own and (view.state, verb) in TABLE)


def seen_among(actor: Actor, at: datetime, refs: Collection[str]) -> tuple[str, ...]:
    """Of some references those of applications that are there and that somebody sees whole."""
    found = named_among(refs)
    if sees_all(actor, at):
        return tuple(view.ref for view in found)
    own = own_organisations(actor, at)
    return tuple(view.ref for view in found if in_whole(view, own))
