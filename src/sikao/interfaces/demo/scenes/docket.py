"""Bonuses and deductions of the year: 23 applications, of which 15 are granted, 2 reduced, 6 refused.

All of it is invented, and says so. What is granted comes to what the figures of the year have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from sikao.interfaces.demo.agenda import Act
from sikao.interfaces.demo.moments import moment, on_day
from sikao.interfaces.demo.stage import SCHEME, Stage, scan
from sikao.office.docket import actions
from sikao.office.docket.queries import ApplicationView, application, applications, year_view
from sikao.office.docket.stages import State

COMMENDED, MEETING = "state_commendations", "national_meetings"
PROVINCIAL, TALK = "provincial_criticisms", "city_talks"
APPROVAL = "administrative_approval"


@dataclass(frozen=True, slots=True)
class Matter:
    """What a unit applies for, or a body brings against it: so many of an item, and how many are granted."""

    unit: str
    item: str
    day: date
    matter: str
    applied: str = "1"
    granted: str = "1"
    body: str = ""


MATTERS = (
    Matter("huangdao", COMMENDED, date(2020, 5, 26), "稳外贸稳外资督查激励（示例）"),
    Matter("laixi", MEETING, date(2020, 5, 26), "农村改革现场会（示例）", granted="0"),
    Matter("commerce", COMMENDED, date(2020, 6, 2), "促进外贸创新发展督查激励（示例）"),
    Matter("development_reform", COMMENDED, date(2020, 6, 2), "推进重大项目督查激励（示例）"),
    Matter("jimo", MEETING, date(2020, 7, 11), "纺织服装产业数字化现场会（示例）"),
    Matter("licang", TALK, date(2020, 7, 17), "重点任务进度滞后被约谈（示例）", body="inspection"),
    Matter("housing_fund", TALK, date(2020, 8, 17), "信访事项办理超期被约谈（示例）", body="petitions"),
    Matter("marine", MEETING, date(2020, 8, 18), "海洋牧场建设现场会（示例）"),
    Matter("education", MEETING, date(2020, 9, 7), "职业教育改革现场会（示例）"),
    Matter("emergency", MEETING, date(2020, 9, 8), "安全生产专项整治现场会（示例）"),
    Matter("chengyang", COMMENDED, date(2020, 9, 9), "市级通报表扬（示例）", granted="0"),
    Matter("shibei", PROVINCIAL, date(2020, 9, 14), "环保督察反馈问题通报（示例）", body="discipline"),
    Matter("jiaozhou", COMMENDED, date(2020, 10, 12), "国家物流枢纽建设督查激励（示例）", "1", "0.5"),
    Matter("jiaozhou", COMMENDED, date(2020, 10, 13), "开放平台建设督查激励（示例）", "0.5", "0.5"),
    Matter("laoshan", MEETING, date(2020, 10, 14), "科技成果转化现场会（示例）", "1", "0.5"),
    Matter("laoshan", MEETING, date(2020, 10, 15), "海洋科技创新现场会（示例）", "0.5", "0.5"),
    Matter("shinan", MEETING, date(2020, 10, 16), "金融服务论坛（示例）", granted="0"),
    Matter(APPROVAL, COMMENDED, date(2020, 11, 2), "商事制度改革督查激励（示例）", "0.5", "0.5"),
    Matter(APPROVAL, COMMENDED, date(2020, 11, 3), "政务服务改革督查激励（示例）", "0.5", "0.5"),
    Matter("civil_affairs", MEETING, date(2020, 11, 4), "养老服务改革现场会（示例）"),
    Matter("pingdu", COMMENDED, date(2020, 11, 16), "省级督查激励（示例）", granted="0"),
    Matter("finance", MEETING, date(2020, 12, 7), "预算绩效培训班（示例）", granted="0"),
    Matter("huangdao", TALK, date(2020, 12, 8), "安全生产整改被约谈（示例）", granted="0", body="emergency"),
)
EXAMINED, ANNOUNCED, DECIDED = timedelta(days=1), timedelta(days=3), timedelta(days=15)
"""So long after it was brought; the days of notice are five working days."""
CLOSED = moment(2021, 2, 24, 10)
_EXAMINING = (State.SUBMITTED, State.EXAMINED)
_DECIDING = (State.NOTICE, State.UNPASSED, State.DECIDING)


def docket(stage: Stage) -> Iterator[Act]:
    """What is still to be done about each matter, and the close of the year's docket."""
    for number, matter in enumerate(MATTERS, 1):
        made = _made(matter)
        if made is None or made.state.is_open:
            yield from _steps(stage, matter, number)
    if not year_view(SCHEME).closed:
        yield Act(CLOSED, "办结全年加减分", "closing the docket of the year", lambda: _close(stage))


def _steps(stage: Stage, matter: Matter, number: int) -> Iterator[Act]:
    def step(do: Callable[[Stage, Matter, int], None]) -> Callable[[], None]:
        return lambda: do(stage, matter, number)

    day = on_day(matter.day, 10)
    yield Act(day, "提出加减分", "bringing a bonus or a deduction", step(_bring))
    yield Act(day + EXAMINED, "初审、复审", "examining twice", step(_examine))
    yield Act(day + ANNOUNCED, "公示", "giving notice", step(_announce))
    yield Act(day + DECIDED, "审定加减分", "deciding", step(_decide))


def _made(matter: Matter) -> ApplicationView | None:
    found = applications(SCHEME, units=[matter.unit])
    return next((view for view in found if view.matter == matter.matter), None)


def _paper(number: int, day: datetime) -> str:
    return f"示例文〔{day.year}〕{number}号"


def _bring(stage: Stage, matter: Matter, number: int) -> None:
    if _made(matter) is not None:
        return
    paper = _paper(number, stage.at)
    signer = stage.cast[f"{matter.body or matter.unit}.signer"]
    body = partial(actions.bring_deduction, body=matter.body)
    bring = body if matter.body else actions.apply_for_bonus
    bring(
        actor=signer,
        at=stage.later(),
        scheme=SCHEME,
        unit=matter.unit,
        item=matter.item,
        matter=matter.matter,
        count=matter.applied,
        reason="见所附文件（示例）。",
        document=paper,
        document_date=matter.day,
        files=[scan(stage, f"{paper}.pdf", about=paper)],
    )


def _examine(stage: Stage, matter: Matter, _: int) -> None:
    """The office's clerk first, then its director."""
    made, said = _made(matter), _said(matter)
    if made is None or made.state not in _EXAMINING:
        return
    told = {"application": made.ref, "count": matter.granted, "reason": said}
    if made.state is State.SUBMITTED:
        actions.examine_application(actor=stage.cast["office"], at=stage.later(), **told)
    actions.reexamine_application(actor=stage.cast["director"], at=stage.later(), **told)


def _announce(stage: Stage, matter: Matter, _: int) -> None:
    made = _made(matter)
    if made is not None and made.state is State.PASSED:
        office = stage.cast["office"]
        actions.announce_applications(actor=office, at=stage.later(), scheme=SCHEME, applications=[made.ref])


def _decide(stage: Stage, matter: Matter, _: int) -> None:
    """Two decide: one of them has examined nothing of it."""
    made = _made(matter)
    if made is None or made.state not in _DECIDING:
        return
    if made.state is not State.DECIDING:
        told = {"application": made.ref, "count": matter.granted, "reason": _said(matter)}
        actions.decide_application(actor=stage.cast["director"], at=stage.later(), **told)
    bound = application(made.ref).bound
    actions.confirm_decision(actor=stage.cast["leader"], at=stage.later(), application=made.ref, bound=bound)


def _said(matter: Matter) -> str:
    if matter.granted == "0":
        return "不符合方案规定的情形，不予认定（示例）。"
    if matter.granted != matter.applied:
        return "与其他单位共同承担，按份额核减（示例）。"
    return "文件属实，符合方案规定（示例）。"


def _close(stage: Stage) -> None:
    if not any(view.state.is_open for view in applications(SCHEME)):
        actions.close_docket(actor=stage.cast["office"], at=stage.later(), scheme=SCHEME)
