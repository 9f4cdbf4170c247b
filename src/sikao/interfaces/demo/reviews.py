"""The monthly reviews of the demonstration's year: who was asked why, what was decided, what became of it.

All of it is invented, and says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sikao.interfaces.demo.people import Cast
from sikao.office.cycle import actions as cycle
from sikao.office.cycle.briefings import CAUSE, NEXT_STEP, PROGRESS, STATE
from sikao.office.cycle.calendar import meeting_day
from sikao.office.cycle.duties import EXPLANATION, briefing_of
from sikao.office.cycle.models import Draft, Task
from sikao.office.cycle.monthly import Named, contents, reviewed, sheet_of, unexplained
from sikao.office.groundwork.clock import CITY
from sikao.office.groundwork.journal import head
from sikao.office.ledger.facts import Progress

ASKED = {
    "2020-02": ("jimo", "pingdu"),
    "2020-04": ("licang", "huangdao"),
    "2020-05": ("jimo", "laixi", "pingdu"),
}
"""Units that the office asks why they lag, by the month under review; the last of May has not answered."""
UNANSWERED = ("pingdu", "2020-05")
MINUTES = "调度会纪要〔2020〕{number}号（示例）"
EXPLAINED = {
    STATE: Progress.BEHIND.value,
    PROGRESS: "项目储备充足，到位进度低于序时（示例）。",
    CAUSE: "部分项目受疫情影响推迟，手续办理时间延长。",
    NEXT_STEP: "逐个项目明确责任人，下月底前补齐进度。",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """A decision of the review of a month. ``told`` are those who say what they did before the next one.

    At the next review it is carried over to ``carried``, or ``closed``; with neither it stays as it is.
    """

    through: str
    text: str
    bearers: tuple[str, ...]
    due: date
    told: tuple[str, ...]
    carried: date | None = None
    closed: bool = False


DECIDED = (
    Plan(
        "2020-01",
        "分区市建立重点企业复工用工台账，缺口逐周调度（示例）。",
        ("human_resources",),
        date(2020, 3, 20),
        ("human_resources",),
        closed=True,
    ),
    Plan(
        "2020-02",
        "逐个梳理未到资外资项目，明确到资时间（示例）。",
        ("commerce", "jimo"),
        date(2020, 4, 24),
        ("commerce", "jimo"),
        closed=True,
    ),
    Plan(
        "2020-03",
        "固定资产投资降幅较大的区市，逐项目排出开工计划（示例）。",
        ("development_reform", "licang"),
        date(2020, 5, 22),
        ("licang",),
        carried=date(2020, 7, 31),
    ),
    Plan(
        "2020-05",
        "外资到位进度落后的区市，七月中旬前向考核办专题报告（示例）。",
        ("jimo", "pingdu", "laixi"),
        date(2020, 7, 17),
        ("laixi",),
    ),
)
Submit = Callable[[Task], None]
"""Hands a briefing in and signs it."""


@dataclass(slots=True)
class Reviews:
    """Lets the reviews of the year happen, each on the day of its meeting."""

    scheme: str
    cast: Cast
    later: Callable[[datetime | None], datetime]
    wait: Callable[[datetime], None]
    sign: Submit
    made: dict[str, str] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    held: list[str] = field(default_factory=list)

    def until(self, moment: datetime) -> None:
        """Everything about the reviews that lies before a moment."""
        for step in reviewed(self.scheme):
            day, through = meeting_day(step), str(step.through)
            if day is None or through in self.held:
                continue
            before = datetime.combine(day - timedelta(days=4), time(10), CITY)
            if before <= moment and through not in self.asked:
                self.asked.add(through)
                self.wait(before)
                self._ask(Named(self.scheme, through), before)
            meeting = datetime.combine(day, time(15), CITY)
            if meeting <= moment:
                self.held.append(through)
                self.wait(meeting - timedelta(days=1))
                self._follow_up(through, meeting)
                self._hold(Named(self.scheme, through), meeting)

    def _ask(self, named: Named, at: datetime) -> None:
        """The office asks, and most of them answer two days later."""
        wanted = ASKED.get(named.through, ())
        if not wanted:
            return
        cells = sheet_of(named, contents(named, head()[0])).cells
        units = [unit for unit in wanted if unexplained(named, cells, unit)]
        if units:
            office = self.cast["office"]
            cycle.ask_explanation(actor=office, at=self.later(at), review=named.ref, units=units)
        for task in Task.objects.filter(briefing=EXPLANATION, through=named.through).order_by("provider"):
            if (task.provider, task.through) != UNANSWERED:
                self._explain(task, at + timedelta(days=1))

    def _explain(self, task: Task, at: datetime) -> None:
        cells = {
            f"{told.subject.key}/{part}": text
            for told in briefing_of(task).told
            for part, text in EXPLAINED.items()
        }
        reporter = self.cast[f"{task.organisation}.reporter"]
        draft = Draft.objects.filter(task=task).first()
        version = 0 if draft is None else draft.version
        cycle.save_draft(actor=reporter, at=self.later(at), task=task.ref, version=version, cells=cells)
        self.sign(task)

    def _follow_up(self, through: str, meeting: datetime) -> None:
        """What became of the decisions of the last review."""
        office = self.cast["office"]
        for plan in DECIDED:
            if plan.text not in self.made or _next(plan.through) != through:
                continue
            ref = self.made[plan.text]
            self._tell(plan, ref, meeting - timedelta(days=1))
            if plan.closed:
                cycle.close_decision(
                    actor=office, at=self.later(None), decision=ref, text="已落实，予以办结（示例）。"
                )
            elif plan.carried is not None:
                why = "尚有项目未开工，继续跟踪（示例）。"
                cycle.carry_decision(
                    actor=office, at=self.later(None), decision=ref, due=plan.carried, text=why
                )

    def _tell(self, plan: Plan, ref: str, at: datetime) -> None:
        for code in plan.told:
            who, text = self.cast[f"{code}.reporter"], "已专题研究并明确责任人，进度逐周报送（示例）。"
            cycle.tell_decision(actor=who, at=self.later(at), decision=ref, text=text, organisation=code)

    def _hold(self, named: Named, meeting: datetime) -> None:
        office, document = self.cast["office"], MINUTES.format(number=named.month)
        given = {"review": named.ref, "document": document}
        cycle.hold_review(actor=office, at=self.later(meeting), held_on=meeting.date(), **given)
        for plan in DECIDED:
            if plan.through == named.through:
                self.made[plan.text] = cycle.make_decision(
                    actor=office,
                    at=self.later(None),
                    text=plan.text,
                    bearers=plan.bearers,
                    due=plan.due,
                    **given,
                )

    def today(self, at: datetime) -> None:
        """What was told of the last decisions since."""
        for plan in DECIDED:
            if self.held and plan.through == self.held[-1]:
                self._tell(plan, self.made[plan.text], at)


def _next(through: str) -> str:
    year, month = through.split("-")
    return f"{year}-{int(month) + 1:02}"
