"""Tables of the docket: applications with where they stand, what was said about each, files, the year."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sikao.office.docket.stages import State
from sikao.office.groundwork.appendonly import Record
from sikao.office.groundwork.refs import new_ref

SETTLED_ELSEWHERE = (State.WITHDRAWN.value, State.REFUSED.value, State.ABSORBED.value)


class Year(models.Model):
    """The docket of one scheme: the number given last, and whether it is closed.

    Whoever applies and whoever closes holds this row, so that nothing is applied for behind a closed door.
    """

    scheme = models.CharField(max_length=64, primary_key=True)
    number = models.IntegerField(default=0)
    closed = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.scheme} {self.number}"


class Application(models.Model):
    """An application, and where it stands. How it came there say the steps.

    ``unit`` is whom it gives to or takes from; ``brought_by`` the organisation that brought it, empty for the
    assessment office. ``matter_key`` tells the same matter again. ``count`` is what is applied for,
    ``proposed`` what was examined, ``decided`` what the first of two, or the decision, says; all canonical
    decimal text.
    """

    ref = models.CharField(max_length=16, primary_key=True, default=new_ref)
    scheme = models.CharField(max_length=64)
    number = models.IntegerField()
    unit = models.CharField(max_length=64)
    item = models.CharField(max_length=64)
    deduction = models.BooleanField()
    brought_by = models.CharField(max_length=64, blank=True)
    matter = models.CharField(max_length=200)
    matter_key = models.CharField(max_length=200)
    count = models.CharField(max_length=16)
    proposed = models.CharField(max_length=16, blank=True)
    decided = models.CharField(max_length=16, blank=True)
    bound = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=16, default=State.SUBMITTED.value)
    notice_until = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=[s.value for s in State]), name="docket_state"),
            models.UniqueConstraint(fields=["scheme", "number"], name="docket_number"),
            models.UniqueConstraint(
                fields=["scheme", "unit", "item", "matter_key"],
                condition=~Q(state__in=SETTLED_ELSEWHERE),
                name="docket_matter_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.unit} {self.item} {self.state}"


class Step(Record):
    """A step of an application: what was done (the verb), by whom, for which organisation, with which reason.

    ``count`` is what was applied for, proposed or decided; ``document`` with its date what it rests on, or
    what approved it, ``scan_sha256`` the scan of the latter. ``other`` is the application of the same matter
    that is meant, ``figure`` the version that the step posted.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="steps")
    what = models.CharField(max_length=32)
    person = models.CharField(max_length=64)
    delegate_of = models.CharField(max_length=64, blank=True)
    organisation = models.CharField(max_length=64, blank=True)
    reason = models.TextField(blank=True)
    matter = models.CharField(max_length=200, blank=True)
    count = models.CharField(max_length=16, blank=True)
    outcome = models.CharField(max_length=16, blank=True)
    bound = models.CharField(max_length=64, blank=True)
    notice_until = models.DateTimeField(null=True)
    document = models.TextField(blank=True)
    document_date = models.DateField(null=True)
    scan_sha256 = models.CharField(max_length=64, blank=True)
    scan_name = models.CharField(max_length=255, blank=True)
    other = models.CharField(max_length=16, blank=True)
    figure = models.CharField(max_length=16, blank=True)

    def __str__(self) -> str:
        return f"{self.application_id} {self.what} {self.person}"


class Enclosed(Record):
    """A stored file that an application rests on; ``file`` is its SHA-256."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="files")
    file = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.file} {self.name}"


class Closing(Record):
    """That the docket of a year was closed, or opened again with the reason; zeros were posted with it."""

    scheme = models.CharField(max_length=64)
    closed = models.BooleanField()
    person = models.CharField(max_length=64)
    reason = models.TextField(blank=True)
    zeros = models.IntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.scheme} {self.closed}"
