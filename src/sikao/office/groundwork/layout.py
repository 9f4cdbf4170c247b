"""Laying out the folder of a new home. The framework starts only afterwards, as its settings lie there."""

from __future__ import annotations

import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from sikao.core.sheets.files import replace_files
from sikao.core.wording import Finding, FindingsError, Severity
from sikao.office.groundwork.installation import SETTINGS, Installation, private_content
from sikao.office.groundwork.settings_text import settings_text


def lay_out(home: Path, address: str | None, *, owner_apart: bool, demo_offset: int | None = None) -> None:
    """Make the folder of a home with settings and secrets; one in use raises ``FindingsError``."""
    refuse_taken(home)
    place = Installation(home)
    for folder in (home, place.keys, place.files):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    text = settings_text(owner_apart=owner_apart, demo_offset=demo_offset)
    replace_files(home, {SETTINGS: private_content(text.encode())})
    replace_files(place.keys, {"secret": private_content(secrets.token_urlsafe(64).encode())})
    if not address:
        place.database.touch(mode=0o600)
    else:
        replace_files(place.keys, {place.database_address.name: private_content(address.encode())})
    _make_backup_key(place)


def refuse_taken(home: Path) -> None:
    """Raise ``FindingsError`` where a folder is in use."""
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise FindingsError([Finding("home.taken", Severity.ERROR, details={"path": home})])


def _make_backup_key(place: Installation) -> None:
    """A pair for backups: the half that locks stays, the half that opens is taken away by somebody."""
    private = X25519PrivateKey.generate()
    secret = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    replace_files(place.home, {place.backup_key.name: private_content(secret)})
    replace_files(place.keys, {place.backup_public.name: private_content(public)})
