"""The program as a whole: help, exit codes, and real processes with hostile surroundings."""

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import polars as pl
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
    command = getattr(import_module(f"sikao.interfaces.cli.{module}"), name.replace("-", "_"))
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


MISUSED = [
    (["score", "."], "缺少选项 --out", "Missing option '--out'"),
    (["score"], "缺少参数 SCHEME", "Missing argument 'SCHEME'"),
    (["nonsense"], "没有命令 nonsense", "No such command 'nonsense'"),
    (["check", "nowhere"], "SCHEME：“nowhere”不存在", "Path 'nowhere' does not exist"),
    (["check", ".", "--frob"], "没有选项 --frob", "No such option '--frob'"),
    (["check", ".", ".", "more"], "多写了参数：more", "Got unexpected extra argument (more)"),
    (["check", ".", "--at"], "选项 --at 后面要写值", "Option '--at' requires an argument"),
    (
        ["check", ".", "--format", "xml"],
        "--format：“xml”不在可选之列：text、json",
        "is not one of 'text', 'json'",
    ),
    (["serve", "--port", "x"], "--port：“x”不是整数", "'x' is not a valid integer"),
    (["serve", "--port", "0"], "--port：0 不在 1 至 65535 之间", "0 is not in the range 1<=x<=65535"),
    (["check", ".", "--at", " "], "--at：不能为空", "must not be empty"),
]


@pytest.mark.parametrize(("words", "chinese", "english"), MISUSED, ids=[m[2] for m in MISUSED])
def test_wrong_use_is_told_in_the_language_asked_for(sikao, monkeypatch, words, chinese, english):
    told = sikao(*words, code=2).stderr
    assert f"\n错误：{chinese}\n" in told or told == f"错误：{chinese}\n"
    assert "Error" not in told and "Usage" not in told
    monkeypatch.setenv("SIKAO_LANG", "en")
    assert english in sikao(*words, code=2).stderr


def test_the_option_for_the_language_may_stand_anywhere(sikao):
    assert "Missing option '--out'" in sikao("score", ".", "--lang", "en", code=2).stderr
    assert "Missing option '--out'" in sikao("score", "--lang=en", ".", code=2).stderr
    assert "Usage: " in sikao(code=2).output  # the help has both languages


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


PROGRAM = f"{sys.executable} -m sikao.interfaces.cli"


def shell(script, *words, code=0, **options):
    """A line of a shell, with the words as its parameters, in a process of its own."""
    command = ["bash", "-c", script, "bash", *map(str, words)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=120, **options)
    assert b"Traceback" not in done.stderr + done.stdout
    assert done.returncode == code, done.stderr
    return done


@pytest.mark.parametrize("closed", ["2>&-", ">&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_work_is_done_with_streams_closed(trial, tmp_path, closed):
    """A file that is opened must not take the place of a closed stream: the book is the same as ever."""
    shell(f"{PROGRAM} score $1 --out $2", trial, tmp_path / "open")
    shell(f"{PROGRAM} score $1 --out $2 {closed}", trial, tmp_path / "closed")
    for name in ("scores.csv", "scores.parquet", "scores.xlsx"):
        assert (tmp_path / "closed" / name).read_bytes() == (tmp_path / "open" / name).read_bytes()


@pytest.mark.parametrize("closed", ["2>&-", ">&-", ">&- 2>&-"])
def test_exit_codes_stay_right_with_streams_closed(trial, closed):
    shell(f"{PROGRAM} check $1 {closed}", trial)
    shell(f"{PROGRAM} explain $1 --unit nowhere {closed}", trial, code=1)
    shell(f"{PROGRAM} nonsense {closed}", code=2)
    shell(f"{PROGRAM} --version {closed}")


def test_help_that_cannot_be_written_is_told():
    done = shell(f"{PROGRAM} --help >/dev/full", code=1)
    assert "标准输出没有写成" in done.stderr.decode()


@pytest.mark.parametrize(
    "words",
    [
        ("score", "TRIAL", "--out", ""),
        ("score", "TRIAL", "--out", "new", "--order", ""),
        ("score", "TRIAL", "--out", "new", "--at", " "),
        ("audit", "TRIAL", "--out", ""),
        ("explain", "TRIAL", "--unit", ""),
        ("explain", "TRIAL", "--unit", "east", "--node", ""),
        ("explain", "TRIAL", "--unit", "east", "--table", ""),
        ("weights", "TRIAL", "--group", ""),
        ("weights", "TRIAL", "--unit", ""),
        ("bounds", "TRIAL", "--group", ""),
        ("whatif", "TRIAL", "--set", ""),
        ("cut", "TRIAL", "--tag", ""),
        ("check", "TRIAL", "--at", ""),
        ("new", "", "--year", "2024"),
        ("new", "new", "--year", "2024", "--title", ""),
        ("new", "new", "--year", "2024", "--code", ""),
        ("convert", "TRIAL", ""),
    ],
    ids=" ".join,
)
def test_an_empty_text_is_wrong_use_and_not_the_default(sikao, trial, tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    refused = sikao(*(trial if word == "TRIAL" else word for word in words), code=2)
    assert "：不能为空" in refused.stderr
    assert list(tmp_path.iterdir()) == []


def test_names_that_are_no_text_are_written_to_and_read_from(trial, tmp_path):
    """On Linux a name is bytes: here the bytes of another encoding, in every place of a command."""
    odd = tmp_path / os.fsdecode(b"caf\xe9")
    frame = pl.read_csv(trial / "figures" / "2024.csv", infer_schema=False)
    with odd.with_suffix(".parquet").open("wb") as file:
        frame.write_parquet(file)
    digests = set()
    for figures in ([], [odd.with_suffix(".parquet")]):
        out = odd.with_suffix(f".{len(figures)}")
        done = process("score", trial, *figures, "--exact", "--out", out)
        assert (done.returncode, done.stderr) == (0, b"")
        assert (out / "parts.parquet").is_file()
        digests.add(done.stdout.splitlines()[-1])
    assert len(digests) == 1
    for target in (odd.with_suffix(".xlsx"), odd.with_suffix(".text")):
        assert process("convert", trial, target).returncode == 0
        assert process("check", target).returncode == 0
