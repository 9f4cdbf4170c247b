"""On which day a checkpoint's figures close, and since which checkpoint a figure that comes later counts."""

from __future__ import annotations

import datetime as dt

from sikao.core.figures.periods import Period
from sikao.core.scheme.model import Checkpoint, Scheme

MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
"""The length of the stretch of each frequency."""


def closing_days(scheme: Scheme) -> dict[str, dt.date]:
    """The last day of every checkpoint's figures; where the scheme gives none, the last day they are due."""
    return {code: _closing_day(scheme, checkpoint) for code, checkpoint in scheme.checkpoints.items()}


def _closing_day(scheme: Scheme, checkpoint: Checkpoint) -> dt.date:
    given = scheme.reporting.closes.get(checkpoint.code)
    if given is not None:
        return given.counted_from(end_of(scheme.year, checkpoint.through))
    return max(due_days(scheme, checkpoint).values())


def due_days(scheme: Scheme, checkpoint: Checkpoint) -> dict[str, dt.date]:
    """By when the figures of the periods that end with a checkpoint are due, by frequency."""
    end = end_of(scheme.year, checkpoint.through)
    return {
        frequency: scheme.reporting.due_on(frequency, end)
        for frequency, months in MONTHS.items()
        if checkpoint.through % months == 0
    }


def end_of(year: int, month: int) -> dt.date:
    """The last day of a month."""
    return Period.of(year, month, month).last_day


def counts_since(scheme: Scheme, period: Period, on: dt.date) -> str | None:
    """The checkpoint since which a figure counts that is recorded on a day, as the column ``since`` says it.

    Empty as long as no checkpoint has closed whose months reach the end of the period: nothing can have used
    an earlier version. Otherwise the first checkpoint that is still open; ``None`` when all have closed. What
    the figure does at checkpoints before that one is for the item's revision rule.
    """
    closings = closing_days(scheme)
    closed = [scheme.checkpoints[code] for code, day in closings.items() if day < on]
    if not any(end_of(scheme.year, checkpoint.through) >= period.last_day for checkpoint in closed):
        return ""
    return next((code for code, day in closings.items() if day >= on), None)
