"""The kernel's result in the form of the exact calculator's book."""

from __future__ import annotations

from fractions import Fraction

from sikao.core.reference.rounding import decimal_text
from sikao.core.scoring.flags import names_of
from sikao.core.scoring.kernel import ScoreArrays, TableScores, node_ranks

Row = tuple[str | None, str | None, int | None, str | None, tuple[str, ...]]


def rows_of_book(book: dict) -> dict[tuple[str, ...], Row]:
    """(checkpoint, scorecard, group, unit, node) → points, full points, rank, grade, flags."""
    keys = ("checkpoint", "scorecard", "group", "unit", "node")
    return {
        tuple(row[key] for key in keys): (
            row["points"],
            row["full_points"],
            row["rank"],
            row["grade"],
            tuple(row["flags"]),
        )
        for row in book["rows"]
    }


def rows_of_arrays(scores: ScoreArrays) -> dict[tuple[str, ...], Row]:
    """The same of the kernel's arrays."""
    rows: dict[tuple[str, ...], Row] = {}
    for table in scores.tables:
        ranks = node_ranks(scores, table)
        last = len(scores.checkpoints) - 1
        for c, checkpoint in enumerate(scores.checkpoints):
            for n, node in enumerate(table.nodes):
                for u, unit in enumerate(table.units):
                    if not table.applies[n, u]:
                        continue
                    flags = set(names_of(int(table.flags[n, c, u])))
                    total = node == "total"
                    if total and c == last:
                        flags |= table.remarks[unit]
                    rank = int(table.rank[c, u] if total else ranks[n, c, u])
                    rows[checkpoint, table.scorecard, table.group, unit, node] = (
                        _text(table.points[n, c, u], 10**scores.places, table.present[n, c, u]),
                        _text(table.full[n, c, u], table.full_den, table.present[n, c, u]),
                        rank or None,
                        table.grades.get(unit) if total and c == last else None,
                        tuple(sorted(flags)),
                    )
        rows.update(_listed_rows(scores, table))
    return rows


def _listed_rows(scores: ScoreArrays, table: TableScores) -> dict[tuple[str, ...], Row]:
    rows: dict[tuple[str, ...], Row] = {}
    if table.listed is None:
        return rows
    for one in table.listed.checkpoints:
        for n, node in enumerate(("total", *one.leaves)):
            for u, unit in enumerate(table.units):
                if one.applies[n, u]:
                    rows[one.checkpoint, table.listed.code, table.group, unit, node] = (
                        _text(one.points[n, u], 10**scores.places, one.present[n, u]),
                        _text(one.full[n, u], table.listed.full_den, one.present[n, u]),
                        int(one.ranks[n, u]) or None,
                        None,
                        names_of(int(one.flags[n, u])),
                    )
    return rows


def _text(num: int, den: int, present: bool) -> str | None:
    return decimal_text(Fraction(int(num), den)) if present else None
