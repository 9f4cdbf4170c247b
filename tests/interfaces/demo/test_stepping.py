"""One step after the other: the clock goes on, the others do their part; elsewhere nothing moves."""

import fcntl
from collections.abc import Callable
from datetime import date, datetime

import pytest

from sikao.interfaces.demo import stepping
from sikao.interfaces.demo.moments import moment
from sikao.interfaces.demo.people import recall
from sikao.interfaces.demo.stepping import STEPPED, step
from sikao.office.accounts.models import Account
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.actions import save_draft
from sikao.office.cycle.duties import slots_of
from sikao.office.cycle.models import Task
from sikao.office.cycle.rules import TaskState
from sikao.office.groundwork import clock
from sikao.office.groundwork.actor import machine
from sikao.office.groundwork.here import installation
from sikao.office.groundwork.journal.reading import since
from sikao.office.groundwork.refusals import NotNow
from sikao.office.groundwork.verifying import verify
from tests.interfaces.demo.conftest import silent, work

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def go(*, others: bool = True, until: date | None = None):
    return step(machine(), silent, work, others=others, until=until)


def refused(**asked) -> list[str]:
    with pytest.raises(NotNow) as found:
        go(**asked)
    return [finding.code for finding in found.value.findings]


def february_sheets():
    return Task.objects.filter(through="2020-02", briefing="")


def test_a_step_leads_to_the_next_day_and_the_next_one_lets_the_others_do_its_work(february: datetime):
    stepped = go()
    # Nine sheets of January and February are due on 18 March; all but one come three days before.
    assert stepped.at.date() == date(2020, 3, 15)
    assert (stepped.acts, [count for _, count in stepped.today]) == (0, [8])
    assert moment(2020, 3, 15) <= clock.now() < moment(2020, 3, 15, 10)
    taxation = february_sheets().get(provider="taxation")
    begun = {"/".join(slots_of(taxation)[0].key): "1"}
    reporter = recall()["taxation.reporter"]
    save_draft(actor=reporter, at=clock.now(), task=taxation.ref, version=0, cells=begun)
    stepped = go()
    signed = february_sheets().filter(state=TaskState.SIGNED)
    assert (stepped.acts, stepped.refused, signed.count()) == (8, (), 8)
    assert list(february_sheets().exclude(state=TaskState.SIGNED).values_list("provider", flat=True)) == [
        "ecology"
    ]
    told = [entry.new for entry in since(STEPPED, february)]
    assert [(one["to"], one["others"]) for one in told] == [("2020-03-15", True), ("2020-03-20", True)]
    assert verify().findings == ()


def test_alone_the_days_pass_and_nobody_does_anything(february: datetime):
    del february
    go(others=False, until=date(2020, 4, 1))
    assert not february_sheets().exclude(state=TaskState.OPEN).exists()
    assert clock.now() >= moment(2020, 4, 1)
    # What the program does by rule goes on: late sheets have their steps.
    assert list(since(Verb.LATENESS_ESCALATE.value, moment(2020, 3, 18)))
    # No password has become too old meanwhile.
    assert set(Account.objects.values_list("password_since", flat=True)) != {None}
    assert min(Account.objects.values_list("password_since", flat=True)) >= moment(2020, 4, 1)


def test_an_act_that_is_refused_does_not_stop_the_others(february: datetime, monkeypatch: pytest.MonkeyPatch):
    del february
    went = []

    def fails(stage):
        def refuse():
            raise NotNow.of("edition.changed")

        yield stepping.Act(moment(2020, 3, 1), "甲", "one", refuse)
        yield stepping.Act(moment(2020, 3, 1), "乙", "two", lambda: went.append(stage.at))

    monkeypatch.setattr(stepping, "SCENES", (fails,))
    stepped = go(until=date(2020, 3, 2))
    assert [finding.code for finding in stepped.refused] == ["edition.changed"]
    assert [at.date() for at in went] == [date(2020, 3, 1)]


def test_after_the_last_act_there_is_no_step(february: datetime, monkeypatch: pytest.MonkeyPatch):
    del february
    monkeypatch.setattr(stepping, "SCENES", ())
    assert refused() == ["home.demo_over"]


def test_one_step_at_a_time(february: datetime):
    del february
    with (installation().home / stepping.LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert refused() == ["home.demo_busy"]


def test_a_home_without_the_story_has_no_step(demonstration: Callable[[datetime], None]):
    demonstration(moment(2020, 1, 6))
    assert refused() == ["home.no_demo"]


def test_another_home_has_no_step_and_no_clock_to_move():
    before = clock.now()
    assert refused() == ["home.no_demo"]
    with pytest.raises(NotNow):
        stepping.move_clock(moment(2030, 1, 1))
    assert abs((clock.now() - before).total_seconds()) < 60
