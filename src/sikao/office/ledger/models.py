"""Tables of the ledger: what was handed in, its figures, what became of them, briefings, and the evidence."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sikao.core.figures.absence import Absence
from sikao.core.figures.table import Kind
from sikao.office.groundwork.appendonly import Record
from sikao.office.ledger.facts import Progress

KINDS = [(kind.value, kind.term.zh) for kind in Kind]
PROGRESS = [(progress.value, progress.term.zh) for progress in Progress]
ABSENCES = [(absence.value, absence.term.zh) for absence in Absence]


class Submission(Record):
    """One act of handing in: a bureau's sheet, a unit's report, a paper sheet recorded by the office.

    ``organisation`` answers for the figures. ``reporter`` and ``signer`` are persons; ``delegate_of`` is the
    person in whose place the signer signed. A paper sheet has the officer as ``reporter`` and no signer here:
    the signature is on the paper that ``document`` and ``document_date`` name. ``form_sha256`` is the digest
    of the form that was filled in.
    """

    task = models.CharField(max_length=16)
    scheme = models.CharField(max_length=64)
    organisation = models.CharField(max_length=64)
    way = models.CharField(
        max_length=16
    )  # sheet | report | briefing | paper | revision | history | ruling | docket
    reporter = models.CharField(max_length=64)
    signer = models.CharField(max_length=64, blank=True)
    delegate_of = models.CharField(max_length=64, blank=True)
    document = models.CharField(max_length=200, blank=True)
    document_date = models.DateField(null=True)
    nothing = models.BooleanField(default=False)
    late = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    form_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["task"], name="submission_task"),
            models.Index(fields=["organisation"], name="submission_org"),
        )

    def __str__(self) -> str:
        return f"{self.ref} {self.organisation} {self.way}"


class FigureVersion(Record):
    """One figure as it was handed in: a value, as canonical decimal text in ``measure``, or an absence.

    ``raw`` is what was typed. ``since`` is the checkpoint since which a revision counts, empty for what was
    reported before the first checkpoint that reads it closed. ``replaces`` is the version before it.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="figures")
    unit = models.CharField(max_length=64)
    indicator = models.CharField(max_length=130)
    kind = models.CharField(max_length=16, choices=KINDS)
    period = models.CharField(max_length=32)
    value = models.CharField(max_length=64, null=True)  # noqa: DJ001 -- no value is not an empty text
    measure = models.CharField(max_length=64, blank=True)
    absence = models.CharField(max_length=16, choices=ABSENCES, blank=True)
    caliber = models.CharField(max_length=500, blank=True)
    provider = models.CharField(max_length=64)
    raw = models.CharField(max_length=200, blank=True)
    since = models.CharField(max_length=64, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")
    reason = models.CharField(max_length=2000, blank=True)
    late = models.BooleanField(default=False)
    synthetic = models.BooleanField(default=False)

    class Meta:
        indexes = (
            models.Index(fields=["unit", "indicator", "kind", "period"], name="figure_key"),
            models.Index(fields=["indicator", "entry"], name="figure_as_of"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(value__isnull=True) ^ Q(absence=""), name="figure_value_or_absence"
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit} {self.indicator} {self.kind} {self.period} {self.value or self.absence}"


class What(models.TextChoices):
    """What became of a figure after it was handed in."""

    CONFIRMED = "confirmed", "已确认"
    SILENT = "silent", "逾期未反馈"
    DISPUTED = "disputed", "有异议"
    UPHELD = "upheld", "维持原数"
    ACCEPTED = "accepted", "核实通过"
    RETURNED = "returned", "退回"
    RULED = "ruled", "复核裁定"
    DECIDED = "decided", "加减分审定"


class FigureEvent(Record):
    """Something that became of a figure: confirmed, disputed, upheld, accepted, returned."""

    figure = models.ForeignKey(FigureVersion, models.PROTECT, related_name="events")
    what = models.CharField(max_length=16, choices=What.choices)
    organisation = models.CharField(max_length=64)
    person = models.CharField(max_length=64)
    reason = models.CharField(max_length=2000, blank=True)

    def __str__(self) -> str:
        return f"{self.figure_id} {self.what}"


class BriefingVersion(Record):
    """What a unit told about one subject of a briefing: how far it is, why, and what comes next.

    ``subject`` is the key of a node or a key task, ``through`` the last month, as ``2020-06``. It is never
    scored; a later version names the one that it ``replaces``, which stays.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="briefings")
    unit = models.CharField(max_length=64)
    briefing = models.CharField(max_length=64)
    subject = models.CharField(max_length=80)
    through = models.CharField(max_length=7)
    state = models.CharField(max_length=16, choices=PROGRESS)
    progress = models.TextField()
    cause = models.TextField(blank=True)
    next_step = models.TextField(blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")
    late = models.BooleanField(default=False)
    synthetic = models.BooleanField(default=False)

    class Meta:
        indexes = (models.Index(fields=["briefing", "through", "unit"], name="briefing_window"),)

    def __str__(self) -> str:
        return f"{self.unit} {self.subject} {self.through} {self.state}"


class Evidence(Record):
    """A stored file that a submission, or one figure of it, rests on; ``file`` is its SHA-256."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="evidence")
    figure = models.ForeignKey(FigureVersion, models.PROTECT, null=True, related_name="evidence")
    file = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    demanded = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = (models.Index(fields=["file"], name="evidence_file"),)

    def __str__(self) -> str:
        return f"{self.file} {self.name}"
