"""The table of the benchmark: every work in a process of its own, interleaved, medians and ratios of one
run.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from bench import sizes
from bench.works import WORKS

NOISE = 1.5
# Peers round in binary, so that single scores at a rounding edge may differ by one hundredth.
TOLERANCE = 0.05


def run(name: str, folder: Path) -> dict[str, Any]:
    """One process; what it prints last is its result."""
    command = [sys.executable, "-m", "bench.works", name, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own module
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def agreement(results: dict[str, dict[str, Any]]) -> list[str]:
    """How far the peers' totals are from the kernel's; a large difference ends the run."""
    lines = []
    for name, result in results.items():
        size, tool = name.split(" ")[0], name.split(" ")[-1]
        ours = results.get(f"{size} kernel")
        if tool in ("kernel", "floor") or ours is None:
            continue
        pairs = list(zip(ours["totals"], result["totals"], strict=True))
        worst = max(abs(a - b) for a, b in pairs)
        same = sum(abs(a - b) < 1e-6 for a, b in pairs)
        lines.append(f"{name}: {same} of {len(pairs)} totals equal, largest difference {worst:.2f}")
        if worst > TOLERANCE:
            raise SystemExit(f"{name} does other work: totals differ by {worst:.2f}")
    return lines


def table(seconds: dict[str, list[float]], peaks: dict[str, int]) -> list[str]:
    """A line for each measurement: median, least, ratio to the kernel's, peak memory, and whether it is
    noise.
    """
    lines = [f"{'work':34}{'median ms':>12}{'least ms':>12}{'x kernel':>10}{'peak MB':>9}"]
    for name, found in seconds.items():
        size = name.split(" ")[0]
        base = seconds.get(f"{size} kernel: full")
        ratio = f"{statistics.median(found) / statistics.median(base):.1f}" if base else ""
        noise = "  noise" if max(found) / min(found) > NOISE else ""
        peak = peaks[name.split(":")[0]]
        middle, least = statistics.median(found) * 1e3, min(found) * 1e3
        lines.append(f"{name:34}{middle:12.2f}{least:12.2f}{ratio:>10}{peak:9}{noise}")
    return lines


def main(names: list[str], passes: int = 2) -> None:
    """Run the named works (default: all), each ``passes`` times, one after the other."""
    chosen = [name for name in WORKS if not names or name.split(" ")[0] in names]
    seconds: dict[str, list[float]] = defaultdict(list)
    peaks: dict[str, int] = {}
    results: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for size in (sizes.CITY, sizes.NATION):
            if any(name.startswith(size.name) for name in chosen):
                sizes.write(size, folder)
        for _ in range(passes):
            for name in chosen:
                result = results[name] = run(name, folder)
                peaks[name] = max(peaks.get(name, 0), result["peak_mb"])
                for part, found in result.items():
                    if part not in ("totals", "peak_mb"):
                        seconds[f"{name}: {part}"] += found
    print("\n".join([*table(seconds, peaks), "", *agreement(results)]))  # noqa: T201 - a program's output


if __name__ == "__main__":
    main(sys.argv[1:])
