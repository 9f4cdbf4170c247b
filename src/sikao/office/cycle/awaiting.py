"""Which figures still await the word of the unit that they are about, or of the bureau that verifies them."""

from __future__ import annotations

from sikao.office.cycle.models import Confirmation, Verification
from sikao.office.ledger.facts import Key
from sikao.office.ledger.queries import without_a_word


def awaiting_word(scheme: str, seq: int) -> tuple[frozenset[Key], frozenset[Key]]:
    """The figures of a scheme that nobody had checked, and those nobody had verified, as of an entry."""
    silent = without_a_word(scheme, seq)
    checks = Confirmation.objects.filter(task__scheme=scheme).values_list("submission", "unit")
    asked = set(checks)
    verifying = set(Verification.objects.filter(task__scheme=scheme).values_list("submission", flat=True))
    unchecked = frozenset(key for sheet, key in silent if (sheet, key[0]) in asked)
    unverified = frozenset(key for sheet, key in silent if sheet in verifying)
    return unchecked, unverified
