"""Commands that are started, and what becomes of those that fail."""

import sys

import pytest

from sikao.interfaces import processes
from sikao.interfaces.processes import answered, runs_well


def python(text: str) -> list[str]:
    return [sys.executable, "-c", text]


def test_a_command_answers_what_it_was_given() -> None:
    assert answered(python("import sys; print(sys.stdin.read()[::-1], end='')"), b"abc") == b"cba"


@pytest.mark.parametrize("text", ["raise SystemExit(3)", "import os; os.abort()"])
def test_a_command_that_fails_has_no_answer(text: str) -> None:
    assert answered(python(text), b"") is None
    assert not runs_well(python(text))


def test_a_command_that_takes_too_long_has_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "SECONDS", 0.2)
    assert answered(python("import time; time.sleep(60)"), b"") is None
    assert not runs_well(python("import time; time.sleep(60)"))
