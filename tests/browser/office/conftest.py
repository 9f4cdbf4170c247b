"""The demonstration as ``sikao init --demo`` makes it, served with its worker.

The home is made once for all processes of a run; each of them serves a copy.
"""

import fcntl
import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests import forked
from tests.browser.conftest import ROOT, wait_for

LONGEST = 1200
"""Seconds that a command may take: a demonstration is made in a minute or two, or more on a busy machine."""


@dataclass(frozen=True, slots=True)
class Demo:
    """A served demonstration."""

    home: Path
    address: str
    password: str

    def sign_in(self, page: Page, login: str) -> None:
        """Sign in as one of the demonstration's people; whoever was signed in before is forgotten."""
        page.context.clear_cookies()
        page.goto(f"{self.address}/sign-in/")
        page.fill("[name=login]", login)
        page.fill("[name=password]", self.password)
        page.click("main button[type=submit]")
        page.wait_for_url(f"{self.address}/")


def sikao(*arguments: str | Path, code: int = 0) -> str:
    """What a command of the program writes; another exit code fails the test."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "SIKAO"))}
    done = forked.sikao([str(word) for word in arguments], plain, timeout=LONGEST)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home, made by whichever process of the run comes first."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    home = shared / "demonstration"
    with (shared / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "demo-accounts.json").exists():
            sikao("init", home, "--demo")
    return home


@pytest.fixture(scope="session")
def demo(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demonstration on the loopback address."""
    home = tmp_path_factory.mktemp("served") / "home"
    shutil.copytree(made, home)
    with serving(home) as served:
        yield served


@contextmanager
def serving(home: Path) -> Iterator[Demo]:
    """A demonstration on the loopback address, with its worker."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "SIKAO"))}
    command = [sys.executable, "-m", "sikao.interfaces.cli", "serve", "--home", str(home), "--port", port]
    server = subprocess.Popen(command, cwd=ROOT, env=plain)
    try:
        wait_for(f"http://127.0.0.1:{port}/sign-in/")
        told = json.loads((home / "demo-accounts.json").read_text("utf-8"))
        yield Demo(home, f"http://127.0.0.1:{port}", told["password"])
    finally:
        server.terminate()
        server.wait()


@pytest.fixture(scope="session")
def base_url(demo: Demo) -> str:
    """Here no other server is needed."""
    return demo.address


@pytest.fixture(scope="session")
def browser_context_args(demo: Demo) -> dict:
    """Not made from the other tests': those are made once a process, and would keep this server's address."""
    return {"base_url": demo.address, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}
