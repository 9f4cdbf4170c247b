"""A whole home on a disk of 32 MB that fills up: acts are refused clearly, none goes without its entry."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.drill.figures import tell
from tests.homes import ROOT, run


@pytest.fixture
def small_home(tmp_path: Path) -> Iterator[dict[str, str]]:
    place = tmp_path / "small"
    place.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", str(place)]
    if os.geteuid() or subprocess.run(mounting, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here")
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    named = {"SIKAO_HOME": str(place), "DJANGO_SETTINGS_MODULE": "sikao.interfaces.settings"}
    try:
        run([sys.executable, "-m", "tests.homes"], kept | named)
        yield kept | named
    finally:
        subprocess.run(["umount", str(place)], check=True)  # noqa: S607


@pytest.mark.slow
def test_a_full_disk_stops_acts_and_nothing_else(small_home: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.drill.crowding"],
        cwd=ROOT,
        env=small_home,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout)
    assert told["home.full"] + told.get("file.not_written", 0) >= 20
    assert told["done"] >= 20
    tell("a full disk", **told)
