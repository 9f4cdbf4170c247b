"""The last verification of the home, as the journal keeps it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sikao.office.groundwork.models import Entry, Outcome

HOME = "home"
"""The kind of object that a verification is about: the home itself."""


@dataclass(frozen=True, slots=True)
class LastVerification:
    """When all was verified, up to which entry, and in how many places it did not hold."""

    seq: int
    at: datetime
    head: int
    faults: int


def last_verification() -> LastVerification | None:
    """The last verification that was recorded; ``None`` before the first."""
    rows = Entry.objects.filter(object_kind=HOME, outcome=Outcome.DONE, verb="journal.verify")
    found = rows.order_by("-seq").values_list("seq", "at", "new").first()
    if found is None:
        return None
    seq, at, new = found
    told = json.loads(new)
    return LastVerification(seq, at, told["head"], told["faults"])
