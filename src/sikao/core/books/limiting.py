"""Whose grade does not follow from the place, as a book shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sikao.core.books.names import Outcome, outcomes_in


def limited_by_veto(totals: Iterable[Mapping[str, Any]], grades: Sequence[str]) -> frozenset[str]:
    """The ranked units with a veto and a worse grade than a unit that stands no better: everybody sees it.

    ``totals`` are the rows of the table that ranks a group, ``grades`` its codes, best first. A veto that
    changes nothing, or that nobody could see, limits nobody here; nor does it where the other was promoted.
    """
    order = {code: place for place, code in enumerate(grades)}
    rows = [row for row in totals if row["rank"] is not None and row["grade"] in order]
    by_place = [row for row in rows if not _has(row, Outcome.PROMOTED)]
    return frozenset(
        row["unit"]
        for row in rows
        if _has(row, Outcome.VETO)
        and any(
            order[other["grade"]] < order[row["grade"]] and other["rank"] >= row["rank"] for other in by_place
        )
    )


def _has(row: Mapping[str, Any], kind: Outcome) -> bool:
    return any(of_kind is kind for of_kind, _ in outcomes_in(row["flags"]))
