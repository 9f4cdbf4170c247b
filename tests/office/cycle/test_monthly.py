"""The monthly review: live until it is held, then frozen and computed again; who lags is asked why, once."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import DatabaseError, connection, transaction

from sikao.core.insight.monthly import Light, Unlit
from sikao.office.accounts.rights.roles import Role
from sikao.office.cycle import actions
from sikao.office.cycle.briefings import briefing_form
from sikao.office.cycle.duties import EXPLANATION
from sikao.office.cycle.models import HeldReview, Task
from sikao.office.cycle.monthly import (
    Named,
    content_held,
    contents,
    digest_of,
    named_by,
    recomputes,
    reviewed,
    sheet_of,
    unexplained,
)
from sikao.office.cycle.queries import to_do
from sikao.office.groundwork.actor import machine
from sikao.office.groundwork.journal import head
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.notices.queries import list_notices
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid, NotYou
from sikao.office.groundwork.verifying import verify
from tests.office.city import SCHEME, City
from tests.office.cycle.reviews import JUNE, MAY, city, held, lagging
from tests.office.cycle.test_briefings import codes, deliver, told

__all__ = ["city", "lagging"]
pytestmark = [pytest.mark.django_db, pytest.mark.both]
FDI = "node/fdi"


def sheet(city: City, named: Named = MAY):
    del city
    return sheet_of(named, contents(named, head()[0]))


def cell(found, unit: str, node: str):
    return next(one for one in found.cells if (one.unit, one.node) == (unit, node))


def asked(city: City, *units: str, review: Named = MAY) -> int:
    return actions.ask_explanation(actor=city.people["staff"], at=city.now(), review=review.ref, units=units)


def test_figures_are_held_against_the_part_of_the_target_that_is_due(city: City) -> None:
    found = sheet(city)
    jimo = cell(found, "jimo", "fdi")
    # 2.75 by June: 5/6 of it by May are 2.291666…; 1.687 are 73.6 % of that.
    assert (jimo.value, jimo.target, jimo.plan) == (Decimal("1.687"), Decimal("2.75"), Fraction("13.75") / 6)
    assert jimo.progress == Fraction("1.687") * 6 / Fraction("13.75") and jimo.light is Light.RED
    growth = cell(found, "laixi", "trade_growth")
    # −3.5 where −3.5 are wanted by June.
    assert (growth.value, growth.gap, growth.progress) == (Decimal("-3.5"), 0, None)
    assert growth.light is Light.GREEN
    assert cell(found, "jimo", "domestic").unlit is Unlit.ABSENT
    assert cell(sheet(city, Named(SCHEME, "2020-01")), "jimo", "fai").unlit is Unlit.NO_PERIOD


def test_a_review_has_a_month_of_the_year_and_a_scheme_that_follows_something(city: City) -> None:
    del city
    assert [str(step.through) for step in reviewed(SCHEME)] == [f"2020-{month:02}" for month in range(1, 13)]
    assert named_by(f"{SCHEME}-2020-05") == MAY
    for wrong in (f"{SCHEME}-2020-13", f"{SCHEME}-2019-05", "x-2020-05", "2020-05", "", "-"):
        with pytest.raises(NotThere):
            named_by(wrong)


def test_holding_freezes_what_is_seen_and_it_can_be_computed_again(city: City) -> None:
    before = sheet(city)
    digest = held(city)
    (row,) = HeldReview.objects.all()
    assert (row.through, row.digest, row.document) == ("2020-05", digest, "会议纪要〔2020〕6号")
    assert row.held_on == date(2020, 6, 19) and row.seq < row.entry_id
    assert sheet_of(MAY, content_held(row)) == before and recomputes(row)
    # A correction afterwards is seen by the next review and not by this one.
    task = city.task("commerce", "month", "2020-05")
    reporter, signer = city.people["commerce_r"], city.people["commerce_s"]
    key = ("jimo", "foreign_investment", "level", "2020-01..05")
    made = actions.open_revision(actor=reporter, at=city.now(), task=task, keys=[key], reason="漏报一笔")
    city.fill("commerce_r", made, {"/".join(key): "2.3"}, note="漏报一笔", document="更正函")
    digest_signed = city.submit("commerce_r", made)
    actions.sign_task(actor=signer, at=city.now(), task=made, digest=digest_signed)
    assert cell(sheet(city), "jimo", "fdi").light is Light.GREEN
    assert cell(sheet_of(MAY, content_held(row)), "jimo", "fdi").light is Light.RED
    assert recomputes(row) and digest_of(content_held(row)) == digest
    assert [finding.code for finding in verify().findings if finding.severity.value == "error"] == []


def test_what_was_frozen_cannot_be_changed_and_other_figures_do_not_come_to_it(city: City) -> None:
    held(city)
    (row,) = HeldReview.objects.all()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE cycle_heldreview SET content = '{}'")
    told_otherwise = json.loads(row.content) | {"seq": 1}
    row.seq, row.digest = 1, digest_of(told_otherwise)
    assert not recomputes(row), "as of the first entry there were no figures"


def test_nothing_of_points_or_places_is_in_it(city: City) -> None:
    content = contents(MAY, head()[0])
    del city
    names = {name for one in content["cells"] for name in one}
    assert names <= {
        *("unit", "node", "period", "value", "absence", "target", "plan"),
        *("progress", "gap", "light", "unlit", "told"),
    }


def test_a_review_is_held_once_when_its_month_is_over(city: City) -> None:
    with pytest.raises(NotNow) as early:
        held(city, JUNE)
    assert codes(early) == {"review.not_begun"}
    for day in (date(2020, 5, 31), date(2020, 6, 20)):
        with pytest.raises(NotValid) as wrong:
            held(city, held_on=day)
        assert codes(wrong) == {"review.wrong_day"}
    held(city)
    for again in (lambda: held(city), lambda: asked(city, "jimo")):
        with pytest.raises(NotNow) as refused:
            again()
        assert codes(refused) == {"review.held_already"}
    with pytest.raises(NotThere):
        held(city, Named(SCHEME, "2021-05"))


def test_who_lags_is_asked_and_answers_by_a_briefing_of_its_own(city: City) -> None:
    assert asked(city, "jimo", "laixi") == 2
    task = Task.objects.get(organisation="jimo", briefing=EXPLANATION)
    # Friday 19 June, two working days: Tuesday the 23rd.
    assert (task.kind, task.figures, f"{task.due_at:%m-%d}") == ("brief", 1, "06-23")
    assert [one.briefing for one in to_do(city.people["jimo_r"], city.now())][-1] == EXPLANATION
    notice = next(one for one in list_notices("jimo_r") if one.message.code == "notice.explanation_asked")
    assert (notice.about.kind, notice.about.ref) == ("task", task.ref)
    form = briefing_form(task)
    assert form.title.zh == "即墨区2020年5月 月度调度说明"
    (entry,) = form.entries
    assert entry.name.zh == "实际使用外资" and [one.value for one in entry.beside] == [Decimal("1.687")]
    behind = told(FDI, state="behind", progress="两个项目未到资", cause="外方出境受限", next="七月底前到资")
    deliver(city, "jimo", task.ref, behind)
    explained = cell(sheet(city), "jimo", "fdi").explained
    assert (explained.briefing, explained.cause, explained.next_step) == (
        EXPLANATION,
        "外方出境受限",
        "七月底前到资",
    )
    assert cell(sheet(city), "laixi", "fdi").explained is None
    held(city)
    (row,) = HeldReview.objects.all()
    assert "外方出境受限" in row.content and recomputes(row)


def test_nobody_is_asked_twice_or_about_what_does_not_lag(city: City) -> None:
    asked(city, "jimo")
    with pytest.raises(NotNow) as twice:
        asked(city, "jimo", "laixi")
    assert codes(twice) == {"review.asked_already"}
    assert not Task.objects.filter(briefing=EXPLANATION, organisation="laixi").exists()
    for units in ((), ("commerce",), ("jimo", "sco")):
        with pytest.raises(NotValid) as refused:
            asked(city, *units)
        assert codes(refused) == {"review.nothing_to_explain"}


def test_an_explanation_can_be_sent_back_and_told_better(city: City) -> None:
    asked(city, "jimo")
    task = Task.objects.get(organisation="jimo", briefing=EXPLANATION)
    deliver(city, "jimo", task.ref, told(FDI, progress="正在推进"))
    again = actions.ask_correction(
        actor=city.people["staff"], at=city.now(), task=task.ref, reason="请写明原因"
    )
    deliver(
        city,
        "jimo",
        again,
        told(FDI, state="behind", progress="未到资", cause="审批慢", next="跟踪"),
        note="补充",
    )
    assert cell(sheet(city), "jimo", "fdi").explained.cause == "审批慢"


def test_a_briefing_of_the_scheme_explains_the_block_above_and_is_not_asked_for_again(city: City) -> None:
    """The quarterly briefing tells of 双招双引 as a whole; foreign investment lies in another block."""
    city.staffed("jimo", "investment_promotion", "commerce")
    city.on(2020, 7, 10)
    for bureau in ("investment_promotion", "commerce"):
        task = city.task(bureau, "month", "2020-06")
        city.fill(f"{bureau}_r", task, city.cells(task) | low(city, task))
        digest = city.submit(f"{bureau}_r", task)
        actions.sign_task(actor=city.people[f"{bureau}_s"], at=city.now(), task=task, digest=digest)
    found = sheet(city, JUNE)
    lagging = {one.node for one in found.lagging if one.unit == "jimo"}
    assert lagging == {"domestic", "fdi"}
    assert unexplained(JUNE, found.cells, "jimo") == ["fdi"]
    attraction = ("node/attraction", "node/investment", "node/environment_for_business", "task/resumption")
    behind = told(*attraction, state="behind", progress="签约项目未落地", cause="用地未批", next="八月落地")
    deliver(city, "jimo", city.task("jimo", "quarter", "2020-06", "brief"), behind)
    explained = cell(sheet(city, JUNE), "jimo", "domestic").explained
    assert (explained.briefing, explained.cause) == ("districts_quarterly", "用地未批")


def low(city: City, task: str) -> dict[str, str]:
    """即墨 far behind."""
    keys = [key for key in city.cells(task) if key.startswith(("jimo/domestic", "jimo/foreign_inv"))]
    return dict.fromkeys(keys, "1.1")


def test_every_act_is_one_entry_and_a_refusal_another(city: City) -> None:
    asked(city, "jimo")
    entry = Entry.objects.latest("seq")
    assert (entry.verb, entry.object_kind, entry.object_ref) == ("review.ask", "review", MAY.ref)
    held(city)
    entry = Entry.objects.latest("seq")
    assert (entry.verb, entry.acting_as, entry.outcome) == ("review.hold", "office_staff", "done")
    with pytest.raises(NotYou):
        actions.hold_review(
            actor=city.people["jimo_s"], at=city.now(), review=JUNE.ref, held_on=date(2020, 7, 20)
        )
    entry = Entry.objects.latest("seq")
    assert (entry.verb, entry.outcome, entry.actor) == ("review.hold", "refused", "jimo_s")


def test_the_program_escalates_an_explanation_that_does_not_come(city: City) -> None:
    asked(city, "jimo")
    city.on(2020, 6, 29)
    actions.escalate_lateness(actor=machine(), at=city.now())
    assert any(one.message.code == "notice.late" for one in list_notices("jimo_r"))


def test_office_holds_leaders_and_auditors_look(city: City) -> None:
    city.person("auditor", Role.AUDITOR)
    for name in ("leader", "auditor", "jimo_r", "jimo_s", "commerce_r"):
        with pytest.raises(NotYou):
            actions.hold_review(
                actor=city.people[name], at=city.now(), review=MAY.ref, held_on=date(2020, 6, 19)
            )
        with pytest.raises(NotYou):
            actions.ask_explanation(actor=city.people[name], at=city.now(), review=MAY.ref, units=["jimo"])
    director = city.people["director"]
    assert actions.hold_review(actor=director, at=city.now(), review=MAY.ref, held_on=date(2020, 6, 19))
