"""The second half of restoring: the database filled, brought up to date, verified, and the act noted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, connection, connections

from sikao.core.wording import Finding, FindingsError, Severity
from sikao.office.groundwork.backup.databases import fill_database, head_of_copy
from sikao.office.groundwork.backup.restoring import Restored
from sikao.office.groundwork.here import installation
from sikao.office.groundwork.journal import head, witness
from sikao.office.groundwork.preparing import migrate, note, owner_connection, refuse_tables
from sikao.office.groundwork.verifying import Verified, verify
from sikao.office.groundwork.verifying.whole import Progress


def fill(restored: Restored, owner: str | None = None) -> None:
    """Fill the database, bring it up to this version, and hold its head against the backup's own word."""
    if restored.dump is None:
        head_of_copy(installation().database)
    else:
        refuse_tables()
        alias = DEFAULT_DB_ALIAS if owner is None else owner_connection(owner)
        connection.close()
        fill_database(restored.dump, connections[alias])
        restored.dump.unlink()
    migrate(owner)
    if head() != (restored.backup.seq, restored.backup.sha256):
        reason = f"head {head()[0]}, not {restored.backup.seq}"
        raise FindingsError([Finding("backup.database", Severity.ERROR, details={"reason": reason})])


def complete(
    restored: Restored, at: datetime, elsewhere: Path | None, progress: Progress
) -> tuple[Verified, tuple[Finding, ...]]:
    """Verify what was restored, and note the act. ``elsewhere`` is a witness file that was kept apart.

    It is noted with what was found: acts after the backup may be missing, and the journal has to say why.
    """
    verified = verify(progress=progress)
    older = tuple(_older(restored, elsewhere))
    told = {"head": restored.backup.seq, "taken": restored.backup.at, "version": restored.backup.version}
    lost = [finding.details["witness"] for finding in older]
    codes = sorted({finding.code for finding in verified.findings})
    told |= {"witness": lost[0] if lost else None} | ({"found": codes} if codes else {})
    note(at, "home.restore", str(restored.backup.seq), told)
    return verified, older


def _older(restored: Restored, elsewhere: Path | None) -> Iterator[Finding]:
    """Whether a witness knows of acts that the backup does not hold."""
    seen = None if elsewhere is None else witness.last_committed(elsewhere)
    if seen is not None and seen.seq > restored.backup.seq:
        told = {"head": str(restored.backup.seq), "witness": str(seen.seq)}
        yield Finding("backup.older", Severity.WARNING, details=told)
