"""What is worked out about a result: asked with it, kept once, and about which results."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import transaction

from sikao.core.figures.absence import Absence
from sikao.core.insight import Cause, Player
from sikao.office.accounts.rights.roles import Role
from sikao.office.groundwork.files import place_of, store
from sikao.office.groundwork.jobs.models import Job
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid, NotYou
from sikao.office.ledger.facts import NewFigure
from sikao.office.results import actions
from sikao.office.results.actions.analysing import changes_to_explain
from sikao.office.results.analyses import (
    _change,
    analyses_of,
    analysis,
    bases_of,
    change_of,
    own_places,
    told_to_units,
)
from sikao.office.results.analyses_kept import read_change, read_places
from sikao.office.results.analysing import _courses, change_between
from sikao.office.results.editions import edition
from sikao.office.results.models import Analysed, Analysis, Edition
from sikao.office.results.rules import Asked, RunState
from tests.office.results import ways
from tests.office.results.years import FAI, ask, post, unreported, work

pytestmark = pytest.mark.django_db


def refused(kind, code, act, **given):
    with pytest.raises(kind) as told:
        act(**given)
    assert told.value.findings[0].code == code


def by(city, who="staff", **more):
    return {"actor": city.people[who], "at": city.now(), **more}


def grown(value):
    """李沧's growth, reported again."""
    return NewFigure(*FAI, Decimal(value), "percent", None, value)


@pytest.mark.both
def test_a_correction_is_explained_against_what_it_replaces(corrected):
    _, first, second = corrected
    view = edition(second)
    (found,) = analyses_of(view, Asked.CHANGE)
    assert (found.state, found.before, found.run) == (RunState.READY, first, view.run)
    told = change_of(found)
    assert (told.before.book, told.after.book) == (edition(first).book, view.book)
    (figure,) = told.figures
    assert (figure.key, figure.cause) == (FAI, Cause.REVISED)
    assert (figure.before, figure.after, figure.measure) == (Decimal("7.8"), Decimal("5.2"), "%")
    main, table = told.accounts_of("licang")
    assert (main.scorecard, table.scorecard) == ("districts", "districts_checkpoint")
    # Against a target of 6: 64 + 2 × 1.8 = 67.6 before, 64 − 3 × 0.8 = 61.6 after; a tenth of it in the year.
    (leaf,) = [split for split in table.nodes if split.node == "fai"]
    assert [(line.player, str(line.shown)) for line in leaf.lines] == [(Player.OWN_REVISED, "-6.00")]
    assert [str(line.shown) for line in main.total.lines] == ["-0.60"]
    assert told.accounts_of("sco")[0].total.lines == ()  # zones are another group
    entry = Entry.objects.order_by("-seq").first()
    assert (entry.verb, entry.actor) == ("analysis.keep", "staff")


def test_a_ruling_on_a_figure_first_reported_since_brings_its_difference(city, run):
    # Against a target of 6: 64 + 2 × 1.8 = 67.6 by the report of 7.8, 64 + 2 × 2.1 = 68.2 by the ruling.
    absent = unreported(city)
    post(city, [grown("7.8")])
    view = replace(edition(ways.given(city, run)), seq=post(city, [grown("8.1")], way="ruling"))
    told = change_between(replace(view, seq=absent), view)
    steps = [(Cause.NEW, Absence.MISSING, Decimal("7.8")), (Cause.RULING, Decimal("7.8"), Decimal("8.1"))]
    assert [(one.cause, one.before, one.after) for one in told.figures] == steps
    assert read_change(told.to_bytes()) == told
    _, table = told.accounts_of("licang")
    (leaf,) = [split for split in table.nodes if split.node == "fai"]
    assert leaf.after == Decimal("68.2")
    new, ruling = leaf.lines
    assert (new.player, (leaf.before or 0) + new.exact) == (Player.OWN_NEW, Fraction("67.6"))
    assert (ruling.player, str(ruling.shown)) == (Player.OWN_RULING, "0.60")
    # Looked at backwards the ruling is undone first.
    causes, (between,) = _courses(view, replace(view, seq=absent))
    assert (causes, between.causes) == ({}, {FAI: Cause.RULING})
    assert [str(figure.value) for figure in between.figures] == ["7.8"]


def test_what_no_result_could_rest_on_is_no_step(city, run):
    before = edition(ways.given(city, run))
    post(city, [replace(grown("8.1"), measure="yuan")])
    view = replace(before, seq=post(city, [grown("5.2")], way="ruling"))
    told = change_between(before, view)
    assert [(one.cause, one.before, one.after) for one in told.figures] == [
        (Cause.RULING, Decimal("7.8"), Decimal("5.2"))
    ]


def test_it_is_kept_once_and_read_back(corrected):
    city, _, second = corrected
    (found,) = analyses_of(edition(second), Asked.CHANGE)
    told = change_of(found)
    assert read_change(told.to_bytes()) == told
    with pytest.raises(ValueError, match="not sikao-places/1"):
        read_places(told.to_bytes())
    kept = store([told.to_bytes()])
    assert kept.sha256 == found.sha256
    refused(NotNow, "analysis.ended", actions.keep_analysis, **by(city, analysis=found.ref, kept=kept))
    refused(NotThere, "analysis.not_there", actions.keep_analysis, **by(city, analysis="none", kept=kept))
    with pytest.raises(NotThere):
        analysis("none")
    # Asked again it is the answer.
    again = actions.ask_analysis(**by(city, edition=second, what="change", before=found.before))
    assert again == found.ref
    assert (Analysis.objects.count(), Analysed.objects.count()) == (1, 1)


def test_a_lost_file_is_said(corrected):
    _, _, second = corrected
    (found,) = analyses_of(edition(second), Asked.CHANGE)
    lost = place_of(found.sha256)
    content = lost.read_bytes()
    lost.unlink()
    _change.cache_clear()
    try:
        refused(NotNow, "analysis.lost", change_of, view=found)
    finally:
        store([content])


def test_units_are_told_of_changes_since_what_they_saw_published(corrected):
    _, first, second = corrected
    view = edition(second)
    assert [found.before for found in told_to_units(view)] == [first]
    Edition.objects.filter(pk=first).update(state="withdrawn")
    assert told_to_units(view) == ()


def test_the_first_result_of_a_year_needs_no_explanation(city, run):
    ref = ways.given(city, run)
    assert bases_of(edition(ref)) == ()
    assert not Analysis.objects.exists()
    refused(NotValid, "analysis.no_base", actions.ask_analysis, **by(city, edition=ref, what="change"))
    refused(NotValid, "analysis.unknown", actions.ask_analysis, **by(city, edition=ref, what="everything"))


def test_the_last_published_checkpoint_before_is_the_base(city, run):
    first = ways.published(city, run)
    later = replace(edition(first), ref="later", checkpoint="q3", number=1)
    assert [base.ref for base in bases_of(later)] == [first]
    # A correction is held against what it replaces, too, and that comes first.
    assert [base.ref for base in bases_of(replace(edition(first), ref="second", number=2))] == [first]


def test_a_newer_run_is_explained_anew_and_the_same_is_not_asked_twice(corrected):
    city, first, second = corrected
    view = edition(second)
    given = {"actor": city.people["staff"], "at": city.now()}
    with transaction.atomic():
        assert changes_to_explain(view, **given) == []
        (row,) = changes_to_explain(replace(view, run="newer"), **given)
    assert (row.run, row.before, row.before_run, row.attempt) == ("newer", first, edition(first).run, 1)


def test_a_failed_one_may_be_asked_again(city, run):
    ref = ways.given(city, run)
    actions.ask_analysis(**by(city, edition=ref, what="places"))
    (found,) = analyses_of(edition(ref), Asked.PLACES)
    assert found.state is RunState.COMPUTING
    assert own_places(edition(ref), "laixi") is None
    Job.objects.filter(pk=found.job).update(state="failed")
    (found,) = analyses_of(edition(ref), Asked.PLACES)
    assert found.state is RunState.FAILED
    again = actions.ask_analysis(**by(city, edition=ref, what="places"))
    (found,) = analyses_of(edition(ref), Asked.PLACES)
    assert (found.ref, found.attempt, found.state) == (again, 2, RunState.COMPUTING)


def test_nothing_is_worked_out_for_who_has_lost_the_right(city, run):
    ref = ways.given(city, run)
    asked = actions.ask_analysis(**by(city, edition=ref, what="places"))
    city.people["clerk"] = city.person("clerk", Role.AUDITOR)
    refused(NotYou, "right.not_you", actions.ask_analysis, **by(city, "clerk", edition=ref, what="places"))
    Job.objects.filter(pk=analysis(asked).job).update(asked_by="clerk")
    work(city)
    assert analysis(asked).state is RunState.FAILED
    assert not Analysed.objects.exists()


def test_at_the_end_of_the_year_places_are_final(city, run):
    ref = ways.given(city, run)
    Edition.objects.filter(pk=ref).update(checkpoint="year")
    refused(NotNow, "analysis.year_over", actions.ask_analysis, **by(city, edition=ref, what="places"))


def test_of_two_who_ask_at_once_one_does(city, run, monkeypatch):
    ref = ways.given(city, run)
    actions.ask_analysis(**by(city, edition=ref, what="places"))
    from sikao.office.results.actions import analysing  # noqa: PLC0415 -- what the second of them saw

    monkeypatch.setattr(analysing, "analyses_of", lambda *_: ())
    with transaction.atomic():
        refused(
            NotNow, "analysis.asked_already", actions.ask_analysis, **by(city, edition=ref, what="places")
        )


def test_runs_that_fail_have_no_analysis(city, run):
    del run
    asked = ask(city)
    assert not Analysis.objects.filter(run=asked).exists()
