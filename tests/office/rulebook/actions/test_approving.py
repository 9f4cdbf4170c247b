"""Two people who did not upload the version, or a document: nothing else approves."""

from datetime import date

import pytest

from sikao.office.accounts.rights.roles import Role
from sikao.office.groundwork.files import content_of
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.refusals import NotNow, NotValid, NotYou
from sikao.office.rulebook import actions, queries
from sikao.office.rulebook.rules import State
from tests.office.rulebook.people import Office
from tests.office.staff import person

pytestmark = [pytest.mark.django_db, pytest.mark.both_in_drill]


def test_two_people_approve(office: Office, staff, director, leader) -> None:
    ref = office.submitted(staff)
    office.approve(ref, director)
    assert queries.card(ref).state is State.SUBMITTED
    office.approve(ref, leader)
    card = queries.card(ref)
    assert card.state is State.APPROVED
    assert card.approved_by == (director.person, leader.person)
    entry = Entry.objects.order_by("seq").last()
    assert (entry.verb, entry.acting_as, entry.object_ref) == ("scheme.approve", "leader", ref)


def test_nobody_approves_twice(office: Office, staff, director) -> None:
    ref = office.submitted(staff)
    office.approve(ref, director)
    with pytest.raises(NotYou) as told:
        office.approve(ref, director)
    assert told.value.findings[0].code == "rulebook.approved_already"


def test_nobody_approves_the_own_upload(office: Office, director) -> None:
    ref = office.submitted(director)
    with pytest.raises(NotYou) as told:
        office.approve(ref, director)
    assert told.value.findings[0].code == "rulebook.own_version"


def test_an_approval_is_about_the_version_that_was_seen(office: Office, staff, director) -> None:
    ref = office.submitted(staff)
    with pytest.raises(NotNow):
        actions.approve(actor=director, at=office.now(), scheme=ref, digest="0" * 64)
    assert queries.card(ref).approved_by == ()


def test_a_refusal_goes_back_with_its_reason(office: Office, staff, leader) -> None:
    ref = office.submitted(staff)
    said = {"actor": leader, "scheme": ref, "digest": office.digest(ref)}
    with pytest.raises(NotValid):
        actions.refuse(at=office.now(), reason="", **said)
    actions.refuse(at=office.now(), reason="减负不到位", **said)
    assert queries.card(ref).state is State.DRAFT
    last = queries.decisions(ref)[0]
    assert (last.what, last.person, last.reason) == ("refused", leader.person, "减负不到位")


def test_a_document_approves_alone(office: Office, staff) -> None:
    ref = office.submitted(staff)
    office.recorded(ref, staff)
    assert queries.card(ref).state is State.APPROVED
    last = queries.decisions(ref)[0]
    assert (last.what, last.person, last.document) == (
        "approved_offline",
        staff.person,
        "市委常委会会议纪要〔2020〕5号",
    )
    assert last.document_date == date(2020, 2, 28)
    assert content_of(last.scan_sha256) == b"%PDF-1.7 a page"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"title": " "}, "rulebook.paper_incomplete"),
        ({"day": None}, "rulebook.paper_incomplete"),
        ({"scan": b""}, "rulebook.paper_incomplete"),
        ({"day": date(2020, 7, 19)}, "rulebook.paper_day"),
        ({"scan": b"<html>"}, "rulebook.paper_scan"),
        ({"scan": b"%PDF-" + b"x" * 20_000_000}, "rulebook.paper_scan"),
        ({"title": "长" * 501}, "rulebook.too_long"),
    ],
)
def test_an_incomplete_document_approves_nothing(office: Office, staff, more, code) -> None:
    ref = office.submitted(staff)
    with pytest.raises(NotValid) as told:
        office.recorded(ref, staff, **more)
    assert [finding.code for finding in told.value.findings] == [code]
    assert queries.card(ref).state is State.SUBMITTED


def test_an_auditor_approves_nothing(office: Office, staff) -> None:
    auditor = person("auditor", Role.AUDITOR)
    ref = office.submitted(staff)
    with pytest.raises(NotYou):
        office.approve(ref, auditor)
