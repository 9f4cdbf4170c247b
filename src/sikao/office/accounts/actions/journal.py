"""Reading the journal is an act too: auditors are read about like everybody else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sikao.office.accounts.queries import authorise
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.action import action
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.journal import Subject, write
from sikao.office.groundwork.journal.reading import EntryRow, Search, all_entries, entries, entry
from sikao.office.groundwork.refusals import NotThere


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


@action(Verb.JOURNAL_EXPORT, "journal")
def export_journal(*, actor: Actor, at: datetime, search: Search, form: str) -> Iterator[EntryRow]:
    """Everything that was found, to be written out as it is read; the export is journaled before."""
    capacity = authorise(actor, at, Verb.JOURNAL_EXPORT)
    told = {"search": search.told(), "form": form}
    write(actor=actor, at=at, verb=Verb.JOURNAL_EXPORT, subject=Subject("journal", "", capacity), new=told)
    return all_entries(search)
