"""A result goes its way: provisional, with the units, submitted, approved, published; and back."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from sikao.office.accounts.rights.roles import Role
from sikao.office.groundwork.calendar import end_of
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.notices.models import Notice
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid, NotYou
from sikao.office.results import actions, telling
from sikao.office.results.editions import (
    agreed as agreements,
)
from sikao.office.results.editions import (
    edition,
    editions,
    replaced_by,
    silent_units,
    stand_of,
    steps_of,
)
from sikao.office.results.editions import (
    published as published_ones,
)
from sikao.office.results.models import Edition
from sikao.office.results.queries import run as run_view
from sikao.office.results.stages import Audience, Level, State
from tests.office.results import ways
from tests.office.results.years import computed, revised, unreported

pytestmark = pytest.mark.django_db


def refused(kind, code, act, **given):
    with pytest.raises(kind) as told:
        act(**given)
    assert told.value.findings[0].code == code


def by(city, who, ref, **more):
    return {"actor": city.people[who], "at": city.now(), "edition": ref, **more}


@pytest.mark.both
def test_a_result_goes_all_the_way(city, run):
    ref = ways.opened(city, run)
    assert (edition(ref).state, edition(ref).number, edition(ref).run) == (State.PROVISIONAL, 1, run)
    actions.give_edition(**by(city, "staff", ref))
    # 1 April 2021 is a Thursday, 3 to 5 April a holiday: the fifth working day after it is the 9th.
    assert edition(ref).reply_until == end_of(date(2021, 4, 9))
    # Ten districts and nine zones: departments are scored at the end of the year alone.
    assert len(silent_units(edition(ref))) == 19
    ways.over(city, ref)
    bound = ways.approved(city, ref, units="ranks", public="nothing")
    assert edition(ref).state is State.APPROVED
    actions.publish_edition(**by(city, "director", ref, bound=bound))
    view = edition(ref)
    assert (view.state, view.audience) == (State.PUBLISHED, Audience(Level.RANKS, Level.NOTHING))
    assert [view.ref for view in published_ones()] == [ref]
    verbs = [step.verb.value for step in steps_of(ref)]
    way = ("open", "give", "submit", "approve", "approve", "publish")
    assert verbs == [f"edition.{step}" for step in way]
    assert {step.bound for step in steps_of(ref)[2:]} == {bound}
    assert len(next(step for step in steps_of(ref) if step.silent).silent) == 19


@pytest.mark.both
def test_there_is_one_under_way_at_a_time(city, run):
    ways.opened(city, run)
    refused(
        NotNow,
        "edition.under_way",
        actions.open_edition,
        actor=city.people["director"],
        at=city.now(),
        run=run,
    )


def test_units_have_their_days_or_all_agree(city, run):
    ref = ways.given(city, run)
    given = {"units": "points", "public": "nothing"}
    refused(NotNow, "edition.reply_open", actions.submit_edition, **by(city, "staff", ref, **given))
    ways.agreed(city, ref)
    assert len(agreements(edition(ref))) == 19
    actions.submit_edition(**by(city, "staff", ref, **given))
    assert steps_of(ref)[-1].silent == ()


def test_a_unit_agrees_once_for_itself_and_in_time(city, run):
    ref = ways.opened(city, run)
    city.staffed("jimo")
    signer = by(city, "jimo_s", ref, unit="jimo")
    with pytest.raises(NotThere):
        actions.agree_to_edition(**signer)  # nobody has given it yet
    actions.give_edition(**by(city, "staff", ref))
    with pytest.raises(NotYou):
        actions.agree_to_edition(**by(city, "jimo_r", ref, unit="jimo"))
    with pytest.raises(NotThere):
        actions.agree_to_edition(**by(city, "jimo_s", ref, unit="pingdu"))
    actions.agree_to_edition(**by(city, "jimo_s", ref, unit="jimo"))
    refused(
        NotNow, "edition.agreed_already", actions.agree_to_edition, **by(city, "jimo_s", ref, unit="jimo")
    )
    city.staffed("laixi")
    ways.over(city, ref)
    refused(NotNow, "objection.too_late", actions.agree_to_edition, **by(city, "laixi_s", ref, unit="laixi"))


def test_a_delegate_agrees_in_the_signers_place(city, run):
    ref = ways.given(city, run)
    city.staffed("jimo")
    delegate = city.person("jimo_d", Role.REPORTER, "jimo")
    city.delegate("jimo_s", "jimo_d", "jimo", date(2021, 4, 1), date(2021, 4, 30))
    actions.agree_to_edition(actor=delegate, at=city.now(), edition=ref, unit="jimo")
    entry = Entry.objects.order_by("-seq").first()
    assert (entry.actor, entry.for_whom) == ("jimo_d", "jimo_s")


def test_nobody_approves_what_he_submitted_nor_twice(city, run):
    ref = ways.given(city, run)
    ways.over(city, ref)
    actions.submit_edition(**by(city, "director", ref, units="points", public="points"))
    bound = edition(ref).bound
    own = by(city, "director", ref, bound=bound)
    refused(NotYou, "edition.own_submission", actions.approve_edition, **own)
    actions.approve_edition(**by(city, "leader", ref, bound=bound))
    assert edition(ref).state is State.SUBMITTED
    refused(
        NotYou, "edition.approved_already", actions.approve_edition, **by(city, "leader", ref, bound=bound)
    )
    with pytest.raises(NotYou):
        actions.approve_edition(**by(city, "staff", ref, bound=bound))


def test_what_was_on_the_screen_is_approved_and_nothing_else(city, run):
    ref = ways.given(city, run)
    ways.over(city, ref)
    bound = ways.submitted(city, ref, units="points", public="nothing")
    actions.take_back_edition(**by(city, "staff", ref, reason="公布范围要改"))
    again = ways.submitted(city, ref, units="ranks", public="nothing")
    assert again != bound  # what is shown to whom belongs to what is approved
    refused(NotNow, "edition.changed", actions.approve_edition, **by(city, "leader", ref, bound=bound))
    refused(NotNow, "edition.changed", actions.approve_edition, **by(city, "leader", ref, bound=""))


def test_approvals_of_an_earlier_attempt_count_no_more(city, run):
    ref = ways.given(city, run)
    ways.over(city, ref)
    bound = ways.submitted(city, ref)
    actions.approve_edition(**by(city, "leader", ref, bound=bound))
    actions.refuse_edition(**by(city, "director", ref, bound=bound, reason="再核对一次"))
    assert edition(ref).state is State.FEEDBACK
    assert ways.submitted(city, ref) == bound
    assert stand_of(edition(ref)).approved_by == ()


def test_a_document_stands_for_two_but_its_recorder_does_not_publish(city, run):
    ref = ways.given(city, run)
    ways.over(city, ref)
    bound = ways.submitted(city, ref)
    paper = replace(ways.PAPER, day=date(2021, 4, 8))
    without = by(city, "director", ref, bound=bound, paper=ways.PAPER)
    refused(NotValid, "rulebook.paper_incomplete", actions.approve_edition_offline, **without)
    day = day_of(run_view(run).at)
    early = by(city, "director", ref, bound=bound, paper=replace(paper, day=day - timedelta(days=1)))
    refused(NotValid, "rulebook.paper_early", actions.approve_edition_offline, **early)
    actions.approve_edition_offline(**by(city, "director", ref, bound=bound, paper=paper))
    step = steps_of(ref)[-1]
    assert (step.document, step.document_date) == (paper.title, date(2021, 4, 8))
    refused(
        NotYou, "edition.recorded_alone", actions.publish_edition, **by(city, "director", ref, bound=bound)
    )
    city.person("director2", Role.OFFICE_DIRECTOR)
    actions.publish_edition(**by(city, "director2", ref, bound=bound))
    assert edition(ref).state is State.PUBLISHED


def test_what_is_not_what_was_approved_is_not_published(city, run):
    ref = ways.given(city, run)
    ways.over(city, ref)
    bound = ways.approved(city, ref, units="ranks")
    Edition.objects.filter(pk=ref).update(units="points")  # somebody with access to the database
    refused(
        NotNow,
        "edition.not_what_was_approved",
        actions.publish_edition,
        **by(city, "director", ref, bound=bound),
    )


def test_what_goes_public_is_chosen_within_what_units_see(city, run):
    ref = ways.given(city, run)
    ways.over(city, ref)
    for units, public, code in (
        ("ranks", "points", "edition.public_beyond_units"),
        ("", "nothing", "edition.audience_missing"),
        ("all", "nothing", "edition.audience_missing"),
        ("grades", "nothing", "edition.no_grades"),
    ):
        asked = by(city, "staff", ref, units=units, public=public)
        refused(NotValid, code, actions.submit_edition, **asked)


def test_a_newer_run_is_taken_and_units_that_it_changes_are_told(city, run):
    ref = ways.given(city, run)
    city.staffed("licang", "jimo")
    refused(NotValid, "edition.other_run", actions.rerun_edition, **by(city, "staff", ref, run=run))
    first = edition(ref).reply_until
    city.on(2021, 4, 7)
    revised(city, "5.2")
    other = computed(city)
    actions.rerun_edition(**by(city, "staff", ref, run=other))
    assert (edition(ref).run, edition(ref).state) == (other, State.FEEDBACK)
    assert edition(ref).reply_until > first  # not by rulings alone: the days begin anew
    told = Notice.objects.filter(code="notice.result_changed").values_list("person", flat=True)
    assert set(told) == {"licang_r", "licang_s"}


@pytest.mark.parametrize(
    ("came", "why"),
    [
        ({"ruling"}, ["an objection was upheld"]),
        ({"docket"}, ["bonuses or deductions were decided"]),
        ({"ruling", "docket"}, ["an objection was upheld", "bonuses or deductions were decided"]),
        (
            {"grid", "docket"},
            ["bonuses or deductions were decided", "figures were corrected or newly reported"],
        ),
        ({"returned"}, ["figures were corrected or newly reported"]),
    ],
)
def test_units_are_told_why_their_result_changed(city, run, came, why):
    ref = ways.given(city, run)
    city.staffed("licang")
    row = Edition.objects.get(pk=ref)
    telling.tell_changed(row, ["licang"], ways=came, until=None, at=city.now())
    told = Notice.objects.get(code="notice.result_changed", person="licang_s")
    assert [one["en"] for one in json.loads(told.details)["why"]] == why


def test_an_agreement_holds_for_the_result_that_was_shown(city, run):
    ref = ways.given(city, run)
    ways.agreed(city, ref)
    revised(city, "5.2")
    actions.rerun_edition(**by(city, "staff", ref, run=computed(city)))
    assert silent_units(edition(ref)) == ("licang",)


def test_a_result_with_figures_missing_stays_inside(city):
    unreported(city)
    ref = ways.opened(city, computed(city))
    assert edition(ref).complete is False
    refused(NotNow, "edition.incomplete", actions.give_edition, **by(city, "staff", ref))


def test_a_run_with_figures_missing_does_not_take_the_place_of_what_units_have(city, run):
    ref = ways.given(city, run)
    unreported(city)
    refused(
        NotNow,
        "edition.incomplete",
        actions.rerun_edition,
        **by(city, "staff", ref, run=computed(city)),
    )


def test_a_published_result_is_withdrawn_and_the_next_edition_needs_a_document(city, run):
    ref = ways.published(city, run)
    actions.withdraw_edition(**by(city, "director", ref, reason="发布有误"))
    assert edition(ref).state is State.WITHDRAWN
    second = ways.given(city, run)
    assert (edition(second).number, replaced_by(edition(second)).ref) == (2, ref)
    ways.over(city, second)
    bound = ways.submitted(city, second)
    refused(
        NotNow, "edition.needs_document", actions.approve_edition, **by(city, "leader", second, bound=bound)
    )
    paper = replace(ways.PAPER, day=date(2021, 4, 12))
    actions.approve_edition_offline(**by(city, "staff", second, bound=bound, paper=paper))
    actions.publish_edition(**by(city, "director", second, bound=bound))
    assert [(view.ref, view.state) for view in published_ones()] == [
        (second, State.PUBLISHED),
        (ref, State.WITHDRAWN),
    ]


@pytest.mark.both
def test_a_correction_takes_the_place_of_what_it_corrects_in_one_step(city, run):
    ref = ways.published(city, run)
    revised(city, "5.2")
    second = ways.given(city, computed(city))
    ways.over(city, second)
    bound = ways.submitted(city, second)
    paper = replace(ways.PAPER, day=date(2021, 4, 12))
    actions.approve_edition_offline(**by(city, "staff", second, bound=bound, paper=paper))
    assert edition(ref).state is State.PUBLISHED
    actions.publish_edition(**by(city, "director", second, bound=bound))
    assert (edition(ref).state, edition(second).state) == (State.REPLACED, State.PUBLISHED)


def test_a_dropped_result_makes_room_for_the_next(city, run):
    ref = ways.given(city, run)
    refused(NotValid, "rulebook.reason_missing", actions.drop_edition, **by(city, "staff", ref, reason=" "))
    actions.drop_edition(**by(city, "staff", ref, reason="目标值要改"))
    again = ways.opened(city, run)
    assert [view.number for view in editions() if view.ref == again] == [2]
    assert replaced_by(edition(again)) is None  # the first was never published


def test_times_are_those_of_the_server(city, run):
    ref = ways.given(city, run)
    city.at = edition(ref).reply_until - timedelta(minutes=1)
    asked = by(city, "staff", ref, units="points", public="nothing")
    assert asked["at"] == edition(ref).reply_until
    refused(NotNow, "edition.reply_open", actions.submit_edition, **asked)
    actions.submit_edition(**{**asked, "at": edition(ref).reply_until + timedelta(seconds=1)})
