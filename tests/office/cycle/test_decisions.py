"""Decisions of the monthly review: made, told about, carried over, closed; who may do what in which state."""

from datetime import date
from itertools import product

import pytest
from django.db import transaction

from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle import actions
from sikao.office.cycle.decisions import decision_view, decisions_of, followups
from sikao.office.cycle.models import Bearer, Decision, DecisionStep, HeldReview
from sikao.office.cycle.monthly import content_held, recomputes
from sikao.office.cycle.queries import to_do
from sikao.office.cycle.rules import DECISION, REVIEW, DecisionState, DecisionWord, ReviewState
from sikao.office.cycle.views import Step
from sikao.office.groundwork.actor import machine
from sikao.office.groundwork.journal import head
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.notices.queries import list_notices
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid, NotYou
from tests.office.city import SCHEME, City
from tests.office.cycle.reviews import JUNE, city, decided, held, lagging
from tests.office.cycle.test_briefings import codes

__all__ = ["city", "lagging"]
pytestmark = [pytest.mark.django_db, pytest.mark.both]


def as_(city: City, name: str) -> dict:
    return {"actor": city.people[name], "at": city.now()}


@pytest.fixture
def june(city: City) -> City:
    """The review of May was held on 19 June."""
    held(city)
    return city


def steps(city: City, name: str) -> list[tuple[Step, str]]:
    return [
        (one.step, one.remark)
        for one in to_do(city.people[name], city.now())
        if one.step in {Step.CARRY_OUT, Step.FOLLOW_UP}
    ]


def test_a_decision_is_kept_told_and_to_be_done_at_home(june: City) -> None:
    first = decided(june, "jimo", "commerce", document="会议纪要〔2020〕6号", text=" 外资专班 ")
    view = decision_view(june.people["staff"], june.now(), first)
    assert (view.number, view.text, view.document, view.bearers) == (
        1,
        "外资专班",
        "会议纪要〔2020〕6号",
        ("jimo", "commerce"),
    )
    assert view.waiting == view.bearers and view.state is DecisionState.OPEN
    assert steps(june, "jimo_r") == steps(june, "commerce_s") == [(Step.CARRY_OUT, "外资专班")]
    assert steps(june, "laixi_r") == steps(june, "staff") == []
    (notice,) = [one for one in list_notices("jimo_s") if one.message.code == "notice.decision_made"]
    assert (notice.about.kind, notice.about.ref) == ("decision", first)
    assert "外资专班" not in notice.message.what("zh"), "what is decided stands behind the door alone"
    entry = Entry.objects.latest("seq")
    assert (entry.verb, entry.object_kind, entry.object_ref) == ("decision.make", "decision", first)
    assert decision_view(june.people["staff"], june.now(), decided(june, "laixi")).number == 2


def test_each_organisation_tells_for_itself_and_the_office_for_who_told_it(june: City) -> None:
    ref = decided(june, "jimo", "laixi")
    actions.tell_decision(**as_(june, "jimo_r"), decision=ref, text="已专题调度")
    assert steps(june, "jimo_r") == [] and steps(june, "laixi_s") != []
    assert decision_view(june.people["staff"], june.now(), ref).waiting == ("laixi",)
    with pytest.raises(NotYou):
        actions.tell_decision(**as_(june, "jimo_r"), decision=ref, organisation="laixi", text="代说")
    with pytest.raises(NotValid) as nobody:
        actions.tell_decision(**as_(june, "staff"), decision=ref, text="电话报告")
    assert codes(nobody) == {"decision.nobody"}
    actions.tell_decision(**as_(june, "staff"), decision=ref, organisation="laixi", text="电话报告：已到资")
    rows = DecisionStep.objects.filter(what=DecisionWord.TOLD).order_by("entry_id")
    assert [(row.organisation, row.text) for row in rows] == [
        ("jimo", "已专题调度"),
        ("laixi", "电话报告：已到资"),
    ]


def test_who_carries_it_out_sees_nothing_of_the_others(june: City) -> None:
    ref, other = decided(june, "jimo", "laixi"), decided(june, "laixi", text="只给莱西")
    actions.tell_decision(**as_(june, "laixi_r"), decision=ref, text="莱西的话")
    seen = decision_view(june.people["jimo_r"], june.now(), ref)
    assert seen.bearers == seen.waiting == ("jimo",)
    assert [one.text for one in seen.said] == ["专题调度外资到位进度"]
    assert [one.ref for one in decisions_of(june.people["jimo_s"], june.now(), SCHEME)] == [ref]
    for name in ("jimo_r", "jimo_s", "commerce_r"):
        with pytest.raises(NotThere):
            decision_view(june.people[name], june.now(), other)
        with pytest.raises(NotThere):
            actions.tell_decision(**as_(june, name), decision=other, text="别人的")


def test_what_is_carried_over_is_told_again_and_what_is_closed_is_over(june: City) -> None:
    ref = decided(june, "jimo")
    actions.tell_decision(**as_(june, "jimo_r"), decision=ref, text="尚在办理")
    june.on(2020, 7, 2)
    assert steps(june, "staff") == [(Step.FOLLOW_UP, "专题调度外资到位进度")], "its day has passed"
    assert steps(june, "director") == []
    for wrong in (date(2020, 6, 30), date(2020, 7, 1)):
        with pytest.raises(NotValid):
            actions.carry_decision(**as_(june, "staff"), decision=ref, due=wrong, text="延续")
    actions.carry_decision(**as_(june, "staff"), decision=ref, due=date(2020, 7, 31), text="等待批复")
    assert steps(june, "jimo_r") == [(Step.CARRY_OUT, "专题调度外资到位进度")] and steps(june, "staff") == []
    actions.close_decision(**as_(june, "director"), decision=ref, text="外资已到位")
    assert steps(june, "jimo_r") == []
    view = decision_view(june.people["jimo_r"], june.now(), ref)
    assert [one.what.value for one in view.said] == ["made", "told", "carried", "closed"]
    assert view.state is DecisionState.CLOSED and not view.late
    known = {one.message.code for one in list_notices("jimo_r")}
    assert {"notice.decision_made", "notice.decision_carried", "notice.decision_closed"} <= known
    for act in (actions.close_decision, actions.withdraw_decision, actions.tell_decision):
        with pytest.raises(NotNow):
            act(**as_(june, "staff"), decision=ref, text="再一次")


def test_the_next_review_shows_what_became_of_them_and_keeps_it(june: City) -> None:
    kept, over, mistaken = decided(june, "jimo"), decided(june, "laixi"), decided(june, "laixi")
    actions.withdraw_decision(**as_(june, "staff"), decision=mistaken, text="重复登记")
    june.on(2020, 7, 20)
    actions.tell_decision(**as_(june, "jimo_r"), decision=kept, text="已到资一笔")
    actions.carry_decision(**as_(june, "staff"), decision=kept, due=date(2020, 8, 31), text="继续跟踪")
    actions.close_decision(**as_(june, "staff"), decision=over, text="已落实")
    found = followups(SCHEME, "2020-06", head()[0])
    assert [(one.number, one.state.value, one.carried) for one in found] == [
        (1, "open", 1),
        (2, "closed", 0),
        (3, "withdrawn", 0),
    ]
    assert found[0].told == (("jimo", "已到资一笔"), ("", "继续跟踪")) and found[0].due == date(2020, 8, 31)
    assert followups(SCHEME, "2020-05", head()[0]) == ()
    held(june, JUNE)
    june.on(2020, 8, 20)
    actions.close_decision(**as_(june, "staff"), decision=kept, text="办结")
    row = HeldReview.objects.get(through="2020-06")
    assert content_held(row)["follow"][0]["state"] == "open" and recomputes(row)
    (later,) = followups(SCHEME, "2020-07", head()[0])
    assert (later.ref, later.state) == (kept, DecisionState.CLOSED), "the others were over by the last one"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"text": "  "}, "decision.text_missing"),
        ({"text": "长" * 1001}, "task.text_too_long"),
        ({"due": date(2020, 6, 18)}, "decision.due_too_early"),
    ],
)
def test_a_decision_says_what_and_by_when(june: City, given, code) -> None:
    with pytest.raises(NotValid) as refused:
        decided(june, "jimo", **given)
    assert codes(refused) == {code} and not Decision.objects.exists()


def test_a_decision_has_somebody_who_exists_and_a_review_that_was_held(june: City) -> None:
    with pytest.raises(NotValid):
        decided(june, "nowhere")
    with pytest.raises(NotNow):
        decided(june, "jimo", review=JUNE)
    with pytest.raises(NotThere):
        actions.close_decision(**as_(june, "staff"), decision="2" * 16, text="没有")


def test_decisions_move_to_the_successor_of_a_merged_organisation(june: City) -> None:
    june.person("system", Role.SYSTEM_ADMIN)
    june.staffed("finance")
    both, one = decided(june, "commerce", "finance"), decided(june, "commerce")
    june.on(2020, 9, 1)
    june.ends("commerce", what="merged", on=date(2020, 9, 1), other="finance", document="青编〔2020〕3号")
    actions.move_tasks(actor=machine(), at=june.now())
    rows = set(Bearer.objects.values_list("decision_id", "organisation"))
    assert rows == {(both, "finance"), (one, "finance")}
    assert len(steps(june, "finance_r")) == 2


WHO = {
    "staff": Role.OFFICE_STAFF,
    "director": Role.OFFICE_DIRECTOR,
    "leader": Role.LEADER,
    "auditor": Role.AUDITOR,
    "jimo_r": Role.REPORTER,
    "jimo_s": Role.SIGNER,
    "laixi_r": Role.REPORTER,
    "verifier": Role.VERIFIER,
    "security": Role.SECURITY_ADMIN,
}
OFFICE, BEARER = {"staff", "director"}, {"jimo_r", "jimo_s"}
MAY_DO = {
    ("tell", "open"): OFFICE | BEARER,
    **{(act, "open"): OFFICE for act in ("carry", "close", "withdraw")},
}
"""By act and state who may; nobody else, and nobody in another state."""


@pytest.mark.parametrize("state", ["open", "closed", "withdrawn"])
def test_an_act_happens_where_the_table_says_so_and_nowhere_else(june: City, state: str) -> None:
    june.person("auditor", Role.AUDITOR)
    june.person("verifier", Role.VERIFIER, "development_reform")
    june.person("security", Role.SECURITY_ADMIN)
    ref = decided(june, "jimo")
    ends = {"closed": actions.close_decision, "withdrawn": actions.withdraw_decision}
    if state in ends:
        ends[state](**as_(june, "staff"), decision=ref, text="结束")
    given = {"decision": ref, "text": "说明"}
    acts = {
        "tell": lambda who: actions.tell_decision(**as_(june, who), **given, organisation="jimo"),
        "carry": lambda who: actions.carry_decision(**as_(june, who), **given, due=date(2020, 9, 1)),
        "close": lambda who: actions.close_decision(**as_(june, who), **given),
        "withdraw": lambda who: actions.withdraw_decision(**as_(june, who), **given),
    }
    done = set()
    for act, who in product(acts, WHO):
        try:
            with transaction.atomic():
                acts[act](who)
                done.add((act, who))
                transaction.set_rollback(True)
        except (NotYou, NotNow, NotThere):
            continue
    assert done == {(act, who) for act in acts for who in MAY_DO.get((act, state), set())}


def test_the_tables_have_every_verb_of_decisions_and_reviews() -> None:
    assert {verb for _, verb in DECISION} == {
        Verb.DECISION_TELL,
        Verb.DECISION_CARRY,
        Verb.DECISION_CLOSE,
        Verb.DECISION_WITHDRAW,
    }
    assert {state for state, _ in DECISION} == {DecisionState.OPEN}
    assert REVIEW[ReviewState.PLANNED, Verb.REVIEW_HOLD] is ReviewState.HELD
