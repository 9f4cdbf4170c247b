"""What is asserted before anything is recorded: guards, durable settings, keys, and no step back.

Whatever fails makes the process read-only: people can look, the banner says why, and nothing is recorded.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from sikao.core.wording import Finding, Place, Severity
from sikao.office.groundwork.guards import guarded_tables, missing_guards
from sikao.office.groundwork.here import installation, place, set_read_only
from sikao.office.groundwork.journal import witness
from sikao.office.groundwork.journal.signing import PRIVATE, KeyMissingError, present_key
from sikao.office.groundwork.journal.witness import WitnessError
from sikao.office.groundwork.models import FIRST, Entry, Head
from sikao.office.groundwork.networks import is_within

LEAST_DAYS = 184
"""Six months: how long records of acts are kept by rule (GB/T 22239, Cybersecurity Law)."""
MOST_SKEW = 5.0
"""Seconds by which the clocks of program and database may differ."""

_LOOPBACK = ("127.0.0.1", "::1")
_SQLITE = {"recursive_triggers": {1}, "foreign_keys": {1}}
_SQLITE_DURABLE = {"synchronous": {2, 3}}
_POSTGRESQL_DURABLE = ("fsync", "full_page_writes", "synchronous_commit")


def start(at: datetime) -> tuple[Finding, ...]:
    """Examine the home and let this process be read-only where it must; returns what was found."""
    found = tuple(examine(at))
    set_read_only(finding for finding in found if finding.severity is Severity.ERROR)
    return found


def examine(at: datetime) -> Iterator[Finding]:
    """Everything that is wrong with this home and its database at a moment."""
    yield from _database()
    yield from _owned()
    yield from _clocks(at)
    yield from _keys()
    yield from _modes(installation().home)
    yield from _witness()
    yield from _administrators()
    if place().journal_days < LEAST_DAYS:
        yield _error("home.retention", days=str(place().journal_days), least=str(LEAST_DAYS))


def _error(code: str, where: Place | None = None, **details: str) -> Finding:
    return Finding(code, Severity.ERROR, where or Place(), details)


def _database() -> Iterator[Finding]:
    if missing := missing_guards():
        yield _error("home.unguarded", names=", ".join(missing[:10]))
    for seq in Entry.objects.filter(seq__lt=FIRST).values_list("seq", flat=True)[:1]:
        yield _error("journal.row_extra", table=Entry._meta.label_lower, ref=str(seq), seq=str(seq))
    durable = getattr(settings, "SIKAO_DURABLE_DATABASE", True)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for name in _POSTGRESQL_DURABLE if durable else ():
                cursor.execute("SELECT current_setting(%s)", [name])
                found = str(cursor.fetchone()[0])
                if found == "off":
                    yield _error("home.database_setting", name=name, found=found, wanted="on")
            return
        wanted = {**_SQLITE, **(_SQLITE_DURABLE if durable else {})}
        for name, values in wanted.items():
            cursor.execute(f"PRAGMA {name}")
            value = cursor.fetchone()[0]
            if value not in values:
                wanted_value = str(min(values))
                yield _error("home.database_setting", name=name, found=str(value), wanted=wanted_value)


def _owned() -> Iterator[Finding]:
    """On PostgreSQL with an owner apart, the program's account must own nothing that is only appended to."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE pg_has_role(current_user, tableowner, 'USAGE')")
        owned = sorted({name for (name,) in cursor.fetchall()} & set(guarded_tables()))
    if owned:
        severity = Severity.ERROR if place().database_owner_apart else Severity.NOTE
        yield Finding("home.owns_tables", severity, details={"tables": ", ".join(owned[:5])})


def _clocks(at: datetime) -> Iterator[Finding]:
    if connection.vendor != "postgresql" or place().demo_offset_seconds:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        skew = abs((cursor.fetchone()[0] - at).total_seconds())
    if skew > MOST_SKEW:
        yield _error("home.clock_skew", seconds=f"{skew:.0f}")


def _keys() -> Iterator[Finding]:
    if not (_has_key() or _has_key()):  # the key may be changed between the two looks of one question
        yield _error("home.key_missing", path=f"keys/{PRIVATE}")


def _has_key() -> bool:
    try:
        present_key(Head.objects.get(pk=1).key_id)
    except KeyMissingError:
        return False
    return True


def _modes(home: Path) -> Iterator[Finding]:
    """Keys, settings and database are for the user alone who runs the program."""
    inside = [home, installation().keys, installation().settings_file, installation().database]
    inside += sorted(installation().keys.iterdir()) if installation().keys.is_dir() else []
    for path in inside:
        try:
            mode = stat.S_IMODE(path.stat().st_mode)
        except FileNotFoundError:
            continue
        if mode & 0o077:
            shown = str(path.relative_to(home.parent))
            yield _error("home.open_to_others", path=shown, mode=f"{mode:04o}")
    if installation().backup_key.exists():
        told = {"path": installation().backup_key.name}
        yield Finding("home.backup_key_here", Severity.WARNING, details=told)


def _administrators() -> Iterator[Finding]:
    """Where a setting keeps administrators out, or lets everybody in, and nobody might notice."""
    here = place()
    told = {"networks": ", ".join(here.administrator_networks)}
    if here.administrator_networks and here.https and not here.behind_proxy:
        # HTTPS ends in a proxy: without the setting every address that is seen is the proxy's own.
        yield Finding("home.networks_of_proxy", Severity.WARNING, details=told)
    elif here.administrator_networks and not any(
        is_within(address, here.administrator_networks) for address in _LOOPBACK
    ):
        yield Finding("home.networks", Severity.NOTE, details=told)


def _witness() -> Iterator[Finding]:
    """The journal's head against the last head that was noted outside the database."""
    head = Head.objects.get(pk=1)
    try:
        seen = witness.last_committed(installation().witness)
    except WitnessError as error:
        yield _error("home.witness_broken", reason=str(error))
        return
    if seen is None:
        return
    if seen.seq > head.seq:
        yield _error("home.rolled_back", head=str(head.seq), witness=str(seen.seq), at=seen.at)
    elif seen.seq == head.seq and seen.sha256 != head.sha256:
        yield _error("home.witness_differs", seq=str(head.seq))
