"""The WSGI application that a server such as gunicorn runs."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sikao.interfaces.settings")
application = get_wsgi_application()


def _examine_home() -> None:
    """What is asserted before anything is recorded; whatever fails lets this process only show."""
    from django.conf import settings  # noqa: PLC0415 -- the framework is ready only now

    if settings.HOME is not None:
        from sikao.office.groundwork.clock import now  # noqa: PLC0415 -- without a home there is no database
        from sikao.office.groundwork.start import start  # noqa: PLC0415

        start(now())


_examine_home()
