"""Parts of a compiled scheme that can be calculated alone: one ranking group, or a single leaf of it.

The compiled form is that of ``docs/algorithms/scoring.md``, section 1; what is handed in stays as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from sikao.core.books.asking import refusal, some_of
from sikao.core.scheme import Scheme
from sikao.core.scheme.compiling import compile_tables
from sikao.core.scheme.model import Node
from sikao.core.scheme.resolving import RankedTable
from sikao.core.scheme.shape import Table

Json = dict[str, Any]
_NOTHING: Table[Any] = Table()
_NO_OUTCOMES: Json = {"grades": {}, "vetoes": [], "promotions": [], "awards": [], "item_awards": []}


def compiled_nodes(scheme: Scheme, table: RankedTable, codes: Collection[str]) -> dict[str, Json]:
    """Leaves and composed branches of one ranking group, compiled alone: each as in the whole scheme.

    What they are depends on nothing beside them, except their siblings' weights below a composed branch.
    """
    card = table.scorecard
    kept = tuple(pruned for node in card.nodes if (pruned := _pruned(node, codes)) is not None)
    own = {card.code: scheme.parameters[card.code]} if card.code in scheme.parameters else {}
    alone = replace(
        scheme,
        units=Table({unit.code: unit for unit in table.units}),
        scorecards=Table({card.code: replace(card, nodes=kept)}),
        parameters=Table(own),
        sentences=_NOTHING,
        claims=_NOTHING,
        grades=_NOTHING,
        vetoes=_NOTHING,
        promotions=_NOTHING,
        awards=_NOTHING,
        item_awards=_NOTHING,
    )
    compiled = next(found for found in compile_tables(alone) if found["group"] == table.group.code)
    return {node["code"]: node for node in compiled["nodes"] if node["code"] in codes}


def _pruned(node: Node, codes: Collection[str]) -> Node | None:
    """A node with those of its branches that lead to the leaves; whole below a composed branch."""
    if node.is_leaf:
        return node if node.code in codes else None
    inner = [_pruned(child, codes) for child in node.children]
    kept = tuple(child for child in inner if child is not None)
    if not kept or node.combine != "sum":
        return node if kept else None
    return replace(node, children=kept)


def table_of(compiled: Json, group: str) -> Json:
    """The compiled table of a ranking group; ``FindingsError`` when there is none."""
    tables: dict[str, Json] = {table["group"]: table for table in compiled["tables"]}
    if group not in tables:
        raise refusal("whatif.unknown_group", group=group, known=some_of(tables))
    return tables[group]


def of_table(compiled: Json, table: Json, checkpoint: str) -> Json:
    """The compiled scheme with one table, and results at one checkpoint only."""
    last = [entry["code"] for entry in compiled["checkpoints"] if entry["ranked"]][-1]
    checkpoints = [{**entry, "ranked": entry["code"] == checkpoint} for entry in compiled["checkpoints"]]
    sliced = {**compiled, "tables": [table], "checkpoints": checkpoints}
    # Grades belong to the last ranked checkpoint of the year, not to the last one calculated.
    return sliced if checkpoint == last else {**sliced, **_NO_OUTCOMES}


def of_leaf(compiled: Json, table: Json, code: str) -> Json:
    """The compiled scheme with one leaf alone; points that would go elsewhere in an absence are left out."""
    leaf = next(node for node in table["nodes"] if node["code"] == code)
    variants = [
        {**variant, "absence": {kind: _staying(effect) for kind, effect in variant["absence"].items()}}
        for variant in leaf["variants"]
    ]
    alone = {**leaf, "parent": None, "depth": 1, "weight": None, "variants": variants}
    items = {figure[1] for figure in figures_in(leaf)}
    return {
        **compiled,
        "tables": [{**table, "nodes": [alone], "checkpoint_table": None}],
        "items": {item: compiled["items"][item] for item in items},
        "units": [unit for unit in compiled["units"] if unit["code"] in table["units"]],
        **_NO_OUTCOMES,
    }


def _staying(effect: list[str]) -> list[str]:
    return ["exclude"] if effect[0] in ("redistribute", "transfer") else effect


def figures_in(content: Any) -> Iterator[list[Any]]:
    """Every ``["fig", item, member, kind, carrier, years]`` anywhere inside compiled content."""
    if isinstance(content, list):
        if content and content[0] == "fig":
            yield content
        else:
            for element in content:
                yield from figures_in(element)
    elif isinstance(content, dict):
        for element in content.values():
            yield from figures_in(element)


def is_comparative(variant: Json) -> bool:
    """Whether a variant's score depends on what other units achieved."""
    return variant["method"]["kind"].startswith("rank_") or has_group(
        [variant["measure"], variant["method"], variant["coefficient"]]
    )


def has_group(content: Any) -> bool:
    """Whether a function of the comparison group, or its worst or best, stands anywhere inside."""
    if isinstance(content, list):
        named = bool(content) and isinstance(content[0], str) and content[0].startswith("group")
        return named or any(has_group(element) for element in content)
    return isinstance(content, dict) and any(has_group(element) for element in content.values())
