"""``python -m tests.load.publication [--postgres]``: the day on which a result is published, over loopback.

Many readers who have signed in ask for their pages at a steady rate; in the middle the director publishes.
Before that nobody may be shown anything of the result, afterwards everybody is. Requests are sent when they
are due, whether or not those before have been answered. A home of its own is made and served, and gone
afterwards; the generator of the load runs on the same machine. Prints its figures as JSON; exit code 1 where
more than one request in a thousand failed, where the 95th percentile took longer than two seconds, or where
anything leaked.
"""

import argparse
import http.client
import json
import os
import secrets
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random  # noqa: TID251 -- who asks for what comes from a stated seed

from sikao.office.groundwork.clock import offset_to
from tests.homes import ROOT, prepared_home
from tests.postgres import cluster

INSIDE = "SIKAO_LOAD_INSIDE"
DAY = datetime(2021, 4, 12, 1, tzinfo=UTC)
"""The days for replies to the first quarter's result are over."""
SLOWEST, MOST_FAILED = 2.0, 0.001
"""Seconds of the 95th percentile, and the share of requests that may fail."""
AT_ONCE = 64
"""So many requests may be on their way at once; what is due while they are waits, and its time counts."""
PER_PERSON = 10
WARMING = 8
"""So often is every page asked for before: what a process keeps in memory is in it by the day itself."""
LEVEL = "ranks"
WORD = "黄岛区"
"""A district that the page of the result names; of the readers nobody is there."""
RESULT = "/published/{ref}/"
PAGES = ("/published/", RESULT, "/own/", "/own/{ref}/{unit}/", "/notices/")


def main() -> int:
    """Make the home, and let the readers loose on it in a process of its own."""
    parser = argparse.ArgumentParser(prog="python -m tests.load.publication")
    parser.add_argument("--postgres", action="store_true", help="on a cluster of its own, with safe settings")
    parser.add_argument("--sessions", type=int, default=2000)
    parser.add_argument("--rate", type=float, default=80, help="requests in a second")
    parser.add_argument("--seconds", type=float, default=120)
    asked = parser.parse_args()
    if INSIDE in os.environ:
        return inside(asked.sessions, asked.rate, asked.seconds)
    with ExitStack() as stack:
        if asked.postgres:
            os.environ["DATABASE_URL"] = stack.enter_context(cluster(durable=True))
        settings = f"https = false\ndemo_offset_seconds = {offset_to(DAY)}\n"
        environment = stack.enter_context(prepared_home(settings))
        # Sessions are made beside the server, which has to know them for its own.
        environment |= {"SIKAO_SECRET_KEY": secrets.token_urlsafe(50), INSIDE: "1"}
        command = [sys.executable, "-m", "tests.load.publication", "--sessions", str(asked.sessions)]
        command += ["--rate", str(asked.rate), "--seconds", str(asked.seconds)]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False, timeout=3000).returncode


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who has signed in: his cookies, and the unit whose result is his own."""

    cookies: str
    unit: str


@dataclass(frozen=True, slots=True)
class Answered:
    """One request: when it was due and when it was answered, by the clock of the machine, and with what."""

    page: str
    due: float
    sent: float
    ended: float
    status: int
    told: bool


def inside(count: int, rate: float, seconds: float) -> int:
    import django  # noqa: PLC0415 -- its settings are named by the environment

    django.setup()
    from django.db import connection  # noqa: PLC0415

    from tests.load.served import Browser, Served  # noqa: PLC0415

    ref, bound, director, readers = approved_result(count)
    chance = Random(1)
    plan = [(chance.choice(readers), chance.choice(PAGES)) for _ in range(int(rate * seconds))]
    with Served() as server:
        for page in PAGES * WARMING:
            ask(server.port, chance.choice(readers), page, ref, time.monotonic())
        begun = time.monotonic()
        flip: dict[str, float] = {}

        def publish() -> None:
            time.sleep(max(0.0, begun + seconds / 2 - time.monotonic()))
            flip["from"] = time.monotonic()
            Browser(server.port, director, []).post(f"/editions/{ref}/publish/", {"bound": bound}, {})
            flip["until"] = time.monotonic()

        publisher = threading.Thread(target=publish)
        publisher.start()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            asked = []
            for number, (reader, page) in enumerate(plan):
                due = begun + number / rate
                time.sleep(max(0.0, due - time.monotonic()))
                asked.append(pool.submit(ask, server.port, reader, page, ref, due))
            answers = [one.result() for one in asked]
        publisher.join()
    told = {"database": connection.vendor, "sessions": count} | judged(answers, flip, seconds)
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    return 1 if told["wrong"] else 0


def approved_result(count: int) -> tuple[str, str, str, list[Reader]]:
    """A result that lies ready to be published, by its reference and digest; the director; the readers."""
    from sikao.office.accounts.models import Account  # noqa: PLC0415
    from sikao.office.accounts.rights.roles import Role  # noqa: PLC0415
    from sikao.office.groundwork import clock  # noqa: PLC0415
    from sikao.office.results.opening import book_of  # noqa: PLC0415
    from sikao.office.results.own_results import units_of  # noqa: PLC0415
    from sikao.office.results.queries import run as run_view  # noqa: PLC0415
    from tests.load.town import cookie_of  # noqa: PLC0415
    from tests.office.results import ways  # noqa: PLC0415
    from tests.office.results.years import computed, reported  # noqa: PLC0415

    city = reported()
    run = computed(city)
    units = [unit for unit in units_of(book_of(run_view(run))) if unit != "huangdao"]
    persons = [
        (f"reader{number}", units[number % len(units)]) for number in range(max(1, count // PER_PERSON))
    ]
    for ref, unit in persons:
        city.person(ref, Role.REPORTER, unit)
    edition = ways.given(city, run)
    ways.over(city, edition)
    bound = ways.approved(city, edition, units=LEVEL)
    now = clock.now()
    Account.objects.update(must_change=False, password_since=now, totp_secret="set")  # noqa: S106 -- set is all that counts
    cookies = [
        Reader(cookie_of(city.people[ref]), unit)
        for ref, unit in (persons[number % len(persons)] for number in range(count))
    ]
    return edition, bound, cookie_of(city.people["director"]), cookies


def ask(port: int, reader: Reader, page: str, ref: str, due: float) -> Answered:
    """One page as a browser asks for it; a line that breaks is a failure like a wrong status."""
    path = page.format(ref=ref, unit=reader.unit)
    sent = time.monotonic()
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        line.request("GET", path, headers={"Cookie": reader.cookies, "Accept-Language": "zh-hans"})
        answer = line.getresponse()
        content, status = answer.read().decode(), answer.status
    except (OSError, http.client.HTTPException):
        content, status = "", 0
    finally:
        line.close()
    told = WORD in content.partition("<main")[2]
    return Answered(page, due, sent, time.monotonic(), status, told)


def judged(answers: list[Answered], flip: dict[str, float], seconds: float) -> dict[str, object]:
    """How long it took, what failed, who was told too early or too late."""
    before = [one for one in answers if one.ended < flip["from"]]
    after = [one for one in answers if one.sent > flip["until"]]
    early = [one for one in before if one.told or (one.page == RESULT and one.status != 404)]
    late = [one for one in after if one.page == RESULT and not one.told]
    failed = [one for one in answers if one.status != 200 and (one.page, one.status) != (RESULT, 404)]
    took = sorted(one.ended - one.due for one in answers)
    p95 = took[int(len(took) * 0.95)]
    wrong = [f"{len(early)} were told before it was published"] if early else []
    wrong += [f"{len(late)} were not told afterwards"] if late else []
    wrong += [f"{len(failed)} of {len(answers)} failed"] if len(failed) > MOST_FAILED * len(answers) else []
    wrong += [f"the 95th percentile took {p95:.2f} s"] if p95 > SLOWEST else []
    return {
        "requests": len(answers),
        "a_second": round_down(len(answers) / max(seconds, answers[-1].ended - answers[0].due)),
        "failed": len(failed),
        "median_seconds": f"{took[len(took) // 2]:.3f}",
        "p95_seconds": f"{p95:.3f}",
        "slowest_seconds": f"{took[-1]:.3f}",
        "publishing_seconds": f"{flip['until'] - flip['from']:.2f}",
        "before": len(before),
        "after": len(after),
        "wrong": wrong,
    }


def round_down(value: float) -> float:
    """To one decimal."""
    return int(value * 10) / 10


if __name__ == "__main__":
    sys.exit(main())
