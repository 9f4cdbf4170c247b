"""A run is computed by both calculators on figures as of an entry, and kept once."""

import json
from dataclasses import replace

import polars as pl
import pytest

from sikao.core.books import Book, disagreements, score_book
from sikao.core.insight.readiness import Why
from sikao.office.accounts.actions import grants
from sikao.office.accounts.models import Grant
from sikao.office.accounts.rights.roles import Role
from sikao.office.groundwork.files import content_of
from sikao.office.groundwork.jobs.models import Job
from sikao.office.groundwork.jobs.models import State as JobState
from sikao.office.groundwork.journal import head
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid, NotYou
from sikao.office.ledger.queries import figure_seq_at
from sikao.office.results import actions, computing, queries
from sikao.office.results.keeping import kept_book, kept_readiness
from sikao.office.results.models import Computed, Run
from sikao.office.results.rules import RunState
from tests.office.results.years import FAI, ask, computed, figures_of_the_folder, revised, work

pytestmark = [pytest.mark.django_db, pytest.mark.both_in_drill]


def said(book: Book) -> list[tuple]:
    """What a book says of every score, but for the mark of figures made up, which the files bear alone."""
    rows = book.rows.drop("unit_name", "node_name").sort("checkpoint", "scorecard", "unit", "node")
    return rows.with_columns(pl.col("flags").list.set_difference(["synthetic"]).list.sort()).rows()


def test_the_book_says_what_the_library_says_of_the_same_figures(run):
    view = queries.run(run)
    assert (view.state, view.checkpoint, view.seq) == (RunState.READY, "q1", figure_seq_at(head()[0]))
    kept = kept_book(view.book_sha256)
    opened = figures_of_the_folder()
    assert said(kept) == said(score_book(opened.scheme, opened.figures, "q1", exact=True))
    assert kept.digest() == view.book
    assert kept.parts.height > 0


def test_the_same_question_has_one_answer(city, run):
    runs, entries = Run.objects.count(), Entry.objects.count()
    assert ask(city, note="再问一次") == run
    assert (Run.objects.count(), Entry.objects.count()) == (runs, entries)


def test_a_past_moment_gives_the_figures_of_that_moment(city, run):
    before = queries.run(run)
    revised(city, "5.2")
    after = queries.run(computed(city))
    again = queries.run(ask(city, seq=before.seq))
    assert again == before
    assert after.book != before.book
    (licang,) = [
        place.where
        for place in disagreements(kept_book(before.book_sha256), kept_book(after.book_sha256))
        if place.where[2:] == ("licang", "fai") and place.what == "points" and place.where[1] == "districts"
    ]
    assert licang[0] == "q1"


def test_what_cannot_be_computed_is_refused(city):
    with pytest.raises(NotValid) as unknown:
        ask(city, checkpoint="q9")
    assert unknown.value.findings[0].code == "book.unknown_checkpoint"
    with pytest.raises(NotThere):
        actions.ask_run(actor=city.people["staff"], at=city.now(), scheme="nowhere", checkpoint="q1")
    with pytest.raises(NotNow) as empty:
        ask(city, seq=1)
    assert empty.value.findings[0].code == "run.no_figures"
    with pytest.raises(NotValid) as later:
        ask(city, seq=head()[0] + 1)
    assert later.value.findings[0].code == "ledger.later"
    with pytest.raises(NotValid):
        ask(city, note="长" * 501)


def test_calculators_that_disagree_leave_no_book(city, monkeypatch):
    def wrong(*given, exact=False, **more):
        book = score_book(*given, exact=exact, **more)
        return book if exact else replace(book, rows=book.rows.with_columns(rank=book.rows["rank"] + 1))

    revised(city, "5.2")
    monkeypatch.setattr(computing, "score_book", wrong)
    view = queries.run(computed(city))
    assert (view.state, view.book) == (RunState.FAILED, "")
    assert {finding.code for finding in view.findings} == {"run.disagreement"}
    assert "rank" in str(view.findings[0].details["place"])
    monkeypatch.undo()
    again = queries.run(computed(city))
    assert (again.state, again.attempt) == (RunState.READY, 2)


def test_a_run_is_kept_once(city, run):
    view = queries.run(run)
    kept, calculated = object(), object()
    with pytest.raises(NotNow) as twice:
        actions.keep_run(actor=city.people["staff"], at=city.now(), run=run, calculated=calculated, kept=kept)
    assert twice.value.findings[0].code == "run.ended"
    assert queries.run(run) == view


def test_who_has_lost_the_right_gets_nothing(city):
    revised(city, "5.2")
    ref = ask(city)
    grant = Grant.objects.get(person_id="staff").pk
    security = city.person("security", Role.SECURITY_ADMIN)
    grants.end_grant(actor=security, at=city.now(), grant=grant, reason="调离")
    work(city)
    view = queries.run(ref)
    assert (view.state, [finding.code for finding in view.findings]) == (RunState.FAILED, ["right.not_you"])
    assert not Computed.objects.filter(run=ref).exists()
    assert Job.objects.get(pk=view.job).state == JobState.FAILED


def test_others_may_not_ask(city):
    with pytest.raises(NotYou):
        ask(city, "leader")


def test_readiness_names_what_is_wanting(city, run):
    readiness = kept_readiness(queries.run(run).readiness_sha256)
    assert readiness.keys(Why.DISPUTED) == ()
    missing = revised(city, "5.2")
    view = queries.run(computed(city))
    assert view.seq == missing
    kept = json.loads(content_of(view.readiness_sha256))
    assert kept["checkpoint"] == "q1"
    assert FAI not in kept_readiness(view.readiness_sha256).keys(Why.MISSING)
