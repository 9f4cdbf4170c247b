"""The load itself, inside the home that the environment names; started by ``python -m tests.load``."""

import http.client
import json
import os
import re
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from random import Random  # noqa: TID251 -- the figures come from a stated seed
from typing import TYPE_CHECKING

import django

from tests.load.served import Browser, Served

if TYPE_CHECKING:
    from tests.load.town import Household

EVIDENCE_BYTES = 2_000_000
PATIENCE = 300.0
"""Seconds after the last acknowledgement in which everything has to be read, signed and receipted."""

PLACES = ("前面还有", "前面没有任务", "办理中", "已收下", "已存入草稿", "没有收下")
"""Where a workbook stands when it is acknowledged: so many before it, none, its turn, or read already."""


@dataclass
class Sent:
    """What one organisation sent, and how it was answered."""

    household: "Household"
    cells: dict[str, str]
    evidence: str = ""
    workbook: str = ""
    job: str = ""
    acknowledged: float = 0.0
    place: bool = False
    receipt: bytes = b""
    statuses: list[int] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def hand_in(port: int, sent: Sent, workbook: bytes, evidence: bytes) -> None:
    """One organisation: its evidence, then its workbook, until the page says that both are stored."""
    browser = Browser(port, sent.household.reporter, sent.statuses)
    base = f"/tasks/{sent.household.task}/"
    began = time.monotonic()
    try:
        browser.post(f"{base}evidence/", {}, {"file": ("佐证.pdf", evidence)})
        page = browser.post(
            f"{base}import/", {"version": "1"}, {"workbook": (f"{sent.household.code}.xlsx", workbook)}
        )
        shown = browser.get(page).decode()
        if "/imports/" not in page:
            raise ConnectionError(f"sent on to {page}")
    except (OSError, http.client.HTTPException) as error:
        sent.wrong.append(str(error))
        return
    sent.acknowledged = time.monotonic() - began
    sent.job = page.rstrip("/").rpartition("/")[2]
    sent.place = any(words in shown for words in PLACES)
    if not sent.place:
        sent.wrong.append("acknowledged without its place")
    if sent.workbook[:12] not in shown:
        sent.wrong.append("acknowledged without its digest")


def finish(port: int, sent: Sent) -> None:
    """The reporter submits what the workbook brought, the signer signs it and fetches the receipt."""
    base = f"/tasks/{sent.household.task}/"
    try:
        reporter = Browser(port, sent.household.reporter, sent.statuses)
        page = reporter.get(base).decode()
        fields = {_field() + key: text for key, text in sent.cells.items()}
        seen = re.search(r'name="seen" value="(\d+)"', page)
        version = re.search(r'name="version" value="(\d+)"', page)
        told = {"version": version[1] if version else "", "seen": seen[1] if seen else "0"}
        reporter.post(f"{base}submit/", fields | told, {})
        signer = Browser(port, sent.household.signer, sent.statuses)
        digest = re.search(r'name="digest" value="(\w{64})"', signer.get(base).decode())
        signer.post(f"{base}sign/", {"digest": digest[1] if digest else ""}, {})
        sent.receipt = signer.get(f"{base}receipt/file/")
    except (OSError, http.client.HTTPException) as error:
        sent.wrong.append(str(error))


def _field() -> str:
    from sikao.interfaces.web.office.tasks.grid import FIELD  # noqa: PLC0415 -- settings first

    return FIELD


def prepare(households: "list[Household]") -> list[tuple[Sent, bytes, bytes]]:
    """A filled workbook and a file of evidence for everybody, no two alike."""
    from sikao.core.figures.forms import write_form  # noqa: PLC0415
    from sikao.office.cycle.forms import form_of  # noqa: PLC0415
    from sikao.office.cycle.judging import read_cells  # noqa: PLC0415
    from sikao.office.cycle.models import Task  # noqa: PLC0415

    ready = []
    for number, household in enumerate(households):
        chance = Random(number)
        task = Task.objects.get(pk=household.task)
        form = form_of(task)
        cells = {str(slot.key): f"{chance.randrange(100, 9000) / 100:.2f}" for slot in form.slots}
        workbook = write_form(form, read_cells(form, cells, task, complete=True))
        evidence = b"%PDF-1.4\n" + chance.randbytes(EVIDENCE_BYTES)
        sent = Sent(household, cells, sha256(evidence).hexdigest(), sha256(workbook).hexdigest())
        ready.append((sent, workbook, evidence))
    return ready


def main(count: int, seconds: float) -> int:
    """Settle, serve, let loose, look at what is there; the figures as JSON."""
    from django.db import connection  # noqa: PLC0415

    from sikao.office.groundwork import clock  # noqa: PLC0415
    from tests.load.town import FIGURES, settle  # noqa: PLC0415

    ready = prepare(settle(count, clock.now()))
    told: dict[str, object] = {"database": connection.vendor, "organisations": count, "figures_each": FIGURES}
    told |= {"within_seconds": seconds, "load_before": f"{os.getloadavg()[0]:.1f}"}
    with Served() as server:
        told |= storm(server.port, ready, seconds)
        told |= afterwards(server.port, [sent for sent, *_ in ready])
    told |= {"load_after": f"{os.getloadavg()[0]:.1f}", "wrong": wrong_with([sent for sent, *_ in ready])}
    sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    return 1 if told["wrong"] else 0


def storm(port: int, ready: list[tuple[Sent, bytes, bytes]], seconds: float) -> dict[str, object]:
    """Everybody hands in, spread evenly over the time; how long the acknowledgements took."""
    began = time.monotonic()

    def in_turn(number: int) -> None:
        time.sleep(max(0.0, began + seconds * number / len(ready) - time.monotonic()))
        hand_in(port, *ready[number])

    with ThreadPoolExecutor(len(ready)) as pool:
        list(pool.map(in_turn, range(len(ready))))
    took = sorted(sent.acknowledged for sent, *_ in ready if sent.job) or [0.0]
    return {
        "acknowledged": sum(bool(sent.job) for sent, *_ in ready),
        "with_place_in_queue": sum(sent.place for sent, *_ in ready),
        "all_sent_after": f"{time.monotonic() - began:.1f}",
        "p50": f"{took[len(took) // 2]:.2f}",
        "p95": f"{took[min(len(took) - 1, len(took) * 95 // 100)]:.2f}",
        "max": f"{took[-1]:.2f}",
    }


def afterwards(port: int, everybody: list[Sent]) -> dict[str, object]:
    """Until all workbooks are read; then signatures and receipts, eight at a time."""
    from sikao.office.groundwork.jobs.queries import find_job  # noqa: PLC0415

    began = time.monotonic()
    open_now = [sent for sent in everybody if sent.job]
    while open_now and time.monotonic() - began < PATIENCE:
        time.sleep(0.5)
        open_now = [sent for sent in open_now if not (job := find_job(sent.job)) or not job.state.has_ended]
    read = time.monotonic() - began
    for sent in open_now:
        sent.wrong.append("its workbook was not read in time")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda sent: finish(port, sent), [sent for sent in everybody if not sent.wrong]))
    statuses = [status for sent in everybody for status in sent.statuses]
    if time.monotonic() - began > PATIENCE:
        everybody[0].wrong.append(f"receipts took {time.monotonic() - began:.0f} s")
    return {
        "all_read_after": f"{read:.1f}",
        "receipts_after": f"{time.monotonic() - began:.1f}",
        "receipts": sum(bool(sent.receipt) for sent in everybody),
        "requests": len(statuses),
        "answers_5xx": sum(status >= 500 for status in statuses),
    }


def wrong_with(everybody: list[Sent]) -> list[str]:
    """What was lost, doubled or changed on the way, by what the database says; nothing when all is well."""
    from sikao.core.wording import FindingsError  # noqa: PLC0415
    from sikao.office.groundwork.receipts import read_receipt, rows_of  # noqa: PLC0415
    from sikao.office.groundwork.verifying import verify  # noqa: PLC0415
    from sikao.office.ledger.models import Evidence, FigureVersion, Submission  # noqa: PLC0415

    wrong = [f"{sent.household.code}: {told}" for sent in everybody for told in sent.wrong]
    wrong += [
        f"{sent.household.code}: {status}" for sent in everybody for status in sent.statuses if status >= 500
    ]
    for sent in everybody:
        code = sent.household.code
        kept = FigureVersion.objects.filter(unit=code)
        found = {f"{row.unit}/{row.indicator}/{row.kind}/{row.period}": row.raw for row in kept}
        if (found, kept.count()) != (sent.cells, len(sent.cells)):
            wrong.append(f"{code}: other figures than were sent")
        if Submission.objects.filter(organisation=code).count() != 1:
            wrong.append(f"{code}: not one submission")
        files = Evidence.objects.filter(submission__organisation=code).values_list("file", flat=True)
        if list(files) != [sent.evidence]:
            wrong.append(f"{code}: other evidence than was sent")
        try:
            rows = rows_of(read_receipt(sent.receipt, "r.zip"))
        except FindingsError as error:
            wrong.append(f"{code}: {error}")
            continue
        if not any(row.get("organisation") == code for row in rows):
            wrong.append(f"{code}: its receipt names another")
    return wrong + [finding.text("en") for finding in verify().findings]


if __name__ == "__main__":
    django.setup()
    sys.exit(main(int(sys.argv[1]), float(sys.argv[2])))
