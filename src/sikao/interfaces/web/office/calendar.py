"""The year's calendar: a picture of its steps, what is open, what comes, what is over and how it ended."""

from __future__ import annotations

import calendar as months_of
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from sikao.core.reference.rounding import decimal_text, rounded
from sikao.core.scheme.steps import StepKind
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.asking import OfficeRequest
from sikao.interfaces.web.office.frame import address_of, paint_office
from sikao.interfaces.web.office.progress import standing_words
from sikao.interfaces.web.office.signin import signed_of
from sikao.interfaces.web.office.worded import Words, day_words, titled
from sikao.office.accounts.rights.deciding import may
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.calendar import StepView, When, year_calendar
from sikao.office.cycle.duties import owed
from sikao.office.cycle.monthly import Named
from sikao.office.cycle.queries import opened_years, reach
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.refusals import NotThere
from sikao.office.results.queries import RunView, runs
from sikao.office.results.rules import RunState
from sikao.office.results.stages import State
from sikao.office.results.visible import editions_in_sight

SECTION = "calendar"
NEXT = 4
"""So many steps to come are told with their days."""
STATES = ("done", "delayed", "late", "open", "ahead")


@dataclass(frozen=True, slots=True)
class Segment:
    """A step in the picture: where it begins and how wide it is, in months; ``code`` is how it stands."""

    code: str
    start: str
    width: str
    told: str


@dataclass(frozen=True, slots=True)
class Lane:
    """All steps of one kind in a row."""

    name: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """The year from January on, and the months after it in which it ends. ``today`` is ``None`` outside."""

    months: tuple[tuple[str, bool], ...]
    lanes: tuple[Lane, ...]
    width: int
    today: str | None


@dataclass(frozen=True, slots=True)
class Link:
    """Where the work of a step is done."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """A step in words: its days, how the sheets stand, how it ended, and where to go."""

    kind: str
    name: str
    opens: str
    days: tuple[tuple[str, str], ...]
    counts: tuple[tuple[str, str, int], ...]
    end: str
    tone: str
    runs: str
    links: tuple[Link, ...]
    exceptions: tuple[tuple[str, str, str], ...]


@require_safe
def calendar(request: OfficeRequest) -> HttpResponse:
    """Where the year stands."""
    opened = opened_years()
    if not opened:
        return paint_office(request, "office/calendar/none.html", section=SECTION)
    scheme = request.GET.get("scheme") or opened[0]
    if scheme not in opened:
        raise NotThere.of("ledger.not_there")
    known: dict[str, Any] = {
        "schemes": [(code, titled(owed(code).scheme), code == scheme) for code in opened],
        "title": titled(owed(scheme).scheme),
    }
    steps = year_calendar(request.actor, request.at, scheme)
    wording = _Wording(request, scheme)
    # A checkpoint is not over for the office before its result is announced.
    steps = tuple(replace(one, when=When.NOW) if wording.is_on_its_way(one) else one for one in steps)
    shown = {when: [wording.line(one) for one in _in_order(steps, when)] for when in When}
    return paint_office(
        request,
        "office/calendar/calendar.html",
        section=SECTION,
        **known,
        picture=_picture(steps, day_of(request.at), owed(scheme).scheme.year),
        now=shown[When.NOW],
        next=shown[When.AHEAD][:NEXT],
        left=max(0, len(shown[When.AHEAD]) - NEXT),
        over=shown[When.OVER],
        today=day_words(day_of(request.at), day_of(request.at)),
        tentative=any(one.is_tentative for one in steps),
        whole=reach(request.actor, request.at, Verb.CALENDAR_VIEW) is None,
    )


def _in_order(steps: Sequence[StepView], when: When) -> list[StepView]:
    """What is open by its end, what comes by its beginning, what is over the latest first."""
    found = [one for one in steps if one.when is when]
    if when is When.OVER:
        return sorted(found, key=lambda one: one.ends, reverse=True)
    return sorted(found, key=lambda one: one.ends if when is When.NOW else one.opens)


class _Wording:
    """Says what a step is, for whoever reads."""

    def __init__(self, request: OfficeRequest, scheme: str) -> None:
        self._scheme, self._today, self._lang = scheme, day_of(request.at), language()
        self._words = Words(request.at, owed(scheme).scheme)
        self._held = signed_of(request).holdings
        self._results = [one for one in editions_in_sight(request.actor, request.at) if one.scheme == scheme]
        found = runs(scheme) if may(Verb.RUN_VIEW, self._held) else ()
        self._runs: Mapping[str, list[RunView]] = {
            code: [run for run in found if run.checkpoint == code and run.state is RunState.READY]
            for code in owed(scheme).scheme.checkpoints
        }

    def is_on_its_way(self, one: StepView) -> bool:
        """Whether a step is over but for its result, which the reader sees on its way."""
        return one.when is When.OVER and any(
            result.checkpoint == one.step.checkpoint and result.state.under_way for result in self._results
        )

    def line(self, one: StepView) -> Line:
        """A step in words."""
        end, tone = self._end(one)
        counted = Counter(one.counts)
        return Line(
            kind=one.step.kind.term.text(self._lang),
            name=self._name(one),
            opens=self._day(one.opens),
            days=tuple((words, self._day(day)) for words, day in self._days(one)),
            counts=tuple(
                (code, standing_words(code, delivering=True), counted[code])
                for code in STATES
                if counted[code]
            ),
            end=end,
            tone=tone,
            runs=self._ran(one),
            links=tuple(self._links(one)),
            exceptions=tuple(
                (
                    self._words.organisation(more.organisation),
                    gettext("延至%(day)s") % {"day": self._day(day_of(more.given.due_at))},
                    more.given.reason,
                )
                for more in one.exceptions
            ),
        )

    def _name(self, one: StepView) -> str:
        if not one.step.checkpoint:
            return one.step.period.label(self._lang)
        named = owed(self._scheme).scheme.checkpoints[one.step.checkpoint]
        return (named.name_en or named.name) if self._lang == "en" else named.name

    def _day(self, day: date) -> str:
        return day_words(day, self._today)

    def _days(self, one: StepView) -> list[tuple[str, date]]:
        found = [(gettext("报送截止（暂定）") if one.is_tentative else gettext("报送截止"), one.due)]
        if one.meets is not None:
            found.append((gettext("调度会"), one.meets))
        if one.closes is not None:
            found.append((gettext("数据关账"), one.closes))
        found += [
            (gettext("单位回复截止"), day_of(result.reply_until))
            for result in self._results
            if result.checkpoint == one.step.checkpoint
            and result.state is State.FEEDBACK
            and result.reply_until is not None
        ]
        return found

    def _end(self, one: StepView) -> tuple[str, str]:
        """How a step ended, or how it stands."""
        if one.held_on is not None:
            return gettext("调度会%(day)s召开") % {"day": self._day(one.held_on)}, "good"
        if one.is_missed:
            return gettext("调度会未登记召开"), "first"
        if one.when is When.OVER:
            return (gettext("已关账"), "good") if one.closes is not None else (gettext("已截止"), "")
        return "", ""

    def _ran(self, one: StepView) -> str:
        count = len(self._runs.get(one.step.checkpoint, ()))
        return ngettext("测算 %(n)s 次", "测算 %(n)s 次", count) % {"n": count} if count else ""

    def _links(self, one: StepView) -> list[Link]:
        """To the review of a month, the sheets of a step, the latest run at a checkpoint."""
        found: list[Link] = []
        through, step = str(one.step.through), one.step
        ref = Named(self._scheme, through).ref
        if one.meets is not None and one.when is not When.AHEAD and may(Verb.REVIEW_VIEW, self._held):
            found.append(Link(gettext("月度调度"), address_of("review", ref=ref) or ""))
        if may(Verb.BOARD_VIEW, self._held):
            asked = f"scheme={self._scheme}&month={through}"
            asked += "&frequency=month" if step.kind is StepKind.REVIEW else ""
            found.append(Link(gettext("报送进度"), f"{address_of('board')}?{asked}"))
        elif one.counts and may(Verb.TASK_VIEW, self._held):
            found.append(Link(gettext("本单位任务"), address_of("tasks") or ""))
        latest = next(iter(self._runs.get(step.checkpoint, ())), None)
        if latest is not None:
            found.append(Link(gettext("最近一次测算"), address_of("run", ref=latest.ref) or ""))
        found += self._result(step.checkpoint)
        return found

    def _result(self, checkpoint: str) -> list[Link]:
        """To the result of a checkpoint that holds or is on its way, with its state."""
        shown = next(
            (
                one
                for one in self._results
                if one.checkpoint == checkpoint and (one.state.under_way or one.state is State.PUBLISHED)
            ),
            None,
        )
        if shown is None:
            return []
        words = gettext("考核结果：%(state)s") % {"state": shown.state.term.text(self._lang)}
        return [Link(words, address_of("edition", ref=shown.ref) or "")]


def _picture(steps: Sequence[StepView], today: date, year: int) -> Picture:
    """Every month as wide as the others, so that headings and bars stand above each other."""
    last = max(one.ends for one in steps)
    width = 12 * (last.year - year) + last.month
    lanes = []
    for kind in StepKind:
        of_kind = [one for one in steps if one.step.kind is kind]
        if of_kind:
            segments = tuple(_segment(one, today, year) for one in of_kind)
            lanes.append(Lane(kind.term.text(language()), segments))
    heads = tuple((str(n % 12 + 1), n >= 12) for n in range(width))
    at = _place(today, year)
    return Picture(heads, tuple(lanes), width, _text(at) if 0 <= at <= width else None)


def _segment(one: StepView, today: date, year: int) -> Segment:
    start, end = _place(one.opens, year), _place(one.ends, year) + _a_day(one.ends)
    code = "missed" if one.is_missed else one.when.value
    told = gettext("%(name)s：%(first)s至%(last)s") % {
        "name": one.step.period.label(language()),
        "first": day_words(one.opens, today),
        "last": day_words(one.ends, today),
    }
    return Segment(code, _text(start), _text(end - start), told)


def _place(day: date, year: int) -> Fraction:
    """How many months from the beginning of the year lie before a day."""
    return 12 * (day.year - year) + day.month - 1 + (day.day - 1) * _a_day(day)


def _a_day(day: date) -> Fraction:
    return Fraction(1, months_of.monthrange(day.year, day.month)[1])


def _text(value: Fraction) -> str:
    return decimal_text(rounded(value, 2, "half_up"))
