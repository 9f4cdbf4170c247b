"""Whether a task is late: by the clock while it is owed, by what was signed once it is handed in.

What was signed may be late though it came before its own deadline: a correction that brings what its sheet
left out counts from the sheet's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from sikao.office.cycle.models import Task
from sikao.office.ledger.models import Submission
from sikao.office.ledger.queries import late_among


def signed_late(rows: Iterable[Task]) -> frozenset[str]:
    """What of some tasks was handed in late, by the references of the submissions; asked for all at once."""
    handed_in = {row.submission for row in rows if row.submission}
    return late_among(handed_in) if handed_in else frozenset()


def is_late(row: Task, at: datetime, late: Collection[str]) -> bool:
    """Whether a task is late; ``late`` are the submissions of ``signed_late``."""
    return at > row.due_at if row.signed_at is None else row.submission in late


def late_at(at: datetime) -> Q:
    """The same for the database."""
    signed = Submission.objects.filter(ref=OuterRef("submission"), late=True)
    return Q(Exists(signed), signed_at__isnull=False) | Q(signed_at__isnull=True, due_at__lt=at)
