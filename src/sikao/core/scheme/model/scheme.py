"""The scheme itself: one assessment year, and the records of its frame."""

from __future__ import annotations

from decimal import Decimal

from sikao.core.figures.absence import Absence
from sikao.core.scheme.model.briefings import Briefing, KeyTask
from sikao.core.scheme.model.docket import Docket
from sikao.core.scheme.model.items import ABSENCES, Group, Item, Measure, Provider, Reference, Register, Unit
from sikao.core.scheme.model.outcomes import Award, Claim, Grade, ItemAward, Promotion, Veto
from sikao.core.scheme.model.reporting import Feedback, Reporting
from sikao.core.scheme.model.review import MonthlyReview
from sikao.core.scheme.model.scorecards import Scorecard
from sikao.core.scheme.shape import (
    Choice,
    Code,
    Consequence,
    Either,
    ListOf,
    MapOf,
    Nested,
    Number,
    Ref,
    Table,
    TableOf,
    Text,
    Truth,
    Whole,
    entry,
    record,
)
from sikao.core.scheme.values import Effect
from sikao.core.wording import Term

LANGUAGE_VERSION = 1
ROUNDING_RULES = {
    "half_up": Term("四舍五入", "half up"),
    "half_even": Term("四舍六入五成双（GB/T 8170）", "half even (GB/T 8170)"),
}
RANK_BY = {
    "rounded": Term("舍入后总分", "rounded total"),
    "exact": Term("舍入前总分", "total before rounding"),
}
RANK_TIES = {
    "competition": Term("并列占位（1，2，2，4）", "ties take places (1,2,2,4)"),
    "dense": Term("并列不占位（1，2，2，3）", "ties take no places (1,2,2,3)"),
}


@record("文件", "Document")
class Document:
    """The paper by which the scheme was issued."""

    title: str | None = entry("标题", "Title", Text(), default=None)
    number: str | None = entry("文号", "Number", Text(), default=None)
    issuer: str | None = entry("发文机关", "Issuer", Text(), default=None)
    date: str | None = entry("日期", "Date", Text(), default=None)


@record("舍入", "Rounding")
class Rounding:
    """The rule, and decimal places of a checkpoint's score, an accumulated score and totals."""

    rule: str = entry("舍入规则", "Rounding rule", Choice(ROUNDING_RULES), default="half_up")
    checkpoint: int = entry("节点得分小数位", "Checkpoint places", Whole(0, 6), default=2)
    score: int = entry("累计得分小数位", "Score places", Whole(0, 6), default=2)
    total: int = entry("总分小数位", "Total places", Whole(0, 6), default=2)


@record("排名规则", "Ranking")
class Ranking:
    """Which total is ranked, how ties are numbered, and which nodes decide between equals."""

    by: str = entry("排名依据", "Ranked by", Choice(RANK_BY), default="rounded")
    ties: str = entry("并列名次", "Ties", Choice(RANK_TIES), default="competition")
    tie_break: tuple[str, ...] = entry("同分时比较", "Tie break", ListOf(Ref(("any_node",))), default=())


@record("节点", "Checkpoint")
class Checkpoint:
    """A moment of the year; it looks at the months from January through ``through``."""

    code: str = entry("代码", "Code", Code("checkpoint"))
    name: str = entry("名称", "Name", Text())
    name_en: str | None = entry("英文名称", "English name", Text(), default=None)
    through: int = entry("截至月份", "Through", Whole(1, 12))
    ranked: bool = entry("排名", "Ranked", Truth(), default=True)


@record("计分安排", "Schedule")
class Schedule:
    """How a leaf's checkpoints make its score of the year: by shares, or as a plain mean."""

    code: str = entry("代码", "Code", Code("schedule"))
    name: str = entry("名称", "Name", Text())
    name_en: str | None = entry("英文名称", "English name", Text(), default=None)
    shares: Table[Decimal] = entry(
        "占比", "Shares", MapOf(Ref(("checkpoint",)), Number(percent=True)), default=Table()
    )
    mean: tuple[str, ...] = entry("平均", "Mean", ListOf(Ref(("checkpoint",))), default=())


@record("标签", "Tag")
class Tag:
    """The name of a word by which indicators are gathered across the tree: key indicators, the inner loop.

    A scheme that names no tags may use any; one that names some uses no others.
    """

    code: str = entry("代码", "Code", Code("tag"))
    name: str = entry("名称", "Name", Text(name=True))
    name_en: str | None = entry("英文名称", "English name", Text(), default=None)


@record("政策原文", "Sentence")
class Sentence:
    """A sentence of the policy, word for word, with where it stands."""

    code: str = entry("代码", "Code", Code("sentence"))
    text: str = entry("原文", "Text", Text())
    source: str | None = entry("来源", "Source", Text(), default=None)
    place: str | None = entry("位置", "Place", Text(), default=None)


ParameterValue = Decimal | Absence
_VALUE = Number(absent=True)
_VALUES = Either(scalar=_VALUE, mapping=MapOf(Ref(("checkpoint",)), _VALUE))
_BY_CARRIER = MapOf(Ref(("unit", "group", "all")), _VALUES)
_PARAMETERS = MapOf(Ref(("scorecard",)), MapOf(Ref(("any_node",)), MapOf(Code("parameter"), _BY_CARRIER)))

Values = ParameterValue | Table[ParameterValue]
Parameters = Table[Table[Table[Table[Values]]]]

_FRAME, _SENTENCES, _UNITS, _ITEMS = "scheme.yaml", "sentences.yaml", "units.yaml", "items.yaml"
_SCORECARDS, _BRIEFINGS, _PARAMETER_FILE, _GRADES, _CLAIMS = (
    "scorecards/",
    "briefings.yaml",
    "parameters.yaml",
    "grades.yaml",
    "claims.yaml",
)


@record("考核方案", "Scheme")
class Scheme:
    """Everything that counts in one assessment year."""

    language: int = entry("语言版本", "Language", Whole(1, 1), file=_FRAME)
    code: str = entry("代码", "Code", Code("scheme"), file=_FRAME)
    year: int = entry("年度", "Year", Whole(2000, 2099), file=_FRAME)
    title: str = entry("方案名称", "Title", Text(), file=_FRAME)
    title_en: str | None = entry("方案英文名称", "English title", Text(), default=None, file=_FRAME)
    illustrative: bool = entry("示例", "Illustrative", Truth(), default=False, file=_FRAME)
    document: Document | None = entry("文件", "Document", Nested("Document"), default=None, file=_FRAME)
    previous: str | None = entry("上年方案", "Previous", Ref(("scheme",)), default=None, file=_FRAME)
    rounding: Rounding = entry("舍入", "Rounding", Nested("Rounding"), default=Rounding(), file=_FRAME)
    ranking: Ranking = entry("排名规则", "Ranking", Nested("Ranking"), default=Ranking(), file=_FRAME)
    absence: Table[Effect] = entry(
        "缺数处理", "Absence", MapOf(Choice(ABSENCES), Consequence()), default=Table(), file=_FRAME
    )
    reporting: Reporting = entry(
        "报送规则", "Reporting", Nested("Reporting"), default=Reporting(), file=_FRAME
    )
    feedback: Feedback = entry("结果反馈", "Feedback", Nested("Feedback"), default=Feedback(), file=_FRAME)
    review: MonthlyReview = entry(
        "月度调度", "Monthly review", Nested("MonthlyReview"), default=MonthlyReview(), file=_FRAME
    )
    docket: Docket = entry("加减分审定", "Docket", Nested("Docket"), default=Docket(), file=_FRAME)
    checkpoints: Table[Checkpoint] = entry("节点", "Checkpoints", TableOf("Checkpoint"), file=_FRAME)
    schedules: Table[Schedule] = entry(
        "计分安排", "Schedules", TableOf("Schedule"), default=Table(), file=_FRAME
    )
    tags: Table[Tag] = entry("标签", "Tags", TableOf("Tag"), default=Table(), file=_FRAME)
    sentences: Table[Sentence] = entry(
        "政策原文", "Sentences", TableOf("Sentence"), default=Table(), file=_SENTENCES
    )
    groups: Table[Group] = entry("考核组", "Groups", TableOf("Group"), file=_UNITS)
    units: Table[Unit] = entry("单位", "Units", TableOf("Unit"), file=_UNITS)
    references: Table[Reference] = entry(
        "参照对象", "References", TableOf("Reference"), default=Table(), file=_UNITS
    )
    providers: Table[Provider] = entry(
        "数据责任单位", "Providers", TableOf("Provider"), default=Table(), file=_UNITS
    )
    registers: Table[Register] = entry(
        "登记册", "Registers", TableOf("Register"), default=Table(), file=_UNITS
    )
    measures: Table[Measure] = entry("计量单位", "Measures", TableOf("Measure"), default=Table(), file=_ITEMS)
    items: Table[Item] = entry("数据项", "Items", TableOf("Item"), file=_ITEMS)
    scorecards: Table[Scorecard] = entry("考核表", "Scorecards", TableOf("Scorecard"), file=_SCORECARDS)
    key_tasks: Table[KeyTask] = entry(
        "重点任务", "Key tasks", TableOf("KeyTask"), default=Table(), file=_BRIEFINGS
    )
    briefings: Table[Briefing] = entry(
        "进度说明", "Briefings", TableOf("Briefing"), default=Table(), file=_BRIEFINGS
    )
    parameters: Parameters = entry("参数", "Parameters", _PARAMETERS, default=Table(), file=_PARAMETER_FILE)
    grades: Table[tuple[Grade, ...]] = entry(
        "等次", "Grades", MapOf(Ref(("group",)), ListOf(Nested("Grade"))), default=Table(), file=_GRADES
    )
    vetoes: Table[Veto] = entry("一票否决", "Vetoes", TableOf("Veto"), default=Table(), file=_GRADES)
    promotions: Table[Promotion] = entry(
        "直接晋档", "Promotions", TableOf("Promotion"), default=Table(), file=_GRADES
    )
    awards: Table[Award] = entry("进位奖", "Awards", TableOf("Award"), default=Table(), file=_GRADES)
    item_awards: Table[ItemAward] = entry(
        "单项奖", "Item awards", TableOf("ItemAward"), default=Table(), file=_GRADES
    )
    claims: Table[Claim] = entry("政策口径校核", "Claims", TableOf("Claim"), default=Table(), file=_CLAIMS)
