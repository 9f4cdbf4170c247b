"""Tables of papers: each paper and where it stands, the versions of its words, its files, what was done."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sikao.office.bulletins.rules import ALIVE, IN_FORCE, KEPT, State
from sikao.office.groundwork.appendonly import Record
from sikao.office.groundwork.refs import new_ref

LONGEST_SPELLING = 400
"""The one spelling of a number may be longer than what was typed: single signs stand for several."""


class Paper(models.Model):
    """A paper about one thing: an edition (to one ``unit`` or to all), an objection, a monthly review.

    ``about`` is the reference of the objection or of the review, else empty; ``at`` the checkpoint or month
    that it tells of. ``number`` counts from 1: after a withdrawal the next one. ``words`` is the number of
    the last version of its words, ``made`` names the files that stand, ``job`` the work that makes them.
    ``document_number`` is empty until it is issued, ``one_number`` is its one spelling. ``code`` is by what
    holders ask whether it is genuine.
    """

    ref = models.CharField(max_length=16, primary_key=True, default=new_ref)
    kind = models.CharField(max_length=16)
    lang = models.CharField(max_length=2)
    scheme = models.CharField(max_length=64)
    at = models.CharField(max_length=64)
    edition = models.CharField(max_length=16, blank=True)
    unit = models.CharField(max_length=64, blank=True)
    about = models.CharField(max_length=80, blank=True)
    number = models.IntegerField(default=1)
    code = models.CharField(max_length=16, unique=True, default=new_ref)
    state = models.CharField(max_length=16, default=State.DRAFT.value)
    words = models.IntegerField(default=1)
    made = models.CharField(max_length=16, blank=True)
    job = models.CharField(max_length=16, blank=True)
    document_number = models.CharField(max_length=100, blank=True)
    one_number = models.CharField(max_length=LONGEST_SPELLING, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=[s.value for s in KEPT]), name="paper_state"),
            models.UniqueConstraint(
                fields=["kind", "edition", "unit", "about", "number"], name="paper_number"
            ),
            models.UniqueConstraint(
                fields=["kind", "edition", "unit", "about"],
                condition=Q(state__in=[s.value for s in ALIVE]),
                name="paper_one_alive",
            ),
            models.UniqueConstraint(
                fields=["one_number"],
                condition=Q(state__in=[s.value for s in IN_FORCE]),
                name="paper_document_number",
            ),
        )

    def __str__(self) -> str:
        return f"{self.ref} {self.kind} {self.scheme} {self.at} {self.unit} {self.state}"


class Words(Record):
    """A version of what the office says in a paper; ``number`` counts from 1.

    ``passages`` is JSON: by the id of a passage its ``text``, and the program's own words ``over`` which it
    was written.
    """

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="versions")
    number = models.IntegerField()
    person = models.CharField(max_length=64)
    head = models.CharField(max_length=100)
    issuer = models.CharField(max_length=100)
    document_number = models.CharField(max_length=100, blank=True)
    on = models.DateField(null=True)
    copies = models.CharField(max_length=500, blank=True)
    printed_by = models.CharField(max_length=100, blank=True)
    further = models.TextField(blank=True)
    passages = models.TextField(default="{}")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["paper", "number"], name="paper_words"),)

    def __str__(self) -> str:
        return f"{self.paper_id} {self.number}"


class Made(Record):
    """The files of a paper, made by the worker from a book and a version of the words.

    ``book`` is the digest of what the numbers come from, ``bound`` that of what was approved. ``content`` is
    the digest on the back page; the files are named by their SHA-256: the canonical content, the same with
    the program's own words, and the settings. ``left_out`` is JSON: the ids of passages whose edits were not
    taken, as the program's words under them are others now.
    """

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="files")
    words = models.IntegerField()
    book = models.CharField(max_length=64)
    bound = models.CharField(max_length=64, blank=True)
    content = models.CharField(max_length=64)
    content_sha256 = models.CharField(max_length=64)
    own_sha256 = models.CharField(max_length=64)
    pdf_sha256 = models.CharField(max_length=64)
    docx_sha256 = models.CharField(max_length=64)
    xlsx_sha256 = models.CharField(max_length=64, blank=True)
    left_out = models.TextField(default="[]")
    job = models.CharField(max_length=16)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["paper", "job"], name="paper_made_once"),)

    def __str__(self) -> str:
        return f"{self.paper_id} {self.content[:12]}"


class PaperStep(Record):
    """What was done to a paper: issued with a number, archived with a scan, withdrawn for a reason."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="steps")
    what = models.CharField(max_length=32)
    person = models.CharField(max_length=64)
    made = models.CharField(max_length=16)
    document_number = models.CharField(max_length=100)
    on = models.DateField()
    reason = models.TextField(blank=True)
    scan_sha256 = models.CharField(max_length=64, blank=True)
    scan_name = models.CharField(max_length=255, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["paper", "what"], name="paper_step_once"),)

    def __str__(self) -> str:
        return f"{self.paper_id} {self.what} {self.person}"
