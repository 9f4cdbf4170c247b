"""Long work says what it is doing to whoever looks at a terminal, and to nobody else."""

import os
import pty
import subprocess
import sys
import time
from io import StringIO

import pytest

from sikao.interfaces.cli import progress
from tests.interfaces.cli.conftest import DEMONSTRATION


def fail_late():
    time.sleep(0.3)
    raise ZeroDivisionError


class Terminal(StringIO):
    def isatty(self):
        return True


def attach(monkeypatch, patience=0.0):
    """Somebody looks, and has this much patience."""
    monkeypatch.setattr(progress, "PATIENCE", patience)
    monkeypatch.setattr(sys, "stderr", Terminal())
    return sys.stderr


def test_work_that_takes_long_says_its_stage_and_leaves_no_trace(monkeypatch):
    terminal = attach(monkeypatch)
    with progress.progress("en", "text") as stage:
        time.sleep(0.3)
        stage("测算", "scoring")
        time.sleep(0.5)
    said = terminal.getvalue()
    assert "reading … 0 s" in said
    assert "scoring … " in said
    assert said.endswith("\r\x1b[K")


def test_short_work_says_nothing(monkeypatch):
    terminal = attach(monkeypatch, patience=progress.PATIENCE)
    with progress.progress("zh", "text") as stage:
        stage("测算", "scoring")
        time.sleep(0.3)
    assert terminal.getvalue() == ""


def test_a_program_that_reads_json_is_told_nothing(monkeypatch):
    terminal = attach(monkeypatch)
    with progress.progress("zh", "json"):
        time.sleep(0.3)
    assert terminal.getvalue() == ""


def test_a_failure_leaves_no_line_behind(monkeypatch):
    terminal = attach(monkeypatch)
    with pytest.raises(ZeroDivisionError), progress.progress("zh", "text"):
        fail_late()
    assert terminal.getvalue().endswith("\r\x1b[K")


@pytest.mark.slow
@pytest.mark.parametrize(("form", "shown"), [("text", True), ("json", False)])
def test_a_real_terminal_sees_it_for_a_real_year(tmp_path, form, shown):
    """The exact calculator needs seconds for the demonstration year on any machine of today."""
    here, there = pty.openpty()
    words = ["score", DEMONSTRATION, "--exact", "--out", tmp_path, "--format", form]
    command = [sys.executable, "-m", "sikao.interfaces.cli", *words]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=there, check=True, timeout=300)
    os.write(there, b"\n")
    told = os.read(here, 1_000_000).decode()
    os.close(here)
    os.close(there)
    assert (" … " in told) is shown
    assert " … 1 s" not in done.stdout.decode()
