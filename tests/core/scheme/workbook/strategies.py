"""Random schemes, made from the shapes: every record, field and kind of the language, whatever it means."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from sikao.core.figures.absence import Absence
from sikao.core.scheme.expressions import parse_expression
from sikao.core.scheme.model import Scheme
from sikao.core.scheme.shape import (
    Choice,
    Code,
    Consequence,
    DueDay,
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
    Table,
    TableOf,
    Tagged,
    Text,
    Truth,
    Whole,
    Word,
    Worth,
    shape_named,
)
from sikao.core.scheme.values import EFFECTS, Amount, DayAfter, Effect

# Signs of the notation, beginnings of formulas, escapes of the file format, and words that mean something.
ALPHABET = "甲乙丙aZ19 ，、；;=＝:：[]{}\"'$%-+@\\_x004是否#&<>\u3000"
CODES = st.from_regex(r"[a-z][a-z0-9_]{0,5}", fullmatch=True)
PLACES = ("q1", "h1", "year", "east", "south", "all")
FORMULAS = (
    "gdp",
    "gdp.growth",
    "0.7 * min(a, 100) + b/each.rank@east",
    "if(a > 1, $target, -2)",
    "clamp(x, 0, 1) ^ 2",
)
CONDITIONS = ("a > 0", "a >= 1 and not b = 2", "place_from_last() <= 3")
MANY = 3


def texts(*, lines: bool) -> st.SearchStrategy[str]:
    drawn = st.text(ALPHABET + ("\n" if lines else ""), min_size=1, max_size=8)
    return drawn.map(str.strip).filter(bool)


def numbers() -> st.SearchStrategy[Decimal]:
    return st.decimals(-9999, 9999, places=3).map(lambda value: Decimal(f"{value.normalize():f}"))


def formulas(*, condition: bool) -> st.SearchStrategy[Any]:
    written = CONDITIONS if condition else FORMULAS
    return st.sampled_from(written).map(lambda text: parse_expression(text, condition=condition))


def amounts() -> st.SearchStrategy[Amount]:
    shares = numbers().map(lambda value: Amount(share=value))
    points = numbers().map(lambda value: Amount(points=value))
    return shares | points | formulas(condition=False).map(lambda tree: Amount(expression=tree))


def effects() -> st.SearchStrategy[Effect]:
    plain = st.sampled_from(sorted(EFFECTS.keys() - {"share", "transfer"})).map(Effect)
    shares = st.sampled_from(["0.6", "0.25"]).map(lambda text: Effect("share", share=Decimal(text)))
    return plain | shares | CODES.map(lambda code: Effect("transfer", node=code))


def due_days() -> st.SearchStrategy[DayAfter]:
    dates = st.sampled_from([(1, 31), (2, 28), (3, 20), (12, 1)])
    return st.integers(0, 366).map(lambda days: DayAfter(days=days)) | dates.map(
        lambda date: DayAfter(month=date[0], day=date[1])
    )


def single(kind: Kind) -> st.SearchStrategy[Any]:
    if isinstance(kind, Number) and kind.absent:
        return numbers() | st.just(Absence.NOT_APPLICABLE)
    made: dict[type, Any] = {
        Text: lambda: texts(lines=not getattr(kind, "name", False)),
        Word: lambda: texts(lines=False),
        Code: lambda: CODES,
        Ref: lambda: st.sampled_from(PLACES),
        Whole: lambda: st.integers(kind.low, min(kind.high, 9999)),
        Number: numbers,
        Truth: st.booleans,
        Choice: lambda: st.sampled_from(sorted(kind.options)),
        Formula: lambda: formulas(condition=kind.condition),
        Worth: amounts,
        Consequence: effects,
        DueDay: due_days,
    }
    return made[type(kind)]()


@st.composite
def values(draw: st.DrawFn, kind: Kind, depth: int = 0) -> Any:
    if isinstance(kind, Either):
        ways = [way for way in (kind.scalar, kind.sequence, kind.mapping) if way is not None]
        return draw(values(draw(st.sampled_from(ways)), depth))
    if isinstance(kind, ListOf):
        size = kind.size if kind.size is not None else draw(st.integers(0, MANY))
        return tuple(draw(values(kind.of, depth + 1)) for _ in range(size))
    if isinstance(kind, MapOf):
        keys = draw(st.lists(single(kind.key), unique=True, max_size=MANY))
        return Table((key, draw(values(kind.value, depth + 1))) for key in keys)
    if isinstance(kind, TableOf):
        codes = draw(st.lists(CODES, unique=True, max_size=MANY))
        return Table((code, draw(records(shape_named(kind.record), depth + 1, code))) for code in codes)
    if isinstance(kind, Nested):
        return draw(records(shape_named(kind.record), depth + 1))
    if isinstance(kind, Tagged):
        return draw(records(shape_named(draw(st.sampled_from(sorted(kind.records.values())))), depth + 1))
    return draw(single(kind))


@st.composite
def records(draw: st.DrawFn, shape: Shape, depth: int = 0, code: str | None = None) -> Any:
    given: dict[str, Any] = {}
    for field in shape.fields:
        if field is shape.code_field and code is not None:
            given[field.attribute] = code
        elif field.required or (depth < 6 and draw(st.integers(0, 3)) == 0):
            given[field.attribute] = draw(values(field.kind, depth))
    return shape.make(**given)


@st.composite
def nodes(draw: st.DrawFn, codes: Any, depth: int = 0) -> Any:
    """A node with a code of its own within the scorecard, as the language demands."""
    shape = shape_named("Node")
    made: dict[str, Any] = {"code": next(codes)}
    for field in shape.fields:
        if field.key not in {"code", "children"} and (field.required or draw(st.integers(0, 2)) == 0):
            made[field.attribute] = draw(values(field.kind, 3))
    children = draw(st.integers(0, 2)) if depth < 3 else 0
    return shape.make(**made, children=tuple(draw(nodes(codes, depth + 1)) for _ in range(children)))


@st.composite
def scorecards(draw: st.DrawFn, code: str) -> Any:
    made = draw(records(shape_named("Scorecard"), 3, code))
    codes = iter([f"n{number}" for number in range(200)])
    fields = {field.attribute: getattr(made, field.attribute) for field in shape_named("Scorecard").fields}
    return type(made)(
        **{**fields, "nodes": tuple(draw(nodes(codes)) for _ in range(draw(st.integers(0, 2))))}
    )


def full(parameters: Table[Any], depth: int = 0) -> Table[Any]:
    """Parameters without levels that hold nothing, which a grid of rows cannot tell."""
    if depth == 3:
        return parameters
    inner = ((key, full(value, depth + 1)) for key, value in parameters.items())
    return Table((key, value) for key, value in inner if value)


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    given: dict[str, Any] = {}
    for field in shape_named("Scheme").fields:
        given[field.attribute] = _section(draw, field)
    # What differs for whom is put in the order in which the groups are declared.
    group = shape_named("Group")
    declared = {code: draw(records(group, 3, code)) for code in PLACES}
    return Scheme(**{**given, "groups": Table({**given["groups"], **declared})})


def _section(draw: st.DrawFn, field: Field) -> Any:
    if field.key == "scorecards":
        codes = sorted(draw(st.lists(CODES, unique=True, max_size=2)))
        return Table((code, draw(scorecards(code))) for code in codes)
    if not field.required and draw(st.booleans()):
        return field.default
    value = draw(values(field.kind))
    return full(value) if field.key == "parameters" else value
