"""What a session holds: who has signed in, when, what was proved. All is checked at every request."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest

from sikao.interfaces.web.office.asking import Signed
from sikao.office.accounts.actions.signing_in import SignedIn
from sikao.office.accounts.rules.sessions import Times, is_fresh, is_over, seconds_left, still_asked
from sikao.office.accounts.standing import profile, standing

KEY = "office"
NOTED, NOTED_PART = timedelta(seconds=60), 10
"""So much later, or after so small a part of the idle time, a use is noted again: not every one writes."""


def start(request: HttpRequest, signed_in: SignedIn, at: datetime, *, by_password: bool) -> None:
    """Begin a session under a new key; whatever stood under the old one is gone."""
    request.session.flush()
    request.session.clear_expired()
    request.session[KEY] = {
        "person": signed_in.person,
        "epoch": signed_in.epoch,
        "signed_in": at.isoformat(),
        "seen": at.isoformat(),
        "factor": "",
        "by_password": by_password,
    }


def note_factor(request: HttpRequest, at: datetime) -> None:
    """Note that the second factor was given, under a new key."""
    request.session.cycle_key()
    request.session[KEY] = {**request.session[KEY], "factor": at.isoformat(), "seen": at.isoformat()}


def move_on(request: HttpRequest, at: datetime) -> None:
    """Keep this session over the step of a demonstration's clock, as if it had begun at the new moment."""
    told = at.isoformat()
    request.session[KEY] = {**request.session[KEY], "signed_in": told, "seen": told}


def note_epoch(request: HttpRequest, epoch: int) -> None:
    """Keep this session after its own person has changed a secret: all others end."""
    request.session.cycle_key()
    request.session[KEY] = {**request.session[KEY], "epoch": epoch}


def signed_now(request: HttpRequest, at: datetime, *, passive: bool) -> Signed | None:
    """Who has signed in; a session that is over, or whose account has changed, is ended here.

    ``passive`` requests come from the page by itself and do not prolong the session.
    """
    kept: dict[str, Any] | None = request.session.get(KEY)
    if kept is None:
        return None
    stands = standing(kept["person"], at)
    times = _times(kept)
    if stands is None or stands.epoch != kept["epoch"] or is_over(times, stands.lasting(), at):
        request.session.flush()
        return None
    if not passive and at - times.seen >= min(NOTED, stands.lasting().idle / NOTED_PART):
        request.session[KEY] = {**kept, "seen": at.isoformat()}
        times = Times(times.signed_in, at, times.factor)
    proofs = stands.proofs(proved_factor=times.factor is not None, by_password=kept["by_password"])
    return Signed(
        person=stands.person,
        name=stands.name,
        holdings=stands.holdings,
        still=still_asked(proofs, profile(), at),
        fresh=is_fresh(times, at) or not stands.has_factor,
        ends_in=seconds_left(times, stands.lasting(), at),
    )


def _times(kept: dict[str, Any]) -> Times:
    factor = datetime.fromisoformat(kept["factor"]) if kept["factor"] else None
    return Times(datetime.fromisoformat(kept["signed_in"]), datetime.fromisoformat(kept["seen"]), factor)
