"""Acts that exclude each other, at once in processes of their own: exactly one of them has effect."""

import json
import subprocess
import sys

import pytest
from django.db import connection

from tests.drill.figures import many, tell
from tests.homes import ROOT

pytestmark = [
    pytest.mark.both,
    pytest.mark.slow,
    pytest.mark.skipif(
        "connection.vendor == 'sqlite' and not many(0, 10)",
        reason="the sample races on PostgreSQL; the drill on both",
    ),
]


def test_of_acts_that_exclude_each_other_one_has_effect() -> None:
    times = many(2, 200)
    command = [sys.executable, "-m", "tests.drill.racing", "--each", str(times)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300 + 60 * times
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout)
    assert told["wrong"] == []
    assert told["database"] == connection.vendor
    assert told["let_go"] == 25 * times + 1
    tell(f"races, {connection.vendor}", **{name: told[name] for name in ("races", "each", "slowest_seconds")})
