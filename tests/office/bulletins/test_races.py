"""Two people acting on the same paper at the same moment, on a real PostgreSQL: one of them does."""

import pytest
from django.db import connection

from sikao.office.accounts.rights.roles import Role
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
    letters_go_out_once(city, ref)


def letters_go_out_once(city: City, edition: str) -> None:
    """One number for two; issued while it is set anew; withdrawn and archived; prepared again by two."""
    city.person("second", Role.OFFICE_DIRECTOR)
    director, second, staff = (city.people[who] for who in ("director", "second", "staff"))
    letters = letting.prepared(city, edition, bulletin=False, letters=("licang", "pingdu"))
    for letter, number in zip(letters, ("示考办发〔2021〕99号", "示考办发 [2021] 099号"), strict=True):
        letting.worded(city, letter, number)
    at, asked = city.now(), [{letter: letting.content(letter)} for letter in letters]
    ended = at_once(
        lambda: actions.issue_papers(actor=director, at=at, papers=asked[0]),
        lambda: actions.issue_papers(actor=second, at=at, papers=asked[1]),
    )
    assert ended == ["NotNow", "done"], "one number is borne by one paper, however it is typed"
    gone, draft = sorted(letters, key=lambda letter: paper(letter).state is State.DRAFT)
    letting.worded(city, draft, "示考办发〔2021〕100号")
    at, papers, before = city.now(), {draft: letting.content(draft)}, paper(draft).made
    ended = at_once(
        lambda: actions.issue_papers(actor=director, at=at, papers=papers),
        lambda: actions.issue_papers(actor=second, at=at, papers=papers),
        lambda: actions.prepare_again(actor=staff, at=at, paper=draft),
    )
    assert "done" in ended and paper(draft).state is State.ISSUED
    work(city)
    assert paper(draft).made == before, "nothing is set after it was issued"
    given = {"at": city.now(), "paper": gone}
    scan = {"scan": letting.SCAN, "scan_name": "盖章件.pdf"}
    ended = at_once(
        lambda: actions.withdraw_paper(actor=director, **given, reason="附表有误"),
        lambda: actions.withdraw_paper(actor=second, **given, reason="附表有误"),
        lambda: actions.archive_paper(actor=staff, **given, **scan),
    )
    steps = PaperStep.objects.filter(paper=gone)
    assert paper(gone).state is State.WITHDRAWN and steps.filter(what="paper.withdraw").count() == 1
    assert steps.filter(what="paper.archive").count() == ended.count("done") - 1 <= 1
    unit = {"at": city.now(), "edition": edition, "letters": (paper(gone).unit,)}
    ended = at_once(
        *(lambda who=who: actions.prepare_papers(actor=who, **unit) for who in (staff, director, second))
    )
    assert ended == ["NotNow", "NotNow", "done"]
    assert Paper.objects.filter(edition=edition, unit=paper(gone).unit).count() == 2
