"""People acting on the docket at the same moment, on a real PostgreSQL: exactly one effect."""

from decimal import Decimal

import pytest
from django.db import connection

from sikao.office.docket import actions
from sikao.office.docket.models import Application, Closing
from sikao.office.docket.queries import application
from sikao.office.docket.stages import State
from sikao.office.groundwork.models import Entry
from sikao.office.ledger.models import FigureVersion
from tests.office.city import SCHEME, City
from tests.office.docket import ways
from tests.office.docket.ways import PRAISE, given
from tests.office.together import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.both,
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="a database of one writer has no races"),
]
assert connection


@pytest.fixture
def city() -> City:
    return ways.with_people()


def value() -> Decimal:
    last = FigureVersion.objects.filter(unit="jimo", indicator=PRAISE).order_by("entry_id").last()
    return Decimal(0) if last is None else Decimal(last.value)


def test_an_application_is_brought_and_decided_once(city: City) -> None:
    """Applied for by two at once, decided twice at once, confirmed while it is withdrawn: one effect each."""
    ended = at_once(lambda: ways.applied(city), lambda: ways.applied(city, "jimo_r"))
    assert ended == ["NotNow", "done"]
    ref = ways.ready(city, Application.objects.get().ref)
    told = given(city, "director", application=ref, count="1", reason="同意")
    leader = {**told, "actor": city.people["leader"]}
    ended = at_once(lambda: actions.decide_application(**told), lambda: actions.decide_application(**leader))
    assert ended == ["NotNow", "done"]
    first = application(ref).decision.person
    second = "leader" if first == "director" else "director"
    confirm = given(city, second, application=ref, bound=application(ref).bound)
    withdraw = given(city, "jimo_s", application=ref, reason="另行申报")
    ended = at_once(
        lambda: actions.confirm_decision(**confirm),
        lambda: actions.confirm_decision(**confirm),
        lambda: actions.withdraw_application(**withdraw),
    )
    assert ended == ["NotNow", "NotNow", "done"]
    granted = application(ref).state is State.GRANTED
    assert value() == (1 if granted else 0)
    done = Entry.objects.filter(verb__in=["docket.confirm", "docket.withdraw"], outcome="done")
    assert done.count() == 1


def test_two_decisions_about_one_figure_both_count(city: City) -> None:
    refs = [
        ways.examined(city, ways.applied(city, matter=matter))
        for matter in ("真抓实干", "乡村振兴", "稳外贸")
    ]
    ways.over(city, ways.shown(city, *refs))
    told = {"count": "1", "reason": "会议审定", "paper": ways.PAPER}
    at = city.now()
    ended = at_once(
        *(
            lambda ref=ref: actions.decide_application_offline(
                actor=city.people["staff"], at=at, application=ref, **told
            )
            for ref in refs
        )
    )
    assert ended == ["done", "done", "done"]
    assert value() == 3


def test_nothing_is_applied_for_behind_a_closed_door(city: City) -> None:
    at = city.now()
    ended = at_once(
        lambda: actions.close_docket(actor=city.people["staff"], at=at, scheme=SCHEME),
        lambda: ways.applied(city),
    )
    assert ended == ["NotNow", "done"]
    closed = FigureVersion.objects.filter(indicator=PRAISE).exists()
    assert Application.objects.count() == (0 if closed else 1)


def test_a_docket_is_closed_before_or_after_a_decision_and_never_across_it(city: City) -> None:
    """Confirmed while it is closed: the figure is that of the decision, and nobody says zero beside it."""
    ref = ways.ready(city, ways.applied(city))
    told = given(city, "director", application=ref, count="1", reason="同意")
    actions.decide_application(**told)
    at, bound = city.now(), application(ref).bound
    confirm = {"actor": city.people["leader"], "at": at, "application": ref, "bound": bound}
    ended = at_once(
        lambda: actions.confirm_decision(**confirm),
        lambda: actions.close_docket(actor=city.people["staff"], at=at, scheme=SCHEME),
        lambda: actions.close_docket(actor=city.people["other"], at=at, scheme=SCHEME),
    )
    assert ended.count("done") >= 1 and application(ref).state is State.GRANTED
    assert FigureVersion.objects.filter(unit="jimo", indicator=PRAISE).count() == 1 == value()
    closed = Closing.objects.count()
    assert closed == ended.count("done") - 1 <= 1
    if not closed:
        actions.close_docket(**given(city, "staff", scheme=SCHEME))
    # 10 districts and 76 departments with five items each; one of them has its figure.
    assert FigureVersion.objects.filter(submission__way="docket").count() == 86 * 5
