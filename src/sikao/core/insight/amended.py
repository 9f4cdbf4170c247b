"""Which tables of a year are other ones by a later version of its scheme, checkpoint by checkpoint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sikao.core.insight.slices import Json
from sikao.core.scheme import Scheme, compile_scheme


@dataclass(frozen=True, slots=True)
class TableChange:
    """A table at one checkpoint: the leaves that came, went, and are scored otherwise there.

    ``table`` is the code of the table that ranks: a checkpoint's own where there is one.
    """

    checkpoint: str
    group: str
    table: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]


def table_changes(before: Scheme, after: Scheme) -> tuple[TableChange, ...]:
    """Every table that differs at a checkpoint, by checkpoint; names alone make no difference."""
    old, new = compile_scheme(before), compile_scheme(after)
    found = []
    for point in new["checkpoints"]:
        for group in dict.fromkeys(table["group"] for table in (*old["tables"], *new["tables"])):
            change = _change(point["code"], group, old, new)
            if change is not None:
                found.append(change)
    return tuple(found)


def _change(checkpoint: str, group: str, old: Json, new: Json) -> TableChange | None:
    tables = [_table(compiled, group) for compiled in (old, new)]
    last = new["checkpoints"][-1]["code"]
    earlier, later = ({} if one is None else dict(_leaves(one, checkpoint, last)) for one in tables)
    kept = [code for code in later if code in earlier]
    named = next(table for table in reversed(tables) if table is not None)
    change = TableChange(
        checkpoint=checkpoint,
        group=group,
        table=_code(named, checkpoint),
        added=tuple(code for code in later if code not in earlier),
        removed=tuple(code for code in earlier if code not in later),
        changed=tuple(code for code in kept if earlier[code] != later[code]),
    )
    return change if change.added or change.removed or change.changed else None


def _table(compiled: Json, group: str) -> Json | None:
    return next((table for table in compiled["tables"] if table["group"] == group), None)


def _own(table: Json, checkpoint: str) -> list[str] | None:
    """The leaves of a checkpoint's own table; ``None`` where the main table ranks there."""
    own = table["checkpoint_table"]
    return None if own is None else own["nodes"].get(checkpoint)


def _code(table: Json, checkpoint: str) -> str:
    return str(table["scorecard"] if _own(table, checkpoint) is None else table["checkpoint_table"]["code"])


def _leaves(table: Json, checkpoint: str, last: str) -> Iterator[tuple[str, Any]]:
    """The leaves that count in a table at a checkpoint, each with all that decides about its points there."""
    listed = _own(table, checkpoint)
    for node in table["nodes"]:
        if "combine" in node or (listed is not None and node["code"] not in listed):
            continue
        variants = [_variant(variant, checkpoint, with_share=listed is None) for variant in node["variants"]]
        if listed is not None or any(variant["windows"] for variant in variants):
            rest = {name: value for name, value in node.items() if name not in ("variants", "parameters")}
            yield node["code"], {**rest, "variants": variants, "given": _given(node, checkpoint, last)}


def _variant(variant: Json, checkpoint: str, *, with_share: bool) -> dict[str, Any]:
    """A variant with the window of one checkpoint alone, which a checkpoint's own table does not look at."""
    windows = [window for window in variant["windows"] if window["checkpoint"] == checkpoint]
    return {**variant, "windows": windows if with_share else []}


def _given(node: Json, checkpoint: str, last: str) -> dict[str, Any]:
    """The parameters of a leaf at a checkpoint, by name and unit."""
    at = (checkpoint, "*", last) if node["prorate"] else (checkpoint, "*")
    return {
        name: {unit: _first(values, at) for unit, values in of_units.items()}
        for name, of_units in node["parameters"].items()
    }


def _first(values: Mapping[str, Any], codes: tuple[str, ...]) -> Any:
    """The first value of some checkpoints: its own, that of all, or the last one's by its part."""
    return next((values[code] for code in codes if code in values), None)
