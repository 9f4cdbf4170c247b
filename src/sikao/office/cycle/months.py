"""What a person may see of the monthly reviews: the months of a year, and one review with all its parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sikao.core.insight.monthly import Light
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.calendar import StepView, When, year_calendar
from sikao.office.cycle.decisions import DecisionView, decisions_of
from sikao.office.cycle.duties import EXPLANATION
from sikao.office.cycle.models import HeldReview, Task
from sikao.office.cycle.monthly import (
    Content,
    Named,
    Sheet,
    content_held,
    contents,
    explaining,
    named_by,
    recomputes,
    sheet_of,
    subjects_of,
    unexplained,
)
from sikao.office.cycle.queries import opened_years, reach
from sikao.office.cycle.rules import DecisionState, ReviewState, TaskState
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.journal import head
from sikao.office.groundwork.refusals import NotThere


@dataclass(frozen=True, slots=True)
class HeldView:
    """A review as it was held: the day, the minutes, the entry of the figures; ``at`` it was recorded."""

    held_on: date
    document: str
    seq: int
    digest: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Coming:
    """An explanation that is asked for and not there yet: of a task, or of a briefing of the scheme."""

    briefing: str
    task: str
    due: date | None


@dataclass(frozen=True, slots=True)
class MonthView:
    """One review. ``step`` has its days; ``sheet`` is what was frozen, or what the figures say now.

    ``coming`` are explanations that are asked for, by unit and node; ``asks`` the units that may be asked.
    ``whole``: the reader sees all of it. ``same`` says whether what was frozen was computed again alike;
    ``None`` where it was not tried.
    """

    named: Named
    step: StepView
    state: ReviewState
    held: HeldView | None
    sheet: Sheet
    decisions: tuple[DecisionView, ...]
    coming: Mapping[tuple[str, str], Coming]
    asks: frozenset[str]
    whole: bool
    same: bool | None

    @property
    def has_begun(self) -> bool:
        """Whether the month is over, so that there is something to review."""
        return self.step.when is not When.AHEAD


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month in the list; ``counts`` are the lights of a review that was held."""

    named: Named
    step: StepView
    held: HeldView | None
    counts: Mapping[Light | None, int]
    open: int
    decisions: int


def months(actor: Actor, at: datetime, scheme: str) -> tuple[MonthLine, ...]:
    """Every month of a year that has a review, as far as a person may see it."""
    own = reach(actor, at, Verb.REVIEW_VIEW)
    held = {row.through: row for row in HeldReview.objects.filter(scheme=scheme).select_related("entry")}
    made = decisions_of(actor, at, scheme)
    every = Counter(one.through for one in made if one.state is not DecisionState.WITHDRAWN)
    still = Counter(one.through for one in made if one.state is DecisionState.OPEN)
    found = []
    for step in year_calendar(actor, at, scheme):
        through = str(step.step.through)
        if not step.step.meeting_days:
            continue
        named, row = Named(scheme, through), held.get(through)
        counts = {} if row is None else _scoped(sheet_of(named, content_held(row)), own).counts
        view = None if row is None else _held(row)
        found.append(MonthLine(named, step, view, counts, still[through], every[through]))
    return tuple(found)


def month_view(actor: Actor, at: datetime, ref: str) -> MonthView:
    """One review as far as a person may see it; raises ``NotThere`` for one that there is not."""
    named = named_by(ref)
    if named.scheme not in opened_years():
        raise NotThere.of("review.not_there", review=ref)
    own = reach(actor, at, Verb.REVIEW_VIEW)
    steps = year_calendar(actor, at, named.scheme)
    step = next(one for one in steps if one.step.meeting_days and str(one.step.through) == named.through)
    row = (
        HeldReview.objects.filter(scheme=named.scheme, through=named.through).select_related("entry").first()
    )
    whole = sheet_of(named, _content(named, row))
    coming = {} if row is not None else _coming(named, whole)
    return MonthView(
        named=named,
        step=step,
        state=ReviewState.PLANNED if row is None else ReviewState.HELD,
        held=None if row is None else _held(row),
        sheet=_scoped(whole, own),
        decisions=tuple(decisions_of(actor, at, named.scheme, named.through)),
        coming=coming,
        asks=_asks(named, whole) if row is None and own is None else frozenset(),
        whole=own is None,
        same=recomputes(row) if row is not None and own is None else None,
    )


def sheet_seen(actor: Actor, at: datetime, ref: str, seq: int) -> Sheet:
    """The sheet of a review: as it was held, else as of an entry; as far as a person may see it."""
    named = named_by(ref)
    row = HeldReview.objects.filter(scheme=named.scheme, through=named.through).first()
    content = contents(named, seq) if row is None else content_held(row)
    return _scoped(sheet_of(named, content), reach(actor, at, Verb.REVIEW_VIEW))


def held_sheet(ref: str) -> tuple[HeldView, Sheet]:
    """A review as it was held, whole; ``NotThere`` for one that was not held yet."""
    named = named_by(ref)
    row = (
        HeldReview.objects.filter(scheme=named.scheme, through=named.through).select_related("entry").first()
    )
    if row is None:
        raise NotThere.of("review.not_there", review=ref)
    return _held(row), sheet_of(named, content_held(row))


def _content(named: Named, row: HeldReview | None) -> Content:
    return contents(named, head()[0]) if row is None else content_held(row)


def _scoped(sheet: Sheet, own: frozenset[str] | None) -> Sheet:
    return sheet if own is None else sheet.of(own)


def _held(row: HeldReview) -> HeldView:
    return HeldView(row.held_on, row.document, row.seq, row.digest, row.entry.at)


def _coming(named: Named, sheet: Sheet) -> dict[tuple[str, str], Coming]:
    """By unit and node what will explain something that lags and is not explained yet."""
    asked = Task.objects.filter(scheme=named.scheme, through=named.through, revises=None)
    tasks = {
        (task.provider, task.briefing): task
        for task in asked.exclude(briefing="").exclude(state=TaskState.DROPPED)
    }
    by_scheme = explaining(named)
    found: dict[tuple[str, str], Coming] = {}
    for cell in sheet.lagging:
        keys = subjects_of(named, cell)
        briefing = next((by_scheme[cell.unit, key] for key in keys if (cell.unit, key) in by_scheme), "")
        own = tasks.get((cell.unit, EXPLANATION))
        if own is not None and keys[0] in own.keys:
            briefing = EXPLANATION
        task = tasks.get((cell.unit, briefing)) if briefing else None
        if cell.explained is None and task is not None:
            found[cell.unit, cell.node] = Coming(briefing, task.ref, day_of(task.due_at))
    return found


def _asks(named: Named, sheet: Sheet) -> frozenset[str]:
    """The units that may be asked: something of theirs is explained by nothing, and nobody asked yet."""
    asked = Task.objects.filter(scheme=named.scheme, through=named.through, briefing=EXPLANATION)
    units = {cell.unit for cell in sheet.lagging} - set(asked.values_list("provider", flat=True))
    return frozenset(unit for unit in units if unexplained(named, sheet.cells, unit))
