"""Rows that are written once stay as they are, whatever is tried on them."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from sikao.office.groundwork.actor import machine
from sikao.office.groundwork.appendonly import WrittenOnceError
from sikao.office.groundwork.guards import GuardsMissingError, assert_guards, lay_guards, lift_guards
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.models import Entry

AT = datetime(2020, 7, 18, 1, 2, 3, tzinfo=UTC)
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


@pytest.fixture
def entry() -> Entry:
    with transaction.atomic():
        return write(actor=machine(), at=AT, verb="test.act", subject=Subject("test", "1"))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET actor = 'somebody'",
        "DELETE FROM journal_entry",
        "DELETE FROM journal_entry WHERE seq = 1",
    ],
)
@pytest.mark.usefixtures("entry")
def test_the_database_refuses_to_change_what_is_written(statement: str) -> None:
    with pytest.raises(DatabaseError, match="written once"), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Entry.objects.get().actor == "machine"


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="a statement of SQLite alone")
@pytest.mark.usefixtures("entry")
def test_a_row_is_not_replaced_by_inserting_over_it() -> None:
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("INSERT OR REPLACE INTO journal_entry SELECT * FROM journal_entry")


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no such statement")
@pytest.mark.usefixtures("entry")
def test_a_table_is_not_emptied_at_once() -> None:
    with pytest.raises(DatabaseError, match="written once"), connection.cursor() as cursor:
        cursor.execute("TRUNCATE journal_entry CASCADE")


def test_the_models_refuse_before_the_database_does(entry: Entry) -> None:
    with pytest.raises(WrittenOnceError):
        entry.save()
    with pytest.raises(WrittenOnceError):
        entry.delete()
    with pytest.raises(WrittenOnceError):
        Entry.objects.update(actor="somebody")
    with pytest.raises(WrittenOnceError):
        Entry.objects.all().delete()


def test_missing_guards_are_noticed_and_named() -> None:
    assert_guards()
    lift_guards()
    with pytest.raises(GuardsMissingError, match="journal_entry_no_delete"):
        assert_guards()
    lay_guards()
    assert_guards()
