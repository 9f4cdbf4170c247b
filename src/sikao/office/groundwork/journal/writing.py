"""Appending to the journal: the last step of every act, under the lock of the head.

The number is given here and nowhere else, so that the order of numbers is the order of commits: whatever was
recorded up to a number is complete once that number can be read.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.db import transaction

from sikao.core.wording import visible
from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.appendonly import Record
from sikao.office.groundwork.canonical import canonical, moment, sha256, sm3
from sikao.office.groundwork.here import installation, refuse_when_read_only
from sikao.office.groundwork.journal import merkle, witness
from sikao.office.groundwork.journal.signing import (
    PRIVATE,
    KeyMissingError,
    head_text,
    seal_text,
    sign,
)
from sikao.office.groundwork.models import Entry, Head, Outcome
from sikao.office.groundwork.refusals import NotNow, Refusal

CLOCK_SLACK = timedelta(seconds=5)
"""So far may the clock lie behind the last entry; further back nothing is recorded until somebody looks."""
TAG = 8
"""Digits of a leaf's hash that an entry keeps for each row: enough to name a row, the root proves it."""
_TEXT = 200

_begun: ContextVar[float | None] = ContextVar("begun", default=None)


@dataclass(frozen=True, slots=True)
class Subject:
    """What an act is about; ``acting_as`` says in which capacity: a role at an organisation."""

    kind: str
    ref: str
    acting_as: str = ""


@contextmanager
def waiting_counted() -> Iterator[None]:
    """Time that passes inside is no fault of the clock: an act may wait for others before it is written."""
    earliest = _begun.get()
    token = _begun.set(time.monotonic() if earliest is None else earliest)
    try:
        yield
    finally:
        _begun.reset(token)


def write(
    *,
    actor: Actor,
    at: datetime,
    verb: str,
    subject: Subject,
    old: Any = None,
    new: Any = None,
    rows: Sequence[Record] = (),
) -> Entry:
    """Append the entry of an act with the rows that it brings; the last step of the act's transaction.

    ``rows`` are new and unsaved. Raises ``NotNow`` when the clock has gone back or the home is read-only, and
    ``OSError`` when the witness cannot be written: then nothing of the act is kept.
    """
    return _append(_entry(actor, at, verb, subject, Outcome.DONE, old, new), at, rows)


def write_refusal(actor: Actor, at: datetime, verb: str, subject: Subject, refusal: Refusal) -> Entry:
    """Append the entry of a refused act, in a transaction of its own."""
    told = {"refused": type(refusal).__name__, "codes": sorted({f.code for f in refusal.findings})}
    with transaction.atomic():
        return _append(_entry(actor, at, verb, subject, Outcome.REFUSED, None, told), at, ())


def head() -> tuple[int, str]:
    """The number and SHA-256 of the last entry; 0 and zeros before the first."""
    found = Head.objects.get(pk=1)
    return found.seq, found.sha256


def _entry(
    actor: Actor, at: datetime, verb: str, subject: Subject, outcome: Outcome, old: Any, new: Any
) -> Entry:
    return Entry(
        at=at,
        actor=_clean(actor.person, 64),
        acting_as=_clean(subject.acting_as, _TEXT),
        for_whom=_clean(actor.for_whom, 64),
        channel=actor.channel.value,
        source=_clean(actor.source, 64),
        verb=str(verb),
        object_kind=subject.kind,
        object_ref=_clean(subject.ref, _TEXT),
        outcome=outcome.value,
        old=canonical(old),
        new=canonical(new),
    )


def _clean(text: str, limit: int) -> str:
    """Text from outside as one visible line: nobody forges a line of the journal, nor stops it with a NUL."""
    return visible(visible(text, limit), limit)


def _append(entry: Entry, at: datetime, rows: Sequence[Record]) -> Entry:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an entry is written inside the transaction of its act")
    refuse_when_read_only()
    last = Head.objects.select_for_update().get(pk=1)
    _check_witness(last)
    entry.seq = last.seq + 1
    entry.at = _not_before(at, last.at)
    entry.prev_sha256, entry.prev_sm3 = last.seal_sha256, last.seal_sm3
    _count_leaves(entry, rows)
    seal = _sign(entry, last.key_id)
    entry.save()
    for _, group in groupby(rows, key=type):
        together = list(group)
        type(together[0])._default_manager.bulk_create(together)
    Head.objects.filter(pk=1).update(
        seq=entry.seq,
        at=entry.at,
        sha256=entry.sha256,
        sm3=entry.sm3,
        seal_sha256=sha256(seal),
        seal_sm3=sm3(seal),
        key_id=entry.key_id,
    )
    log = installation().witness
    place = witness.intend(log, entry.seq, entry.sha256, moment(entry.at))
    # The act is kept by now: a mark that cannot be made is logged, and no reason to say anything else.
    transaction.on_commit(lambda: witness.confirm(log, place), robust=True)
    return entry


def _count_leaves(entry: Entry, rows: Sequence[Record]) -> None:
    """Give the rows their places and hashes, and the entry their roots."""
    texts: list[bytes] = []
    for position, row in enumerate(rows):
        row.entry, row.position = entry, position
        row.settle()
        texts.append(row.leaf().encode())
    hashed = [merkle.leaf_hash(text) for text in texts]
    for row, digest in zip(rows, hashed, strict=True):
        row.leaf_sha256 = digest.hex()
    entry.leaves = len(rows)
    entry.brought = canonical(brought(rows))
    entry.root_sha256 = merkle.root(hashed).hex()
    entry.root_sm3 = merkle.root([merkle.leaf_hash(text, merkle.SM3) for text in texts], merkle.SM3).hex()


def brought(rows: Sequence[Record]) -> list[list[str]]:
    """The tables of rows in order, each with the beginnings of its rows' leaf hashes."""
    grouped = groupby(rows, key=lambda row: row._meta.label_lower)
    return [[label, " ".join(row.leaf_sha256[:TAG] for row in group)] for label, group in grouped]


def _sign(entry: Entry, named: str) -> bytes:
    """Hash the entry and sign it with the key that the journal names; returns what seals it."""
    content = entry.text().encode()
    entry.sha256, entry.sm3 = sha256(content), sm3(content)
    signed = head_text(entry.seq, entry.sha256, entry.sm3, moment(entry.at))
    try:
        entry.key_id, entry.signature = sign(signed, named)
    except KeyMissingError as missing:
        raise NotNow.of("home.key_missing", path=f"keys/{PRIVATE}") from missing
    return seal_text(signed, entry.key_id, entry.signature)


def _not_before(at: datetime, last: datetime | None) -> datetime:
    """The moment of an entry: never before the last one."""
    if last is None or at >= last:
        return at
    begun = _begun.get()
    waited = timedelta(seconds=0 if begun is None else time.monotonic() - begun)
    if last - (at + waited) > CLOCK_SLACK:
        raise NotNow.of("clock.behind", now=moment(at + waited), last=moment(last))
    return last


def _check_witness(last: Head) -> None:
    """Refuse to go on from a database that was put back: the witness saw what it no longer holds."""
    seen = witness.last_committed(installation().witness)
    if seen is None or seen.seq < last.seq or (seen.seq == last.seq and seen.sha256 == last.sha256):
        return
    raise NotNow.of("home.rolled_back", head=str(last.seq), witness=str(seen.seq), at=seen.at)
