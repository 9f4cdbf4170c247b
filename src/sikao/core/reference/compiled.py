"""The compiled scheme as this calculator sees it: plain JSON read into frozen records, refused if broken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from .entry import Entry, optional_number, optional_text
from .formulas import Expression, read_expression, read_method
from .rounding import RULES
from .rules import (
    Award,
    Grade,
    ItemAward,
    Promotion,
    Veto,
    read_award,
    read_grade,
    read_item_award,
    read_promotion,
    read_veto,
)

FORMAT = "sikao-compiled/1"
_MOST_PLACES = 12
_EFFECTS = ("zero", "full", "share", "group_mean", "redistribute", "exclude", "transfer", "hold", "refuse")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A moment of the year: figures from January through the month ``through``."""

    code: str
    through: int
    ranked: bool


@dataclass(frozen=True, slots=True)
class Item:
    """How a data item's figures relate to time, and which members it is reported by.

    A revised figure of a ``retroactive`` item counts at every checkpoint, else only since its own.
    """

    frequency: str
    cover: str
    lag: int
    merged_january: bool
    retroactive: bool
    members: Mapping[str, tuple[str, ...]]
    shares: Mapping[str, Mapping[str, Fraction]]


@dataclass(frozen=True, slots=True)
class Variant:
    """A leaf as it is for some of the units."""

    units: tuple[str, ...]
    full: Fraction
    measure: Expression | None
    beside: Expression | None
    direction: str
    method: Mapping[str, Any]
    coefficient: Expression | None
    windows: tuple[tuple[str, Fraction], ...]
    among: tuple[str, ...]
    absence: Mapping[str, tuple[str, ...]]
    checkpoint_places: int
    score_places: int


@dataclass(frozen=True, slots=True)
class Leaf:
    """A node that is scored. ``parameters``: name → unit → checkpoint code or ``*`` → value, None where it
    does not apply.
    """

    code: str
    parent: str | None
    depth: int
    role: str
    weight: Fraction | None
    prorate: bool
    parameters: Mapping[str, Mapping[str, Mapping[str, Fraction | None]]]
    variants: Mapping[str, Variant]


@dataclass(frozen=True, slots=True)
class Branch:
    """A node that puts its children together."""

    code: str
    parent: str | None
    depth: int
    role: str
    weight: Fraction | None
    combine: str
    cap: Fraction | None
    units: frozenset[str]


@dataclass(frozen=True, slots=True)
class CheckpointTable:
    """节点考核表: which leaves count at a checkpoint, converted to so many points."""

    code: str
    convert_to: Fraction
    nodes: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Table:
    """The scorecard of one ranking group; parents stand before their children."""

    scorecard: str
    group: str
    units: tuple[str, ...]
    nodes: Mapping[str, Leaf | Branch]
    checkpoint_table: CheckpointTable | None


@dataclass(frozen=True, slots=True)
class Compiled:
    """The whole scheme. ``rounding`` and ``ranking`` settings are flattened into fields."""

    scheme: str
    digest: str
    year: int
    rule: str
    score_places: int
    total_places: int
    rank_by: str
    ties: str
    tie_break: tuple[str, ...]
    checkpoints: tuple[Checkpoint, ...]
    items: Mapping[str, Item]
    group_of: Mapping[str, str]
    ranked_units: frozenset[str]
    tables: tuple[Table, ...]
    grades: Mapping[str, tuple[Grade, ...]]
    vetoes: tuple[Veto, ...]
    promotions: tuple[Promotion, ...]
    awards: tuple[Award, ...]
    item_awards: tuple[ItemAward, ...]


def read_compiled(data: Any) -> Compiled:
    """The compiled scheme as records; a CalculationError names the first place that is wrong."""
    scheme = Entry(data, "scheme")
    scheme["format"].one_of(FORMAT)
    rounding, ranking = scheme["rounding"], scheme["ranking"]
    units = [(unit["code"].text(), unit) for unit in scheme["units"]]
    return Compiled(
        scheme=scheme["scheme"].text(),
        digest=scheme["digest"].text(),
        year=scheme["year"].whole(),
        rule=rounding["rule"].one_of(*sorted(RULES)),
        score_places=rounding["score"].within(0, _MOST_PLACES),
        total_places=rounding["total"].within(0, _MOST_PLACES),
        rank_by=ranking["by"].one_of("rounded", "exact"),
        ties=ranking["ties"].one_of("competition", "dense"),
        tie_break=ranking["tie_break"].texts(),
        checkpoints=_read_checkpoints(scheme["checkpoints"]),
        items={code: _read_item(item) for code, item in scheme["items"].items()},
        group_of={code: unit["group"].text() for code, unit in units},
        ranked_units=frozenset(code for code, unit in units if unit["ranked"].flag()),
        tables=tuple(_read_table(table) for table in scheme["tables"]),
        grades={group: tuple(map(read_grade, grades)) for group, grades in scheme["grades"].items()},
        vetoes=tuple(map(read_veto, scheme["vetoes"])),
        promotions=tuple(map(read_promotion, scheme.get("promotions") or ())),
        awards=tuple(map(read_award, scheme["awards"])),
        item_awards=tuple(map(read_item_award, scheme.get("item_awards") or ())),
    )


def _read_checkpoints(entry: Entry) -> tuple[Checkpoint, ...]:
    checkpoints = tuple(
        Checkpoint(c["code"].text(), c["through"].within(1, 12), c["ranked"].flag()) for c in entry
    )
    if not any(checkpoint.ranked for checkpoint in checkpoints):
        raise entry.error("no checkpoint is ranked")
    return checkpoints


def _read_item(entry: Entry) -> Item:
    merged, members, shares = entry.get("merged_january"), entry.get("members"), entry.get("shares")
    revision = entry.get("revision")
    return Item(
        frequency=entry["frequency"].one_of("month", "quarter", "half_year", "half", "year"),
        cover=entry["cover"].one_of("cumulative", "single", "point"),
        lag=entry["lag"].whole(),
        merged_january=merged is not None and merged.flag(),
        retroactive=revision is not None and revision.one_of("prospective", "retroactive") == "retroactive",
        members={unit: codes.texts() for unit, codes in members.items()} if members else {},
        shares={unit: {member: share.number() for member, share in of.items()} for unit, of in shares.items()}
        if shares
        else {},
    )


def _read_table(entry: Entry) -> Table:
    nodes: dict[str, Leaf | Branch] = {}
    for node in entry["nodes"]:
        read = _read_branch(node) if node.get("combine") else _read_leaf(node)
        if read.code in nodes:
            raise node.error(f"a second node {read.code!r}")
        if read.parent is not None:
            parent = nodes.get(read.parent)
            if not isinstance(parent, Branch):
                raise node.error(f"its parent {read.parent!r} is no branch that stands before it")
            read = replace(read, role=parent.role)
        nodes[read.code] = read
    table = entry.get("checkpoint_table")
    return Table(
        scorecard=entry["scorecard"].text(),
        group=entry["group"].text(),
        units=entry["units"].texts(),
        nodes=nodes,
        checkpoint_table=None if table is None else _read_checkpoint_table(table, nodes),
    )


def _read_checkpoint_table(entry: Entry, nodes: Mapping[str, Leaf | Branch]) -> CheckpointTable:
    for codes in dict(entry["nodes"].items()).values():
        for code in codes:
            if isinstance(nodes.get(code.text()), Branch):
                raise code.error("only leaves have scores of a checkpoint")
    # A leaf of the scorecard that applies to no unit of this table is not among its nodes.
    listed = {
        checkpoint: tuple(code for code in codes.texts() if code in nodes)
        for checkpoint, codes in entry["nodes"].items()
    }
    return CheckpointTable(entry["code"].text(), entry["convert_to"].number(), listed)


def _read_branch(entry: Entry) -> Branch:
    return Branch(
        code=entry["code"].text(),
        parent=optional_text(entry, "parent"),
        depth=entry["depth"].whole(),
        role=entry["role"].one_of("main", "bonus", "deduction"),
        weight=optional_number(entry, "weight"),
        combine=entry["combine"].one_of("sum", "weighted", "geometric", "harmonic"),
        cap=optional_number(entry, "cap"),
        units=frozenset(unit for variant in entry["variants"] for unit in variant["units"].texts()),
    )


def _read_leaf(entry: Entry) -> Leaf:
    variants = [_read_variant(variant) for variant in entry["variants"]]
    return Leaf(
        code=entry["code"].text(),
        parent=optional_text(entry, "parent"),
        depth=entry["depth"].whole(),
        role=entry["role"].one_of("main", "bonus", "deduction"),
        weight=optional_number(entry, "weight"),
        prorate=entry["prorate"].flag(),
        parameters={
            name: {unit: {at: _value(value) for at, value in own.items()} for unit, own in units.items()}
            for name, units in entry["parameters"].items()
        },
        variants={unit: variant for variant in variants for unit in variant.units},
    )


def _value(entry: Entry) -> Fraction | None:
    return None if entry.value is None else entry.number()


def _read_variant(entry: Entry) -> Variant:
    places, method = entry["places"], read_method(entry["method"])
    if entry.get("measure") is None and method["kind"] != "tally":
        raise entry.error("only a tally does without a measure")
    return Variant(
        units=entry["units"].texts(),
        full=entry["points"].number(),
        measure=_optional_expression(entry, "measure"),
        beside=_optional_expression(entry, "beside"),
        direction=entry["direction"].one_of("higher", "lower", "range"),
        method=method,
        coefficient=_optional_expression(entry, "coefficient"),
        windows=tuple(
            (window["checkpoint"].text(), _read_share(window["share"])) for window in entry["windows"]
        ),
        among=entry["among"].texts(),
        absence={kind: _read_effect(effect) for kind, effect in entry["absence"].items()},
        checkpoint_places=places["checkpoint"].within(0, _MOST_PLACES),
        score_places=places["score"].within(0, _MOST_PLACES),
    )


def _read_share(entry: Entry) -> Fraction:
    pair = [part.number() for part in entry]
    if len(pair) != 2 or pair[1] == 0:
        raise entry.error("a pair of numerator and denominator is expected")
    return pair[0] / pair[1]


def _read_effect(entry: Entry) -> tuple[str, ...]:
    effect = entry.texts()
    if not effect or effect[0] not in _EFFECTS:
        raise entry.error("this is no effect of an absence")
    if len(effect) != (2 if effect[0] in ("share", "redistribute", "transfer") else 1):
        raise entry.error(f"{effect[0]} has too many or too few words")
    if effect[0] == "share":
        list(entry)[1].number()
    if effect[0] == "redistribute":
        list(entry)[1].one_of("parent", "block", "table")
    return effect


def _optional_expression(entry: Entry, key: str) -> Expression | None:
    field = entry.get(key)
    return None if field is None else read_expression(field)
