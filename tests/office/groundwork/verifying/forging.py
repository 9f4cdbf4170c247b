"""The tools of whoever goes past the program: plain SQL, and journals made to fit again."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.apps import apps
from django.db import connection, models

from sikao.office.groundwork.appendonly import Record
from sikao.office.groundwork.canonical import moment
from sikao.office.groundwork.here import installation
from sikao.office.groundwork.journal import signing
from sikao.office.groundwork.journal.signing import head_text, seal_text
from sikao.office.groundwork.keys import ROTATE
from sikao.office.groundwork.models import ZEROS, Entry, Head


def sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def set_columns(row: models.Model, **columns: Any) -> None:
    table, key = row._meta.db_table, row._meta.pk.column
    for name, value in columns.items():
        sql(f'UPDATE "{table}" SET "{name}" = %s WHERE "{key}" = %s', value, row.pk)


def stored(at: datetime) -> Any:
    """A moment as the database keeps it."""
    return at if connection.vendor == "postgresql" else at.strftime("%Y-%m-%d %H:%M:%S.%f")


def hashes(entry: Entry) -> dict[str, str]:
    content = entry.text().encode()
    return {"sha256": hashlib.sha256(content).hexdigest(), "sm3": hashlib.new("sm3", content).hexdigest()}


def delete_entries(first: int, last: int) -> None:
    """Entries with their rows; what points at the rows stays, as the checks of keys are put off."""
    for model in apps.get_models():
        if issubclass(model, Record):
            sql(f'DELETE FROM "{model._meta.db_table}" WHERE entry BETWEEN %s AND %s', first, last)
    sql("DELETE FROM journal_entry WHERE seq BETWEEN %s AND %s", first, last)


def cut_back(keep: int) -> None:
    delete_entries(keep + 1, Entry.objects.count() + 1)
    move_head(Entry.objects.get(seq=keep))


def move_head(entry: Entry) -> None:
    seal = _seal(entry)
    columns = {"seq": entry.seq, "at": entry.at, "sha256": entry.sha256, "sm3": entry.sm3}
    seals = {
        "seal_sha256": hashlib.sha256(seal).hexdigest(),
        "seal_sm3": hashlib.new("sm3", seal).hexdigest(),
    }
    named = entry.object_ref if entry.verb == ROTATE else entry.key_id
    Head.objects.update(**columns, **seals, key_id=named)


def _seal(entry: Entry) -> bytes:
    head = head_text(entry.seq, entry.sha256, entry.sm3, moment(entry.at))
    return seal_text(head, entry.key_id, entry.signature)


def rewrite(first: int, key: Path | None) -> None:
    """Change an entry and make the whole chain after it fit again, signed anew where the key is at hand."""
    private = None if key is None else load_pem_private_key(key.read_bytes(), None)
    before = Entry.objects.filter(seq=first - 1).first()
    seal = None if before is None else _seal(before)
    entry = before
    for entry in Entry.objects.filter(seq__gte=first).order_by("seq"):
        entry.actor = "x" if entry.seq == first else entry.actor
        entry.prev_sha256 = ZEROS if seal is None else hashlib.sha256(seal).hexdigest()
        entry.prev_sm3 = ZEROS if seal is None else hashlib.new("sm3", seal).hexdigest()
        if private is not None and entry.verb == ROTATE:  # so that no other key has to sign what follows
            entry.object_ref = signing.present_key()
        entry.sha256, entry.sm3 = hashes(entry).values()
        if private is not None:
            head = head_text(entry.seq, entry.sha256, entry.sm3, moment(entry.at))
            entry.signature, entry.key_id = private.sign(head).hex(), signing.present_key()
        names = ("actor", "object_ref", "prev_sha256", "prev_sm3", "sha256", "sm3", "signature", "key_id")
        set_columns(entry, **{name: getattr(entry, name) for name in names})
        seal = _seal(entry)
    move_head(entry)


def write_witness() -> None:
    """A witness file that fits the database."""
    lines = (f"={e.seq:>19} {e.sha256} {moment(e.at)}\n" for e in Entry.objects.order_by("seq"))
    installation().witness.write_text("".join(lines), encoding="ascii")
