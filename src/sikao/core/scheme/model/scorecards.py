"""Records of the scorecards: what counts how much."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sikao.core.scheme.expressions import Expression
from sikao.core.scheme.methods import METHOD_KIND, Method
from sikao.core.scheme.model.items import ABSENCES
from sikao.core.scheme.shape import (
    Choice,
    Code,
    Consequence,
    Formula,
    ListOf,
    MapOf,
    Nested,
    Number,
    Ref,
    Table,
    Text,
    Truth,
    Whole,
    Word,
    entry,
    record,
)
from sikao.core.scheme.values import Effect
from sikao.core.wording import Term

ROLES = {
    "main": Term("主表", "main"),
    "bonus": Term("加分项", "bonus"),
    "deduction": Term("减分项", "deduction"),
}
COMBINES = {
    "sum": Term("加总", "sum"),
    "weighted": Term("加权平均", "weighted mean"),
    "geometric": Term("加权几何平均", "weighted geometric mean"),
    "harmonic": Term("加权调和平均", "weighted harmonic mean"),
}
DIRECTIONS = {
    "higher": Term("正向（越高越好）", "higher is better"),
    "lower": Term("逆向（越低越好）", "lower is better"),
    "range": Term("适度（区间内为好）", "inside a range is best"),
}


@record("小数位数", "Decimal places")
class LeafRounding:
    """Decimal places of one leaf, where they differ from the scheme's."""

    checkpoint: int | None = entry("节点得分小数位", "Checkpoint places", Whole(0, 6), default=None)
    score: int | None = entry("累计得分小数位", "Score places", Whole(0, 6), default=None)


@record("差异化设置", "Override")
class Override:
    """What differs for one group or unit; what is not given stays as it is."""

    applies: bool | None = entry("适用", "Applies", Truth(), default=None)
    points: Decimal | None = entry("分值", "Points", Number(), default=None)
    weight: Decimal | None = entry("权重", "Weight", Number(percent=True), default=None)
    rule: str | None = entry("计分细则", "Rule", Text(), default=None)
    measure: Expression | None = entry("计量式", "Measure", Formula(), default=None)
    method: Method | None = entry("计分方法", "Method", METHOD_KIND, default=None)
    schedule: str | None = entry("计分安排", "Schedule", Ref(("schedule",)), default=None)


@record("指标", "Node")
class Node:
    """A branch (with children) or a leaf (with a measure, a method and the policy's own rule)."""

    code: str = entry("代码", "Code", Code("node"))
    name: str = entry("名称", "Name", Text())
    name_en: str | None = entry("英文名称", "English name", Text(), default=None)
    role: str = entry("性质", "Role", Choice(ROLES), default="main")
    points: Decimal | None = entry("分值", "Points", Number(), default=None)
    weight: Decimal | None = entry("权重", "Weight", Number(percent=True), default=None)
    combine: str = entry("合成方式", "Combine", Choice(COMBINES), default="sum")
    rule: str | None = entry("计分细则", "Rule", Text(), default=None)
    measure: Expression | None = entry("计量式", "Measure", Formula(), default=None)
    beside: Expression | None = entry("对照值", "Beside", Formula(), default=None)
    direction: str = entry("方向", "Direction", Choice(DIRECTIONS), default="higher")
    method: Method | None = entry("计分方法", "Method", METHOD_KIND, default=None)
    coefficient: Expression | None = entry("系数", "Coefficient", Formula(), default=None)
    schedule: str | None = entry("计分安排", "Schedule", Ref(("schedule",)), default=None)
    prorate: bool = entry("按序时进度", "Prorate", Truth(), default=False)
    among: str | None = entry("比较范围", "Among", Ref(("group",)), default=None)
    absence: Table[Effect] = entry(
        "缺数处理", "Absence", MapOf(Choice(ABSENCES), Consequence()), default=Table()
    )
    rounding: LeafRounding | None = entry("小数位数", "Decimal places", Nested("LeafRounding"), default=None)
    tags: tuple[str, ...] = entry("标签", "Tags", ListOf(Word()), default=())
    sentence: str | None = entry("政策原文", "Sentence", Ref(("sentence",)), default=None)
    basis: str | None = entry("依据", "Basis", Text(), default=None)
    note: str | None = entry("备注", "Note", Text(), default=None)
    illustrative: bool = entry("示例", "Illustrative", Truth(), default=False)
    overrides: Table[Override] = entry(
        "差异化设置", "Overrides", MapOf(Ref(("unit", "group")), Nested("Override")), default=Table()
    )
    children: tuple[Node, ...] = entry("下级指标", "Children", ListOf(Nested("Node")), default=(), inner=True)

    @property
    def is_leaf(self) -> bool:
        """Whether the node is scored itself."""
        return not self.children


@record("节点考核表", "Checkpoint table")
class CheckpointTable:
    """Which leaves make the table of each checkpoint, converted to ``convert_to`` points."""

    code: str = entry("代码", "Code", Code("checkpoint_table"))
    name: str = entry("名称", "Name", Text())
    name_en: str | None = entry("英文名称", "English name", Text(), default=None)
    convert_to: Decimal = entry("折算为", "Convert to", Number(), default=Decimal(100))
    nodes: Table[tuple[str, ...]] = entry(
        "指标", "Nodes", MapOf(Ref(("checkpoint",)), ListOf(Ref(("node",))))
    )


@record("考核表", "Scorecard")
class Scorecard:
    """A tree of nodes with its full points. ``levels`` names the depths, outermost first."""

    code: str = entry("代码", "Code", Code("scorecard"), key="scorecard")
    name: str = entry("名称", "Name", Text(name=True))
    name_en: str | None = entry("英文名称", "English name", Text(), default=None)
    full_points: Decimal = entry("满分", "Full points", Number())
    levels: tuple[str, ...] = entry(
        "层级", "Levels", ListOf(Word()), default=("block", "level1", "level2", "part")
    )
    illustrative: bool = entry("示例", "Illustrative", Truth(), default=False)
    sentence: str | None = entry("政策原文", "Sentence", Ref(("sentence",)), default=None)
    basis: str | None = entry("依据", "Basis", Text(), default=None)
    note: str | None = entry("备注", "Note", Text(), default=None)
    checkpoint_table: CheckpointTable | None = entry(
        "节点考核表", "Checkpoint table", Nested("CheckpointTable"), default=None
    )
    nodes: tuple[Node, ...] = entry("指标", "Nodes", ListOf(Nested("Node")))

    def walk(self) -> Iterator[Placed]:
        """Every node with where it stands, parents before children, in the order written."""
        waiting = [Placed(node, None, 0, node.role) for node in reversed(self.nodes)]
        while waiting:
            placed = waiting.pop()
            yield placed
            inner = [Placed(child, placed, placed.depth + 1, placed.role) for child in placed.node.children]
            waiting.extend(reversed(inner))


class Placed:
    """A node and where it stands in its scorecard; ``depth`` counts from 0, ``role`` is its block's."""

    __slots__ = ("depth", "node", "parent", "role")

    def __init__(self, node: Node, parent: Placed | None, depth: int, role: str) -> None:
        self.node = node
        self.parent = parent
        self.depth = depth
        self.role = role

    @property
    def block(self) -> Node:
        """The top-level node above (or the node itself)."""
        current = self
        while current.parent is not None:
            current = current.parent
        return current.node
