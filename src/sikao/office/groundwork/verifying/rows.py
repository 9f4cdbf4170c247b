"""Rows of every room against the entries that brought them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.db import DatabaseError
from django.db.models import Q

from sikao.core.wording import Findings, Place
from sikao.office.groundwork.appendonly import Record
from sikao.office.groundwork.journal import merkle
from sikao.office.groundwork.journal.writing import TAG
from sikao.office.groundwork.models import FIRST, Entry, StoredFile
from sikao.office.groundwork.verifying.entries import UNREADABLE, Seen

_NONE = (0, "[]", merkle.root([]).hex(), merkle.root([], merkle.SM3).hex())
MOST = 1000
"""So many findings are told of rows; a table that is gone would otherwise fill the memory."""


class Rows:
    """Goes through the rows beside the entries; ``found`` and ``files`` grow on the way."""

    def __init__(self, models: Sequence[type[Record]]) -> None:
        self.models = [model for model in models if _holds_rows(model)]
        self.found = Findings(most=MOST, more="journal.more")
        self.files: list[tuple[str, str, int]] = []  # digest, name, entry
        self.count = 0

    def check(self, seen: Sequence[Seen], first: int, last: int) -> None:
        """Check the rows of the entries from one number to another, of which ``seen`` are there."""
        held: dict[int, list[Record]] = defaultdict(list)
        for model in self.models:
            for row in self._read(model, first, last):
                held[row.entry_id].append(row)
                self.count += 1
                if isinstance(row, StoredFile):
                    self.files.append((row.sha256, row.name, row.entry_id))
        for entry in seen:
            self._check_entry(entry, held.pop(entry.seq, []))
        for seq, rows in held.items():
            for row in rows:
                self._note("journal.row_extra", row._meta.label_lower, row.ref, seq=seq)

    def check_beyond(self, last: int) -> None:
        """Rows that name an entry after the last one or before the first, and entries before the first."""
        outside = Q(entry_id__gt=last) | Q(entry_id__lt=FIRST)
        for model in self.models:
            beyond = model._default_manager.filter(outside).values_list("ref", "entry_id")
            for ref, seq in beyond[:100]:
                self._note("journal.row_extra", model._meta.label_lower, ref, seq=seq)
        for seq in Entry.objects.filter(seq__lt=FIRST).values_list("seq", flat=True)[:100]:
            self._note("journal.row_extra", Entry._meta.label_lower, str(seq), seq=seq)

    def _read(self, model: type[Record], first: int, last: int) -> Iterator[Record]:
        rows = model._default_manager.filter(entry_id__gte=first, entry_id__lte=last)
        try:
            yield from list(rows)
        except UNREADABLE:  # a date that is none: one by one, to name the row
            for ref, seq in list(rows.values_list("ref", "entry_id")):
                try:
                    yield from list(model._default_manager.filter(ref=ref))
                except UNREADABLE:
                    self._note("journal.row_changed", model._meta.label_lower, ref, seq=seq, position="?")

    def _check_entry(self, entry: Seen, rows: list[Record]) -> None:
        if entry[3:7] == _NONE and not rows:  # most entries bring nothing: no need to hash nothing every time
            return
        hashes = {row.ref: _leaf_hash(row) for row in rows}
        if not entry.intact:  # what it says of its rows cannot be relied on
            for row in rows:
                if hashes[row.ref].hex() != row.leaf_sha256:
                    self._note_changed(entry, row)
            return
        wanted = _wanted(entry.brought)
        placed = self._placed(entry, rows, hashes, wanted)
        sound = len(placed) == len(rows)
        for position, (table, _) in enumerate(wanted):
            at = placed.get(position)
            if at is not None and hashes[at.ref].hex() == at.leaf_sha256 and _is(at, hashes[at.ref], wanted):
                continue
            sound = False
            if at is not None:
                self._note_changed(entry, at)
            else:
                told = {"table": table, "seq": str(entry.seq), "position": str(position + 1)}
                self.found.error("journal.row_missing", Place(path=table), **told)
        if sound:
            self._check_roots(entry, [placed[position] for position in range(len(wanted))], hashes)

    def _placed(
        self, entry: Seen, rows: list[Record], hashes: dict[str, bytes], wanted: list[tuple[str, str]]
    ) -> dict[int, Record]:
        """The rows by their places; those that have none in the entry are told."""
        placed: dict[int, Record] = {}
        # Of two rows in one place the one that was brought comes first.
        for row in sorted(rows, key=lambda row: not _is(row, hashes[row.ref], wanted)):
            known = 0 <= row.position < len(wanted) and wanted[row.position][0] == row._meta.label_lower
            if known and row.position not in placed:
                placed[row.position] = row
            else:
                self._note("journal.row_extra", row._meta.label_lower, row.ref, seq=entry.seq)
        return placed

    def _check_roots(self, entry: Seen, rows: list[Record], hashes: dict[str, bytes]) -> None:
        leaves = [hashes[row.ref] for row in rows]
        holds = len(rows) == entry.leaves and merkle.root(leaves).hex() == entry.root_sha256
        if holds:
            texts = [merkle.leaf_hash(row.leaf().encode(), merkle.SM3) for row in rows]
            holds = merkle.root(texts, merkle.SM3).hex() == entry.root_sm3
        if not holds:
            place = Place(path=f"journal_entry {entry.seq}")
            self.found.error("journal.root_wrong", place, seq=str(entry.seq))

    def _note_changed(self, entry: Seen, row: Record) -> None:
        position = str(row.position + 1)
        self._note("journal.row_changed", row._meta.label_lower, row.ref, seq=entry.seq, position=position)

    def _note(self, code: str, table: str, ref: str, *, seq: int, **details: str) -> None:
        self.found.error(code, Place(path=f"{table} {ref}"), table=table, ref=ref, seq=str(seq), **details)


def _leaf_hash(row: Record) -> bytes:
    return merkle.leaf_hash(row.leaf().encode("utf-8", "surrogatepass"))


def _is(row: Record, digest: bytes, wanted: list[tuple[str, str]]) -> bool:
    """Whether an entry brought this row at this place."""
    inside = 0 <= row.position < len(wanted)
    return inside and wanted[row.position] == (row._meta.label_lower, digest.hex()[:TAG])


def _wanted(brought: str) -> list[tuple[str, str]]:
    try:
        return [(table, tag) for table, tags in json.loads(brought) for tag in tags.split()]
    except (ValueError, TypeError, AttributeError):  # an entry that somebody made up
        return []


def _holds_rows(model: type[Record]) -> bool:
    try:
        return model._default_manager.exists()
    except DatabaseError:  # the table is gone: its rows are missing, and are told so
        return False
