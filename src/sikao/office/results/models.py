"""Tables of results: runs, editions on their way with what was worked out about them, objections, rulings."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.appendonly import Record
from sikao.office.groundwork.refs import new_ref
from sikao.office.results.disputing import State as ObjectionState
from sikao.office.results.stages import UNDER_WAY, State


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
            models.UniqueConstraint(fields=["digest", "checkpoint", "seq", "attempt"], name="run_once"),
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


class Edition(models.Model):
    """The result of a checkpoint in one version, on its way. How it came there say the steps.

    ``number`` counts from 1: a correction is the next one. ``run`` is the run whose book it shows,
    ``attempt`` counts submissions: approvals are worth something in their own attempt only. ``reply_until``
    is the last moment at which units may object. ``units`` and ``public`` say what will be published to whom.
    """

    ref = models.CharField(max_length=16, primary_key=True, default=new_ref)
    scheme = models.CharField(max_length=64)
    checkpoint = models.CharField(max_length=64)
    number = models.IntegerField()
    state = models.CharField(max_length=16, default=State.PROVISIONAL.value)
    run = models.ForeignKey(Run, models.PROTECT, related_name="editions")
    attempt = models.IntegerField(default=0)
    reply_until = models.DateTimeField(null=True)
    bound = models.CharField(max_length=64, blank=True)
    units = models.CharField(max_length=16, blank=True)
    public = models.CharField(max_length=16, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=[s.value for s in State]), name="edition_state"),
            models.UniqueConstraint(fields=["scheme", "checkpoint", "number"], name="edition_number"),
            models.UniqueConstraint(
                fields=["scheme", "checkpoint"],
                condition=Q(state__in=[s.value for s in UNDER_WAY]),
                name="edition_one_under_way",
            ),
            models.UniqueConstraint(
                fields=["scheme", "checkpoint"],
                condition=Q(state=State.PUBLISHED.value),
                name="edition_one_published",
            ),
        )

    def __str__(self) -> str:
        return f"{self.ref} {self.scheme} {self.checkpoint} {self.number} {self.state}"


class Step(Record):
    """A step of an edition: what was done (the verb), by whom, about which book, on which document.

    ``bound`` is the digest of what was submitted, approved or published; ``units`` and ``public`` what it
    shows to whom; ``told`` counts those to whom something was sent.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="steps")
    attempt = models.IntegerField()
    what = models.CharField(max_length=32)
    run = models.CharField(max_length=16)
    book = models.CharField(max_length=64)
    bound = models.CharField(max_length=64, blank=True)
    person = models.CharField(max_length=64)
    reason = models.TextField(blank=True)
    units = models.CharField(max_length=16, blank=True)
    public = models.CharField(max_length=16, blank=True)
    reply_until = models.DateTimeField(null=True)
    silent = models.TextField(blank=True)  # the units that had not replied when it was submitted
    document = models.TextField(blank=True)
    document_date = models.DateField(null=True)
    scan_sha256 = models.CharField(max_length=64, blank=True)
    scan_name = models.CharField(max_length=255, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["edition", "attempt", "person"],
                condition=Q(what=Verb.EDITION_APPROVE.value),
                name="edition_approved_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.edition_id} {self.what} {self.person}"


class Analysis(Record):
    """Something that is to be worked out about an edition as it was with one run; see ``rules.Asked``.

    ``before_run`` is the run that a change is explained against, of the edition ``before``; both are empty
    for what needs no other result. ``book`` and ``before_book`` are the digests of both books. ``attempt``
    counts from 1: the same may be asked again once the attempt before has failed. ``job`` is the work.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="analyses")
    what = models.CharField(max_length=16)  # change | places
    run = models.CharField(max_length=16)
    book = models.CharField(max_length=64)
    before = models.CharField(max_length=16, blank=True)
    before_run = models.CharField(max_length=16, blank=True)
    before_book = models.CharField(max_length=64, blank=True)
    attempt = models.IntegerField(default=1)
    job = models.CharField(max_length=16)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["edition", "what", "run", "before_run", "attempt"], name="analysis_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.ref} {self.edition_id} {self.what} {self.run} {self.before_run}"


class Analysed(Record):
    """What an analysis came to: a stored file, named by its SHA-256."""

    analysis = models.OneToOneField(Analysis, models.PROTECT, related_name="analysed")
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.analysis_id} {self.sha256[:12]}"


class Agreement(Record):
    """That a unit has nothing to object to in its own result; ``own`` is the digest of what it was shown."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="agreements")
    unit = models.CharField(max_length=64)
    own = models.CharField(max_length=64)
    person = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["edition", "unit", "own"], name="agreement_once"),)

    def __str__(self) -> str:
        return f"{self.edition_id} {self.unit}"


class Objection(models.Model):
    """An objection of a unit to one figure under its own result, and where it stands.

    ``node`` is the indicator of the ``scorecard`` under which the figure was met.
    """

    ref = models.CharField(max_length=16, primary_key=True, default=new_ref)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="objections")
    unit = models.CharField(max_length=64)
    scorecard = models.CharField(max_length=64)
    node = models.CharField(max_length=64)
    indicator = models.CharField(max_length=130)
    kind = models.CharField(max_length=16)
    period = models.CharField(max_length=32)
    state = models.CharField(max_length=16, default=ObjectionState.OPEN.value)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in ObjectionState]), name="objection_state"
            ),
            models.UniqueConstraint(
                fields=["edition", "unit", "indicator", "kind", "period"],
                condition=~Q(state=ObjectionState.WITHDRAWN.value),
                name="objection_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.ref} {self.unit} {self.indicator} {self.state}"


class Word(Record):
    """What was said about an objection: raised, withdrawn, or ruled upheld or rejected, with the reasons.

    ``value`` is what the unit claims, or what the ruling puts in its place: canonical decimal text in
    ``measure``; empty with an ``absence``, or where nothing is claimed or changed. ``figure`` is the version
    that a ruling posted, ``effect`` what it does to everyone's points and places, as JSON.
    """

    objection = models.ForeignKey(Objection, models.PROTECT, related_name="words")
    what = models.CharField(max_length=16)
    person = models.CharField(max_length=64)
    delegate_of = models.CharField(max_length=64, blank=True)
    reason = models.TextField()
    value = models.CharField(max_length=64, blank=True)
    measure = models.CharField(max_length=64, blank=True)
    absence = models.CharField(max_length=16, blank=True)
    figure = models.CharField(max_length=16, blank=True)
    effect = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.objection_id} {self.what}"


class Enclosed(Record):
    """A stored file that an objection rests on; ``file`` is its SHA-256."""

    objection = models.ForeignKey(Objection, models.PROTECT, related_name="files")
    file = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.file} {self.name}"
