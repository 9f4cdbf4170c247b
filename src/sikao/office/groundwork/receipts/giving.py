"""Making receipts from the journal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.apps import apps

from sikao.office.groundwork.appendonly import Record
from sikao.office.groundwork.canonical import moment
from sikao.office.groundwork.here import installation
from sikao.office.groundwork.journal import merkle
from sikao.office.groundwork.journal.signing import public_keys
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.receipts.leaf import Leaf
from sikao.office.groundwork.receipts.receipt import Receipt


def record_models() -> list[type[Record]]:
    """The models of every room whose rows acts bring."""
    return [model for model in apps.get_models() if issubclass(model, Record)]


def receipt_of(seq: int, rows: Iterable[Record] | None = None) -> Receipt:
    """The receipt of an entry for some of its rows, or for all where none are named.

    An unknown entry raises ``LookupError``, a row that the entry did not bring ``ValueError``. Whether
    somebody may have it is for the caller to decide: it shows the rows, of others nothing but salted hashes.
    """
    entry = Entry.objects.filter(pk=seq).first()
    if entry is None:
        raise LookupError(f"no entry {seq}")
    brought = _rows_of(entry)
    wanted = brought if rows is None else _among(brought, list(rows))
    texts = [row.leaf().encode() for row in brought]
    hashed = {d: [merkle.leaf_hash(text, d) for text in texts] for d in (merkle.SHA256, merkle.SM3)}
    if merkle.root(hashed[merkle.SHA256]).hex() != entry.root_sha256:
        raise ValueError(f"the rows of entry {seq} were changed")
    return Receipt(
        seq=seq,
        entry=entry.text(),
        sha256=entry.sha256,
        sm3=entry.sm3,
        at=moment(entry.at),
        key_id=entry.key_id,
        signature=entry.signature,
        public_key=public_keys(installation().keys)[entry.key_id],
        leaves=tuple(_leaf(row, hashed) for row in wanted),
    )


def _rows_of(entry: Entry) -> list[Record]:
    if not entry.leaves:
        return []
    found: list[Record] = []
    for model in record_models():
        found += model._default_manager.filter(entry_id=entry.seq)
    return sorted(found, key=lambda row: row.position)


def _among(brought: Sequence[Record], rows: Sequence[Record]) -> list[Record]:
    """The rows of the entry that are meant; each as the database holds it."""
    held = {(type(row), row.ref): row for row in brought}
    try:
        return sorted((held[type(row), row.ref] for row in rows), key=lambda row: row.position)
    except KeyError as error:
        raise ValueError("a row of another entry") from error


def _leaf(row: Record, hashed: dict[str, list[bytes]]) -> Leaf:
    paths = {
        digest: tuple(step.hex() for step in merkle.path(leaves, row.position, digest))
        for digest, leaves in hashed.items()
    }
    return Leaf(row.position, row.leaf(), paths[merkle.SHA256], paths[merkle.SM3])
