"""Killed at any moment, no receipt is lost, nothing half-done, nothing done twice: a sample of the drill."""

import json
import subprocess
import sys

import pytest
from django.db import connection

from tests.drill.figures import many, tell
from tests.drill.killing import KILLS_EACH
from tests.homes import ROOT

pytestmark = [pytest.mark.slow]
sampled = pytest.mark.skipif(
    "connection.vendor == 'postgresql' and not many(0, 1)",
    reason="the sample is killed on SQLite; the drill kills on both",
)


def kill(program: str, what: str, kills: int) -> dict[str, object]:
    command = [sys.executable, "-m", f"tests.drill.{program}", *what.split(), "--kills", str(kills)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300 + 60 * kills
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout)
    assert told["wrong"] == []
    tell(f"kill -9 of {told.pop('killed', 'the served office')}, {connection.vendor}", **told)
    return told


@pytest.mark.both
def test_a_killed_worker_s_workbook_is_read_once() -> None:
    kills = many(2, 100)
    assert kill("killing", "worker", kills)["imports"] == kills / KILLS_EACH


@pytest.mark.both
@sampled
def test_a_list_whose_worker_is_killed_at_every_step_is_made_and_journaled_once() -> None:
    kills = many(3, 60)
    told = kill("killing", "exporting", kills)
    assert told["kills_of_workers"] == told["begun_again"] == kills == 3 * told["exports"]


@pytest.mark.both
@sampled
def test_a_served_office_that_is_killed_loses_nothing_and_does_nothing_twice() -> None:
    kills = many(1, 120)
    told = kill("serving", "", kills)
    assert told["receipts"] == told["kills"] == kills
    # Where the answer of something done was never read, what was sent again did nothing more.
    assert told["answered from the key"] >= told["answers never read"] == (kills + 1) // 2


@pytest.mark.both
def test_what_a_killed_process_has_signed_is_signed() -> None:
    assert kill("killing", "acting", many(2, 100))["receipts_told"] >= 1


@pytest.mark.skipif("os.environ.get('DATABASE_URL')", reason="makes a cluster of its own")
def test_what_was_signed_before_postgresql_was_killed_is_there() -> None:
    assert kill("killing", "postgres", many(1, 100))["receipts_told"] >= 1
