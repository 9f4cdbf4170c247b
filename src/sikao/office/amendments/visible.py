"""Which amendments somebody may see on their way: what one may not see is not there."""

from __future__ import annotations

from datetime import datetime

from sikao.office.accounts.queries import authorise
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.amendments.queries import AmendmentView, amendment, amendments
from sikao.office.amendments.rules import State
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.refusals import NotNow, NotThere, NotYou


def amendment_in_sight(actor: Actor, at: datetime, ref: str) -> AmendmentView:
    """An amendment with what it does to everyone, for whoever may see that; ``NotThere`` for others."""
    view = amendment(ref)
    if not _may(actor, at, view):
        raise NotThere.of("amendment.not_there")
    return view


def amendments_in_sight(actor: Actor, at: datetime, scheme: str | None = None) -> tuple[AmendmentView, ...]:
    """The amendments that somebody may see, those under way first."""
    return tuple(view for view in amendments(scheme) if _may(actor, at, view))


def issued(ref: str) -> AmendmentView:
    """An amendment that came into force, which everybody may read about; ``NotThere`` for any other."""
    view = amendment(ref)
    if view.state is not State.IN_FORCE:
        raise NotThere.of("amendment.not_there")
    return view


def _may(actor: Actor, at: datetime, view: AmendmentView) -> bool:
    try:
        authorise(actor, at, Verb.AMENDMENT_VIEW, state=view.state.value)
    except (NotYou, NotNow):
        return False
    return True
