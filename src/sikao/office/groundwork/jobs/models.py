"""The table of jobs."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sikao.core.wording import Term
from sikao.office.groundwork.refs import new_ref


class State(models.TextChoices):
    """Where a job stands."""

    READY = "ready"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def term(self) -> Term:
        """The word shown to people."""
        return _TERMS[self]

    @property
    def has_ended(self) -> bool:
        """Whether nothing more will happen."""
        return self not in OPEN


OPEN = (State.READY, State.RUNNING)
_TERMS = {
    State.READY: Term("排队中", "waiting"),
    State.RUNNING: Term("办理中", "running"),
    State.DONE: Term("已完成", "done"),
    State.FAILED: Term("没有办成", "failed"),
    State.CANCELLED: Term("已取消", "cancelled"),
}


class Job(models.Model):
    """One piece of background work.

    ``run_at`` is empty for work that is due at once, so that no clock decides about it. ``token`` grows with
    every claim: a worker's effect is kept only while the job still carries the worker's number. Texts named
    JSON are canonical. Progress is counted in thousandths.
    """

    ref = models.CharField(max_length=16, primary_key=True, default=new_ref)
    kind = models.CharField(max_length=64)
    arguments = models.TextField(default="{}")  # JSON
    key = models.CharField(max_length=200, null=True, unique=True)  # noqa: DJ001 -- many jobs have none
    state = models.CharField(max_length=16, choices=State.choices, default=State.READY)
    priority = models.SmallIntegerField(default=100)
    run_at = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=100, blank=True)
    token = models.BigIntegerField(default=0)
    progress = models.SmallIntegerField(default=0)
    message = models.TextField(default="null")  # JSON of a finding
    result = models.TextField(default="null")  # JSON
    findings = models.TextField(default="[]")  # JSON
    asked_by = models.CharField(max_length=64)
    for_whom = models.CharField(max_length=64, blank=True)
    source = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "job"
        indexes = (
            models.Index(fields=["state", "priority", "asked_at"], name="job_open"),
            models.Index(fields=["asked_by", "asked_at"], name="job_asked"),
            models.Index(fields=["asked_at"], name="job_time"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(progress__gte=0, progress__lte=1000), name="job_progress"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="job_state"),
        )

    def __str__(self) -> str:
        return f"{self.ref} {self.kind} {self.state}"
