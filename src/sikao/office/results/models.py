"""Tables of results: runs that were asked for, and what became of them."""

from __future__ import annotations

from django.db import models

from sikao.office.groundwork.appendonly import Record


class Run(Record):
    """A calculation that somebody asked for: a sealed scheme at a checkpoint, on figures as of ``seq``.

    ``digest`` is that of the scheme, ``seq`` a number of the journal. ``attempt`` counts from 1: the same may
    be asked again once the attempt before has failed. ``job`` is the background work that does it.
    """

    scheme = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    checkpoint = models.CharField(max_length=64)
    seq = models.BigIntegerField()
    attempt = models.IntegerField(default=1)
    job = models.CharField(max_length=16)
    asked_by = models.CharField(max_length=64)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["scheme", "checkpoint", "seq", "attempt"], name="run_once"),
        )

    def __str__(self) -> str:
        return f"{self.ref} {self.scheme} {self.checkpoint} #{self.seq}"


class Computed(Record):
    """What a run came to: the book by its digest, and the files that hold it and its readiness.

    ``book`` is the canonical digest of the book by the exact calculator, which the kernel's equals;
    ``figures`` that of the figures. The files are named by their SHA-256.
    """

    run = models.OneToOneField(Run, models.PROTECT, related_name="computed")
    book = models.CharField(max_length=64)
    figures = models.CharField(max_length=64)
    complete = models.BooleanField()
    book_sha256 = models.CharField(max_length=64)
    readiness_sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.run_id} {self.book[:12]}"


class Failed(Record):
    """That a run came to nothing, with the findings that say why, as JSON."""

    run = models.OneToOneField(Run, models.PROTECT, related_name="failed")
    findings = models.TextField()

    def __str__(self) -> str:
        return f"{self.run_id} failed"
