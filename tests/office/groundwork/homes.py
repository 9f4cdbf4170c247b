"""Homes as operators have them: made by the command line, in processes of their own, on either database."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from django.db import connection

from sikao.office.groundwork.refs import new_ref
from tests import forked
from tests.homes import made_for_all

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Home:
    """A home and the environment of commands that work on it; ``database`` is empty for the embedded one."""

    path: Path
    database: str = ""

    def environment(self) -> dict[str, str]:
        kept = {
            name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "SIKAO_HOME"}
        }
        own = {"SIKAO_HOME": str(self.path), "DJANGO_SETTINGS_MODULE": "sikao.interfaces.settings"}
        if self.database:  # the tests' throw-away cluster does not wait for the disk
            own["SIKAO_DURABLE_DATABASE"] = "no"
        here = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
        return {**kept, **own, "PYTHONPATH": here, "SIKAO_LANG": "en"}

    def sikao(self, *words: object, code: int = 0, **limits: Any) -> subprocess.CompletedProcess[str]:
        done = forked.sikao([str(word) for word in words], self.environment(), **limits)
        assert done.returncode == code, f"{words}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    def asked(self, *words: object, code: int = 0) -> Any:
        """The answer of a command as data."""
        return json.loads(self.sikao(*words, "--format", "json", code=code).stdout)

    def python(self, *words: object, **limits: Any) -> subprocess.CompletedProcess[str]:
        return self._run([sys.executable, *map(str, words)], **limits)

    def start(self, *words: object) -> subprocess.Popen[str]:
        command = [sys.executable, *map(str, words)]
        return subprocess.Popen(command, env=self.environment(), cwd=ROOT, text=True, stdout=subprocess.PIPE)

    def _run(self, command: list[str], **limits: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, env=self.environment(), cwd=ROOT, capture_output=True, text=True, check=False, **limits
        )


@contextmanager
def fresh_database(*roles: str) -> Iterator[list[str]]:
    """Addresses of a new database, one per role; one empty address where tests run on SQLite."""
    if connection.vendor != "postgresql":
        yield [""]
        return
    name, given = f"home_{new_ref()}", connection.settings_dict
    host, superuser = str(given["HOST"]), str(given["USER"])
    server = f"postgresql://{superuser}@{quote(host, safe='')}/postgres"
    with psycopg.connect(server, autocommit=True) as admin:
        for role in roles:
            admin.execute(f"CREATE ROLE {role} LOGIN")  # type: ignore[call-overload]
        owner = roles[0] if roles else superuser
        admin.execute(f"CREATE DATABASE {name} OWNER {owner}")  # type: ignore[call-overload]
        try:
            yield [f"postgresql://{role}@{quote(host, safe='')}/{name}" for role in roles or (superuser,)]
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[call-overload]
            for role in roles:
                admin.execute(f"DROP ROLE {role}")  # type: ignore[call-overload]


@contextmanager
def fresh_home(path: Path) -> Iterator[Home]:
    """A home made by ``sikao init`` on the database that the tests run on."""
    with fresh_database() as (address,):
        home = Home(path, address)
        if address:
            home.sikao("init", path, "--database", address)
        else:
            lay_down(home)
        yield home


def lay_down(home: Home) -> None:
    """A home with the embedded database, as ``sikao init`` made it once for all tests of a run."""
    made = made_for_all("initial", lambda folder: Home(folder).sikao("init", folder))
    shutil.copytree(made, home.path, dirs_exist_ok=True)
