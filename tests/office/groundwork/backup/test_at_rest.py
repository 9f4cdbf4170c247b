"""What lies on the disk: no secret is read in the database, its dump, the home's files or a backup."""

import json
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from tests.office.groundwork.homes import Home, fresh_home

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both, pytest.mark.slow]
MAKER = Path(__file__).parent / "secrets_of.py"
OWN = ("keys", "sikao.toml", "backup-key.pem")
"""What holds secrets by its purpose, and is readable to the program's own user alone."""


def planted(home: Home) -> dict[str, str]:
    made = home.python(MAKER)
    assert made.returncode == 0, made.stderr
    return json.loads(made.stdout)


def dump(home: Home) -> bytes:
    """All that the database says, as an administrator of it would take it out."""
    if not home.database:
        with closing(sqlite3.connect(home.path / "sikao.sqlite3")) as database:
            return "\n".join(database.iterdump()).encode()
    done = subprocess.run(["pg_dump", "--format=plain", home.database], capture_output=True, check=True)  # noqa: S607
    return done.stdout


def places(home: Home, backup: Path) -> dict[str, bytes]:
    """Everything that somebody could carry away, but what holds secrets by its purpose."""
    found = {"dump": dump(home), "backup": backup.read_bytes()}
    for path in sorted(home.path.rglob("*")):
        if path.is_file() and path.relative_to(home.path).parts[0] not in OWN:
            found[str(path.relative_to(home.path))] = path.read_bytes()
    return found


def test_no_secret_is_read_at_rest(tmp_path: Path) -> None:
    backup = tmp_path / "b.sikao"
    with fresh_home(tmp_path / "home") as home:
        secrets = planted(home)
        home.sikao("backup", backup, "--home", home.path)
        everything = places(home, backup)
        owned = [home.path / name for name in OWN]
        assert all(path.stat().st_mode & 0o077 == 0 for path in owned)
        keys = {
            path.name: path.read_bytes().strip() for path in (home.path / "keys").iterdir() if path.is_file()
        }
    assert len(secrets) == 6 and all(len(secret) > 8 for secret in secrets.values())
    # The search finds what is there: a login name is no secret, and stands in the dump but in no backup.
    assert b"reporter" in everything["dump"] and b"reporter" not in everything["backup"]
    told = [
        (kind, place)
        for place, content in everything.items()
        for kind, secret in secrets.items()
        if secret.encode() in content
    ]
    told += [
        (name, place)
        for place, content in everything.items()
        for name, key in keys.items()
        if key and key in content
    ]
    assert told == []
