"""Tables of amendments: where each stands, what was proposed, what it does to everyone, how it came there."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sikao.office.accounts.rights.verbs import Verb
from sikao.office.amendments.rules import UNDER_WAY, State
from sikao.office.groundwork.appendonly import Record
from sikao.office.groundwork.refs import new_ref


class Amendment(models.Model):
    """An amendment of a sealed scheme on its way. How it came there say the steps.

    ``number`` is that of the version which it would make. ``proposal`` counts what was uploaded, ``attempt``
    submissions: approvals are worth something in their own attempt only. ``bound`` is what is approved.
    """

    ref = models.CharField(max_length=16, primary_key=True, default=new_ref)
    scheme = models.CharField(max_length=64)
    number = models.IntegerField()
    state = models.CharField(max_length=16, default=State.DRAFT.value)
    proposal = models.IntegerField(default=0)
    attempt = models.IntegerField(default=0)
    bound = models.CharField(max_length=64, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=[s.value for s in State]), name="amendment_state"),
            models.UniqueConstraint(
                fields=["scheme"],
                condition=Q(state__in=[s.value for s in UNDER_WAY]),
                name="amendment_one_under_way",
            ),
            models.UniqueConstraint(
                fields=["scheme", "number"],
                condition=Q(state=State.IN_FORCE.value),
                name="amendment_number",
            ),
        )

    def __str__(self) -> str:
        return f"{self.ref} {self.scheme} {self.number} {self.state}"


class Proposal(Record):
    """What somebody uploaded as the changed scheme: file and text form by digest, from when on, and why.

    ``follows`` is the digest of the version in force that it changes, ``digest`` its own.
    """

    amendment = models.ForeignKey(Amendment, models.PROTECT, related_name="proposals")
    number = models.IntegerField()
    name = models.CharField(max_length=255)
    form = models.CharField(max_length=8)  # workbook | text
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    archive_sha256 = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    follows = models.CharField(max_length=64)
    since = models.CharField(max_length=64)
    reason = models.TextField()
    uploaded_by = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["amendment", "number"], name="proposal_number"),)

    def __str__(self) -> str:
        return f"{self.amendment_id} {self.number} {self.digest[:12]}"


class Weighing(Record):
    """That the effect of a proposal was asked for, on figures as of ``seq``; ``job`` works it out."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="weighings")
    seq = models.BigIntegerField()
    attempt = models.IntegerField(default=1)
    job = models.CharField(max_length=16)
    asked_by = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["proposal", "seq", "attempt"], name="weighing_once"),)

    def __str__(self) -> str:
        return f"{self.proposal_id} #{self.seq}"


class Weighed(Record):
    """What a proposal does to everyone: the file that holds it, by its SHA-256."""

    weighing = models.OneToOneField(Weighing, models.PROTECT, related_name="weighed")
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.weighing_id} {self.sha256[:12]}"


class Step(Record):
    """A step of an amendment: what was done (the verb), by whom, about which proposal, on which document.

    ``impact`` is the file of the effect, ``bound`` the digest of what was submitted, approved or issued.
    """

    amendment = models.ForeignKey(Amendment, models.PROTECT, related_name="steps")
    attempt = models.IntegerField()
    what = models.CharField(max_length=32)
    proposal = models.IntegerField()
    impact = models.CharField(max_length=64, blank=True)
    bound = models.CharField(max_length=64, blank=True)
    person = models.CharField(max_length=64)
    reason = models.TextField(blank=True)
    document = models.TextField(blank=True)
    document_date = models.DateField(null=True)
    scan_sha256 = models.CharField(max_length=64, blank=True)
    scan_name = models.CharField(max_length=255, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["amendment", "attempt", "person"],
                condition=Q(what=Verb.AMENDMENT_APPROVE.value),
                name="amendment_approved_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.amendment_id} {self.what} {self.person}"
