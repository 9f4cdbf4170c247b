"""Counting requests: in one process, and in several that share the file."""

import subprocess
import sys
from pathlib import Path

import pytest

from sikao.interfaces import limits
from sikao.interfaces.limits import Limiter

WORKERS = """
import os, sys
from pathlib import Path
from sikao.interfaces.limits import Limiter
limiter = Limiter(lambda: Path(sys.argv[1]), lambda: 1000.0)
workers = []
for _ in range(3):
    worker = os.fork()
    if not worker:
        os._exit(sum(limiter.wait("a", 60) == 0 for _ in range(40)))
    workers.append(worker)
print(*(os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]) for worker in workers))
"""
"""A server that begins three workers, each of which asks forty times; they exit with what was let through."""


class Clock:
    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def limiter(tmp_path: Path, clock: Clock) -> Limiter:
    return Limiter(lambda: tmp_path / "limits", clock)


def test_a_minute_s_worth_may_come_at_once_and_fills_again(limiter: Limiter, clock: Clock) -> None:
    assert [limiter.wait("a", 60) for _ in range(60)] == [0] * 60
    assert limiter.wait("a", 60) == 1
    clock.at += 1.0
    assert [limiter.wait("a", 60), limiter.wait("a", 60)] == [0, 1]
    assert limiter.wait("b", 60) == 0


def test_what_is_told_to_wait_is_enough(limiter: Limiter, clock: Clock) -> None:
    limiter.wait("a", 1)
    seconds = limiter.wait("a", 1)
    assert seconds == 60
    clock.at += seconds - 0.5
    assert limiter.wait("a", 1) == 1
    clock.at += 0.5
    assert limiter.wait("a", 1) == 0


@pytest.mark.slow
def test_all_processes_of_a_server_count_together(tmp_path: Path) -> None:
    path = tmp_path / "limits"
    done = subprocess.run(
        [sys.executable, "-c", WORKERS, str(path)], capture_output=True, text=True, check=True, timeout=120
    )
    assert sum(map(int, done.stdout.split())) == 60, "120 were asked for, a minute holds 60"
    assert path.stat().st_mode & 0o077 == 0


def test_who_has_not_asked_for_longest_gives_way(
    limiter: Limiter, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "BUCKETS", limits.NEIGHBOURS + 1)
    for number in range(limits.NEIGHBOURS):
        clock.at += 1.0
        assert limiter.wait(str(number), 1) == 0
    assert limiter.wait("new", 1) == 0
    assert limiter.wait("1", 1) > 0, "everybody else is remembered"
    assert limiter.wait("0", 1) == 0, "the oldest was not"


def test_a_machine_that_was_started_anew_remembers_nobody(limiter: Limiter, clock: Clock) -> None:
    assert [limiter.wait("a", 1), limiter.wait("a", 1)] == [0, 60]
    clock.at = 5.0
    assert [limiter.wait("a", 1), limiter.wait("a", 1)] == [0, 60]


def test_where_no_file_can_be_had_a_process_counts_for_itself(tmp_path: Path, clock: Clock) -> None:
    alone = Limiter(lambda: tmp_path / "nowhere" / "limits", clock)
    assert [alone.wait("a", 1), alone.wait("a", 1)] == [0, 60]
