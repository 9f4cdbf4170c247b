"""The whole verification, in stretches, so that it needs the same memory for a day and for ten years.

It looks at the entries up to the head at its beginning: what is appended meanwhile does not disturb it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.db.models import Max

from sikao.core.wording import Finding, Findings, Place, Severity, Term
from sikao.office.groundwork.appendonly import Record
from sikao.office.groundwork.files import is_whole, place_of
from sikao.office.groundwork.here import installation
from sikao.office.groundwork.journal.signing import public_keys
from sikao.office.groundwork.models import Entry, Head
from sikao.office.groundwork.verifying.entries import Chain, Seen, first_wrongly_signed
from sikao.office.groundwork.verifying.extra import extra_checks
from sikao.office.groundwork.verifying.outside import check_receipt, receipt_files
from sikao.office.groundwork.verifying.rows import MOST, Rows
from sikao.office.groundwork.verifying.witnessed import Witnessed

STRETCH = 2000
ROWS_AT_ONCE = 5000

Progress = Callable[[Term, int, int], None]
"""Told what is looked at, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at, up to which entry, and what was found; no findings mean that all of it holds."""

    head: int
    sha256: str
    entries: int
    rows: int
    files: int
    receipts: int
    findings: tuple[Finding, ...]


def verify(receipts: Path | None = None, progress: Progress = lambda *_: None) -> Verified:
    """Hold all that is recorded against hashes, signatures, witness, files, and receipts in a folder."""
    head = Head.objects.get(pk=1)
    keys = public_keys(installation().keys)
    chain, rows, witnessed = Chain(keys), Rows(_models()), Witnessed(installation().witness)
    entries = 0
    for first, last in _stretches(head.seq):
        progress(Term("核对日志", "checking the journal"), first, head.seq)
        seen = chain.walk(first, last)
        entries += len(seen)
        for entry in seen:
            witnessed.meet(entry.seq, entry.sha256)
        for part, start, end in _parts(seen, first, last):
            rows.check(part, start, end)
    found = Findings(most=MOST, more="journal.more")
    found.extend(_of_chain(chain, keys, head))
    found.extend(_of_head(head, chain, witnessed, rows))
    found.extend(rows.found)
    found.extend(witnessed.found)
    files = _check_files(rows, found, progress)
    given = _check_receipts(receipts, head.seq, keys, found, progress)
    for name, check in extra_checks().items():
        progress(Term(name, name), 0, 1)
        found.extend(check())
    return Verified(head.seq, head.sha256, entries, rows.count, files, given, tuple(found.sorted()))


def _models() -> list[type[Record]]:
    return [model for model in apps.get_models() if issubclass(model, Record)]


def _stretches(last: int) -> Iterator[tuple[int, int]]:
    for first in range(1, last + 1, STRETCH):
        yield first, min(first + STRETCH - 1, last)


def _parts(seen: Sequence[Seen], first: int, last: int) -> Iterator[tuple[list[Seen], int, int]]:
    """Parts of a stretch whose rows fit in memory together."""
    part: list[Seen] = []
    start, held = first, 0
    for entry in seen:
        if part and held + entry.leaves > ROWS_AT_ONCE:
            yield part, start, entry.seq - 1
            part, start, held = [], entry.seq, 0
        part.append(entry)
        held += entry.leaves
    yield part, start, last


def _of_chain(chain: Chain, keys: dict[str, str], head: Head) -> list[Finding]:
    """Of wrong signatures the first one says where a rewritten journal begins."""
    chain.finish()
    if chain.last < head.seq:
        told = {"first": str(chain.last + 1), "last": str(head.seq)}
        chain.found.append(Finding("journal.gap", Severity.ERROR, Place(path="journal_entry"), told))
    of_signatures = {"journal.wrongly_signed", "journal.unknown_key"}
    if not any(finding.code in of_signatures for finding in chain.found):
        return chain.found
    others = [finding for finding in chain.found if finding.code not in of_signatures]
    first = first_wrongly_signed(keys, head.seq)
    return others if first is None else [first, *others]


def _of_head(head: Head, chain: Chain, witnessed: Witnessed, rows: Rows) -> Iterator[Finding]:
    """The head's row against the last entry, and what lies beyond it; what came meanwhile does not count."""
    there = Entry.objects.aggregate(last=Max("seq"))["last"] or 0
    now = Head.objects.get(pk=1)
    differs = (head.seq, head.sha256, head.sm3) != (chain.last, chain.last_sha256, chain.last_sm3)
    differs = differs or (head.seal_sha256, head.seal_sm3) != chain.seals or head.at != chain.at
    differs = differs or head.key_id != chain.named
    if (differs and chain.last == head.seq) or there > now.seq:
        told = {"head": str(now.seq), "last": str(there)}
        yield Finding("journal.head_wrong", Severity.ERROR, Place(path="journal_head"), told)
    rows.check_beyond(max(now.seq, there))
    witnessed.finish(now.seq)


def _check_files(rows: Rows, found: Findings, progress: Progress) -> int:
    checked: set[str] = set()
    for number, (digest, name, seq) in enumerate(rows.files):
        if digest in checked:
            continue
        checked.add(digest)
        progress(Term("核对文件", "checking files"), number, len(rows.files))
        told = {"name": name, "digest": digest[:16], "seq": str(seq)}
        place = Place(path=f"stored_file {digest[:16]}")
        try:
            there = place_of(digest).is_file()
        except ValueError:
            continue  # the row was changed, and is told so
        if not there:
            found.extend([Finding("stored.missing", Severity.ERROR, place, told)])
        elif not is_whole(digest):
            found.extend([Finding("stored.changed", Severity.ERROR, place, told)])
    return len(checked)


def _check_receipts(
    folder: Path | None, head: int, keys: dict[str, str], found: Findings, progress: Progress
) -> int:
    paths = [] if folder is None else receipt_files(folder)
    for number, path in enumerate(paths):
        progress(Term("核对回执", "checking receipts"), number, len(paths))
        found.extend(check_receipt(path, head, keys))
    return len(paths)
