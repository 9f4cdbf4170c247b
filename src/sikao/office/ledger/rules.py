"""Pure decisions of the ledger: which version of a figure stands."""

from __future__ import annotations

from sikao.office.ledger.models import What

NOT_STANDING = frozenset({What.RETURNED.value})
"""After these events a version is read by nobody; the one before it stands again, if there is one."""
