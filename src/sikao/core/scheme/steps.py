"""The steps of a year (月度调度、季度通报、半年评估、年终考核) with their days, by a scheme's rules."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from sikao.core.figures.periods import Month, Period
from sikao.core.scheme.closings import MONTHS, closing_days, due_days, end_of
from sikao.core.scheme.followed import Following
from sikao.core.scheme.model import Checkpoint, Scheme
from sikao.core.scheme.resolving import Resolved
from sikao.core.wording import Term


class StepKind(StrEnum):
    """What kind of step it is."""

    REVIEW = "review"
    BULLETIN = "bulletin"
    MID_YEAR = "mid_year"
    YEAR_END = "year_end"

    @property
    def term(self) -> Term:
        """The words shown to people."""
        return _KINDS[self]


_KINDS = {
    StepKind.REVIEW: Term("月度调度", "monthly review"),
    StepKind.BULLETIN: Term("季度通报", "quarterly bulletin"),
    StepKind.MID_YEAR: Term("半年评估", "mid-year review"),
    StepKind.YEAR_END: Term("年终考核", "year-end assessment"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step, of one month or of one ``checkpoint`` (empty for a month).

    ``opens`` is the first day on which its figures may be delivered, ``due`` the last one, as the scheme
    writes it, whatever day that is. A checkpoint ``closes``; a month that is reviewed has a meeting so many
    working days (``meeting_days``, else 0) after ``due``.
    """

    kind: StepKind
    checkpoint: str
    through: Month
    opens: dt.date
    due: dt.date
    closes: dt.date | None
    meeting_days: int

    @property
    def period(self) -> Period:
        """The months that it is about, by which people name it."""
        first = self.through.month if not self.checkpoint else 1
        return Period.of(self.through.year, first, self.through.month)


def steps_of(scheme: Scheme) -> tuple[Step, ...]:
    """Every step of a scheme that passed its checks: its months, then its checkpoints, each in order.

    Months are there as far as anything comes monthly; only those of a scheme that follows anything have a
    meeting. A checkpoint's step begins with the sheets of its own months and ends when its figures close.
    """
    return (*_months(scheme), *_checkpoints(scheme))


def step_of_sheet(scheme: Scheme, frequency: str, through: str, due: dt.date) -> tuple[StepKind, str]:
    """Which step a sheet belongs to: kind, and its month or its checkpoint.

    A monthly sheet is of its month, a longer one of the checkpoint with which its months end; one of the year
    before is of the first checkpoint that closes no earlier than it is due.
    """
    if frequency == "month":
        return StepKind.REVIEW, through
    ending = {str(Month(scheme.year, one.through)): code for code, one in scheme.checkpoints.items()}
    closings = closing_days(scheme)
    code = ending.get(through) or next((c for c, day in closings.items() if day >= due), list(closings)[-1])
    return kind_of(scheme.checkpoints[code]), code


def kind_of(checkpoint: Checkpoint) -> StepKind:
    """What a checkpoint is called in the office's habit."""
    return {6: StepKind.MID_YEAR, 12: StepKind.YEAR_END}.get(checkpoint.through, StepKind.BULLETIN)


def _months(scheme: Scheme) -> tuple[Step, ...]:
    rules = scheme.reporting
    told = any(briefing.frequency == "month" for briefing in scheme.briefings.values())
    followed = bool(Following(Resolved(scheme)).all())
    if not followed and not told and not any(item.frequency == "month" for item in scheme.items.values()):
        return ()
    last = max(checkpoint.through for checkpoint in scheme.checkpoints.values())
    ends = [end_of(scheme.year, month) for month in range(1, last + 1)]
    return tuple(
        Step(
            kind=StepKind.REVIEW,
            checkpoint="",
            through=Month.of(end),
            opens=rules.opens_on("month", end),
            due=rules.due_on("month", end),
            closes=None,
            meeting_days=scheme.review.meeting_days if followed else 0,
        )
        for end in ends
    )


def _checkpoints(scheme: Scheme) -> tuple[Step, ...]:
    closings, rules = closing_days(scheme), scheme.reporting
    used = {item.frequency for item in scheme.items.values()}
    used |= {briefing.frequency for briefing in scheme.briefings.values()}
    found = []
    for code, checkpoint in scheme.checkpoints.items():
        end = end_of(scheme.year, checkpoint.through)
        due = {frequency: day for frequency, day in due_days(scheme, checkpoint).items() if frequency in used}
        longest = [frequency for frequency in MONTHS if frequency in due] or ["month"]
        found.append(
            Step(
                kind=kind_of(checkpoint),
                checkpoint=code,
                through=Month(scheme.year, checkpoint.through),
                opens=min(rules.opens_on(frequency, end) for frequency in longest),
                due=max(due.values(), default=closings[code]),
                closes=closings[code],
                meeting_days=0,
            )
        )
    return tuple(found)
