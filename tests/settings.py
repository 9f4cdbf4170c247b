"""Settings of the tests: a home of their own in a temporary folder, with its keys made."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_home = Path(tempfile.mkdtemp(prefix="sikao-tests-"))
(_home / "keys").mkdir(mode=0o700)
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["SIKAO_HOME"] = str(_home)

from sikao.interfaces.settings import *  # noqa: E402, F403 - the home had to be named first

# Playwright runs an event loop in the thread of the tests, which the framework takes for one
# of a server that must not wait for a database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# A database in memory, and a throw-away cluster that does not wait for the disk.
SIKAO_DURABLE_DATABASE = False
# Tests sign in thousands of times: one cheap round of the same hash.
PASSWORD_HASHERS = ["tests.hashing.QuickArgon2"]

# Programs that tests start name their own home, or have none.
del os.environ["SIKAO_HOME"]
