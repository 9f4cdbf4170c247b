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
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sikao.core.sheets.files import content, replace_files
from sikao.office.groundwork.here import installation

FIELD_KEY = "fields.key"
RECOVERY_KEY = "recovery.key"
RECOVERY_HASH = "recovery.sha256"
NONCE = 12


class FieldKeyMissingError(Exception):
    """The home has no key for secrets: it was not prepared, or its keys were lost."""


def make_field_key(keys: Path) -> None:
    """Make the key of a home under which secrets are sealed; an existing one opens what is kept and stays."""
    if not (keys / FIELD_KEY).is_file():
        _write(keys, {FIELD_KEY: secrets.token_hex(32) + "\n"})


def make_recovery_key(keys: Path) -> Path:
    """Make the key with which the last administrator is recovered, and say where it lies.

    It is to be taken off the server: the home itself needs only its hash.
    """
    if not (keys / RECOVERY_HASH).is_file():
        key = secrets.token_hex(32)
        hashed = hashlib.sha256(key.encode()).hexdigest()
        _write(keys, {RECOVERY_KEY: key + "\n", RECOVERY_HASH: hashed + "\n"})
    return keys / RECOVERY_KEY


def _write(keys: Path, texts: dict[str, str]) -> None:
    keys.mkdir(mode=0o700, parents=True, exist_ok=True)
    replace_files(keys, {name: content(text) for name, text in texts.items()})
    for name in texts:
        (keys / name).chmod(0o600)


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
    """Whether a file holds the recovery key of this home, of which the home itself keeps a hash alone."""
    try:
        given = offered.read_bytes().strip()
        kept = (installation().keys / RECOVERY_HASH).read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return False
    return hmac.compare_digest(hashlib.sha256(given).hexdigest(), kept)


def _key(purpose: str) -> bytes:
    place = installation().keys / FIELD_KEY
    try:
        master = bytes.fromhex(place.read_text("ascii").strip())
    except (OSError, ValueError) as error:
        raise FieldKeyMissingError(str(place)) from error
    return hmac.new(master, purpose.encode(), hashlib.sha256).digest()
