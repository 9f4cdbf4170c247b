"""``python -m tests.drill [NAMES…] [--quick]``: every long proof, and a table of what was measured.

Each proof runs in processes of its own, from stated seeds. ``--quick`` does a tenth of each. Exit code 1 when
anything went wrong anywhere; what was written meanwhile lies in ``var/drill``.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.drill.figures import FILE, SIZE
from tests.homes import ROOT

LOGS = ROOT / "var" / "drill"
PYTEST = ("-m", "pytest", "-q", "-p", "no:cacheprovider")
POSTGRES = ("-m", "tests.postgres", sys.executable)


@dataclass(frozen=True, slots=True)
class Part:
    """One proof: its commands, whole and quick; each of them ends with 0 when all went well."""

    about: str
    whole: tuple[tuple[str, ...], ...]
    quick: tuple[tuple[str, ...], ...] = ()


def _tests(*words: str, postgres: bool = False) -> tuple[str, ...]:
    return (*(POSTGRES if postgres else ()), *PYTEST, *words)


def _both(*words: str) -> tuple[tuple[str, ...], ...]:
    return (words, (*POSTGRES, *words))


MATRICES = (
    "tests/office/accounts/rights",
    "tests/office/rulebook/test_matrix.py",
    "tests/interfaces/api/test_matrix.py",
    "tests/interfaces/web/office/test_door.py",
)
PARTS = {
    "rights": Part("the matrix of rights, at action level and over HTTP", (_tests(*MATRICES),)),
    "machine": Part(
        "the year's reporting as a state machine", (_tests("tests/office/cycle/test_machine.py"),)
    ),
    "races": Part(
        "acts that exclude each other, on PostgreSQL",
        (
            _tests(
                "tests/office/cycle/test_races.py",
                "tests/office/rulebook/test_races.py",
                "tests/office/groundwork/journal/test_races.py",
                postgres=True,
            ),
        ),
    ),
    "kills": Part(
        "kill -9 of worker, server and PostgreSQL",
        (
            _tests("tests/office/cycle/test_kills.py"),
            _tests("tests/office/cycle/test_kills.py", postgres=True),
            *_both("-m", "tests.office.groundwork.jobs.drill", "--kills", "1000"),
        ),
        (
            _tests("tests/office/cycle/test_kills.py"),
            _tests("tests/office/cycle/test_kills.py", postgres=True),
            *_both("-m", "tests.office.groundwork.jobs.drill", "--kills", "100"),
        ),
    ),
    "fulldisk": Part(
        "a full disk",
        (_tests("tests/drill/test_small_home.py", "tests/office/groundwork/test_fulldisk.py"),),
    ),
    "tampering": Part(
        "tamperings, each to be found and named",
        (
            *_both("-m", "tests.office.groundwork.verifying.at_length", "tamperings", "100"),
            *_both("-m", "tests.office.groundwork.verifying.at_length", "clean", "100"),
            ("-m", "tests.office.groundwork.verifying.at_length", "entries", "1000000"),
        ),
        _both("-m", "tests.office.groundwork.verifying.at_length", "tamperings", "24"),
    ),
    "workbooks": Part(
        "hostile workbooks, each in a process of its own",
        (("-m", "tests.core.figures.forms.verdicts", "45"),),
        (("-m", "tests.core.figures.forms.verdicts", "4"),),
    ),
    "receipts": Part("receipts and flipped bits", (_tests("tests/office/groundwork/receipts"),)),
    "load": Part(
        "a hundred uploads within a minute, on SQLite and PostgreSQL",
        (("-m", "tests.load"), ("-m", "tests.load", "--postgres")),
        (
            ("-m", "tests.load", "--organisations", "10", "--seconds", "6"),
            ("-m", "tests.load", "--postgres", "--organisations", "10", "--seconds", "6"),
        ),
    ),
}


def main() -> int:
    """Run what was asked for; 1 when anything failed."""
    parser = argparse.ArgumentParser(prog="./run drill", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(PARTS)}; all without any")
    parser.add_argument("--quick", action="store_true", help="a tenth of each")
    asked = parser.parse_args()
    if unknown := sorted(set(asked.names) - PARTS.keys()):
        parser.error(f"no such proof: {', '.join(unknown)}")
    LOGS.mkdir(parents=True, exist_ok=True)
    _say(f"{os.cpu_count()} processors shared with whatever else runs; load {_load()} at the beginning")
    failed = [name for name in asked.names or PARTS if not _run(name, PARTS[name], quick=asked.quick)]
    _say(f"load {_load()} at the end; the generators of load ran on the same machine, over loopback")
    _say(f"FAILED: {', '.join(failed)}" if failed else "all held")
    return 1 if failed else 0


def _run(name: str, part: Part, *, quick: bool) -> bool:
    figures = LOGS / f"{name}.figures"
    figures.unlink(missing_ok=True)
    size = {SIZE: "quick" if quick else "whole", FILE: str(figures)}
    held, began = True, time.monotonic()
    _say(f"{name}: {part.about}")
    for number, words in enumerate(part.quick if quick and part.quick else part.whole, 1):
        log = LOGS / f"{name}-{number}.log"
        with log.open("w", encoding="utf-8") as told:
            command = [sys.executable, *words]
            done = subprocess.run(
                command, cwd=ROOT, env={**os.environ, **size}, stdout=told, stderr=told, check=False
            )
        _say(f"  {_said(log)}")
        if done.returncode:
            held = False
            _say(f"  !! exit code {done.returncode}: {log.relative_to(ROOT)}")
    for line in figures.read_text(encoding="utf-8").splitlines() if figures.exists() else ():
        told = json.loads(line)
        counted = ", ".join(
            f"{key.replace('_', ' ')} {value}" for key, value in told.items() if key != "what"
        )
        _say(f"  {told['what']}: {counted}")
    _say(f"  {'held' if held else 'FAILED'} in {time.monotonic() - began:.0f} s, load {_load()}")
    return held


def _said(log: Path) -> str:
    """What a proof says at its end: its last line, or its figures where it gives them as JSON."""
    text = log.read_text(encoding="utf-8", errors="replace").strip()
    try:
        figures = json.loads(text)
    except ValueError:
        return text.rpartition("\n")[2].strip() or "(nothing said)"
    return ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in figures.items())[:600]


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
