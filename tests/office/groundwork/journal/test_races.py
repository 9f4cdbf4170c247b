"""Many processes at one journal: no gap, no double, and the order of numbers is the order of commits."""

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event

import pytest
from django.db import connection, connections, transaction

from sikao.office.accounts.models import Grant, Person
from sikao.office.groundwork.actor import machine
from sikao.office.groundwork.journal import Subject, head, write
from tests.office.groundwork.homes import fresh_home

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both, pytest.mark.slow]
APPENDER = Path(__file__).with_name("appender.py")
WRITERS, ACTS = 4, 40
assert connection  # the conditions below name it


def test_four_processes_append_without_gap_or_double(tmp_path: Path) -> None:
    with fresh_home(tmp_path / "home") as home:
        watcher = home.start(APPENDER, "watch", 6)
        writers = [home.start(APPENDER, ACTS, f"w{number}") for number in range(WRITERS)]
        assert [writer.wait(120) for writer in writers] == [0] * WRITERS
        watched = json.loads(watcher.communicate(timeout=60)[0])
        for writer in writers:
            assert writer.stdout
            writer.stdout.close()
        assert watched["wrong"] == 0
        assert watched["seen"] > 1
        verified = home.asked("verify", "--home", home.path)
        # One entry of making the home; of every ten acts one broke off.
        assert verified["head"] == verified["entries"] == 1 + WRITERS * ACTS * 9 // 10
        assert [finding["code"] for finding in verified["findings"] if finding["severity"] == "error"] == []


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="a database of one writer has no races")
def test_a_row_locked_for_change_and_rows_that_point_at_it_do_not_stop_each_other(home) -> None:
    """One act holds the journal's head and checks its keys at the end; the other has the row, and waits."""
    assert home
    person = Person.objects.create(name="某人", staff_number="s1", lane="business")
    at, about = datetime(2020, 7, 18, tzinfo=UTC), Subject("test", "1")
    appended, locked = Event(), Event()

    def granting() -> None:
        with transaction.atomic():
            grant = Grant(person=person, lane="business", role="reporter", since=date(2020, 7, 18))
            write(actor=machine(), at=at, verb="test.act", subject=about, rows=[grant])
            appended.set()
            assert locked.wait(10)
            time.sleep(0.5)  # the other waits for the head by now

    def changing() -> None:
        assert appended.wait(10)
        with transaction.atomic():
            Person.objects.select_for_update(no_key=True).get(pk=person.pk)
            locked.set()
            write(actor=machine(), at=at, verb="test.act", subject=about)

    def run(act: Callable[[], None]) -> None:
        try:
            act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, [granting, changing]))
    assert head()[0] == 2
