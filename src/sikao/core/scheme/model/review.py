"""The record of the monthly coordination review (月度调度): what is looked at, and when a light changes."""

from __future__ import annotations

from decimal import Decimal

from sikao.core.scheme.shape import ListOf, Number, Ref, Whole, Word, entry, record
from sikao.core.wording import Term

_OF_THE_PLAN = Term("序时进度不低于此，100%即与计划持平", "of the time-prorated target; 100% is as planned")
_POINTS = Term("与目标之差不低于此，百分点", "difference from the target, in percentage points")
_WORKING_DAYS = Term("工作日", "working days")


@record("月度调度", "Monthly review")
class MonthlyReview:
    """Which indicators are followed month by month, from where on a light is green or yellow, and the days
    until the meeting. It has no points. Without nodes and tags, every monthly indicator with a target.
    """

    nodes: tuple[str, ...] = entry(
        "调度指标",
        "Nodes",
        ListOf(Ref(("any_node",))),
        default=(),
        doc=Term("指标或板块的代码", "indicators or blocks"),
    )
    tags: tuple[str, ...] = entry(
        "调度标签",
        "Tags",
        ListOf(Word()),
        default=(),
        doc=Term("带此标签的指标或板块", "indicators or blocks that bear the tag"),
    )
    green: Decimal = entry("绿灯线", "Green from", Number(percent=True), default=Decimal(1), doc=_OF_THE_PLAN)
    yellow: Decimal = entry(
        "黄灯线", "Yellow from", Number(percent=True), default=Decimal("0.9"), doc=_OF_THE_PLAN
    )
    rate_green: Decimal = entry("增速绿灯线", "Green from, rates", Number(), default=Decimal(0), doc=_POINTS)
    rate_yellow: Decimal = entry(
        "增速黄灯线", "Yellow from, rates", Number(), default=Decimal(-2), doc=_POINTS
    )
    meeting_days: int = entry(
        "调度会天数",
        "Days to the meeting",
        Whole(1, 60),
        default=5,
        doc=Term("月报截止后的工作日", "working days after monthly figures are due"),
    )
    explain_days: int = entry("说明天数", "Days to explain", Whole(1, 60), default=2, doc=_WORKING_DAYS)
