"""What is sealed is the approved version, once and for good."""

import pytest
from django.db import DatabaseError, connection

from sikao.core.scheme import scheme_digest
from sikao.office.groundwork.files import content_of
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.refusals import NotNow
from sikao.office.rulebook import actions, queries
from sikao.office.rulebook.archive import read_archive
from sikao.office.rulebook.models import SealedScheme
from sikao.office.rulebook.rules import State
from tests.office.rulebook.people import Office

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def test_a_sealed_scheme_is_the_approved_one(office: Office, staff, director, leader) -> None:
    sealed = office.sealed(staff, director, leader)
    card = queries.card(sealed.ref)
    assert (card.state, card.sealed) == (State.SEALED, sealed)
    assert (sealed.code, sealed.year, sealed.title) == ("trial", 2020, "试行方案")
    assert sealed.digest == card.last.digest
    assert sealed.seq == Entry.objects.order_by("seq").last().seq
    again = read_archive(content_of(sealed.archive_sha256)).scheme
    assert scheme_digest(again) == sealed.digest
    assert scheme_digest(queries.scheme_of("trial")) == sealed.digest


def test_what_is_not_approved_is_not_sealed(office: Office, staff, director) -> None:
    ref = office.submitted(staff)
    office.approve(ref, director)
    with pytest.raises(NotNow):
        actions.seal(actor=staff, at=office.now(), scheme=ref, digest=office.digest(ref))
    assert queries.sealed("trial") is None


def test_a_sealed_scheme_stays(office: Office, staff, director, leader) -> None:
    sealed = office.sealed(staff, director, leader)
    given = {"actor": staff, "scheme": sealed.ref}
    with pytest.raises(NotNow):
        actions.seal(at=office.now(), digest=sealed.digest, **given)
    with pytest.raises(NotNow):
        actions.withdraw(at=office.now(), reason="改", **given)
    with pytest.raises(NotNow) as told:
        office.upload(staff)
    assert told.value.findings[0].code == "rulebook.sealed_already"
    assert SealedScheme.objects.count() == 1


def test_the_seal_names_the_digest_that_was_seen(office: Office, staff, director, leader) -> None:
    ref = office.submitted(staff)
    office.approve(ref, director, leader)
    with pytest.raises(NotNow):
        actions.seal(actor=staff, at=office.now(), scheme=ref, digest="0" * 64)


@pytest.mark.parametrize("table", ["sealedscheme", "version", "decision"])
@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_to_change_what_is_on_record(table, office, staff, director, leader) -> None:
    office.sealed(staff, director, leader)
    for statement in ("DELETE FROM rulebook_{}", "UPDATE rulebook_{} SET digest = 'x'"):
        with pytest.raises(DatabaseError, match="written once"), connection.cursor() as cursor:
            cursor.execute(statement.format(table))
