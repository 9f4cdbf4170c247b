"""Briefings over a quarter: what is asked, what stands beside it, who writes, signs, reads and asks again."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from sikao.core.scheme.briefed import Subject
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle import actions
from sikao.office.cycle.assessing import assess
from sikao.office.cycle.briefings import briefing_form
from sikao.office.cycle.judging import cells_of
from sikao.office.cycle.models import Draft, Extension, Task
from sikao.office.cycle.obligations import late_lines
from sikao.office.cycle.offers import offered
from sikao.office.cycle.queries import task_view, to_do
from sikao.office.cycle.reviewing import Chosen, latest_window, review, windows_of
from sikao.office.cycle.rules import TaskState
from sikao.office.cycle.views import Step
from sikao.office.groundwork.actor import machine
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.notices.queries import list_notices
from sikao.office.groundwork.receipts import receipt_of
from sikao.office.groundwork.receipts import rows_of as receipt_rows
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid, NotYou
from sikao.office.ledger.facts import NewEvidence, Progress
from sikao.office.ledger.models import BriefingVersion, FigureVersion, Submission
from tests.office.city import SCHEME, City

pytestmark = pytest.mark.both_in_drill
FIRST = Chosen(SCHEME, "districts_quarterly", "2020-03")
INVESTMENT, ATTRACTION = "node/investment", "node/attraction"
BUSINESS, RESUMPTION = "node/environment_for_business", "task/resumption"
LAIXI = (INVESTMENT, ATTRACTION, BUSINESS, RESUMPTION)
"""What 莱西 is asked: the three blocks tagged as key, and the one key task of all districts."""


def told(
    *subjects: str, state: str = "under_way", progress: str = "按计划推进", **parts: str
) -> dict[str, str]:
    """One state and the same words for some subjects."""
    said = {"state": state, "progress": progress} | parts
    return {f"{subject}/{part}": text for subject in subjects for part, text in said.items()}


def briefing(city: City, unit: str, through: str = "2020-03") -> str:
    return city.task(unit, "quarter", through, "brief")


def submit(city: City, who: str, task: str, seen: int = 0) -> str:
    version = Draft.objects.get(task=task, paper=False).version
    return actions.submit_task(
        actor=city.people[who], at=city.now(), task=task, draft_version=version, warnings_seen=seen
    )


def deliver(city: City, unit: str, task: str, cells: dict[str, str], **more):
    city.fill(f"{unit}_r", task, cells, **more)
    digest = submit(city, f"{unit}_r", task)
    return actions.sign_task(actor=city.people[f"{unit}_s"], at=city.now(), task=task, digest=digest)


def codes(refused: pytest.ExceptionInfo[NotValid]) -> set[str]:
    return {finding.code for finding in refused.value.findings}


def test_nothing_to_tell_in_time_gives_no_time(city: City) -> None:
    city.staffed("laixi")
    task = briefing(city, "laixi")
    city.on(2020, 4, 15)
    assert not deliver(city, "laixi", task, {}, note="没有进展", nothing=True).late
    city.on(2020, 8, 20)
    reporter = city.people["laixi_r"]
    made = actions.open_revision(actor=reporter, at=city.now(), task=task, reason="补报")
    assert deliver(city, "laixi", made, told(*LAIXI), note="补报").late


def test_every_district_gets_one_task_a_quarter(city: City) -> None:
    """Ten districts, four quarters; due on the 20th, or on the working day after it."""
    del city
    tasks = Task.objects.filter(kind="brief")
    assert tasks.count() == 40
    # 市南、市北、李沧 also carry the renewal of old quarters: five entries, the seven others four.
    assert sum(tasks.filter(through="2020-03").values_list("figures", flat=True)) == 3 * 5 + 7 * 4
    days = sorted({(task.through, str(task.opens), f"{task.due_at:%m-%d}") for task in tasks})
    assert days == [
        ("2020-03", "2020-04-01", "04-20"),
        ("2020-06", "2020-07-01", "07-20"),
        ("2020-09", "2020-10-01", "10-20"),
        ("2020-12", "2021-01-01", "01-20"),
    ]


def test_a_briefing_is_written_signed_and_kept_with_its_receipt(city: City) -> None:
    city.staffed("laixi", "jimo")
    task = briefing(city, "laixi")
    city.on(2020, 4, 1)
    assert [step.briefing for step in to_do(city.people["laixi_r"], city.now())] == ["districts_quarterly"]
    done = deliver(city, "laixi", task, told(*LAIXI))

    assert (done.figures, done.late) == (4, False)
    rows = BriefingVersion.objects.order_by("position")
    assert [row.subject for row in rows] == list(LAIXI)
    assert {(row.unit, row.through, row.state, row.progress) for row in rows} == {
        ("laixi", "2020-03", "under_way", "按计划推进")
    }
    assert set(rows.values_list("entry_id", flat=True)) == {done.seq}, "all in one entry of the journal"
    submission = Submission.objects.get(pk=done.submission)
    assert (submission.way, submission.reporter, submission.signer) == ("briefing", "laixi_r", "laixi_s")
    assert receipt_rows(receipt_of(done.seq)), "the receipt holds the rows"
    assert not FigureVersion.objects.exists(), "nothing of it is a figure"
    assert to_do(city.people["laixi_r"], city.now()) == []
    assert [notice.message.code for notice in list_notices("laixi_r", limit=3)][:1] == ["notice.signed"]


def test_the_reporter_does_not_sign_and_others_do_not_see_it(city: City) -> None:
    city.staffed("laixi", "jimo", "statistics")
    city.person("both", Role.REPORTER, "laixi")
    city.person("both", Role.SIGNER, "laixi")
    task = briefing(city, "laixi")
    city.on(2020, 4, 1)
    city.fill("both", task, told(*LAIXI))
    digest = submit(city, "both", task)
    with pytest.raises(NotYou):
        actions.sign_task(actor=city.people["both"], at=city.now(), task=task, digest=digest)
    for stranger in ("jimo_r", "statistics_r", "statistics_s"):
        with pytest.raises(NotThere):
            task_view(city.people[stranger], city.now(), task)
        with pytest.raises(NotThere):
            actions.return_task(actor=city.people[stranger], at=city.now(), task=task, reason="不行")
        with pytest.raises(NotYou):
            review(city.people[stranger], city.now(), FIRST)
    with pytest.raises(NotYou):
        actions.save_draft(actor=city.people["staff"], at=city.now(), task=task, version=1, cells={})


def test_nobody_types_a_briefing_from_paper(city: City) -> None:
    city.staffed("laixi")
    task = briefing(city, "laixi")
    city.on(2020, 4, 1)
    for act in (
        lambda: actions.save_draft(
            actor=city.people["staff"], at=city.now(), task=task, version=0, cells={}, paper=True
        ),
        lambda: actions.record_paper(actor=city.people["staff"], at=city.now(), task=task, draft_version=0),
    ):
        with pytest.raises(NotNow):
            act()
    assert Verb.TASK_RECORD_PAPER not in offered(city.people["staff"], city.now(), Task.objects.get(pk=task))


def test_a_state_asks_for_what_belongs_to_it(city: City) -> None:
    """Behind: why, and what next. Not started: what next. Done or under way: how far, no more."""
    city.staffed("laixi")
    task = briefing(city, "laixi")
    city.on(2020, 4, 1)
    cells = (
        told(INVESTMENT, state="behind")
        | told(ATTRACTION, state="not_started")
        | {f"{BUSINESS}/state": "done"}
    )
    city.fill("laixi_r", task, cells)
    with pytest.raises(NotValid) as refused:
        submit(city, "laixi_r", task)
    found = {(finding.where.path, finding.code) for finding in refused.value.findings}
    assert found == {
        (f"{INVESTMENT}/cause", "briefing.cause_missing"),
        (f"{INVESTMENT}/next", "briefing.next_step_missing"),
        (f"{ATTRACTION}/next", "briefing.next_step_missing"),
        (f"{BUSINESS}/progress", "briefing.progress_missing"),
        (f"{RESUMPTION}/state", "briefing.state_missing"),
        (f"{RESUMPTION}/progress", "briefing.progress_missing"),
    }
    assert Task.objects.get(pk=task).state == TaskState.OPEN


def test_nothing_to_tell_of_one_entry_is_said_with_its_reason(city: City) -> None:
    """A blank is asked about, a choice without its reason too; with it the entry is on record."""
    city.staffed("laixi")
    task = briefing(city, "laixi")
    city.on(2020, 4, 1)
    rest = told(ATTRACTION, BUSINESS)
    city.fill("laixi_r", task, rest | {f"{INVESTMENT}/state": "nothing"})
    with pytest.raises(NotValid) as refused:
        submit(city, "laixi_r", task)
    found = {(finding.where.path, finding.code) for finding in refused.value.findings}
    assert found == {
        (f"{INVESTMENT}/progress", "briefing.reason_missing"),
        (f"{RESUMPTION}/state", "briefing.state_missing"),
        (f"{RESUMPTION}/progress", "briefing.progress_missing"),
    }
    reasons = told(INVESTMENT, RESUMPTION, state="nothing", progress="本季度没有安排")
    city.fill("laixi_r", task, rest | reasons)
    submit(city, "laixi_r", task)
    assert Task.objects.get(pk=task).state == TaskState.SUBMITTED


def test_a_text_that_is_too_long_is_kept_and_not_taken(city: City) -> None:
    """300 characters of an entry are allowed, all its parts together."""
    city.staffed("laixi")
    task = briefing(city, "laixi")
    city.on(2020, 4, 1)
    cells = told(*LAIXI) | {f"{INVESTMENT}/progress": "进" * 290, f"{INVESTMENT}/cause": "因" * 11}
    city.fill("laixi_r", task, cells)
    assert cells_of(Draft.objects.get(task=task))[f"{INVESTMENT}/progress"] == "进" * 290
    with pytest.raises(NotValid) as refused:
        submit(city, "laixi_r", task)
    assert codes(refused) == {"briefing.too_long"}
    city.fill("laixi_r", task, cells | {f"{INVESTMENT}/cause": "因" * 10})
    submit(city, "laixi_r", task)


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"node/overall/progress": "别的板块"}, "task.foreign_cell"),
        ({"task/old_quarters/progress": "莱西不承担"}, "task.foreign_cell"),
        ({f"{INVESTMENT}/state": "推进中"}, "briefing.unknown_state"),
        ({f"{INVESTMENT}/progress": "字" * 2001}, "task.text_too_long"),
    ],
)
def test_a_draft_holds_only_what_is_asked(city: City, cells: dict[str, str], code: str) -> None:
    city.staffed("laixi")
    city.on(2020, 4, 1)
    with pytest.raises(NotValid) as refused:
        city.fill("laixi_r", briefing(city, "laixi"), cells)
    assert codes(refused) == {code}


def test_nothing_to_tell_is_said_with_a_reason(city: City) -> None:
    city.staffed("laixi")
    task = briefing(city, "laixi")
    city.on(2020, 4, 1)
    city.fill("laixi_r", task, {}, nothing=True)
    with pytest.raises(NotValid) as refused:
        submit(city, "laixi_r", task)
    assert codes(refused) == {"task.nothing_without_reason"}
    done = deliver(city, "laixi", task, {}, nothing=True, note="机构调整，本季度未开展")
    assert (done.figures, BriefingVersion.objects.count()) == (0, 0)
    found = review(city.people["staff"], city.now(), FIRST)
    row = next(teller for teller in found.tellers if teller.unit == "laixi")
    assert (row.nothing, row.told, row.task.state) == ("机构调整，本季度未开展", {}, TaskState.SIGNED)


def test_figures_of_the_ledger_stand_beside_a_block(city: City) -> None:
    """固投 of January to March, as the statistics bureau reports it, with its target and last year's."""
    city.staffed("statistics", "laixi")
    city.on(2020, 4, 15)
    sheet = city.task("statistics", "month", "2020-03")
    city.deliver("statistics", sheet, city.cells(sheet) | {"laixi/fixed_assets/growth/2020-01..03": "4.2"})
    form = briefing_form(Task.objects.get(pk=briefing(city, "laixi")))
    entry = next(one for one in form.entries if one.subject == Subject("node", "investment"))
    beside = {one.slot.indicator: one for one in entry.beside}
    assert beside["fixed_assets"].value == Decimal("4.2")
    # parameters.yaml: fai, target, laixi, q1
    assert beside["fixed_assets"].slot.target == Decimal(-10)
    assert beside["manufacturing_investment"].value is None, "another bureau reports it, and has not yet"
    assert [entry.name.zh for entry in form.entries] == [
        "固定资产投资",
        "双招双引",
        "营商环境",
        "企业复工达产服务（示例）",
    ]


def test_the_quarter_before_stands_beside_and_the_same_words_are_asked_about(city: City) -> None:
    city.staffed("laixi")
    city.on(2020, 4, 1)
    deliver(city, "laixi", briefing(city, "laixi"), told(*LAIXI))
    city.on(2020, 7, 1)
    second = briefing(city, "laixi", "2020-06")
    city.fill(
        "laixi_r", second, told(*LAIXI, progress="比一季度加快") | {f"{ATTRACTION}/progress": "按计划推进"}
    )
    row = Task.objects.get(pk=second)
    form = briefing_form(row)
    assert form.before_label is not None and form.before_label.zh == "2020年一季度"
    assert [entry.before and entry.before.progress for entry in form.entries] == ["按计划推进"] * 4
    judged = assess(row, Draft.objects.get(task=second), complete=True)
    assert [(finding.code, finding.where.path) for finding in judged.findings] == [
        ("briefing.unchanged", f"{ATTRACTION}/progress")
    ]
    with pytest.raises(NotValid):
        submit(city, "laixi_r", second)
    submit(city, "laixi_r", second, seen=1)


def test_a_correction_is_a_new_row_and_the_old_one_stays(city: City) -> None:
    city.staffed("laixi")
    city.on(2020, 4, 1)
    task = briefing(city, "laixi")
    deliver(city, "laixi", task, told(*LAIXI))
    ref = actions.open_revision(actor=city.people["laixi_r"], at=city.now(), task=task, reason="数据核减")
    draft = Draft.objects.get(task=ref)
    assert f"{INVESTMENT}/progress" in draft.cells, "the form comes filled with what stands"
    changed = told(*LAIXI) | told(
        INVESTMENT, state="behind", progress="进度低于目标", cause="征地慢", next="五月底前完成征地"
    )
    city.fill("laixi_r", ref, changed, note="数据核减")
    digest = submit(city, "laixi_r", ref)
    done = actions.sign_task(actor=city.people["laixi_s"], at=city.now(), task=ref, digest=digest)
    assert done.figures == 1, "only what changed"
    old, new = BriefingVersion.objects.filter(subject=INVESTMENT).order_by("entry_id")
    assert (old.state, old.progress, new.replaces_id) == ("under_way", "按计划推进", old.ref)
    found = review(city.people["staff"], city.now(), FIRST)
    line = next(one for one in found.tellers if one.unit == "laixi").told[Subject("node", "investment")]
    assert (line.state, line.cause, line.next_step) == (Progress.BEHIND, "征地慢", "五月底前完成征地")


def test_the_office_asks_a_unit_to_tell_more(city: City) -> None:
    city.staffed("laixi")
    city.on(2020, 4, 1)
    task = briefing(city, "laixi")
    staff = city.people["staff"]
    with pytest.raises(NotNow):
        actions.ask_correction(actor=staff, at=city.now(), task=task, reason="太笼统")
    deliver(city, "laixi", task, told(*LAIXI))
    with pytest.raises(NotYou):
        actions.ask_correction(actor=city.people["laixi_s"], at=city.now(), task=task, reason="太笼统")
    with pytest.raises(NotValid):
        actions.ask_correction(actor=staff, at=city.now(), task=task, reason=" ")
    ref = actions.ask_correction(actor=staff, at=city.now(), task=task, reason="没有写时间表")
    with pytest.raises(NotNow) as refused:
        actions.ask_correction(actor=staff, at=city.now(), task=task, reason="再问一次")
    assert "correction.ask" not in refused.value.findings[0].text("zh"), "the act is named by its words"
    (step,) = to_do(city.people["laixi_r"], city.now())
    assert (step.step, step.ref, step.remark) == (Step.FILL, ref, "没有写时间表")
    assert next(one for one in review(staff, city.now(), FIRST).tellers if one.unit == "laixi").again
    entry = Entry.objects.order_by("-seq")[0]
    assert (entry.verb, entry.actor) == (Verb.CORRECTION_ASK.value, "staff")


def test_a_late_briefing_is_late_like_any_task(city: City) -> None:
    """Due on 20 April 2020, a Monday; on the 22nd two working days have passed: 提醒, then 督办."""
    city.staffed("laixi")
    task = briefing(city, "laixi")
    city.on(2020, 4, 22)
    line = next(line for line in late_lines(city.now()) if line.owed.ref == task)
    assert line.days_late == 2
    actions.escalate_lateness(actor=machine(), at=city.now())
    line = next(line for line in late_lines(city.now()) if line.owed.ref == task)
    assert line.steps == ("remind", "supervise")
    until = date(2020, 4, 30)
    actions.extend_task(
        actor=city.people["director"], at=city.now(), task=task, until=until, reason="防汛值班"
    )
    assert Extension.objects.get(task=task).reason == "防汛值班"
    assert deliver(city, "laixi", task, told(*LAIXI)).late is False


def test_the_review_shows_all_districts_and_who_has_not_told(city: City) -> None:
    city.staffed("laixi", "shinan")
    city.on(2020, 4, 1)
    deliver(city, "laixi", briefing(city, "laixi"), told(*LAIXI))
    found = review(city.people["leader"], city.now(), FIRST)
    assert [subject.key for subject in found.subjects] == [*LAIXI, "task/old_quarters"]
    assert [teller.unit for teller in found.tellers][:3] == ["shinan", "shibei", "licang"]
    assert {teller.unit for teller in found.tellers if teller.told} == {"laixi"}
    laixi, shinan = found.tellers[-1], found.tellers[0]
    assert Subject("task", "old_quarters") in shinan.asked - laixi.asked
    assert latest_window(city.now()) == FIRST and len(windows_of(SCHEME)) == 4
    with pytest.raises(NotThere):
        review(city.people["staff"], city.now(), replace(FIRST, through="2020-04"))


def test_documents_are_taken_only_where_the_scheme_asks(city: City) -> None:
    city.staffed("laixi")
    city.on(2020, 4, 1)
    piece = NewEvidence("ab" * 32, "台账.pdf", 10)
    with pytest.raises(NotValid) as refused:
        actions.attach(
            actor=city.people["laixi_r"], at=city.now(), task=briefing(city, "laixi"), evidence=piece
        )
    assert codes(refused) == {"briefing.evidence_unasked"}


@pytest.mark.parametrize("statement", ["UPDATE {} SET progress = '改'", "DELETE FROM {}"])
def test_the_database_refuses_to_change_what_was_told(city: City, statement: str) -> None:
    city.staffed("laixi")
    city.on(2020, 4, 1)
    deliver(city, "laixi", briefing(city, "laixi"), told(*LAIXI))
    with (
        pytest.raises(DatabaseError, match="written once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(BriefingVersion._meta.db_table))
    assert BriefingVersion.objects.filter(progress="按计划推进").count() == 4
