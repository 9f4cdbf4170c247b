"""A unit objects to a figure; somebody without interest rules, having seen what it does to everyone."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sikao.office.accounts.rights.roles import Role
from sikao.office.groundwork.notices.models import Notice
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid, NotYou
from sikao.office.ledger.facts import BY_RULING, NewEvidence
from sikao.office.ledger.models import Evidence, FigureVersion, Submission
from sikao.office.ledger.queries import versions
from sikao.office.results import actions
from sikao.office.results.claiming import contestable, contested, understood
from sikao.office.results.disputing import State
from sikao.office.results.editions import edition, silent_units, stand_of
from sikao.office.results.effects import effect_of
from sikao.office.results.keeping import kept_book
from sikao.office.results.objections import objection, precedents
from sikao.office.results.visible import objections_in_sight
from sikao.office.rulebook.queries import sealed
from tests.office.city import SCHEME
from tests.office.results import ways
from tests.office.results.years import FAI, computed

pytestmark = pytest.mark.django_db


def refused(kind, code, act, **given):
    with pytest.raises(kind) as told:
        act(**given)
    assert told.value.findings[0].code == code


def by(city, who, ref, **more):
    return {"actor": city.people[who], "at": city.now(), "objection": ref, **more}


def effect(value: str):
    digest = sealed(SCHEME).digest
    figure = contested(digest, [FAI])[0]
    return effect_of(digest, "q1", figure, understood(digest, figure, value))


def seen(value: str) -> str:
    return effect(value).digest


def place(city_edition, unit):
    rows = kept_book(city_edition.book_sha256).at("q1").filter(unit=unit, node="total")
    return rows.filter(scorecard="districts_checkpoint").select("points", "rank").row(0)


@pytest.mark.both
def test_a_unit_objects_and_wins(city, run):
    ref = ways.given(city, run)
    made = ways.objected(city, ref)
    found = objection(made)
    assert (found.state, found.key, found.claim.value, found.claim.measure) == (
        State.OPEN,
        FAI,
        Decimal("8.1"),
        "percent",
    )
    assert "licang" not in silent_units(edition(ref))
    shown = effect("8.1")
    before = {one.unit: one for one in shown.affected}["licang"]
    ruling = {"value": "8.1", "seen": shown.digest, "reason": "经核实，应为8.1"}
    actions.uphold_objection(**by(city, "staff", made, **ruling))
    ruled = objection(made)
    assert (ruled.state, ruled.ruling.reason, ruled.ruling.effect) == (
        State.UPHELD,
        "经核实，应为8.1",
        shown.affected,
    )
    posted = versions([FAI])[-1]
    assert (posted.value, posted.since, posted.standing, posted.ref) == (
        Decimal("8.1"),
        "q1",
        "ruled",
        ruled.ruling.figure,
    )
    handing = Submission.objects.get(pk=posted.submission)
    assert (handing.way, handing.reporter, handing.organisation) == (BY_RULING, "staff", "statistics")
    assert stand_of(edition(ref)).uncounted == 1
    ways.over(city, ref)
    asked = {"actor": city.people["staff"], "edition": ref, "units": "points", "public": "nothing"}
    refused(NotNow, "edition.rulings_uncounted", actions.submit_edition, at=city.now(), **asked)
    until = edition(ref).reply_until
    other = computed(city)
    actions.rerun_edition(actor=city.people["staff"], at=city.now(), edition=ref, run=other)
    assert edition(ref).reply_until == until  # a ruling puts right what the unit asked for
    told = Notice.objects.filter(code="notice.result_changed", person="licang_s").get()
    assert "an objection was upheld" in told.details  # which is true of whoever objected as well
    points, rank = place(edition(ref), "licang")
    assert (f"{points:f}", rank) == (before.points, before.rank)  # what the officer saw is what came of it
    actions.submit_edition(at=city.now(), **asked)


def test_an_objection_is_lost_with_reasons_and_is_a_precedent(city, run):
    ref = ways.given(city, run)
    made = ways.objected(city, ref)
    refused(
        NotValid, "rulebook.reason_missing", actions.reject_objection, **by(city, "staff", made, reason="")
    )
    actions.reject_objection(**by(city, "staff", made, reason="以统计局公布数为准"))
    assert objection(made).state is State.REJECTED
    assert FigureVersion.objects.filter(submission__way=BY_RULING).count() == 0
    told = set(Notice.objects.filter(code="notice.objection_ruled").values_list("person", flat=True))
    assert told == {"licang_r", "licang_s"}
    city.staffed("jimo")
    key = ("jimo", *FAI[1:])
    asked = {"unit": "jimo", "node": "fai", "figure": "/".join(key), "claimed": "", "reason": "同一问题"}
    second = actions.raise_objection(
        actor=city.people["jimo_s"], at=city.now(), edition=ref, files=(), **asked
    )
    assert [one.ref for one in precedents(objection(second))] == [made]


def test_a_ruling_needs_the_effect_that_was_seen(city, run):
    ref = ways.given(city, run)
    made = ways.objected(city, ref)
    given = {"value": "8.1", "reason": "应更正"}
    stale = by(city, "staff", made, seen=seen("9.9"), **given)
    refused(NotNow, "objection.effect_changed", actions.uphold_objection, **stale)
    same = by(city, "staff", made, **{**given, "value": "7.8"}, seen=seen("7.8"))
    refused(NotValid, "objection.no_change", actions.uphold_objection, **same)
    with pytest.raises(NotValid):
        actions.uphold_objection(**by(city, "staff", made, **{**given, "value": "八点一"}, seen=""))


def test_nobody_rules_on_his_own_matter(city, run):
    ref = ways.given(city, run)
    made = ways.objected(city, ref)
    member = city.person("staff2", Role.OFFICE_STAFF)
    city.person("staff2", Role.REPORTER, "licang")
    with pytest.raises(NotYou) as told:
        actions.reject_objection(actor=member, at=city.now(), objection=made, reason="不成立")
    assert told.value.findings[0].code == "objection.own_organisation"
    version = versions([FAI])[-1]
    reporter = Submission.objects.get(pk=version.submission).reporter
    recorder = city.person(reporter, Role.OFFICE_STAFF)
    with pytest.raises(NotYou) as told:
        actions.reject_objection(actor=recorder, at=city.now(), objection=made, reason="不成立")
    assert told.value.findings[0].code == "objection.own_figure"
    with pytest.raises(NotYou):
        actions.reject_objection(**by(city, "licang_s", made, reason="不成立"))


@pytest.mark.both
def test_an_objection_is_about_an_own_figure_once_and_in_time(city, run):
    ref = ways.given(city, run)
    city.staffed("licang", "jimo")
    with pytest.raises(NotThere):
        ways.objected(city, ref, figure="/".join(("jimo", *FAI[1:])))
    with pytest.raises(NotThere):
        ways.objected(city, ref, node="jobs")
    with pytest.raises(NotValid):
        ways.objected(city, ref, claimed="7.8")
    with pytest.raises(NotValid):
        ways.objected(city, ref, reason=" ")
    with pytest.raises(NotYou):
        actions.raise_objection(
            actor=city.people["licang_r"],
            at=city.now(),
            edition=ref,
            unit="licang",
            node="fai",
            figure="/".join(FAI),
            claimed="",
            reason="x",
        )
    made = ways.objected(city, ref)
    with pytest.raises(NotNow) as twice:
        ways.objected(city, ref)
    assert twice.value.findings[0].code == "objection.raised_already"
    with pytest.raises(NotThere):
        actions.withdraw_objection(**by(city, "jimo_s", made, reason="不是我们的"))
    actions.withdraw_objection(**by(city, "licang_s", made, reason="已核实"))
    assert objection(made).state is State.WITHDRAWN
    assert "licang" in silent_units(edition(ref))
    ways.objected(city, ref)
    ways.over(city, ref)
    jobs = contestable(sealed(SCHEME).digest, "q1", "licang", "jobs")[0]
    with pytest.raises(NotNow) as late:
        ways.objected(city, ref, node="jobs", figure="/".join(jobs.key))
    assert late.value.findings[0].code == "objection.too_late"


def test_open_objections_hold_the_result_back(city, run):
    ref = ways.given(city, run)
    ways.objected(city, ref)
    ways.over(city, ref)
    refused(
        NotNow,
        "edition.objections_open",
        actions.submit_edition,
        actor=city.people["staff"],
        at=city.now(),
        edition=ref,
        units="points",
        public="nothing",
    )


def test_a_unit_that_objects_does_not_agree(city, run):
    ref = ways.given(city, run)
    ways.objected(city, ref)
    refused(
        NotNow,
        "edition.unit_objects",
        actions.agree_to_edition,
        actor=city.people["licang_s"],
        at=city.now(),
        edition=ref,
        unit="licang",
    )


def test_files_go_with_the_objection_and_the_figure_that_a_ruling_posts(city, run):
    ref = ways.given(city, run)
    scan = NewEvidence("cd" * 32, "统计报表.pdf", 1000, media="application/pdf", sm3="ef" * 32)
    made = ways.objected(city, ref, files=[scan])
    assert [(one.file, one.name) for one in objection(made).files] == [("cd" * 32, "统计报表.pdf")]
    actions.uphold_objection(**by(city, "staff", made, value="8.1", seen=seen("8.1"), reason="附件属实"))
    evidence = Evidence.objects.get(submission__way=BY_RULING)
    assert (evidence.file, evidence.figure_id) == ("cd" * 32, objection(made).ruling.figure)
    with pytest.raises(NotValid):
        ways.objected(city, ref, files=[replace(scan, file=f"{n:064x}") for n in range(6)])


def test_everybody_sees_only_what_concerns_him(city, run):
    ref = ways.given(city, run)
    made = ways.objected(city, ref)
    city.staffed("jimo")
    city.person("auditor", Role.AUDITOR)
    sights = {who: objections_in_sight(city.people[who], city.now()) for who in city.people}
    may = {who for who, found in sights.items() if [one.ref for one in found] == [made]}
    assert may == {"staff", "director", "auditor", "licang_r", "licang_s"}
    assert sights["jimo_s"] == sights["leader"] == ()


def test_a_result_that_has_gone_on_is_not_ruled_on(city, run):
    ref = ways.given(city, run)
    made = ways.objected(city, ref)
    actions.drop_edition(actor=city.people["staff"], at=city.now(), edition=ref, reason="重新测算")
    refused(
        NotNow,
        "objection.edition_gone_on",
        actions.reject_objection,
        **by(city, "staff", made, reason="不成立"),
    )


@pytest.mark.usefixtures("city")
def test_what_a_unit_may_object_to_are_its_own_figures_under_the_indicator():
    found = contestable(sealed(SCHEME).digest, "q1", "licang", "fai")
    assert [one.key for one in found] == [FAI]
    assert found[0].version.value == Decimal("7.8")
    assert found[0].slot.measure.code == "percent"
