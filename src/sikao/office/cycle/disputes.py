"""What of a unit's check is still in dispute, and the answer that ends it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.models import Confirmation
from sikao.office.cycle.rules import CONFIRM, ConfirmState, next_state
from sikao.office.groundwork.journal import Subject
from sikao.office.groundwork.notices.telling import mark_settled
from sikao.office.ledger.facts import Version
from sikao.office.ledger.models import What
from sikao.office.ledger.queries import disputed_in, replaced_among, versions_in


def in_dispute(found: Confirmation) -> list[Version]:
    """The figures of a check that the unit disputes and that nobody has answered or replaced yet."""
    figures = [version for version in versions_in(found.submission) if version.unit == found.unit]
    later = replaced_among([version.ref for version in figures])
    return [version for version in figures if version.standing == What.DISPUTED and version.ref not in later]


def disputed_figures(checks: Collection[Confirmation]) -> dict[str, int]:
    """How many figures some disputes are about, by the reference of the check; asked for all at once.

    Of one that waits for its answer they are those still in dispute, of one that is over all that were.
    """
    if not checks:
        return {}
    rows = disputed_in({found.submission for found in checks})
    every = Counter((sheet, unit) for sheet, unit, _ in rows)
    left = Counter((sheet, unit) for sheet, unit, waits in rows if waits)
    return {
        found.ref: (left if found.state == ConfirmState.DISPUTED else every)[found.submission, found.unit]
        for found in checks
    }


def end_dispute(found: Confirmation, verb: Verb, at: datetime) -> None:
    """A dispute is answered, by a new version or by a reason: nobody is waited for any more."""
    found.state = next_state(CONFIRM, found.state, verb)
    found.answered_at = at
    found.version += 1
    found.save()
    mark_settled(Subject("confirmation", found.ref), at=at)
