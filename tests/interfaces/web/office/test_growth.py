"""Pages cost the same however much a home holds: as many statements, and no more rows than a page shows."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.db.models import Model
from django.db.models.signals import post_init
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sikao.core.figures.absence import Absence
from sikao.office.accounts.models import Grant
from sikao.office.accounts.rights.roles import Role
from sikao.office.cycle.models import Confirmation, Task, Verification
from sikao.office.groundwork.actor import machine
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.notices.telling import notify
from sikao.office.groundwork.refs import new_ref
from sikao.office.ledger.facts import NewFigure, NewSubmission
from sikao.office.ledger.posting import rows_of
from tests.interfaces.web.office.browsers import browser
from tests.office.city import City
from tests.office.cycle.conftest import city, opened

__all__ = ["city", "opened"]
pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PAGES = {
    "staff": (
        *("/", "/checks/", "/checks/?state=disputed", "/verifications/", "/board/", "/tasks/?show=signed"),
        *("/figures/", "/notices/"),
    ),
    "laixi_r": ("/", "/checks/", "/verifications/", "/tasks/?show=signed", "/notices/"),
    "commerce_s": ("/", "/checks/", "/verifications/"),
    "verifier": ("/", "/verifications/"),
    "guard": ("/grants/",),
    "auditor": ("/", "/checks/", "/figures/", "/board/", "/journal/"),
}
WHOLE_YEAR = {(who, path) for who in ("staff", "auditor") for path in ("/", "/board/")}
"""Pages whose bars and tiles stand for everything that is owed in a year, answers and verifications too."""
TOGETHER = 4
MOST = 120
"""More rows of one kind than any page shows, with those that wait beside those that do not."""


@pytest.fixture
def crowd(city: City) -> City:
    city.staffed("commerce", "laixi")
    city.person("auditor", Role.AUDITOR)
    city.person("guard", Role.SECURITY_ADMIN)
    city.person("verifier", Role.VERIFIER, "development_reform")
    city.on(2020, 12, 1)
    return city


def grow(city: City, count: int) -> None:
    """So many more of everything that becomes more as years go by."""
    origin = Task.objects.get(provider="commerce", frequency="month", through="2020-06", revises__isnull=True)
    for number in range(count):
        task = _copy(origin, city, number)
        for state in ("open", "disputed", "upheld", "silent"):
            Confirmation.objects.create(
                task=task,
                submission=new_ref(),
                unit="laixi",
                provider="commerce",
                figures=3,
                due_at=city.at + timedelta(days=number),
                answer_due_at=city.at + timedelta(days=number) if state in {"disputed", "upheld"} else None,
                answered_at=city.at if state == "upheld" else None,
                state=state,
            )
        for state in ("open", "decided"):
            Verification.objects.create(
                task=task,
                submission=new_ref(),
                unit="laixi",
                verifier="development_reform",
                figures=3,
                due_at=city.at + timedelta(days=number),
                decided_at=city.at if state == "decided" else None,
                state=state,
            )
    for start in range(0, count, TOGETHER):
        _act(city, range(start, min(start + TOGETHER, count)))


def _copy(origin: Task, city: City, number: int) -> Task:
    return Task.objects.create(
        kind="revise",
        revises=origin,
        scheme=origin.scheme,
        digest=origin.digest,
        provider=origin.provider,
        organisation=("laixi", "commerce")[number % 2],
        frequency=origin.frequency,
        through=origin.through,
        figures=3,
        opens=origin.opens,
        due_at=city.at,
        state="signed",
        signed_at=city.at,
    )


def _act(city: City, numbers: range) -> None:
    """Figures handed in, grants that are over, notices: one entry, as each costs a writing to the disk."""
    given = NewSubmission("t", "qingdao_2020", "commerce", "sheet", "p1", "p2")
    with transaction.atomic():
        _, rows = rows_of(given, [_figure(number) for number in numbers])
        rows += [_grant(city.at.date()) for _ in numbers]
        write(actor=machine(), at=city.now(), verb="test.grow", subject=Subject("test", ""), rows=rows)
        for _ in numbers:
            for who in ("staff", "laixi_r"):
                notify([who], "notice.year_opened", {}, about=Subject("year", "x"), at=city.at)


def _figure(number: int) -> NewFigure:
    period = f"20{10 + number % 80}-01..0{2 + number % 8}"
    return NewFigure("laixi", "fixed_assets", "growth", period, None, "", Absence.MISSING, "未报")


def _grant(today: date) -> Grant:
    return Grant(
        person_id="laixi_r",
        lane="business",
        role="expert",
        since=today,
        last_day=today - timedelta(days=1),
        proposed_by="x",
    )


@contextmanager
def counted_rows() -> Iterator[Counter[str]]:
    found: Counter[str] = Counter()

    def note(sender: type[Model], **_: object) -> None:
        found[sender.__name__] += 1

    post_init.connect(note)
    yield found
    post_init.disconnect(note)


def cost(client: Client, path: str) -> tuple[int, Counter[str]]:
    """How many statements a page asks, and how many rows of each kind it loads."""
    assert client.get(path).status_code == 200, path
    with CaptureQueriesContext(connection) as asked, counted_rows() as rows:
        client.get(path)
    return len(asked), rows


def test_fifty_of_everything_cost_no_more_statements_than_five(crowd: City, moment) -> None:
    def costs() -> dict[tuple[str, str], int]:
        clients = {who: browser(crowd, who, moment) for who in PAGES}
        return {(who, path): cost(clients[who], path)[0] for who in PAGES for path in PAGES[who]}

    grow(crowd, 5)
    few = costs()
    grow(crowd, 45)
    many = costs()
    assert {key: (few[key], many[key]) for key in few if many[key] > few[key]} == {}


def test_a_page_loads_no_more_rows_than_it_shows(crowd: City, moment) -> None:
    grow(crowd, 130)
    assert Confirmation.objects.count() == 4 * 130
    heavy = {}
    for who, paths in PAGES.items():
        client = browser(crowd, who, moment)
        for path in paths:
            # What waits for oneself is one's own work: the first page says all of it.
            _, rows = cost(client, path)
            kinds = ("FigureVersion", "Entry", "Notice", "Grant")
            kinds += () if (who, path) in WHOLE_YEAR else ("Verification",)
            kinds += () if path == "/" or (who, path) in WHOLE_YEAR else ("Confirmation",)
            heavy |= {(who, path, kind): rows[kind] for kind in kinds if rows[kind] > MOST}
    assert set(heavy) == {("verifier", "/", "Verification")}, heavy
