"""Papers are made once: whoever dies in between leaves nothing, and the next worker does all of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sikao.interfaces.jobs.registration import KINDS
from sikao.office.bulletins import actions, keeping, working
from sikao.office.bulletins.actions import preparing
from sikao.office.bulletins.models import Made, Words
from sikao.office.bulletins.queries import made_of, paper, papers
from sikao.office.bulletins.rules import State
from sikao.office.groundwork.jobs.models import Job
from sikao.office.groundwork.jobs.models import State as JobState
from sikao.office.groundwork.jobs.worker import Worker
from sikao.office.groundwork.models import Entry, StoredFile
from sikao.office.groundwork.refusals import NotNow
from tests.office.bulletins import letting
from tests.office.city import City
from tests.office.results import ways
from tests.office.results.conftest import opened, run
from tests.office.results.years import work

__all__ = ["opened", "run"]
pytestmark = [pytest.mark.django_db, pytest.mark.both]
LETTERS = ("jimo", "pingdu")


class KilledError(BaseException):
    """The process is no more."""


@pytest.fixture
def city(opened: tuple[City, str], db: None) -> City:
    del db
    return replace(opened[0], people=dict(opened[0].people))


def dies(city: City, monkeypatch: pytest.MonkeyPatch, place, name: str, *, after: int = 0) -> None:
    """A worker whose process ends when it has called something so many times."""
    real, calls = getattr(place, name), []

    def deadly(*args, **given):
        calls.append(name)
        if len(calls) > after:
            raise KilledError
        return real(*args, **given)

    worker = Worker(KINDS, name="doomed", now=city.now)
    with monkeypatch.context() as patched:
        patched.setattr(place, name, deadly)
        with pytest.raises(KilledError):
            worker.run(drain=True)


@pytest.mark.drill
def test_a_worker_that_dies_leaves_nothing_and_the_next_makes_all_of_it_once(
    city: City, run: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = ways.published(city, run)
    files = StoredFile.objects.count()
    act = {"actor": city.people["staff"], "at": city.now(), "edition": ref, "letters": LETTERS}
    refs = actions.prepare_papers(**act)
    for place, name, after in (
        (working, "keep", 1),  # one of two letters is on the disk
        (working, "keep_papers", 0),  # both are
        (preparing, "write", 0),  # rows are saved, the entry is not
    ):
        dies(city, monkeypatch, place, name, after=after)
        assert (Made.objects.count(), StoredFile.objects.count()) == (0, files)
        assert all(paper(one).made == "" for one in refs)
        Job.objects.filter(state=JobState.RUNNING).update(attempts=0)  # these deaths are not counted
        city.at += timedelta(minutes=2)
    work(city)
    assert Made.objects.count() == 2
    assert Entry.objects.filter(verb="paper.keep", outcome="done").count() == 1
    work(city)
    assert Made.objects.count() == 2


def test_the_same_content_gives_the_same_files(city: City, run: str) -> None:
    ref = ways.published(city, run)
    (letter,) = letting.prepared(city, ref, bulletin=False, letters=("jimo",))
    letting.worded(city, letter)
    first = made_of(paper(letter))
    actions.prepare_again(actor=city.people["staff"], at=city.now(), paper=letter)
    work(city)
    again = made_of(paper(letter))
    assert first.ref != again.ref
    assert (first.content, first.files) == (again.content, again.files)


def test_what_is_issued_meanwhile_is_not_made_again(city: City, run: str) -> None:
    ref = ways.published(city, run)
    (letter,) = letting.prepared(city, ref, bulletin=False, letters=("jimo",))
    letting.worded(city, letter)
    actions.prepare_again(actor=city.people["staff"], at=city.now(), paper=letter)
    with pytest.raises(NotNow) as twice:
        actions.prepare_again(actor=city.people["staff"], at=city.now(), paper=letter)
    assert twice.value.findings[0].code == "paper.being_made"
    before = paper(letter).made
    letting.issued(city, letter)
    work(city)
    assert (paper(letter).state, paper(letter).made) == (State.ISSUED, before)
    assert Job.objects.get(pk=paper(letter).job).state == JobState.FAILED


def test_damaged_files_are_neither_issued_nor_served(city: City, run: str, monkeypatch) -> None:
    ref = ways.published(city, run)
    (letter,) = letting.prepared(city, ref, bulletin=False, letters=("jimo",))
    letting.worded(city, letter)

    def gone(sha256: str) -> bytes:
        raise keeping.FileDamagedError(sha256)

    with monkeypatch.context() as patched:
        patched.setattr(keeping, "content_of", gone)
        with pytest.raises(NotNow) as lost:
            actions.take_paper(actor=city.people["staff"], at=city.now(), ref=letter, form="pdf")
    assert lost.value.findings[0].code == "paper.file_lost"
    assert Words.objects.filter(paper=letter).count() == 2
    assert [one.ref for one in papers(edition=ref)] == [letter]
