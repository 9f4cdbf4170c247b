"""The commands that prove: verifying an installation with receipts, and checking receipts without one."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.office.groundwork.homes import Home, lay_down

pytestmark = pytest.mark.slow
ACT = """
import django; django.setup()
from pathlib import Path
from django.db import transaction
from sikao.office.groundwork.actor import Actor, Channel
from sikao.office.groundwork.clock import now
from sikao.office.groundwork.files import row_for, store
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.receipts import receipt_of
for number in range(3):
    with transaction.atomic():
        rows = [row_for(store([b"abc"]), "a.pdf", "application/pdf")]
        actor, about = Actor("p1", Channel.WEB), Subject("test", "1")
        write(actor=actor, at=now(), verb="test.act", subject=about, rows=rows)
    Path({folder!r}, f"{{number}}.zip").write_bytes(receipt_of(number + 2).zipped())
"""

HEAD = """
import sqlite3, sys
print(*sqlite3.connect(sys.argv[1]).execute("SELECT seq FROM journal_head").fetchone())
"""


@pytest.fixture(scope="module")
def receipts(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("receipts")


@pytest.fixture(scope="module")
def home(tmp_path_factory, receipts: Path) -> Home:
    made = Home(tmp_path_factory.mktemp("place") / "home")
    lay_down(made)
    done = made.python("-c", ACT.format(folder=str(receipts)))
    assert done.returncode == 0, done.stderr
    return made


def test_receipts_are_checked_where_there_is_no_home(home: Home, receipts: Path, tmp_path: Path) -> None:
    assert home
    command = [sys.executable, "-m", "sikao.interfaces.cli", "receipts", "check"]
    files = sorted(receipts.glob("*.zip"))
    done = subprocess.run([*command, *files], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("成立。第 ") == 3
    done = subprocess.run([*command, receipts], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and done.stdout.count("成立。第 ") == 3
    (tmp_path / "unpacked").mkdir()
    words = [*command, tmp_path / "unpacked"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "check.py" in done.stderr
    spoilt = tmp_path / "spoilt.zip"
    spoilt.write_bytes(files[0].read_bytes().replace(b"p1", b"p2"))
    words = [*command, files[1], spoilt, "--format", "json"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert [told["seq"] for told in json.loads(done.stdout)] == [3]
    assert [found["code"] for found in json.loads(done.stderr)] == ["receipt.unreadable"]


def test_an_installation_is_verified_with_receipts(home: Home, receipts: Path) -> None:
    told = home.sikao("verify", "--home", home.path, "--receipts", receipts)
    assert told.stdout.startswith("checked 4 entries, 3 rows, 1 files, 3 receipts\nAll of it holds. Head 4 ")
    assert "this verification is entry 5 of the journal" in told.stdout
    again = home.asked("verify", "--home", home.path)
    assert (again["head"], again["entries"], again["recorded"]) == (5, 5, 6)


def test_a_changed_database_is_told_by_name(home: Home, receipts: Path) -> None:
    change = """
import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as database:
    database.execute("DROP TRIGGER stored_file_no_update")
    database.execute("UPDATE stored_file SET name = 'b.pdf' WHERE entry = 3")
"""
    assert home.python("-c", change, home.path / "sikao.sqlite3").returncode == 0
    told = home.sikao("verify", "--home", home.path, "--receipts", receipts, "--lang", "zh", code=1)
    assert "[home.unguarded]" in told.stderr
    assert "（日志第 3 条带来的第 1 行）。" in told.stderr
    assert "[receipt.row_differs]" in told.stderr
    # Without its guards the home records nothing, not even this.
    assert "没有记入日志" in told.stdout
    assert home.python("-c", HEAD, home.path / "sikao.sqlite3").stdout.strip() == "6"
