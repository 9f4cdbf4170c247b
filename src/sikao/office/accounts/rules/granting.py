"""Rules about grants that no single person can get around."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sikao.office.accounts.rights.roles import Lane, Role

PROPOSED, CONFIRMED, OVER, LEFT, ENDED = "proposed", "confirmed", "over", "left", "ended"


def state_of(*, confirmed: bool, ended: bool, left: bool, last_day: date | None, today: date) -> str:
    """Where a grant stands on a day; ``left`` says that its holder's membership ended after it was given."""
    if ended:
        return ENDED
    if left:
        return LEFT
    if last_day is not None and last_day < today:
        return OVER
    return CONFIRMED if confirmed else PROPOSED


def fault_in_proposal(proposer: str, person: str, lane: Lane, role: Role, organisation: str) -> str:
    """The code of what is wrong with a proposal in itself, or nothing."""
    if proposer == person:
        return "grant.to_oneself"
    if role.lane is not lane:
        return "grant.other_lane"
    if role.whole and organisation:
        return "grant.whole"
    return "" if role.whole or organisation else "grant.organisation_needed"


def fault_in_confirmation(confirmer: str, proposer: str, person: str) -> str:
    """Nobody confirms what they have proposed, or what is for them."""
    if confirmer == proposer:
        return "grant.own_proposal"
    return "grant.for_oneself" if confirmer == person else ""


def does_both(roles: Collection[Role]) -> bool:
    """Whether roles for one organisation let a person enter figures and sign them: two persons do that."""
    return {Role.REPORTER, Role.SIGNER} <= set(roles)
