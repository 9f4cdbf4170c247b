"""Small servers on loopback that take mails and posts and keep every byte of them."""

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer


class MailSink(socketserver.ThreadingTCPServer):
    """Speaks as much SMTP as a relay must; ``refusing`` answers the sender with a temporary failure."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, *, refusing: int = 0) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.refusing = refusing
        self.heard: list[bytes] = []
        self.mails: list[bytes] = []

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


class _Conversation(socketserver.StreamRequestHandler):
    server: MailSink

    def handle(self) -> None:
        self.say("220 sink")
        while line := self.rfile.readline():
            self.server.heard.append(line)
            word = line[:4].upper().strip()
            if word == b"MAIL" and self.server.refusing > 0:
                self.server.refusing -= 1
                self.say("451 later")
            elif word == b"DATA":
                self.say("354 go on")
                self.server.mails.append(self.message())
                self.say("250 kept")
            else:
                self.say("221 bye" if word == b"QUIT" else "250 fine")

    def message(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        return b"".join(lines)

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class PostSink(HTTPServer):
    """Takes posts and answers them as a messenger's robot does."""

    def __init__(self, answers: list[tuple[int, dict[str, object]]]) -> None:
        super().__init__(("127.0.0.1", 0), _Post)
        self.answers = answers
        self.heard: list[bytes] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/robot?key=k"


class _Post(BaseHTTPRequestHandler):
    server: PostSink

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append(f"{self.path}\n{self.headers}\n".encode() + body)
        status, answer = self.server.answers.pop(0)
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving(sink: socketserver.BaseServer) -> Iterator[None]:
    """The sink answers inside; its port is closed afterwards."""
    thread = threading.Thread(target=sink.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        sink.shutdown()
        thread.join()
        sink.server_close()
