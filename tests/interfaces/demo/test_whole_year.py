"""The whole year of the demonstration, killed in its middle and gone on with; in the drill alone."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.drill.figures import many, tell
from tests.office.groundwork.homes import Home

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not many(0, 1), reason="takes minutes: the drill drives a whole year"),
]
KILLED_AT = (40, 400)
"""So many entries of the journal after which the program is killed."""
LONGEST = 1500.0
WON = [
    ["districts", "pingdu", "782.300000", "782.300000", 7, 8],
    ["districts", "laixi", "781.360000", "782.610000", 8, 7],
]
"""By the illustrative scorecards 莱西 rises from 781.36 to 782.61 points and passes 平度 with 782.30."""


def entries(home: Home) -> int:
    database = home.path / "sikao.sqlite3"
    if not database.exists():
        return 0
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as found:
        try:
            return found.execute("SELECT seq FROM journal_head").fetchone()[0] or 0
        except (sqlite3.OperationalError, TypeError):
            return 0  # not prepared so far


def ruled(home: Home) -> list[list[object]]:
    """What the one objection that was upheld changed: points and places, before and after."""
    with closing(sqlite3.connect(f"file:{home.path}/sikao.sqlite3?mode=ro", uri=True)) as found:
        ((effect,),) = found.execute("SELECT effect FROM results_word WHERE what = 'upheld'").fetchall()
    changed: list[list[object]] = json.loads(effect)
    return changed


def killed_after(home: Home, count: int) -> None:
    """Begin or go on, and be killed once the journal has so many entries."""
    words = [sys.executable, "-m", "sikao.interfaces.cli", "simulate-year", str(home.path)]
    process = subprocess.Popen(words, env=home.environment(), stdout=subprocess.DEVNULL)
    until = time.monotonic() + LONGEST
    while entries(home) < count:
        assert process.poll() is None, "it ended before it could be killed"
        assert time.monotonic() < until
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()


def test_a_year_that_is_killed_twice_ends_with_everything_published_and_proved(tmp_path: Path) -> None:
    home = Home(tmp_path / "year")
    began = time.monotonic()
    for count in KILLED_AT:
        killed_after(home, count)
    done = home.sikao("simulate-year", home.path, "--format", "json", timeout=LONGEST)
    whole = json.loads(done.stdout)
    assert whole["findings"] == []
    assert (whole["reviews"], whole["books"], whole["objections"]) == (12, 4, 4)
    # A letter to each of the 19 districts and zones three times, but for one of the first quarter, which is
    # left a draft; at the end to all 95 units.
    assert whole["letters"] == 3 * 19 - 1 + 95
    # Four results, two drafts, and the year once more after the ruling.
    assert whole["replayed"] == 7
    assert ruled(home) == WON
    tell("a whole year", seconds=round(time.monotonic() - began), kills=len(KILLED_AT), **whole)
    # Gone on with at its end, nothing more happens; and its own proofs say the same.
    before = entries(home)
    assert home.asked("simulate-year", home.path)["entries"] == before
    assert all(run["holds"] for run in home.asked("replay", "--home", home.path)["runs"])
    verified = home.asked("verify", "--home", home.path)
    assert [one for one in verified["findings"] if one["severity"] == "error"] == []
