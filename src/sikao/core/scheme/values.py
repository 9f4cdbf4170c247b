"""Values that are neither plain text nor plain numbers: amounts of points and consequences of absence."""

from __future__ import annotations

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
