"""How long a session lasts, and what sign-in still asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sikao.office.accounts.rules.passwords import Profile

FACTOR, PASSWORD, SET_FACTOR = "second-factor", "password", "set-factor"
"""The steps of sign-in, by the names of their pages."""
FRESH = timedelta(minutes=10)
"""So long a second factor counts for signing and approving."""


@dataclass(frozen=True, slots=True)
class Lasting:
    """The limits of sessions in a place."""

    idle: timedelta
    absolute: timedelta


@dataclass(frozen=True, slots=True)
class Times:
    """The moments of one session: signed in, last used, second factor last given."""

    signed_in: datetime
    seen: datetime
    factor: datetime | None


def is_over(times: Times, lasting: Lasting, at: datetime) -> bool:
    """Whether the session has ended for want of use, or for its age; a clock gone back ends it too."""
    if at < times.signed_in - FRESH:
        return True
    return at - times.seen >= lasting.idle or at - times.signed_in >= lasting.absolute


def is_fresh(times: Times, at: datetime) -> bool:
    """Whether the second factor was given lately enough to sign and approve."""
    return times.factor is not None and timedelta(0) <= at - times.factor < FRESH


def seconds_left(times: Times, lasting: Lasting, at: datetime) -> int:
    """Seconds until the session ends if nothing is done from now on."""
    ends = min(times.seen + lasting.idle, times.signed_in + lasting.absolute)
    return max(0, int((ends - at).total_seconds()))


@dataclass(frozen=True, slots=True)
class Proofs:
    """What an account has and must have, and what this session has proved."""

    has_factor: bool
    needs_factor: bool
    proved_factor: bool
    must_change: bool
    password_since: datetime | None
    by_password: bool


def still_asked(proofs: Proofs, profile: Profile, at: datetime) -> str:
    """The next step of sign-in, or nothing once all are done."""
    if proofs.has_factor and not proofs.proved_factor:
        return FACTOR
    if proofs.by_password and (proofs.must_change or is_expired(proofs.password_since, profile, at)):
        return PASSWORD
    if proofs.needs_factor and not proofs.has_factor:
        return SET_FACTOR
    return ""


def is_expired(since: datetime | None, profile: Profile, at: datetime) -> bool:
    """Whether a password is older than the profile allows."""
    return profile.days is not None and (since is None or at - since >= timedelta(days=profile.days))
