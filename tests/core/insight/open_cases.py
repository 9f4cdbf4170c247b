"""Random schemes with figures that are still open, and what these may turn out to be."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from sikao.core.figures.table import KEY
from sikao.core.insight.slices import of_table
from sikao.core.reference import calculate
from sikao.core.reference.rounding import decimal_text
from tests.strategies.figures import figure_rows, periods_read
from tests.strategies.methods import KINDS, REFERENCE
from tests.strategies.schemes import compiled_schemes

RANGES = [(low, low + width) for low in (-3, 0, 5) for width in (0, 1, 5, 20)]
PARTS = (Fraction(0), Fraction(1, 4), Fraction(1, 2), Fraction(1))


@st.composite
def open_cases(draw: st.DrawFn) -> tuple[dict, list[dict], Any]:
    """A compiled scheme, rows of figures with gaps, and chance for what they may turn out to be."""
    compiled = draw(compiled_schemes())
    _give_points_only_within_the_main_table(compiled)
    carriers = [*(unit["code"] for unit in compiled["units"]), REFERENCE]
    rows = draw(figure_rows(compiled, carriers, KINDS))
    chance = draw(st.randoms(use_true_random=True))
    for item in compiled["items"].values():
        kinds = [kind for kind in KINDS if chance.random() < 0.9]
        item["range"] = {kind: list(map(str, chance.choice(RANGES))) for kind in kinds}
    return compiled, rows, chance


def _give_points_only_within_the_main_table(compiled: dict) -> None:
    """The calculators take points to any leaf; a scheme that gives them to or from a bonus is refused."""
    for table in compiled["tables"]:
        main = {node["code"] for node in table["nodes"] if node["role"] == "main"}
        for leaf in (node for node in table["nodes"] if "combine" not in node):
            for variant in leaf["variants"]:
                for kind, effect in variant["absence"].items():
                    gives = effect[0] in ("redistribute", "transfer")
                    if gives and not {leaf["code"], *effect[1:2]} <= {*main, "parent", "block", "table"}:
                        variant["absence"][kind] = ["zero"]


def _may_be_read(compiled: dict) -> Iterator[tuple[tuple[str, str, str, str], dict]]:
    for code, item in compiled["items"].items():
        periods = periods_read(item, compiled["checkpoints"], compiled["year"])
        for carrier in (*(unit["code"] for unit in compiled["units"]), REFERENCE):
            members = (item["members"] or {}).get(carrier, [])
            for indicator in [code] if item["members"] is None else [f"{code}/{one}" for one in members]:
                yield from (((carrier, indicator, kind, at), item) for kind in KINDS for at in periods)


def filled_in(compiled: dict, rows: list[dict], chance: Any, some: float = 1.0) -> list[dict]:
    """The rows with a value within its range for every figure that is missing or not yet due, or for some."""
    versions: dict[tuple, list[dict]] = {}
    for row in rows:
        versions.setdefault(tuple(row[name] for name in KEY), []).append(row)
    made = []
    for key, item in _may_be_read(compiled):
        held = versions.get(key, [])
        if held and all(row["absence"] not in ("missing", "not_yet_due") for row in held):
            continue
        if chance.random() >= some:
            continue
        low, high = map(Fraction, item["range"].get(key[2], ("-5", "40")))
        value = low + (high - low) * chance.choice(PARTS)
        absent = [row for row in held if row["absence"] in ("missing", "not_yet_due")]
        about = {"value": decimal_text(value), "absence": None, "flags": []}
        fresh = {**dict(zip(KEY, key, strict=True)), "caliber": "", "source": "", "unit_of_measure": ""}
        made += [{**fresh, **about, "since": row["since"]} for row in absent] or [
            {**fresh, **about, "since": ""}
        ]
        versions[key] = [row for row in held if row not in absent]
    return [*(row for held in versions.values() for row in held), *made]


def standings(
    compiled: dict, table: dict, rows: list[dict], checkpoint: str
) -> dict[str, tuple[Fraction, int | None]]:
    """Total and place of every unit that has a total."""
    book = calculate(of_table(compiled, table, checkpoint), rows)
    return {
        row["unit"]: (Fraction(row["points"]), row["rank"])
        for row in book["rows"]
        if (row["node"], row["scorecard"], row["checkpoint"]) == ("total", table["scorecard"], checkpoint)
        and row["points"] is not None
    }
