"""Killed workers lose nothing and do nothing twice: a fixed sample; the drill has the rest."""

import json
import os
import sys

import pytest

from tests.homes import run


@pytest.mark.both
@pytest.mark.slow
def test_a_dozen_killed_workers_leave_every_effect_once():
    command = [sys.executable, "-m", "tests.office.groundwork.jobs.drill", "--kills", "12"]
    told = json.loads(run(command, dict(os.environ)))
    assert told["wrong"] == []
    assert told["kills"] == 12
    assert told["begun_again"] >= 4  # else the kills hit workers that had nothing in hand
