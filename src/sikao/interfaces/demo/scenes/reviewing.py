"""The monthly reviews of the year: who was asked why, what was decided, what became of it.

All of it is invented, and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from sikao.core.scheme.steps import Step
from sikao.interfaces.demo.agenda import Act
from sikao.interfaces.demo.moments import on_day
from sikao.interfaces.demo.stage import SCHEME, Stage
from sikao.office.cycle import actions as cycle
from sikao.office.cycle.briefings import CAUSE, NEXT_STEP, PROGRESS, STATE
from sikao.office.cycle.calendar import meeting_day
from sikao.office.cycle.duties import EXPLANATION, briefing_of
from sikao.office.cycle.models import Bearer, Decision, DecisionStep, HeldReview, Task
from sikao.office.cycle.monthly import Named, contents, reviewed, sheet_of, unexplained
from sikao.office.cycle.rules import DecisionState, DecisionWord, TaskState
from sikao.office.groundwork.journal import head
from sikao.office.ledger.facts import Progress

ASKED = {
    "2020-02": ("jimo", "pingdu"),
    "2020-04": ("licang", "huangdao"),
    "2020-05": ("jimo", "laixi", "pingdu"),
    "2020-08": ("pingdu", "licang"),
    "2020-10": ("laixi", "shibei"),
}
"""Units that the office asks why they lag, by the month under review."""
UNANSWERED = ("pingdu", "2020-05")
"""Says nothing, whatever steps are taken."""
MINUTES = "调度会纪要〔{year}〕{number}号（示例）"
TOLD = "已专题研究并明确责任人，进度逐周报送（示例）。"
CLOSED = "已落实，予以办结（示例）。"
CARRIED = "尚有项目未开工，继续跟踪（示例）。"
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
        closed=True,
    ),
    Plan(
        "2020-07",
        "下半年到期的招商项目逐个倒排节点（示例）。",
        ("commerce",),
        date(2020, 9, 18),
        ("commerce",),
        closed=True,
    ),
    Plan(
        "2020-09",
        "全年指标对照年度目标逐项预测，差距逐月销号（示例）。",
        ("development_reform", "statistics"),
        date(2020, 11, 20),
        ("development_reform", "statistics"),
        closed=True,
    ),
    Plan(
        "2020-11",
        "年底前核清全年报送数据，错漏于一月上旬前更正（示例）。",
        ("statistics", "commerce"),
        date(2021, 1, 15),
        ("statistics", "commerce"),
        closed=True,
    ),
)


def reviewing(stage: Stage) -> Iterator[Act]:
    """What belongs to reviews that were not held yet, and to decisions that are still open."""
    held = set(HeldReview.objects.filter(scheme=SCHEME).values_list("through", flat=True))
    for step in reviewed(SCHEME):
        day, named = meeting_day(step), Named(SCHEME, str(step.through))
        if day is not None and named.through not in held:
            yield from _meeting(stage, named, day)
    for plan in DECIDED:
        if not _is_over(plan):
            yield from _following(stage, plan)


def _meeting(stage: Stage, named: Named, day: date) -> Iterator[Act]:
    """The days around one meeting."""
    if named.through in ASKED:
        yield Act(
            on_day(day - timedelta(days=4), 10),
            "请落后的区市说明",
            "asking who lags",
            lambda: _ask(stage, named),
        )
        yield Act(
            on_day(day - timedelta(days=3), 10),
            "区市说明原因",
            "districts explain",
            lambda: _explain(stage, named),
        )
    yield Act(on_day(day, 15), "召开月度调度会", "the monthly review", lambda: _hold(stage, named, day))


def _following(stage: Stage, plan: Plan) -> Iterator[Act]:
    """What becomes of one decision: told the day before the next review, settled on its day."""
    day = next(meeting for step in reviewed(SCHEME) if (meeting := _meets_after(step, plan.through)))
    told = min(on_day(day - timedelta(days=1), 15), on_day(plan.due, 9))
    yield Act(told, "报告议定事项落实情况", "telling what was done", lambda: _tell(stage, plan))
    if plan.closed or plan.carried is not None:
        yield Act(on_day(day, 14), "议定事项销号或结转", "settling decisions", _settling(stage, plan))


def _meets_after(step: Step, through: str) -> date | None:
    """The day of a review of a later month."""
    return meeting_day(step) if str(step.through) > through else None


def _made(plan: Plan) -> Decision | None:
    """The decision, once it was made."""
    said = DecisionStep.objects.filter(what=DecisionWord.MADE, text=plan.text).first()
    return None if said is None else said.decision


def _is_over(plan: Plan) -> bool:
    """Whether nothing more will be told of a decision."""
    made = _made(plan)
    if made is None:
        return False
    if made.state != DecisionState.OPEN:
        return True
    words = set(made.steps.values_list("what", flat=True))
    return DecisionWord.CARRIED in words


def _ask(stage: Stage, named: Named) -> None:
    asked = set(_explanations(named).values_list("provider", flat=True))
    cells = sheet_of(named, contents(named, head()[0])).cells
    wanted = ASKED[named.through]
    units = [unit for unit in wanted if unit not in asked and unexplained(named, cells, unit)]
    if units:
        office = stage.cast["office"]
        cycle.ask_explanation(actor=office, at=stage.later(), review=named.ref, units=units)


def _explain(stage: Stage, named: Named) -> None:
    for task in _explanations(named).order_by("provider"):
        if (task.provider, task.through) == UNANSWERED or task.state == TaskState.SIGNED:
            continue
        if task.state == TaskState.OPEN:
            told = briefing_of(task).told
            cells = {f"{one.subject.key}/{part}": text for one in told for part, text in EXPLAINED.items()}
            stage.write(task, cells)
            stage.submit(task)
        stage.sign(task)


def _hold(stage: Stage, named: Named, day: date) -> None:
    """The meeting, and what it decided."""
    office, year = stage.cast["office"], named.through[:4]
    document = MINUTES.format(year=year, number=named.month)
    given = {"review": named.ref, "document": document}
    if not HeldReview.objects.filter(scheme=SCHEME, through=named.through).exists():
        cycle.hold_review(actor=office, at=stage.later(), held_on=day, **given)
    for plan in DECIDED:
        if plan.through == named.through and _made(plan) is None:
            cycle.make_decision(
                actor=office, at=stage.later(), text=plan.text, bearers=plan.bearers, due=plan.due, **given
            )


def _tell(stage: Stage, plan: Plan) -> None:
    made = _made(plan)
    if made is None or made.state != DecisionState.OPEN:
        return
    silent = Bearer.objects.filter(decision=made, organisation__in=plan.told, told_at=None)
    for bearer in silent.order_by("organisation"):
        code = bearer.organisation
        who = stage.cast[f"{code}.reporter"]
        cycle.tell_decision(actor=who, at=stage.later(), decision=made.ref, text=TOLD, organisation=code)


def _settling(stage: Stage, plan: Plan) -> Callable[[], None]:
    return lambda: _settle(stage, plan)


def _settle(stage: Stage, plan: Plan) -> None:
    made, office = _made(plan), stage.cast["office"]
    if made is None or _is_over(plan):
        return
    if plan.carried is not None:
        ref, due = made.ref, plan.carried
        cycle.carry_decision(actor=office, at=stage.later(), decision=ref, due=due, text=CARRIED)
    else:
        cycle.close_decision(actor=office, at=stage.later(), decision=made.ref, text=CLOSED)


def _explanations(named: Named) -> QuerySet[Task]:
    return Task.objects.filter(briefing=EXPLANATION, through=named.through)
