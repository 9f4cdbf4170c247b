"""A real server and a real Chromium; a console error or a blocked resource fails every test."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import pytest
from playwright.sync_api import Page, expect

from tests.drill.figures import many

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60
WIDTHS = {"desk": 1440, "phone": 390}
expect.set_options(timeout=20_000)  # a busy machine takes its time; what never comes fails all the same


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    chromium = shutil.which("chromium")
    assert chromium, "the browser tests need Debian's chromium: ./run test installs it"
    quiet = ["--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--no-first-run"]
    # Chromium refuses its sandbox to root, as whom build servers often run.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": chromium, "args": quiet + sandbox}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    return {**browser_context_args, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}


@pytest.fixture(scope="session")
def base_url() -> Iterator[str]:
    """The address of a server with the schemes of this repository."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "gunicorn", "--no-control-socket", "--threads", "4", "--bind", address]
    environment = {**plain_environment(), "SIKAO_SCHEMES": str(ROOT / "schemes")}
    server = subprocess.Popen(
        [*command, "--log-level", "error", "sikao.interfaces.web.wsgi:application"], env=environment
    )
    try:
        wait_for(f"http://{address}/static/app/app.js")
        yield f"http://{address}"
    finally:
        server.terminate()
        server.wait()


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an office in mid-year, with its worker."""
    home = tmp_path_factory.mktemp("office") / "home"
    plain = plain_environment()
    prepare = [sys.executable, "-m", "tests.browser.office_home", str(home)]
    subprocess.run(prepare, cwd=ROOT, env=plain, check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [sys.executable, "-m", "sikao.interfaces.cli", "serve", "--home", str(home), "--port", port]
    server = subprocess.Popen(command, env=plain)
    try:
        wait_for(f"http://127.0.0.1:{port}/sign-in/")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def plain_environment() -> dict[str, str]:
    """This process's environment without what makes it a test: a server has its own settings and home."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "SIKAO"))}


def wait_for(address: str) -> None:
    for _ in range(PATIENCE * 10):
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own server
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"no answer from {address}; was the browser part built (./run test does)?")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Both widths in the drill; in a sample every test has one of them, drawn by its name."""
    given = [mark.args[0] for mark in metafunc.definition.iter_markers("parametrize")]
    if "sized" in metafunc.fixturenames and not any("sized" in names for names in given):
        drawn = crc32(metafunc.definition.name.encode()) % len(WIDTHS)
        names = [*WIDTHS] if many(0, 1) else [[*WIDTHS][drawn]]
        metafunc.parametrize("sized", [WIDTHS[name] for name in names], ids=names, indirect=True)


@pytest.fixture
def sized(page: Page, request: pytest.FixtureRequest) -> Page:
    """A page on a desk and on a phone."""
    page.set_viewport_size({"width": request.param, "height": 900})
    return page


@pytest.fixture(autouse=True)
def quiet(page: Page) -> Iterator[list[str]]:
    """No script fails, nothing is blocked, nothing is missing."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.add_init_script(
        "document.addEventListener('securitypolicyviolation',"
        " (event) => console.error(`blocked: ${event.violatedDirective} ${event.blockedURI}`))"
    )
    yield heard
    assert heard == []
