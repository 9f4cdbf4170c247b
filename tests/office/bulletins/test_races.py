"""Two people acting on the same paper at the same moment, on a real PostgreSQL: one of them does."""

import pytest
from django.db import connection

from sikao.office.bulletins import actions
from sikao.office.bulletins.models import Made, Paper, PaperStep, Words
from sikao.office.bulletins.queries import paper
from sikao.office.bulletins.rules import State
from tests.office.bulletins import letting
from tests.office.city import City
from tests.office.results import ways
from tests.office.results.years import computed, reported, work
from tests.office.together import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.both,
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="a database of one writer has no races"),
]
assert connection


def test_whoever_comes_first_acts_on_a_paper_and_nobody_twice() -> None:
    city: City = reported()
    ref = ways.published(city, computed(city))
    staff, director, at = city.people["staff"], city.people["director"], city.now()
    wanted = {"at": at, "edition": ref, "letters": ("jimo",)}
    ended = at_once(*(lambda: actions.prepare_papers(actor=staff, **wanted) for _ in range(3)))
    assert sorted(ended) == ["NotNow", "NotNow", "done"]
    at_once(lambda: work(city), lambda: work(city))
    (row,) = Paper.objects.all()
    assert Made.objects.count() == 1
    given = {"actor": staff, "at": city.now(), "paper": row.ref, "seen": 1, "passages": {}}
    ended = at_once(*(lambda: actions.word_paper(**given, typed=letting.typed()) for _ in range(3)))
    assert sorted(ended) == ["NotNow", "NotNow", "done"]
    assert Words.objects.filter(paper=row).count() == 2
    work(city)
    at, papers = city.now(), {row.ref: letting.content(row.ref)}
    word = {**given, "at": at, "seen": 2}
    ended = at_once(
        lambda: actions.issue_papers(actor=director, at=at, papers=papers),
        lambda: actions.issue_papers(actor=director, at=at, papers=papers),
        lambda: actions.word_paper(**word, typed=letting.typed("13号")),
    )
    assert ended.count("done") == 1
    issued = paper(row.ref).state is State.ISSUED
    assert PaperStep.objects.count() == int(issued)
    assert Words.objects.filter(paper=row).count() == 2 + int(not issued)
