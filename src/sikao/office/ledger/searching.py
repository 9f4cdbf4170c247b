"""Searching the ledger as it was at a number of the journal: the database finds, counts and cuts.

What is found is what ``figures_as_of`` would hold, a page of it at a time.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from sikao.core.figures.table import VERSION
from sikao.core.scheme import Scheme
from sikao.office.ledger.models import FigureEvent, FigureVersion, What
from sikao.office.ledger.queries import READ, framed, last_events, tidied
from sikao.office.ledger.rules import NOT_STANDING

_ORDER = ("indicator", "unit", "kind", "period", "since")


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for in the figures of a scheme's items; an empty text narrows nothing."""

    scheme: Scheme
    unit: str = ""
    item: str = ""
    period: str = ""


def figures_found(search: Search, seq: int, page: int, size: int) -> tuple[pl.DataFrame, int]:
    """A page of the figures as of the entry ``seq``, in the columns of the table, and how many there are."""
    standing = _standing(search, seq)
    total = standing.values(*VERSION).distinct().count()
    newest = standing.annotate(
        place=Window(
            RowNumber(),
            partition_by=[F(name) for name in VERSION],
            order_by=[F("entry_id").desc(), F("position").desc()],
        )
    ).filter(place=1)
    start = (page - 1) * size
    frame = framed(newest.order_by(*_ORDER).values_list(*READ)[start : start + size])
    last = last_events(seq, frame["ref"].to_list())
    disputed = [ref for ref, what in last.items() if what == What.DISPUTED.value]
    return tidied(frame, disputed), total


def periods_found(scheme: Scheme, seq: int) -> list[str]:
    """The periods that anything was reported about up to an entry, the latest first."""
    rows = FigureVersion.objects.filter(entry_id__lte=seq, indicator__in=_indicators(scheme, "", seq))
    return sorted(rows.order_by().values_list("period", flat=True).distinct(), reverse=True)


def _standing(search: Search, seq: int) -> QuerySet[FigureVersion]:
    """The versions that match, without those that nobody reads any more."""
    rows = FigureVersion.objects.filter(
        entry_id__lte=seq, indicator__in=_indicators(search.scheme, search.item, seq)
    )
    exact = {"unit": search.unit, "period": search.period}
    rows = rows.filter(**{name: wanted for name, wanted in exact.items() if wanted})
    events = FigureEvent.objects.filter(entry_id__lte=seq)
    later = Q(entry_id__gt=OuterRef("entry_id")) | Q(
        entry_id=OuterRef("entry_id"), position__gt=OuterRef("position")
    )
    followed = events.filter(later, figure_id=OuterRef("figure_id"))
    ended = events.filter(~Exists(followed), what__in=NOT_STANDING)
    return rows.exclude(pk__in=ended.values("figure_id"))


def _indicators(scheme: Scheme, item: str, seq: int) -> list[str]:
    """The indicators of the scheme's items, or of one of them, that anything was reported about."""
    reported = FigureVersion.objects.filter(entry_id__lte=seq).order_by().values_list("indicator", flat=True)
    named = [(one, one.partition("/")[0]) for one in reported.distinct()]
    return [one for one, code in named if code in scheme.items and item in ("", one, code)]
