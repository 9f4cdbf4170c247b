"""The table of the benchmark, and how far the tools agree."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bench.jobs import OURS, limit_of
from bench.scale import Scale

NOISE = 1.5
# Peers round in binary, so that single scores at a rounding edge may differ by one hundredth.
TOLERANCE = 0.05
HEAD = ("size", "work", "tool", "median ms", "least ms", "x ours", "x limit", "peak MB", "")


@dataclass
class Row:
    """A line of the table: what was measured so far, or why nothing was."""

    size: str
    work: str
    tool: str
    seconds: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    peak_mb: int = 0
    remark: str = ""
    failed: bool = False

    @property
    def name(self) -> str:
        """What ``--only`` is compared with."""
        return f"{self.size} {self.work} {self.tool}"


def judged(rows: Sequence[Row]) -> list[str]:
    """How far the other tools' answers are from ours; a row that is too far off is marked as failed."""
    own = {(row.size, row.work): row.answers for row in rows if row.tool == OURS and row.answers}
    lines = []
    for row in rows:
        mine = own.get((row.size, row.work))
        if row.tool == OURS or mine is None or not row.answers:
            continue
        pairs = list(zip(mine, row.answers, strict=True))
        worst = max(abs(a - b) for a, b in pairs)
        same = sum(abs(a - b) < 1e-6 for a, b in pairs)
        lines.append(f"{row.name}: {same} of {len(pairs)} totals equal ours, largest difference {worst:.2g}")
        if worst > TOLERANCE:
            row.failed, row.remark = True, f"does other work: totals differ by {worst:.2f}"
    return lines


def printed(rows: Sequence[Row], limits: Mapping[str, float], scale: Scale) -> list[str]:
    """The lines of the table."""
    own = {(row.size, row.work): row for row in rows if row.tool == OURS}
    lines = [HEAD, *(_cells(row, own.get((row.size, row.work)), limits, scale) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    return [
        "  ".join(
            cell.ljust(width) if column in (0, 1, 2, len(HEAD) - 1) else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]


def _cells(row: Row, own: Row | None, limits: Mapping[str, float], scale: Scale) -> tuple[str, ...]:
    if not row.seconds:
        return (row.size, row.work, row.tool, *[""] * 5, row.remark)
    median = statistics.median(row.seconds)
    ratio = f"{median / statistics.median(own.seconds):.2f}" if own is not None and own.seconds else ""
    limit = limit_of(scale, row.size, row.work)
    beside = ""
    if limit is not None and limit.unit in limits:
        beside = f"{median / (limit.amount * limits[limit.unit]):.0f}"
    marks = [row.remark] if row.remark else []
    if len(row.seconds) > 1 and max(row.seconds) / min(row.seconds) > NOISE:
        marks.append("noise")
    return (
        row.size,
        row.work,
        row.tool,
        f"{median * 1e3:,.3f}",
        f"{min(row.seconds) * 1e3:,.3f}",
        ratio,
        beside,
        f"{row.peak_mb:,}",
        "; ".join(marks),
    )
