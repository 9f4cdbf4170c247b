"""The keys that sign the journal's heads. They lie in the home, never in the database.

Ed25519, since ``openssl`` and every common library check it. An old public key stays after a rotation, as
receipts that it signed stay valid.
"""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from sikao.core.sheets.files import content, replace_files
from sikao.office.groundwork.here import installation

PRIVATE = "journal-signing.pem"
PUBLIC = "public"


class KeyMissingError(Exception):
    """The home has no key to sign with: it was not prepared, or its keys were lost."""


def head_text(seq: int, sha256: str, sm3: str, at: str) -> bytes:
    """What is signed for the head of the journal at an entry."""
    return f"sikao journal head\n{seq}\n{sha256}\n{sm3}\n{at}\n".encode()


def make_key(keys: Path) -> str:
    """Make the signing key of a home, in the place of an earlier one; returns its id."""
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    key_id = _key_id(private.public_key())
    secret = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (keys / PUBLIC).mkdir(mode=0o700, parents=True, exist_ok=True)
    replace_files(keys / PUBLIC, {f"{key_id}.pem": content(public)})
    replace_files(keys, {PRIVATE: content(secret)})
    (keys / PRIVATE).chmod(0o600)
    _signer.cache_clear()
    return key_id


def sign(text: bytes) -> tuple[str, str]:
    """The id of the present key and its signature of a text, in hexadecimal."""
    key_id, private = _signer()
    return key_id, private.sign(text).hex()


def is_signed(text: bytes, key_id: str, signature: str) -> bool:
    """Whether a key that this home had signed a text."""
    try:
        public_key(key_id).verify(bytes.fromhex(signature), text)
    except (InvalidSignature, ValueError, OSError):
        return False
    return True


def public_key(key_id: str) -> Ed25519PublicKey:
    """A public key of this home, the present one or an earlier one; an unknown id raises ``OSError``."""
    if not key_id.isalnum():
        raise FileNotFoundError(key_id)
    loaded = load_pem_public_key((installation().keys / PUBLIC / f"{key_id}.pem").read_bytes())
    if not isinstance(loaded, Ed25519PublicKey):
        raise TypeError(key_id)
    return loaded


@cache
def _signer() -> tuple[str, Ed25519PrivateKey]:
    place = installation().keys / PRIVATE
    if not place.is_file():
        raise KeyMissingError(os.fspath(place))
    private = load_pem_private_key(place.read_bytes(), None)
    if not isinstance(private, Ed25519PrivateKey):
        raise KeyMissingError(os.fspath(place))
    return _key_id(private.public_key()), private


def _key_id(public: Ed25519PublicKey) -> str:
    der = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(der).hexdigest()[:16]
