"""The database's half of "written once": triggers that refuse UPDATE, DELETE and TRUNCATE.

They are laid again after every migration, since a rebuilt table loses its triggers, and asserted at start,
word for word: a trigger of the same name that does nothing is none.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from sikao.office.groundwork import registered
from sikao.office.groundwork.appendonly import AppendOnly
from sikao.office.groundwork.models import Head
from sikao.office.groundwork.registered import registered_guards

FUNCTION = "sikao_written_once"


class GuardsMissingError(Exception):
    """Tables that are written once stand without their triggers; the message names the triggers."""


def guarded_tables() -> list[str]:
    """The tables that are only appended to."""
    return sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, AppendOnly))


def lay_guards(database: BaseDatabaseWrapper | None = None) -> None:
    """Lay the triggers on every guarded table that exists; laying them twice changes nothing."""
    database = database or connection
    lift_guards(database)
    present = set(database.introspection.table_names())
    with database.cursor() as cursor:
        if database.vendor == "postgresql":
            cursor.execute(_FUNCTION_TEXT)
        for table in guarded_tables():
            for name in _names(database.vendor, table) if table in present else ():
                for statement in _statements(database.vendor, table, name):
                    cursor.execute(statement)
        for guard in registered_guards(present):
            for statement in registered.statements(database.vendor, guard):
                cursor.execute(statement)


def missing_guards(database: BaseDatabaseWrapper | None = None) -> list[str]:
    """The triggers that a guarded table lacks, or that say something else than they must."""
    database = database or connection
    with database.cursor() as cursor:
        cursor.execute(_TRIGGERS[database.vendor])
        found = dict(cursor.fetchall())
        damaged = _damaged_functions(cursor) if database.vendor == "postgresql" else []
    wanted = {
        name: _expected(database.vendor, table, name)
        for table in guarded_tables()
        for name in _names(database.vendor, table)
    }
    wanted |= {guard.name: registered.expected(database.vendor, guard) for guard in registered_guards()}
    return [*damaged, *sorted(name for name, text in wanted.items() if found.get(name) != text)]


def assert_guards(database: BaseDatabaseWrapper | None = None) -> None:
    """Raise ``GuardsMissingError`` unless every guarded table has its triggers."""
    if missing := missing_guards(database):
        raise GuardsMissingError(", ".join(missing))


def lift_guards(database: BaseDatabaseWrapper | None = None) -> None:
    """Drop the triggers, for whoever owns the tables and must rebuild or empty them."""
    database = database or connection
    present = set(database.introspection.table_names())
    with database.cursor() as cursor:
        for table in guarded_tables():
            for name in _names(database.vendor, table) if table in present else ():
                on = f' ON "{table}"' if database.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
        for guard in registered_guards(present):
            on = f' ON "{guard.table}"' if database.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name}{on}")


def after_migrate(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """The framework's hook after migrations: the guards, and the one row of the journal's head."""
    lay_guards(connections[using])
    if Head._meta.db_table in connections[using].introspection.table_names():
        Head.objects.using(using).get_or_create(pk=1)


_BODY = (
    "\nBEGIN RAISE EXCEPTION 'rows of % are written once', TG_TABLE_NAME "
    "USING ERRCODE = 'restrict_violation'; END "
)
_FUNCTION_TEXT = f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $${_BODY}$$"
_TRIGGERS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    # tgtype says when it fires; A: also while a replica plays changes back; tgattr: for which columns only.
    "postgresql": "SELECT tgname, tgrelid::regclass || ' ' || tgfoid::regproc || ' ' || tgtype || ' ' || "
    "tgenabled::text || coalesce(tgqual::text, '') || tgattr::text FROM pg_trigger WHERE NOT tgisinternal",
}
# Row 1, before 2, delete 8, update 16, truncate 32, as PostgreSQL writes down when a trigger fires.
_FIRES = {"update": 19, "delete": 11, "truncate": 34}


def _damaged_functions(cursor: Any) -> list[str]:
    cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = %s", [FUNCTION])
    intact = [row[0] for row in cursor.fetchall()] == [_BODY]
    return [*([] if intact else [FUNCTION]), *registered.damaged_functions(cursor)]


def _names(vendor: str, table: str) -> list[str]:
    events = ("update", "delete", "truncate") if vendor == "postgresql" else ("update", "delete")
    return [f"{table}_no_{event}" for event in events]


def _expected(vendor: str, table: str, name: str) -> str:
    if vendor == "postgresql":
        return f"{table} {FUNCTION} {_FIRES[name.rsplit('_', 1)[1]]} A"
    return _statements(vendor, table, name)[0]


def _statements(vendor: str, table: str, name: str) -> list[str]:
    event = name.rsplit("_", 1)[1].upper()
    laid = f'CREATE TRIGGER {name} BEFORE {event} ON "{table}"'
    if vendor == "postgresql":
        each = "STATEMENT" if event == "TRUNCATE" else "ROW"
        return [
            f"{laid} FOR EACH {each} EXECUTE FUNCTION {FUNCTION}()",
            f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER {name}',
        ]
    return [f"{laid} BEGIN SELECT RAISE(ABORT, 'rows of {table} are written once'); END"]
