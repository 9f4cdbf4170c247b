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


def answered(command: Sequence[str], content: bytes) -> bytes | None:
    """What a command writes when it is given these bytes; ``None`` when it failed, or took too long."""
    try:
        done = subprocess.run(  # noqa: S603 -- the library names the command, nobody types it
            command,
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 else None
