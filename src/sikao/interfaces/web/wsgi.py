"""The WSGI application that a server such as gunicorn runs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sikao.interfaces.settings")

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Examined:
    """Examines the home before the first request: whatever fails lets this process only show."""

    def __init__(self, answer: Application) -> None:
        self._answer = answer
        self._lock = Lock()
        self._done = False

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request."""
        with self._lock:
            if not self._done:
                _examine_home()
                self._done = True
        return self._answer(environ, start_response)


def _examine_home() -> None:
    from django.conf import settings  # noqa: PLC0415 -- the framework is ready only now

    if settings.HOME is not None:
        from sikao.office.groundwork.clock import now  # noqa: PLC0415 -- without a home there is no database
        from sikao.office.groundwork.start import start  # noqa: PLC0415

        start(now())


application = Examined(get_wsgi_application())
