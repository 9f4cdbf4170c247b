"""Plans: a compiled scheme turned into arrays, once, so that figures can be scored as often as wanted.

Tables of the same structure and size form a family; rows of the same shape form a block, across leaves and
tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sikao.core.scoring.blocks import Block, Registry, build_block
from sikao.core.scoring.drafting import Draft, draft_rows
from sikao.core.scoring.families import Family, Structure, build_family, structure_of
from sikao.core.scoring.figures import Column
from sikao.core.scoring.numbers import Checkpoint, exact
from sikao.core.scoring.rounding import Rounding, Rule
from sikao.core.scoring.rules import Outcomes, compile_outcomes

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ranking:
    """How totals are ranked: by the rounded or the exact total, with competition or dense places."""

    exact: bool
    dense: bool
    tie_break: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything about a scheme that scoring needs."""

    scheme: str
    digest: str
    rounding: Rounding
    ranking: Ranking
    checkpoints: tuple[Checkpoint, ...]
    columns: tuple[Column, ...]
    carriers: tuple[str, ...]
    families: tuple[Family, ...]
    blocks: tuple[Block, ...]
    outcomes: Outcomes
    ranked: npt.NDArray[np.bool_]
    seats: Mapping[int, tuple[int, int, int]]
    group_order: tuple[str, ...]
    numbers: Mapping[str, int]
    rows_of_leaf: Mapping[str, tuple[tuple[int, int], ...]]

    @property
    def rule(self) -> Rule:
        """How halves are rounded."""
        return self.rounding.rule

    @property
    def places(self) -> int:
        """Decimal places of all points (fixed point: whole numbers of 10^-places)."""
        return self.rounding.places

    def seat(self, carrier: int, family: int, table: int, leaf: int) -> tuple[int, int, int, int] | None:
        """Family, table, leaf and position of a unit for the leaf of the given table; None: the unit has no
        such leaf.
        """
        its_family, its_table, position = self.seats[carrier]
        if (its_family, its_table) == (family, table):
            return family, table, leaf, position
        own = self.families[family].structure
        other = self.families[its_family].structure
        code = own.nodes[own.leaves[leaf]].code
        for number, node in enumerate(other.leaves):
            if other.nodes[node].code == code:
                return its_family, its_table, number, position
        return None


def compile_plan(compiled: Json) -> Plan:
    """The plan of a compiled scheme (``sikao-compiled/1``)."""
    checkpoints = tuple(
        Checkpoint(entry["code"], int(entry["through"]), bool(entry["ranked"]))
        for entry in compiled["checkpoints"]
    )
    registry = Registry(compiled, checkpoints)
    for table in compiled["tables"]:
        for unit in table["units"]:
            registry.carrier(unit)
    families, position = _families(compiled, checkpoints)
    drafts: dict[tuple[int, tuple[Any, ...]], list[Draft]] = {}
    for draft in _drafts(compiled, checkpoints):
        drafts.setdefault((position[draft.table][0], draft.key), []).append(draft)
    blocks = tuple(build_block(rows, position, registry) for rows in drafts.values())
    outcomes = compile_outcomes(compiled, registry)
    rounding, ranking = compiled["rounding"], compiled["ranking"]
    ranked = {unit["code"] for unit in compiled["units"] if unit["ranked"]}
    return Plan(
        scheme=compiled["scheme"],
        digest=compiled["digest"],
        rounding=Rounding(
            rounding["rule"], _most_places(compiled), int(rounding["score"]), int(rounding["total"])
        ),
        ranking=Ranking(ranking["by"] == "exact", ranking["ties"] == "dense", tuple(ranking["tie_break"])),
        checkpoints=checkpoints,
        columns=registry.columns,
        carriers=registry.carriers,
        families=families,
        blocks=blocks,
        outcomes=outcomes,
        ranked=np.array([code in ranked for code in registry.carriers]),
        seats={
            registry.carrier(unit): (*position[number], place)
            for number, table in enumerate(compiled["tables"])
            for place, unit in enumerate(table["units"])
        },
        rows_of_leaf=_rows_of_leaf(families, blocks),
        group_order=tuple(table["group"] for table in compiled["tables"]),
        numbers={code: number for number, code in enumerate(registry.carriers)},
    )


def _rows_of_leaf(
    families: Sequence[Family], blocks: Sequence[Block]
) -> dict[str, tuple[tuple[int, int], ...]]:
    """For each leaf code, in whatever table, the (block, row) that score it."""
    # A leaf that applies to nobody has no rows, and is a leaf all the same.
    found: dict[str, list[tuple[int, int]]] = {code: [] for family in families for code in family.leaf_codes}
    for number, block in enumerate(blocks):
        structure = families[block.family].structure
        for row, leaf in enumerate(block.leaves.tolist()):
            found[structure.nodes[structure.leaves[leaf]].code].append((number, row))
    return {code: tuple(places) for code, places in found.items()}


def _most_places(compiled: Json) -> int:
    places = [int(compiled["rounding"][name]) for name in ("checkpoint", "score", "total")]
    for table in compiled["tables"]:
        for node in table["nodes"]:
            if node.get("cap") is not None:
                places.append(exact(node["cap"]).places)
            for variant in node["variants"]:
                places.extend(int(value) for value in variant.get("places", {}).values())
    return max(places)


def _families(
    compiled: Json, checkpoints: Sequence[Checkpoint]
) -> tuple[tuple[Family, ...], dict[int, tuple[int, int]]]:
    """Families in the order of their first tables, and each table's (family, position in it)."""
    groups: dict[Structure, list[int]] = {}
    for number, table in enumerate(compiled["tables"]):
        groups.setdefault(structure_of(table), []).append(number)
    families, position = [], {}
    for number, (structure, members) in enumerate(groups.items()):
        families.append(
            build_family(structure, [compiled["tables"][index] for index in members], checkpoints)
        )
        position.update({index: (number, place) for place, index in enumerate(members)})
    return tuple(families), position


def _drafts(compiled: Json, checkpoints: Sequence[Checkpoint]) -> list[Draft]:
    codes = {checkpoint.code: index for index, checkpoint in enumerate(checkpoints)}
    siblings: dict[tuple[str, str], list[tuple[int, Json]]] = {}
    for number, table in enumerate(compiled["tables"]):
        for node in table["nodes"]:
            siblings.setdefault((table["scorecard"], node["code"]), []).append((number, node))
    drafts: list[Draft] = []
    for number, table in enumerate(compiled["tables"]):
        leaves = [node for node in table["nodes"] if not node.get("combine")]
        numbers = {node["code"]: leaf for leaf, node in enumerate(leaves)}
        for leaf, node in enumerate(leaves):
            family = siblings[table["scorecard"], node["code"]]
            extra = _listed_at(table, node["code"])
            if _gives_group_means([one for _, one in family]):
                # The others' mean is taken wherever one of them is scored, even where they have no window.
                extra |= {
                    at for index, _ in family for at in _listed_at(compiled["tables"][index], node["code"])
                }
                extra |= {code for _, one in family for code in _windows_of(one)}
            moments = {}
            for variant in node["variants"]:
                windows = [window["checkpoint"] for window in variant["windows"]]
                moments[" ".join(windows)] = sorted(codes[code] for code in {*windows, *extra})
            others = [other for index, other in family if index != number]
            drafts.extend(draft_rows(number, leaf, node, table["units"], others, moments, numbers))
    return drafts


def _listed_at(table: Json, leaf: str) -> set[str]:
    """The checkpoints at which the checkpoint table names a leaf."""
    listed = table["checkpoint_table"]
    return {at for at, nodes in listed["nodes"].items() if leaf in nodes} if listed else set()


def _gives_group_means(nodes: Sequence[Json]) -> bool:
    variants = [variant for node in nodes for variant in node["variants"]]
    return any(effect[0] == "group_mean" for variant in variants for effect in variant["absence"].values())


def _windows_of(node: Json) -> set[str]:
    return {window["checkpoint"] for variant in node["variants"] for window in variant["windows"]}
