"""Which items anything in a scheme reads of which unit or reference, and through which months."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sikao.core.insight.needs import lacks_member, listing
from sikao.core.insight.slices import Json


@dataclass(frozen=True, slots=True)
class Use:
    """An item read of a carrier (a unit or a reference); ``indicator`` is the item or one of its members."""

    carrier: str
    item: str
    indicator: str


@dataclass(slots=True)
class Months:
    """The last months of the checkpoints that read: of this year, and of earlier years by kind and years."""

    current: set[int] = field(default_factory=set)
    earlier: dict[tuple[str, int], set[int]] = field(default_factory=dict)

    @property
    def first(self) -> int:
        """The earliest of all; 12 where no checkpoint reads."""
        earlier = (month for months in self.earlier.values() for month in months)
        return min((*self.current, *earlier), default=12)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Compiled content, the units for which it is evaluated, those compared with, and when.

    ``scored``: points or outcomes depend on it; else it is only shown beside them.
    """

    content: Any
    units: Sequence[str]
    months: Sequence[int]
    among: Sequence[str] = ()
    scored: bool = True


def uses_of(compiled: Json) -> dict[Use, Months]:
    """What indicators read at the checkpoints where they count or are listed, and outcomes at the year's end.

    What stands ``beside`` a measure is read of this year alone: no points depend on it. A function of the
    comparison group reads of every unit compared with, whatever that unit's own measure is.
    """
    found: dict[Use, Months] = {}
    for reader in (*_leaves(compiled), *_outcomes(compiled)):
        for figure, of_group in _figures(reader.content):
            if reader.scored or not figure[5]:
                units = dict.fromkeys([*reader.units, *(reader.among if of_group else ())])
                for carrier in units if figure[4] is None else (figure[4],):
                    _note(found, compiled["items"], figure, carrier, reader.months)
    return found


def _leaves(compiled: Json) -> Iterator[_Reader]:
    through = {entry["code"]: entry["through"] for entry in compiled["checkpoints"]}
    for table in compiled["tables"]:
        for node in table["nodes"]:
            listed = listing(table, node)
            for variant in () if "combine" in node else node["variants"]:
                codes = [*(window["checkpoint"] for window in variant["windows"]), *listed]
                months = [through[code] for code in dict.fromkeys(codes)]
                scored = [variant["measure"], variant["method"], variant["coefficient"]]
                yield _Reader(scored, variant["units"], months, variant["among"])
                yield _Reader(variant["beside"], variant["units"], months, variant["among"], scored=False)


def _outcomes(compiled: Json) -> Iterator[_Reader]:
    """What vetoes, promotions and awards ask of the units that they concern."""
    last = [entry["through"] for entry in compiled["checkpoints"] if entry["ranked"]][-1:]
    everybody = compiled["units"]
    ranked = [unit for unit in everybody if unit["ranked"]]
    for section, concerned in (("vetoes", everybody), ("promotions", ranked)):
        for rule in compiled[section]:
            units = [unit["code"] for unit in concerned if unit["group"] in rule["groups"]]
            yield _Reader(rule["when"], units, last)
    tables = {table["group"]: table["units"] for table in compiled["tables"]}
    for award in compiled["awards"]:
        yield _Reader(award["last_rank"], tables[award["group"]], last)


def _figures(content: Any, *, of_group: bool = False) -> Iterator[tuple[list[Any], bool]]:
    """Every ``["fig", …]`` inside, and whether it stands in a function of the comparison group."""
    if isinstance(content, dict):
        content = list(content.values())
    if not isinstance(content, list) or not content:
        return
    head = content[0]
    if head == "fig":
        yield content, of_group
        return
    inside = of_group or (isinstance(head, str) and head.startswith("group_"))
    for part in content:
        yield from _figures(part, of_group=inside)


def _note(
    found: dict[Use, Months], items: Json, figure: Sequence[Any], carrier: str, months: Sequence[int]
) -> None:
    """Remember that a figure is read of a carrier: of members that it has, one by one."""
    if lacks_member(figure, items, carrier):
        return
    _, item, member, kind, _, years = figure
    each = member in ("*", "each")
    for name in (items[item]["members"] or {}).get(carrier, ()) if each else (member,):
        use = Use(carrier, item, item if name is None else f"{item}/{name}")
        noted = found.setdefault(use, Months())
        read = noted.earlier.setdefault((kind, years), set()) if years else noted.current
        read.update(months)
