"""What a request knows once the door has let it in: who asks, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from sikao.office.accounts.rights.deciding import Holding
from sikao.office.groundwork.actor import Actor


@dataclass(frozen=True, slots=True)
class Signed:
    """The person who has signed in, with what the person holds today.

    ``still`` is what sign-in still asks for before anything else is open; empty where it is complete.
    ``fresh`` says that the second factor was given within the last ten minutes; ``ends_in`` counts the
    seconds until the session ends for want of use.
    """

    person: str
    name: str
    holdings: tuple[Holding, ...]
    still: str
    fresh: bool
    ends_in: int


class OfficeRequest(HttpRequest):
    """A request behind the door: ``actor`` and ``at`` go into every action and query."""

    actor: Actor
    at: datetime
    signed: Signed | None
    ended: bool
    """Whether a session came along that is over."""
    opened: bool
    """Whether the page itself answers, and nothing that stands before it."""
