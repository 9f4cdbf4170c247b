"""Reading the journal is an act too: auditors are read about like everybody else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from sikao.core.wording import Finding, Severity
from sikao.office.accounts.exports import note_export
from sikao.office.accounts.queries import authorise, holders
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.journal import Subject, head, write
from sikao.office.groundwork.journal.reading import (
    EntryRow,
    Search,
    all_entries,
    count_entries,
    entries,
    entry,
)
from sikao.office.groundwork.journal.verified import HOME
from sikao.office.groundwork.notices.telling import notify
from sikao.office.groundwork.refusals import NotThere
from sikao.office.groundwork.verifying import Verified

LOOKED_AT = ("head", "sha256", "entries", "rows", "files", "receipts")


@action(Verb.JOURNAL_VIEW, "journal")
def read_journal(
    *, actor: Actor, at: datetime, search: Search, page: int = 1
) -> tuple[tuple[EntryRow, ...], bool]:
    """A page of the journal, and whether there are more; the reading is journaled."""
    capacity = authorise(actor, at, Verb.JOURNAL_VIEW)
    found = entries(search, page)
    told = {"search": search.told(), "page": page, "found": len(found[0])}
    write(actor=actor, at=at, verb=Verb.JOURNAL_VIEW, subject=Subject("journal", "", capacity), new=told)
    return found


@action(Verb.JOURNAL_VIEW, "journal", key="seq")
def read_entry(*, actor: Actor, at: datetime, seq: int) -> EntryRow:
    """One entry; the reading is journaled."""
    capacity = authorise(actor, at, Verb.JOURNAL_VIEW)
    found = entry(seq)
    if found is None:
        raise NotThere.of("entry.unknown", number=str(seq))
    write(actor=actor, at=at, verb=Verb.JOURNAL_VIEW, subject=Subject("journal", str(seq), capacity))
    return found


@action(Verb.JOURNAL_VERIFY, HOME)
def record_verification(
    *, actor: Actor, at: datetime, verified: Verified, findings: Sequence[Finding]
) -> int:
    """Keep what a verification of the home looked at and found; returns the number of the entry.

    The entry lies beyond what was verified, and the next verification covers it. Where something does not
    hold, the audit administrators are told. ``findings`` are all that were found, those of the home's state
    among them.
    """
    capacity = authorise(actor, at, Verb.JOURNAL_VERIFY)
    faults = [finding for finding in findings if finding.severity is Severity.ERROR]
    told = {
        **{name: getattr(verified, name) for name in LOOKED_AT},
        "holds": not faults,
        "faults": len(faults),
        "codes": sorted({fault.code for fault in faults}),
    }
    subject = Subject(HOME, str(verified.head), capacity)
    made = write(actor=actor, at=at, verb=Verb.JOURNAL_VERIFY, subject=subject, new=told)
    if faults:
        auditors = holders("", (Role.AUDIT_ADMIN,), day_of(at))
        details = {"head": str(verified.head), "count": str(len(faults))}
        notify(auditors, "notice.not_verified", details, about=Subject("journal", str(made.seq)), at=at)
    return made.seq


@action(Verb.JOURNAL_EXPORT, "journal")
def export_journal(
    *, actor: Actor, at: datetime, search: Search, form: str, reason: str = ""
) -> Iterator[EntryRow]:
    """Everything that was found, to be written out as it is read; the export is journaled before.

    It ends with the last entry before its own, so that the file has the rows that the journal says, whatever
    is written while it is read.
    """
    subject = Subject("journal", "", authorise(actor, at, Verb.JOURNAL_EXPORT))
    upto = head()[0]
    told = {"search": search.told(), "form": form, "seq": upto}
    rows = count_entries(search, upto)
    note_export(Verb.JOURNAL_EXPORT, actor, at, subject, rows=rows, reason=reason, told=told)
    return all_entries(search, upto)
