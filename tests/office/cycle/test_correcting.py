"""Corrections: what they need, what comes by letter again, what the office sends back."""

import json
from datetime import date
from decimal import Decimal

import pytest

from sikao.core.figures.periods import Period
from sikao.core.figures.table import Kind
from sikao.office.accounts.models import Account, Grant, GrantEnd
from sikao.office.accounts.rights.roles import Role
from sikao.office.cycle import actions
from sikao.office.cycle.duties import owed, slots_of
from sikao.office.cycle.models import Confirmation, Draft, Task
from sikao.office.cycle.offers import offered
from sikao.office.cycle.queries import to_do
from sikao.office.cycle.views import Step
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.notices.queries import list_notices
from sikao.office.groundwork.refusals import NotNow, NotValid, NotYou
from sikao.office.ledger.models import Evidence, FigureVersion, Submission
from sikao.office.ledger.queries import figures_as_of, versions
from tests.office.city import SCAN, SCHEME, City

pytestmark = pytest.mark.both_in_drill
LICANG = ("licang", "fixed_assets", "growth", "2020-01..03")
SHINAN = ("shinan", "fixed_assets", "growth", "2020-01..03")
KEY, SHINAN_KEY = "/".join(LICANG), "/".join(SHINAN)
LETTER = "青统函〔2020〕31号"


def by_letter(city: City) -> tuple[str, int]:
    """The first quarter's sheet of a bureau where nobody signs in: the task, and the entry of the record."""
    return city.once(_by_letter)


def _by_letter(city: City) -> tuple[str, int]:
    city.staffed("licang", "shinan")
    city.on(2020, 4, 15)
    task = city.task("statistics", "month", "2020-03")
    cells = city.cells(task) | {KEY: "7.8"}
    version = city.fill_paper("staff", task, cells, document="青统函〔2020〕12号")
    return task, city.record("staff", task, version).seq


def signed(city: City) -> str:
    """The same sheet, delivered by the bureau itself."""
    return city.once(_signed)


def _signed(city: City) -> str:
    city.staffed("statistics", "licang", "shinan")
    city.on(2020, 4, 15)
    task = city.task("statistics", "month", "2020-03")
    city.deliver("statistics", task, city.cells(task) | {KEY: "7.8"})
    return task


def asked(city: City, task: str, *keys: tuple[str, str, str, str], reason: str = "与年报不符") -> str:
    return actions.ask_correction(
        actor=city.people["staff"], at=city.now(), task=task, keys=keys, reason=reason
    )


def disputed(city: City) -> str:
    """李沧's check of the sheet, after it has disputed its figure."""
    found = Confirmation.objects.get(unit="licang")
    figure = FigureVersion.objects.get(unit="licang", indicator="fixed_assets", period=LICANG[3])
    unit = city.people["licang_r"]
    actions.check_figures(
        actor=unit, at=city.now(), confirmation=found.ref, disputes={figure.ref: "应为 5.2"}
    )
    return found.ref


def codes(refused: pytest.ExceptionInfo[NotValid]) -> list[str]:
    return [finding.code for finding in refused.value.findings]


def told(who: str) -> list[str]:
    return [notice.message.code for notice in list_notices(who)]


# A letter corrects a letter.


def test_a_letter_in_july_revises_what_a_letter_said_in_april(city: City) -> None:
    task, first = by_letter(city)
    city.on(2020, 7, 18)
    revision = asked(city, task, LICANG, reason="来文更正")
    draft = Draft.objects.get(task=revision, paper=True)
    assert draft.cells == f'{{"{KEY}":"7.8"}}', "the office's form shows what stands"
    assert [entry.step for entry in to_do(city.people["staff"], city.now()) if entry.ref == revision] == [
        Step.PAPER
    ]
    unlettered = city.fill("staff", revision, {KEY: "5.2"}, paper=True, note="统计执法检查核减")
    with pytest.raises(NotValid) as refused:
        city.record("staff", revision, unlettered)
    assert codes(refused) == ["task.paper_without_document"]
    version = city.fill(
        "staff",
        revision,
        {KEY: "5.2"},
        paper=True,
        note="统计执法检查核减",
        document=LETTER,
        document_date=date(2020, 7, 17),
    )
    with pytest.raises(NotValid) as refused:
        city.record("staff", revision, version)
    assert codes(refused) == ["task.paper_without_scan"]
    version = actions.attach(
        actor=city.people["staff"], at=city.now(), task=revision, evidence=SCAN, paper=True
    )
    done = city.record("staff", revision, version)

    at = ("licang", "fixed_assets", Kind.GROWTH, Period.from_canonical("2020-01..03"))
    scheme = owed(SCHEME).scheme
    then, now = figures_as_of(scheme, first), figures_as_of(scheme, done.seq)
    assert then.get(*at).value == now.get(*at).value == Decimal("7.8"), "the first quarter replays"
    assert now.get(*at, "h1").value == Decimal("5.2"), "the half-year reads the letter of July"
    head = Submission.objects.get(ref=done.submission)
    assert (head.organisation, head.reporter, head.way) == ("statistics", "staff", "paper")
    assert (head.document, head.document_date) == (LETTER, date(2020, 7, 17))
    assert Evidence.objects.get(submission=head).file == SCAN.file
    assert done.figures == 1 and Task.objects.get(pk=revision).state == "signed"
    assert "notice.to_check_revised" in told("licang_r"), "the unit is told"
    [notice] = [one for one in list_notices("licang_r") if one.message.code == "notice.to_check_revised"]
    read = notice.message.what("zh")
    assert "统计执法检查核减" in read and "来文更正" not in read, "what was signed, not what the office asked"
    assert told("shinan_r").count("notice.to_check_revised") == 0


def test_the_bureau_is_told_of_the_letter_if_anybody_there_reads_it(city: City) -> None:
    task, _ = by_letter(city)
    city.staffed("statistics")
    revision = asked(city, task, LICANG)
    assert "notice.correction_asked" in told("statistics_r")
    version = city.fill_paper("staff", revision, {KEY: "5.2"}, document=LETTER)
    city.fill("staff", revision, {KEY: "5.2"}, paper=True, note="来文更正")
    city.record("staff", revision, version + 1)
    assert "notice.recorded_for_you" in told("statistics_s")


def test_a_letter_upholds_what_is_disputed(city: City) -> None:
    task, _ = by_letter(city)
    check = disputed(city)
    staff = city.people["staff"]
    assert [entry.ref for entry in to_do(staff, city.now()) if entry.step is Step.ANSWER] == [check]
    revision = asked(city, task, LICANG, reason="来文答复")
    assert not [entry for entry in to_do(staff, city.now()) if entry.step is Step.ANSWER], "under way"
    city.fill_paper("staff", revision, {KEY: "7.8"}, document=LETTER)
    version = city.fill("staff", revision, {KEY: "7.8"}, paper=True, note="以联审数为准", nothing=True)
    done = city.record("staff", revision, version)
    assert done.figures == 0 and Confirmation.objects.get(pk=check).state == "upheld"
    assert Confirmation.objects.get(pk=check).answered_at is not None, "nobody is late with the answer"
    (found,) = versions([LICANG])
    assert found.standing == "upheld" and found.value == Decimal("7.8")
    head = Submission.objects.get(ref=done.submission)
    assert (head.way, head.document, head.note) == ("paper", LETTER, "以联审数为准")
    assert Evidence.objects.get(submission=head).figure is None, "the scan hangs on the answer"
    notice = next(one for one in list_notices("licang_r") if one.message.code == "notice.dispute_upheld")
    assert "以联审数为准" in notice.message.what("zh") and notice.about.ref == check


def test_a_letter_revises_what_is_disputed(city: City) -> None:
    task, _ = by_letter(city)
    check = disputed(city)
    revision = asked(city, task, LICANG, reason="来文答复")
    city.fill_paper("staff", revision, {KEY: "5.2"}, document=LETTER)
    version = city.fill("staff", revision, {KEY: "5.2"}, paper=True, note="来文更正")
    city.record("staff", revision, version)
    assert Confirmation.objects.get(pk=check).state == "revised"


def test_what_never_came_by_letter_is_corrected_by_whoever_reported_it(city: City) -> None:
    revision = asked(city, signed(city), LICANG)
    staff = city.people["staff"]
    with pytest.raises(NotNow) as refused:
        city.fill_paper("staff", revision, {KEY: "5.2"}, document=LETTER)
    assert codes(refused) == ["task.not_on_paper"]
    assert not Draft.objects.filter(task=revision, paper=True).exists()
    assert "TASK_RECORD_PAPER" not in {
        verb.name for verb in offered(staff, city.now(), Task.objects.get(pk=revision))
    }
    report = Task.objects.filter(kind="report").order_by("due_at")[0]
    city.on(2021, 2, 1)
    with pytest.raises(NotNow) as refused:
        actions.record_paper(actor=staff, at=city.now(), task=report.ref, draft_version=0)
    assert codes(refused) == ["task.not_on_paper"]


def test_a_provider_that_the_scheme_has_on_paper_may_have_its_corrections_recorded(city: City) -> None:
    """``discipline`` is the one with ``paper: true`` in units.yaml; here it signs one sheet itself."""
    city.staffed("discipline")
    first = Task.objects.filter(kind="deliver", provider="discipline").order_by("due_at")[0]
    city.at = city.at.replace(year=2021, month=2)
    city.deliver("discipline", first.ref, city.cells(first.ref))
    revision = asked(city, first.ref)
    assert Draft.objects.filter(task=revision, paper=True).exists()


# The office sends a sheet back.


def test_the_office_sends_a_figure_back_and_the_bureau_corrects_it(city: City) -> None:
    task = signed(city)
    revision = asked(city, task, LICANG)
    row = Task.objects.get(pk=revision)
    assert (row.kind, row.organisation, row.reason, row.asked_by) == (
        *("revise", "statistics", "与年报不符"),
        "staff",
    )
    entry = Entry.objects.order_by("-seq")[0]
    assert (entry.verb, entry.actor) == ("correction.ask", "staff")
    (step,) = (one for one in to_do(city.people["statistics_r"], city.now()) if one.ref == revision)
    assert (step.step, step.remark) == (Step.FILL, "与年报不符")
    assert "notice.correction_asked" in told("statistics_r")
    assert "notice.correction_under_way" in told("licang_r"), "the unit that checks knows"
    assert "notice.correction_under_way" not in told("shinan_r"), "its figure is not in question"
    city.deliver("statistics", revision, {KEY: "5.2"}, note="年报核定", document="年报核定表")
    assert versions([LICANG])[-1].value == Decimal("5.2")
    assert told("staff")[0] == "notice.correction_given"
    assert "notice.correction_left" not in told("licang_r"), "it is to check the new figure"


def test_a_whole_sheet_goes_back_and_units_hear_what_stays(city: City) -> None:
    task = signed(city)
    revision = asked(city, task)
    assert "notice.correction_under_way" in told("shinan_r")
    cells = standing(revision) | {KEY: "5.2"}
    city.deliver("statistics", revision, cells, note="年报核定", document="年报核定表")
    assert "notice.correction_left" in told("shinan_r")
    assert "notice.correction_left" not in told("licang_r")


def standing(task: str) -> dict[str, str]:
    return json.loads(Draft.objects.get(task=task, paper=False).cells)


def test_the_bureau_answers_that_it_stays_with_a_reason_and_a_signature(city: City) -> None:
    task = signed(city)
    check = disputed(city)
    revision = asked(city, task, LICANG)
    with pytest.raises(NotNow) as refused:
        actions.drop_revision(actor=city.people["statistics_r"], at=city.now(), task=revision)
    assert codes(refused) == ["task.asked_by_office"], "silence is no answer"
    with pytest.raises(NotValid) as refused:
        city.deliver("statistics", revision, {KEY: "7.8"}, nothing=True)
    assert codes(refused) == ["task.revision_without_reason"]
    with pytest.raises(NotValid) as refused:
        city.deliver("statistics", revision, {KEY: "5.2"}, note="不变", nothing=True)
    assert codes(refused) == ["task.kept_but_changed"], "either, not both"
    done = city.deliver("statistics", revision, {KEY: "7.8"}, note="以联审数为准", nothing=True)
    assert done.figures == 0 and len(versions([LICANG])) == 1
    head = Submission.objects.get(ref=done.submission)
    assert (head.nothing, head.reporter, head.signer) == (True, "statistics_r", "statistics_s")
    answered = Confirmation.objects.get(pk=check)
    assert answered.state == "upheld" and answered.answered_at is not None, "the dispute is answered by it"
    notice = list_notices("staff")[0]
    assert (notice.message.code, notice.about.ref) == ("notice.correction_kept", task)
    assert "以联审数为准" in notice.message.what("zh")


@pytest.mark.parametrize("how", ["role", "account"])
@pytest.mark.parametrize("kept", [True, False])
def test_where_who_asked_has_left_the_office_the_others_there_are_answered(
    city: City, how: str, kept: bool
) -> None:
    task = signed(city)
    city.person("colleague", Role.OFFICE_STAFF)
    city.person("auditor", Role.AUDITOR)
    revision = asked(city, task, LICANG)
    if how == "role":
        grant = Grant.objects.get(person="staff")
        city.record_facts(GrantEnd(grant=grant, ended_by="security", reason="调离"))
    else:
        Account.objects.filter(person="staff").update(closed_at=city.now())
    value, reason = ("7.8", "以联审数为准") if kept else ("5.2", "年报核定")
    city.deliver("statistics", revision, {KEY: value}, note=reason, document="x", nothing=kept)
    code = "notice.correction_kept" if kept else "notice.correction_given"
    for who, is_told in {"colleague": True, "director": True, "staff": False, "auditor": False}.items():
        assert (code in told(who)) is is_told, who


def test_only_an_answer_to_the_office_may_leave_all_as_it_is(city: City) -> None:
    task = signed(city)
    revision = actions.open_revision(
        actor=city.people["statistics_r"], at=city.now(), task=task, keys=[LICANG], reason="核对"
    )
    with pytest.raises(NotValid) as refused:
        city.deliver("statistics", revision, {KEY: "7.8"}, nothing=True)
    assert codes(refused) == ["task.nothing_but_figures"]
    with pytest.raises(NotNow):
        actions.withdraw_correction(actor=city.people["staff"], at=city.now(), task=revision)
    with pytest.raises(NotNow):
        asked(city, task, SHINAN)


def test_the_office_withdraws_what_it_asked_and_nobody_else_does(city: City) -> None:
    task = signed(city)
    revision = asked(city, task, LICANG)
    with pytest.raises(NotYou):
        actions.withdraw_correction(actor=city.people["statistics_r"], at=city.now(), task=revision)
    actions.withdraw_correction(actor=city.people["director"], at=city.now(), task=revision)
    assert Task.objects.get(pk=revision).state == "dropped"
    assert "notice.correction_withdrawn" in told("statistics_r")
    assert "notice.correction_left" in told("licang_r")
    assert asked(city, task, LICANG) != revision, "it may be asked for again"


def test_a_units_report_is_sent_back_in_the_same_way(city: City) -> None:
    city.staffed("laixi")
    city.on(2021, 2, 1)
    task = city.task("laixi", "year", "2020-12", kind="report")
    city.deliver("laixi", task, dict.fromkeys(city.cells(task), "未报"))
    first = slots_of(Task.objects.get(pk=task))[0].key
    with pytest.raises(NotYou):
        actions.ask_correction(actor=city.people["laixi_s"], at=city.now(), task=task, reason="应有数")
    with pytest.raises(NotValid) as refused:
        asked(city, task, LICANG)
    assert codes(refused) == ["task.foreign_cell"]
    revision = asked(city, task, first, reason="应有数")
    assert Task.objects.get(pk=revision).organisation == "laixi"
    assert "notice.correction_asked" in told("laixi_r")


def test_a_briefing_asked_about_may_stay_as_it_is(city: City) -> None:
    city.staffed("laixi")
    city.on(2020, 4, 1)
    task = city.task("laixi", "quarter", "2020-03", kind="brief")
    city.fill("laixi_r", task, {}, nothing=True, note="本期无进展")
    row = Task.objects.get(pk=task)
    version = Draft.objects.get(task=row).version
    reporter, signer = city.people["laixi_r"], city.people["laixi_s"]
    digest = actions.submit_task(actor=reporter, at=city.now(), task=task, draft_version=version)
    actions.sign_task(actor=signer, at=city.now(), task=task, digest=digest)
    revision = asked(city, task, reason="确实没有进展？")
    version = city.fill("laixi_r", revision, {}, nothing=True, note="确实没有")
    digest = actions.submit_task(actor=reporter, at=city.now(), task=revision, draft_version=version)
    assert actions.sign_task(actor=signer, at=city.now(), task=revision, digest=digest).figures == 0
    assert told("staff")[0] == "notice.correction_kept"


# Reason, document and caliber.


def test_a_revision_names_its_document(city: City) -> None:
    task = signed(city)
    revision = actions.open_revision(
        actor=city.people["statistics_r"], at=city.now(), task=task, keys=[LICANG], reason="核减"
    )
    with pytest.raises(NotValid) as refused:
        city.deliver("statistics", revision, {KEY: "5.2"}, document=" ")
    assert [(one.code, one.where.path) for one in refused.value.findings] == [
        ("task.revision_without_document", "document")
    ]
    with pytest.raises(NotValid) as refused:
        city.deliver("statistics", revision, {KEY: "5.2"}, note=" ")
    assert set(codes(refused)) == {"task.revision_without_document", "task.revision_without_reason"}
    assert city.deliver("statistics", revision, {KEY: "5.2"}, note="核减", document="核减单").figures == 1


def test_another_caliber_alone_is_a_new_version_and_a_blank_one_keeps_what_stands(city: City) -> None:
    task = signed(city)
    reporter = city.people["statistics_r"]
    opening = {"actor": reporter, "task": task, "keys": [LICANG], "reason": "口径调整"}
    revision = actions.open_revision(at=city.now(), **opening)
    done = city.deliver("statistics", revision, {KEY: "7.8"}, document="统计制度", caliber="年报口径")
    assert done.figures == 1
    before, after = versions([LICANG])
    assert (after.value, after.caliber, after.replaces) == (before.value, "年报口径", before.ref)
    revision = actions.open_revision(at=city.now(), **opening)
    with pytest.raises(NotValid) as refused:
        city.deliver("statistics", revision, {KEY: "7.8"}, document="统计制度", caliber="年报口径")
    assert codes(refused) == ["task.nothing_revised"], "the same caliber is no difference"
    actions.return_task(actor=city.people["statistics_s"], at=city.now(), task=revision, reason="没有改")
    city.deliver("statistics", revision, {KEY: "5.2"}, document="统计制度", caliber="")
    assert versions([LICANG])[-1].caliber == "年报口径", "what is not named stays"
