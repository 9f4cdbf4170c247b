"""What a request to the API knows once its door has let it in: whose program asks, and when."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest

from sikao.core.wording import Language
from sikao.office.groundwork.actor import Actor, Channel

NOBODY = Actor("", Channel.API, scopes=frozenset())
"""Where no token came along that is in force: without a person, and without a right."""


class ApiRequest(HttpRequest):
    """A request behind the door: ``actor`` and ``at`` go into every action and query."""

    actor: Actor
    at: datetime
    lang: Language
