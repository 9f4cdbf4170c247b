"""Whose program asks: an API token, as it comes with a request, read back into an actor."""

from __future__ import annotations

from datetime import datetime

from sikao.office.accounts.models import ApiToken
from sikao.office.accounts.sealing import keyed
from sikao.office.accounts.standing import standing
from sikao.office.groundwork.actor import Actor, Channel
from sikao.office.groundwork.clock import day_of


def token_actor(secret: str, at: datetime, source: str = "") -> Actor | None:
    """The actor of a token that is in force and whose person's account is open; else nothing."""
    found = ApiToken.objects.filter(secret=keyed("token", secret), ended_at__isnull=True).first()
    if found is None or found.last_day < day_of(at) or standing(found.person_id, at) is None:
        return None
    return Actor(found.person_id, Channel.API, source=source, scopes=frozenset(found.scopes.split()))
