"""Appending to the journal: the last step of every act, under the lock of the head.

The number is given here and nowhere else, so that the order of numbers is the order of commits: whatever was
recorded up to a number is complete once that number can be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.db import transaction

from sikao.office.groundwork.actor import Actor
from sikao.office.groundwork.appendonly import Record
from sikao.office.groundwork.canonical import canonical, moment, sha256, sm3
from sikao.office.groundwork.here import installation
from sikao.office.groundwork.journal import merkle
from sikao.office.groundwork.journal.signing import head_text, sign
from sikao.office.groundwork.models import Entry, Head, Outcome
from sikao.office.groundwork.refusals import NotNow, Refusal

CLOCK_SLACK = timedelta(seconds=5)
"""So far may the clock lie behind the last entry; further back nothing is recorded until somebody looks."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What an act is about; ``acting_as`` says in which capacity: a role at an organisation."""

    kind: str
    ref: str
    acting_as: str = ""


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

    ``rows`` are new and unsaved. Raises ``NotNow`` when the clock has gone back.
    """
    return _append(actor, at, verb, subject, Outcome.DONE, old, new, rows)


def write_refusal(actor: Actor, at: datetime, verb: str, subject: Subject, refusal: Refusal) -> Entry:
    """Append the entry of a refused act, in a transaction of its own."""
    told = {"refused": type(refusal).__name__, "codes": sorted({f.code for f in refusal.findings})}
    with transaction.atomic():
        return _append(actor, at, verb, subject, Outcome.REFUSED, None, told, ())


def head() -> tuple[int, str]:
    """The number and SHA-256 of the last entry; 0 and zeros before the first."""
    found = Head.objects.get(pk=1)
    return found.seq, found.sha256


def _append(
    actor: Actor,
    at: datetime,
    verb: str,
    subject: Subject,
    outcome: Outcome,
    old: Any,
    new: Any,
    rows: Sequence[Record],
) -> Entry:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an entry is written inside the transaction of its act")
    last = Head.objects.select_for_update().get(pk=1)
    entry = Entry(
        seq=last.seq + 1,
        at=_not_before(at, last.at),
        actor=actor.person,
        acting_as=subject.acting_as,
        for_whom=actor.for_whom,
        channel=actor.channel.value,
        source=actor.source,
        verb=verb,
        object_kind=subject.kind,
        object_ref=subject.ref,
        outcome=outcome.value,
        old=canonical(old),
        new=canonical(new),
        leaves=len(rows),
        prev_sha256=last.sha256,
        prev_sm3=last.sm3,
    )
    _bring(entry, rows)
    return entry


def _bring(entry: Entry, rows: Sequence[Record]) -> None:
    texts: list[bytes] = []
    for position, row in enumerate(rows):
        row.entry, row.position = entry, position
        content = row.leaf().encode()
        row.leaf_sha256 = merkle.leaf_hash(content).hex()
        texts.append(content)
    for digest in (merkle.SHA256, merkle.SM3):
        hashed = [merkle.leaf_hash(content, digest) for content in texts]
        setattr(entry, f"root_{digest}", merkle.root(hashed, digest).hex())
    content = entry.text().encode()
    entry.sha256, entry.sm3 = sha256(content), sm3(content)
    entry.key_id, entry.signature = sign(head_text(entry.seq, entry.sha256, entry.sm3, moment(entry.at)))
    entry.save()
    for _, group in groupby(rows, key=type):
        together = list(group)
        type(together[0])._default_manager.bulk_create(together)
    Head.objects.filter(pk=1).update(seq=entry.seq, at=entry.at, sha256=entry.sha256, sm3=entry.sm3)
    transaction.on_commit(lambda: _witness(entry))


def _not_before(at: datetime, last: datetime | None) -> datetime:
    """The moment of an entry: never before the last one."""
    if last is None or at >= last:
        return at
    if last - at > CLOCK_SLACK:
        raise NotNow.of("clock.behind", now=moment(at), last=moment(last))
    return last


def _witness(entry: Entry) -> None:
    """Note the head outside the database, so that a database put back to an earlier day is noticed."""
    with installation().witness.open("a", encoding="ascii") as log:
        log.write(f"{entry.seq} {entry.sha256} {moment(entry.at)}\n")
