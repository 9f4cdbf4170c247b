"""The script `run` explains itself and refuses what it does not know."""

import subprocess

import pytest

from tests.house.tree import ROOT

COMMANDS = ("setup", "demo", "test", "check", "bench", "lock", "help")


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["./run", *words], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("words", [(), ("help",), ("--help",)])
def test_help_names_every_command(words: tuple[str, ...]):
    answer = run(*words)
    assert answer.returncode == 0
    assert [command for command in COMMANDS if f"./run {command}" not in answer.stdout] == []


@pytest.mark.parametrize(
    "words", [("nonsense",), ("demo", "--port"), ("demo", "--port", "x"), ("demo", "--port=70000")]
)
def test_wrong_use_is_refused_in_words(words: tuple[str, ...]):
    answer = run(*words)
    assert answer.returncode == 2
    assert "!! " in answer.stderr
