"""Which editions and objections somebody may see: what one may not see is not there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sikao.office.accounts.queries import authorise, authorise_for, holdings, stands_in_for
from sikao.office.accounts.rights.deciding import Concerned, visible_organisations
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.table import Relation
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.refusals import NotNow, NotThere, NotYou
from sikao.office.results.editions import EditionView, edition, editions
from sikao.office.results.objections import ObjectionView, objection, objections
from sikao.office.results.own_results import own_digests
from sikao.office.results.stages import Level, State
from sikao.office.rulebook.queries import scheme_with

ANNOUNCED = (State.PUBLISHED, State.REPLACED, State.WITHDRAWN)
"""The states of a result that was published, whatever became of it since."""
WHOLE = frozenset({Role.OFFICE_STAFF, Role.OFFICE_DIRECTOR, Role.LEADER, Role.AUDITOR})
"""Who sees everything that was published, whatever the units and the public are shown."""


def own_units(actor: Actor, at: datetime) -> frozenset[str]:
    """The organisations whose own result somebody may see, by a role of his own or in a signer's place."""
    day = day_of(at)
    reach = visible_organisations(Verb.EDITION_VIEW_OWN, holdings(actor.person, day))
    return (reach.get(Relation.OWN) or frozenset()) | stands_in_for(actor.person, day).keys()


def edition_in_sight(actor: Actor, at: datetime, ref: str) -> EditionView:
    """An edition, for whoever may see it whole; ``NotThere`` for others."""
    view = edition(ref)
    try:
        authorise(actor, at, Verb.EDITION_VIEW, state=view.state.value)
    except (NotYou, NotNow):
        raise NotThere.of("edition.not_there") from None
    return view


def editions_in_sight(actor: Actor, at: datetime) -> tuple[EditionView, ...]:
    """The editions that somebody may see whole, the latest first."""
    return tuple(view for view in editions() if _may(actor, at, Verb.EDITION_VIEW, view.state.value))


def charted(actor: Actor, at: datetime) -> tuple[EditionView, ...]:
    """The editions of which somebody may see charts: those that hold first, then by the latest figures."""
    found = [view for view in editions() if _may(actor, at, Verb.DASHBOARD_VIEW, view.state.value)]
    return tuple(sorted(found, key=lambda view: (view.state is not State.PUBLISHED, -view.seq, -view.number)))


def charted_in_sight(actor: Actor, at: datetime, ref: str) -> EditionView:
    """An edition, for whoever may see charts of it; ``NotThere`` for others."""
    view = edition(ref)
    try:
        authorise(actor, at, Verb.DASHBOARD_VIEW, state=view.state.value)
    except (NotYou, NotNow):
        raise NotThere.of("edition.not_there") from None
    return view


def edition_of_unit(actor: Actor, at: datetime, ref: str, unit: str) -> EditionView:
    """An edition in which a unit sees its own result; ``NotThere`` for others, and before it was given."""
    view = edition(ref)
    concerned = Concerned(own=frozenset({unit}))
    try:
        authorise_for(actor, at, Verb.EDITION_VIEW_OWN, unit, concerned, view.state.value)
    except (NotYou, NotNow):
        raise NotThere.of("edition.not_there") from None
    if unit not in own_digests(view.book_sha256, scheme_with(view.digest)):
        raise NotThere.of("edition.not_there")
    return view


def editions_of(actor: Actor, at: datetime, units: Sequence[str]) -> tuple[tuple[EditionView, str], ...]:
    """The editions in which some units see their own result, with the unit, the latest first."""
    found = []
    for view in editions():
        there = own_digests(view.book_sha256, scheme_with(view.digest))
        for unit in units:
            concerned = Concerned(own=frozenset({unit}))
            if unit in there and _may_for(actor, at, unit, concerned, view.state.value):
                found.append((view, unit))
    return tuple(found)


def level_for(actor: Actor, at: datetime, view: EditionView) -> Level:
    """How much of a result that was published somebody sees who has signed in."""
    if any(held.role in WHOLE for held in holdings(actor.person, day_of(at))):
        return Level.POINTS
    return Level.NOTHING if view.audience is None else view.audience.units


def announced_to(actor: Actor, at: datetime, ref: str) -> tuple[EditionView, Level]:
    """A result that was published, and how much of it somebody sees; ``NotThere`` where it is nothing."""
    view = edition(ref)
    level = level_for(actor, at, view)
    if view.state not in ANNOUNCED or level is Level.NOTHING:
        raise NotThere.of("edition.not_there")
    return view, level


def see_objection(actor: Actor, at: datetime, unit: str) -> None:
    """Raise ``NotThere`` for whoever may not see the objections of a unit."""
    concerned = Concerned(own=frozenset({unit}))
    try:
        authorise_for(actor, at, Verb.OBJECTION_VIEW, unit, concerned)
    except NotYou:
        raise NotThere.of("objection.not_there") from None


def objection_in_sight(actor: Actor, at: datetime, ref: str) -> ObjectionView:
    """An objection, for whoever may see it; ``NotThere`` for others."""
    view = objection(ref)
    see_objection(actor, at, view.unit)
    return view


def objections_in_sight(actor: Actor, at: datetime) -> tuple[ObjectionView, ...]:
    """The objections that somebody may see: all of them, or those of his own organisations."""
    reach = visible_organisations(Verb.OBJECTION_VIEW, holdings(actor.person, day_of(at)))
    if Relation.ANY in reach:
        return objections()
    return objections(units=own_units(actor, at))


def _may(actor: Actor, at: datetime, verb: Verb, state: str) -> bool:
    try:
        authorise(actor, at, verb, state=state)
    except (NotYou, NotNow):
        return False
    return True


def _may_for(actor: Actor, at: datetime, unit: str, concerned: Concerned, state: str) -> bool:
    try:
        authorise_for(actor, at, Verb.EDITION_VIEW_OWN, unit, concerned, state)
    except (NotYou, NotNow):
        return False
    return True
