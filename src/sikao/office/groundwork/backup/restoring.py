"""Opening a backup into a new home: everything is proved before anything is used."""

from __future__ import annotations

import hashlib
import json
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sikao.core.sheets.files import not_written, replace_files
from sikao.core.wording import Finding, FindingsError, Severity, Term
from sikao.office.groundwork.backup.form import DATABASE, MANIFEST, NAMES, Backup
from sikao.office.groundwork.backup.locks import Opener
from sikao.office.groundwork.backup.sealed import DAMAGED, PIECE, Opening, SealedError
from sikao.office.groundwork.installation import Installation, private_content

DUMP = "database.restored"
"""Where the copy of a PostgreSQL database waits in the new home until it is filled in."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was unpacked; ``dump`` is the file from which a PostgreSQL database is still to be filled."""

    backup: Backup
    dump: Path | None


def unpack(source: Path, home: Path, opener: Opener) -> Restored:
    """Unpack a backup into an empty folder, the embedded database in its place.

    ``FindingsError`` where the file cannot be opened or is damaged in any place; the caller takes away what
    was unpacked until then.
    """
    place = Installation(home)
    try:
        with source.open("rb") as file:
            opening = Opening(file, opener)
            with tarfile.open(fileobj=opening, mode="r|", bufsize=PIECE) as packed:
                manifest, digests = _unpack_all(packed, home)
            while opening.read(PIECE):  # up to the last piece, which proves that nothing was cut off
                pass
    except SealedError as error:
        raise _refused(source, error.reason) from error
    except (tarfile.TarError, ValueError, LookupError, TypeError) as error:
        raise _refused(source, DAMAGED) from error
    except OSError as error:
        raise not_written(home, error) from error
    if manifest.pop("digests") != digests:
        raise _refused(source, DAMAGED)
    backup, copy = Backup(**manifest), home / DATABASE
    if backup.database == "postgresql":
        return Restored(backup, copy.rename(home / DUMP))
    copy.rename(place.database)
    return Restored(backup, None)


def keep_address(restored: Restored, home: Path, address: str | None) -> None:
    """Note the database that a restored home uses: one of the same kind as before, and never the old one."""
    if (restored.dump is not None) != bool(address):
        zh = (
            "备份来自 PostgreSQL，须用 --database 指定新库"
            if restored.dump
            else "备份来自内置数据库，不用 --database"
        )
        en = (
            "name a new PostgreSQL database (--database)"
            if restored.dump
            else "it has its own; no --database"
        )
        raise FindingsError([Finding("backup.database", Severity.ERROR, details={"reason": Term(zh, en)})])
    if address:
        place = Installation(home)
        replace_files(place.keys, {place.database_address.name: private_content(address.encode())})


def _unpack_all(packed: tarfile.TarFile, home: Path) -> tuple[dict[str, Any], Mapping[str, str]]:
    digests: dict[str, str] = {}
    manifest: dict[str, Any] = {}
    for member in packed:
        content = packed.extractfile(member) if member.isreg() else None
        if content is None or not NAMES.fullmatch(member.name) or member.name in digests:
            raise ValueError(f"a file too many: {member.name}")
        if member.name == MANIFEST:
            manifest = json.loads(content.read())
            continue
        target, counted = home / member.name, hashlib.sha256()
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with target.open("xb") as file:
            target.chmod(0o600)
            while chunk := content.read(PIECE):
                counted.update(chunk)
                file.write(chunk)
        digests[member.name] = counted.hexdigest()
    return manifest, digests


def _refused(source: Path, reason: Term) -> FindingsError:
    return FindingsError(
        [Finding("backup.unreadable", Severity.ERROR, details={"path": source, "reason": reason})]
    )
