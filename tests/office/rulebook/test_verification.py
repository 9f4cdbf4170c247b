"""What was sealed is worked out again from its bytes, and every alteration is named."""

import pytest
from django.db import connection

from sikao.core.wording import Severity
from sikao.office.groundwork.files import place_of
from sikao.office.groundwork.guards import lay_guards, lift_guards
from sikao.office.groundwork.verifying.extra import extra_checks
from sikao.office.rulebook import actions, verification
from sikao.office.rulebook.verification import check_sealed
from tests.office.rulebook.people import Office

pytestmark = pytest.mark.django_db
STATEMENT = "UPDATE rulebook_sealedscheme SET {} = 'x'"


@pytest.fixture
def tamper():
    """Runs a statement behind the guards' back."""

    def run(statement: str, *values: str) -> None:
        lift_guards()
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
        lay_guards()

    return run


def test_an_untouched_rulebook_raises_no_alarm(office: Office, staff, director, leader) -> None:
    office.sealed(staff, director, leader)
    office.upload(staff, b"PK", "乱.zip")
    assert list(check_sealed()) == []
    assert extra_checks()["rulebook"] is check_sealed


def test_a_document_is_enough(office: Office, staff) -> None:
    ref = office.submitted(staff)
    office.recorded(ref, staff)
    actions.seal(actor=staff, at=office.now(), scheme=ref, digest=office.digest(ref))
    assert list(check_sealed()) == []


@pytest.mark.parametrize("damage", ["gone", "overwritten"])
def test_a_damaged_file_is_named(damage, office: Office, staff, director, leader) -> None:
    sealed = office.sealed(staff, director, leader)
    path = place_of(sealed.archive_sha256)
    path.unlink()
    if damage == "overwritten":
        path.write_bytes(b"PK")
    (found,) = check_sealed()
    assert (found.code, found.details["scheme"]) == ("rulebook.sealed_lost", "trial")


@pytest.mark.parametrize(
    ("column", "code", "severity"),
    [
        ("digest", "rulebook.sealed_differs", Severity.ERROR),
        ("code", "rulebook.sealed_differs", Severity.ERROR),
        ("archive_sha256", "rulebook.sealed_lost", Severity.ERROR),
        ("compiled_sha256", "rulebook.compiled_differs", Severity.WARNING),
    ],
)
def test_an_alteration_is_named(tamper, column, code, severity, office, staff, director, leader) -> None:
    office.sealed(staff, director, leader)
    tamper(STATEMENT.format(column))
    (found,) = check_sealed()
    assert (found.code, found.severity) == (code, severity)
    assert found.where.path.startswith("rulebook.sealedscheme ")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM rulebook_decision WHERE what = 'approved' AND person = %s",
        "UPDATE rulebook_version SET uploaded_by = %s",
    ],
)
def test_an_approval_that_is_gone_is_named(tamper, statement, office, staff, director, leader) -> None:
    office.sealed(staff, director, leader)
    tamper(statement, leader.person)
    assert [found.code for found in check_sealed()] == ["rulebook.sealed_unapproved"]


def test_the_digest_of_the_compiled_form_is_repeatable(check, text: bytes, workbook: bytes) -> None:
    by_text, by_sheet = check(text), check(workbook, "方案.xlsx")
    assert verification.compiled_sha256(by_text.scheme) == verification.compiled_sha256(by_sheet.scheme)
