"""The program as a whole: help, exit codes, and real processes with hostile surroundings."""

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

from sikao.interfaces.cli.program import COMMANDS

HEAVY = ("django", "numpy", "openpyxl", "polars", "python_calamine", "yaml", "gunicorn")


def process(*words, **options):
    command = [sys.executable, "-m", "sikao.interfaces.cli", *words]
    return subprocess.run(command, capture_output=True, check=False, timeout=120, **options)


def test_help_names_every_command_in_the_order_of_work(sikao):
    text = sikao("--help").stdout
    places = [text.index(f"\n  {name} ") for name in COMMANDS]
    assert places == sorted(places)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_there_and_explains_itself(sikao, name):
    module, summary = COMMANDS[name]
    command = getattr(import_module(f"sikao.interfaces.cli.{module}"), name)
    assert isinstance(command, click.Command)
    assert command.name == name
    # Chinese first, English beside it.
    assert " · " in summary
    assert " · " in (command.help or "")
    if name != "bench":
        assert "--help" in sikao(name, "--help").stdout


def test_help_loads_nothing_heavy():
    ask = "import sys\nfrom sikao.interfaces.cli import main\nmain(['--help'], standalone_mode=False)\n"
    ask += f"print(*(name for name in {HEAVY!r} if name in sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert done.stderr.split() == []


def test_wrong_use_is_code_2(sikao):
    sikao("nonsense", code=2)
    sikao("score", code=2)
    sikao("check", "no/such/folder", code=2)
    sikao("explain", "--lang", "fr", code=2)


def test_a_real_process_ends_with_the_right_code(trial, tmp_path):
    assert process("--version").returncode == 0
    assert process("check", trial).returncode == 0
    assert process("check", tmp_path).returncode == 1
    assert process("check").returncode == 2


def test_a_broken_pipe_ends_quietly(trial):
    command = f"{sys.executable} -m sikao.interfaces.cli show {trial} | head -c 1"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False, timeout=120)
    assert done.stdout
    assert done.stderr == b""


def test_file_names_that_are_no_text_break_nothing(tmp_path):
    folder = os.fsencode(tmp_path) + b"/sch\xffeme"
    Path(os.fsdecode(folder)).mkdir()
    for words in (
        ["check", folder],
        ["score", folder, "--out", os.fsencode(tmp_path) + b"/\xfe"],
        ["new", folder, "--year", "2024"],
    ):
        done = process(*words)
        assert done.returncode in {0, 1}, done.stderr
        assert b"Traceback" not in done.stderr


def test_a_terminal_without_chinese_ends_nothing(trial):
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    done = process("show", trial, env=environment)
    assert done.returncode == 0
    assert done.stdout
    assert done.stderr == b""
