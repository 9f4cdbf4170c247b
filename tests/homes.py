"""Homes of installations for tests that start processes: keys made, an empty database of their own.

``python -m tests.homes`` prepares the home that the environment names.
"""

import atexit
import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHARED = "TESTS_SHARED"
"""Names the folder in which the processes of a run keep what each of them copies."""


@contextmanager
def prepared_home(settings: str = "") -> Iterator[dict[str, str]]:
    """The environment of a prepared home; ``settings`` is the text of its ``sikao.toml``."""
    home = Path(tempfile.mkdtemp(prefix="sikao-home-"))
    (home / "sikao.toml").touch(mode=0o600)
    (home / "sikao.toml").write_text(settings, encoding="utf-8")
    try:
        server = os.environ.get("DATABASE_URL", "")
        pattern = f"prepared-{sha256(server.encode()).hexdigest()[:12]}"
        shutil.copytree(made_for_all(pattern, prepared), home, dirs_exist_ok=True)
        with _own_database(server, pattern) as database:
            yield {**_environment(home), **database}
    finally:
        shutil.rmtree(home, ignore_errors=True)


def prepared(home: Path) -> None:
    """Keys, and empty tables: in the embedded database, or in one of the server that is named."""
    home.mkdir(mode=0o700)
    (home / "sikao.toml").touch(mode=0o600)
    environment = _environment(home)
    if server := os.environ.get("DATABASE_URL", ""):
        name = _database_of(home.stem)
        _on(server, f"CREATE DATABASE {name}")
        environment["DATABASE_URL"] = _address(server, name)
    run([sys.executable, "-m", "tests.homes"], environment)
    (home / "sikao.toml").unlink()  # each copy has its own


def _environment(home: Path) -> dict[str, str]:
    named = {"SIKAO_HOME": str(home), "DJANGO_SETTINGS_MODULE": "sikao.interfaces.settings"}
    return {**os.environ, **named}


def made_for_all(name: str, make: Callable[[Path], None]) -> Path:
    """A folder made by the process of a run that needs it first; the others wait. Its users copy it."""
    shared = _shared()
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / name).exists():
            making = shared / f"{name}.making"
            shutil.rmtree(making, ignore_errors=True)
            make(making)
            making.rename(shared / name)
    return shared / name


@cache
def _shared() -> Path:
    """The folder of a run of tests, or one of this process where it is none."""
    if SHARED in os.environ:
        return Path(os.environ[SHARED])
    folder = Path(tempfile.mkdtemp(prefix="sikao-homes-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def run(command: list[str], environment: dict[str, str], code: int = 0) -> str:
    """Run a command at the root of the project; what it wrote. Another exit code fails the test."""
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


@contextmanager
def _own_database(server: str, pattern: str) -> Iterator[dict[str, str]]:
    """A copy of a database on the server that is named, if one is; dropped afterwards."""
    if not server:
        yield {}
        return
    name = f"home_{os.getpid()}_{os.urandom(4).hex()}"
    _on(server, f"CREATE DATABASE {name} TEMPLATE {_database_of(pattern)}")
    try:
        yield {"DATABASE_URL": _address(server, name)}
    finally:
        _on(server, f"DROP DATABASE {name} WITH (FORCE)")


def _database_of(pattern: str) -> str:
    return pattern.replace("-", "_")


def _address(server: str, name: str) -> str:
    return f"{server.rpartition('/')[0]}/{name}"


def _on(server: str, statement: str) -> None:
    import psycopg  # noqa: PLC0415 -- only where there is such a server

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[call-overload]


def _prepare() -> None:
    os.umask(0o077)  # a home that others may read is refused
    import django  # noqa: PLC0415 -- its settings are named by the environment

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from sikao.office.accounts.sealing import make_field_key  # noqa: PLC0415
    from sikao.office.groundwork.here import installation  # noqa: PLC0415
    from sikao.office.groundwork.journal.signing import make_key  # noqa: PLC0415

    make_key(installation().keys)
    make_field_key(installation().keys)
    call_command("migrate", verbosity=0)


if __name__ == "__main__":
    _prepare()
