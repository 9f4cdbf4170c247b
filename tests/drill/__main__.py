"""``python -m tests.drill [NAMES…] [--quick]``: every long proof, and a table of what was measured.

Each proof runs in processes of its own, from stated seeds, and tells how far it has come. ``--quick`` does a
tenth of each. Exit code 1 when anything went wrong anywhere, or took four times as long as it should; what
was written meanwhile lies in ``var/drill``.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.drill.figures import FIGURES, PROGRESS, SIZE
from tests.drill.parts import PARTS, Part
from tests.homes import ROOT

LOGS = ROOT / "var" / "drill"
PATIENCE = 4
"""Times the minutes that a part is estimated at: longer it does not run, however busy the machine."""
SHORTEST = 300.0
LOOK_SECONDS, TELL_SECONDS = 0.2, 20.0


def main() -> int:
    """Run what was asked for; 1 when anything failed."""
    parser = argparse.ArgumentParser(
        prog="./run drill",
        description=__doc__,
        epilog=_table(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="of those below; all without any")
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


def _table() -> str:
    lines = [
        f"  {name:<12} {part.minutes:>4} {part.quick_minutes:>5}  {part.about}"
        for name, part in PARTS.items()
    ]
    whole = sum(part.minutes for part in PARTS.values())
    quick = sum(part.quick_minutes for part in PARTS.values())
    head = "minutes as estimated for two calm processors, whole and quick:"
    return "\n".join([head, *lines, f"  {'together':<12} {whole:>4} {quick:>5}"])


def _run(name: str, part: Part, *, quick: bool) -> bool:
    """One part, command after command; what it counted is told at its end, in a line for each of them."""
    figures, place = LOGS / f"{name}.figures", LOGS / f"{name}.progress"
    figures.unlink(missing_ok=True)
    held, began = True, time.monotonic()
    minutes = part.quick_minutes if quick else part.minutes
    until = began + max(SHORTEST, PATIENCE * 60 * minutes)
    _say(f"{name}: {part.about}, about {minutes} min")
    for number, words in enumerate(part.commands(quick=quick), 1):
        log = LOGS / f"{name}-{number}.log"
        place.write_text("", encoding="utf-8")
        size = {SIZE: "quick" if quick else "whole", FIGURES: str(figures), PROGRESS: str(place)}
        code = _watched([sys.executable, *words], os.environ | size, log, until)
        _say(f"  {_said(log)}")
        if code != 0:
            held = False
            told = "stopped, it took too long" if code is None else f"exit code {code}"
            _say(f"  !! {told}: {log.relative_to(ROOT)}")
    for line in _counted(figures):
        _say(f"  {line}")
    _say(f"  {'held' if held else 'FAILED'} in {time.monotonic() - began:.0f} s, load {_load()}")
    return held


def _watched(command: list[str], environment: dict[str, str], log: Path, until: float) -> int | None:
    """Run a command and pass on how far it has come; its exit code, or none where it was stopped."""
    place, seen, told_at = Path(environment[PROGRESS]), 0, time.monotonic()
    with log.open("w", encoding="utf-8") as told:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=told, stderr=told, start_new_session=True
        )
        while (code := process.poll()) is None:
            if time.monotonic() > until:
                _stop(process)
                return None
            time.sleep(LOOK_SECONDS)
            lines = place.read_text(encoding="utf-8").splitlines()
            if len(lines) > seen and time.monotonic() > told_at + TELL_SECONDS:
                _say(f"  … {lines[-1]}, load {_load()}")
                seen, told_at = len(lines), time.monotonic()
    return code


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Let it clean up after itself, servers of its own above all; then end it and all that it started."""
    for number in (signal.SIGINT, signal.SIGKILL):
        os.killpg(process.pid, number)
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            continue
        return


def _counted(figures: Path) -> Iterator[str]:
    """What was counted: numbers about the same thing are added up."""
    found: dict[str, dict[str, object]] = {}
    for line in figures.read_text(encoding="utf-8").splitlines() if figures.exists() else ():
        told = json.loads(line)
        known = found.setdefault(told.pop("what"), {})
        for key, value in told.items():
            before = known.get(key, 0)
            known[key] = before + value if isinstance(value, int) and isinstance(before, int) else value
    for what, told in found.items():
        yield f"{what}: " + ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in told.items())


def _said(log: Path) -> str:
    """What a proof says at its end: its last line, or its figures where it gives them as JSON."""
    text = log.read_text(encoding="utf-8", errors="replace").strip()
    last = text.rpartition("\n")[2].strip()
    for said in (text, last):
        try:
            figures = json.loads(said)
        except ValueError:
            continue
        return ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in figures.items())[:600]
    return last or "(nothing said)"


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
