"""Which sheets and columns the workbook form has: read off the shapes, so that no key is written down
again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sikao.core.scheme.methods import METHOD_KIND
from sikao.core.scheme.shape import (
    Choice,
    Code,
    Either,
    Field,
    Formula,
    Kind,
    ListOf,
    MapOf,
    Nested,
    Number,
    Ref,
    Shape,
    TableOf,
    Tagged,
    Text,
    Truth,
    Whole,
    shape_named,
)
from sikao.core.scheme.workbook.notation import cell_text, is_single
from sikao.core.scheme.workbook.words import offered

SCHEME = "Scheme"
GUIDE = "说明"
FRAME = "基本信息"
LINE, CONTENT, HELP = "项目", "内容", "填写说明"
LEVEL = "层级"
DEEPEST = 20
PARAMETERS_OF_METHOD = "方法参数"
TARGET = "对象"
TARGET_NAME = "对象名称"
NODE_NAME = "指标名称"
ONE_VALUE = "数值"
PARAMETER = "参数代码"
POINTS_PREFIX = "分值·"
FRAME_FILE = "scheme.yaml"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet. ``key`` is what the value is called in the scheme's text form."""

    heading: str
    key: str
    kind: Kind
    required: bool = False
    explanation: str = ""


def field_of(record: str, key: str) -> Field:
    """A field that the language has; another key is a mistake of the program."""
    field = shape_named(record).field(key)
    if field is None:
        raise LookupError(f"{record} has no field {key}")
    return field


def section(key: str) -> str:
    """The name of the sheet that holds a section of the scheme."""
    return field_of(SCHEME, key).heading.zh


def record_of(key: str) -> str:
    """The record that a section has one row for."""
    kind = field_of(SCHEME, key).kind
    if not isinstance(kind, TableOf):
        raise TypeError(f"{key} is no table of records")
    return kind.record


ANY: Kind = Text()
MEMBERS = shape_named("Member").title.zh
CHECKPOINT_TABLES = field_of("Scorecard", "checkpoint_table").heading.zh
OVERRIDES = field_of("Node", "overrides").heading.zh
METHOD = field_of("Node", "method").heading.zh
POINTS = field_of("Node", "points").heading.zh
NODES = shape_named("Node").title.zh
REGISTER = field_of("Selector", "register").heading.zh
SCORECARD = field_of("Group", "scorecard").heading.zh
GROUP = field_of("Award", "group").heading.zh
TABLE_SECTIONS = tuple(
    field.key
    for field in shape_named(SCHEME).fields
    if isinstance(field.kind, TableOf) and field.key not in {"registers", "scorecards"}
)
"""Sections that are one sheet with one row for each record."""


def columns_of(record: str, *, without: Iterable[str] = ()) -> tuple[Column, ...]:
    """The columns of a record: its fields in order, English names last, a method in two columns."""
    skipped = set(without)
    shape = shape_named(record)
    fields = [field for field in shape.fields if field.key not in skipped]
    fields.sort(key=lambda field: field.key == "name_en")
    columns: list[Column] = []
    for field in fields:
        columns.append(column_of(shape, field))
        if isinstance(field.kind, Tagged):
            explanation = "例：目标值=$target；基础分=80%；每步加分=2；每步减分=3。名称见各计分方法。"
            columns.append(
                Column(PARAMETERS_OF_METHOD, PARAMETERS_OF_METHOD, field.kind, explanation=explanation)
            )
    return tuple(columns)


def column_of(shape: Shape, field: Field) -> Column:
    """The column of one field."""
    return Column(field.heading.zh, field.key, field.kind, field.required, _explanation(shape, field))


def reference(heading: str, sort: str, explanation: str = "") -> Column:
    """A column that names a record declared on another sheet, by its code."""
    return Column(heading, heading, Ref((sort,)), required=True, explanation=explanation)


def remark(heading: str) -> Column:
    """A column that is there for the eye: what stands in it is compared, and otherwise not used."""
    return Column(heading, heading, Text(), explanation="仅供对照，按代码识别；与代码不符时会提示。")


def member_columns() -> tuple[Column, ...]:
    """The columns of the sheet of register members. A row without code says that the list is empty."""
    carrier = Column(
        TARGET,
        TARGET,
        Ref(("unit", "reference", "all")),
        required=True,
        explanation="单位代码；各单位共有的填 all",
    )
    own = tuple(
        Column(column.heading, column.key, column.kind, explanation=column.explanation)
        for column in columns_of("Member")
    )
    return (reference(REGISTER, "register"), carrier, *own)


def grade_columns() -> tuple[Column, ...]:
    """The columns of the sheet of grades, best first within each group."""
    own = tuple(
        Column(column.heading, column.key, column.kind, explanation=column.explanation)
        for column in columns_of("Grade")
    )
    return (reference(GROUP, "group"), *own)


def scorecard_columns() -> tuple[Column, ...]:
    """The columns of the sheet of scorecards; their trees have sheets of their own."""
    return columns_of("Scorecard", without=("nodes", "checkpoint_table"))


def checkpoint_table_columns() -> tuple[Column, ...]:
    """The columns of the sheet of checkpoint tables."""
    return (reference(SCORECARD, "scorecard"), *columns_of("CheckpointTable"))


def node_columns(groups: Iterable[str] = ()) -> tuple[Column, ...]:
    """The columns of a scorecard's tree; ``groups`` have columns of points of their own."""
    depth = Column(
        LEVEL,
        LEVEL,
        Whole(1, DEEPEST),
        required=True,
        explanation="1 为最外层（板块），2 为其下一级，依次类推。",
    )
    columns = [depth]
    for column in columns_of("Node", without=("overrides", "children")):
        columns.append(column)
        if column.key == "points":
            columns.extend(points_column(group) for group in groups)
    return tuple(columns)


def points_column(target: str, name: str = "") -> Column:
    """The column of the points that hold for one group or unit only."""
    explanation = f"{name or target} 与“{POINTS}”栏不同时填写。"
    return Column(f"{POINTS_PREFIX}{target}", f"{POINTS_PREFIX}{target}", Number(), explanation=explanation)


def override_columns() -> tuple[Column, ...]:
    """The columns of the sheet of what differs for a group or unit beyond its points."""
    target = reference(TARGET, "unit", "单位或考核组的代码")
    return (reference(SCORECARD, "scorecard"), reference(NODES, "node"), target, *columns_of("Override"))


def parameter_columns(checkpoints: Iterable[tuple[str, str]]) -> tuple[Column, ...]:
    """The columns of the grid of parameters; ``checkpoints`` are (code, name)."""
    kind = parameter_kind()
    grid = [
        Column(f"{code} {name}".strip(), code, kind.scalar or kind, explanation=f"{name}的数值")
        for code, name in checkpoints
    ]
    target = Column(
        TARGET,
        TARGET,
        Ref(("unit", "group", "all")),
        required=True,
        explanation="单位或考核组的代码；全部填 all",
    )
    one = Column(ONE_VALUE, ONE_VALUE, kind, explanation="各节点相同时只填此栏；不适用的填“不适用”。")
    return (
        reference(SCORECARD, "scorecard"),
        reference(NODES, "node"),
        remark(NODE_NAME),
        Column(
            PARAMETER, PARAMETER, Code("parameter"), required=True, explanation="公式中写作 $代码，如 $target"
        ),
        target,
        remark(TARGET_NAME),
        one,
        *grid,
    )


def parameter_kind() -> Either:
    """The kind of one parameter's value: a number, or numbers by checkpoint."""
    kind = field_of(SCHEME, "parameters").kind
    for _ in range(4):
        kind = kind.value if isinstance(kind, MapOf) else kind
    if not isinstance(kind, Either):
        raise TypeError("the value of a parameter has another kind")
    return kind


def frame_fields() -> tuple[tuple[str, Field, Field | None], ...]:
    """The lines of the first sheet: (heading, section, field inside the section or None)."""
    lines: list[tuple[str, Field, Field | None]] = []
    for field in shape_named(SCHEME).fields:
        if field.file != FRAME_FILE or isinstance(field.kind, TableOf):
            continue
        if isinstance(field.kind, Nested):
            inner = shape_named(field.kind.record).fields
            lines.extend((f"{field.heading.zh}·{part.heading.zh}", field, part) for part in inner)
        else:
            lines.append((field.heading.zh, field, None))
    return tuple(lines)


def frame_owner(field: Field, part: Field | None) -> Shape:
    """The shape of the record to which a line of the first sheet belongs."""
    inside = part is not None and isinstance(field.kind, Nested)
    return shape_named(field.kind.record if inside and isinstance(field.kind, Nested) else SCHEME)


def _explanation(shape: Shape, field: Field) -> str:
    """What a heading's comment says: the field's own words, what may stand there, what holds when it is
    empty.
    """
    lines = [field.doc.zh] if field.doc.zh else []
    lines.append(_what_may_stand(field.kind))
    if field.required:
        lines.append("必填。")
    elif shape.name == "Override" or not field.default or not is_single(field.kind):
        lines.append("可不填。")
    else:
        lines.append(f"不填即为“{cell_text(field.kind, field.default)}”。")
    return "\n".join(line for line in lines if line)


def _what_may_stand(kind: Kind) -> str:
    words = "、".join(offered(kind)) if isinstance(kind, Choice | Truth | Tagged) else ""
    if words:
        return f"可选：{words}。"
    if isinstance(kind, Code):
        return "代码：小写英文字母开头，由小写字母、数字和下划线组成。"
    if isinstance(kind, Ref):
        return "填代码，不填名称。"
    if isinstance(kind, Formula):
        return "算式，如 retail.growth；文字写法见说明。"
    if isinstance(kind, Number | Whole):
        return "数值；比例可写作 10%。" if isinstance(kind, Number) and kind.percent else "数值。"
    if isinstance(kind, ListOf):
        return "多项之间用顿号（、）分隔。"
    return "写作“名称=内容”，多项之间用分号（；）或换行分隔。" if isinstance(kind, MapOf | Nested) else ""


def method_kind() -> Tagged:
    """The kind of a method."""
    return METHOD_KIND
