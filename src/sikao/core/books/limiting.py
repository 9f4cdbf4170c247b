"""Whose grade does not follow from the place, as a book shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sikao.core.books.names import Outcome, outcomes_in


def limited_by_veto(totals: Iterable[Mapping[str, Any]], grades: Sequence[str]) -> frozenset[str]:
    """The ranked units with a veto and a worse grade than a unit that stands no better: everybody sees it.

    ``totals`` are the rows of the table that ranks a group, ``grades`` its codes, best first. A veto that
    changes nothing, or that nobody could see, limits nobody here.
    """
    order = {code: place for place, code in enumerate(grades)}
    rows = [row for row in totals if row["rank"] is not None and row["grade"] in order]
    return frozenset(
        row["unit"]
        for row in rows
        if any(kind is Outcome.VETO for kind, _ in outcomes_in(row["flags"]))
        and any(
            order[other["grade"]] < order[row["grade"]] and other["rank"] >= row["rank"] for other in rows
        )
    )
