"""Killed at any moment, a result is as its last step says, and a run is kept once: part of the drill."""

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


def kill(what: str, kills: int) -> dict[str, object]:
    command = [sys.executable, "-m", "tests.drill.announcing", what, "--kills", str(kills)]
    limit = 600 + 60 * kills
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=limit)
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout)
    assert told["wrong"] == []
    tell(f"kill -9 of {told.pop('killed')}, {connection.vendor}", **told)
    return told


def test_a_result_is_opened_approved_and_published_wholly_or_not_at_all() -> None:
    assert kill("deciding", many(0, 100))["steps_told"] >= 1


def test_a_run_whose_worker_is_killed_is_computed_once() -> None:
    kills = many(0, 60)
    assert kill("computing", kills)["runs"] == kills / KILLS_EACH
