"""Scanners for malware that tests put in the place of a real one: processes that look into the file."""

import shlex
from dataclasses import replace
from pathlib import Path

from sikao.office.groundwork.here import place

MARK = "-".join(("EICAR", "STANDARD", "ANTIVIRUS", "TEST", "FILE")).encode()  # noqa: FLY002
"""The words of the file that scanners are tried with, put together here: they would find this file too."""
LOOKS = """grep -qF "$(printf '%s-%s-%s-%s-%s' EICAR STANDARD ANTIVIRUS TEST FILE)" "$1"
case $? in 0) exit 1;; 1) exit 0;; *) exit 2;; esac"""


def scanner(folder: Path, script: str = LOOKS) -> str:
    """The command of a scanner that a shell runs; ``script`` finds the path of the file in ``$1``."""
    path = folder / "the scanner.sh"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o700)
    return shlex.quote(str(path))


def scanning(settings, folder: Path, script: str = LOOKS) -> None:
    """Let the place have this scanner from now on."""
    settings.SIKAO_PLACE = replace(place(), scanner=scanner(folder, script))
