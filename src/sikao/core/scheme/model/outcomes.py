"""Records of what follows from the scores (grades, vetoes, awards) and of the claims on the scheme."""

from __future__ import annotations

from decimal import Decimal

from sikao.core.scheme.expressions import Expression
from sikao.core.scheme.model.scorecards import ROLES
from sikao.core.scheme.shape import (
    Choice,
    Code,
    Either,
    Formula,
    ListOf,
    MapOf,
    Nested,
    Number,
    Ref,
    Table,
    Text,
    Whole,
    Word,
    Worth,
    entry,
    record,
)
from sikao.core.scheme.values import Amount
from sikao.core.wording import Term

QUOTA_ROUNDINGS = {
    "half_up": Term("四舍五入", "half up"),
    "up": Term("进一", "up"),
    "down": Term("去尾", "down"),
}
VETO_EFFECTS = {
    "lose_award": Term("取消评奖资格", "no award, not above the second grade"),
    "bar_excellent": Term("不得评为优秀", "not the first grade"),
    "set_grade": Term("直接确定等次", "the grade named"),
}
VACANCIES = {"fill_next": Term("依次递补", "filled by the next"), "leave": Term("空缺", "left empty")}
TIES_AT_EDGE = {
    "all": Term("并列的都得", "all who tie get it"),
    "by_total": Term("总分名次在前的得", "the better place by total gets it"),
}
MERITS = {"attainment": Term("得分率", "share of the full points"), "points": Term("得分", "points")}
PROMOTION_STATES = {
    "given": Term("已晋档", "promoted"),
    "open": Term("待定", "undecided"),
    "ungraded": Term("未评等次，无从晋档", "no grade to be promoted from"),
    "no_better": Term("已无更高等次可晋", "no better grade to be promoted to"),
    "barred": Term("受一票否决限制，不予晋档", "barred by a veto"),
    "moved": Term("已由另一项晋档", "promoted by another rule"),
    "used_up": Term("名额已满", "its places are used up"),
}
"""What came of a promotion for a unit, by the word of the exact calculator."""
QUANTITIES = {
    "points": Term("分值", "points"),
    "count": Term("指标数", "number of indicators"),
    "targets": Term("目标值有差异的指标数", "number of indicators whose targets differ"),
    "members": Term("登记册成员数", "number of register members"),
    "shares": Term("节点占比", "checkpoint shares"),
    "burden": Term("填报负担", "burden"),
    "units": Term("单位数", "number of units"),
    "groups": Term("类别数", "number of classes"),
}
RELATIONS = {
    "equal": Term("等于", "equal to"),
    "at_least": Term("不低于", "at least"),
    "at_most": Term("不高于", "at most"),
}
EACH = {"node": Term("逐指标", "one indicator at a time"), "unit": Term("逐单位", "one unit at a time")}
YEARS = {"this": Term("本年", "this year"), "previous": Term("上年", "last year")}


@record("等次", "Grade")
class Grade:
    """One grade of a ranking group, best first: so many, or a share of the ranked, or all the rest.

    ``unranked_at_least``: the total from which a unit that is assessed but not ranked gets this grade too.
    """

    code: str = entry("等次代码", "Grade", Code("grade"), key="grade")
    name: str = entry("名称", "Name", Text())
    name_en: str | None = entry("英文名称", "English name", Text(), default=None)
    count: int | None = entry("名额", "Count", Whole(0, 10000), default=None)
    share: Decimal | None = entry("比例", "Share", Number(percent=True), default=None)
    rounding: str = entry("名额取整", "Quota rounding", Choice(QUOTA_ROUNDINGS), default="half_up")
    at_least: Amount | None = entry("最低总分", "At least", Worth(), default=None)
    unranked_at_least: Amount | None = entry(
        "单列最低总分",
        "Unranked at least",
        Worth(),
        default=None,
        doc=Term("单列单位达到即评此等次，不占名额", "units not ranked get it without a place"),
    )


@record("一票否决", "Veto")
class Veto:
    """An event that bars units of some groups from a grade."""

    code: str = entry("代码", "Code", Code("veto"))
    name: str = entry("名称", "Name", Text())
    name_en: str | None = entry("英文名称", "English name", Text(), default=None)
    groups: tuple[str, ...] = entry("适用组", "Groups", ListOf(Ref(("group",))))
    when: Expression = entry("情形", "When", Formula(condition=True))
    effect: str = entry("后果", "Effect", Choice(VETO_EFFECTS))
    grade: str | None = entry("定为等次", "Grade", Word(), default=None)
    vacancy: str = entry("空缺处理", "Vacancy", Choice(VACANCIES), default="fill_next")
    sentence: str | None = entry("政策原文", "Sentence", Ref(("sentence",)), default=None)
    basis: str | None = entry("依据", "Basis", Text(), default=None)


@record("直接晋档", "Promotion")
class Promotion:
    """A condition that moves a unit to a better grade outside the quotas; a veto's bar is stronger.

    ``grade``: the grade it moves to, else the next better one. ``most``: how many of a ranking group, by
    place. ``vacancy``: what becomes of the place that the unit had in the grade it leaves.
    """

    code: str = entry("代码", "Code", Code("promotion"))
    name: str = entry("名称", "Name", Text())
    name_en: str | None = entry("英文名称", "English name", Text(), default=None)
    groups: tuple[str, ...] = entry("适用组", "Groups", ListOf(Ref(("group",))))
    when: Expression = entry("情形", "When", Formula(condition=True))
    grade: str | None = entry(
        "晋为等次",
        "Grade",
        Word(),
        default=None,
        doc=Term("不填则晋升一档", "one grade up where it is not given"),
    )
    most: int | None = entry("名额上限", "Most promotions", Whole(1, 10000), default=None)
    vacancy: str = entry("空缺处理", "Vacancy", Choice(VACANCIES), default="fill_next")
    sentence: str | None = entry("政策原文", "Sentence", Ref(("sentence",)), default=None)
    basis: str | None = entry("依据", "Basis", Text(), default=None)


@record("进位奖", "Award")
class Award:
    """For units that rose at least ``places`` against ``last_rank``, at most ``most`` of them."""

    code: str = entry("代码", "Code", Code("award"))
    name: str = entry("名称", "Name", Text())
    name_en: str | None = entry("英文名称", "English name", Text(), default=None)
    group: str = entry("考核组", "Group", Ref(("group",)))
    last_rank: Expression = entry("上年名次", "Last rank", Formula())
    places: int = entry("进位数", "Places", Whole(1, 10000))
    most: int | None = entry("名额上限", "Most awards", Whole(1, 10000), default=None)
    sentence: str | None = entry("政策原文", "Sentence", Ref(("sentence",)), default=None)


@record("单项奖", "Item award")
class ItemAward:
    """For the first ``winners`` ranked units of a group at one node of its scorecard, by ``by``."""

    code: str = entry("代码", "Code", Code("award"))
    name: str = entry("名称", "Name", Text())
    name_en: str | None = entry("英文名称", "English name", Text(), default=None)
    group: str = entry("考核组", "Group", Ref(("group",)))
    node: str = entry("指标", "Node", Ref(("any_node",)))
    winners: int = entry("取前几名", "Winners", Whole(1, 10000))
    by: str = entry("评奖依据", "By", Choice(MERITS), default="attainment")
    at_least: Decimal | None = entry(
        "最低得分率", "At least", Number(percent=True), default=None, doc=Term("得分占满分", "of full points")
    )
    ties: str = entry("并列处理", "Ties", Choice(TIES_AT_EDGE), default="all")
    sentence: str | None = entry("政策原文", "Sentence", Ref(("sentence",)), default=None)


@record("选择范围", "Selector")
class Selector:
    """What a claim looks at; every part given narrows it."""

    scorecard: str | None = entry("考核表", "Scorecard", Word(), default=None)
    block: str | None = entry("板块", "Block", Word(), default=None)
    nodes: tuple[str, ...] = entry("指标", "Nodes", ListOf(Word()), default=())
    tag: str | None = entry("标签", "Tag", Word(), default=None)
    level: str | None = entry("层级", "Level", Word(), default=None)
    role: str = entry("性质", "Role", Choice(ROLES), default="main")
    register: str | None = entry("登记册", "Register", Word(), default=None)
    schedule: str | None = entry("计分安排", "Schedule", Word(), default=None)
    year: str = entry("年度", "Year", Choice(YEARS), default="this")


_SHARE = Number(percent=True)


@record("政策口径校核", "Claim")
class Claim:
    """A sentence of the policy as a check of the scheme."""

    code: str = entry("代码", "Code", Code("claim"))
    sentence: str = entry("政策原文", "Sentence", Ref(("sentence",)))
    quantity: str = entry("数量", "Quantity", Choice(QUANTITIES))
    of: Selector = entry("对象", "Of", Nested("Selector"), default=Selector())
    relative_to: Selector | None = entry("相对于", "Relative to", Nested("Selector"), default=None)
    groups: tuple[str, ...] = entry("逐组", "Groups", ListOf(Ref(("group",))), default=())
    against: tuple[str, ...] = entry("对比组", "Against", ListOf(Ref(("group",))), default=())
    each: str | None = entry("逐个", "Each", Choice(EACH), default=None)
    relation: str = entry("关系", "Is", Choice(RELATIONS), key="is", default="equal")
    value: Decimal | tuple[Decimal, ...] | Table[Decimal] = entry(
        "数值", "Value", Either(_SHARE, ListOf(_SHARE), MapOf(Ref(("checkpoint",)), _SHARE))
    )
    note: str | None = entry("备注", "Note", Text(), default=None)
