"""The database's half of "written once": triggers that refuse UPDATE, DELETE and TRUNCATE; and other triggers
that applications register, for rules that must hold whatever the program does.

They are laid again after every migration, since a rebuilt table loses its triggers, and asserted at start.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from sikao.office.groundwork.appendonly import AppendOnly
from sikao.office.groundwork.models import Head

FUNCTION = "sikao_written_once"


class GuardsMissingError(Exception):
    """Tables that are written once stand without their triggers."""


@dataclass(frozen=True, slots=True)
class Guard:
    """A rule of one application, kept by the database itself.

    ``when`` says before what, such as ``INSERT`` or ``UPDATE OF lane``; ``wrong`` is the condition over the
    rows ``NEW`` and ``OLD``, in plain SQL that both databases read, under which it is refused; ``saying`` is
    the reason given.
    """

    name: str
    table: str
    when: str
    wrong: str
    saying: str


_REGISTERED: dict[str, Guard] = {}


def register_guard(guard: Guard) -> None:
    """Have a guard laid with the others; called once, when an application is ready."""
    _REGISTERED[guard.name] = guard


def guarded_tables() -> list[str]:
    """The tables that are only appended to."""
    return sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, AppendOnly))


def lay_guards(database: BaseDatabaseWrapper | None = None) -> None:
    """Lay the triggers on every guarded table that exists; laying them twice changes nothing."""
    database = database or connection
    present = set(database.introspection.table_names())
    with database.cursor() as cursor:
        if database.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_FUNCTION)
        for table in guarded_tables():
            if table in present:
                for statement in _statements(database.vendor, table):
                    cursor.execute(statement)
        for guard in _REGISTERED.values():
            if guard.table in present:
                for statement in _registered_statements(database.vendor, guard):
                    cursor.execute(statement)


def assert_guards(database: BaseDatabaseWrapper | None = None) -> None:
    """Raise ``GuardsMissingError`` unless every guarded table has its triggers."""
    database = database or connection
    with database.cursor() as cursor:
        cursor.execute(_TRIGGERS[database.vendor])
        found = {name for (name,) in cursor.fetchall()}
    wanted = {name for table in guarded_tables() for name in _names(database.vendor, table)}
    wanted |= set(_REGISTERED)
    if missing := sorted(wanted - found):
        raise GuardsMissingError(", ".join(missing))


def lift_guards(database: BaseDatabaseWrapper | None = None) -> None:
    """Drop the triggers, for whoever owns the tables and must rebuild or empty them."""
    database = database or connection
    present = set(database.introspection.table_names())
    with database.cursor() as cursor:
        for table in guarded_tables():
            for name in _names(database.vendor, table) if table in present else ():
                cursor.execute(_drop(database.vendor, name, table))
        for guard in _REGISTERED.values():
            if guard.table in present:
                cursor.execute(_drop(database.vendor, guard.name, guard.table))


def after_migrate(**_: Any) -> None:
    """The framework's hook after migrations: the guards, and the one row of the journal's head."""
    lay_guards()
    if Head._meta.db_table in connection.introspection.table_names():
        Head.objects.get_or_create(pk=1)


_POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'rows of % are written once', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$
"""
_TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}


def _names(vendor: str, table: str) -> list[str]:
    events = ("update", "delete", "truncate") if vendor == "postgresql" else ("update", "delete")
    return [f"{table}_no_{event}" for event in events]


def _statements(vendor: str, table: str) -> list[str]:
    statements: list[str] = []
    for name in _names(vendor, table):
        event = name.rsplit("_", 1)[1].upper()
        if vendor == "postgresql":
            each = "STATEMENT" if event == "TRUNCATE" else "ROW"
            laid = f'CREATE TRIGGER {name} BEFORE {event} ON "{table}"'
            statements.append(f'DROP TRIGGER IF EXISTS {name} ON "{table}"')
            statements.append(f"{laid} FOR EACH {each} EXECUTE FUNCTION {FUNCTION}()")
        else:
            statements.append(
                f'CREATE TRIGGER IF NOT EXISTS {name} BEFORE {event} ON "{table}" '
                f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are written once'); END"
            )
    return statements


def _drop(vendor: str, name: str, table: str) -> str:
    on = f' ON "{table}"' if vendor == "postgresql" else ""
    return f"DROP TRIGGER IF EXISTS {name}{on}"


def _registered_statements(vendor: str, guard: Guard) -> list[str]:
    drop = _drop(vendor, guard.name, guard.table)
    head = f'CREATE TRIGGER {guard.name} BEFORE {guard.when} ON "{guard.table}" FOR EACH ROW'
    if vendor == "sqlite":
        return [drop, f"{head} WHEN {guard.wrong} BEGIN SELECT RAISE(ABORT, '{guard.saying}'); END"]
    body = f"""
    CREATE OR REPLACE FUNCTION {guard.name}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF {guard.wrong} THEN RAISE EXCEPTION '{guard.saying}' USING ERRCODE = 'restrict_violation'; END IF;
      IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
      RETURN NEW;
    END $$"""
    return [body, drop, f"{head} EXECUTE FUNCTION {guard.name}_refuse()"]
