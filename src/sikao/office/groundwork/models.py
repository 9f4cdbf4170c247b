"""Tables of the groundwork: the journal, its head, the files kept in the home."""

from __future__ import annotations

from django.db import models

from sikao.office.groundwork.appendonly import AppendOnly, Record
from sikao.office.groundwork.canonical import canonical

FIRST = 1
"""The number of the first entry: nothing hangs on an earlier one."""
ZEROS = "0" * 64
"""What the first entry names as the hash before it."""


class Outcome(models.TextChoices):
    """How an act ended."""

    DONE = "done"
    REFUSED = "refused"


class Entry(AppendOnly):
    """One act, or one refusal. ``seq`` counts 1, 2, 3 … without gaps, in the order of commits.

    ``old`` and ``new`` are canonical texts. ``brought`` lists the tables of the rows that the act brought, in
    order, each with the beginnings of its rows' leaf hashes: which row is missing or changed can be named.
    ``prev_sha256`` and ``prev_sm3`` are the seal of the entry before: the hash of its signed head with key
    and signature, so that the chain keeps signatures too.
    """

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=64)
    acting_as = models.CharField(max_length=200, blank=True)
    for_whom = models.CharField(max_length=64, blank=True)
    channel = models.CharField(max_length=16)
    source = models.CharField(max_length=64, blank=True)
    verb = models.CharField(max_length=64)
    object_kind = models.CharField(max_length=64)
    object_ref = models.CharField(max_length=200)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    old = models.TextField(default="null")
    new = models.TextField(default="null")
    leaves = models.IntegerField(default=0)
    brought = models.TextField(default="[]")
    root_sha256 = models.CharField(max_length=64)
    root_sm3 = models.CharField(max_length=64)
    prev_sha256 = models.CharField(max_length=64)
    prev_sm3 = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    sm3 = models.CharField(max_length=64)
    key_id = models.CharField(max_length=16)
    signature = models.CharField(max_length=128)

    class Meta:
        db_table = "journal_entry"
        indexes = (
            models.Index(fields=["object_kind", "object_ref"], name="journal_object"),
            models.Index(fields=["actor", "seq"], name="journal_actor"),
            models.Index(fields=["at"], name="journal_at"),
        )

    def __str__(self) -> str:
        return f"{self.seq} {self.verb} {self.object_kind} {self.object_ref} {self.outcome}"

    def text(self) -> str:
        """The canonical text whose hashes are ``sha256`` and ``sm3``."""
        return canonical({name: getattr(self, name) for name in ENTRY_TEXT})


ENTRY_TEXT = tuple(
    field.attname
    for field in Entry._meta.concrete_fields
    if field.attname not in {"sha256", "sm3", "key_id", "signature"}
)
"""The columns that an entry's text holds; the others follow from it."""


class Head(models.Model):
    """The last entry, as one row to lock: whoever holds it may append. ``key_id`` signs the next entry."""

    id = models.IntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, default=ZEROS)
    sm3 = models.CharField(max_length=64, default=ZEROS)
    seal_sha256 = models.CharField(max_length=64, default=ZEROS)
    seal_sm3 = models.CharField(max_length=64, default=ZEROS)
    key_id = models.CharField(max_length=16, blank=True)

    class Meta:
        db_table = "journal_head"
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="journal_one_head"),)

    def __str__(self) -> str:
        return f"{self.seq} {self.sha256}"


class StoredFile(Record):
    """A file that an act brought, kept in the home under its SHA-256; several rows may name one file.

    ``name`` is shown to people and says nothing about where the file lies; ``size`` is in bytes.
    """

    sha256 = models.CharField(max_length=64)
    sm3 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    media = models.CharField(max_length=100)
    name = models.CharField(max_length=200)

    class Meta:
        db_table = "stored_file"
        indexes = (models.Index(fields=["sha256"], name="stored_file_sha256"),)

    def __str__(self) -> str:
        return f"{self.sha256} {self.name}"


class WorkingDays(Record):
    """The State Council's notice of a year that the installed calendar does not know, as it was recorded.

    ``off`` and ``worked`` are days as a canonical list: those off, and weekends worked instead. Of several
    rows of a year the last one counts.
    """

    year = models.IntegerField()
    off = models.TextField()
    worked = models.TextField()
    document = models.CharField(max_length=200)
    document_date = models.DateField()

    class Meta:
        db_table = "working_days"

    def __str__(self) -> str:
        return f"{self.year} {self.document}"
