"""Every address × every role × whose object × method: the tables decide, and nothing breaks.

A seeded sample in every run; the drill asks everything.
"""

import hashlib
import html
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, transaction
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from sikao.interfaces.web.office.pages import PAGES
from sikao.office.accounts.actions import people
from sikao.office.accounts.models import Account, Membership
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle import actions as cycle
from sikao.office.cycle.models import Confirmation, Task
from sikao.office.cycle.monthly import Named, looks
from sikao.office.groundwork import clock
from sikao.office.groundwork.jobs.models import Job
from sikao.office.groundwork.notices.models import Notice
from sikao.office.ledger.facts import NewEvidence
from sikao.office.ledger.models import FigureVersion
from tests.drill.figures import many, progress, some, tell
from tests.interfaces.api.office import PEOPLE, Office
from tests.interfaces.web.office.browsers import same
from tests.interfaces.web.office.matrix import NOBODY, ROUTES, Case, Whole, cases, failures
from tests.office.snapshot import made_once

MAY = Named("qingdao_2020", "2020-05")
CANARIES = {"commerce": 1301, "statistics": 5301}
"""Bureaus with the decimals of the first of their numbers."""
CANARY = re.compile(r"(?<![\d.])6\.[1-9]\d{3}(?!\d)")
WORD = re.compile(r"canary-([a-z]+)-(?:note|file)")
"""What stands in the remarks of a bureau's sheet and is the name of its evidence; it says whose it is."""
ROUND = {name for name, verb in PAGES.items() if verb in {Verb.RESULTS_VIEW, Verb.SCHEME_VIEW}}
"""Schemes hold no figures, and computed pages are for those alone who may see every figure."""
LISTS = (
    "/",
    "/tasks/",
    "/checks/",
    "/verifications/",
    "/board/",
    "/figures/",
    "/figures/export/",
    "/people/",
    "/journal/",
)
QUERIES = (
    *("show=signed", "show=later", "show=open", "state=late", "state=disputed", "page=2", "form=csv"),
    *("q=6.13", "search=6.13", "unit=jimo", "item=foreign_investment", "period=2020-05", "month=2020-05"),
)
CRAWLING = ("reporter", "unit")
UNEVEN = {"dossier-marked"}
"""Not there, yet after more queries than where nothing is: a marked workbook is of a version that the reader
may see anyway.
"""
SEED, SAMPLE = 20200720, 25
"""So many questions for each of those who ask."""


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker) -> Iterator[Whole]:
    """Sealing and handing in take seconds: done once."""
    del django_db_setup
    with django_db_blocker.unblock(), transaction.atomic():
        office = made_once(Office.built)
        Account.objects.update(must_change=False, password_since=office.city.now(), totp_secret="set")  # noqa: S106
        marked(office)
        yield Whole(office)
        transaction.set_rollback(True)


@pytest.fixture
def whole(built: Whole, db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Whole]:
    del db
    monkeypatch.setattr(clock, "now", built.office.city.now)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield built
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def marked(office: Office) -> None:
    """Two bureaus hand in a sheet in which each unit has a number that nobody else has anywhere."""
    office.city.staffed("statistics")
    for bureau, first in CANARIES.items():
        task = office.city.task(bureau, "month", "2020-05")
        cells = {key: f"6.{first + 10 * number}" for number, key in enumerate(office.city.cells(task))}
        office.city.fill(f"{bureau}_r", task, cells)
        piece = NewEvidence("cd" * 32, f"canary-{bureau}-file.pdf", 1000)
        cycle.attach(actor=office.city.people[f"{bureau}_r"], at=office.city.now(), task=task, evidence=piece)
        office.city.deliver(bureau, task, cells, note=f"canary-{bureau}-note")


def asked_of(who: str) -> list[Case]:
    every = [case for case in cases() if case.who == who]
    drawn = sorted(every, key=lambda case: hashlib.sha256(f"{SEED} {case}".encode()).digest())
    return drawn[: many(SAMPLE, len(every))]


def test_every_address_and_nothing_else_is_asked_for():
    assert {case.page for case in cases()} == set(ROUTES) == set(PAGES)


@pytest.mark.parametrize("who", [*PEOPLE, NOBODY])
def test_nobody_sees_or_does_more_or_less_than_the_tables_say(whole: Whole, who: str) -> None:
    asked = asked_of(who)
    found = failures(whole, asked)
    assert not found, "\n".join(f"{case}: {told}" for case, told in found.items())
    tell("matrix over the pages", asking=1, cells=len(asked))
    progress(f"matrix over the pages: {who}, {len(asked)} cells")


def known_to(who: str) -> set[str]:
    """The numbers that somebody may see: an organisation those about it, and those that it has delivered."""
    role, organisation = PEOPLE[who]
    rows = FigureVersion.objects.filter(value__startswith="6.", provider__in=CANARIES)
    if role in {Role.REPORTER, Role.SIGNER}:
        rows = rows.filter(Q(unit=organisation) | Q(provider=organisation))
    elif role is Role.LEADER:  # the monthly review is all that shows a leader figures
        rows = rows.filter(indicator__in={look.followed.indicator for look in looks(MAY)})
    elif role not in {Role.OFFICE_STAFF, Role.OFFICE_DIRECTOR, Role.AUDITOR}:
        return set()
    return {value for value in rows.values_list("value", flat=True) if CANARY.fullmatch(value)}


def unknown_to(who: str, text: str) -> set[str]:
    """The numbers and words of others in a text, which somebody may not see."""
    role, organisation = PEOPLE[who]
    everything = role in {Role.OFFICE_STAFF, Role.OFFICE_DIRECTOR, Role.AUDITOR}
    words = {found[0] for found in WORD.finditer(text) if not everything and found[1] != organisation}
    return words | set(CANARY.findall(text)) - known_to(who)


def words_of(answer) -> str:
    """All that an answer says: its headers, and every part of a file in it."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"\n".join(packed.read(name) for name in packed.namelist())
    return f"{answer.headers}\n{content.decode(errors='replace')}"


def crawled(whole: Whole, who: str, most: int = 4) -> dict[str, str]:
    """What every page says to somebody: all that links and forms lead to, all objects, every filter.

    Asked once for each of them: to read it all again would be to wait again.
    """
    if who in _crawled:
        return _crawled[who]
    client = whole.client(who)
    own = [case for case in cases() if case.who == who and case.method == "get" and case.page not in ROUND]
    addresses = [whole.address(case) for case in own if case.whose != "none"]
    addresses += [f"{path}?{query}" for path in LISTS for query in QUERIES]
    said: dict[str, str] = {}
    asked: Counter[str] = Counter()
    while addresses:
        path = addresses.pop(0)
        if path in said or path.startswith("/sign-out/"):
            continue
        answer = client.get(path)
        said[path] = words_of(answer)
        for found in re.findall(r'(?:href|action)="(/[^"#]*)', said[path]):
            link = html.unescape(found)
            if link in said or link in addresses:  # what is asked for anyway takes no other's place
                continue
            if not link.startswith(("/static/", "/en/", "/results/", "/schemes/")):
                name = resolve(link.partition("?")[0], "sikao.interfaces.web.office.urls").url_name
                asked[name] += 1
                addresses += [link] if asked[name] <= most else []
    _crawled[who] = said
    return said


_crawled: dict[str, dict[str, str]] = {}


@pytest.mark.slow
@pytest.mark.parametrize("who", PEOPLE if many(0, 1) else CRAWLING)
def test_no_page_file_filter_or_log_tells_of_somebody_else(
    whole: Whole, who: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    told = {path: unknown_to(who, text) for path, text in crawled(whole, who).items()}
    tell("numbers and words of others looked for", asking=1, answers=len(told))
    progress(f"numbers and words of others looked for: {who}, {len(told)} answers")
    assert {path: sorted(found)[:3] for path, found in told.items() if found} == {}
    assert CANARY.findall(caplog.text) == WORD.findall(caplog.text) == []


def test_notices_and_what_goes_out_tell_of_nobody_else(whole: Whole) -> None:
    """Each notice to its own person; mails and messages are jobs that name a person and nothing else."""
    people = {whole.persons[who]: who for who in PEOPLE}
    notices = Notice.objects.filter(person__in=people)
    told = [one for one in notices if unknown_to(people[one.person], one.details)]
    assert notices.count() > 5 and told == []
    going = Job.objects.filter(kind__startswith="notices.").values_list("arguments", flat=True)
    assert not any(CANARY.search(text) or WORD.search(text) for text in going)


def test_numbers_are_found_where_they_may_be_seen(whole: Whole) -> None:
    """The search for canaries finds some: a unit those about it, the office all in one file."""
    text = "".join(crawled(whole, "unit").values())
    assert set(CANARY.findall(text)) == known_to("unit") != set()
    own = "".join(crawled(whole, "reporter").values())
    assert {"canary-commerce-note", "canary-commerce-file"} == {found[0] for found in WORD.finditer(own)}
    exported = words_of(whole.client("staff").get("/figures/export/?form=csv"))
    assert set(CANARY.findall(exported)) == known_to("staff") > known_to("unit")


def api_paths() -> list[str]:
    """Everything that can be read of the two bureaus' sheets, and every list."""
    sheets = Task.objects.filter(through="2020-05", provider__in=CANARIES)
    tasks = [*sheets.values_list("ref", flat=True)]
    checks = [*Confirmation.objects.filter(task__in=tasks).values_list("ref", flat=True)]
    made = {*FigureVersion.objects.filter(provider__in=CANARIES).values_list("submission_id", flat=True)}
    keys = FigureVersion.objects.filter(value__startswith="6.", provider__in=CANARIES)
    parts = ("", "/form", "/draft", "/workbook", "/evidence")
    return [
        *(f"/tasks/{ref}{part}" for ref in tasks for part in parts),
        *(f"/confirmations/{ref}" for ref in checks),
        *(f"/submissions/{ref}/{part}" for ref in sorted(made) for part in ("receipt", "receipt.zip")),
        *(f"/figures?unit={k.unit}&indicator={k.indicator}&kind={k.kind}&period={k.period}" for k in keys),
        *(
            "/figures/as-of?scheme=qingdao_2020",
            "/tasks",
            "/confirmations",
            "/verifications",
            "/board",
            "/me",
        ),
    ]


def test_programs_are_told_no_more_than_people(
    whole: Whole, settings, caplog: pytest.LogCaptureFixture
) -> None:
    """Every answer of the API about figures, checks, sheets and receipts, to each who may ask."""
    settings.SIKAO_PLACE = replace(settings.SIKAO_PLACE, api_per_minute=1_000_000)
    caplog.set_level("DEBUG")
    paths, seen = api_paths(), dict[str, set[str]]()
    asking = [*some([who for who in PEOPLE if who not in {"staff", "reporter", "system"}], 4)]
    for who in ("staff", "reporter", "system", *asking):
        program = whole.office.program(who)
        # Those who may see nothing of it, and those who see a part, are asked for a sample of the paths.
        for path in some(paths, 3) if who in asking else paths:
            answer = program.ask("GET", path)
            assert answer.status_code in {200, 403, 404}, (who, path, answer.content)
            text = words_of(answer)
            assert not unknown_to(who, text), (who, path)
            seen.setdefault(who, set()).update(CANARY.findall(text))
    assert seen["staff"] == known_to("staff") != set()
    assert seen["reporter"] == known_to("reporter") != set() == seen["system"]
    assert CANARY.findall(caplog.text) == []


@pytest.mark.parametrize("who", ["unit", "leader"])
def test_what_is_of_others_and_what_is_nowhere_look_the_same(whole: Whole, who: str) -> None:
    client, compared = whole.client(who), 0
    for case in cases():
        if case.who != who or case.method != "get" or case.whose != "second" or not whole.thing(case):
            continue
        address, absent = whole.address(case), whole.address(replace(case, whose="none"))
        answers = []
        for path in (address, absent):
            with CaptureQueriesContext(connection) as asked:
                answers.append((client.get(path), len(asked)))
        (answer, cost), (other, same_cost) = answers
        if answer.status_code == 404:
            compared += 1
            assert other.status_code == 404, case.page
            for told in (
                answer,
                other,
            ):  # the page names its own address, whose length is that of what was asked
                del told["Content-Length"]
            assert dict(answer.headers) == dict(other.headers), case.page
            assert cost == same_cost or case.page in UNEVEN, case.page
            assert same(answer.content).replace(address, "") == same(other.content).replace(absent, ""), (
                case.page
            )
    assert compared > 15


def test_who_was_moved_sees_nothing_of_the_old_unit_from_the_next_request_on(whole: Whole) -> None:
    """An ended membership ends the session; signed in anew, or by a token, the sheet is not there."""
    office, city = whole.office, whole.office.city
    client, program, sheet = whole.client("reporter"), office.program("reporter"), f"/tasks/{office.open}/"
    assert client.get(sheet).status_code == program.ask("GET", sheet[:-1]).status_code == 200
    membership = Membership.objects.get(person_id="reporter_p").pk
    system, yesterday = city.people[whole.persons["system"]], city.at.date() - timedelta(days=1)
    people.end_membership(actor=system, at=city.now(), membership=membership, last_day=yesterday)
    city.person("reporter_p", Role.REPORTER, "finance")
    assert client.get(sheet).headers["Location"].startswith("/sign-in/")
    moved = whole.client("reporter")
    assert moved.get(sheet).status_code == program.ask("GET", sheet[:-1]).status_code == 404
    assert moved.get(f"/tasks/{office.foreign}/").status_code == 200
