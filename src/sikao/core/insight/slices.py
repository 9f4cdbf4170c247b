"""Parts of a compiled scheme that can be calculated alone: one ranking group, or a single leaf of it.

The compiled form is that of ``docs/algorithms/scoring.md``, section 1; what is handed in stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sikao.core.books.asking import refusal, some_of
from sikao.core.scheme import Scheme, compile_scheme
from sikao.core.scheme.resolving import RankedTable
from sikao.core.scheme.shape import Table

Json = dict[str, Any]
_NOTHING: Table[Any] = Table()


def compiled_table(scheme: Scheme, table: RankedTable, blocks: frozenset[str] | None = None) -> Json:
    """The compiled table of one ranking group alone; ``blocks`` keeps only these top-level nodes of it.

    It equals that group's table in the whole compiled scheme, since a table needs nothing of the others.
    """
    card = table.scorecard
    nodes = card.nodes if blocks is None else tuple(node for node in card.nodes if node.code in blocks)
    alone = replace(
        scheme,
        units=Table({unit.code: unit for unit in table.units}),
        scorecards=Table({card.code: replace(card, nodes=nodes)}),
        parameters=Table({card.code: scheme.parameters[card.code]} if card.code in scheme.parameters else {}),
        sentences=_NOTHING,
        claims=_NOTHING,
        grades=_NOTHING,
        vetoes=_NOTHING,
        awards=_NOTHING,
    )
    return next(found for found in compile_scheme(alone)["tables"] if found["group"] == table.group.code)


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
    return sliced if checkpoint == last else {**sliced, "grades": {}, "vetoes": [], "awards": []}


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
        "grades": {},
        "vetoes": [],
        "awards": [],
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
    return variant["method"]["kind"].startswith("rank_") or _has_group(
        [variant["measure"], variant["method"], variant["coefficient"]]
    )


def _has_group(content: Any) -> bool:
    if isinstance(content, list):
        named = bool(content) and isinstance(content[0], str) and content[0].startswith("group")
        return named or any(_has_group(element) for element in content)
    return isinstance(content, dict) and any(_has_group(element) for element in content.values())
