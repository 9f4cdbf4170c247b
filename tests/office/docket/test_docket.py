"""An application from a unit to a figure: examined twice, shown to all, decided by two, posted once."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from sikao.core.books import score_book
from sikao.office.accounts.rights.roles import Role
from sikao.office.cycle.duties import slots_of
from sikao.office.cycle.models import Task
from sikao.office.docket import actions
from sikao.office.docket.queries import application, same_document_as, same_matter_as, year_view
from sikao.office.docket.stages import State
from sikao.office.docket.visible import applications_in_sight, notices_in_sight
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.notices.models import Notice
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid, NotYou
from sikao.office.ledger.facts import BY_DOCKET, NewFigure
from sikao.office.ledger.models import Evidence, FigureVersion
from sikao.office.ledger.queries import figures_as_of
from sikao.office.rulebook.queries import scheme_of
from tests.office.city import SCHEME, City
from tests.office.docket import ways
from tests.office.docket.ways import MEETING, NATIONAL, PRAISE, PROVINCIAL, TALK, given
from tests.office.results.years import post

pytestmark = [pytest.mark.django_db, pytest.mark.both_in_drill]


def refused(kind, code, act, /, *args, **told):
    with pytest.raises(kind) as raised:
        act(*args, **told)
    assert raised.value.findings[0].code == code


def figure(unit: str, item: str) -> Decimal | None:
    found = FigureVersion.objects.filter(unit=unit, indicator=item).order_by("entry_id").last()
    return None if found is None else Decimal(found.value)


def test_what_is_granted_is_a_figure_with_its_provenance(city: City) -> None:
    view = ways.granted(city, ways.applied(city))
    # schemes/qingdao-2020: a commendation by the State Council gives 3 points.
    assert (view.state, view.decided, view.points) == (State.GRANTED, Decimal(1), Decimal(3))
    row = FigureVersion.objects.get(unit="jimo", indicator=PRAISE)
    assert (row.kind, row.period, row.value, row.absence, row.since) == ("level", "2020", "1", "", "")
    sent = row.submission
    assert (sent.way, sent.reporter, sent.signer) == (BY_DOCKET, "director", "leader")
    assert (sent.document, sent.document_date) == ("国办发〔2020〕1号", date(2020, 1, 8))
    assert Evidence.objects.get(submission=sent).file == ways.SCAN.file
    assert view.steps[-1].figure == row.ref
    assert [event.what for event in row.events.all()] == ["decided"]


@pytest.mark.usefixtures("city")
def test_what_the_docket_decides_no_task_asks_for() -> None:
    tasks = [task for task in Task.objects.all() if not task.briefing]
    asked = {slot.indicator for task in tasks for slot in slots_of(task)}
    assert "fixed_assets" in asked
    assert not asked & set(scheme_of(SCHEME).docket.items)


def test_matters_add_up_and_the_cap_is_the_schemes(city: City) -> None:
    refs = [
        ways.applied(city, matter=matter, document=f"国办发〔2020〕{number}号")
        for number, matter in enumerate(("真抓实干", "乡村振兴", "稳外贸", "放管服"), 1)
    ]
    ways.over(city, ways.shown(city, *(ways.examined(city, ref) for ref in refs)))
    for ref in refs:
        ways.decided(city, ref)
    assert figure("jimo", PRAISE) == Decimal(4)
    actions.close_docket(**given(city, "staff", scheme=SCHEME))
    book = score_book(scheme_of(SCHEME), figures_as_of(scheme_of(SCHEME)), "year").at("year")
    found = book.filter((book["unit"] == "jimo") & (book["node"] == "commendation_bonus"))
    # 4 × 3 = 12 points, of which 10 count (schemes/qingdao-2020/scorecards/districts.yaml).
    assert found["points"].to_list() == [Decimal(10)]


def test_a_deduction_takes_off_what_the_scheme_says(city: City) -> None:
    view = ways.granted(city, ways.charged(city))
    assert (view.points, figure("laixi", PROVINCIAL)) == (Decimal(-3), Decimal(1))


def test_a_share_is_granted_with_reasons_where_less_is_due(city: City) -> None:
    ref = ways.applied(city, count="1")
    ways.decided(city, ways.ready(city, ref, "0.5"), "0.5")
    view = application(ref)
    assert (view.state, view.points, figure("jimo", PRAISE)) == (
        State.REDUCED,
        Decimal("1.5"),
        Decimal("0.5"),
    )
    assert view.decision.reason == "同意"


def test_what_is_refused_changes_no_figure(city: City) -> None:
    ref = ways.examined(city, ways.applied(city), "0")
    assert application(ref).state is State.UNPASSED
    refused(NotNow, "right.not_now", ways.shown, city, ref)
    refused(NotNow, "docket.more_than_shown", ways.decided, city, ref, "1")
    ways.decided(city, ref, "0")
    assert (application(ref).state, figure("jimo", PRAISE)) == (State.REFUSED, None)
    ways.applied(city)  # it may be brought again, with better documents


def test_nobody_types_points_or_what_the_scheme_does_not_count(city: City) -> None:
    refused(NotValid, "docket.not_typed", ways.applied, city, item="gdp")
    refused(NotValid, "docket.not_typed", ways.applied, city, item=PROVINCIAL)
    refused(NotValid, "docket.not_typed", ways.charged, city, item=PRAISE)
    refused(NotValid, "docket.not_typed", ways.charged, city, unit="sco")  # zones have no deductions
    refused(NotValid, "docket.count_unclear", ways.applied, city, count="3分")
    refused(NotValid, "docket.count_unclear", ways.applied, city, count="0")
    refused(NotValid, "docket.count_unclear", ways.applied, city, count="0.125")
    refused(NotValid, "docket.no_body", ways.charged, city, who="staff", body="statistics")
    refused(NotThere, "docket.none", ways.applied, city, scheme="qingdao_2019")


def test_an_application_names_its_matter_and_encloses_its_document(city: City) -> None:
    refused(NotValid, "docket.files_missing", ways.applied, city, files=[])
    refused(NotValid, "docket.document_missing", ways.applied, city, document=" ")
    refused(NotValid, "docket.matter_missing", ways.applied, city, matter="——")
    refused(NotValid, "docket.reason_missing", ways.applied, city, reason="")
    refused(NotValid, "docket.text_too_long", ways.applied, city, reason="长" * 2001)
    refused(NotValid, "rulebook.paper_day", ways.applied, city, document_date=date(2020, 2, 1))
    many = [replace(ways.SCAN, file=f"{n:064x}") for n in range(6)]
    refused(NotValid, "docket.too_many_files", ways.applied, city, files=many)


def test_one_matter_is_brought_once_under_one_entry(city: City) -> None:
    ways.applied(city)
    # Width, spaces and marks make no other matter.
    matter = "落实有关重大政策措施、真抓实干 成效明显"
    refused(NotNow, "docket.applied_already", ways.applied, city, matter=matter)
    beside = ways.applied(city, who="laixi_s", unit="laixi")
    view = application(beside)
    assert [one.unit for one in same_matter_as(view)] == ["jimo"], "it is said that two units name it"
    assert [one.unit for one in same_document_as(view)] == ["jimo"]


def test_of_one_matter_the_highest_counts(city: City) -> None:
    """就高不重复: an on-site meeting (+2) of the same matter gives way to a commendation (+3)."""
    low = ways.applied(city, item=MEETING)
    ways.granted(city, low)
    assert figure("jimo", MEETING) == Decimal(1)
    high = ways.applied(city)
    ways.granted(city, high)
    assert (figure("jimo", MEETING), figure("jimo", PRAISE)) == (Decimal(0), Decimal(1))
    assert (application(low).state, application(low).points) == (State.ABSORBED, None)
    assert application(low).steps[-1].other == high
    again = ways.applied(city, item=MEETING)
    refused(NotNow, "docket.counted_already", ways.granted, city, again)
    ways.decided(city, again, "0")
    assert figure("jimo", MEETING) == Decimal(0)


def test_an_examiner_says_that_two_names_are_one_matter(city: City) -> None:
    ways.granted(city, ways.applied(city))
    ref = ways.applied(city, item=MEETING, matter="全国真抓实干现场会")
    other = application(ref)
    told = {"application": ref, "count": "1", "reason": "与第1号为同一事项"}
    stranger = ways.charged(city)
    refused(
        NotValid,
        "docket.other_matter",
        actions.examine_application,
        **given(city, "staff", **told, same_as=stranger),
    )
    first = same_document_as(other)[0]
    actions.examine_application(**given(city, "staff", **told, same_as=first.ref))
    told.pop("reason")
    actions.reexamine_application(**given(city, "other", **told, reason="同意"))
    ways.over(city, ways.shown(city, ref))
    refused(NotNow, "docket.counted_already", ways.decided, city, ref)


def test_a_ruling_in_between_is_not_lost(city: City) -> None:
    ways.granted(city, ways.applied(city))
    measure = FigureVersion.objects.get(indicator=PRAISE).measure
    ruled = NewFigure("jimo", PRAISE, "level", "2020", Decimal(2), measure, None, "2", since="year")
    post(city, [ruled])
    ways.granted(city, ways.applied(city, matter="乡村振兴"))
    assert figure("jimo", PRAISE) == Decimal(3)
    known = figures_as_of(scheme_of(SCHEME)).to_frame()
    own = known.filter((known["unit"] == "jimo") & (known["indicator"] == PRAISE))
    assert dict(zip(own["since"], own["value"], strict=True)) == {"": "1", "year": "3"}


def test_the_second_examination_is_anothers_and_nobody_examines_his_own(city: City) -> None:
    ref = ways.applied(city)
    told = {"application": ref, "count": "1", "reason": "属实"}
    refused(
        NotNow,
        "docket.more_than_applied",
        actions.examine_application,
        **given(city, "staff", **{**told, "count": "2"}),
    )
    actions.examine_application(**given(city, "staff", **told))
    refused(NotYou, "docket.examined_already", actions.reexamine_application, **given(city, "staff", **told))
    city.person("both", Role.OFFICE_STAFF)
    city.person("both", Role.REPORTER, "jimo")
    refused(NotYou, "docket.own_organisation", actions.reexamine_application, **given(city, "both", **told))
    own = ways.charged(city, who="staff", body="", matter="办公厅约谈", item=TALK)
    refused(
        NotYou,
        "docket.own_application",
        actions.examine_application,
        **given(city, "staff", **{**told, "application": own}),
    )


def test_of_two_who_decide_one_has_not_examined_it(city: City) -> None:
    city.person("deputy", Role.OFFICE_DIRECTOR)
    ref = ways.examined(city, ways.applied(city), by=("deputy", "director"))
    ways.over(city, ways.shown(city, ref))
    actions.decide_application(**given(city, "director", application=ref, count="1", reason="同意"))
    bound = application(ref).bound
    confirm = actions.confirm_decision
    refused(
        NotYou, "docket.decided_already", confirm, **given(city, "director", application=ref, bound=bound)
    )
    refused(NotYou, "docket.examined_by_both", confirm, **given(city, "deputy", application=ref, bound=bound))
    refused(NotNow, "docket.changed", confirm, **given(city, "leader", application=ref, bound="b" * 64))
    confirm(**given(city, "leader", application=ref, bound=bound))
    assert application(ref).state is State.GRANTED


def test_a_decision_that_the_second_does_not_share_is_made_anew(city: City) -> None:
    ref = ways.ready(city, ways.applied(city))
    actions.decide_application(**given(city, "director", application=ref, count="1", reason="同意"))
    bound = application(ref).bound
    told = {"application": ref, "bound": bound, "reason": "请核对文件"}
    stale = {**told, "bound": "b" * 64}
    refused(NotNow, "docket.changed", actions.send_decision_back, **given(city, "leader", **stale))
    actions.send_decision_back(**given(city, "leader", **told))
    view = application(ref)
    assert (view.state, view.decided, view.decision) == (State.NOTICE, None, None)
    ways.decided(city, ref, "0", by=("leader", "director"))
    assert application(ref).state is State.REFUSED


def test_a_meetings_minutes_stand_for_two_people(city: City) -> None:
    ref = ways.ready(city, ways.applied(city))
    told = {"application": ref, "count": "1", "reason": "考核委员会审定", "paper": ways.PAPER}
    early = told | {"paper": replace(ways.PAPER, day=date(2020, 1, 12))}  # it was brought on the 13th
    refused(
        NotValid, "rulebook.paper_early", actions.decide_application_offline, **given(city, "staff", **early)
    )
    actions.decide_application_offline(**given(city, "staff", **told))
    view = application(ref)
    assert (view.state, view.decision.document) == (State.GRANTED, "考核委员会会议纪要〔2020〕第7号")
    sent = FigureVersion.objects.get(indicator=PRAISE).submission
    assert (sent.reporter, sent.signer, sent.document) == ("staff", "", "考核委员会会议纪要〔2020〕第7号")
    assert view.decision.scan_sha256 and view.decision.scan_name == "纪要.pdf"


def test_nothing_is_decided_before_its_five_working_days_are_over(city: City) -> None:
    ref = ways.examined(city, ways.applied(city))
    city.on(2020, 1, 21)  # the Tuesday before the Spring Festival of 2020, which was lengthened to 2 February
    ways.shown(city, ref)
    # 22 and 23 January, then 3, 4 and 5 February: the end of the city's day.
    assert application(ref).notice_until == datetime(2020, 2, 5, 15, 59, 59, 999999, tzinfo=UTC)
    decide = {"application": ref, "count": "1", "reason": "同意"}
    city.on(2020, 2, 5, 23)
    refused(NotNow, "docket.notice_runs", actions.decide_application, **given(city, "director", **decide))
    refused(
        NotNow,
        "docket.notice_runs",
        actions.decide_application_offline,
        **given(city, "staff", **decide, paper=ways.PAPER),
    )
    ways.over(city, ref)
    actions.decide_application(**given(city, "director", **decide))


def test_units_object_in_words_while_it_is_shown(city: City) -> None:
    ref = ways.shown(city, ways.examined(city, ways.applied(city)))
    told = {"application": ref, "unit": "laixi", "reason": "该事项由我市牵头"}
    actions.object_to_notice(**given(city, "laixi_s", **told))
    refused(NotNow, "docket.objected_already", actions.object_to_notice, **given(city, "laixi_s", **told))
    refused(NotYou, "right.not_you", actions.object_to_notice, **given(city, "laixi_r", **told))
    view = application(ref)
    assert [(step.organisation, step.reason) for step in view.objections] == [("laixi", "该事项由我市牵头")]
    assert view.state is State.NOTICE
    ways.over(city, ref)
    late = {**told, "unit": "emergency"}
    refused(NotThere, "docket.not_there", actions.object_to_notice, **given(city, "emergency_s", **late))
    ways.decided(city, ref)


def test_units_see_their_own_and_what_is_shown_and_nothing_else(city: City) -> None:
    mine, theirs = ways.applied(city), ways.charged(city)

    def sees(who: str) -> tuple[list[str], list[str]]:
        found = applications_in_sight(city.people[who], city.now(), SCHEME)
        shown = notices_in_sight(city.people[who], city.now())
        return [one.ref for one in found], [one.ref for one in shown]

    assert sees("jimo_r") == ([mine], []) and sees("emergency_r") == ([theirs], [])
    assert sees("laixi_s") == ([], []), "a charge is not heard of before its notice"
    assert sees("staff")[0] == sees("leader")[0] == [mine, theirs]
    ways.shown(city, ways.examined(city, mine), ways.examined(city, theirs))
    assert sees("laixi_s") == ([theirs], [mine, theirs])
    assert sees("jimo_s") == ([mine], [mine, theirs])
    told = Notice.objects.filter(code="notice.docket_announced").values_list("person", flat=True)
    assert set(told) == {"jimo_r", "jimo_s", "laixi_r", "laixi_s", "emergency_r", "emergency_s"}
    ways.over(city, mine)
    assert sees("jimo_s") == ([mine], []), "a notice ends with its days"


def test_a_charge_that_came_to_nothing_before_notice_is_not_told(city: City) -> None:
    ref = ways.examined(city, ways.charged(city), "0")
    ways.decided(city, ref, "0")
    assert applications_in_sight(city.people["laixi_s"], city.now(), SCHEME) == ()
    told = Notice.objects.filter(code="notice.docket_decided").values_list("person", flat=True)
    assert set(told) == {"emergency_r", "emergency_s"}


def test_what_is_returned_is_completed_and_examined_anew(city: City) -> None:
    ref = ways.applied(city)
    told = {"application": ref, "count": "1", "reason": "属实"}
    actions.examine_application(**given(city, "staff", **told))
    actions.return_application(**given(city, "other", application=ref, reason="缺少正文"))
    more = {"document": "国办发〔2020〕1号", "document_date": date(2020, 1, 8), "files": [ways.SCAN]}
    completed = {**told, **more}
    refused(NotNow, "docket.not_yours", actions.resubmit_application, **given(city, "staff", **completed))
    actions.resubmit_application(**given(city, "jimo_r", **completed))
    view = application(ref)
    assert (view.state, view.examinations, len(view.files)) == (State.SUBMITTED, (), 2)
    ways.examined(city, ref, by=("other", "staff"))


def test_whoever_brought_it_takes_it_back_before_the_decision(city: City) -> None:
    ref = ways.ready(city, ways.applied(city))
    refused(
        NotNow,
        "docket.not_yours",
        actions.withdraw_application,
        **given(city, "staff", application=ref, reason="不要了"),
    )
    with pytest.raises(NotYou):
        actions.withdraw_application(**given(city, "laixi_s", application=ref, reason="不要了"))
    actions.withdraw_application(**given(city, "jimo_s", application=ref, reason="另行申报"))
    refused(NotNow, "right.not_now", ways.decided, city, ref)
    assert (application(ref).state, figure("jimo", PRAISE)) == (State.WITHDRAWN, None)


def test_closing_says_zero_of_everybody_else(city: City) -> None:
    ref = ways.ready(city, ways.applied(city))
    close = actions.close_docket
    refused(NotNow, "docket.still_open", close, **given(city, "staff", scheme=SCHEME))
    ways.decided(city, ref)
    # 10 districts and 76 departments with five items each; one of them has its figure.
    assert close(**given(city, "staff", scheme=SCHEME)) == 86 * 5 - 1
    assert (figure("jimo", PRAISE), figure("laixi", NATIONAL)) == (Decimal(1), Decimal(0))
    refused(NotNow, "docket.closed", ways.applied, city, matter="另一件")
    refused(NotNow, "docket.closed", close, **given(city, "staff", scheme=SCHEME))
    reopen = {"scheme": SCHEME, "reason": "省通报批评四月下达"}
    actions.reopen_docket(**given(city, "director", **reopen))
    refused(NotNow, "docket.not_closed", actions.reopen_docket, **given(city, "director", **reopen))
    ways.granted(city, ways.charged(city))
    assert figure("laixi", PROVINCIAL) == Decimal(1)
    assert close(**given(city, "staff", scheme=SCHEME)) == 0
    assert year_view(SCHEME).closed


def test_the_journal_names_every_act_and_notices_are_put_up_all_or_none(city: City) -> None:
    one, two = ways.examined(city, ways.applied(city)), ways.applied(city, matter="乡村振兴")
    refused(NotNow, "right.not_now", ways.shown, city, one, two)
    assert application(one).state is State.PASSED
    refused(NotThere, "docket.not_there", ways.shown, city, one, "nothing")
    with pytest.raises(NotValid):
        actions.announce_applications(**given(city, "staff", scheme=SCHEME, applications=[]))
    verbs = Entry.objects.filter(verb__startswith="docket.", outcome="done").values_list("verb", flat=True)
    assert sorted(verbs) == ["docket.apply", "docket.apply", "docket.examine", "docket.reexamine"]
