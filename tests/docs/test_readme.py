"""What the READMEs show works as it stands there."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from sikao.interfaces.cli import main

ROOT = Path(__file__).parents[2]
COMMAND = re.compile(r"^\.venv/bin/sikao (.+?)(?:\s+#.*)?$", re.MULTILINE)


def commands(name: str) -> list[str]:
    found = COMMAND.findall((ROOT / name).read_text(encoding="utf-8"))
    assert len(found) >= 4, name
    return found


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A folder that shows the same schemes, where commands may write."""
    (tmp_path / "schemes").symlink_to(ROOT / "schemes")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("command", sorted({*commands("README.md"), *commands("README.zh-CN.md")}))
def test_a_command_of_the_readme_runs(command):
    result = CliRunner().invoke(main, shlex.split(command), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    assert result.stdout


@pytest.mark.usefixtures("elsewhere")
def test_the_notebook_of_the_readme_runs_and_knows_no_framework():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (snippet,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    shown = re.search(r"# '(62\.39)'", snippet)
    last = next(line for line in snippet.splitlines() if ".explain(" in line)
    program = (
        f"{snippet}\nprint({last.partition('#')[0].strip()})\nimport sys\nprint('django' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.split() == [shown[1], "False"]
