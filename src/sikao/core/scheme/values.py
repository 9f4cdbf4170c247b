"""Values that are neither text nor plain numbers: points, consequences of absence, days after a period."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from sikao.core.figures.decimals import canonical, shifted
from sikao.core.scheme.expressions import Expression, expression_text
from sikao.core.wording import Term


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of points; exactly one of the three is given.

    ``share`` is a share of the leaf's full points (0.8 is 80 %), ``points`` are points, ``expression`` gives
    points.
    """

    share: Decimal | None = None
    points: Decimal | None = None
    expression: Expression | None = None

    def __post_init__(self) -> None:
        if sum(part is not None for part in (self.share, self.points, self.expression)) != 1:
            raise ValueError("an amount is a share, or points, or an expression")

    def __str__(self) -> str:
        """As it is written in a scheme."""
        if self.share is not None:
            return share_text(self.share)
        if self.points is not None:
            return canonical(self.points)
        return expression_text(self.expression) if self.expression is not None else ""

    def to_json(self, form: list[object] | None = None) -> list[object]:
        """As the calculators read it; ``form`` is the form of the expression, where there is one."""
        if self.share is not None:
            return ["share", canonical(self.share)]
        if self.points is not None:
            return ["points", canonical(self.points)]
        return ["expr", form]


def share(text: str) -> Amount:
    """An amount from the decimal text of a share: ``share("0.8")`` is 80 %."""
    return Amount(share=Decimal(text))


def points(text: str) -> Amount:
    """An amount from the decimal text of points."""
    return Amount(points=Decimal(text))


def share_text(value: Decimal) -> str:
    """A share as a percentage: 0.8 is ``80%``."""
    return canonical(shifted(value, 2)) + "%"


EFFECTS: dict[str, Term] = {
    "zero": Term("计零分", "zero points"),
    "full": Term("计满分", "full points"),
    "share": Term("按比例计分", "a share of the full points"),
    "group_mean": Term("按同组平均计分", "mean of the group"),
    "redistribute_parent": Term("分值摊入上级指标内其他指标", "spread over the rest of the parent"),
    "redistribute_block": Term("分值摊入本板块其他指标", "spread over the rest of the block"),
    "redistribute_table": Term("分值摊入本表其他指标", "spread over the rest of the scorecard"),
    "exclude": Term("不计入，满分相应减少", "left out, full points shrink"),
    "transfer": Term("分值并入指定指标", "points go to a named indicator"),
    "hold": Term("暂不计入", "not counted yet"),
    "refuse": Term("不计入，成绩册不完整", "not counted, the book is incomplete"),
}


@dataclass(frozen=True, slots=True)
class Effect:
    """What happens to the points of a leaf whose measure is absent.

    ``share`` goes with the kind share, ``node`` with transfer.
    """

    kind: str
    share: Decimal | None = None
    node: str | None = None

    def __str__(self) -> str:
        """As it is written in a scheme."""
        if self.share is not None:
            return f"{self.kind} {share_text(self.share)}"
        return f"{self.kind} {self.node}" if self.node is not None else self.kind

    def to_json(self) -> list[str]:
        """As the calculators read it."""
        if self.share is not None:
            return [self.kind, canonical(self.share)]
        if self.node is not None:
            return [self.kind, self.node]
        first, _, scope = self.kind.partition("_")
        return [first, scope] if first == "redistribute" else [self.kind]


ABSENCE_DEFAULTS: dict[str, Effect] = {
    "missing": Effect("refuse"),
    "not_applicable": Effect("redistribute_table"),
    "not_yet_due": Effect("hold"),
    "withheld": Effect("zero"),
    "undefined": Effect("refuse"),
}


@dataclass(frozen=True, slots=True)
class DayAfter:
    """A day after the last day of a period: so many ``days`` later, or else the next ``day`` of a ``month``.

    There is no 29 February, which most years do not have.
    """

    days: int | None = None
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if (self.days is None) == (self.month is None or self.day is None):
            raise ValueError("a number of days, or a month and a day")
        if self.month is not None and self.day is not None:
            dt.date(_ORDINARY_YEAR, self.month, self.day)

    def __str__(self) -> str:
        """As it is written in a scheme: ``18`` or ``03-20``."""
        return str(self.days) if self.month is None else f"{self.month:02d}-{self.day:02d}"

    @property
    def term(self) -> Term:
        """As people say it."""
        if self.month is None or self.day is None:
            days = "day" if self.days == 1 else "days"
            return Term(f"期末后第{self.days}日", f"{self.days} {days} after the period")
        return Term(f"{self.month}月{self.day}日", f"{self.day} {_ENGLISH_MONTHS[self.month - 1]}")

    def counted_from(self, end: dt.date) -> dt.date:
        """The date, for a period whose last day is ``end``."""
        if self.month is None or self.day is None:
            return end + dt.timedelta(days=self.days or 0)
        this_year = dt.date(end.year, self.month, self.day)
        return this_year if this_year > end else this_year.replace(year=end.year + 1)


_ORDINARY_YEAR = 2001
_ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
