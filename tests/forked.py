"""The program's commands in processes of their own, forked from one that has loaded what all of them load.

To load the libraries takes most of a short command's time. What is loaded beforehand knows neither a home
nor settings: each process still begins with its own environment. Servers and workers, which tests kill, are
started the ordinary way.
"""

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from multiprocessing.context import ForkServerContext
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
LOADED = (
    "chinese_calendar",
    "cryptography.hazmat.primitives.asymmetric.ed25519",
    "django.contrib.auth",
    "django.core.management",
    "django.db.backends.sqlite3.base",
    "django.db.models",
    "sikao.core.books",
    "sikao.core.figures",
    "sikao.core.insight",
    "sikao.core.scheme",
    "sikao.core.sheets",
    "sikao.interfaces.cli",
)


def sikao(
    words: Sequence[str], environment: Mapping[str, str], folder: Path = ROOT, timeout: float = 300
) -> subprocess.CompletedProcess[str]:
    """What ``sikao`` with these words wrote, and its exit code; after ``timeout`` seconds it is ended."""
    with TemporaryDirectory(prefix="sikao-told-") as kept:
        streams = Path(kept, "out"), Path(kept, "err")
        process = _prepared().Process(target=_become, args=(words, dict(environment), folder, streams))
        process.start()
        process.join(timeout)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired(["sikao", *words], timeout)
        written = [stream.read_text(encoding="utf-8") for stream in streams]
    return subprocess.CompletedProcess(["sikao", *words], process.exitcode, *written)


def told(*words: str, environment: Mapping[str, str], code: int = 0) -> str:
    """What the command wrote; another exit code fails the test."""
    done = sikao(words, environment)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


@cache
def _prepared() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(LOADED))
    return context


def _become(
    words: Sequence[str], environment: dict[str, str], folder: Path, streams: tuple[Path, Path]
) -> None:
    """Turn this process into the command: environment, folder and streams of its own."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    for stream, path in zip((sys.stdout, sys.stderr), streams, strict=True):
        stream.flush()
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(file, stream.fileno())
        os.close(file)
    # Loaded beforehand, in the process that forks.
    from django.conf import settings  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415

    from sikao.interfaces.cli import main  # noqa: PLC0415

    try:
        main([*words], prog_name="sikao")
    finally:
        if settings.configured:  # the end of an ordinary process closes its database, a forked one just stops
            connections.close_all()
