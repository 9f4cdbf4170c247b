"""Where an installation keeps what it keeps: one folder, named by ``SIKAO_HOME``."""

from __future__ import annotations

import os
import shlex
import tomllib
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from sikao.core.sheets.files import Write
from sikao.core.wording import Finding, FindingsError, Place, Severity
from sikao.office.groundwork.networks import malformed

SETTINGS = "sikao.toml"


@dataclass(frozen=True, slots=True)
class Installation:
    """The places inside the home of an installation."""

    home: Path

    @property
    def database(self) -> Path:
        """The embedded database, where no other is named."""
        return self.home / "sikao.sqlite3"

    @property
    def files(self) -> Path:
        """Stored files, each named by the digest of its content."""
        return self.home / "files"

    @property
    def keys(self) -> Path:
        """The keys: never in the database, so that whoever holds it cannot sign."""
        return self.home / "keys"

    @property
    def schemes(self) -> Path:
        """Sealed schemes, unpacked from stored files; may be deleted at any time."""
        return self.home / "schemes"

    @property
    def fonts(self) -> Path:
        """Fonts that the place has licences for, used in papers before those of the machine."""
        return self.home / "fonts"

    @property
    def witness(self) -> Path:
        """The heads of the journal as they were signed, outside the database."""
        return self.home / "witness.log"

    @property
    def limits(self) -> Path:
        """How often programs have asked in the last minute; may be deleted at any time."""
        return self.home / "api-limits"

    @property
    def database_address(self) -> Path:
        """The address of a database elsewhere, with its password; empty where the embedded one is used."""
        return self.keys / "database"

    @property
    def backup_public(self) -> Path:
        """The key that locks backups; it does not open them."""
        return self.keys / "backup-public.pem"

    @property
    def backup_key(self) -> Path:
        """The key that opens backups, until it is taken to a safe place."""
        return self.home / "backup-key.pem"

    @property
    def settings_file(self) -> Path:
        """What the place decides."""
        return self.home / SETTINGS


def private_content(secret: bytes) -> Write:
    """Writes a file that nobody but its owner may read, at no moment."""

    def write(path: Path) -> None:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secret)

    return write


class SettingsError(Exception):
    """The settings file of an installation says something that the program does not know."""


@dataclass(frozen=True, slots=True)
class SingleSignOn:
    """An OpenID Connect provider of the place; empty ``issuer`` means none."""

    issuer: str = ""
    client_id: str = ""
    client_secret: str = ""
    label: str = "统一身份认证"


@dataclass(frozen=True, slots=True)
class PlaceSettings:
    """The contents of ``sikao.toml``; whatever is not written there has these values.

    ``profile`` chooses the rules for passwords: ``mlps3`` as GB/T 22239 level 3 is practised, ``nist`` as
    NIST SP 800-63B. Minutes, hours and days are whole numbers.
    """

    profile: str = "mlps3"
    second_factor: bool = True
    idle_minutes: int = 30
    idle_minutes_privileged: int = 15
    session_hours: int = 12
    lock_after: int = 5
    lock_minutes: int = 30
    administrator_networks: tuple[str, ...] = ()
    journal_days: int = 1095
    upload_megabytes: int = 50
    quota_megabytes: int = 2048
    scanner: str = ""
    api_per_minute: int = 600
    export_reason_rows: int = 1000
    export_most_rows: int = 200_000
    export_per_hour: int = 10
    export_per_day: int = 30
    hosts: tuple[str, ...] = ()
    behind_proxy: bool = False
    https: bool = True
    mail_host: str = ""
    mail_from: str = ""
    webhook: str = ""
    database_owner_apart: bool = False
    demo: bool = False
    demo_offset_seconds: int = 0
    single_sign_on: SingleSignOn = field(default_factory=SingleSignOn)


def read_settings(installation: Installation) -> PlaceSettings:
    """The settings of a place; an unknown key or a value of another type raises ``SettingsError``.

    Values that would leave a wall open unnoticed raise ``FindingsError``.
    """
    if not installation.settings_file.is_file():
        return PlaceSettings()
    try:
        data = tomllib.loads(installation.settings_file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{SETTINGS}: {error}") from error
    sso = _filled(SingleSignOn, data.pop("single_sign_on", {}), "single_sign_on.")
    settings: PlaceSettings = _filled(PlaceSettings, {**data, "single_sign_on": sso}, "")
    _check(settings)
    return settings


def demo_offset_now(installation: Installation, settings: PlaceSettings) -> int:
    """By how much a demonstration's clock is moved now: its file is read again once it was written anew."""
    try:
        written = installation.settings_file.stat()
    except FileNotFoundError:
        return settings.demo_offset_seconds
    return _offset_in(installation, written.st_mtime_ns, written.st_ino)


@lru_cache(maxsize=1)
def _offset_in(installation: Installation, *_: int) -> int:
    return read_settings(installation).demo_offset_seconds


def _check(settings: PlaceSettings) -> None:
    where = Place(file=SETTINGS)
    if wrong := malformed(settings.administrator_networks):
        told = {"networks": ", ".join(map(str, wrong))}
        raise FindingsError([Finding("home.network", Severity.ERROR, where, told)])
    try:
        words = shlex.split(settings.scanner)
    except ValueError:
        words = []
    if settings.scanner and not words:
        raise FindingsError([Finding("home.scanner", Severity.ERROR, where, {"command": settings.scanner})])


def _filled(kind: type[Any], data: dict[str, Any], above: str) -> Any:
    known = {entry.name: entry for entry in fields(kind)}
    default = kind()
    given: dict[str, Any] = {}
    for name, value in data.items():
        if name not in known:
            raise SettingsError(f"{SETTINGS}: unknown key {above}{name}; known: {', '.join(sorted(known))}")
        wanted = type(getattr(default, name))
        taken = tuple(value) if wanted is tuple and isinstance(value, list) else value
        if type(taken) is not wanted:
            raise SettingsError(f"{SETTINGS}: {above}{name} must be of type {wanted.__name__}")
        given[name] = taken
    return kind(**given)
