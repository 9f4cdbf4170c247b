"""What long work is doing, on standard error: only when it is long, and somebody looks at a terminal."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sikao.core.wording import Language
from sikao.interfaces.cli.output import said

PATIENCE = 1.0
"""Seconds after which one wonders what is going on."""

_PERIOD = 0.2
_CLEAR = "\r\x1b[K"

Stage = Callable[[str, str], None]
"""Says in Chinese and English what is being done from now on."""


@contextmanager
def progress(lang: Language, form: str) -> Iterator[Stage]:
    """Show the stage of the work and its seconds in one line, which is gone when the work is done.

    Nothing is shown where standard error is no terminal, and nothing to programs (``form`` json).
    """
    line = _Line(lang)
    if form != "text" or not sys.stderr.isatty():
        yield line.say
        return
    shower = threading.Thread(target=line.show, daemon=True)
    shower.start()
    try:
        yield line.say
    finally:
        line.done.set()
        shower.join()


class _Line:
    """One line of a terminal, written anew while the work goes on in the other thread."""

    def __init__(self, lang: Language) -> None:
        self.done = threading.Event()
        self._lang = lang
        self._words = said(lang, "读取", "reading")
        self._began = time.monotonic()

    def say(self, zh: str, en: str) -> None:
        """What is being done from now on."""
        self._words = said(self._lang, zh, en)

    def show(self) -> None:
        """Write the line every little while, once patience is over; leave nothing of it."""
        shown = False
        while not self.done.wait(_PERIOD):
            seconds = time.monotonic() - self._began
            if seconds >= PATIENCE:
                shown = True
                sys.stderr.write(f"{_CLEAR}{self._words} … {seconds:.0f} s")
                sys.stderr.flush()
        if shown:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()
