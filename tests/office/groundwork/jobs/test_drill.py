"""Killed workers lose nothing and do nothing twice: a fixed sample; the drill has the rest."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]


@pytest.mark.both
@pytest.mark.slow
def test_twenty_four_killed_workers_leave_every_effect_once():
    command = [sys.executable, "-m", "tests.office.groundwork.jobs.drill", "--kills", "24"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout)
    assert told["wrong"] == []
    assert told["kills"] == 24
    assert told["begun_again"] >= 10  # else the kills hit workers that had nothing in hand
