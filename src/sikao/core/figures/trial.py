"""Trying a Parquet file in a process of its own: some damages end the process that reads them.

``python -m sikao.core.figures.trial FILE`` reads the file and ends well, whatever the reader says of it; only
where the reader brings the process down, it does not. Starting processes is not a library's business, so
``survives`` is handed a function that runs a command.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import polars as pl

CPU_SECONDS = 60

Run = Callable[[Sequence[str]], bool]
"""Runs a command to its end without input and output; whether it ended well."""


def survives(path: Path, run: Run) -> bool:
    """Whether the process that ``run`` starts comes through reading the file."""
    return run([sys.executable, "-I", "-m", __name__, str(path.resolve())])


def main(path: str) -> int:
    """Read the file; what is wrong with it in an orderly way is told elsewhere."""
    import resource  # noqa: PLC0415 -- only this process needs it, and not every system has it

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    try:
        with Path(path).open("rb") as file:
            pl.scan_parquet(file).collect()
    except (OSError, pl.exceptions.PolarsError, pl.exceptions.PanicException):
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
