"""Starting processes, which the library leaves to its callers."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence

SECONDS = 120


def runs_well(command: Sequence[str]) -> bool:
    """Run a command without input and output; whether it ended well, and in time."""
    quiet = subprocess.DEVNULL
    try:
        done = subprocess.run(  # noqa: S603 -- the library names the command, nobody types it
            command, stdin=quiet, stdout=quiet, stderr=quiet, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0
