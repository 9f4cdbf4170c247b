"""The keys that sign the journal's heads. They lie in the home, never in the database.

Ed25519, since ``openssl`` and every common library check it. An old public key stays after a rotation, as
receipts that it signed stay valid.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
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
from sikao.office.groundwork.installation import private_content

PRIVATE = "journal-signing.pem"
PUBLIC = "public"
_PREPARED = "journal-signing-{}.pem"


class KeyMissingError(Exception):
    """The home lacks the key to sign with: it was not prepared, or its keys were lost or exchanged."""


def head_text(seq: int, sha256: str, sm3: str, at: str) -> bytes:
    """What is signed for the head of the journal at an entry."""
    return f"sikao journal head 1\n{seq}\n{sha256}\n{sm3}\n{at}\n".encode()


def seal_text(head: bytes, key_id: str, signature: str) -> bytes:
    """What the next entry names by its hashes: the signed head with its key and signature."""
    return head + f"{key_id}\n{signature}\n".encode()


def make_key(keys: Path) -> str:
    """Make the first signing key of a home; returns its id. A key that is there stays and is refused."""
    if (keys / PRIVATE).exists():
        raise FileExistsError(os.fspath(keys / PRIVATE))
    key_id, _ = prepare_key(keys)
    use_key(keys, key_id)
    return key_id


def prepare_key(keys: Path) -> tuple[str, str]:
    """Lay a fresh key beside the present one; returns its id and its public half (PEM).

    What was prepared before and never named by the journal is taken away.
    """
    for left in keys.glob(_PREPARED.format("*")):
        left.unlink(missing_ok=True)
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    key_id = _key_id(private.public_key())
    secret = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (keys / PUBLIC).mkdir(mode=0o700, parents=True, exist_ok=True)
    replace_files(keys / PUBLIC, {f"{key_id}.pem": content(public)})
    replace_files(keys, {_PREPARED.format(key_id): private_content(secret)})
    return key_id, public.decode("ascii")


def use_key(keys: Path, key_id: str) -> None:
    """Sign with a prepared key from now on; the former private key is gone. Done twice it changes nothing."""
    with suppress(FileNotFoundError):
        (keys / _PREPARED.format(key_id)).replace(keys / PRIVATE)


def present_key(named: str = "") -> str:
    """The id of the key that signs now, which is the one ``named`` by the journal where it names one.

    Raises ``KeyMissingError`` where the home does not have it.
    """
    return _signer(named)[0]


def sign(text: bytes, named: str = "") -> tuple[str, str]:
    """The id of the present key and its signature of a text, in hexadecimal; ``named`` as above."""
    key_id, private = _signer(named)
    return key_id, private.sign(text).hex()


def is_signed(text: bytes, signature: str, public: Ed25519PublicKey) -> bool:
    """Whether a key signed a text."""
    try:
        public.verify(bytes.fromhex(signature), text)
    except (InvalidSignature, ValueError):
        return False
    return True


def holds_key(files: Mapping[str, bytes], key_id: str) -> bool:
    """Whether copied files of ``keys``, by their names, hold the private key of an id, in use or prepared."""
    if _PREPARED.format(key_id) in files:
        return True
    try:
        private = load_pem_private_key(files[PRIVATE], None)
    except (KeyError, ValueError):
        return False
    return isinstance(private, Ed25519PrivateKey) and _key_id(private.public_key()) == key_id


def public_keys(keys: Path) -> dict[str, str]:
    """The public keys of a home, present and earlier: id → PEM. Files named otherwise do not count."""
    found = {path.stem: path.read_text(encoding="ascii") for path in sorted((keys / PUBLIC).glob("*.pem"))}
    return {key_id: pem for key_id, pem in found.items() if _key_id(read_public(pem)) == key_id}


def read_public(pem: str) -> Ed25519PublicKey:
    """A public key from its PEM text; any other text raises ``ValueError``."""
    loaded = load_pem_public_key(pem.encode())
    if not isinstance(loaded, Ed25519PublicKey):
        raise ValueError("not an Ed25519 key")
    return loaded


def id_of(pem: str) -> str:
    """The id of a public key: the first sixteen digits of the SHA-256 of its DER form."""
    return _key_id(read_public(pem))


def _signer(named: str) -> tuple[str, Ed25519PrivateKey]:
    place = installation().keys / PRIVATE
    if named:  # whoever changed the key may have been stopped before it was in its place
        use_key(installation().keys, named)
    try:
        found = place.stat()
    except OSError as error:
        raise KeyMissingError(os.fspath(place)) from error
    # Another process may have changed the key since.
    signer = _loaded(place, found.st_ino, found.st_mtime_ns)
    if named and signer[0] != named:
        raise KeyMissingError(f"{os.fspath(place)}: {signer[0]}, {named}")
    return signer


@lru_cache(maxsize=4)
def _loaded(place: Path, _inode: int, _changed: int) -> tuple[str, Ed25519PrivateKey]:
    try:
        private = load_pem_private_key(place.read_bytes(), None)
    except (OSError, ValueError) as error:
        raise KeyMissingError(os.fspath(place)) from error
    if not isinstance(private, Ed25519PrivateKey):
        raise KeyMissingError(os.fspath(place))
    return _key_id(private.public_key()), private


def _key_id(public: Ed25519PublicKey) -> str:
    der = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(der).hexdigest()[:16]
