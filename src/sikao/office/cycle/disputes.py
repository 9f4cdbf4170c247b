"""What of a unit's check is still in dispute."""

from __future__ import annotations

from sikao.office.cycle.models import Confirmation
from sikao.office.ledger.facts import Version
from sikao.office.ledger.models import What
from sikao.office.ledger.queries import replaced_among, versions_in


def in_dispute(found: Confirmation) -> list[Version]:
    """The figures of a check that the unit disputes and that nobody has answered or replaced yet."""
    figures = [version for version in versions_in(found.submission) if version.unit == found.unit]
    later = replaced_among([version.ref for version in figures])
    return [version for version in figures if version.standing == What.DISPUTED and version.ref not in later]
