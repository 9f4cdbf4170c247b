"""The docket of the demonstration: one bonus granted, one refused, one under notice, one deduction brought.

All of it is invented, and says so; what is granted is what the demonstration's figures of the year have.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from sikao.interfaces.demo.people import Cast
from sikao.office.docket import actions
from sikao.office.docket.queries import application
from sikao.office.groundwork.clock import CITY
from sikao.office.ledger.facts import NewEvidence


@dataclass(frozen=True, slots=True)
class Matter:
    """A bonus that a unit applies for."""

    unit: str
    item: str
    matter: str
    document: str
    day: date
    reason: str


COMMENDED = Matter(
    "huangdao",
    "state_commendations",
    "稳外贸稳外资工作受到督查激励（示例）",
    "国办发〔2020〕示例号",
    date(2020, 5, 8),
    "受到国务院办公厅通报激励（示例）。",
)
NOT_NATIONAL = Matter(
    "laixi",
    "national_meetings",
    "农村改革现场会（示例）",
    "会议通知〔2020〕示例2号",
    date(2020, 5, 20),
    "在我市召开现场会（示例）。",
)
SHOWN = Matter(
    "jimo",
    "national_meetings",
    "纺织服装产业数字化现场会（示例）",
    "会议通知〔2020〕示例7号",
    date(2020, 6, 28),
    "国家部委在我区召开现场会（示例）。",
)
CHARGE_PAPER = "督查约谈通知书〔2020〕示例3号"
BROUGHT, EXAMINED, ANNOUNCED, DECIDED = (
    datetime(2020, month, day, 10, tzinfo=CITY) for month, day in ((5, 26), (5, 29), (6, 1), (6, 9))
)
SECOND, CHARGED = (datetime(2020, 7, day, 10, tzinfo=CITY) for day in (13, 17))


@dataclass(slots=True)
class Docketing:
    """Brings applications on, step by step, on the days of the story."""

    scheme: str
    cast: Cast
    later: Callable[[datetime | None], datetime]
    scan: Callable[[str, str], NewEvidence]
    refs: dict[str, str] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)

    def until(self, moment: datetime) -> None:
        """What happens about bonuses and deductions before a moment."""
        steps = (
            (BROUGHT, self._first),
            (EXAMINED, self._examine_first),
            (ANNOUNCED, self._announce_first),
            (DECIDED, self._decide),
            (SECOND, self._second),
            (CHARGED, self._charge),
        )
        for day, step in steps:
            if moment >= day and step.__name__ not in self.done:
                self.done.add(step.__name__)
                step(day)

    def _apply(self, what: Matter, at: datetime) -> str:
        return actions.apply_for_bonus(
            actor=self.cast[f"{what.unit}.signer"],
            at=self.later(at),
            scheme=self.scheme,
            unit=what.unit,
            item=what.item,
            matter=what.matter,
            count="1",
            reason=what.reason,
            document=what.document,
            document_date=what.day,
            files=[self.scan("文件扫描件（示例）.pdf", what.document)],
        )

    def _examine(self, ref: str, count: str, reason: str) -> None:
        told = {"application": ref, "count": count, "reason": reason}
        actions.examine_application(actor=self.cast["office"], at=self.later(None), **told)
        actions.reexamine_application(actor=self.cast["director"], at=self.later(None), **told)

    def _announce(self, ref: str, at: datetime) -> None:
        actions.announce_applications(
            actor=self.cast["office"], at=self.later(at), scheme=self.scheme, applications=[ref]
        )

    def _first(self, at: datetime) -> None:
        self.refs["granted"] = self._apply(COMMENDED, at)
        self.refs["refused"] = self._apply(NOT_NATIONAL, at)

    def _examine_first(self, at: datetime) -> None:
        self.later(at)
        self._examine(self.refs["granted"], "1", "文件属实，符合方案规定（示例）。")
        self._examine(self.refs["refused"], "0", "会议由省级部门召开，不属国家级现场会（示例）。")

    def _announce_first(self, at: datetime) -> None:
        self._announce(self.refs["granted"], at)

    def _decide(self, at: datetime) -> None:
        """Two decide: one of them has examined nothing of it."""
        self.later(at)
        for which, count, reason in (
            ("granted", "1", "公示无意见，予以认定（示例）。"),
            ("refused", "0", "不属国家级现场会，不予认定（示例）。"),
        ):
            ref = self.refs[which]
            actions.decide_application(
                actor=self.cast["director"],
                at=self.later(None),
                application=ref,
                count=count,
                reason=reason,
            )
            bound = application(ref).bound
            actions.confirm_decision(
                actor=self.cast["leader"], at=self.later(None), application=ref, bound=bound
            )

    def _second(self, at: datetime) -> None:
        """Under notice on the day on which the demonstration begins."""
        ref = self._apply(SHOWN, at)
        self._examine(ref, "1", "会议通知属实（示例）。")
        self._announce(ref, datetime(2020, 7, 15, 10, tzinfo=CITY))

    def _charge(self, at: datetime) -> None:
        """Brought by a body, and not examined yet."""
        actions.bring_deduction(
            actor=self.cast["inspection.signer"],
            at=self.later(at),
            scheme=self.scheme,
            body="inspection",
            unit="licang",
            item="city_talks",
            matter="重点任务进度滞后被约谈（示例）",
            count="1",
            reason="市政府督查约谈主要负责人（示例）。",
            document=CHARGE_PAPER,
            document_date=date(2020, 7, 16),
            files=[self.scan("约谈通知书（示例）.pdf", CHARGE_PAPER)],
        )
