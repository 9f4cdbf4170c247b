"""The second factor: codes of RFC 6238 that change every thirty seconds, and codes to fall back on.

A code counts once. A clock half a minute off is tolerated, as phones are.
"""

from __future__ import annotations

import base64
import secrets
from datetime import datetime
from urllib.parse import quote

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from sikao.office.accounts.models import Account, RecoveryCode
from sikao.office.accounts.sealing import keyed, seal, unseal
from sikao.office.groundwork.refs import ALPHABET

STEP = 30
DIGITS = 6
CODES = 10
CODE_LENGTH = 16


def new_secret() -> str:
    """A new secret of 160 bits, in base 32 as people type it."""
    return base64.b32encode(secrets.token_bytes(20)).decode("ascii")


def provisioning(secret: str, login: str) -> str:
    """The address that an authenticator reads from a picture."""
    label = f"{quote('四考')}:{quote(login)}"
    return f"otpauth://totp/{label}?secret={secret}&issuer={quote('四考')}&digits={DIGITS}&period={STEP}"


def code_at(secret: str, step: int) -> str:
    """The code of one step of thirty seconds."""
    # SHA-1 is what every authenticator knows; its weakness is collisions, which do not matter here.
    totp = TOTP(base64.b32decode(secret), DIGITS, SHA1(), STEP, enforce_key_length=False)  # noqa: S303
    return totp.generate(step * STEP).decode("ascii")


def matching_step(secret: str, code: str, at: datetime, after: int) -> int | None:
    """The step later than ``after`` whose code it is, within half a minute of the moment."""
    present = int(at.timestamp()) // STEP
    # All three are computed whatever is given, so that the time says nothing.
    codes = {step: code_at(secret, step) for step in (present - 1, present, present + 1)}
    fitting = [step for step, right in codes.items() if secrets.compare_digest(right, code)]
    return next((step for step in fitting if step > after), None)


def accept_code(account: Account, code: str, at: datetime) -> bool:
    """Whether a code is right and new; a right one is used up, also when two requests bring it at once."""
    if not (code.isascii() and code.isdigit() and len(code) == DIGITS) or not account.totp_secret:
        return False
    secret = unseal(account.totp_secret, account.pk)
    step = matching_step(secret, code, at, account.totp_step)
    if step is None:
        return False
    fresh = Account.objects.filter(pk=account.pk, totp_step__lt=step)
    return fresh.update(totp_step=step) == 1


def seal_secret(account: Account, secret: str) -> str:
    """The secret as the database keeps it: sealed, and bound to its account."""
    return seal(secret, account.pk)


def new_codes(account: Account) -> tuple[str, ...]:
    """New codes to fall back on, in the place of all earlier ones; only their hashes are kept."""
    codes = tuple("".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)) for _ in range(CODES))
    RecoveryCode.objects.filter(account=account).delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(account=account, code=_hashed(account, c)) for c in codes)
    return codes


def accept_recovery(account: Account, code: str, at: datetime) -> bool:
    """Whether a code to fall back on is right and unused; a right one is used up."""
    plain = "".join(char for char in code.lower() if char in ALPHABET)
    if len(plain) != CODE_LENGTH:
        return False
    unused = RecoveryCode.objects.filter(account=account, code=_hashed(account, plain), used_at__isnull=True)
    return unused.update(used_at=at) == 1


def codes_left(account: Account) -> int:
    """How many codes to fall back on are unused."""
    return RecoveryCode.objects.filter(account=account, used_at__isnull=True).count()


def _hashed(account: Account, code: str) -> str:
    return keyed("recovery-code", account.pk, code)
