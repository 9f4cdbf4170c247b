"""Progress of long work, on standard error and only where somebody looks at it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


@contextmanager
def stages(number: int) -> Iterator[Callable[[], None]]:
    """A bar of so many stages; what it hands out is called as each is done."""
    with click.progressbar(length=number, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        yield lambda: bar.update(1)
