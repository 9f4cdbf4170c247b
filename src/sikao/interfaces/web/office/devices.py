"""The mark by which a browser is known again at the next signing in: a random number, nothing about anybody.

It is set once somebody has signed in, and kept in the journal as a keyed hash alone; nothing else of the
browser or the machine is looked at.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from sikao.office.accounts.sealing import keyed

DAYS = 365
_FORM = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class Device:
    """The mark of a browser."""

    mark: str

    @property
    def hashed(self) -> str:
        """The mark as the journal keeps it."""
        return keyed("device", self.mark)


def device_of(request: HttpRequest) -> Device:
    """The mark that a browser brings along, or a new one."""
    given = request.COOKIES.get(_name(), "")
    return Device(given if _FORM.fullmatch(given) else secrets.token_urlsafe(32))


def remember(response: HttpResponse, device: Device) -> HttpResponse:
    """Have the browser keep its mark."""
    response.set_cookie(
        _name(),
        device.mark,
        max_age=DAYS * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _name() -> str:
    return f"{settings.SESSION_COOKIE_NAME}-device"
