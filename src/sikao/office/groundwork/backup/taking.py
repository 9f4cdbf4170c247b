"""Taking a backup of a running installation.

The database first, then the files: they are only added to, so that every file that the copy names is there.
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from sikao import __version__
from sikao.core.sheets.files import not_written, replace_files
from sikao.core.wording import Detail, Finding, FindingsError, Severity
from sikao.office.groundwork.backup.databases import Copied, copy_database
from sikao.office.groundwork.backup.form import DATABASE, MANIFEST, NAMES, WITNESS, Backup
from sikao.office.groundwork.backup.locks import Lock
from sikao.office.groundwork.backup.sealed import PIECE, Sealing
from sikao.office.groundwork.canonical import moment
from sikao.office.groundwork.here import installation
from sikao.office.groundwork.journal import witness
from sikao.office.groundwork.journal.signing import PRIVATE, holds_key

ATTEMPTS = 3
"""So often the database is copied again while keys are changed."""


def take_backup(target: Path, lock: Lock, at: datetime) -> Backup:
    """Write everything that this home keeps into one locked file; an existing file of the name is replaced.

    ``FindingsError`` where it cannot be written; then no file of the name appears.
    """
    made: list[Backup] = []
    with tempfile.TemporaryDirectory(dir=_room_for(target), prefix=".sikao-backup-") as folder:
        try:
            copied, keys = _together(Path(folder, DATABASE))
            witness.cut(installation().witness, Path(folder, WITNESS), copied.seq)
        except OSError as refused:
            raise not_written(target, refused) from refused
        replace_files(
            target.parent,
            {target.name: lambda fresh: made.append(_write(fresh, Path(folder), copied, keys, lock, at))},
            known=[target.name],
        )
    return made[0]


def _together(copy: Path) -> tuple[Copied, dict[str, bytes]]:
    """A copy of the database and the keys, of which one signs what the copy's journal names.

    Keys may be changed while a database is copied: they are read before and after it. Of a home that has
    lost its key everything else is kept all the more.
    """
    for _ in range(ATTEMPTS):
        copy.unlink(missing_ok=True)
        before = _keys()
        copied = copy_database(copy)
        after = _keys()
        for found in (before, after):
            if not copied.key_id or holds_key(_named(found), copied.key_id):
                return copied, found
        if before == after:
            return copied, before
    told: dict[str, Detail] = {"reason": f"keys/{PRIVATE}"}
    raise FindingsError([Finding("backup.keys_change", Severity.ERROR, details=told)])


def _keys() -> dict[str, bytes]:
    """The files of ``keys`` by their places in the home."""
    home = installation()
    found: dict[str, bytes] = {}
    for path in sorted(home.keys.rglob("*")):
        name = path.relative_to(home.home).as_posix()
        with suppress(FileNotFoundError):  # a prepared key that has just been laid in its place
            if path.is_file() and NAMES.fullmatch(name) and path != home.database_address:
                found[name] = path.read_bytes()
    return found


def _named(found: dict[str, bytes]) -> dict[str, bytes]:
    return {name.removeprefix("keys/"): content for name, content in found.items()}


def _room_for(target: Path) -> Path:
    if not target.parent.is_dir():
        raise not_written(target, 2)
    return target.parent


def _write(
    fresh: Path, folder: Path, copied: Copied, keys: dict[str, bytes], lock: Lock, at: datetime
) -> Backup:
    digests: dict[str, str] = {}
    with fresh.open("wb") as target:
        fresh.chmod(0o600)
        sealing = Sealing(target, lock)
        with tarfile.open(fileobj=sealing, mode="w|", bufsize=PIECE) as packed:
            for name, content in keys.items():
                digests[name] = _put(packed, name, content)
            for name, path in _members(folder):
                digests[name] = _add(packed, name, path)
            backup = Backup(
                copied.seq, copied.sha256, copied.kind, moment(at), __version__, _files_in(digests)
            )
            manifest = json.dumps({**asdict(backup), "digests": digests}, sort_keys=True).encode()
            _put(packed, MANIFEST, manifest)
        sealing.finish()
    return backup


def _members(folder: Path) -> Iterator[tuple[str, Path]]:
    """Name in the backup and place of everything that is kept besides the keys."""
    home = installation()
    yield DATABASE, folder / DATABASE
    yield WITNESS, folder / WITNESS
    for path in sorted(home.files.rglob("*")):
        name = path.relative_to(home.home).as_posix()
        if path.is_file() and NAMES.fullmatch(name):
            yield name, path
    if home.settings_file.is_file():
        yield home.settings_file.name, home.settings_file


def _put(packed: tarfile.TarFile, name: str, content: bytes) -> str:
    member = tarfile.TarInfo(name)
    member.size = len(content)
    packed.addfile(member, io.BytesIO(content))
    return hashlib.sha256(content).hexdigest()


def _add(packed: tarfile.TarFile, name: str, path: Path) -> str:
    member = tarfile.TarInfo(name)
    member.size = path.stat().st_size
    with path.open("rb") as file:
        counting = _Counting(file)
        packed.addfile(member, counting)
    return counting.digest.hexdigest()


class _Counting:
    """Reads a file and hashes what goes by."""

    def __init__(self, file: io.BufferedReader) -> None:
        self._file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1, /) -> bytes:
        data = self._file.read(size)
        self.digest.update(data)
        return data


def _files_in(digests: dict[str, str]) -> int:
    return sum(name.startswith("files/") for name in digests)
