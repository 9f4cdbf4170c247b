"""Who is late with what is owed: deliveries, revisions, answers, verifications; steps by the scheme's rule.

Days are those of the State Council's notice for 2020. July begins on a Wednesday and has no holiday, so that
its working days are Monday to Friday: 10, 17, 24 and 31 July are Fridays. The scheme gives units 3 working
days to check, bureaus 5 to answer and 5 to verify or revise; 提醒 comes at once, 督办 after 2 working days,
通报 after 5.
"""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sikao.office.accounts.rights.roles import Role
from sikao.office.cycle import actions
from sikao.office.cycle.dealings import dealings_of
from sikao.office.cycle.models import Confirmation, Escalation, Task, Verification
from sikao.office.cycle.obligations import late_lines, obligations_of_year
from sikao.office.cycle.queries import confirmation_view, task_view, task_views, to_do
from sikao.office.cycle.task_lists import Wanted, list_tasks
from sikao.office.cycle.views import LateLine, Step
from sikao.office.groundwork.actor import machine
from sikao.office.groundwork.clock import CITY
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.notices.queries import list_notices
from sikao.office.ledger.queries import versions_in
from tests.office.city import SCAN, SCHEME, City

pytestmark = pytest.mark.both_in_drill


def in_july(city: City) -> None:
    """商务局 has delivered its sheet of June on Friday, 10 July."""
    city.staffed("commerce", "laixi")
    city.on(2020, 7, 10)
    task = city.task("commerce", "month", "2020-06")
    city.deliver("commerce", task, city.cells(task))


@pytest.fixture
def july(city: City) -> City:
    city.once(in_july)
    return city


def escalated(city: City) -> int:
    return actions.escalate_lateness(actor=machine(), at=city.now())


def line_of(city: City, ref: str) -> LateLine | None:
    """The line of one thing that is owed, if it is late now."""
    return next((one for one in late_lines(city.now()) if one.owed.ref == ref), None)


def _who(line: LateLine) -> tuple[str, str, str]:
    return (line.owed.kind.value, line.owed.organisation, line.owed.other)


def last_day(found: datetime) -> date:
    """The city's day that ends with a moment; the next moment is the next day."""
    ends, begins = found.astimezone(CITY), (found + timedelta(microseconds=1)).astimezone(CITY)
    assert ends.date() < begins.date()
    return ends.date()


def revision_opened(city: City) -> str:
    task = city.task("commerce", "month", "2020-06")
    reporter = city.people["commerce_r"]
    return actions.open_revision(actor=reporter, at=city.now(), task=task, reason="核对后更正")


def disputed(city: City) -> str:
    """莱西 disputes one figure; returns the check."""
    check = Confirmation.objects.get(unit="laixi", provider="commerce")
    figure = next(one for one in versions_in(check.submission) if one.unit == "laixi")
    unit = city.people["laixi_r"]
    given = {figure.ref: "应为 37"}
    actions.check_figures(actor=unit, at=city.now(), confirmation=check.ref, disputes=given)
    return check.ref


def reported(city: City) -> str:
    """上合示范区 has reported about itself; returns the verification by 发改委."""
    city.staffed("sco", "development_reform")
    city.person("verifier", Role.VERIFIER, "development_reform")
    task = city.task("sco", "quarter", "2020-06", "report")
    city.deliver("sco", task, city.cells(task), scan=SCAN)
    return Verification.objects.get(task=task).ref


def notices_of(person: str, code: str) -> list[str]:
    return [one.message.what("zh") for one in list_notices(person) if one.message.code == code]


def test_an_overdue_revision_escalates_at_who_opened_it(july: City) -> None:
    """Opened on Friday, 10 July: five working days later is Friday, 17 July."""
    ref = revision_opened(july)
    assert last_day(Task.objects.get(pk=ref).due_at) == date(2020, 7, 17)
    july.on(2020, 7, 17, 23)
    assert line_of(july, ref) is None
    july.on(2020, 7, 20)
    escalated(july)
    line = line_of(july, ref)
    assert line is not None and _who(line) == ("revise", "commerce", "")
    assert (line.days_late, line.steps) == (1, ("remind",))
    july.on(2020, 7, 21)
    escalated(july)
    july.on(2020, 7, 24)
    escalated(july)
    line = line_of(july, ref)
    assert line is not None and (line.days_late, line.steps) == (5, ("remind", "supervise", "notify"))
    told = [
        "2020年6月数据的更正逾期5个工作日未报，已通报。",
        "2020年6月数据的更正逾期2个工作日未报，已督办。",
    ]
    for person in ("commerce_r", "commerce_s"):
        assert notices_of(person, "notice.late_revision")[:2] == told, "reporter and signer are told alike"


def test_a_revision_that_was_given_up_is_late_with_nobody(july: City) -> None:
    ref = revision_opened(july)
    actions.drop_revision(actor=july.people["commerce_r"], at=july.now(), task=ref)
    july.on(2020, 7, 24)
    escalated(july)
    assert not Escalation.objects.filter(object_ref=ref).exists()
    year = obligations_of_year(july.people["staff"], july.now(), SCHEME)
    assert ref not in {one.ref for one in year}


def test_an_overdue_verification_is_late_at_the_verifier_and_not_at_the_unit(july: City) -> None:
    """Reported on Friday, 10 July: to be verified by Friday, 17 July."""
    ref = reported(july)
    july.on(2020, 7, 17, 23)
    assert line_of(july, ref) is None
    july.on(2020, 7, 21)
    escalated(july)
    line = line_of(july, ref)
    assert line is not None and _who(line) == ("verify", "development_reform", "sco")
    assert (line.days_late, line.steps) == (2, ("remind", "supervise"))
    told = ["sco自报的2020年二季度数据，逾期2个工作日未核实，已督办。"]
    for person in ("verifier", "development_re_r", "development_re_s"):
        assert notices_of(person, "notice.late_verification") == told, person
    assert notices_of("sco_r", "notice.late_verification") == []


def left_out_and_brought_late(city: City) -> tuple[str, str]:
    """The sheet of March, "nothing to report" in time, and its correction with the figures in August."""
    city.staffed("statistics")
    city.on(2020, 4, 15)
    sheet = city.task("statistics", "month", "2020-03")
    city.deliver("statistics", sheet, {}, note="本期无数据", nothing=True)
    city.on(2020, 8, 20)
    reporter = city.people["statistics_r"]
    made = actions.open_revision(actor=reporter, at=city.now(), task=sheet, reason="补报")
    city.deliver("statistics", made, city.cells(sheet), note="补报", document="青统函〔2020〕9号")
    return sheet, made


def test_figures_left_out_in_time_and_brought_late_are_late_wherever_it_is_asked(city: City) -> None:
    """The correction comes before its own deadline, and after that of the sheet: so it was signed."""
    sheet, made = left_out_and_brought_late(city)
    staff, at = city.people["staff"], city.now()
    signed = Task.objects.filter(ref__in=[sheet, made])
    assert all(task.signed_at <= task.due_at for task in signed)
    expected = {sheet: False, made: True}
    year = {one.ref: one.late for one in obligations_of_year(staff, at, SCHEME) if one.ref in expected}
    shown = {view.ref: view.late for view in task_views(signed, at)}
    alone = {ref: task_view(staff, at, ref).late for ref in expected}
    assert year == shown == alone == expected
    for late in (True, False):
        wanted = Wanted(organisation="statistics", state="signed", late=late)
        found = list_tasks(staff, at, wanted, 1, 50)
        assert [view.ref for view in found.views] == [ref for ref in expected if expected[ref] is late]


def test_the_year_is_read_with_as_many_queries_however_much_was_handed_in(july: City) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert obligations_of_year(july.people["staff"], july.now(), SCHEME)
        return len(found)

    disputed(july)
    before = queries()
    july.staffed("statistics", "jimo")
    july.on(2020, 7, 13)
    sheet = july.task("statistics", "month", "2020-06")
    july.deliver("statistics", sheet, july.cells(sheet))
    other = Confirmation.objects.get(unit="jimo", provider="statistics")
    figure = next(one for one in versions_in(other.submission) if one.unit == "jimo")
    given = {"confirmation": other.ref, "disputes": {figure.ref: "应为 37"}}
    actions.check_figures(actor=july.people["jimo_r"], at=july.now(), **given)
    assert queries() == before


def test_a_verification_in_time_or_late_is_told_afterwards_too(july: City) -> None:
    ref = reported(july)
    figures = frozenset(one.ref for one in versions_in(Verification.objects.get(pk=ref).submission))
    july.on(2020, 7, 20)
    actions.verify_figures(actor=july.people["verifier"], at=july.now(), verification=ref, accepted=figures)
    year = obligations_of_year(july.people["staff"], july.now(), SCHEME)
    found = next(one for one in year if one.ref == ref)
    assert (found.done_at, found.late) == (july.at - timedelta(minutes=1), True)
    assert line_of(july, ref) is None


def test_an_answer_has_days_of_its_own_from_the_dispute(july: City) -> None:
    """To be checked by Wednesday, 15 July; a dispute at ten that night is to be answered by the 22nd."""
    july.on(2020, 7, 15, 22)
    ref = disputed(july)
    view = confirmation_view(july.people["laixi_r"], july.now(), ref)
    assert (last_day(view.due_at), last_day(view.deadline)) == (date(2020, 7, 15), date(2020, 7, 22))
    assert "请在2020-07-22前答复" in notices_of("commerce_s", "notice.disputed")[0]
    july.on(2020, 7, 16)
    (todo,) = [one for one in to_do(july.people["commerce_r"], july.now()) if one.step is Step.ANSWER]
    assert (todo.late, last_day(todo.due_at)) == (False, date(2020, 7, 22))
    assert line_of(july, ref) is None
    july.on(2020, 7, 23)
    (todo,) = [one for one in to_do(july.people["commerce_r"], july.now()) if one.step is Step.ANSWER]
    assert todo.late


def test_a_dispute_that_nobody_answers_escalates_at_the_provider(july: City) -> None:
    """Disputed on Friday, 10 July: to be answered by Friday, the 17th."""
    ref = disputed(july)
    july.on(2020, 7, 21)
    escalated(july)
    line = line_of(july, ref)
    assert line is not None and _who(line) == ("answer", "commerce", "laixi")
    assert (line.days_late, line.steps) == (2, ("remind", "supervise"))
    assert len(notices_of("commerce_s", "notice.late_answer")) == 1
    assert notices_of("laixi_r", "notice.late_answer") == []
    bureau = july.people["commerce_s"]
    actions.answer_dispute(actor=bureau, at=july.now(), confirmation=ref, reason="以商务部口径为准")
    assert line_of(july, ref) is None
    assert not [one for one in list_notices("commerce_r", only_unread=True) if one.about.ref == ref]
    year = obligations_of_year(july.people["staff"], july.now(), SCHEME)
    assert next(one for one in year if one.ref == ref).late, "answered, and too late"


def test_a_dispute_answered_by_a_revision_is_no_longer_late(july: City) -> None:
    ref = disputed(july)
    july.on(2020, 7, 20)
    figure = next(
        one
        for one in versions_in(Confirmation.objects.get(pk=ref).submission)
        if one.unit == "laixi" and one.standing == "disputed"
    )
    task = july.task("commerce", "month", "2020-06")
    made = actions.open_revision(
        actor=july.people["commerce_r"], at=july.now(), task=task, keys=[figure.key], reason="核对后更正"
    )
    assert line_of(july, ref) is not None
    july.deliver(
        "commerce", made, {"/".join(figure.key): "37"}, note="核对后更正", document="青商函〔2020〕3号"
    )
    assert line_of(july, ref) is None
    assert Confirmation.objects.get(pk=ref).answered_at == july.at - timedelta(minutes=1)


def test_a_unit_that_does_not_check_is_silent_and_not_late(july: City) -> None:
    july.on(2020, 7, 24)
    actions.record_silence(actor=machine(), at=july.now())
    escalated(july)
    check = Confirmation.objects.get(unit="laixi", provider="commerce")
    assert check.state == "silent"
    assert not Escalation.objects.filter(object_ref=check.ref).exists()


def test_after_an_extension_the_steps_begin_anew_and_the_old_ones_stay(city: City) -> None:
    """June's sheet is due on Saturday, 18 July, put off to Monday, the 20th; extended to Friday, the 31st."""
    city.staffed("commerce")
    task = city.task("commerce", "month", "2020-06")
    city.on(2020, 7, 22)
    escalated(city)
    director = city.people["director"]
    until = date(2020, 7, 31)
    actions.extend_task(actor=director, at=city.now(), task=task, until=until, reason="系统升级")
    city.on(2020, 7, 31, 23)
    escalated(city)
    assert line_of(city, task) is None
    city.on(2020, 8, 3)
    escalated(city)
    line = line_of(city, task)
    assert line is not None and (line.days_late, line.steps) == (1, ("remind",))
    escalated(city)
    city.on(2020, 8, 4)
    escalated(city)
    line = line_of(city, task)
    assert line is not None and line.steps == ("remind", "supervise")
    steps = [(one.step, last_day(one.due_at)) for one in dealings_of([task])[task].steps]
    first, second = date(2020, 7, 20), until
    assert steps == [("remind", first), ("supervise", first), ("remind", second), ("supervise", second)]


def test_the_office_is_told_once_a_run_how_many_were_supervised_and_notified(july: City) -> None:
    """On 20 July the first reminders of July go out; on the 21st the revision is two working days late."""
    revision_opened(july)
    july.person("auditor", Role.AUDITOR)
    Task.objects.exclude(kind="revise").update(state="dropped")  # nothing else can be late any more
    july.on(2020, 7, 20)
    escalated(july)
    assert notices_of("staff", "notice.lateness") == [], "a reminder stays with who is late"
    july.on(2020, 7, 21)
    assert escalated(july) == 1
    for person in ("staff", "director"):
        (notice,) = [one for one in list_notices(person) if one.message.code == "notice.lateness"]
        assert notice.message.what("zh") == "逾期督办1项、通报0项，涉及1个单位。"
        assert (notice.about.kind, notice.about.ref) == ("board", SCHEME)
    assert notices_of("auditor", "notice.lateness") == notices_of("leader", "notice.lateness") == []
    entry = Entry.objects.get(verb="task.escalate", at=july.at)
    assert entry.new == '{"supervise":["' + Task.objects.get(kind="revise").ref + '"]}'
    assert escalated(july) == 0, "a step is taken once"
    assert len(notices_of("staff", "notice.lateness")) == 1
