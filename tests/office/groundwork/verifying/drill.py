"""The tamper drill: so many seeded tamperings, each on a random history, each to be found and named."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random  # noqa: TID251 -- from a stated seed

from django.db import connection, transaction

from sikao.core.wording import Finding
from sikao.office.groundwork.guards import lift_guards
from sikao.office.groundwork.here import installation
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.receipts import receipt_of
from sikao.office.groundwork.verifying import verify
from tests.drill.figures import progress
from tests.office.groundwork.verifying.histories import History
from tests.office.groundwork.verifying.tampering import TAMPERINGS, Wanted


@dataclass
class Drill:
    """How many tamperings were found, how many named the right place, and what was not."""

    tried: int = 0
    found: int = 0
    named: int = 0
    of_kind: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    false_alarms: list[str] = field(default_factory=list)


def drill(seeds: range, receipts: Path, kinds: list[str] | None = None) -> Drill:
    """Tamper with one history after the seeds, each time with its next kind, and put all back again."""
    result = Drill()
    history = History(seeds.start)
    history.everything()
    history.go_on(12)
    _give_receipts(receipts)
    result.false_alarms += [finding.text("en") for finding in verify(receipts).findings]
    names = kinds or sorted(TAMPERINGS)
    for seed in seeds:
        name = names[seed % len(names)]
        with _put_back():
            wanted = TAMPERINGS[name](Random(seed))
            _judge(result, f"{name} {seed}", wanted, verify(receipts).findings)
            if wanted.outside and verify().findings:
                result.missed.append(f"{name} {seed}: said to be exposed by receipts alone")
        result.of_kind[name] += 1
        progress(f"{result.tried} of {len(seeds)} tamperings, {result.named} found and named")
    return result


def _judge(result: Drill, name: str, wanted: Wanted, findings: tuple[Finding, ...]) -> None:
    result.tried += 1
    result.found += bool(findings)
    right = [f for f in findings if f.code == wanted.code and wanted.details.items() <= f.details.items()]
    result.named += bool(right)
    if not right:
        result.missed.append(f"{name}: {wanted}, but {[(f.code, dict(f.details)) for f in findings[:5]]}")


def _give_receipts(folder: Path) -> None:
    for seq in range(1, Entry.objects.count() + 1):
        (folder / f"{seq}.zip").write_bytes(receipt_of(seq).zipped())


@contextmanager
def _put_back() -> Iterator[None]:
    """Guards lifted for whoever owns the database, and everything as before afterwards."""
    home = installation().home
    copy = home.with_name("copy")
    shutil.copytree(home, copy)
    try:
        with transaction.atomic():
            lift_guards(connection)
            yield
            transaction.set_rollback(True)
    finally:
        shutil.rmtree(home)
        copy.rename(home)
