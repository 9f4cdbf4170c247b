"""Records of what goes to and fro: by when figures are delivered, and how results are fed back to units."""

from __future__ import annotations

import datetime as dt

from sikao.core.scheme.model.items import FREQUENCIES
from sikao.core.scheme.shape import Choice, DueDay, MapOf, Ref, Table, Truth, Whole, entry, record
from sikao.core.scheme.values import DayAfter
from sikao.core.wording import Term

ESCALATION = {
    "remind": Term("提醒", "remind"),
    "supervise": Term("督办", "supervise"),
    "notify": Term("通报", "notify"),
}
OPENS_DEFAULT = DayAfter(days=1)
DUE_DEFAULTS = {
    "month": DayAfter(days=18),
    "quarter": DayAfter(days=25),
    "half_year": DayAfter(days=25),
    "year": DayAfter(month=3, day=20),
}
_BY_FREQUENCY = MapOf(Choice(FREQUENCIES), DueDay())
_DAYS = Term(
    "期末之后的天数或月日：18 即次月18日，3月20日即期末之后的第一个3月20日",
    "days after the period, or month and day: 18 is the 18th of the next month",
)
_WORKING_DAYS = Term("工作日", "working days")


@record("报送规则", "Reporting")
class Reporting:
    """When figures are delivered, confirmed and verified and disputes answered, what follows when somebody
    is late, and when checkpoints close.
    """

    opens: Table[DayAfter] = entry("开始报送", "Opens", _BY_FREQUENCY, default=Table(), doc=_DAYS)
    due: Table[DayAfter] = entry("报送截止", "Due", _BY_FREQUENCY, default=Table(), doc=_DAYS)
    confirm_days: int = entry("核对天数", "Days to confirm", Whole(1, 60), default=3, doc=_WORKING_DAYS)
    answer_days: int = entry("答复天数", "Days to answer", Whole(1, 60), default=5, doc=_WORKING_DAYS)
    verify_days: int = entry("核实天数", "Days to verify", Whole(1, 60), default=5, doc=_WORKING_DAYS)
    escalation: Table[int] = entry(
        "逾期处理",
        "Escalation",
        MapOf(Choice(ESCALATION), Whole(0, 60)),
        default=Table({"remind": 0, "supervise": 3, "notify": 5}),
        doc=Term("各在逾期满几个工作日后", "each after so many working days late"),
    )
    closes: Table[DayAfter] = entry(
        "节点关账",
        "Closes",
        MapOf(Ref(("checkpoint",)), DueDay()),
        default=Table(),
        doc=Term(
            "节点数据截止日，之后的修订自下一节点起使用",
            "the checkpoint's figures close; later revisions count from the next",
        ),
    )

    def opens_on(self, frequency: str, end: dt.date) -> dt.date:
        """The day from which figures of a period that ends on ``end`` may be delivered."""
        return self.opens.get(frequency, OPENS_DEFAULT).counted_from(end)

    def due_on(self, frequency: str, end: dt.date) -> dt.date:
        """The last day on which figures of a period that ends on ``end`` are in time."""
        return self.due.get(frequency, DUE_DEFAULTS[frequency]).counted_from(end)


@record("结果反馈", "Feedback")
class Feedback:
    """How units learn of their own result before it is approved, and how long they may object to it."""

    days: int = entry("反馈天数", "Days to reply", Whole(1, 60), default=5, doc=_WORKING_DAYS)
    own_place: bool = entry(
        "告知位次",
        "Own place",
        Truth(),
        default=True,
        doc=Term("反馈时告知单位自己的位次", "a unit is told its own place with its result"),
    )
