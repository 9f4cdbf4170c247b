"""Preparing a home, bringing it up to date: tables, guards, what the program's database account may do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import dj_database_url
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from sikao import __version__
from sikao.core.wording import Finding, FindingsError, Severity
from sikao.office.groundwork.actor import Channel, machine
from sikao.office.groundwork.guards import guarded_tables
from sikao.office.groundwork.here import installation
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.journal.signing import make_key, public_keys
from sikao.office.groundwork.models import Head

OWNER = "owner"
"""The framework's name for the connection of the account that owns the tables."""

AfterInit = Callable[[datetime], None]
_after_init: list[AfterInit] = []


def after_init(hook: AfterInit) -> AfterInit:
    """Register what else a new home needs; called once it is prepared, with the moment."""
    _after_init.append(hook)
    return hook


def refuse_tables() -> None:
    """Raise ``FindingsError`` where this home's database holds tables already."""
    if tables := connection.introspection.table_names():
        raise FindingsError([Finding("home.database_taken", Severity.ERROR, details={"table": min(tables)})])


def prepare(at: datetime, owner: str | None = None) -> str:
    """Make tables, guards and keys of a home that was laid out, and the first entry; returns the key's id."""
    refuse_tables()
    key = make_key(installation().keys)
    migrate(owner)
    public = public_keys(installation().keys)[key]
    told = {"key": key, "public_key": public, "version": __version__}
    note(at, "home.init", key, told)
    for hook in _after_init:
        hook(at)
    return key


def upgrade(at: datetime, owner: str | None = None) -> None:
    """Bring tables and guards up to this version, and note it in the journal."""
    migrate(owner)
    note(at, "home.upgrade", __version__, {"version": __version__})


def migrate(owner: str | None = None) -> None:
    """Make or change the tables and lay the guards, as their owner where that is another account."""
    alias = DEFAULT_DB_ALIAS if owner is None else owner_connection(owner)
    call_command("migrate", database=alias, interactive=False, verbosity=0)
    if owner is not None:
        _grant(connections[alias], str(connection.settings_dict["USER"]))
        connections[alias].close()


def note(at: datetime, verb: str, ref: str, told: dict[str, Any]) -> None:
    """Note in the journal what somebody did to the home from the command line of its machine."""
    with transaction.atomic():
        write(actor=machine(Channel.COMMAND), at=at, verb=verb, subject=Subject("home", ref), new=told)


def owner_connection(address: str) -> str:
    """Name the account that owns the tables to the framework; returns its name there."""
    connections.settings[OWNER] = connections.configure_settings(
        {DEFAULT_DB_ALIAS: {}, OWNER: dict(dj_database_url.parse(address))}
    )[OWNER]
    return OWNER


def _grant(owner: BaseDatabaseWrapper, role: str) -> None:
    """Let the program's account do what it needs and no more: it appends to guarded tables, and owns none."""
    guarded, quoted = set(guarded_tables()), owner.ops.quote_name(role)
    with owner.cursor() as cursor:
        cursor.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {quoted}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {quoted}")
        for table in owner.introspection.table_names(cursor):
            name = owner.ops.quote_name(table)
            cursor.execute(f"REVOKE ALL ON {name} FROM PUBLIC, {quoted}")
            cursor.execute(f"GRANT {_needed(table, guarded)} ON {name} TO {quoted}")


def _needed(table: str, guarded: set[str]) -> str:
    if table in guarded:
        return "SELECT, INSERT"
    if table == "django_migrations":
        return "SELECT"
    return "SELECT, UPDATE" if table == Head._meta.db_table else "SELECT, INSERT, UPDATE, DELETE"
