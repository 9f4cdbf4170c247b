"""Tables of the cycle: the year as opened, tasks, drafts, confirmations, verifications, lateness."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from sikao.office.cycle.rules import (
    ConfirmState,
    DecisionState,
    DecisionWord,
    TaskKind,
    TaskState,
    VerifyState,
)
from sikao.office.groundwork.appendonly import Record
from sikao.office.groundwork.refs import new_ref

_Word = TaskKind | TaskState | ConfirmState | VerifyState | DecisionState | DecisionWord


def _choices(kind: type[_Word]) -> list[tuple[str, str]]:
    return [(member.value, member.term.zh) for member in kind]


class OpenedYear(Record):
    """A sealed scheme whose tasks were generated; ``digest`` is that of the scheme."""

    scheme = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64)
    tasks = models.IntegerField()

    def __str__(self) -> str:
        return self.scheme


class Task(models.Model):
    """Something that an organisation owes by a moment.

    ``digest`` is that of the version of the scheme by which it asks. ``provider`` is the code under which
    the scheme names the duty; ``organisation`` is who fulfils it, which
    differs once the provider has been merged into another. ``through`` is the last month, as ``2020-06``.
    ``revises`` names the task whose figures a revision corrects; ``keys`` are then the figures in question,
    as JSON, empty for all of them, and ``asked_by`` is the person of the office who asked for it, empty where
    its provider or a verifier opened it. ``moved_at`` is when a merger gave it to the organisation.
    ``briefing`` names the briefing that is to be written, empty for figures; ``figures`` then counts its
    entries, and of an explanation for the monthly review ``keys`` are its subjects. ``version`` counts
    changes of state, for compare-and-swap.
    """

    ref = models.CharField(max_length=16, primary_key=True, default=new_ref)
    kind = models.CharField(max_length=16, choices=_choices(TaskKind))
    scheme = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    provider = models.CharField(max_length=64)
    organisation = models.CharField(max_length=64)
    frequency = models.CharField(max_length=16)
    through = models.CharField(max_length=7)
    briefing = models.CharField(max_length=64, blank=True)
    figures = models.IntegerField()
    opens = models.DateField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=16, choices=_choices(TaskState), default=TaskState.OPEN)
    revises = models.ForeignKey("self", models.PROTECT, null=True, related_name="revisions")
    keys = models.TextField(blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    asked_by = models.CharField(max_length=64, blank=True)
    submitted_by = models.CharField(max_length=64, blank=True)
    submitted_at = models.DateTimeField(null=True)
    warnings_seen = models.IntegerField(default=0)
    returned_reason = models.CharField(max_length=1000, blank=True)
    signed_at = models.DateTimeField(null=True)
    submission = models.CharField(max_length=16, blank=True)
    moved_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        indexes = (
            models.Index(fields=["organisation", "state"], name="task_of"),
            models.Index(fields=["state", "due_at"], name="task_due"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["scheme", "kind", "provider", "frequency", "through", "briefing"],
                condition=models.Q(revises__isnull=True),
                name="task_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.ref} {self.provider} {self.frequency} {self.through} {self.state}"


class Draft(models.Model):
    """What is being entered for a task: nothing of it counts before it is signed.

    The office types a sealed ``paper`` sheet into a draft of its own, never into the reporter's.
    ``cells`` is JSON from slot, or part of a briefing, to the text as typed; ``evidence`` a JSON list of
    stored files.
    """

    task = models.ForeignKey(Task, models.PROTECT, related_name="drafts")
    paper = models.BooleanField(default=False)
    cells = models.TextField(default="{}")
    evidence = models.TextField(default="[]")
    note = models.TextField(blank=True)
    document = models.CharField(max_length=200, blank=True)
    document_date = models.DateField(null=True)
    caliber = models.CharField(max_length=500, blank=True)
    nothing = models.BooleanField(default=False)
    saved_by = models.CharField(max_length=64, blank=True)
    saved_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["task", "paper"], name="draft_once"),)

    def __str__(self) -> str:
        return f"{self.task_id} {self.version}"


class Confirmation(models.Model):
    """A unit's check of the figures that a provider handed in about it (数据反馈核对).

    ``due_at`` is the unit's deadline. A dispute has one of its own for the provider, ``answer_due_at``, and
    is over at ``answered_at``; without a dispute there is neither. ``moved_at`` is when a merger made another
    its provider.
    """

    ref = models.CharField(max_length=16, primary_key=True, default=new_ref)
    task = models.ForeignKey(Task, models.PROTECT, related_name="confirmations")
    submission = models.CharField(max_length=16)
    unit = models.CharField(max_length=64)
    provider = models.CharField(max_length=64)
    figures = models.IntegerField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=16, choices=_choices(ConfirmState), default=ConfirmState.OPEN)
    given_by = models.CharField(max_length=64, blank=True)
    given_at = models.DateTimeField(null=True)
    answer_due_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        indexes = (
            models.Index(fields=["unit", "state"], name="confirmation_of"),
            models.Index(fields=["provider", "state"], name="confirmation_from"),
        )
        constraints = (models.UniqueConstraint(fields=["submission", "unit"], name="confirmation_once"),)

    def __str__(self) -> str:
        return f"{self.ref} {self.unit} {self.state}"

    @property
    def deadline(self) -> datetime:
        """By when the next word is owed: the unit's, and once there is a dispute the provider's answer."""
        return self.answer_due_at or self.due_at


class Verification(models.Model):
    """A bureau's check of figures that a unit reported about itself (数据核实); over at ``decided_at``.

    ``moved_at`` is when a merger made another its verifier.
    """

    ref = models.CharField(max_length=16, primary_key=True, default=new_ref)
    task = models.ForeignKey(Task, models.PROTECT, related_name="verifications")
    submission = models.CharField(max_length=16)
    unit = models.CharField(max_length=64)
    verifier = models.CharField(max_length=64)
    figures = models.IntegerField()
    decided = models.IntegerField(default=0)
    due_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=16, choices=_choices(VerifyState), default=VerifyState.OPEN)
    version = models.IntegerField(default=1)

    class Meta:
        indexes = (models.Index(fields=["verifier", "state"], name="verification_of"),)
        constraints = (models.UniqueConstraint(fields=["submission", "verifier"], name="verification_once"),)

    def __str__(self) -> str:
        return f"{self.ref} {self.verifier} {self.state}"


class Extension(Record):
    """A later deadline for one task of one organisation, by name, with its reason."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="extensions")
    due_before = models.DateTimeField()
    due_at = models.DateTimeField()
    reason = models.CharField(max_length=1000)
    document = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.task_id} {self.due_at}"


class Escalation(Record):
    """A step taken by rule of the scheme against who is late: 提醒, 督办, 通报.

    Kind and reference name the task, confirmation or verification that is late, ``organisation`` who owed it.
    ``due_at`` is the deadline that was missed: steps are taken once for each, anew after an extension and
    against whoever a merger has given it to.
    """

    object_kind = models.CharField(max_length=16)
    object_ref = models.CharField(max_length=16)
    organisation = models.CharField(max_length=64)
    due_at = models.DateTimeField()
    step = models.CharField(max_length=16)
    days_late = models.IntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["object_kind", "object_ref", "organisation", "due_at", "step"], name="escalation_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.object_ref} {self.step}"


class HeldReview(Record):
    """A monthly review as it was held: what the figures as of entry ``seq`` came to, frozen.

    ``content`` is canonical JSON (``monthly.contents``), ``digest`` its SHA-256; it can be computed again
    from what the home records. ``through`` is the month, as ``2020-06``.
    """

    scheme = models.CharField(max_length=64)
    through = models.CharField(max_length=7)
    seq = models.IntegerField()
    digest = models.CharField(max_length=64)
    content = models.TextField()
    held_on = models.DateField()
    document = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["scheme", "through"], name="review_once"),)

    def __str__(self) -> str:
        return f"{self.scheme} {self.through}"


class Decision(models.Model):
    """Something that a monthly review decided (议定事项): where it stands. Its words are those of its steps.

    ``number`` counts from 1 within the review of the month ``through``; ``due_at`` is the present deadline.
    """

    ref = models.CharField(max_length=16, primary_key=True, default=new_ref)
    scheme = models.CharField(max_length=64)
    through = models.CharField(max_length=7)
    number = models.IntegerField()
    state = models.CharField(max_length=16, choices=_choices(DecisionState), default=DecisionState.OPEN)
    due_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Meta:
        indexes = (models.Index(fields=["state", "due_at"], name="review_decision_due"),)
        constraints = (
            models.UniqueConstraint(fields=["scheme", "through", "number"], name="review_decision_once"),
        )

    def __str__(self) -> str:
        return f"{self.ref} {self.through} {self.number} {self.state}"


class Bearer(models.Model):
    """An organisation that carries out a decision now.

    ``told_at`` is when it last said what it did, since the present deadline was set; ``None`` before.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="bearers")
    organisation = models.CharField(max_length=64)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["decision", "organisation"], name="bearer_once"),)

    def __str__(self) -> str:
        return f"{self.decision_id} {self.organisation}"


class DecisionStep(Record):
    """What was said about a decision: when it was made its text and who carries it out, then what was done.

    ``organisation`` is whose word it is, empty for the office; ``bearers`` are codes as JSON, of a decision
    that was made; ``due`` is the deadline that it sets, if it sets one.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="steps")
    what = models.CharField(max_length=16, choices=_choices(DecisionWord))
    organisation = models.CharField(max_length=64, blank=True)
    text = models.CharField(max_length=1000)
    due = models.DateField(null=True)
    document = models.CharField(max_length=200, blank=True)
    bearers = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.decision_id} {self.what}"
