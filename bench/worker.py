"""One process of the benchmark; what it prints last is its result, as JSON."""

from __future__ import annotations

import json
import resource
import sys
from dataclasses import asdict
from pathlib import Path

from bench import sizes
from bench.jobs import JOBS, LIMITS
from bench.scale import SCALES
from bench.works.sameness import digest


def main(arguments: list[str]) -> None:
    """``NUMBER SCALE FOLDER`` runs a job of the catalogue (-1: the machine's limits).

    ``--write FOLDER NAME GROUPS UNITS INDICATORS FIRST STOP`` makes figures; ``--digests SCALE RUN…``
    tells what runs come to.
    """
    if arguments[0] == "--write":
        groups, units, indicators, first, stop = map(int, arguments[3:])
        sizes.write(
            sizes.Size(arguments[2], groups, units, indicators), Path(arguments[1]), range(first, stop)
        )
        return
    if arguments[0] == "--digests":
        for run in arguments[2:]:
            sys.stdout.write(digest(SCALES[arguments[1]], int(run)) + "\n")
        return
    number, scale, folder = int(arguments[0]), SCALES[arguments[1]], Path(arguments[2])
    job = LIMITS if number < 0 else JOBS[number]
    outcome = job.run(scale, folder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(json.dumps({**asdict(outcome), "peak_mb": peak}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
