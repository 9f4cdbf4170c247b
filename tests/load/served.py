"""An office that is served for real, and a browser without a window that asks it over loopback."""

import http.client
import io
import os
import re
import signal
import subprocess
import sys
import time
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Self
from urllib.parse import urlencode

from tests.homes import ROOT
from tests.interfaces.cli.test_serving import free_port


class Browser:
    """A session that is signed in; every answer's status is kept."""

    def __init__(self, port: int, cookies: str, statuses: list[int]) -> None:
        self.port, self.statuses = port, statuses
        self.token = uuid.uuid4().hex
        self.headers = {"Cookie": f"{cookies}; sikao-form={self.token}", "Accept-Language": "zh-hans"}

    def get(self, path: str) -> bytes:
        return self.ask("GET", path)[1]

    def post(self, path: str, fields: dict[str, str], files: dict[str, tuple[str, bytes]]) -> str:
        """Send a form; where it leads to."""
        fields = {"csrfmiddlewaretoken": self.token, **fields}
        body, kind = form_of(fields, files) if files else (urlencode(fields).encode(), FORM)
        place, content = self.ask("POST", path, body, kind)
        if self.statuses[-1] != 302:
            text = re.sub(r"<[^>]+>|\s+", " ", content.decode(errors="replace"))
            raise ConnectionError(f"{path}: {self.statuses[-1]} {text[-600:]}")
        return place

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> tuple[str, bytes]:
        """One request; where its answer leads to, and what it says."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            headers = self.headers | ({"Content-Type": kind} if kind else {})
            line.request(method, path, body or None, headers)
            answer = line.getresponse()
            content = answer.read()
        finally:
            line.close()
        self.statuses.append(answer.status)
        return answer.getheader("Location", ""), content


FORM = "application/x-www-form-urlencoded"


def form_of(fields: dict[str, str], files: dict[str, tuple[str, bytes]]) -> tuple[bytes, str]:
    line, out = uuid.uuid4().hex, io.BytesIO()
    for name, value in fields.items():
        out.write(f'--{line}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
    for name, (file, content) in files.items():
        told = f'--{line}\r\nContent-Disposition: form-data; name="{name}"; filename="{file}"\r\n'
        out.write(f"{told}Content-Type: application/octet-stream\r\n\r\n".encode() + content + b"\r\n")
    out.write(f"--{line}--\r\n".encode())
    return out.getvalue(), f"multipart/form-data; boundary={line}"


class Served:
    """``sikao serve`` on the home that the environment names, and its worker."""

    def __init__(self, *options: str) -> None:
        self.port, self.options = free_port(), options

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.send_signal(signal.SIGTERM)
        try:
            self.server.wait(60)
        except subprocess.TimeoutExpired:
            self.server.kill()

    def start(self) -> None:
        """Start, again where the port is still held by what was killed, until a page is answered."""
        command = [sys.executable, "-m", "sikao.interfaces.cli", "serve", "--home", os.environ["SIKAO_HOME"]]
        until = time.monotonic() + 120
        while time.monotonic() < until:
            self.server = subprocess.Popen([*command, "--port", str(self.port), *self.options], cwd=ROOT)
            while time.monotonic() < until and self.server.poll() is None:
                # What was killed may go on answering for a while, and hold the port meanwhile.
                if "web worker" in self.processes() and self.answers():
                    return
                time.sleep(0.2)
        raise TimeoutError("the office is not served")

    def answers(self) -> bool:
        """Whether it can be asked now."""
        try:
            Browser(self.port, "", []).get("/sign-in/")
        except (OSError, http.client.HTTPException):
            return False
        return True

    def processes(self) -> dict[str, int]:
        """Who serves: the supervisor, the web server's first process, one of its workers."""
        found = {"supervisor": self.server.pid}
        for child in _children(self.server.pid):
            with suppress(OSError):
                if "gunicorn" in Path(f"/proc/{child}/cmdline").read_text(encoding="utf-8"):
                    found["server"] = child
                    if workers := _children(child):
                        found["web worker"] = workers[0]
        return found


def _children(process: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:  # it has ended meanwhile
        return []
