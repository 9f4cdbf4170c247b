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

import polars as pl
import pytest

from sikao.core.books import read_book
from sikao.core.books.names import TOTAL
from sikao.interfaces.demo.irregular import OPINIONS
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
    ["districts", "pingdu", "782.300000", "782.300000", 7, 8, "qualified", "qualified", ["advance"], []],
    ["districts", "laixi", "781.360000", "782.610000", 8, 7, "qualified", "qualified", [], ["advance"]],
]
"""By the illustrative scorecards 莱西 rises from 781.36 to 782.61 points and passes 平度 with 782.30.

The award for advancement goes with it: of last year's places 9 and 10, it is 莱西 that rises by three.
"""
UPHELD = "SELECT effect FROM results_word WHERE what = 'upheld'"
OF_PROJECTS = """
    SELECT unit, raw, what FROM ledger_figureversion v LEFT JOIN ledger_figureevent e
    ON e.figure_id = v.ref AND what != 'silent'
    WHERE indicator = 'project_part/p03' OR (unit, indicator) = ('pingdu', 'project_investment/p13')
    ORDER BY unit, v.entry
"""
PROJECTS = [
    ("chengyang", "0", "disputed"),
    ("chengyang", "0.5", None),
    ("pingdu", "152", "returned"),
    ("pingdu", "35", "accepted"),
    ("shibei", "1", None),
    ("shibei", "0.5", None),
]
"""A project of two districts counts by halves after a ruling; what is planned is refused."""
COUNTED = """
    SELECT e.name FROM ledger_evidence e JOIN ledger_submission s ON s.ref = e.submission_id
    WHERE s.note LIKE '%发出测评票68张，收回66张，其中有效票64张%' ORDER BY e.name
"""
REPLIES = "SELECT document FROM ledger_submission WHERE document LIKE '对考核办征求意见函%' ORDER BY entry"
BOOK = """
    SELECT book_sha256 FROM results_computed c JOIN results_edition e ON e.run_id = c.run_id
    WHERE e.checkpoint = 'year' AND e.state = 'published'
"""


def entries(home: Home) -> int:
    database = home.path / "sikao.sqlite3"
    if not database.exists():
        return 0
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as found:
        try:
            return found.execute("SELECT seq FROM journal_head").fetchone()[0] or 0
        except (sqlite3.OperationalError, TypeError):
            return 0  # not prepared so far


def said(home: Home, question: str) -> list[tuple[object, ...]]:
    """What the home's database answers."""
    with closing(sqlite3.connect(f"file:{home.path}/sikao.sqlite3?mode=ro", uri=True)) as found:
        return found.execute(question).fetchall()


def barred(home: Home) -> list[tuple[str, int]]:
    """The grades and places of the first three of the group whose first is barred from the first grade."""
    ((sha256,),) = said(home, BOOK)
    book = read_book((home.path / "files" / str(sha256)[:2] / str(sha256)).read_bytes())
    totals = book.at("year").filter((pl.col("node") == TOTAL) & (pl.col("group") == "dept_enforcement"))
    return list(totals.sort("rank").select("grade", "rank").head(3).iter_rows())


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
    assert [json.loads(effect) for (effect,) in said(home, UPHELD)] == [WON]
    assert said(home, OF_PROJECTS) == PROJECTS
    assert said(home, COUNTED) == [("民主测评监票记录（示例）.pdf",), ("民主测评计票表（示例）.xlsx",)]
    assert [letter for (letter,) in said(home, REPLIES)] == [letter.document for letter in OPINIONS.values()]
    assert barred(home) == [("good", 1), ("excellent", 2), ("excellent", 3)]
    tell("a whole year", seconds=round(time.monotonic() - began), kills=len(KILLED_AT), **whole)
    # Gone on with at its end, nothing more happens; and its own proofs say the same.
    before = entries(home)
    assert home.asked("simulate-year", home.path)["entries"] == before
    assert all(run["holds"] for run in home.asked("replay", "--home", home.path)["runs"])
    verified = home.asked("verify", "--home", home.path)
    assert [one for one in verified["findings"] if one["severity"] == "error"] == []
