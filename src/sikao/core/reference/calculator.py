"""The entry point: a compiled scheme and canonical figures give a book of scores.

The walk is table by table, checkpoint by checkpoint, unit by unit: the year so far of every unit, then
places, and at the last checkpoint vetoes, grades, promotions and awards. Nothing is kept from one run to the
next.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from .compiled import Checkpoint, Compiled, Table, read_compiled
from .detail import table_windows
from .errors import CalculationError
from .figures import figures_known
from .grading import consequences
from .grounds import table_grounds
from .leaves import LeafScorer
from .ranking import order_flags, rank_nodes
from .rounding import decimal_text, rounded
from .shown import shown_parts
from .standing import Standing
from .tree import MAIN, TOTAL, Score, UnitYear
from .verdicts import Court

BOOK_FORMAT = "sikao-book/1"
_ATTAINMENT_PLACES = 6
_INCOMPLETE = ("refused", "veto_open:", "promotion_open:")

Row = dict[str, Any]
Scores = Mapping[str, Mapping[str, Score]]


def calculate(
    compiled: Mapping[str, Any],
    rows: Iterable[Mapping[str, Any]],
    checkpoint: str | None = None,
    detail: bool = False,
) -> dict[str, Any]:
    """The book of scores at ``checkpoint`` (default: the last) and at all ranked checkpoints before it.

    ``compiled`` is a compiled scheme and ``rows`` are canonical figures, both plain JSON data as described in
    docs/algorithms/scoring.md; the result is plain JSON data too. With ``detail`` it also holds every window:
    measure, parameters, method, place, parts and the figures used; and the grounds of grades and awards.
    Broken input raises `CalculationError`.
    """
    scheme = read_compiled(compiled)
    checkpoints = _up_to(scheme, checkpoint)
    figures = figures_known(rows, scheme, checkpoints[-1].code)
    scorer = LeafScorer(scheme, figures)
    book: dict[str, Any] = {
        "format": BOOK_FORMAT,
        "scheme": scheme.scheme,
        "scheme_digest": scheme.digest,
        "figures_digest": figures.digest,
        "checkpoint": checkpoints[-1].code,
        "rows": [],
        "awards": [],
    }
    if detail:
        book["windows"], book["grounds"] = [], []
    for table in scheme.tables:
        _add_table(book, scorer, table, checkpoints)
    book["complete"] = not any(
        flag.startswith(_INCOMPLETE)
        for row in book["rows"]
        if row["checkpoint"] == book["checkpoint"]
        for flag in row["flags"]
    )
    return book


def _up_to(compiled: Compiled, code: str | None) -> list[Checkpoint]:
    """The ranked checkpoints up to the one asked for."""
    ranked = [checkpoint for checkpoint in compiled.checkpoints if checkpoint.ranked]
    codes = [checkpoint.code for checkpoint in ranked]
    if code is not None and code not in codes:
        raise CalculationError("checkpoint", f"{code!r} is none of {', '.join(codes)}")
    return ranked if code is None else ranked[: codes.index(code) + 1]


def _add_table(book: dict[str, Any], scorer: LeafScorer, table: Table, checkpoints: list[Checkpoint]) -> None:
    years: dict[str, UnitYear] = {}
    for checkpoint in checkpoints:
        years = {unit: UnitYear(scorer, table, unit, checkpoint) for unit in table.units}
        scores = {unit: year.scores() for unit, year in years.items()}
        book["rows"] += _rows(book, scorer, table, checkpoint, scores)
        converted = {unit: year.checkpoint_scores() for unit, year in years.items()}
        if table.checkpoint_table is not None and any(converted.values()):
            book["rows"] += _plain_rows(
                scorer.compiled, table, table.checkpoint_table.code, checkpoint, converted
            )
    if "windows" in book:
        book["windows"] += table_windows(scorer, table, years, checkpoints)


def _rows(
    book: dict[str, Any], scorer: LeafScorer, table: Table, checkpoint: Checkpoint, scores: Scores
) -> list[Row]:
    """The main table's rows; at the year's last checkpoint with grades, vetoes and awards."""
    compiled = scorer.compiled
    rows = _plain_rows(compiled, table, table.scorecard, checkpoint, scores)
    last = [known.code for known in compiled.checkpoints if known.ranked][-1]
    if checkpoint.code != last:
        return rows
    on_totals = {row["unit"]: row for row in rows if row["node"] == TOTAL}
    ranks = {unit: row["rank"] for unit, row in on_totals.items() if row["rank"] is not None}
    court = Court(scorer, table, checkpoint, Standing(scores, ranks, compiled.ties))
    found = consequences(court)
    for unit, row in on_totals.items():
        row["grade"] = found.grades.get(unit)
        row["flags"] = sorted({*row["flags"], *found.flags[unit]})
    book["awards"] += [
        {"code": code, "unit": unit, "places": _text(places)} for code, unit, places in found.awards
    ]
    if "grounds" in book:
        book["grounds"] += table_grounds(court, found)
    return rows


def _plain_rows(
    compiled: Compiled, table: Table, scorecard: str, checkpoint: Checkpoint, scores: Scores
) -> list[Row]:
    """Rows with points, places and flags, units in official order, `total` and `main` before the nodes."""
    ranked = [unit for unit in table.units if unit in compiled.ranked_units]
    ranks = rank_nodes(compiled, scores, ranked)
    orders = order_flags(compiled, scores, ranked)
    rows = []
    for unit in table.units:
        for code, score in scores[unit].items():
            flags = set(score.flags)
            if code == TOTAL:
                flags |= orders.get(unit, {"unranked"})
            rows.append(
                {
                    "checkpoint": checkpoint.code,
                    "scorecard": scorecard,
                    "group": table.group,
                    "unit": unit,
                    "node": code,
                    "depth": 0 if code in (TOTAL, MAIN) else table.nodes[code].depth,
                    "points": _text(score.points),
                    "full_points": _text(score.full),
                    "attainment": _attainment(score.rate),
                    "rank": ranks.get((unit, code)),
                    "grade": None,
                    "flags": sorted(flags),
                    "parts": shown_parts(score.parts, score.points),
                }
            )
    return rows


def _text(value: Fraction | None) -> str | None:
    return None if value is None else decimal_text(value)


def _attainment(rate: Fraction | None) -> str | None:
    return None if rate is None else decimal_text(rounded(rate, _ATTAINMENT_PLACES, "half_up"))
