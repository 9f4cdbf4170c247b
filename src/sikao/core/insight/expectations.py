"""What a scheme lets expect of figures: targets that stand in its parameters, and the groups of units."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from sikao.core.figures.origins import Located
from sikao.core.figures.plausibility import fractional_growths, implausible_levels
from sikao.core.figures.table import Figures, Kind
from sikao.core.insight.needs import keys_read
from sikao.core.insight.slices import Json
from sikao.core.scheme import Scheme, compile_scheme
from sikao.core.scheme.catalogue import catalogue_of
from sikao.core.wording import Finding


def implausible_figures(
    scheme: Scheme, figures: Figures, origins: Located | None = None
) -> tuple[Finding, ...]:
    """Warnings about levels powers of ten off last year, the target or the other units, and about growths
    that look written as fractions.

    The figures are in their items' units of measure, as ``load_figures`` gives them; ``origins`` says where
    they stand.
    """
    compiled = compile_scheme(scheme)
    groups = {unit: table["group"] for table in compiled["tables"] for unit in table["units"]}
    targets = dict(_targets(compiled))
    levels = implausible_levels(figures, targets, groups, catalogue_of(scheme).measures, origins)
    return (*levels, *fractional_growths(figures, origins))


def _targets(compiled: Json) -> Iterator[tuple[tuple[str, str, str], Decimal]]:
    """Targets of measures that are one level of the unit itself, by unit, indicator and period."""
    through = {entry["code"]: entry["through"] for entry in compiled["checkpoints"]}
    for table in compiled["tables"]:
        for node in (node for node in table["nodes"] if "combine" not in node):
            for variant in node["variants"]:
                measure, wanted = variant["measure"], (variant["method"] or {}).get("target")
                if not _is_own_level(measure) or not isinstance(wanted, list):
                    continue
                for checkpoint in (window["checkpoint"] for window in variant["windows"]):
                    for unit in variant["units"]:
                        value = _value(node, wanted, unit, checkpoint)
                        keys = keys_read(
                            measure, compiled["items"], unit, through[checkpoint], compiled["year"]
                        )
                        if value is not None:
                            yield from (((key[0], key[1], key[3]), value) for key in keys)


def _is_own_level(measure: Any) -> bool:
    if not measure or measure[0] != "fig":
        return False
    _, _, member, kind, carrier, years = measure
    return member not in ("*", "each") and kind == Kind.LEVEL and carrier is None and years == 0


def _value(node: Json, wanted: list[Any], unit: str, checkpoint: str) -> Decimal | None:
    """A target that is a number, or a parameter that has a value of its own at this checkpoint."""
    if wanted[0] == "num":
        return Decimal(wanted[1])
    if wanted[0] != "param":
        return None
    given = node["parameters"].get(wanted[1], {}).get(unit, {})
    text = given.get(checkpoint, given.get("*"))
    return None if text is None else Decimal(text)
