"""Homes of installations for tests that start processes: keys made, an empty database of their own.

``python -m tests.homes`` prepares the home that the environment names.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]


@contextmanager
def prepared_home(settings: str = "") -> Iterator[dict[str, str]]:
    """The environment of a prepared home; ``settings`` is the text of its ``sikao.toml``."""
    home = Path(tempfile.mkdtemp(prefix="sikao-home-"))
    (home / "sikao.toml").touch(mode=0o600)
    (home / "sikao.toml").write_text(settings, encoding="utf-8")
    try:
        with _own_database() as database:
            named = {"SIKAO_HOME": str(home), "DJANGO_SETTINGS_MODULE": "sikao.interfaces.settings"}
            environment = {**os.environ, **named, **database}
            run([sys.executable, "-m", "tests.homes"], environment)
            yield environment
    finally:
        shutil.rmtree(home, ignore_errors=True)


def run(command: list[str], environment: dict[str, str], code: int = 0) -> str:
    """Run a command at the root of the project; what it wrote. Another exit code fails the test."""
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


@contextmanager
def _own_database() -> Iterator[dict[str, str]]:
    """A new database on the server that is named, if one is; dropped afterwards."""
    server = os.environ.get("DATABASE_URL")
    if server is None:
        yield {}
        return
    import psycopg  # noqa: PLC0415 -- only where there is such a server

    name = f"home_{os.getpid()}_{os.urandom(4).hex()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield {"DATABASE_URL": f"{server.rpartition('/')[0]}/{name}"}
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


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
