"""The web server and the worker as two children of one process: the worker is started again whenever it dies,
and both end with their parent, even when that is killed.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import FrameType

from sikao.interfaces.jobs.lifeline import VARIABLE

LOOK_SECONDS = 0.1
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 30.0
GOOD_RUN_SECONDS = 10.0
"""A worker that ran so long did not die of its start."""
PATIENCE_SECONDS = 35.0
"""The server ends its requests within 30 seconds, the worker its job within 20."""
MISUSED = 2
"""Exit code of a worker that says that it cannot work here: starting it again would not help."""


@dataclass(slots=True)
class Supervisor:
    """``server`` and ``worker`` are commands; ``run`` gives the exit code of whichever ended it all."""

    server: Sequence[str]
    worker: Sequence[str]
    _stopped: bool = False
    _pause: float = FIRST_PAUSE
    _children: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def run(self) -> int:
        """Start both, look after them, and end both when one of them or this process is to end."""
        watched, held = os.pipe()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        try:
            server = self._start(self.server, watched)
            return self._look_after(server, watched)
        finally:
            self._end_all()
            os.close(watched)
            os.close(held)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopped = True

    def _start(self, command: Sequence[str], watched: int) -> subprocess.Popen[bytes]:
        environment = {**os.environ, VARIABLE: str(watched)}
        child = subprocess.Popen(command, env=environment, pass_fds=(watched,))  # noqa: S603 -- our own program
        self._children.append(child)
        return child

    def _look_after(self, server: subprocess.Popen[bytes], watched: int) -> int:
        while not self._stopped:
            began = time.monotonic()
            worker = self._start(self.worker, watched)
            while worker.poll() is None and server.poll() is None and not self._stopped:
                time.sleep(LOOK_SECONDS)
            if server.poll() is not None:
                return server.returncode
            if worker.returncode == MISUSED:
                return MISUSED
            if worker.returncode is not None and not self._stopped:
                self._children.remove(worker)
                self._wait(time.monotonic() - began, server)
        return 0

    def _wait(self, ran: float, server: subprocess.Popen[bytes]) -> None:
        """Start again at once after a good run, and ever more slowly when it keeps dying of its start."""
        self._pause = FIRST_PAUSE if ran >= GOOD_RUN_SECONDS else min(self._pause * 2, LONGEST_PAUSE)
        until = time.monotonic() + self._pause
        while time.monotonic() < until and not self._stopped and server.poll() is None:
            time.sleep(LOOK_SECONDS)

    def _end_all(self) -> None:
        for child in self._children:
            if child.poll() is None:
                child.terminate()
        until = time.monotonic() + PATIENCE_SECONDS
        for child in self._children:
            try:
                child.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
