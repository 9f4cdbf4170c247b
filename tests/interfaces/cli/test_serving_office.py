"""An office is served with its worker beside it, which is started again whenever it dies."""

import os
import signal
import socketserver
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.homes import ROOT, prepared_home, run
from tests.interfaces.cli.test_serving import answer, free_port
from tests.office.groundwork.notices.sinks import serving

pytestmark = [pytest.mark.both_in_drill, pytest.mark.slow]

TELL = """
import django; django.setup()
from django.db import transaction
from sikao.office.groundwork import clock
from sikao.office.groundwork.journal import Subject
from sikao.office.groundwork.notices.telling import notify, set_mail
with transaction.atomic():
    set_mail("p1", "p1@example.gov.cn")
    notify(["p1"], "job.ended", {"state": "x"}, about=Subject("task", "1"), at=clock.now())
"""


class Silent(socketserver.ThreadingTCPServer):
    """A mail server that takes a call and says nothing: who calls it is in the middle of a job."""

    daemon_threads = True
    block_on_close = False

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Listener)
        self.calls = 0


class _Listener(socketserver.BaseRequestHandler):
    def handle(self):
        self.server.calls += 1
        self.request.recv(1)


@contextmanager
def office():
    """A served office whose worker calls a silent mail server."""
    sink, port = Silent(), free_port()
    settings = (
        f'mail_host = "127.0.0.1:{sink.server_address[1]}"\nmail_from = "s@example.gov.cn"\nhttps = false\n'
    )
    words = ["serve", "--home", "", "--port", str(port), "--processes", "2"]
    with prepared_home(settings) as environment, serving(sink):
        words[2] = environment["SIKAO_HOME"]
        command = [sys.executable, "-m", "sikao.interfaces.cli", *words]
        with subprocess.Popen(
            command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True
        ) as server:
            try:
                assert answer(f"http://127.0.0.1:{port}/sign-in/") == 200
                run([sys.executable, "-c", TELL], environment)
                until(lambda: sink.calls == 1)
                yield server, sink
            finally:
                if server.poll() is None:
                    server.kill()


def until(holds, seconds=60.0):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def below(pid):
    """The processes below a process, by command line."""
    found = {}
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        found[int(child)] = Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        found |= below(int(child))
    return found


def is_alive(pid):
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


def worker_of(server):
    return next(pid for pid, command in below(server.pid).items() if " work " in command)


def test_a_killed_worker_s_successor_takes_up_its_job():
    with office() as (server, sink):
        os.kill(worker_of(server), signal.SIGKILL)
        until(lambda: sink.calls == 2, 60)
        everybody = below(server.pid)
        assert sum("gunicorn" in command for command in everybody.values()) == 3
        os.kill(worker_of(server), signal.SIGKILL)
        os.kill(server.pid, signal.SIGTERM)
        assert server.wait(60) == 0
        assert not any(is_alive(pid) for pid in everybody)
        assert "Traceback" not in server.stderr.read()


def test_nothing_stays_behind_when_the_server_is_killed():
    with office() as (server, _):
        everybody = below(server.pid)
        os.kill(server.pid, signal.SIGKILL)
        server.wait(10)
        until(lambda: not any(is_alive(pid) for pid in everybody), 20)
