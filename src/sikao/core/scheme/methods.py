"""The registry of scoring methods: what each is called, which parameters it takes and what they default to.

*w* stands for the leaf's full points, *x* for its measure, *t* for its target. Where a parameter is
left out and has no default here, its default depends on the leaf: see ``docs/algorithms/scheme-language.md``.
"""

from __future__ import annotations

from decimal import Decimal

from sikao.core.scheme.expressions import Constant, Expression
from sikao.core.scheme.shape import (
    Choice,
    Either,
    Formula,
    ListOf,
    Nested,
    Ref,
    Tagged,
    Text,
    Truth,
    Worth,
    entry,
    record,
)
from sikao.core.scheme.values import Amount, points, share
from sikao.core.wording import Term

TIES = {
    "best": Term("并列取高名次", "the better place"),
    "average": Term("并列取平均名次", "the mean place"),
    "worst": Term("并列取低名次", "the worse place"),
}
INVERSES = {
    "reciprocal": Term("目标值除以实绩", "t / x"),
    "mirror": Term("2减去实绩与目标值之比", "2 − x / t"),
}
CHOOSE = {"sum": Term("累加", "added up"), "highest": Term("就高", "the highest counts")}

ONE = Constant(Decimal(1))


@record("区间", "Range")
class Range:
    """A range that a measure should lie in."""

    low: Expression = entry("下限", "Low", Formula())
    high: Expression = entry("上限", "High", Formula())


_TARGET = Either(scalar=Formula(), mapping=Nested("Range"))
Target = Expression | Range


@record("计分方法", "Method")
class Method:
    """What every method has: the bounds between which its result is kept."""

    cap: Amount | None = entry(
        "封顶", "Cap", Worth(), default=None, doc=Term("默认满分", "full points by default")
    )
    floor: Amount | None = entry("保底", "Floor", Worth(), default=None, doc=Term("默认0", "0 by default"))


@record(
    "目标完成率法",
    "Attainment rate",
    Term("w·x/t；未达标且有short时：short·x/t", "w·x/t; below target with short: short·x/t"),
)
class Attainment(Method):
    """Points in proportion to how much of the target was reached."""

    target: Target = entry("目标值", "Target", _TARGET)
    short: Amount = entry("未达标折算", "Short of target", Worth(), default=share("1"))
    inverse: str = entry("逆向算法", "Inverse", Choice(INVERSES), default="reciprocal")


@record(
    "目标完成计分法",
    "All or nothing",
    Term("达到目标得met，否则得unmet", "met where the target is reached, else unmet"),
)
class AllOrNothing(Method):
    """One amount for reaching the target, another for missing it."""

    target: Target = entry("目标值", "Target", _TARGET)
    met: Amount = entry("达标得分", "Met", Worth(), default=share("1"))
    unmet: Amount = entry("未达标得分", "Unmet", Worth(), default=share("0"))


@record("加分档", "Rate")
class RateBand:
    """From this size on, this much per step."""

    at_least: Expression = entry("不低于", "At least", Formula())
    rate: Amount = entry("每点分值", "Rate", Worth())


@record("按规模加分", "Rate by size")
class RateBySize:
    """A rate per step above target that depends on a size, such as the amount of revenue."""

    size: Expression = entry("规模", "Size", Formula())
    bands: tuple[RateBand, ...] = entry("加分档", "Bands", ListOf(Nested("RateBand")))


@record(
    "逐点加减分法",
    "Steps per point",
    Term(
        "高于目标：base+up·(x−t)/per；低于目标：base−down·(t−x)/per",
        "base + up·(x−t)/per above, base − down·(t−x)/per below",
    ),
)
class Steps(Method):
    """A base for reaching the target, so much more or less for every step above or below."""

    target: Target = entry("目标值", "Target", _TARGET)
    base: Amount = entry("基础分", "Base", Worth(), default=share("1"))
    up: Amount = entry("每步加分", "Up", Worth(), default=points("0"))
    down: Amount = entry("每步减分", "Down", Worth(), default=points("0"))
    per: Expression = entry("步长", "Per", Formula(), default=ONE)
    whole: bool = entry("只计整步", "Whole steps only", Truth(), default=False)
    up_by: RateBySize | None = entry("按规模加分", "Up by size", Nested("RateBySize"), default=None)


@record(
    "功效系数法",
    "Efficacy coefficient",
    Term("w·[base+(1−base)·(x−low)/(high−low)]", "w·[base + (1−base)·(x−low)/(high−low)]"),
)
class Efficacy(Method):
    """Linear between the group's worst and best (or declared bounds), with a base that everybody gets."""

    base: Amount = entry("基础分", "Base", Worth(), default=share("0.6"))
    low: Expression | None = entry(
        "不允许值", "Low", Formula(), default=None, doc=Term("默认同组最差", "group's worst")
    )
    high: Expression | None = entry(
        "满意值", "High", Formula(), default=None, doc=Term("默认同组最好", "group's best")
    )
    equal: Amount = entry("全组相同得分", "All equal", Worth(), default=share("1"))


@record(
    "多档功效系数法",
    "Multi-tier efficacy coefficient",
    Term("各档标准值之间按系数线性插值", "linear between the tiers' standards"),
)
class Tiers(Method):
    """Linear between the standards of neighbouring tiers, best tier first."""

    standards: tuple[Expression, ...] = entry("标准值", "Standards", ListOf(Formula()))
    coefficients: tuple[Amount, ...] = entry("标准系数", "Coefficients", ListOf(Worth()))
    below: Amount = entry("末档以下", "Below", Worth(), default=share("0"))


@record("按实绩赋分", "Relative to best", Term("w·x/最好值", "w·x/best"))
class RelativeBest(Method):
    """Points in proportion to the best of the group."""

    best: Expression | None = entry(
        "最好值", "Best", Formula(), default=None, doc=Term("默认同组最好", "group's best")
    )


@record("位次递减法", "Rank by fixed step", Term("first−step·(名次−1)", "first − step·(place − 1)"))
class RankStep(Method):
    """Every place below the first costs the same."""

    first: Amount = entry("首位得分", "First", Worth(), default=share("1"))
    step: Amount = entry("每位递减", "Step", Worth())
    ties: str = entry("并列名次", "Ties", Choice(TIES), default="best")


@record(
    "位次区间法",
    "Rank by interval",
    Term("first−(first−last)·(名次−1)/(n−1)", "first − (first − last)·(place − 1)/(n − 1)"),
)
class RankInterval(Method):
    """Evenly from the first place's amount to the last place's."""

    first: Amount = entry("首位得分", "First", Worth(), default=share("1"))
    last: Amount = entry("末位得分", "Last", Worth(), default=share("0.6"))
    ties: str = entry("并列名次", "Ties", Choice(TIES), default="best")


@record(
    "名次阶梯法",
    "Rank by ladder",
    Term("按名次查表，bottom自末位数起", "by table; bottom counts from the end"),
)
class RankLadder(Method):
    """An amount for each of the first places, another for each of the last, one for the rest."""

    ladder: tuple[Amount, ...] = entry("名次得分", "Ladder", ListOf(Worth()))
    bottom: tuple[Amount, ...] = entry("末尾得分", "Bottom", ListOf(Worth()), default=())
    rest: Amount = entry("其余得分", "Rest", Worth(), default=points("0"))
    ties: str = entry("并列名次", "Ties", Choice(TIES), default="best")


@record("分档", "Band")
class Band:
    """One band; ``at_most`` where lower is better."""

    at_least: Expression | None = entry("不低于", "At least", Formula(), default=None)
    at_most: Expression | None = entry("不高于", "At most", Formula(), default=None)
    score: Amount = entry("得分", "Score", Worth())


@record("分档计分法", "Bands", Term("达到的第一档", "the first band whose bound is reached"))
class Bands(Method):
    """The amount of the first band whose bound the measure reaches."""

    bands: tuple[Band, ...] = entry("分档", "Bands", ListOf(Nested("Band")))
    otherwise: Amount = entry("未入档得分", "Otherwise", Worth(), default=points("0"))


@record("加扣分项", "Entry")
class TallyEntry:
    """So much for each occurrence; ``most`` bounds the size of the entry's amount."""

    name: str = entry("名称", "Name", Text())
    count: Expression = entry("次数", "Count", Formula())
    each: Amount = entry("每次分值", "Each", Worth())
    most: Amount | None = entry("分值上限", "Most points", Worth(), default=None)


@record("逐项加扣分法", "Itemised bonus and deduction", Term("start+Σ每次分值·次数", "start + Σ each·count"))
class Tally(Method):
    """A start, and amounts added or taken off for what occurred."""

    start: Amount | None = entry(
        "起始分", "Start", Worth(), default=None, doc=Term("主表满分，加减分0", "full in main, else 0")
    )
    entries: tuple[TallyEntry, ...] = entry("加扣分项", "Entries", ListOf(Nested("TallyEntry")))
    choose: str = entry("取法", "Choose", Choice(CHOOSE), default="sum")
    over: str | None = entry(
        "计分登记册", "Counted over", Ref(("register",)), default=None, doc=Term("逐成员计", "per member")
    )


METHODS: dict[str, type[Method]] = {
    "attainment": Attainment,
    "all_or_nothing": AllOrNothing,
    "steps": Steps,
    "efficacy": Efficacy,
    "tiers": Tiers,
    "relative_best": RelativeBest,
    "rank_step": RankStep,
    "rank_interval": RankInterval,
    "rank_ladder": RankLadder,
    "bands": Bands,
    "tally": Tally,
}
METHOD_KIND = Tagged("kind", {kind: made.__name__ for kind, made in METHODS.items()})
_KINDS = {made: kind for kind, made in METHODS.items()}


def method_kind(method: Method) -> str:
    """The word under ``kind`` that chooses this method."""
    return _KINDS[type(method)]
