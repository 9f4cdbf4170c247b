"""Two people acting on the same run or result at the same moment, on a real PostgreSQL: one of them does."""

import pytest
from django.db import connection

from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.jobs.models import Job
from sikao.office.groundwork.models import Entry
from sikao.office.results import actions
from sikao.office.results.actions.running import RUN
from sikao.office.results.editions import edition
from sikao.office.results.models import Computed, Edition, Run, Step, Word
from sikao.office.results.stages import State
from tests.office.city import SCHEME, City
from tests.office.results import ways
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


def test_a_result_is_decided_once_whoever_comes_first(city: City) -> None:
    """Opened twice, approved by two at once, published while it is taken back: exactly one effect each."""
    run = actions.ask_run(actor=city.people["staff"], at=city.now(), scheme=SCHEME, checkpoint="q1")
    work(city)
    at = city.now()
    ended = at_once(
        *(lambda: actions.open_edition(actor=city.people["staff"], at=at, run=run) for _ in range(3))
    )
    assert sorted(ended) == ["NotNow", "NotNow", "done"]
    ref = Edition.objects.get().ref
    actions.give_edition(actor=city.people["staff"], at=city.now(), edition=ref)
    ways.over(city, ref)
    bound = ways.submitted(city, ref)
    at = city.now()
    director, leader = (
        {"actor": city.people[who], "at": at, "edition": ref, "bound": bound}
        for who in ("director", "leader")
    )
    ended = at_once(
        lambda: actions.approve_edition(**director),
        lambda: actions.approve_edition(**director),
        lambda: actions.approve_edition(**leader),
        lambda: actions.refuse_edition(**leader, reason="再核对"),
    )
    approved = Step.objects.filter(edition=ref, what=Verb.EDITION_APPROVE.value).count()
    assert ended.count("done") == approved + (edition(ref).state is State.FEEDBACK)
    if edition(ref).state is State.FEEDBACK:
        bound = ways.approved(city, ref)
    assert edition(ref).state is State.APPROVED
    given = {"actor": city.people["director"], "at": city.now(), "edition": ref}
    ended = at_once(
        lambda: actions.publish_edition(**given, bound=bound),
        lambda: actions.take_back_edition(**given, reason="有误"),
        lambda: actions.publish_edition(**given, bound=bound),
    )
    assert ended.count("done") == 1
    assert edition(ref).state in (State.PUBLISHED, State.FEEDBACK)
    assert Entry.objects.filter(verb=Verb.EDITION_PUBLISH.value, outcome="done").count() <= 1


def test_an_objection_is_ruled_on_once(city: City) -> None:
    run = actions.ask_run(actor=city.people["staff"], at=city.now(), scheme=SCHEME, checkpoint="q1")
    work(city)
    ref = ways.given(city, run)
    made = ways.objected(city, ref)
    given = {"at": city.now(), "objection": made, "reason": "经核实"}
    ended = at_once(
        lambda: actions.reject_objection(actor=city.people["staff"], **given),
        lambda: actions.reject_objection(actor=city.people["director"], **given),
        lambda: actions.withdraw_objection(actor=city.people["licang_s"], **given),
    )
    assert sorted(ended) == ["NotNow", "NotNow", "done"]
    assert Word.objects.filter(objection=made).count() == 2
