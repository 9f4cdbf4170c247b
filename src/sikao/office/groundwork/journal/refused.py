"""Refusals in the journal, counted for whoever looks after it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count

from sikao.office.groundwork.models import Entry, Outcome


def refusals_since(moment: datetime) -> dict[str, int]:
    """How often each verb was refused since a moment, the most frequent first."""
    rows = Entry.objects.filter(at__gte=moment, outcome=Outcome.REFUSED)
    counted = rows.values_list("verb").annotate(count=Count("seq")).order_by("-count", "verb")
    return dict(counted)


def last_entry() -> tuple[int, datetime] | None:
    """Number and moment of the last entry."""
    return Entry.objects.order_by("-seq").values_list("seq", "at").first()
