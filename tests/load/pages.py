"""``python -m tests.load.pages [--postgres] [--entries N]``: every page of a home at the end of a year.

Prints for each page and reader how many statements the database was asked, how long the process worked on the
answer (on SQLite the database's work is in it) and how long it took in all, once everything that a process
keeps in memory was in it. A home of its own is made and gone afterwards.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import django

from sikao.office.groundwork.clock import offset_to
from tests.homes import ROOT, prepared_home
from tests.postgres import cluster

if TYPE_CHECKING:
    from django.test import Client

INSIDE = "inside"
READERS = {"office": "staff", "unit": "laixi_r", "bureau": "statistics_s", "auditor": "auditor"}
AFTERWARDS = datetime(2021, 4, 1, 1, tzinfo=UTC)
"""The year is over: all sheets and reports are in."""


def main() -> int:
    """Make a home, and measure in a process of its own."""
    parser = argparse.ArgumentParser(prog="python -m tests.load.pages")
    parser.add_argument("--postgres", action="store_true", help="on a cluster of its own, with safe settings")
    parser.add_argument("--entries", type=int, default=100_000, help="so long is the journal")
    asked = parser.parse_args()
    with ExitStack() as stack:
        if asked.postgres:
            os.environ["DATABASE_URL"] = stack.enter_context(cluster(durable=True))
        settings = f"https = false\ndemo_offset_seconds = {offset_to(AFTERWARDS)}\n"
        environment = stack.enter_context(prepared_home(settings))
        command = [sys.executable, "-m", "tests.load.pages", INSIDE, str(asked.entries)]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False, timeout=6000).returncode


@dataclass(frozen=True, slots=True)
class Asked:
    """One page as one reader got it."""

    reader: str
    page: str
    statements: int
    worked: float
    took: float
    kilobytes: float

    def __str__(self) -> str:
        times = f"{1000 * self.worked:8.0f} ms worked {1000 * self.took:8.0f} ms in all"
        return f"{self.reader:8} {self.page:22} {self.statements:4} {times} {self.kilobytes:8.1f} kB"


def measure(entries: int) -> None:
    """Fill the home that the environment names, and ask for its pages."""
    django.setup()
    from tests.interfaces.web.office.matrix import ROUTES  # noqa: PLC0415 -- the framework had to be started
    from tests.load.year import whole_year  # noqa: PLC0415

    began = time.monotonic()

    def told(what: str) -> None:
        sys.stderr.write(f"{time.monotonic() - began:6.0f} s  {what}\n")

    if _sizes()["Entry"] < entries:  # a home that was filled before is only measured again
        whole_year(entries, told)
    print(json.dumps(_sizes()))  # noqa: T201
    for reader, name in READERS.items():
        client = _browser(name)
        for page, route in ROUTES.items():
            found = _measured(client, reader, page, _addresses(route))
            if found is not None:
                print(found)  # noqa: T201


def _sizes() -> dict[str, int]:
    """How much there is."""
    from sikao.office.cycle.models import Confirmation, Task, Verification  # noqa: PLC0415
    from sikao.office.groundwork.models import Entry  # noqa: PLC0415
    from sikao.office.ledger.models import FigureVersion  # noqa: PLC0415

    models = (Task, Confirmation, Verification, FigureVersion, Entry)
    return {model.__name__: model.objects.count() for model in models}


def _browser(name: str) -> "Client":
    from sikao.office.accounts.models import Account  # noqa: PLC0415
    from sikao.office.groundwork.actor import Actor, Channel  # noqa: PLC0415
    from sikao.office.groundwork.clock import now  # noqa: PLC0415
    from tests.office.staff import signed_in  # noqa: PLC0415

    set_up = {"must_change": False, "password_since": now(), "totp_secret": "set"}
    Account.objects.filter(pk=name).update(**set_up)
    return signed_in(Actor(name, Channel.WEB))


def _addresses(route: str) -> Iterator[str]:
    """The addresses to try, until one is there for the reader: a route without names has one."""
    if "<" not in route:
        yield f"/{route}"
        return
    for parts in _things(route.partition("/")[0]):
        address = re.sub(r"<\w+:(\w+)>", lambda found: str(parts.get(found[1], "-")), route)  # noqa: B023
        if "-/" not in address:
            yield f"/{address}"


def _things(kind: str) -> Iterator[dict[str, object]]:
    """What may stand in an address, a few of each kind and of each reader."""
    from sikao.office.cycle.models import Confirmation, Task, Verification  # noqa: PLC0415
    from sikao.office.ledger.models import FigureVersion  # noqa: PLC0415
    from sikao.office.rulebook.models import Dossier  # noqa: PLC0415
    from tests.interfaces.web.office.matrix import STUDY  # noqa: PLC0415

    figure = ("unit", "indicator", "kind", "period")
    found = {
        "tasks": [*_refs(Task, organisation="laixi"), *_refs(Task, organisation="statistics")],
        "paper": _refs(Task, organisation="statistics"),
        "checks": _refs(Confirmation, unit="laixi", provider="statistics"),
        "verifications": _refs(Verification, unit="laixi"),
        "figures": list(
            FigureVersion.objects.filter(unit="laixi", provider="statistics").values(*figure)[:1]
        ),
        "results": [STUDY],
        "schemes": [STUDY],
        "year": [STUDY],
        "rulebook": [{"ref": ref, "number": 1} for ref in Dossier.objects.values_list("pk", flat=True)],
        "people": [{"person": "laixi_r"}],
        "organisations": [{"code": "laixi"}],
        "journal": [{"seq": 1000}],
    }
    yield from found.get(kind, [])


def _refs(model: Any, **wanted: str) -> list[dict[str, object]]:
    rows = model.objects.filter(**wanted).order_by("-due_at", "ref")
    return [{"ref": ref} for ref in rows.values_list("ref", flat=True)[:1]]


def _measured(client: "Client", reader: str, page: str, addresses: Iterator[str]) -> Asked | None:
    """The page, asked for twice: the first time fills what a process keeps in memory."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    for address in addresses:
        if client.get(address).status_code != 200:
            continue
        with CaptureQueriesContext(connection) as asked:
            worked, took = time.process_time(), time.perf_counter()
            answer = client.get(address)
            worked, took = time.process_time() - worked, time.perf_counter() - took
        size = sum(map(len, answer)) if answer.streaming else len(answer.content)
        return Asked(reader, page, len(asked), worked, took, size / 1000)
    return None


if __name__ == "__main__":
    if INSIDE in sys.argv:
        measure(int(sys.argv[-1]))
    else:
        sys.exit(main())
