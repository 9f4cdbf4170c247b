"""Killed at any moment, whoever makes papers leaves none half-made, and none is made twice: the drill."""

import json
import subprocess
import sys

import pytest
from django.db import connection

from tests.drill.figures import many, tell
from tests.drill.killing import KILLS_EACH
from tests.homes import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.both,
    pytest.mark.skipif("not many(0, 1)", reason="a city for itself takes long: the drill kills"),
]


def test_papers_whose_worker_is_killed_are_made_once() -> None:
    kills = many(0, 42)
    command = [sys.executable, "-m", "tests.drill.printing", "--kills", str(kills)]
    limit = 600 + 60 * kills
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=limit)
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout)
    assert told["wrong"] == []
    tell(f"kill -9 of {told.pop('killed')}, {connection.vendor}", **told)
    assert told["jobs"] == kills / KILLS_EACH
    assert sum(told["stood_still"].values()) >= 1
