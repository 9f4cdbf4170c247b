"""The WSGI application that a server such as gunicorn runs."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sikao.interfaces.settings")
application = get_wsgi_application()
