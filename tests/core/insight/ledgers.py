"""Two random ledgers of a random scheme, and what stands where only some of the changes are made."""

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from sikao.core.insight.changed_cells import by_key
from sikao.core.insight.slices import of_table
from sikao.core.reference import calculate
from tests.strategies.figures import figure_rows
from tests.strategies.methods import KINDS, REFERENCE
from tests.strategies.schemes import compiled_schemes


@st.composite
def two_ledgers(draw: st.DrawFn) -> tuple[dict, list[dict], list[dict], Any]:
    """A compiled scheme, rows before and after, half of them the same, and chance for more."""
    compiled = draw(compiled_schemes())
    carriers = [*(unit["code"] for unit in compiled["units"]), REFERENCE]
    before, after = (draw(figure_rows(compiled, carriers, KINDS)) for _ in range(2))
    chance = draw(st.randoms(use_true_random=True))
    kept = {key for key in by_key(before) if chance.random() < 0.5}
    after = [row for row in after if key_of(row) not in kept] + [row for row in before if key_of(row) in kept]
    return compiled, before, after, chance


def key_of(row: dict) -> tuple[str, str, str, str]:
    return row["unit"], row["indicator"], row["kind"], row["period"]


def standing(
    compiled: dict, group: str, checkpoint: str, rows: list[dict], unit: str
) -> tuple[dict[tuple[str, str], Fraction], dict[str, int]]:
    """A unit's points and places by the exact calculator."""
    table = next(table for table in compiled["tables"] if table["group"] == group)
    book = calculate(of_table(compiled, table, checkpoint), rows, checkpoint)
    own = [row for row in book["rows"] if (row["unit"], row["checkpoint"]) == (unit, checkpoint)]
    return (
        {(r["scorecard"], r["node"]): Fraction(r["points"]) for r in own if r["points"] is not None},
        {r["scorecard"]: r["rank"] for r in own if r["node"] == "total" and r["rank"] is not None},
    )
