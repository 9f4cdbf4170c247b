"""How figures come in over the year, as an experienced office would try it out."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from django.db import transaction

from sikao.core.figures.absence import Absence
from sikao.core.figures.periods import Period
from sikao.core.figures.table import Kind
from sikao.office.accounts.models import OrganisationChange
from sikao.office.accounts.rights.roles import Role
from sikao.office.cycle import actions
from sikao.office.cycle.duties import owed
from sikao.office.cycle.models import Confirmation, Draft, Task
from sikao.office.cycle.obligations import late_lines
from sikao.office.cycle.queries import to_do
from sikao.office.cycle.rules import ObligationKind
from sikao.office.cycle.views import Step
from sikao.office.groundwork.actor import machine
from sikao.office.groundwork.calendar import end_of
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.notices.queries import list_notices
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid, NotYou
from sikao.office.ledger.models import Evidence, FigureVersion, Submission
from sikao.office.ledger.queries import figures_as_of, versions
from tests.office.city import SCHEME, City

pytestmark = pytest.mark.both
DISTRICTS = (
    *("shinan", "shibei", "licang", "laoshan", "huangdao"),
    *("chengyang", "jimo", "jiaozhou", "pingdu", "laixi"),
)


def test_one_stamped_sheet_is_recorded_in_one_act_and_every_district_checks(city: City) -> None:
    city.staffed("statistics", *DISTRICTS)
    city.on(2020, 3, 10)
    task = city.task("statistics", "month", "2020-02")
    cells = city.cells(task)
    shinan = "shinan/fixed_assets/growth/2020-01..02"
    assert shinan in cells
    version = city.fill_paper("staff", task, cells | {shinan: "—"}, document="青统函〔2020〕12号")
    with pytest.raises(NotValid) as asked:
        city.record("staff", task, version)
    assert "form.queried" in {finding.code for finding in asked.value.findings}
    assert not FigureVersion.objects.exists(), "nothing is half recorded, and a dash is no zero"

    version = city.fill_paper("staff", task, cells | {shinan: "未报"}, document="青统函〔2020〕12号")
    done = city.record("staff", task, version)

    assert done.figures == len(cells)
    assert FigureVersion.objects.values("entry").distinct().count() == 1
    absent = FigureVersion.objects.get(unit="shinan", indicator="fixed_assets")
    assert (absent.value, absent.absence) == (None, Absence.MISSING.value)
    submission = Submission.objects.get()
    assert (submission.organisation, submission.reporter, submission.way) == ("statistics", "staff", "paper")
    assert Evidence.objects.get(submission=submission).figure is None, "the scan hangs on the whole sheet"
    for district in DISTRICTS:
        assert [entry.step for entry in to_do(city.people[f"{district}_r"], city.now())] == [Step.CHECK]
    assert Confirmation.objects.filter(unit__in=DISTRICTS).count() == 10


@pytest.mark.parametrize(
    ("document", "code"),
    [("", "task.paper_without_document"), ("青统函〔2020〕12号", "task.paper_without_scan")],
)
def test_a_paper_sheet_needs_its_letter_and_its_scan(city: City, document: str, code: str) -> None:
    city.on(2020, 3, 10)
    task = city.task("statistics", "month", "2020-02")
    version = city.fill_paper("staff", task, city.cells(task), document=document, scan=None)
    with pytest.raises(NotValid) as refused:
        city.record("staff", task, version)
    assert [finding.code for finding in refused.value.findings] == [code]


def test_a_revision_in_july_leaves_april_as_it_was(city: City) -> None:
    city.staffed("statistics", "licang")
    scheme = owed(SCHEME).scheme
    key = "licang/fixed_assets/growth/2020-01..03"
    figure = ("licang", "fixed_assets", "growth", "2020-01..03")
    city.on(2020, 4, 15)
    task = city.task("statistics", "month", "2020-03")
    first = city.deliver("statistics", task, city.cells(task) | {key: "7.8"})
    city.on(2020, 7, 18)
    why = "统计执法检查核减"
    revision = actions.open_revision(
        actor=city.people["statistics_r"], at=city.now(), task=task, keys=[figure], reason=why
    )
    assert Draft.objects.get(task=revision).cells == f'{{"{key}":"7.8"}}', "the form shows what stands"
    done = city.deliver(
        "statistics", revision, {key: "5.2"}, note=why, document="青统〔2020〕7号", caliber="执法检查后"
    )

    at = ("licang", "fixed_assets", Kind.GROWTH, Period.from_canonical("2020-01..03"))
    then, now = figures_as_of(scheme, first.seq), figures_as_of(scheme, done.seq)
    assert then.get(*at).value == now.get(*at).value == Decimal("7.8")
    assert then.get(*at, "h1") is None
    assert now.get(*at, "h1").value == Decimal("5.2"), "used from the half-year on"
    before, after = versions({figure})
    assert (after.replaces, after.reason, after.caliber) == (before.ref, why, "执法检查后")
    assert done.figures == 1
    told = [notice.about.kind for notice in list_notices("licang_r")]
    assert told == ["confirmation", "confirmation"], (
        "the unit is told of the first figure and of the revision"
    )


def test_a_delegate_signs_and_the_receipt_names_both(city: City) -> None:
    city.staffed("commerce")
    deputy = city.person("deputy", Role.VERIFIER, "commerce")
    city.delegate("commerce_s", "deputy", "commerce", date(2020, 7, 20), date(2020, 7, 25))
    city.on(2020, 7, 21)
    task = city.task("commerce", "month", "2020-06")
    city.fill("commerce_r", task, city.cells(task))
    digest = city.submit("commerce_r", task)
    assert [entry.step for entry in to_do(deputy, city.now())] == [Step.SIGN]
    done = actions.sign_task(actor=deputy, at=city.now(), task=task, digest=digest)
    row = Submission.objects.get(ref=done.submission)
    assert (row.signer, row.delegate_of) == ("deputy", "commerce_s")
    assert Entry.objects.get(seq=done.seq).for_whom == "commerce_s"


def test_a_delegation_that_is_over_signs_nothing(city: City) -> None:
    city.staffed("commerce")
    deputy = city.person("deputy", Role.VERIFIER, "commerce")
    city.delegate("commerce_s", "deputy", "commerce", date(2020, 7, 1), date(2020, 7, 20))
    city.on(2020, 7, 21)
    task = city.task("commerce", "month", "2020-06")
    city.fill("commerce_r", task, city.cells(task))
    digest = city.submit("commerce_r", task)
    with pytest.raises(NotYou):
        actions.sign_task(actor=deputy, at=city.now(), task=task, digest=digest)


def test_a_late_bureau_is_late_itself_and_its_units_are_not(city: City) -> None:
    city.staffed("commerce", *DISTRICTS)
    task = city.task("commerce", "month", "2020-06")
    city.on(2020, 7, 23)
    actions.escalate_lateness(actor=machine(), at=city.now())
    mine = [line for line in late_lines(city.now()) if line.owed.ref == task]
    assert [(line.owed.organisation, line.days_late) for line in mine] == [("commerce", 3)]
    assert mine[0].steps == ("remind", "supervise")
    done = city.deliver("commerce", task, city.cells(task), document="商务局迟报说明")
    assert done.late
    assert {row.late for row in FigureVersion.objects.all()} == {True}
    of_districts = [one.owed for one in late_lines(city.now()) if one.owed.organisation in DISTRICTS]
    assert {owing.kind for owing in of_districts} == {ObligationKind.BRIEF}, "late with their own"
    steps = Entry.objects.filter(verb="task.escalate").count()
    actions.escalate_lateness(actor=machine(), at=city.now())
    assert Entry.objects.filter(verb="task.escalate").count() == steps, "a step is taken once"


SAMOA, HONOLULU = timezone(timedelta(hours=13)), timezone(timedelta(hours=-10))


def test_a_sheet_is_in_time_up_to_the_last_millisecond_of_a_leap_day_in_the_city(city: City) -> None:
    city.staffed("statistics")
    task, leap = city.task("statistics", "month", "2020-02"), date(2020, 2, 29)
    Task.objects.filter(pk=task).update(opens=leap, due_at=end_of(leap))
    city.on(2020, 2, 29, 20)
    city.fill("statistics_r", task, city.cells(task))
    digest, signer = city.submit("statistics_r", task), city.people["statistics_s"]
    midnight = datetime(2020, 2, 29, 16, tzinfo=UTC)  # 1 March in the city, still 29 February in London
    for milliseconds, zone, late in ((-1, SAMOA, False), (0, UTC, True), (1, HONOLULU, True)):
        at = (midnight + timedelta(milliseconds=milliseconds)).astimezone(zone)
        with transaction.atomic():
            done = actions.sign_task(actor=signer, at=at, task=task, digest=digest)
            assert done.late is late, at
            transaction.set_rollback(True)


def test_after_a_merger_the_tasks_move_and_the_history_stays(city: City) -> None:
    city.staffed("tackling_office", "reform_office")
    task = Task.objects.filter(organisation="tackling_office").order_by("due_at")[0].ref
    city.on(2020, 9, 1)
    city.record_facts(
        OrganisationChange(
            organisation_id="tackling_office", what="merged", other_id="reform_office", on=date(2020, 9, 1)
        )
    )
    assert actions.move_tasks(actor=machine(), at=city.now()) > 0
    moved = Task.objects.get(pk=task)
    assert (moved.provider, moved.organisation) == ("tackling_office", "reform_office")
    assert actions.move_tasks(actor=machine(), at=city.now()) == 0


def test_the_reporter_does_not_sign(city: City) -> None:
    both = city.person("both", Role.REPORTER, "commerce")
    city.person("both", Role.SIGNER, "commerce")
    city.on(2020, 7, 10)
    task = city.task("commerce", "month", "2020-06")
    city.fill("both", task, city.cells(task))
    digest = city.submit("both", task)
    with pytest.raises(NotYou):
        actions.sign_task(actor=both, at=city.now(), task=task, digest=digest)
    assert Task.objects.get(pk=task).state == "submitted"
    assert Entry.objects.filter(outcome="refused", verb="task.sign").count() == 1


def test_a_unit_disputes_one_figure_and_the_bureau_upholds_it(city: City) -> None:
    city.staffed("commerce", "laixi")
    city.on(2020, 7, 10)
    task = city.task("commerce", "month", "2020-06")
    city.deliver("commerce", task, city.cells(task))
    check = Confirmation.objects.get(unit="laixi").ref
    mine = FigureVersion.objects.filter(unit="laixi").order_by("position")[0]
    unit, signer = city.people["laixi_r"], city.people["laixi_s"]
    actions.check_figures(actor=unit, at=city.now(), confirmation=check, disputes={mine.ref: "应为 37"})
    open_notices = list_notices("laixi_s", only_unread=True)
    assert check not in {notice.about.ref for notice in open_notices}, "what is done is no news any more"
    assert Step.ANSWER in {entry.step for entry in to_do(city.people["commerce_r"], city.now())}
    with pytest.raises(NotNow):
        actions.check_figures(actor=unit, at=city.now(), confirmation=check)
    with pytest.raises(NotYou):
        actions.answer_dispute(actor=signer, at=city.now(), confirmation=check, reason="同意")
    bureau = city.people["commerce_s"]
    actions.answer_dispute(actor=bureau, at=city.now(), confirmation=check, reason="以商务部口径为准")
    assert Confirmation.objects.get(pk=check).state == "upheld"
    (found,) = versions({(mine.unit, mine.indicator, mine.kind, mine.period)})
    assert found.standing == "upheld"


def test_a_revision_answers_the_dispute(city: City) -> None:
    city.staffed("commerce", "laixi")
    city.on(2020, 7, 10)
    task = city.task("commerce", "month", "2020-06")
    city.deliver("commerce", task, city.cells(task))
    check = Confirmation.objects.get(unit="laixi").ref
    mine = FigureVersion.objects.filter(unit="laixi").order_by("position")[0]
    actions.check_figures(
        actor=city.people["laixi_r"], at=city.now(), confirmation=check, disputes={mine.ref: "应为 37"}
    )
    figure = (mine.unit, mine.indicator, mine.kind, mine.period)
    revision = actions.open_revision(
        actor=city.people["commerce_r"], at=city.now(), task=task, keys=[figure], reason="核对后更正"
    )
    with pytest.raises(NotValid):
        city.deliver("commerce", revision, {"/".join(figure): mine.value}, note="没有改动", document="复函")
    actions.return_task(actor=city.people["commerce_s"], at=city.now(), task=revision, reason="没有改")
    city.deliver("commerce", revision, {"/".join(figure): "0.71"}, note="核对后更正", document="复函")
    assert Confirmation.objects.get(pk=check).state == "revised"
    assert Confirmation.objects.filter(unit="laixi", state="open").count() == 1


def test_silence_is_recorded_after_three_working_days_and_not_before(city: City) -> None:
    city.staffed("commerce", "laixi")
    city.on(2020, 7, 10)  # a Friday
    task = city.task("commerce", "month", "2020-06")
    city.deliver("commerce", task, city.cells(task))
    city.on(2020, 7, 15, 23)
    assert actions.record_silence(actor=machine(), at=city.now()) == 0
    city.on(2020, 7, 16, 8)
    assert actions.record_silence(actor=machine(), at=city.now()) > 0
    found = Confirmation.objects.get(unit="laixi")
    assert found.state == "silent"
    with pytest.raises(NotNow):
        actions.check_figures(actor=city.people["laixi_r"], at=city.now(), confirmation=found.ref)


def test_a_draft_saved_meanwhile_is_not_overwritten(city: City) -> None:
    city.staffed("commerce")
    second = city.person("second", Role.REPORTER, "commerce")
    city.on(2020, 7, 10)
    task = city.task("commerce", "month", "2020-06")
    first = next(iter(city.cells(task)))
    version = city.fill("commerce_r", task, {first: "1"})
    actions.save_draft(actor=second, at=city.now(), task=task, version=version, cells={first: "2"})
    with pytest.raises(NotNow):
        actions.save_draft(
            actor=city.people["commerce_r"], at=city.now(), task=task, version=version, cells={first: "3"}
        )
    assert Draft.objects.get(task=task).cells == f'{{"{first}":"2"}}'


def test_nobody_of_another_organisation_sees_a_task(city: City) -> None:
    city.staffed("commerce", "finance")
    city.on(2020, 7, 10)
    task = city.task("commerce", "month", "2020-06")
    with pytest.raises(NotThere):
        actions.save_draft(actor=city.people["finance_r"], at=city.now(), task=task, version=0, cells={})
