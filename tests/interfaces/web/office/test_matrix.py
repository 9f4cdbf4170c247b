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

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.db.models import Q
from django.urls import resolve

from sikao.interfaces.web.office.pages import PAGES
from sikao.office.accounts.models import Account
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle import duties
from sikao.office.cycle.models import Confirmation, Task
from sikao.office.groundwork import clock
from sikao.office.ledger.models import FigureVersion
from sikao.office.rulebook import shelf
from tests.drill.figures import many, progress, tell
from tests.interfaces.api.office import PEOPLE, Office
from tests.interfaces.web.office.browsers import same
from tests.interfaces.web.office.matrix import NOBODY, ROUTES, Case, Whole, cases, failures

CANARIES = {"commerce": 1301, "statistics": 5301}
"""Bureaus with the decimals of the first of their numbers."""
CANARY = re.compile(r"(?<![\d.])6\.[1-9]\d{3}(?!\d)")
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
CRAWLING = ("reporter", "unit", "leader", "system")
SEED, SAMPLE = 20200720, 40
"""So many questions for each of those who ask."""


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker) -> Iterator[Whole]:
    """Sealing and handing in take seconds: done once."""
    del django_db_setup
    shelf.forget()
    duties.forget()
    with django_db_blocker.unblock(), transaction.atomic():
        office = Office.built()
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
        office.city.deliver(bureau, task, cells)


def asked_of(who: str) -> list[Case]:
    every = [case for case in cases() if case.who == who]
    drawn = sorted(every, key=lambda case: hashlib.sha256(f"{SEED} {case}".encode()).digest())
    return drawn[: many(SAMPLE, len(every))]


def test_every_address_and_nothing_else_is_asked_for():
    assert {case.page for case in cases()} == set(ROUTES) == set(PAGES)


@pytest.mark.parametrize("who", [*PEOPLE, NOBODY])
def test_nobody_sees_or_does_more_or_less_than_the_tables_say(whole: Whole, who: str) -> None:
    asked = asked_of(who)
    assert failures(whole, asked) == {}
    tell("matrix over the pages", asking=1, cells=len(asked))
    progress(f"matrix over the pages: {who}, {len(asked)} cells")


def known_to(who: str) -> set[str]:
    """The numbers that somebody may see: an organisation those about it, and those that it has delivered."""
    role, organisation = PEOPLE[who]
    rows = FigureVersion.objects.filter(value__startswith="6.", provider__in=CANARIES)
    if role in {Role.REPORTER, Role.SIGNER}:
        rows = rows.filter(Q(unit=organisation) | Q(provider=organisation))
    elif role not in {Role.OFFICE_STAFF, Role.OFFICE_DIRECTOR, Role.AUDITOR}:
        return set()
    return {value for value in rows.values_list("value", flat=True) if CANARY.fullmatch(value)}


def words_of(answer) -> str:
    """All that an answer says: its headers, and every part of a file in it."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"\n".join(packed.read(name) for name in packed.namelist())
    return f"{answer.headers}\n{content.decode(errors='replace')}"


def crawled(whole: Whole, who: str, most: int = 4) -> dict[str, str]:
    """What every page says to somebody: all that links and forms lead to, all objects, every filter."""
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
        for link in re.findall(r'(?:href|action)="(/[^"#]*)', said[path]):
            if not link.startswith(("/static/", "/en/", "/results/", "/schemes/")):
                name = resolve(link.partition("?")[0], "sikao.interfaces.web.office.urls").url_name
                asked[name] += 1
                addresses += [html.unescape(link)] if asked[name] <= most else []
    return said


@pytest.mark.slow
@pytest.mark.parametrize("who", PEOPLE if many(0, 1) else CRAWLING)
def test_no_page_file_or_filter_tells_a_number_of_somebody_else(whole: Whole, who: str) -> None:
    known = known_to(who)
    told = {path: set(CANARY.findall(text)) - known for path, text in crawled(whole, who).items()}
    tell("numbers of others looked for", asking=1, answers=len(told))
    progress(f"numbers of others looked for: {who}, {len(told)} answers")
    assert {path: sorted(found)[:3] for path, found in told.items() if found} == {}


def test_numbers_are_found_where_they_may_be_seen(whole: Whole) -> None:
    """The search for canaries finds some: a unit those about it, the office all in one file."""
    text = "".join(crawled(whole, "unit").values())
    assert set(CANARY.findall(text)) == known_to("unit") != set()
    exported = words_of(whole.client("staff").get("/figures/export/?form=csv"))
    assert set(CANARY.findall(exported)) == known_to("staff") > known_to("unit")


def test_programs_are_told_no_more_than_people(whole: Whole) -> None:
    """Every answer of the API about figures, checks and sheets, to each who may ask."""
    office = whole.office
    tasks = [*Task.objects.filter(through="2020-05", provider__in=CANARIES).values_list("ref", flat=True)]
    checks = [*Confirmation.objects.filter(task__in=tasks).values_list("ref", flat=True)]
    keys = FigureVersion.objects.filter(value__startswith="6.", provider__in=CANARIES)
    paths = [f"/tasks/{ref}/{part}" for ref in tasks for part in ("", "form/", "draft/", "template/")]
    paths += [f"/confirmations/{ref}/" for ref in checks]
    paths += [
        f"/figures/?unit={k.unit}&indicator={k.indicator}&kind={k.kind}&period={k.period}" for k in keys
    ]
    for who in PEOPLE:
        known = known_to(who)
        for path in paths:
            found = set(CANARY.findall(words_of(office.program(who).ask("GET", path))))
            assert found <= known, (who, path)


@pytest.mark.parametrize("who", ["unit", "leader"])
def test_what_is_of_others_and_what_is_nowhere_look_the_same(whole: Whole, who: str) -> None:
    client, compared = whole.client(who), 0
    for case in cases():
        if case.who != who or case.method != "get" or case.whose != "second" or not whole.thing(case):
            continue
        address, absent = whole.address(case), whole.address(replace(case, whose="none"))
        answer, other = client.get(address), client.get(absent)
        if answer.status_code == 404:
            compared += 1
            assert other.status_code == 404, case.page
            assert same(answer.content).replace(address, "") == same(other.content).replace(absent, ""), (
                case.page
            )
    assert compared > 15
