"""Copies of the database while it is in use, each of one moment: SQLite by its own interface, PostgreSQL by
``pg_dump`` from an exported snapshot.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from sikao.core.wording import Finding, FindingsError, Severity

_HEAD = "SELECT seq, sha256, key_id FROM journal_head"


@dataclass(frozen=True, slots=True)
class Copied:
    """The kind of a copied database, and the journal's head inside the copy with the key that signs next."""

    kind: str
    seq: int
    sha256: str
    key_id: str


def copy_database(target: Path) -> Copied:
    """Copy this home's database into a file."""
    return _dump(target) if connection.vendor == "postgresql" else _copy(target)


def fill_database(source: Path, database: BaseDatabaseWrapper) -> None:
    """Fill an empty PostgreSQL database from a copy, wholly or not at all."""
    arguments = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
    name = str(database.settings_dict["NAME"])
    _run(database, ["pg_restore", *arguments, "--dbname", name, os.fspath(source)])


def head_of_copy(path: Path) -> tuple[int, str, str]:
    """The journal's head in a copied SQLite file, which is checked first: number, digest, key."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise _refused("integrity_check")
        seq, sha256, key_id = copy.execute(_HEAD).fetchone()
    return seq, sha256, key_id


def _copy(target: Path) -> Copied:
    connection.ensure_connection()
    source: Any = connection.connection
    with closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    return Copied("sqlite", *head_of_copy(target))


def _dump(target: Path) -> Copied:
    """Head and dump are of one snapshot, which a transaction keeps meanwhile."""
    keeper = connection.copy()
    try:
        with keeper.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = str(cursor.fetchone()[0])
            cursor.execute(_HEAD)
            seq, sha256, key_id = cursor.fetchone()
            arguments = ["--format=custom", "--no-owner", "--no-privileges"]
            arguments += [f"--snapshot={snapshot}", f"--file={target}", str(connection.settings_dict["NAME"])]
            _run(connection, ["pg_dump", *arguments])
    finally:
        keeper.close()
    return Copied("postgresql", seq, sha256, key_id)


def _run(database: BaseDatabaseWrapper, command: Sequence[str]) -> None:
    """Run a program of PostgreSQL; the password goes by the environment, which others cannot read."""
    settings = database.settings_dict
    named = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    own = {name: str(settings[key]) for name, key in named.items() if settings.get(key)}
    try:
        done = subprocess.run(  # noqa: S603 -- PostgreSQL's own programs
            command, env={**os.environ, **own}, capture_output=True, text=True, check=False
        )
    except OSError as error:
        raise _refused(f"{command[0]}: {error.strerror}") from error
    if done.returncode:
        raise _refused(done.stderr.strip()[-500:] or command[0])


def _refused(reason: str) -> FindingsError:
    return FindingsError([Finding("backup.database", Severity.ERROR, details={"reason": reason})])
