"""The ground of tests of the office: keys to sign with, and tables that may be emptied between tests."""

from contextlib import suppress

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.operations import BaseDatabaseOperations

from sikao.office.accounts.sealing import make_field_key
from sikao.office.groundwork.guards import lift_guards
from sikao.office.groundwork.here import installation
from sikao.office.groundwork.journal.signing import make_key


@pytest.fixture(scope="session", autouse=True)
def keys() -> None:
    """The keys of the tests' home: to sign with and to seal with."""
    with suppress(FileExistsError):  # another part of the tests in this process has made it
        make_key(installation().keys)
    make_field_key(installation().keys)


def empty(database: BaseDatabaseWrapper) -> None:
    """Take the rows out of the tables that have any; to truncate all of them takes much longer."""
    names = database.introspection.django_table_names(only_existing=True, include_views=False)
    asked = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in names)
    with database.cursor() as cursor:
        cursor.execute(asked)
        held = [name for (name,) in cursor.fetchall()]
        cursor.execute("SET session_replication_role = replica")  # in any order, whatever points at them
        for name in held:
            cursor.execute(f'DELETE FROM "{name}"')
        cursor.execute("SET session_replication_role = DEFAULT")


@pytest.fixture(scope="session", autouse=True)
def emptying() -> None:
    """Between tests with real transactions the runner empties the tables, which their guards would refuse."""
    flush = BaseDatabaseOperations.execute_sql_flush

    def unguarded(operations: BaseDatabaseOperations, statements: list[str]) -> None:
        lift_guards(connection)
        if connection.vendor == "postgresql":
            empty(connection)
        else:
            flush(operations, statements)
        # The witness would hold against the next test that its database was put back.
        installation().witness.unlink(missing_ok=True)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", unguarded)
        yield
