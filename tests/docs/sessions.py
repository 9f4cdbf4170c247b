"""Runs a page's commands in the order in which a reader would type them, in a folder like a clone's."""

import os
import re
import shlex
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from decimal import Decimal, InvalidOperation
from io import StringIO
from pathlib import Path

from click.testing import CliRunner
from openpyxl import load_workbook

from sikao.interfaces.cli import main
from tests import forked
from tests.docs.pages import ROOT

SHARED = ("docs", "schemes", "src")
OFFICE = {"init", "upgrade", "verify", "backup", "restore", "keys", "people", "work", "jobs"}
"""Commands on a home: a process serves one home only, so each gets one of its own."""
PROMPT = "$ "
ANYTHING = "…"


def clone(folder):
    """A folder that looks like a clone to the commands; what they write stays in it."""
    for name in SHARED:
        (folder / name).symlink_to(ROOT / name, target_is_directory=True)
    return folder


def commands(text):
    """Each command of a console block with the output that it should have."""
    found = []
    for line in text.splitlines():
        if line.startswith(PROMPT):
            found.append((line.removeprefix(PROMPT), []))
        elif found[-1][0].endswith("\\"):
            found[-1] = (found[-1][0][:-1] + line.strip(), [])
        else:
            found[-1][1].append(line)
    return [(command, "\n".join(lines)) for command, lines in found]


def run(command, home):
    """Everything a command prints; ``sikao`` is called in this process, which is much faster."""
    words = shlex.split(command, comments=True)
    if words[:1] == ["sikao"] and words[1] not in OFFICE:
        result = CliRunner().invoke(main, words[1:], prog_name="sikao")
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result.output
    if words[:1] == ["sikao"] and not set(command) & set("|<>&;$`*"):
        ended = forked.sikao(words[1:], os.environ, Path(home))
        return ended.stdout + ended.stderr
    shell = ["bash", "-c", command]
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    ended = subprocess.run(
        shell, cwd=home, capture_output=True, encoding="utf-8", check=False, env={**os.environ, "PATH": path}
    )
    return ended.stdout + ended.stderr


def same(expected, printed):
    """Whether the page shows what was printed: … stands for any text in a line, or alone for any lines."""
    lines = [_pattern(line) for line in expected.strip().splitlines()]
    text = "".join(f"{line.rstrip()}\n" for line in printed.strip().splitlines())
    return re.fullmatch("".join(lines), text) is not None


def _pattern(line):
    if line == ANYTHING:
        return r"(?:.*\n)*?"
    return re.escape(line).replace(re.escape(ANYTHING), ".*") + r"\n"


def edit(path, change):
    """Make the one change that a diff block shows: the lines with - become those with +."""
    old, new = (
        "".join(f"{line[1:]}\n" for line in change.splitlines() if line.startswith(sign)) for sign in "-+"
    )
    text = "\n" + path.read_text(encoding="utf-8")
    assert text.count("\n" + old) == 1, f"{path}: {old!r} is there {text.count(old)} times"
    path.write_text(text.replace("\n" + old, "\n" + new)[1:], encoding="utf-8")


def edit_workbook(path, change):
    """Set cells as somebody would in a spreadsheet program: ``sheet!cell = number or text``, one a line."""
    workbook = load_workbook(path)
    for line in change.splitlines():
        where, _, value = line.partition(" = ")
        sheet, _, cell = where.partition("!")
        workbook[sheet][cell] = _typed(value)
    workbook.save(path)


def _typed(value):
    try:
        return Decimal(value)
    except InvalidOperation:
        return value


def differences(page, home):
    """Where a page says something else than what happens."""
    wrong = []
    for block in page.blocks:
        if block.words[:1] == ("console",):
            for command, expected in commands(block.text):
                printed = run(command, home)
                if not same(expected, printed):
                    wrong.append(f"{page.path.name}:{block.line} $ {command}\n{printed}")
        elif block.value("edit"):
            edit(home / block.value("edit"), block.text)
        elif block.value("write"):
            (home / block.value("write")).write_text(block.text, encoding="utf-8")
        elif block.value("workbook"):
            edit_workbook(home / block.value("workbook"), block.text)
        elif block.words == ("python",):
            wrong += _python(page, block)
    return wrong


def _python(page, block):
    """A snippet of the page, followed by what it prints as comments at the ends of its print lines."""
    printed = StringIO()
    with redirect_stdout(printed), redirect_stderr(printed):
        exec(compile(block.text, str(page.path), "exec"), {"__name__": "handbook"})  # noqa: S102
    said = [line.partition("  # ")[2] for line in block.text.splitlines() if line.startswith("print(")]
    told = printed.getvalue().splitlines()
    return [] if said == told else [f"{page.path.name}:{block.line} prints {told}, not {said}"]
