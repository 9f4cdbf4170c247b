"""Many processes at one journal: no gap, no double, and the order of numbers is the order of commits."""

import json
from pathlib import Path

import pytest

from tests.office.groundwork.homes import fresh_home

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both, pytest.mark.slow]
APPENDER = Path(__file__).with_name("appender.py")
WRITERS, ACTS = 4, 40


def test_four_processes_append_without_gap_or_double(tmp_path: Path) -> None:
    with fresh_home(tmp_path / "home") as home:
        watcher = home.start(APPENDER, "watch", 6)
        writers = [home.start(APPENDER, ACTS, f"w{number}") for number in range(WRITERS)]
        assert [writer.wait(120) for writer in writers] == [0] * WRITERS
        watched = json.loads(watcher.communicate(timeout=60)[0])
        for writer in writers:
            assert writer.stdout
            writer.stdout.close()
        assert watched["wrong"] == 0
        assert watched["seen"] > 1
        verified = home.asked("verify", "--home", home.path)
        # One entry of making the home; of every ten acts one broke off.
        assert verified["head"] == verified["entries"] == 1 + WRITERS * ACTS * 9 // 10
        assert [finding["code"] for finding in verified["findings"] if finding["severity"] == "error"] == []
