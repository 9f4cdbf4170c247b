"""Two children and their parent: whoever dies, nothing stays behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.homes import ROOT

SLEEPER = "import time; time.sleep(60)"
# A child that ends with its parent, and notes in a file that it began.
WATCHER = """
import os, sys, time
from sikao.interfaces.jobs.lifeline import watch
open(sys.argv[1], "a").write("began\\n")
watch(lambda: os._exit(0))
time.sleep(60)
"""


def supervise(server, worker):
    """A supervisor in a process of its own."""
    code = "import sys\nfrom sikao.interfaces.jobs.supervising import Supervisor\n"
    code += f"sys.exit(Supervisor({server!r}, {worker!r}).run())"
    return subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)


def python(code, *words):
    return [sys.executable, "-c", code, *words]


def children(pid):
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in listed.read_text().split()] if listed.exists() else []


def until(holds, seconds=20.0):
    """Wait for something to come true."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def is_alive(pid):
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


def began(path):
    return len(path.read_text().splitlines()) if path.exists() else 0


def test_the_exit_code_of_the_server_is_the_exit_code_of_all():
    with supervise(python("import sys; sys.exit(7)"), python(SLEEPER)) as parent:
        assert parent.wait(20) == 7


def test_a_worker_that_cannot_work_here_ends_it_all():
    with supervise(python(SLEEPER), python("import sys; sys.exit(2)")) as parent:
        assert parent.wait(20) == 2


@pytest.mark.slow
def test_a_worker_that_dies_is_started_again_ever_more_slowly(tmp_path):
    noted = tmp_path / "noted"
    code = f"open({str(noted)!r}, 'a').write('began\\n'); import os; os.kill(os.getpid(), 9)"
    first = time.monotonic()
    with supervise(python(SLEEPER), python(code)) as parent:
        until(lambda: began(noted) >= 4)
        starts = began(noted)
        # Pauses of 0.4, 0.8, 1.6 seconds and so on: five starts take six seconds.
        assert time.monotonic() - first >= 0.4 * (2 ** (starts - 1) - 1)
        parent.terminate()
        assert parent.wait(20) == 0


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_children_end_with_their_parent_however_it_ends(tmp_path, how):
    files = [tmp_path / "server", tmp_path / "worker"]
    with supervise(*(python(WATCHER, str(path)) for path in files)) as parent:
        until(lambda: all(began(path) for path in files))
        found = children(parent.pid)
        assert len(found) == 2
        os.kill(parent.pid, how)
        parent.wait(20)
        until(lambda: not any(is_alive(pid) for pid in found), 10)
