"""Who asks: the bearer token of a request, and whether it reaches an operation at all."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest
from ninja.security import HttpBearer

from sikao.interfaces.api.asking import NOBODY, ApiRequest
from sikao.interfaces.api.operations import OPERATIONS
from sikao.office.accounts.queries import holdings
from sikao.office.accounts.rights.deciding import may
from sikao.office.accounts.rights.words import verb_words
from sikao.office.accounts.tokens import token_actor
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.refusals import NotYou

LONGEST = 200


class Token(HttpBearer):
    """Holds a request against the right of one operation, before anything of it is looked at.

    Objects are held against the same right again by the act or query itself.
    """

    def __init__(self, operation: str) -> None:
        super().__init__()
        self._verb = OPERATIONS[operation]

    def authenticate(self, request: HttpRequest, token: str) -> Any:  # noqa: ARG002 -- the door has read it
        """Whoever asks, with the right to ask; nobody where the door found no token in force."""
        asked = cast(ApiRequest, request)
        actor, verb = asked.actor, self._verb
        if not actor.person or verb is None:
            return actor.person
        if actor.scopes is not None and verb.value not in actor.scopes:
            raise NotYou.of("right.not_in_scope", verb=verb.value)
        if not may(verb, holdings(actor.person, day_of(asked.at))):
            raise NotYou.of("right.not_you", verb=verb_words(verb))
        return actor.person


def secret_of(request: HttpRequest) -> str:
    """The token as it came along; empty where none did."""
    scheme, _, secret = str(request.headers.get("Authorization", "")).partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else ""


def asker_of(request: ApiRequest, source: str) -> Actor:
    """Whose token it is, if it is in force; nobody otherwise."""
    secret = secret_of(request)
    if not secret.isascii() or not 0 < len(secret) <= LONGEST:
        return NOBODY
    return token_actor(secret, request.at, source) or NOBODY
