"""Tables of the rulebook: schemes in the office's hands, versions, decisions, what is sealed and amended."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sikao.office.groundwork.appendonly import Record
from sikao.office.groundwork.refs import new_ref
from sikao.office.rulebook.rules import State

STATES = [(state.value, state.term.zh) for state in State]
CODE = 40
"""The longest code of a scheme."""


class Dossier(models.Model):
    """A scheme on its way from draft to sealed. Where it stands now; how it came there say the records.

    ``code`` and ``year`` are those of the last version, empty until one could be read. ``number`` is the last
    version's, ``attempt`` counts submissions: approvals are worth something in their own attempt only.
    """

    ref = models.CharField(max_length=16, primary_key=True, default=new_ref)
    code = models.CharField(max_length=CODE, blank=True)
    title = models.TextField(blank=True)
    title_en = models.TextField(blank=True)
    year = models.IntegerField(null=True)
    state = models.CharField(max_length=16, choices=STATES, default=State.DRAFT.value)
    number = models.IntegerField(default=0)
    attempt = models.IntegerField(default=0)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=[s.value for s in State]), name="dossier_state"),
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="dossier_code"),
        )

    def __str__(self) -> str:
        return f"{self.ref} {self.code} {self.state}"


class Version(Record):
    """What somebody uploaded: the file by its digest and, where it could be read, the text form made of it.

    ``digest`` is the scheme's own, the same whichever form it came in.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="versions")
    number = models.IntegerField()
    name = models.CharField(max_length=255)
    form = models.CharField(max_length=8)  # workbook | text
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    archive_sha256 = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    code = models.CharField(max_length=CODE, blank=True)
    title = models.TextField(blank=True)
    title_en = models.TextField(blank=True)
    year = models.IntegerField(null=True)
    errors = models.IntegerField()
    warnings = models.IntegerField()
    uploaded_by = models.CharField(max_length=64)
    note = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["dossier", "number"], name="version_number"),)

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.number} {self.digest[:12]}"


class Decision(Record):
    """A step on the way: submitted, withdrawn, refused, approved, approved by a document, sealed."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="decisions")
    decided = models.ForeignKey(Version, models.PROTECT, related_name="decisions")
    attempt = models.IntegerField()
    what = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    person = models.CharField(max_length=64)
    reason = models.TextField(blank=True)
    document = models.TextField(blank=True)
    document_date = models.DateField(null=True)
    scan_sha256 = models.CharField(max_length=64, blank=True)
    scan_name = models.CharField(max_length=255, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["dossier", "attempt", "what", "person"], name="decision_once"),
        )

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.attempt} {self.what} {self.person}"


class SealedScheme(Record):
    """A scheme that binds: its text form by digest, its own digest, and that of what calculators read."""

    code = models.CharField(max_length=CODE, unique=True)
    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="sealed")
    approved = models.OneToOneField(Version, models.PROTECT, related_name="sealed")
    year = models.IntegerField()
    title = models.TextField()
    title_en = models.TextField(blank=True)
    previous = models.CharField(max_length=CODE, blank=True)
    digest = models.CharField(max_length=64)
    compiled_sha256 = models.CharField(max_length=64)
    archive_sha256 = models.CharField(max_length=64)
    archive_size = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.code} {self.digest[:12]}"


class AmendedScheme(Record):
    """A later version of a sealed scheme, which binds from a checkpoint of its year on.

    ``number`` counts the versions of a scheme: the sealed one is the first. ``since`` is the checkpoint and
    ``first_month`` the first month that it binds for; ``follows`` is the digest of the version before,
    ``amendment`` names what was decided.
    """

    code = models.CharField(max_length=CODE)
    number = models.IntegerField()
    since = models.CharField(max_length=64)
    first_month = models.IntegerField()
    follows = models.CharField(max_length=64)
    amendment = models.CharField(max_length=16, unique=True)
    title = models.TextField()
    title_en = models.TextField(blank=True)
    digest = models.CharField(max_length=64, unique=True)
    compiled_sha256 = models.CharField(max_length=64)
    archive_sha256 = models.CharField(max_length=64)
    archive_size = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["code", "number"], name="amended_number"),
            models.CheckConstraint(condition=Q(number__gt=1), name="amended_after_the_first"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.number} {self.digest[:12]}"
