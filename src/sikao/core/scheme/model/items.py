"""Records of what is measured, by whom it is reported, and who is assessed."""

from __future__ import annotations

from decimal import Decimal

from sikao.core.figures.absence import Absence
from sikao.core.scheme.shape import (
    Choice,
    Code,
    ListOf,
    MapOf,
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
from sikao.core.wording import Term

KINDS = {
    "level": Term("总量", "level"),
    "growth": Term("增速", "growth"),
    "increment": Term("增量", "increment"),
    "rank": Term("位次", "rank"),
    "score": Term("得分", "score"),
}
FREQUENCIES = {
    "month": Term("月报", "monthly"),
    "quarter": Term("季报", "quarterly"),
    "half_year": Term("半年报", "half-yearly"),
    "year": Term("年报", "yearly"),
}
COVERS = {
    "cumulative": Term("累计", "cumulative"),
    "single": Term("当期", "single"),
    "point": Term("时点", "point"),
}
REVISIONS = {"prospective": Term("不追溯", "prospective"), "retroactive": Term("追溯", "retroactive")}
ABSENCES = {absence.value: absence.term for absence in Absence}
SELF = "self"
ALL = "all"


@record("考核组", "Group")
class Group:
    """A group of units, ranked together when ``ranked``; it inherits the scorecard of the group above."""

    code: str = entry("代码", "Code", Code("group"))
    name: str = entry("名称", "Name", Text(name=True))
    name_en: str | None = entry("英文名称", "English name", Text(), default=None)
    parent: str | None = entry("上级组", "Parent group", Ref(("group",)), default=None)
    scorecard: str | None = entry("考核表", "Scorecard", Ref(("scorecard",)), default=None)
    ranked: bool = entry("排名", "Ranked", Truth(), default=False)


@record("单位", "Unit")
class Unit:
    """An assessed unit. ``within`` names the unit that contains it, to which it is never added."""

    code: str = entry("代码", "Code", Code("unit"))
    name: str = entry("名称", "Name", Text(name=True))
    name_en: str | None = entry("英文名称", "English name", Text(), default=None)
    group: str = entry("所属组", "Group", Ref(("group",)))
    ranked: bool = entry(
        "排名", "Ranked", Truth(), default=True, doc=Term("否：参评不排名（单列）", "false: assessed only")
    )
    within: str | None = entry("含于", "Within", Ref(("unit",)), default=None)
    tile: tuple[int, int] | None = entry(
        "图格",
        "Tile",
        ListOf(Whole(0, 99), size=2),
        default=None,
        doc=Term("示意图上的列、行", "column, row on the map"),
    )


@record("参照对象", "Reference")
class Reference:
    """A carrier of figures that is not assessed: the city itself, a benchmark city."""

    code: str = entry("代码", "Code", Code("reference"))
    name: str = entry("名称", "Name", Text(name=True))
    name_en: str | None = entry("英文名称", "English name", Text(), default=None)


@record("数据责任单位", "Provider")
class Provider:
    """Who reports the figures of an item; ``paper``: on sealed paper only, which the office enters."""

    code: str = entry("代码", "Code", Code("provider"))
    name: str = entry("名称", "Name", Text(name=True))
    name_en: str | None = entry("英文名称", "English name", Text(), default=None)
    paper: bool = entry(
        "纸质报送",
        "On paper",
        Truth(),
        default=False,
        doc=Term("是：只报盖章纸质材料，由考核办代录", "true: sealed paper only, entered by the office"),
    )


@record("登记册成员", "Member")
class Member:
    """One entry of a register; ``share`` is its weight in ``weighted_mean``."""

    code: str = entry("代码", "Code", Code("member"))
    name: str = entry("名称", "Name", Text())
    name_en: str | None = entry("英文名称", "English name", Text(), default=None)
    share: Decimal | None = entry("份额", "Share", Number(percent=True), default=None)


@record("登记册", "Register")
class Register:
    """A named list per unit (or common to all) by whose members an item is reported."""

    code: str = entry("代码", "Code", Code("register"))
    name: str = entry("名称", "Name", Text(name=True))
    name_en: str | None = entry("英文名称", "English name", Text(), default=None)
    entries: Table[Table[Member]] = entry(
        "成员", "Entries", MapOf(Ref(("unit", "reference", "all")), TableOf("Member"))
    )

    def members_of(self, unit: str) -> Table[Member]:
        """The members of one unit: its own, then those common to all."""
        own = self.entries.get(unit, Table())
        return Table({**own, **self.entries.get(ALL, Table())})


@record("计量单位", "Unit of measure")
class Measure:
    """A unit of measure unknown to the program: one of it is ten to ``power`` of the family's base unit."""

    code: str = entry("代码", "Code", Code("measure"))
    name: str = entry("名称", "Name", Text(), doc=Term("填报时的写法", "as written in figures"))
    name_en: str = entry("英文名称", "English name", Text())
    family: str = entry("量纲", "Family", Text())
    power: int = entry("量级", "Power", Whole(0, 12), default=0, doc=Term("10的几次方", "power of ten"))
    spellings: tuple[str, ...] = entry("其他写法", "Spellings", ListOf(Text()), default=())


@record("数据项", "Item")
class Item:
    """A data item: which kinds of figure are reported, in which unit of measure, by whom, how often."""

    code: str = entry("代码", "Code", Code("item"))
    name: str = entry("名称", "Name", Text(name=True))
    name_en: str | None = entry("英文名称", "English name", Text(), default=None)
    kinds: Table[str] = entry(
        "数据类型", "Kinds", MapOf(Choice(KINDS), Text()), doc=Term("各带计量单位", "with units")
    )
    provider: str = entry("数据责任单位", "Provider", Ref(("provider", "self")))
    verified_by: str | None = entry(
        "核实单位",
        "Verified by",
        Ref(("provider",)),
        default=None,
        doc=Term("核实单位自报的数据", "who verifies what units report themselves"),
    )
    frequency: str = entry("频度", "Frequency", Choice(FREQUENCIES))
    cover: str = entry("期间口径", "Cover", Choice(COVERS), default="cumulative")
    lag: int = entry("滞后年数", "Lag", Whole(0, 5), default=0)
    merged_january: bool = entry("1—2月合并", "Merged January", Truth(), default=False)
    caliber: str | None = entry("口径", "Caliber", Text(), default=None)
    revision: str = entry("修订规则", "Revision", Choice(REVISIONS), default="prospective")
    range: Table[tuple[Decimal, ...]] = entry(
        "合理区间", "Range", MapOf(Choice(KINDS), ListOf(Number(), size=2)), default=Table()
    )
    evidence: tuple[str, ...] = entry("证明材料", "Evidence", ListOf(Text()), default=())
    members: str | None = entry("填报登记册", "Register of members", Ref(("register",)), default=None)
    choices: Table[Decimal] = entry("文字等次", "Choices", MapOf(Text(), Number()), default=Table())
    basis: str | None = entry("依据", "Basis", Text(), default=None)
    note: str | None = entry("备注", "Note", Text(), default=None)

    @property
    def main_kind(self) -> str:
        """The kind meant when an expression names none: the only one, else the level."""
        return next(iter(self.kinds)) if len(self.kinds) == 1 else "level"
