"""``python -m tests.load [--postgres]``: uploads of filled workbooks with evidence, against a served office.

A home of its own is made and served with a worker beside it; all is stopped and gone afterwards. The
generator of the load runs on the same machine. Prints its figures as JSON; exit code 1 when anything was
lost, doubled, refused or too slow.
"""

import argparse
import os
import secrets
import subprocess
import sys
from contextlib import ExitStack

from tests.homes import ROOT, prepared_home
from tests.postgres import cluster


def main() -> int:
    """Make the home, and let the load loose on it in a process of its own."""
    parser = argparse.ArgumentParser(prog="python -m tests.load")
    parser.add_argument("--postgres", action="store_true", help="on a cluster of its own, with safe settings")
    parser.add_argument("--organisations", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=60, help="within which all hand in")
    asked = parser.parse_args()
    with ExitStack() as stack:
        if asked.postgres:
            os.environ["DATABASE_URL"] = stack.enter_context(cluster(durable=True))
        environment = stack.enter_context(prepared_home("https = false\n"))
        # Sessions are made beside the server, which has to know them for its own.
        environment["SIKAO_SECRET_KEY"] = secrets.token_urlsafe(50)
        words = [str(asked.organisations), str(asked.seconds)]
        command = [sys.executable, "-m", "tests.load.storm", *words]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False, timeout=3000).returncode


if __name__ == "__main__":
    sys.exit(main())
