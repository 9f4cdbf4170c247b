"""A process that acts when it is told to; it sets the framework up itself, hence imports no models."""

import time
from collections.abc import Callable
from threading import Barrier

import django
from django.db import connection

LONGEST = 30.0
"""Seconds: longer than this nobody waits for a lock; so long does the embedded database wait by itself."""
PATIENCE = 600.0
"""Seconds for the slowest process to start and read the scheme, on a busy machine."""
_lines: dict[int, Barrier] = {}


def ready(lines: dict[int, Barrier]) -> None:
    """A process that acts: the framework set up, and where it waits for so many others."""
    django.setup()
    _lines.update(lines)


def run(together: int, act: Callable[[], object]) -> tuple[str, float]:
    """Wait for the others, then act: ``done``, or the kind of what was raised."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = '{int(LONGEST * 1000)}ms'")
    connection.ensure_connection()
    _lines[together].wait(PATIENCE)
    began = time.monotonic()
    try:
        act()
    except Exception as refused:  # noqa: BLE001 -- whatever is no refusal is told by its name, and is wrong
        return type(refused).__name__, time.monotonic() - began
    return "done", time.monotonic() - began
