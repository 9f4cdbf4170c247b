"""Tables of the groundwork: the journal and its head."""

from __future__ import annotations

from django.db import models

from sikao.office.groundwork.appendonly import AppendOnly
from sikao.office.groundwork.canonical import canonical

ZEROS = "0" * 64
"""What the first entry names as the hash before it."""


class Outcome(models.TextChoices):
    """How an act ended."""

    DONE = "done"
    REFUSED = "refused"


class Entry(AppendOnly):
    """One act, or one refusal. ``seq`` counts 1, 2, 3 … without gaps, in the order of commits."""

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
        derived = {"sha256", "sm3", "key_id", "signature"}
        names = [field.attname for field in self._meta.concrete_fields if field.attname not in derived]
        return canonical({name: getattr(self, name) for name in names})


class Head(models.Model):
    """The last entry, as one row to lock: whoever holds it may append."""

    id = models.IntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, default=ZEROS)
    sm3 = models.CharField(max_length=64, default=ZEROS)

    class Meta:
        db_table = "journal_head"
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="journal_one_head"),)

    def __str__(self) -> str:
        return f"{self.seq} {self.sha256}"
