"""A throw-away PostgreSQL: ``python -m tests.postgres COMMAND…`` runs a command with its ``DATABASE_URL``.

The cluster listens on a socket in a temporary folder only, and is gone when the command has ended.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote


def programs() -> Path:
    """The folder of the newest server on this machine; Debian keeps it off PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if found:
        return found[-1]
    named = shutil.which("initdb")
    if named is None:
        sys.exit("PostgreSQL is needed: ./run test installs it")
    return Path(named).parent


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[str]:
    """A running cluster; gives its ``DATABASE_URL``. ``durable`` keeps the settings that survive a kill."""
    home = Path(tempfile.mkdtemp(prefix="sikao-pg-"))
    server = _Server(home, durable)
    try:
        server.make()
        server.start()
        yield server.url
    finally:
        server.stop()
        shutil.rmtree(home, ignore_errors=True)


class _Server:
    def __init__(self, home: Path, durable: bool) -> None:
        self.home = home
        self.url = f"postgresql://sikao@{quote(str(home), safe='')}/postgres"
        safe = "" if durable else " -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
        self.options = f"-c listen_addresses='' -c unix_socket_directories={home} -c max_connections=60{safe}"

    def make(self) -> None:
        if os.geteuid() == 0:  # the server refuses to run as root
            user = pwd.getpwnam("postgres")
            os.chown(self.home, user.pw_uid, user.pw_gid)
        data = str(self.home / "data")
        self._run(
            "initdb", "-D", data, "-A", "trust", "-U", "sikao", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"
        )

    def start(self) -> None:
        self._run(
            "pg_ctl", "-D", f"{self.home}/data", "-w", "-l", f"{self.home}/log", "-o", self.options, "start"
        )

    def stop(self) -> None:
        if (self.home / "data" / "postmaster.pid").exists():
            self._run("pg_ctl", "-D", f"{self.home}/data", "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        command = [*as_user, str(programs() / program), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")


class DurableServer(_Server):
    """A cluster with safe settings in a folder, to be killed and started again."""

    def __init__(self, home: Path) -> None:
        super().__init__(home, durable=True)

    def kill(self) -> None:
        """SIGKILL to the server and to all of its processes at once, as a crash would end them."""
        first = (self.home / "data" / "postmaster.pid").read_text().split()[0]
        below = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        for pid in (first, *below):
            with suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)

    def start_again(self) -> None:
        """Start after a kill; the recovery is over when this returns."""
        for _ in range(20):
            try:
                self.start()
            except subprocess.CalledProcessError:  # a process of before still holds on to its memory
                time.sleep(0.2)
            else:
                return
        self.start()


def main(command: list[str]) -> int:
    with cluster(durable=True) as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
