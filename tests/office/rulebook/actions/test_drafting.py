"""Versions come in, are kept whatever is wrong with them, and are submitted only without errors."""

import pytest

from sikao.office.accounts.rights.roles import Role
from sikao.office.groundwork.files import content_of
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid, NotYou
from sikao.office.rulebook import actions, queries
from sikao.office.rulebook.archive import pack
from sikao.office.rulebook.models import Dossier
from sikao.office.rulebook.rules import State
from tests.office.rulebook.people import Office
from tests.office.staff import person

pytestmark = [pytest.mark.django_db, pytest.mark.both_in_drill]
BROKEN = pack({"scheme.yaml": b"code: trial\nyear: soon\n"})


def test_an_upload_opens_a_scheme_and_the_next_one_of_its_code_is_its_next_version(
    office: Office, staff, workbook: bytes
) -> None:
    ref = office.upload(staff, note="初稿")
    assert office.upload(staff, workbook, "方案.xlsx") == ref
    first, second = reversed(queries.versions(ref))
    assert (first.number, first.form, first.note, first.uploaded_by) == (1, "text", "初稿", staff.person)
    assert (second.number, second.form, second.digest) == (2, "workbook", first.digest)
    assert content_of(second.sha256) == workbook
    card = queries.card(ref)
    assert (card.code, card.title, card.year, card.state) == ("trial", "试行方案", 2020, State.DRAFT)


def test_an_unreadable_file_is_kept_and_cannot_be_submitted(office: Office, staff) -> None:
    ref = office.upload(staff, BROKEN, "草稿.zip")
    card = queries.card(ref)
    assert (card.code, card.title, card.last.digest) == ("", "草稿.zip", "")
    assert card.last.errors > 0
    with pytest.raises(NotValid):
        actions.submit(actor=staff, at=office.now(), scheme=ref, digest="")
    assert office.upload(staff, scheme=ref) == ref
    assert queries.card(ref).code == "trial"


def test_a_file_of_no_known_form_is_not_kept(office: Office, staff) -> None:
    with pytest.raises(NotValid):
        office.upload(staff, b"x", "方案.docx")
    assert not Dossier.objects.exists()
    entry = Entry.objects.order_by("seq").last()
    assert (entry.verb, entry.outcome) == ("scheme.draft", "refused")


def test_two_schemes_never_share_a_code(office: Office, staff) -> None:
    office.upload(staff)
    other = office.upload(staff, BROKEN, "别的.zip")
    with pytest.raises(NotNow) as told:
        office.upload(staff, scheme=other)
    assert [finding.code for finding in told.value.findings] == ["rulebook.code_taken"]


def test_nothing_is_uploaded_over_a_submitted_scheme(office: Office, staff) -> None:
    ref = office.submitted(staff)
    with pytest.raises(NotNow) as told:
        office.upload(staff)
    assert told.value.findings[0].code == "rulebook.not_draft"
    assert [line.number for line in queries.versions(ref)] == [1]


def test_what_is_submitted_is_what_was_seen(office: Office, staff) -> None:
    ref = office.upload(staff)
    with pytest.raises(NotNow) as told:
        actions.submit(actor=staff, at=office.now(), scheme=ref, digest="0" * 64)
    assert told.value.findings[0].code == "rulebook.changed"
    assert queries.card(ref).state is State.DRAFT


def test_a_version_with_errors_is_not_submitted_and_all_of_them_are_told(
    office: Office, staff, folder
) -> None:
    files = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.yaml")}
    card = "scorecards/counties.yaml"
    files[card] = files[card].replace(b"full_points: 100", b"full_points: 90")
    ref = office.upload(staff, pack(files))
    last = queries.card(ref).last
    assert last.digest and last.errors == 1
    with pytest.raises(NotValid) as told:
        actions.submit(actor=staff, at=office.now(), scheme=ref, digest=last.digest)
    assert told.value.findings[0].code == "rulebook.faulty"
    assert len(told.value.findings) > 1


def test_withdrawing_needs_a_reason_and_voids_approvals(office: Office, staff, director, leader) -> None:
    ref = office.submitted(staff)
    office.approve(ref, director)
    with pytest.raises(NotValid):
        actions.withdraw(actor=staff, at=office.now(), scheme=ref, reason=" ")
    actions.withdraw(actor=staff, at=office.now(), scheme=ref, reason="权重有误")
    assert queries.card(ref).state is State.DRAFT
    assert queries.decisions(ref)[0].reason == "权重有误"
    actions.submit(actor=staff, at=office.now(), scheme=ref, digest=office.digest(ref))
    assert queries.card(ref).approved_by == ()
    office.approve(ref, leader)
    assert queries.card(ref).state is State.SUBMITTED


def test_others_may_not_upload(office: Office, leader) -> None:
    for actor in (leader, person("reporter", Role.REPORTER), person("nobody")):
        with pytest.raises(NotYou):
            office.upload(actor)


def test_what_is_not_there_is_not_there(office: Office, staff) -> None:
    with pytest.raises(NotThere):
        office.upload(staff, scheme="2222222222222222")
    with pytest.raises(NotThere):
        actions.submit(actor=staff, at=office.now(), scheme="2222222222222222", digest="")
    with pytest.raises(NotThere):
        queries.card("2222222222222222")


def test_a_note_is_short(office: Office, staff) -> None:
    with pytest.raises(NotValid):
        office.upload(staff, note="长" * 501)
