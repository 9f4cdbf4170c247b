"""What the charts draw, as plain JSON data made from views; how it looks is decided in the browser."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext

from sikao.interfaces.web.results.groups import Ranking, UnitLine
from sikao.interfaces.web.results.standing import Score

Chart = dict[str, Any]

DASH = "—"
BAND_WIDTHS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10000)
"""Widths of the bands of points in a distribution, the narrowest that gives few enough of them."""
MOST_BANDS = 9
FEWEST_DISTRIBUTED = 3
SPREAD_ROWS = 40
"""More rows than this are not read by anybody in one picture."""


def ranking_chart(ranking: Ranking) -> Chart:
    """Totals as bars, stacked by block; one block, the table itself, where there are none."""
    lines = ranking.ranked
    if ranking.blocks:
        blocks = [
            {"name": block.name, "values": [_text(line.blocks[i]) for line in lines]}
            for i, block in enumerate(ranking.blocks)
        ]
        if ranking.has_beyond:
            beyond = [None if line.beyond is None else f"{line.beyond:.2f}" for line in lines]
            blocks.append({"name": gettext("加减分"), "values": beyond})
    else:
        blocks = [{"name": ranking.table_name, "values": [_text(line.total) for line in lines]}]
    units = [
        {"name": line.name, "rank": line.total.rank, "total": _text(line.total), "url": line.address}
        for line in lines
    ]
    return {"units": units, "blocks": blocks}


def tiles_chart(ranking: Ranking) -> Chart | None:
    """Units as squares where they lie, coloured by total; none where the scheme places no unit."""
    placed = [line for line in ranking.lines if line.tile is not None]
    if not placed:
        return None
    return {"code": f"tiles-{ranking.code}", "tiles": [_tile(line) for line in placed]}


def _tile(line: UnitLine) -> Chart:
    column, row = line.tile or (0, 0)
    total = _text(line.total)
    return {
        "name": line.name,
        "column": column,
        "row": row,
        "value": _number(line.total.points),
        "label": total or "—",
        "tip": f"{line.total.rank or '—'}  {line.name}  {total or '—'}",
        "url": line.address,
    }


def spread_chart(ranking: Ranking, marked: str | None = None) -> Chart:
    """Share of full points reached, indicator by indicator, a dot a unit."""
    rows = []
    for i, column in enumerate(ranking.indicators[:SPREAD_ROWS]):
        points = [
            _dot(line, score, marked)
            for line in ranking.ranked
            if (score := line.indicators[i]) is not None and score.rate is not None
        ]
        rows.append({"name": column.name, "points": points})
    return {"rows": rows}


def _dot(line: UnitLine, score: Score, marked: str | None) -> Chart:
    return {
        "name": line.name,
        "value": _percent(score.rate),
        "explain": score.address,
        "marked": line.unit == marked,
    }


def heat_chart(ranking: Ranking) -> Chart:
    """Scored indicators × units in the official order, coloured by the share of full points reached."""
    lines = sorted(ranking.lines, key=lambda line: line.order)
    scored = [at for at, _ in enumerate(ranking.indicators) if any(_is_rated(line, at) for line in lines)]
    shown = [(at, ranking.indicators[at].name) for at in scored[:SPREAD_ROWS]]
    cells = [
        _cell(x, y, line, score, name)
        for y, (at, name) in enumerate(shown)
        for x, line in enumerate(lines)
        if (score := line.indicators[at]) is not None and score.rate is not None
    ]
    return {
        "units": [line.name for line in lines],
        "nodes": [name for _, name in shown],
        "cells": cells,
        "low": 40,
        "high": 100,
    }


def _is_rated(line: UnitLine, at: int) -> bool:
    score = line.indicators[at]
    return score is not None and score.rate is not None


def _cell(x: int, y: int, line: UnitLine, score: Score, name: str) -> Chart:
    value = _percent(score.rate)
    return {
        "x": x,
        "y": y,
        "value": value,
        "label": f"{value:.0f}",
        "tip": f"{line.name} · {name}\n{score.points} / {score.full}",
        "explain": score.address,
    }


def trend_chart(ranking: Ranking, marked: str | None = None) -> Chart | None:
    """Places from checkpoint to checkpoint; none where fewer than two checkpoints have places."""
    known = [
        any(line.ranks[i] is not None for line in ranking.ranked) for i in range(len(ranking.checkpoints))
    ]
    if sum(known) < 2:
        return None
    lines = [
        {"name": line.name, "ranks": list(line.ranks), "marked": line.unit == marked}
        for line in ranking.ranked
    ]
    return {"checkpoints": list(ranking.checkpoints), "lines": lines}


def distribution_chart(ranking: Ranking) -> Chart | None:
    """How many units have totals in which band of points; none of fewer than three units."""
    totals = [(line.name, line.total.points) for line in ranking.ranked if line.total.points is not None]
    if len(totals) < FEWEST_DISTRIBUTED:
        return None
    low, high = (end(points for _, points in totals) for end in (min, max))
    step = next(width for width in BAND_WIDTHS if (high - low) / width <= MOST_BANDS)
    first, last = int(low // step), int(high // step)
    bands = []
    for at in range(first, last + 1):
        inside = [name for name, points in totals if int(points // step) == at]
        bands.append({"name": f"{at * step}–{(at + 1) * step}", "count": len(inside), "units": inside})
    return {"bands": bands, "countName": gettext("单位数")}


def bars_chart(name: str, lines: Sequence[tuple[str, Score]]) -> Chart:
    """One indicator over units, as bars; units without points have none."""
    scored = [(unit, score) for unit, score in lines if score.points is not None]
    units = [
        {"name": unit, "rank": score.rank, "total": _text(score), "url": score.address}
        for unit, score in scored
    ]
    return {"units": units, "blocks": [{"name": name, "values": [_text(score) for _, score in scored]}]}


def waterfall_chart(steps: Sequence[tuple[str, str, str]], total_name: str, total: str) -> Chart:
    """Named parts (name, points, address that explains them) that add up to a total."""
    parts = [
        {"name": name, "value": points, "label": _near(points), "explain": address}
        for name, points, address in steps
    ]
    return {"steps": [*parts, {"name": total_name, "value": total, "label": _near(total), "total": True}]}


def change_chart(
    before: tuple[str, Decimal | None],
    parts: Sequence[tuple[str, Decimal]],
    after: tuple[str, Decimal | None],
) -> Chart:
    """From one total to another by signed parts; ``low`` is where the axis begins, as parts are small."""
    levels = [before[1] or Decimal(0)]
    for _, points in parts:
        levels.append(levels[-1] + points)
    ends = [
        {
            "name": name,
            "value": str(total or 0),
            "label": DASH if total is None else f"{total}",
            "total": True,
        }
        for name, total in (before, after)
    ]
    steps = [{"name": name, "value": str(points), "label": _signed(points)} for name, points in parts]
    spread = max(levels) - min(levels)
    low = max(Decimal(0), min(levels) - max(spread, Decimal(1)))
    return {"steps": [ends[0], *steps, ends[1]], "low": int(low)}


def _signed(points: Decimal) -> str:
    return f"{points:+f}".replace("-", "−") if points else "0"


def targets_chart(pairs: Sequence[tuple[str, Fraction, Fraction]]) -> Chart:
    """Actual and target by checkpoint."""
    return {
        "checkpoints": [name for name, _, _ in pairs],
        "actual": [float(actual) for _, actual, _ in pairs],
        "target": [float(target) for _, _, target in pairs],
        "actualName": gettext("实际"),
        "targetName": gettext("目标"),
    }


def weights_chart(rows: Sequence[tuple[str, Decimal, Decimal]]) -> Chart:
    """Nominal and effective shares, in per cent, by checkpoint."""
    return {
        "rows": [
            {"name": name, "nominal": float(nominal), "effective": float(found)}
            for name, nominal, found in rows
        ],
        "nominal": gettext("名义占比"),
        "effective": gettext("实际效力"),
    }


def _near(points: str) -> str:
    """Points with two decimals, marked where the exact value has more."""
    exact = Decimal(points)
    near = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{'' if near == exact else '≈'}{near:f}".replace("-", "−")


def _text(score: Score | None) -> str | None:
    return None if score is None or score.points is None else f"{score.points:.2f}"


def _number(value: Decimal | None) -> float | None:
    """Only for the length and the colour of a mark; numbers that people read stay texts."""
    return None if value is None else float(value)


def _percent(rate: Decimal | None) -> float:
    return float(((rate or Decimal(0)) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP))
