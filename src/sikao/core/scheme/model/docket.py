"""The record of the docket of bonus and deduction (加减分): what it decides, and how long it is shown."""

from __future__ import annotations

from sikao.core.scheme.shape import ListOf, Ref, Whole, entry, record
from sikao.core.wording import Term


@record("加减分审定", "Docket")
class Docket:
    """The items that are decided one application at a time, and reported by nobody.

    ``bodies`` may bring deductions beside the assessment office; ``notice_days`` are those for which an
    application is shown to all units before it is decided. Without items there is no docket.
    """

    items: tuple[str, ...] = entry(
        "审定数据项",
        "Items",
        ListOf(Ref(("item",))),
        default=(),
        doc=Term("逐件审定、不再报送的加减分数据项", "counted by decisions and reported by nobody"),
    )
    bodies: tuple[str, ...] = entry(
        "减分提出单位",
        "Bodies",
        ListOf(Ref(("provider",))),
        default=(),
        doc=Term("除考核办外可提出减分的单位", "who may bring deductions beside the office"),
    )
    notice_days: int = entry(
        "公示天数", "Days of notice", Whole(1, 60), default=5, doc=Term("工作日", "working days")
    )
