"""Families: tables of one structure and size, their nodes and the numbers of their leaves as arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
import numpy.typing as npt

from sikao.core.scoring.numbers import Checkpoint
from sikao.core.scoring.quantity import LIMIT, DigitsError, Floats, Mask

Json = Mapping[str, Any]
NO_PARENT = -1


@dataclass(frozen=True, slots=True)
class NodePlan:
    """A node of the tree; ``leaf`` is its number among the leaves (None: a branch)."""

    code: str
    parent: int
    depth: int
    role: str
    leaf: int | None
    combine: str
    children: tuple[int, ...]
    block: int


@dataclass(frozen=True, slots=True)
class Structure:
    """What the tables of a family share: scorecard, nodes, number of units, checkpoint table.

    ``leaves``: the nodes that are leaves, in order.
    """

    scorecard: str
    nodes: tuple[NodePlan, ...]
    width: int
    leaves: tuple[int, ...]
    listed: tuple[tuple[str, tuple[str, ...]], ...]
    listed_code: str | None

    def top(self, role: str) -> tuple[int, ...]:
        """The top-level nodes of a role."""
        return tuple(
            index for index, node in enumerate(self.nodes) if node.parent == NO_PARENT and node.role == role
        )


@dataclass(frozen=True, slots=True)
class Family:
    """Arrays over (tables, nodes or leaves, checkpoints, units).

    ``shares``: numerators over ``share_den`` of each leaf's windows. ``full``: numerators over ``full_den``
    of the leaves' full points. ``single``: the schedule's only window counts in full, so the year is that
    score. ``caps`` and ``weights``: exact, by table and node.
    """

    structure: Structure
    groups: tuple[str, ...]
    units: tuple[tuple[str, ...], ...]
    applies: Mask
    shares: Floats
    share_den: int
    full: Floats
    full_den: int
    single: Mask
    score_places: npt.NDArray[np.int64]
    caps: tuple[tuple[Fraction | None, ...], ...]
    weights: tuple[tuple[Fraction | None, ...], ...]
    convert_to: tuple[Fraction, ...]

    @property
    def leaf_codes(self) -> tuple[str, ...]:
        """The codes of the leaves, in order."""
        return tuple(self.structure.nodes[node].code for node in self.structure.leaves)


def structure_of(table: Json) -> Structure:
    """The structure of one table of the compiled scheme."""
    index = {node["code"]: number for number, node in enumerate(table["nodes"])}
    children: dict[int, list[int]] = {}
    for node in table["nodes"]:
        if node["parent"] is not None:
            children.setdefault(index[node["parent"]], []).append(index[node["code"]])
    nodes: list[NodePlan] = []
    leaves = 0
    for number, node in enumerate(table["nodes"]):
        parent = NO_PARENT if node["parent"] is None else index[node["parent"]]
        is_leaf = not node.get("combine")
        nodes.append(
            NodePlan(
                code=node["code"],
                parent=parent,
                depth=int(node["depth"]),
                role=node["role"],
                leaf=leaves if is_leaf else None,
                combine=node.get("combine") or "",
                children=tuple(children.get(number, ())),
                block=number if parent == NO_PARENT else nodes[parent].block,
            )
        )
        leaves += is_leaf
    listed = table["checkpoint_table"]
    by_checkpoint = {} if listed is None else listed["nodes"]
    return Structure(
        table["scorecard"],
        tuple(nodes),
        len(table["units"]),
        tuple(index for index, node in enumerate(nodes) if node.leaf is not None),
        tuple(sorted((code, tuple(codes)) for code, codes in by_checkpoint.items())),
        None if listed is None else listed["code"],
    )


def build_family(structure: Structure, tables: Sequence[Json], checkpoints: Sequence[Checkpoint]) -> Family:
    """The arrays of the tables of one structure."""
    codes = {checkpoint.code: position for position, checkpoint in enumerate(checkpoints)}
    leaves = [[node for node in table["nodes"] if not node.get("combine")] for table in tables]
    share_den = lcm(*_dens_of_shares(leaves))
    # Caps bound full points, so that they need the same denominator.
    amounts = [v["points"] for of in leaves for leaf in of for v in leaf["variants"]]
    amounts += [node["cap"] for table in tables for node in table["nodes"] if node.get("cap") is not None]
    full_den = lcm(*(Fraction(amount).denominator for amount in amounts))
    count, width = len(structure.leaves), structure.width
    shares = np.zeros((len(tables), count, len(checkpoints), width))
    full = np.zeros((len(tables), count, 1, width))
    single = np.zeros((len(tables), count, 1, width), np.bool_)
    score_places = np.zeros((len(tables), count, 1, width), np.int64)
    applies = np.zeros((len(tables), len(structure.nodes), width), np.bool_)
    for t, (table, of_table) in enumerate(zip(tables, leaves, strict=True)):
        at = {unit: position for position, unit in enumerate(table["units"])}
        for number, node in enumerate(table["nodes"]):
            for variant in node["variants"]:
                applies[t, number, _positions(variant, at)] = True
        for number, leaf in enumerate(of_table):
            for variant in leaf["variants"]:
                mine = _positions(variant, at)
                full[t, number, 0, mine] = float(Fraction(variant["points"]) * full_den)
                windows = [
                    (codes[w["checkpoint"]], Fraction(*map(int, w["share"]))) for w in variant["windows"]
                ]
                for position, share in windows:
                    shares[t, number, position, mine] += float(share * share_den)
                single[t, number, 0, mine] = len(windows) == 1 and windows[0][1] == 1
                score_places[t, number, 0, mine] = int(variant["places"]["score"])
    if not share_den * max(full_den, float(full.sum(axis=1).max(initial=0.0))) < LIMIT:
        raise DigitsError("full points with too many different denominators for fixed point")
    listed = [table["checkpoint_table"] for table in tables]
    return Family(
        structure=structure,
        groups=tuple(table["group"] for table in tables),
        units=tuple(tuple(table["units"]) for table in tables),
        applies=applies,
        shares=_collapsed(shares),
        share_den=share_den,
        full=full,
        full_den=full_den,
        single=single,
        score_places=score_places,
        caps=tuple(tuple(_optional(node.get("cap")) for node in table["nodes"]) for table in tables),
        weights=tuple(tuple(_optional(node.get("weight")) for node in table["nodes"]) for table in tables),
        convert_to=tuple(Fraction(1) if one is None else Fraction(one["convert_to"]) for one in listed),
    )


def _positions(variant: Json, at: Mapping[str, int]) -> slice | list[int]:
    """Where the units of a variant stand; everybody is a slice, which is written faster."""
    mine = [at[unit] for unit in variant["units"] if unit in at]
    return slice(None) if len(set(mine)) == len(at) else mine


def _dens_of_shares(leaves: Sequence[Sequence[Json]]) -> list[int]:
    dens = {
        Fraction(*map(int, window["share"])).denominator
        for of_table in leaves
        for leaf in of_table
        for variant in leaf["variants"]
        for window in variant["windows"]
    }
    return sorted(dens) or [1]


def _collapsed(shares: Floats) -> Floats:
    """Without the axis of units where all units have the same windows."""
    if shares.size and (shares == shares[..., :1]).all():
        return np.ascontiguousarray(shares[..., :1])
    return shares


def _optional(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)
