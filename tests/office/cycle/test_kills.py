"""Killed at any moment, no receipt is lost, nothing half-done, nothing done twice: a sample of the drill."""

import json
import subprocess
import sys

import pytest
from django.db import connection

from tests.drill.figures import many, tell
from tests.homes import ROOT

pytestmark = [pytest.mark.slow]


def kill(what: str, kills: int) -> dict[str, object]:
    command = [sys.executable, "-m", "tests.drill.killing", what, "--kills", str(kills)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120 + 30 * kills
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout)
    assert told["wrong"] == []
    tell(f"kill -9, {connection.vendor}", **told)
    return told


@pytest.mark.both
def test_a_killed_worker_s_workbook_is_read_once() -> None:
    assert kill("worker", many(3, 100))["imports"] == many(3, 100) // 3 + bool(many(3, 100) % 3)


@pytest.mark.both
def test_what_a_killed_server_has_signed_is_signed() -> None:
    assert kill("acting", many(3, 100))["receipts_told"] >= 1


@pytest.mark.skipif("os.environ.get('DATABASE_URL')", reason="makes a cluster of its own")
def test_what_was_signed_before_postgresql_was_killed_is_there() -> None:
    assert kill("postgres", many(2, 100))["receipts_told"] >= 1
