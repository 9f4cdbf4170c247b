"""What of a unit's check is still in dispute, and the answer that ends it."""

from __future__ import annotations

from datetime import datetime

from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.models import Confirmation
from sikao.office.cycle.rules import CONFIRM, next_state
from sikao.office.groundwork.journal import Subject
from sikao.office.groundwork.notices.telling import mark_settled
from sikao.office.ledger.facts import Version
from sikao.office.ledger.models import What
from sikao.office.ledger.queries import replaced_among, versions_in


def in_dispute(found: Confirmation) -> list[Version]:
    """The figures of a check that the unit disputes and that nobody has answered or replaced yet."""
    figures = [version for version in versions_in(found.submission) if version.unit == found.unit]
    later = replaced_among([version.ref for version in figures])
    return [version for version in figures if version.standing == What.DISPUTED and version.ref not in later]


def end_dispute(found: Confirmation, verb: Verb, at: datetime) -> None:
    """A dispute is answered, by a new version or by a reason: nobody is waited for any more."""
    found.state = next_state(CONFIRM, found.state, verb)
    found.answered_at = at
    found.version += 1
    found.save()
    mark_settled(Subject("confirmation", found.ref), at=at)
