"""Which papers somebody may see and take: what one may not see is not there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sikao.office.accounts.queries import authorise
from sikao.office.accounts.rights.deciding import Holding
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.bulletins.queries import PaperView, paper, papers
from sikao.office.bulletins.stands import concerned_by
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.refusals import NotNow, NotThere, NotYou

WITHIN = frozenset({Role.OFFICE_STAFF, Role.OFFICE_DIRECTOR, Role.AUDITOR})
"""Who sees how a paper came about; others see what went out."""


def is_within(holdings: Iterable[Holding]) -> bool:
    """Whether somebody with these roles sees how papers came about."""
    return any(held.role in WITHIN for held in holdings)


def paper_in_sight(actor: Actor, at: datetime, ref: str) -> PaperView:
    """A paper, for whoever may see it; ``NotThere`` for others."""
    view = paper(ref)
    if not may(actor, at, Verb.PAPER_VIEW, view):
        raise NotThere.of("paper.not_there")
    return view


def papers_in_sight(actor: Actor, at: datetime, scheme: str | None = None) -> tuple[PaperView, ...]:
    """The papers of a year, or of all, that somebody may see."""
    return tuple(view for view in papers(scheme=scheme) if may(actor, at, Verb.PAPER_VIEW, view))


def may(actor: Actor, at: datetime, verb: Verb, view: PaperView) -> bool:
    """Whether somebody may do something to a paper now."""
    try:
        authorise(actor, at, verb, concerned_by(view), view.state.value)
    except (NotYou, NotNow):
        return False
    return True
