"""An amendment on its way: what is refused, what is bound, what everybody is told, what tasks make of it."""

import json
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from sikao.core.scheme.shape import Table
from sikao.office.amendments import actions
from sikao.office.amendments.queries import (
    amendment,
    closed_to,
    first_open,
    impact_in,
    is_outdated,
    standings,
)
from sikao.office.amendments.rules import Standing, State
from sikao.office.amendments.verification import check_amended
from sikao.office.amendments.visible import amendments_in_sight, issued
from sikao.office.cycle import actions as cycle
from sikao.office.cycle.duties import owed_in
from sikao.office.cycle.models import HeldReview, Task
from sikao.office.cycle.monthly import Named, content_held, contents, recomputes
from sikao.office.groundwork.files import place_of
from sikao.office.groundwork.guards import lay_guards, lift_guards
from sikao.office.groundwork.journal import head
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.notices.models import Notice
from sikao.office.groundwork.refusals import NotNow, NotValid, NotYou
from sikao.office.results import actions as results
from sikao.office.rulebook.papers import Paper
from sikao.office.rulebook.queries import sealed, sealed_versions
from tests.office.amendments import ways
from tests.office.amendments.districts import amended, original
from tests.office.city import SCHEME, City
from tests.office.results import ways as editions
from tests.office.results.years import ask, computed, revised

pytestmark = pytest.mark.django_db


def refused(kind, code: str, act, **given) -> None:
    with pytest.raises(kind) as told:
        act(**given)
    assert told.value.findings[0].code == code


def behind_the_guards(statement: str, *values: str) -> None:
    lift_guards()
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
    lay_guards()


def proposal_of(city: City, scheme, **more) -> dict:
    told = {"scheme": SCHEME, "since": "q3", "reason": ways.REASON, "checked": ways.checked(scheme)}
    return {"actor": city.people["staff"], "at": city.now(), **told, **more}


def test_what_was_announced_cannot_be_reached_any_more(city: City, ref: str) -> None:
    assert standings(SCHEME) == {
        "q1": Standing.ANNOUNCED,
        "h1": Standing.ANNOUNCED,
        "q3": Standing.NONE,
        "year": Standing.NONE,
    }
    assert first_open(SCHEME) == "q3" and [term.zh for term in closed_to(SCHEME, "q1")] == ["一季度", "半年"]
    act = actions.propose_amendment
    for since in ("q1", "h1"):
        refused(
            NotNow, "amendment.reaches_back", act, **proposal_of(city, amended(), since=since, amendment=ref)
        )
    refused(NotNow, "amendment.under_way", act, **proposal_of(city, amended()))


def test_only_a_version_of_the_same_assessment_can_follow(city: City, ref: str) -> None:
    whole = amended()
    cases = {
        "amendment.other_scheme": replace(whole, code="other_2020"),
        "amendment.nothing_changed": original(),
        "amendment.checkpoints_changed": replace(
            whole,
            checkpoints=Table(
                {code: replace(p, ranked=p.ranked and code != "h1") for code, p in whole.checkpoints.items()}
            ),
        ),
        "amendment.code_gone": replace(
            whole, items=Table({code: one for code, one in whole.items.items() if code != "population"})
        ),
    }
    for code, scheme in cases.items():
        checked = replace(ways.checked(), scheme=scheme, findings=())
        given = proposal_of(city, None, amendment=ref) | {"checked": checked}
        refused(NotValid, code, actions.propose_amendment, **given)
    given = proposal_of(city, amended(), since="q2", amendment=ref)
    refused(NotValid, "amendment.no_such_checkpoint", actions.propose_amendment, **given)
    given = proposal_of(city, amended(), reason=" ", amendment=ref)
    refused(NotValid, "rulebook.reason_missing", actions.propose_amendment, **given)
    broken = replace(ways.checked(), scheme=None)
    with pytest.raises(NotValid):
        actions.propose_amendment(**proposal_of(city, None, amendment=ref) | {"checked": broken})


def test_nothing_is_submitted_whose_effect_is_not_known_on_the_latest_figures(city: City, ref: str) -> None:
    assert not is_outdated(amendment(ref))
    revised(city, "-13")
    assert is_outdated(amendment(ref))
    refused(NotNow, "amendment.weighed_before", actions.submit_amendment, **ways.given(city, "staff", ref))
    again = ways.proposed(city, amendment=ref)
    assert again == ref and amendment(ref).proposal.number == 2 and not amendment(ref).impact
    refused(NotNow, "amendment.not_weighed", actions.submit_amendment, **ways.given(city, "staff", ref))


def test_the_same_question_has_one_answer(city: City, ref: str) -> None:
    before = amendment(ref).weighing
    assert actions.weigh_amendment(**ways.given(city, "director", ref)) == before.ref
    impact = impact_in(before.sha256)
    assert (impact.since, impact.seq, impact.after) == ("q3", before.seq, amendment(ref).proposal.digest)


def test_two_others_approve_and_a_third_step_puts_it_in_force(city: City, ref: str) -> None:
    bound = ways.submitted(city, ref, "director2")
    act = actions.approve_amendment
    refused(NotYou, "amendment.own_proposal", act, **ways.given(city, "director2", ref, bound=bound))
    refused(NotNow, "amendment.changed", act, **ways.given(city, "director", ref, bound="0" + bound[1:]))
    act(**ways.given(city, "director", ref, bound=bound))
    refused(NotYou, "amendment.approved_already", act, **ways.given(city, "director", ref, bound=bound))
    assert amendment(ref).state is State.SUBMITTED
    issue = actions.issue_amendment
    refused(NotNow, "right.not_now", issue, **ways.given(city, "director", ref, bound=bound))
    act(**ways.given(city, "leader", ref, bound=bound))
    issue(**ways.given(city, "director", ref, bound=bound))
    assert sealed(SCHEME).number == 2 and list(check_amended()) == []
    assert issued(ref).ref == ref


def test_a_document_stands_for_both_and_its_officer_does_not_issue_alone(city: City, ref: str) -> None:
    bound = ways.submitted(city, ref)
    act = actions.approve_amendment_offline
    paper = Paper("纪要", date(2020, 9, 1), b"%PDF-1.7", "x.pdf")
    refused(
        NotValid, "rulebook.paper_day", act, **ways.given(city, "director", ref, bound=bound, paper=paper)
    )
    act(**ways.given(city, "director", ref, bound=bound, paper=ways.MINUTES))
    issue = actions.issue_amendment
    refused(NotYou, "amendment.recorded_alone", issue, **ways.given(city, "director", ref, bound=bound))
    issue(**ways.given(city, "director2", ref, bound=bound))
    assert list(check_amended()) == []


def test_refused_and_withdrawn_it_begins_anew(city: City, ref: str) -> None:
    bound = ways.submitted(city, ref)
    actions.refuse_amendment(**ways.given(city, "leader", ref, bound=bound, reason="再核对"))
    assert (amendment(ref).state, amendment(ref).bound) == (State.DRAFT, "")
    assert ways.approved(city, ref) == bound
    actions.withdraw_amendment(**ways.given(city, "staff", ref, reason="补充说明"))
    again = ways.submitted(city, ref)
    actions.approve_amendment(**ways.given(city, "director", ref, bound=again))
    assert amendment(ref).state is State.SUBMITTED, "approvals of an earlier attempt count for nothing"
    actions.withdraw_amendment(**ways.given(city, "staff", ref, reason="不办了"))
    actions.drop_amendment(**ways.given(city, "staff", ref, reason="不办了"))
    assert sealed(SCHEME).number == 1 and ways.proposed(city) != ref


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE amendments_proposal SET since = 'year'",
        "UPDATE amendments_proposal SET reason = 'x'",
        "UPDATE amendments_amendment SET number = 3",
    ],
)
def test_one_bit_between_approval_and_coming_into_force_is_refused(tampering, city: City, ref: str) -> None:
    bound = ways.approved(city, ref)
    behind_the_guards(tampering)
    given = ways.given(city, "director", ref, bound=bound)
    refused(NotNow, "amendment.not_what_was_approved", actions.issue_amendment, **given)
    assert sealed(SCHEME).number == 1


def test_an_altered_table_of_effects_is_not_issued(city: City, ref: str) -> None:
    bound = ways.approved(city, ref)
    path = place_of(amendment(ref).impact)
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content.replace(b"40.15", b"40.16"))
    given = ways.given(city, "director", ref, bound=bound)
    refused(NotNow, "amendment.impact_lost", actions.issue_amendment, **given)
    path.unlink()
    path.write_bytes(content)
    actions.issue_amendment(**ways.given(city, "director", ref, bound=bound))


def test_a_result_opened_meanwhile_holds_it_back(city: City, ref: str) -> None:
    bound = ways.approved(city, ref)
    before = computed(city, checkpoint="q3")
    made = editions.opened(city, before)
    given = ways.given(city, "director", ref, bound=bound)
    refused(NotNow, "amendment.reaches_back", actions.issue_amendment, **given)
    results.drop_edition(actor=city.people["staff"], at=city.now(), edition=made, reason="待调整")
    actions.issue_amendment(**ways.given(city, "director", ref, bound=bound))
    again = {"actor": city.people["staff"], "at": city.now(), "run": before}
    refused(NotNow, "edition.other_version", results.open_edition, **again)
    assert ask(city, checkpoint="q3") != before, "the same figures by the new version are another question"


def test_a_version_that_nobody_approved_is_told(city: City, ref: str) -> None:
    ways.issued(city, ref)
    behind_the_guards("UPDATE amendments_step SET bound = 'x' WHERE what = 'amendment.approve'")
    assert [found.code for found in check_amended()] == ["amendment.unapproved"]


def test_units_are_told_without_a_number_of_anybody(city: City, ref: str) -> None:
    ways.issued(city, ref)
    told = Notice.objects.filter(code="notice.amendment_issued")
    people = set(told.values_list("person", flat=True))
    assert {"jimo_r", "jimo_s", "commerce_r", "commerce_s", "staff", "leader"} <= people
    texts = "".join(told.values_list("details", flat=True))
    assert "40.15" not in texts and "45.06" not in texts
    assert amendments_in_sight(city.people["jimo_r"], city.now()) == ()
    assert amendments_in_sight(city.people["auditor"], city.now())[0].ref == ref


def test_a_held_review_stays_as_it_was_and_a_later_one_is_new(city: City, ref: str) -> None:
    july, august = Named(SCHEME, "2020-07"), Named(SCHEME, "2020-08")
    given = {"actor": city.people["staff"], "at": city.now(), "review": july.ref}
    cycle.hold_review(**given, held_on=date(2020, 8, 18))
    held = HeldReview.objects.get(through="2020-07")
    ways.issued(city, ref)
    assert recomputes(held) and content_held(held)["scheme"] == sealed_versions(SCHEME)[0].digest
    assert contents(august, head()[0])["scheme"] == sealed(SCHEME).digest


def test_tasks_ask_by_the_version_of_their_months(city: City, ref: str) -> None:
    first = sealed(SCHEME).digest
    ways.issued(city, ref)
    second = sealed(SCHEME).digest
    digests = {
        through: set(Task.objects.filter(frequency="month", through=through).values_list("digest", flat=True))
        for through in ("2020-06", "2020-07", "2020-12")
    }
    assert digests == {"2020-06": {first}, "2020-07": {second}, "2020-12": {second}}
    assert owed_in(SCHEME, 6).digest == first and owed_in(SCHEME, 7).digest == second
    issued_at = Entry.objects.get(verb="amendment.issue", outcome="done")
    assert json.loads(issued_at.new)["tasks"] == {"changed": 0, "dropped": 0, "made": 0, "supplements": 0}
