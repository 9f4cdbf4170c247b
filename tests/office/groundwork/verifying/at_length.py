"""The tamper drill, clean histories and a long journal, at length.

``python -m tests.office.groundwork.verifying.at_length tamperings 100`` runs on the database that
``DATABASE_URL`` names, or else on an embedded one, and prints its figures as JSON; so do ``clean 100`` and
``entries 1000000``. It ends with 1 when something was missed, misnamed or alarmed falsely.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.drill.figures import progress
from tests.office.groundwork.jobs.drill import prepared

BATCH = 2000


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=sorted(WHAT))
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(words)
    with prepared():
        told = WHAT[asked.what](asked.count, asked.seed)
    print(json.dumps(told, ensure_ascii=False, indent=1))  # noqa: T201 -- its figures are what it is for
    return 0 if told["wrong"] == [] else 1


def tamperings(count: int, seed: int) -> dict[str, object]:
    """So many tamperings on one history: found, and named by the right place."""
    from tests.office.groundwork.verifying.drill import drill  # noqa: PLC0415 -- the framework is set up now

    with tempfile.TemporaryDirectory() as receipts:
        done = drill(range(seed, seed + count), Path(receipts))
    figures = {"tried": done.tried, "found": done.found, "named": done.named, "kinds": len(done.of_kind)}
    return {**figures, "wrong": [*done.missed, *done.false_alarms]}


def clean(count: int, seed: int) -> dict[str, object]:
    """So many random histories, one after the other in one journal, none of them tampered with."""
    from sikao.office.groundwork.verifying import verify  # noqa: PLC0415
    from tests.office.groundwork.verifying.histories import History  # noqa: PLC0415

    wrong: list[str] = []
    entries = 0
    for number in range(count):
        History(seed * 10_000 + number).go_on(20)
        verified = verify()
        entries = verified.entries
        wrong += [finding.text("en") for finding in verified.findings]
        progress(f"{number + 1} of {count} clean histories")
    return {"histories": count, "entries": entries, "wrong": wrong}


def entries(count: int, _: int) -> dict[str, object]:
    """Verifying a journal of so many entries, which are laid in past the program: seconds and megabytes."""
    from sikao.office.groundwork.verifying import verify  # noqa: PLC0415

    began = time.monotonic()
    _lay(count)
    laid = time.monotonic() - began
    before, began, worked = _megabytes(), time.monotonic(), time.process_time()
    verified = verify()
    seconds, worked = time.monotonic() - began, time.process_time() - worked
    told: dict[str, object] = {
        "entries": verified.entries,
        "laying": f"{laid:.1f}",
        "seconds": f"{seconds:.1f}",
    }
    told["processor_seconds"] = f"{worked:.1f}"
    wrong = [finding.text("en") for finding in verified.findings]
    return {**told, "megabytes": _megabytes(), "megabytes_before": before, "wrong": wrong}


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _lay(count: int) -> None:
    from django.db import transaction  # noqa: PLC0415

    from sikao.office.groundwork.actor import machine  # noqa: PLC0415
    from sikao.office.groundwork.here import installation  # noqa: PLC0415
    from sikao.office.groundwork.journal import Subject, writing  # noqa: PLC0415
    from sikao.office.groundwork.models import Entry, Head, Outcome  # noqa: PLC0415

    at = datetime(2020, 7, 18, tzinfo=UTC)
    last = Head.objects.get()
    for first in range(1, count + 1, BATCH):
        batch: list[Entry] = []
        for seq in range(first, min(first + BATCH, count + 1)):
            about, new = Subject("task", f"t{seq}"), {"figures": seq, "note": "按季度报送"}
            moment = at + timedelta(seconds=seq)
            entry = writing._entry(machine(), moment, "task.sign", about, Outcome.DONE, None, new)
            entry.seq, entry.prev_sha256, entry.prev_sm3 = seq, last.seal_sha256, last.seal_sm3
            writing._count_leaves(entry, [])
            seal = writing._sign(entry)
            last.seal_sha256, last.seal_sm3 = writing.sha256(seal), writing.sm3(seal)
            batch.append(entry)
        with transaction.atomic():
            Entry.objects.bulk_create(batch)
            Head.objects.update(
                seq=batch[-1].seq,
                at=batch[-1].at,
                sha256=batch[-1].sha256,
                sm3=batch[-1].sm3,
                seal_sha256=last.seal_sha256,
                seal_sm3=last.seal_sm3,
            )
        with installation().witness.open("a", encoding="ascii") as log:
            log.writelines(f"={e.seq:>19} {e.sha256} {writing.moment(e.at)}\n" for e in batch)


WHAT: dict[str, Callable[[int, int], dict[str, object]]] = {
    "clean": clean,
    "entries": entries,
    "tamperings": tamperings,
}

if __name__ == "__main__":
    sys.exit(main())
