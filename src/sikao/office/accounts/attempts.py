"""Failures to sign in, counted so that guessing ends and nobody can lock somebody else out.

A count belongs to an account *and* the source of the request: a rival who guesses from one place closes the
account for that place alone. A second count belongs to the source as a whole, so that guessing one password
for many names ends too.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from sikao.office.accounts.models import Attempt
from sikao.office.accounts.sealing import keyed
from sikao.office.groundwork.here import place

SOURCE_FACTOR = 20
"""So many times the failures of one account are allowed to a source: many people share an address."""


def account_key(login: str, source: str) -> tuple[str, str]:
    """The key of an account's failures from a source, and what finds them all for an unlocking."""
    return keyed("attempt", "account", login, source), keyed("attempt-about", login)


def source_key(source: str) -> tuple[str, str]:
    """The key of all failures from a source."""
    return keyed("attempt", "source", source), ""


def factor_key(person: str) -> tuple[str, str]:
    """The key of wrong codes after a right password: from wherever, since who knows it is no stranger."""
    return keyed("attempt", "factor", person), keyed("attempt-factor", person)


def take(key: tuple[str, str], most: int, at: datetime) -> bool:
    """Count one try before it is evaluated; false where the limit is reached, and then nothing is evaluated.

    A right answer gives the try back (``clear``), so that what is counted are failures.
    """
    window = timedelta(minutes=place().lock_minutes)
    with transaction.atomic():
        found = _locked(key, at)
        if at - found.since >= window:
            found.failures = 0
        if found.failures >= most:
            return False
        # Counted from the last failure: so no thirty minutes, wherever they begin, hold more than the limit.
        found.failures, found.since = found.failures + 1, at
        found.save()
    return True


def _locked(key: tuple[str, str], at: datetime) -> Attempt:
    found = Attempt.objects.select_for_update(no_key=True).filter(pk=key[0]).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            Attempt.objects.create(pk=key[0], about=key[1], since=at)
    except IntegrityError:  # another try of the same moment came first
        pass
    return Attempt.objects.select_for_update(no_key=True).get(pk=key[0])


def clear(key: tuple[str, str]) -> None:
    """Forget the failures under a key: the right answer was given."""
    Attempt.objects.filter(pk=key[0]).delete()


def give_back(key: tuple[str, str]) -> None:
    """Give one try back: it was no failure, but others under the key may have been."""
    with transaction.atomic():
        found = Attempt.objects.select_for_update(no_key=True).filter(pk=key[0]).first()
        if found is not None and found.failures > 0:
            found.failures -= 1
            found.save()


def unlock(login: str, person: str) -> int:
    """Forget all failures of an account, from every source; says how many sources that were."""
    about = [keyed("attempt-about", login), keyed("attempt-factor", person)]
    return Attempt.objects.filter(about__in=about).delete()[0]


def sweep(at: datetime) -> None:
    """Forget counts that say nothing any more, so that made-up names do not fill the table."""
    Attempt.objects.filter(since__lt=at - timedelta(minutes=2 * place().lock_minutes)).delete()
