"""Two people asking for the same run at the same moment, on a real PostgreSQL: there is one."""

import pytest
from django.db import connection

from sikao.office.groundwork.jobs.models import Job
from sikao.office.groundwork.models import Entry
from sikao.office.results import actions
from sikao.office.results.actions.running import RUN
from sikao.office.results.models import Computed, Run
from tests.office.city import SCHEME, City
from tests.office.results.years import reported, work
from tests.office.together import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.both,
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="a database of one writer has no races"),
]
assert connection


@pytest.fixture
def city() -> City:
    return reported()


def test_one_question_asked_by_two_is_one_run(city: City) -> None:
    for checkpoint in ("q1", "h1", "q3"):
        before = Run.objects.count(), Job.objects.filter(kind=RUN).count()
        at = city.now()
        acts = [
            lambda who=who, checkpoint=checkpoint, at=at: actions.ask_run(
                actor=city.people[who], at=at, scheme=SCHEME, checkpoint=checkpoint
            )
            for who in ("staff", "director", "staff", "director")
        ]
        ended = at_once(*acts)
        assert set(ended) <= {"done", "NotNow"} and "done" in ended
        assert (Run.objects.count(), Job.objects.filter(kind=RUN).count()) == (before[0] + 1, before[1] + 1)


def test_two_workers_keep_a_run_once(city: City) -> None:
    actions.ask_run(actor=city.people["staff"], at=city.now(), scheme=SCHEME, checkpoint="q1")
    at_once(lambda: work(city), lambda: work(city))
    assert Computed.objects.count() == 1
    assert Entry.objects.filter(verb="run.keep", outcome="done").count() == 1
