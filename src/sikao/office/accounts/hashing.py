"""How passwords are kept: Argon2id, at a cost that a small server bears on the last evening.

The framework's own setting takes 100 MiB and 0.2 seconds a sign-in. 19 MiB and two rounds is the least that
OWASP's Password Storage Cheat Sheet names for Argon2id.
"""

from __future__ import annotations

import secrets

from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, make_password

from sikao.office.accounts.rules.passwords import normal


class OfficeArgon2(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two rounds, one lane."""

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1


def hashed(password: str) -> str:
    """The hash of a password, with a salt of its own."""
    return make_password(normal(password))


def is_password(password: str, kept: str) -> bool:
    """Whether a password is the one that was kept."""
    return check_password(normal(password), kept)


_DUMMY: list[str] = []


def dummy_hash() -> str:
    """A hash that no password has: checked for accounts that do not exist, so that they cost the same."""
    if not _DUMMY:
        _DUMMY.append(make_password(secrets.token_urlsafe(32)))
    return _DUMMY[0]
