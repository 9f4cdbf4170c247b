"""What was sealed is worked out again from its bytes, and every alteration is named."""

import pytest
from django.db import connection

from sikao.office.groundwork.guards import lay_guards, lift_guards
from sikao.office.rulebook import verification
from sikao.office.rulebook.verification import check_sealed
from tests.office.rulebook.people import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def tamper():
    """Runs a statement behind the guards' back."""

    def run(statement: str) -> None:
        lift_guards()
        with connection.cursor() as cursor:
            cursor.execute(statement)
        lay_guards()

    return run


def test_an_untouched_rulebook_raises_no_alarm(office: Office, staff, director, leader) -> None:
    office.sealed(staff, director, leader)
    office.upload(staff, b"PK", "乱.zip")
    assert check_sealed() == []


def test_a_document_is_enough(office: Office, staff) -> None:
    from sikao.office.rulebook import actions  # noqa: PLC0415

    ref = office.submitted(staff)
    office.recorded(ref, staff)
    actions.seal(actor=staff, at=office.now(), scheme=ref, digest=office.digest(ref))
    assert check_sealed() == []


@pytest.mark.parametrize(
    ("statement", "table", "problem"),
    [
        ("UPDATE rulebook_content SET content = x'00'", "rulebook.sealedscheme", verification.BYTES),
        ("UPDATE rulebook_content SET content = x'00'", "rulebook.version", verification.BYTES),
        ("DELETE FROM rulebook_content", "rulebook.sealedscheme", verification.BYTES),
        ("UPDATE rulebook_sealedscheme SET digest = 'x'", "rulebook.sealedscheme", verification.DIGEST),
        ("UPDATE rulebook_sealedscheme SET code = 'x'", "rulebook.sealedscheme", verification.DIGEST),
        (
            "UPDATE rulebook_sealedscheme SET compiled_sha256 = 'x'",
            "rulebook.sealedscheme",
            verification.COMPILED,
        ),
        (
            "DELETE FROM rulebook_decision WHERE person = 'leader'",
            "rulebook.sealedscheme",
            verification.NOT_APPROVED,
        ),
        (
            "UPDATE rulebook_version SET uploaded_by = 'leader'",
            "rulebook.sealedscheme",
            verification.NOT_APPROVED,
        ),
    ],
)
def test_an_alteration_is_named(tamper, statement, table, problem, office, staff, director, leader) -> None:
    office.sealed(staff, director, leader)
    tamper(statement)
    assert problem in {told for ref, told in check_sealed() if ref.startswith(f"{table}:")}
