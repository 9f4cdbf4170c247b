"""The command for auditors who have nothing but Python."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sikao.core import reference
from sikao.core.reference import calculate
from sikao.core.reference.__main__ import main
from tests.core.reference.test_compiled import ROWS, full_scheme


def test_the_command_writes_the_same_book(tmp_path, capsys):
    compiled, figures = tmp_path / "compiled.json", tmp_path / "figures.json"
    compiled.write_text(json.dumps(full_scheme()), encoding="utf-8")
    figures.write_text(json.dumps(ROWS), encoding="utf-8")
    assert main([str(compiled), str(figures), "--checkpoint", "h1", "--detail"]) == 0
    assert json.loads(capsys.readouterr().out) == calculate(full_scheme(), ROWS, "h1", detail=True)


@pytest.mark.parametrize(("text", "message"), [("{", "cannot be read as JSON"), ("{}", "a list of figures")])
def test_the_command_refuses_broken_files(tmp_path, capsys, text, message):
    compiled, figures = tmp_path / "compiled.json", tmp_path / "figures.json"
    compiled.write_text(json.dumps(full_scheme()), encoding="utf-8")
    figures.write_text(text, encoding="utf-8")
    assert main([str(compiled), str(figures)]) == 2
    assert message in capsys.readouterr().err


def test_the_copied_folder_needs_nothing_but_the_standard_library(tmp_path):
    compiled, figures = tmp_path / "compiled.json", tmp_path / "figures.json"
    compiled.write_text(json.dumps(full_scheme()), encoding="utf-8")
    figures.write_text(json.dumps(ROWS), encoding="utf-8")
    shutil.copytree(Path(reference.__file__).parent, tmp_path / "reference")
    command = [sys.executable, "-S", "-m", "reference", str(compiled), str(figures)]
    alone = {"PYTHONUTF8": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=alone, cwd=tmp_path)
    assert json.loads(done.stdout) == calculate(full_scheme(), ROWS)
