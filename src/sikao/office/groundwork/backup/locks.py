"""How the key of a backup is made: from a passphrase, or for the holder of a private key.

With the public half in the home a machine takes backups every night and cannot open one of them.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from sikao.core.wording import Finding, FindingsError, Severity

_COST, _BLOCK, _LANES = 1 << 16, 8, 1
_COSTS = {1 << power for power in range(14, 21)}
"""scrypt's costs that are accepted: a hostile file must not ask for all memory."""
_INFO = b"sikao backup 1"


@dataclass(frozen=True, slots=True)
class Lock:
    """A fresh key of 256 bits, and what a file's head says so that its opener finds the key again."""

    key: bytes
    head: Mapping[str, Any]


Opener = Callable[[Mapping[str, Any]], bytes | None]
"""Gives the key for a file's head, or ``None`` where the secret is of another kind."""


def lock_for(passphrase: str | None, public: bytes | None) -> Lock:
    """A lock of a passphrase, else for a public key (PEM); neither raises ``FindingsError``."""
    if passphrase:
        salt = secrets.token_bytes(16)
        head = {"by": "passphrase", "salt": salt.hex(), "cost": _COST}
        return Lock(_stretched(passphrase, salt, _COST), head)
    if public is not None:
        holder = load_pem_public_key(public)
        if isinstance(holder, X25519PublicKey):
            once = X25519PrivateKey.generate()
            ours = once.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
            return Lock(_agreed(once, holder, ours), {"by": "key", "once": ours.hex()})
    raise FindingsError([Finding("backup.no_secret", Severity.ERROR)])


def opener_for(passphrase: str | None, private: bytes | None) -> Opener:
    """What opens files that were locked with a passphrase, or for a private key (PEM)."""

    def opened(head: Mapping[str, Any]) -> bytes | None:
        if head.get("by") == "passphrase" and passphrase and head.get("cost") in _COSTS:
            return _stretched(passphrase, bytes.fromhex(str(head["salt"])), int(head["cost"]))
        if head.get("by") == "key" and private is not None:
            own = load_pem_private_key(private, None)
            if isinstance(own, X25519PrivateKey):
                once = bytes.fromhex(str(head["once"]))
                return _agreed(own, X25519PublicKey.from_public_bytes(once), once)
        return None

    return opened


def _stretched(passphrase: str, salt: bytes, cost: int) -> bytes:
    return Scrypt(salt=salt, length=32, n=cost, r=_BLOCK, p=_LANES).derive(passphrase.encode())


def _agreed(own: X25519PrivateKey, other: X25519PublicKey, once: bytes) -> bytes:
    """The shared secret, bound to this one file."""
    return HKDF(algorithm=SHA256(), length=32, salt=once, info=_INFO).derive(own.exchange(other))
