"""What somebody with the database, the files and even the key could do, and what has to be found of it.

Every tampering goes past the program: guards lifted, plain SQL, files exchanged. It answers with what it
touched: the finding that is wanted and the details by which the finding names the place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random  # noqa: TID251 -- from a stated seed

from django.apps import apps
from django.db import models
from django.db.models import Max

from sikao.office.groundwork.actor import Channel, machine
from sikao.office.groundwork.appendonly import Record
from sikao.office.groundwork.files import place_of
from sikao.office.groundwork.here import installation
from sikao.office.groundwork.journal import merkle, signing
from sikao.office.groundwork.keys import ROTATE, rotate_key
from sikao.office.groundwork.models import Entry, Head
from sikao.office.groundwork.refs import new_ref
from tests.office.groundwork.verifying.forging import (
    cut_back,
    delete_entries,
    hashes,
    move_head,
    rewrite,
    set_columns,
    sql,
    stored,
    write_witness,
)


@dataclass(frozen=True)
class Wanted:
    """A code, and details that the finding must carry. ``outside`` says that only receipts expose it."""

    code: str
    details: dict[str, str] = field(default_factory=dict)
    outside: bool = False


Tampering = Callable[[Random], Wanted]
TAMPERINGS: dict[str, Tampering] = {}


def kind(tampering: Tampering) -> Tampering:
    TAMPERINGS[tampering.__name__] = tampering
    return tampering


def an_entry(rng: Random, *, last: bool = True) -> Entry:
    entries = Entry.objects.order_by("seq")
    return entries[rng.randrange(entries.count() - (0 if last else 1))]


def a_row(rng: Random, *labels: str, fellows: int = 1) -> Record:
    """A row of one of these tables (of any), whose entry brought at least so many."""
    found = [
        row
        for model in apps.get_models()
        if issubclass(model, Record) and (not labels or model._meta.label_lower in labels)
        for row in model.objects.filter(entry__leaves__gte=fellows).order_by("entry", "position")
    ]
    return found[rng.randrange(len(found))]


def named(row: Record) -> dict[str, str]:
    return {"table": row._meta.label_lower, "ref": row.ref, "seq": str(row.entry_id)}


def text_column(row: Record) -> str:
    kept = {"ref", "leaf_sha256"}
    return next(
        f.column
        for f in reversed(row._meta.concrete_fields)
        if isinstance(f, models.CharField) and f.name not in kept and not f.choices and not f.remote_field
    )


@kind
def edit_a_row(rng: Random) -> Wanted:
    row = a_row(rng)
    set_columns(row, **{text_column(row): "x"})
    return Wanted("journal.row_changed", named(row))


@kind
def edit_a_row_and_its_hash(rng: Random) -> Wanted:
    row = a_row(rng)
    set_columns(row, **{text_column(row): "x"})
    again = type(row).objects.get(pk=row.pk)
    set_columns(row, leaf_sha256=merkle.leaf_hash(again.leaf().encode()).hex())
    return Wanted("journal.row_changed", named(row))


@kind
def change_a_figure(rng: Random) -> Wanted:
    row = a_row(rng, "ledger.figureversion")
    set_columns(row, value="99999")
    return Wanted("journal.row_changed", named(row))


@kind
def change_a_grant(rng: Random) -> Wanted:
    row = a_row(rng, "accounts.grant")
    set_columns(row, role="signer")
    return Wanted("journal.row_changed", named(row))


@kind
def delete_a_row(rng: Random) -> Wanted:
    row = a_row(rng, "ledger.figureversion", "groundwork.storedfile", "accounts.grantconfirmation")
    sql(f'DELETE FROM "{row._meta.db_table}" WHERE ref = %s', row.ref)
    told = {"table": row._meta.label_lower, "seq": str(row.entry_id), "position": str(row.position + 1)}
    return Wanted("journal.row_missing", told)


@kind
def insert_a_row(rng: Random) -> Wanted:
    row = a_row(rng, "ledger.figureversion", "groundwork.storedfile")
    row.ref, row._state.adding = new_ref(), True
    row.position += rng.choice([0, 1, 100])
    row.leaf_sha256 = merkle.leaf_hash(row.leaf().encode()).hex()
    row.save()
    return Wanted("journal.row_extra", named(row))


@kind
def swap_two_rows(rng: Random) -> Wanted:
    row = a_row(rng, "ledger.figureversion", fellows=3)
    other = type(row).objects.filter(entry=row.entry_id).exclude(pk=row.pk).first()
    set_columns(row, unit=other.unit)
    set_columns(other, unit=row.unit)
    return Wanted("journal.row_changed", named(row))


@kind
def move_a_row_to_another_act(rng: Random) -> Wanted:
    row = a_row(rng, "ledger.figureversion")
    elsewhere = Entry.objects.exclude(pk=row.entry_id).order_by("seq").first()
    set_columns(row, entry=elsewhere.seq)
    return Wanted("journal.row_extra", {**named(row), "seq": str(elsewhere.seq)})


@kind
def edit_an_entry(rng: Random) -> Wanted:
    entry = an_entry(rng)
    column = rng.choice(["actor", "verb", "object_ref", "new", "channel", "for_whom"])
    set_columns(entry, **{column: "x"})
    return Wanted("journal.entry_changed", {"seq": str(entry.seq)})


@kind
def edit_an_entry_and_its_hashes(rng: Random) -> Wanted:
    entry = an_entry(rng, last=False)
    entry.actor = "x"
    set_columns(entry, actor="x", **hashes(entry))
    return Wanted("journal.chain_broken", {"seq": str(entry.seq)})


@kind
def change_a_time(rng: Random) -> Wanted:
    entry = an_entry(rng)
    entry.at = entry.at.replace(year=2019)
    set_columns(entry, at=stored(entry.at))
    return Wanted("journal.entry_changed", {"seq": str(entry.seq)})


@kind
def change_a_signature(rng: Random) -> Wanted:
    entry = an_entry(rng, last=False)
    set_columns(entry, signature=entry.signature[::-1])
    return Wanted("journal.chain_broken", {"seq": str(entry.seq)})


@kind
def delete_an_entry(rng: Random) -> Wanted:
    entry = an_entry(rng, last=False)
    delete_entries(entry.seq, entry.seq)
    return Wanted("journal.gap", {"first": str(entry.seq), "last": str(entry.seq)})


@kind
def swap_two_entries(rng: Random) -> Wanted:
    entry = Entry.objects.filter(leaves=0).order_by("seq")[rng.randrange(3)]
    other = Entry.objects.filter(leaves=0).exclude(pk=entry.pk).order_by("seq").last()
    sql("UPDATE journal_entry SET seq = -1 WHERE seq = %s", entry.seq)
    sql("UPDATE journal_entry SET seq = %s WHERE seq = %s", entry.seq, other.seq)
    sql("UPDATE journal_entry SET seq = %s WHERE seq = -1", other.seq)
    return Wanted("journal.entry_changed", {"seq": str(entry.seq)})


@kind
def truncate(rng: Random) -> Wanted:
    end = Entry.objects.count()
    keep = end - rng.randint(1, 4)
    cut_back(keep)
    return Wanted("home.rolled_back", {"head": str(keep), "witness": str(end)})


@kind
def change_the_head(rng: Random) -> Wanted:
    end = Entry.objects.count()
    columns = rng.choice([{"seq": end - 2}, {"sha256": "0" * 64}, {"seal_sm3": "0" * 64}])
    set_columns(Head.objects.get(), **columns)
    return Wanted("journal.head_wrong", {"last": str(end)})


@kind
def add_an_entry_without_the_key(rng: Random) -> Wanted:
    end = Entry.objects.order_by("seq").last()
    seq, last = end.seq, Head.objects.get()
    end.seq, end.actor, end._state.adding = seq + 1, f"x{rng.randrange(9)}", True
    end.leaves, end.brought = 0, "[]"
    end.root_sha256, end.root_sm3 = merkle.root([]).hex(), merkle.root([], merkle.SM3).hex()
    end.prev_sha256, end.prev_sm3 = last.seal_sha256, last.seal_sm3
    for name, value in hashes(end).items():
        setattr(end, name, value)
    end.save()
    move_head(end)
    return Wanted("journal.wrongly_signed", {"seq": str(seq + 1)})


@kind
def rewrite_without_the_key(rng: Random) -> Wanted:
    entry = an_entry(rng, last=False)
    rewrite(entry.seq, None)
    return Wanted("journal.wrongly_signed", {"seq": str(entry.seq)})


@kind
def rewrite_with_a_stolen_key(rng: Random) -> Wanted:
    """Key and database, but not the witness file."""
    entry = an_entry(rng, last=False)
    rewrite(entry.seq, installation().keys / signing.PRIVATE)
    return Wanted("home.witness_differs", {"seq": str(entry.seq)})


@kind
def claim_another_root_with_a_stolen_key(rng: Random) -> Wanted:
    entry = Entry.objects.filter(leaves__gt=0).order_by("seq")[rng.randrange(4)]
    set_columns(entry, root_sm3="0" * 64)
    rewrite(entry.seq, installation().keys / signing.PRIVATE)
    return Wanted("journal.root_wrong", {"seq": str(entry.seq)})


@kind
def backdate_with_a_stolen_key(rng: Random) -> Wanted:
    entry = Entry.objects.get(seq=rng.randint(2, 9))
    set_columns(entry, at=stored(entry.at.replace(year=2019)))
    rewrite(entry.seq, installation().keys / signing.PRIVATE)
    return Wanted("journal.time_backwards", {"seq": str(entry.seq)})


@kind
def lose_the_public_key(_: Random) -> Wanted:
    first = Entry.objects.get(seq=1)
    (installation().keys / signing.PUBLIC / f"{first.key_id}.pem").unlink()
    return Wanted("journal.unknown_key", {"seq": "1", "key": first.key_id})


@kind
def rewrite_with_a_key_of_ones_own(_: Random) -> Wanted:
    """Everything in the home replaced, the keys too: the home is in harmony with itself."""
    keys = installation().keys
    for path in (keys / signing.PUBLIC).iterdir():
        path.unlink()
    signing.use_key(keys, signing.prepare_key(keys)[0])
    rewrite(1, keys / signing.PRIVATE)
    write_witness()
    return Wanted("receipt.foreign_key", outside=True)


@kind
def rewrite_with_everything(rng: Random) -> Wanted:
    """Key, database and witness file: the home is in harmony, and only receipts outside know better."""
    changed = Entry.objects.filter(verb=ROTATE).aggregate(last=Max("seq"))["last"] or 1
    since = Entry.objects.filter(seq__gt=changed).order_by("seq")
    rewrite(since[rng.randrange(min(3, len(since)))].seq, installation().keys / signing.PRIVATE)
    write_witness()
    return Wanted("receipt.differs", outside=True)


@kind
def rewrite_before_a_change_of_keys(rng: Random) -> Wanted:
    """The present key, database and witness file; but what is rewritten was signed with the former key."""
    entry = an_entry(rng, last=False)
    new = rotate_key(actor=machine(Channel.COMMAND), at=Entry.objects.latest("seq").at)
    signing.use_key(installation().keys, new)
    rewrite(max(entry.seq, 2), installation().keys / signing.PRIVATE)
    write_witness()
    return Wanted("journal.retired_key", {"seq": str(max(entry.seq, 2)), "key": new})


@kind
def restore_an_old_day_with_everything(rng: Random) -> Wanted:
    """Database and witness file of an earlier day."""
    keep = Entry.objects.count() - rng.randint(3, 5)
    cut_back(keep)
    write_witness()
    return Wanted("receipt.beyond", {"head": str(keep)}, outside=True)


@kind
def swap_a_stored_file(rng: Random) -> Wanted:
    row = a_row(rng, "groundwork.storedfile")
    path = place_of(row.sha256)
    path.chmod(0o600)
    path.write_bytes(b"another")
    return Wanted("stored.changed", {"digest": row.sha256[:16]})


@kind
def delete_a_stored_file(rng: Random) -> Wanted:
    row = a_row(rng, "groundwork.storedfile")
    place_of(row.sha256).unlink()
    return Wanted("stored.missing", {"digest": row.sha256[:16]})


@kind
def change_the_witness(rng: Random) -> Wanted:
    entry = an_entry(rng)
    text = installation().witness.read_text(encoding="ascii")
    installation().witness.write_text(text.replace(entry.sha256, "f" * 64), encoding="ascii")
    return Wanted("home.witness_differs", {"seq": str(entry.seq)})


@kind
def shorten_the_witness(rng: Random) -> Wanted:
    path, end = installation().witness, Entry.objects.count()
    lines = path.read_text(encoding="ascii").splitlines(keepends=True)
    left = [line for line in lines if int(line[1:20]) <= end - rng.randint(1, 3)]
    path.write_text("".join(left), encoding="ascii")
    return Wanted("home.witness_behind", {"head": str(end)})
