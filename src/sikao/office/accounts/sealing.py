"""Secrets that the database holds only sealed or hashed, under a key that lies in the home.

Whoever reads the database, or a copy of it, can neither compute second factors nor try out tokens, codes
and addresses.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from sikao.core.sheets.files import replace_files
from sikao.office.groundwork.here import installation
from sikao.office.groundwork.installation import private_content

FIELD_KEY = "fields.key"
NONCE = 12


class FieldKeyMissingError(Exception):
    """The home has no key for secrets: it was not prepared, or its keys were lost."""


def make_field_key(keys: Path) -> None:
    """Make the key of a home under which secrets are sealed; an existing one opens what is kept and stays."""
    if not (keys / FIELD_KEY).is_file():
        keys.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_files(keys, {FIELD_KEY: private_content(f"{secrets.token_hex(32)}\n".encode())})


def seal(text: str, about: str) -> str:
    """The text encrypted; ``about`` binds it to its owner, so that it opens nowhere else."""
    nonce = secrets.token_bytes(NONCE)
    sealed = AESGCM(_key("seal")).encrypt(nonce, text.encode(), about.encode())
    return base64.b64encode(nonce + sealed).decode("ascii")


def unseal(sealed: str, about: str) -> str:
    """The text again; one that was sealed for another owner or key raises ``InvalidTag``."""
    data = base64.b64decode(sealed)
    if len(data) <= NONCE:
        raise InvalidTag
    return AESGCM(_key("seal")).decrypt(data[:NONCE], data[NONCE:], about.encode()).decode()


def keyed(purpose: str, *parts: str) -> str:
    """A keyed hash in hexadecimal; what is hashed for one purpose says nothing about another."""
    text = "\0".join(parts).encode()
    return hmac.new(_key(purpose), text, hashlib.sha256).hexdigest()


def source_of(address: str) -> str:
    """The keyed hash of a network address: the same for the same place, and no address to read.

    Of an IPv6 address the network counts, since a machine changes the rest as it likes.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return keyed("source", "unknown")
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return keyed("source", str(parsed.ipv4_mapped))
        return keyed("source", str(ipaddress.ip_network((parsed, 64), strict=False)))
    return keyed("source", str(parsed))


def is_recovery_key(offered: Path) -> bool:
    """Whether a file holds the key that was made with this home and taken away from it.

    It is the one that opens backups: whoever holds it reads everything anyway, and one key to be locked away
    is kept better than two. The home itself holds the public half alone.
    """
    place = installation()
    try:
        given = load_pem_private_key(offered.read_bytes(), None)
        kept = load_pem_public_key(place.backup_public.read_bytes())
    except (OSError, ValueError, TypeError):
        return False
    if not isinstance(given, X25519PrivateKey) or not isinstance(kept, X25519PublicKey):
        return False
    return hmac.compare_digest(given.public_key().public_bytes_raw(), kept.public_bytes_raw())


def _key(purpose: str) -> bytes:
    place = installation().keys / FIELD_KEY
    try:
        master = bytes.fromhex(place.read_text("ascii").strip())
    except (OSError, ValueError) as error:
        raise FieldKeyMissingError(str(place)) from error
    return hmac.new(master, purpose.encode(), hashlib.sha256).digest()
