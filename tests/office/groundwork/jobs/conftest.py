"""What the tests of background work share: a clock put by hand, and short ways to ask for work and do it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from sikao.office.groundwork.actor import Actor, Channel
from sikao.office.groundwork.jobs.kinds import Kind
from sikao.office.groundwork.jobs.queue import enqueue
from sikao.office.groundwork.jobs.worker import Worker

ASKER = Actor("p1", Channel.WEB, for_whom="p2", source="a1b2")


class Clock:
    """A clock that is put forward and back by hand."""

    def __init__(self) -> None:
        self.at = datetime(2020, 7, 18, 1, 2, 3, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def put(self, **by: int) -> None:
        self.at += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ask(clock):
    """Asks for work in a transaction of its own."""

    def asked(kind="test.work", arguments=None, **given):
        with transaction.atomic():
            return enqueue(kind, arguments, actor=ASKER, at=clock(), **given)

    return asked


@pytest.fixture
def work(clock):
    """Works until nothing is due, with the function given as the only kind of work."""

    def worked(function, *, attempts=3, name="w1", **given):
        kinds = {"test.work": Kind(function, attempts=attempts)}
        return Worker(kinds, name=name, now=clock, **given).run(drain=True)

    return worked
