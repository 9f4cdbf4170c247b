"""The benchmark: every job in a process of its own, the tools one after the other, one table of one run."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.jobs import JOBS, OURS, Job
from bench.scale import SCALES, Scale
from bench.table import Row, judged, printed
from bench.works.ours import write

ROOT = Path(__file__).resolve().parents[1]


def _arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="sikao bench",
        description="与其他工具比速度 · Measure speed and memory beside other tools, in one run.",
    )
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="TEXT",
        help="只测名称含 TEXT 的行，可重复 · only rows whose size, work or tool contains TEXT (repeatable)",
    )
    parser.add_argument(
        "--quick",
        action="store_true",
        help="少重复，不测一亿个数 · fewer repetitions, no 100 million figures",
    )
    parser.add_argument("--list", action="store_true", help="列出各行 · list the rows and stop")
    # The tests run every row in a moment.
    parser.add_argument("--tiny", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def chosen(rows: Sequence[Row], only: Sequence[str]) -> list[Row]:
    """The rows asked for, and ours beside each of them."""
    if not only:
        return list(rows)
    wanted = [row for row in rows if any(text.lower() in row.name.lower() for text in only)]
    works = {(row.size, row.work) for row in wanted}
    return [row for row in rows if row in wanted or (row.tool == OURS and (row.size, row.work) in works)]


def _by_work(rows: Sequence[Row]) -> list[Row]:
    """The tools beside each other, the works in the order of the catalogue."""
    works = list(dict.fromkeys((row.size, row.work) for row in rows))
    return sorted(rows, key=lambda row: works.index((row.size, row.work)))


def rows_of(scale: Scale) -> list[tuple[Job, list[Row]]]:
    """Every job with the rows that it fills."""
    return [
        (job, [Row(job.size, work, job.tool) for work in job.works])
        for job in JOBS
        if job.size != "CADRE" or scale.cadre is not None
    ]


def measured(number: int, scale: str, folder: Path) -> dict[str, Any]:
    """One process; what it prints last is its result, or why there is none."""
    command = [sys.executable, "-m", "bench.worker", str(number), scale, str(folder)]
    done = subprocess.run(  # noqa: S603 - our own module
        command, capture_output=True, text=True, check=False, cwd=ROOT
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        return {"failed": next((line for line in reversed(said) if "Error" in line), said[-1])}
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def enter(rows: Sequence[Row], result: dict[str, Any]) -> None:
    """Add what a process found to its rows."""
    for row in rows:
        if "failed" in result:
            row.failed, row.remark = True, f"failed: {result['failed']}"
            continue
        row.seconds += result["seconds"].get(row.work, [])
        row.answers = result["answers"].get(row.work, [])
        row.remark = result["remarks"].get(row.work, "")
        row.peak_mb = max(row.peak_mb, result["peak_mb"])


def _machine() -> str:
    cores, load = os.cpu_count(), os.getloadavg()[0]
    return f"{platform.machine()}, {cores} cores, Python {platform.python_version()}, load {load:.1f}"


def say(text: str) -> None:
    """A word to whoever waits, beside the table."""
    sys.stderr.write(text + "\n")


def _pass(number: int, jobs: Sequence[tuple[Job, list[Row]]], scale: str, folder: Path) -> None:
    """Every job once, one after the other, so that a noisy minute of the machine meets all tools alike."""
    passes = SCALES[scale].passes
    for place, (job, rows) in enumerate(jobs, 1):
        if job.missing:
            for row in rows:
                row.remark = f"not installed: {', '.join(job.missing)}"
        elif number == 0 or not job.once:
            say(f"[{number + 1}/{passes}, {place}/{len(jobs)}] {job.name}")
            enter(rows, measured(JOBS.index(job), scale, folder))


def main(arguments: Sequence[str] | None = None) -> int:
    """The chosen rows, measured and printed; 1 when a tool fails or does other work, 2 for a wrong choice."""
    asked = _arguments(sys.argv[1:] if arguments is None else arguments)
    name = "tiny" if asked.tiny else "quick" if asked.quick else "full"
    scale = SCALES[name]
    catalogue = rows_of(scale)
    shown = chosen(_by_work([row for _, rows in catalogue for row in rows]), asked.only)
    if not shown:
        say(f"没有这样的行 · no such row: {' '.join(asked.only)} (--list)")
        return 2
    if asked.list:
        sys.stdout.write("".join(f"{row.name}\n" for row in shown))
        return 0
    jobs = [(job, rows) for job, rows in catalogue if any(row in shown for row in rows)]
    whole = sum(
        job.seconds[name != "full"] * (1 if job.once else scale.passes) for job, _ in jobs if not job.missing
    )
    say(f"约需 {whole / 60:.1f} 分钟 · about {whole / 60:.1f} minutes on two free cores; {_machine()}")
    limits: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="sikao-bench-") as made:
        folder = Path(made)
        write(scale.nation, range(scale.nation.groups), folder)
        for number in range(scale.passes):
            _pass(number, jobs, name, folder)
            found = measured(-1, name, folder).get("seconds", {})
            limits = {unit: min([*of, limits.get(unit, of[0])]) for unit, of in found.items()}
    agreement = judged(shown)
    say(f"测完 · done; {_machine()}")
    sys.stdout.write(
        "\n".join([*printed(shown, limits, scale), "", *_limit_lines(limits), *agreement]) + "\n"
    )
    return int(any(row.failed for row in shown))


def _limit_lines(limits: dict[str, float]) -> list[str]:
    if not limits:
        return []
    found = (
        f"{1e-9 / limits['byte']:.1f} GB/s in memory",
        f"{1e-6 / limits['figure']:.0f} million figures a second decoded from Parquet",
        f"{2e-9 / limits['product']:.0f} GFLOP/s in products of matrices",
    )
    return [f"limit: {', '.join(found)}"]


if __name__ == "__main__":
    sys.exit(main())
