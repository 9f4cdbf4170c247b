"""A lifeline between processes: a pipe that only the parent holds open.

When the parent dies, however it dies, the kernel closes the pipe, and whoever watches its other end knows.

The web server takes this module as its settings (``--config python:sikao.interfaces.jobs.lifeline``).
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable

VARIABLE = "SIKAO_LIFELINE"
"""Names the file descriptor to watch."""


def watch(then: Callable[[], None]) -> None:
    """Do something once the parent is gone; nothing where there is no lifeline."""
    named = os.environ.get(VARIABLE, "")
    if not named.isdigit():
        return
    threading.Thread(target=_wait, args=(int(named), then), name="lifeline", daemon=True).start()


def _wait(end: int, then: Callable[[], None]) -> None:
    while os.read(end, 1):
        """Nothing is ever written; the end of the file is the message."""
    then()


def on_starting(server: object) -> None:  # noqa: ARG001 -- the web server's own signature
    """The web server's hook: stop serving when the parent is gone."""
    watch(lambda: os.kill(os.getpid(), signal.SIGTERM))
