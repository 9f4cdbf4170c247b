"""What was kept comes out again after any later change of data; what was altered is told, and where."""

import pytest
from django.db import connection

from sikao.office.groundwork.files import place_of
from sikao.office.groundwork.guards import lay_guards, lift_guards
from sikao.office.groundwork.verifying import verify
from sikao.office.ledger.models import FigureVersion
from sikao.office.results import queries
from sikao.office.results.replaying import replay
from sikao.office.rulebook import shelf
from sikao.office.rulebook.queries import sealed
from tests.office.city import SCHEME
from tests.office.results.years import FAI, ask, computed, revised

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def tamper():
    """Runs a statement behind the guards' back."""

    def run(statement: str, *values: str) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":  # no table changes while checks wait for the end
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            lift_guards()
            cursor.execute(statement, values)
            lay_guards()

    return run


def row_of_fai() -> FigureVersion:
    unit, indicator, kind, period = FAI
    return FigureVersion.objects.get(unit=unit, indicator=indicator, kind=kind, period=period, since="")


def codes(findings) -> list[str]:
    return sorted({finding.code for finding in findings})


def test_it_holds_after_later_revisions(city, run):
    revised(city, "5.2")
    computed(city)
    found = replay(queries.run(run))
    assert (found.holds, found.book) == (True, queries.run(run).book)


@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET value = '5.2' WHERE ref = %s", "DELETE FROM {} WHERE ref = %s"]
)
def test_an_altered_or_deleted_row_is_told_and_named(statement, run, tamper):
    row = row_of_fai()
    tamper(statement.format(FigureVersion._meta.db_table), row.ref)
    found = replay(queries.run(run))
    assert not found.holds
    assert codes(found.findings) == ["run.differs", "run.differs_at"]
    assert any("licang" in str(finding.details.get("place", "")) for finding in found.findings)
    named = [finding for finding in verify().findings if finding.where.path]
    assert any(row.ref in finding.where.path or finding.code == "journal.row_missing" for finding in named)


@pytest.mark.parametrize("damage", ["gone", "overwritten"])
def test_a_damaged_book_is_told(damage, run):
    path = place_of(queries.run(run).book_sha256)
    content = path.read_bytes()
    path.unlink()
    try:
        if damage == "overwritten":
            path.write_bytes(content.replace(b'"rank"', b'"bank"'))
        found = replay(queries.run(run))
    finally:
        path.unlink(missing_ok=True)
        path.write_bytes(content)
    assert codes(found.findings) == ["run.book_lost"]


def test_a_damaged_scheme_is_told(run):
    place = sealed(SCHEME)
    path = place_of(place.archive_sha256)
    content = path.read_bytes()
    shelf.forget()
    path.unlink()
    try:
        for folder in _unpacked(place.digest):
            folder.unlink()
        found = replay(queries.run(run))
    finally:
        path.write_bytes(content)
        shelf.forget()
    assert codes(found.findings) == ["rulebook.sealed_lost"]


def _unpacked(digest: str):
    from sikao.office.groundwork.here import installation  # noqa: PLC0415

    return list((installation().schemes / digest).rglob("*.yaml"))


def test_only_what_is_ready_is_replayed(city):
    revised(city, "5.2")
    with pytest.raises(ValueError, match="nothing to replay"):
        replay(queries.run(ask(city)))
