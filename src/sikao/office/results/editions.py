"""What other rooms and doors may know of editions: where each stands and how it came there."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.reading import asked_once
from sikao.office.groundwork.refusals import NotThere
from sikao.office.results.disputing import State as ObjectionState
from sikao.office.results.models import Agreement, Computed, Edition, Objection, Step, Word
from sikao.office.results.own_results import own_digests
from sikao.office.results.stages import Audience, Level, Stand, State
from sikao.office.rulebook.queries import scheme_with


@dataclass(frozen=True, slots=True)
class EditionView:
    """An edition as other rooms see it.

    ``run`` is the run whose book it shows, ``seq`` the entry as of which its figures count; ``book`` is the
    digest of the content, ``book_sha256`` that of the file. ``bound`` is the digest of what was submitted.
    """

    ref: str
    scheme: str
    digest: str
    checkpoint: str
    number: int
    state: State
    run: str
    seq: int
    book: str
    book_sha256: str
    complete: bool
    reply_until: datetime | None
    bound: str
    audience: Audience | None


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of an edition, as it is told; ``verb`` says what was done."""

    ref: str
    at: datetime
    seq: int
    verb: Verb
    person: str
    run: str
    book: str
    bound: str
    reason: str
    audience: Audience | None
    reply_until: datetime | None
    silent: tuple[str, ...]
    document: str
    document_date: date | None
    scan_sha256: str
    scan_name: str


def editions(scheme: str | None = None) -> tuple[EditionView, ...]:
    """The editions of a scheme, or of all, the last opened first."""
    rows = _rows() if scheme is None else _rows().filter(scheme=scheme)
    return _views(rows.order_by("-run__entry_id", "-number"))


@asked_once
def edition(ref: str) -> EditionView:
    """One edition; raises ``NotThere``."""
    found = _views(_rows().filter(pk=ref))
    if not found:
        raise NotThere.of("edition.not_there")
    return found[0]


def as_with_run(ref: str, run: str) -> EditionView:
    """An edition as it showed the book of a run, which a later one may have replaced since."""
    row, computed = Edition.objects.get(pk=ref), Computed.objects.select_related("run").get(run=run)
    row.run = computed.run
    return _view(row, computed)


def published() -> tuple[EditionView, ...]:
    """The results that were ever published, those that hold first, each the latest year and checkpoint first.

    One that was replaced or withdrawn stays in the list: that it was is part of what was announced.
    """
    shown = (State.PUBLISHED, State.REPLACED, State.WITHDRAWN)
    found = _views(_rows().filter(state__in=[state.value for state in shown]))
    return tuple(sorted(found, key=lambda view: (view.state is not State.PUBLISHED, -view.seq, -view.number)))


def replaced_by(view: EditionView) -> EditionView | None:
    """The published edition before one: the one that it replaces, or would replace."""
    if view.number == 1:
        return None
    rows = _rows().filter(scheme=view.scheme, checkpoint=view.checkpoint, number__lt=view.number)
    before = rows.filter(steps__what=Verb.EDITION_PUBLISH.value).order_by("-number")
    return next(iter(_views(before[:1])), None)


def withdrawal_of(view: EditionView) -> str:
    """Why a published result was withdrawn; nothing for one that was not."""
    if view.state is not State.WITHDRAWN:
        return ""
    return next(step.reason for step in steps_of(view.ref) if step.verb is Verb.EDITION_WITHDRAW)


@asked_once
def steps_of(ref: str) -> tuple[StepLine, ...]:
    """The steps of an edition in their order."""
    rows = Step.objects.filter(edition_id=ref).select_related("entry").order_by("entry_id", "position")
    return tuple(_step(row) for row in rows)


def step_of(ref: str, step: str) -> StepLine:
    """One step of an edition, by its own reference; raises ``NotThere``."""
    row = Step.objects.filter(edition_id=ref, pk=step).select_related("entry").first()
    if row is None:
        raise NotThere.of("edition.not_there")
    return _step(row)


def published_at(refs: Collection[str]) -> dict[str, datetime]:
    """When editions were published, by reference; without those that never were."""
    rows = Step.objects.filter(edition__in=refs, what=Verb.EDITION_PUBLISH.value)
    return dict(rows.order_by("entry_id").values_list("edition_id", "entry__at"))


def stand_of(view: EditionView) -> Stand:
    """What decides about an edition now."""
    row = Edition.objects.get(pk=view.ref)
    steps = list(Step.objects.filter(edition=row, attempt=row.attempt).order_by("entry_id"))
    last = {step.what: step.person for step in steps}
    return Stand(
        state=view.state,
        number=view.number,
        complete=view.complete,
        bound=view.bound,
        submitted_by=last.get(Verb.EDITION_SUBMIT.value, ""),
        approved_by=tuple(step.person for step in steps if step.what == Verb.EDITION_APPROVE.value),
        recorded_by=last.get(Verb.EDITION_APPROVE_OFFLINE.value, ""),
        reply_until=view.reply_until,
        open_objections=Objection.objects.filter(edition=row, state=ObjectionState.OPEN.value).count(),
        uncounted=_uncounted(view),
        unanswered=len(silent_units(view)) if view.state is State.FEEDBACK else 0,
    )


def was_done(view: EditionView, verb: Verb, person: str, bound: str) -> bool:
    """Whether a step that was refused is one that somebody asked for twice, and stands: a second click.

    Published with this very digest, by whomever; approved with it, or given to the units, by this person.
    """
    if verb is Verb.EDITION_GIVE:
        last = steps_of(view.ref)[-1]
        return view.state is State.FEEDBACK and (last.verb, last.person) == (verb, person)
    if not bound or bound != view.bound:
        return False
    if verb is Verb.EDITION_PUBLISH:
        return view.state is State.PUBLISHED
    return verb is Verb.EDITION_APPROVE and person in stand_of(view).approved_by


def _uncounted(view: EditionView) -> int:
    """Rulings that changed a figure after the moment of the edition's run."""
    upheld = Word.objects.filter(objection__edition=view.ref, what=ObjectionState.UPHELD.value)
    return upheld.filter(entry_id__gt=view.seq).count()


def silent_units(view: EditionView) -> tuple[str, ...]:
    """The units that have neither agreed to their result as it is now nor objected to it, in order."""
    digests = own_digests(view.book_sha256, scheme_with(view.digest))
    given = set(Agreement.objects.filter(edition=view.ref).values_list("unit", "own"))
    objected = objecting(view.ref)
    return tuple(unit for unit, own in digests.items() if (unit, own) not in given and unit not in objected)


def objecting(ref: str) -> frozenset[str]:
    """The units that objected to an edition and have not taken it back."""
    rows = Objection.objects.filter(edition=ref).exclude(state=ObjectionState.WITHDRAWN.value)
    return frozenset(rows.values_list("unit", flat=True))


def agreed(view: EditionView) -> dict[str, datetime]:
    """The units that agreed to their result as it is now, with the moment."""
    digests = own_digests(view.book_sha256, scheme_with(view.digest))
    rows = Agreement.objects.filter(edition=view.ref).select_related("entry").order_by("entry_id")
    return {row.unit: row.entry.at for row in rows if digests.get(row.unit) == row.own}


def _rows() -> QuerySet[Edition]:
    return Edition.objects.select_related("run")


def _views(rows: Iterable[Edition]) -> tuple[EditionView, ...]:
    found = list(rows)
    computed = {row.run_id: row for row in Computed.objects.filter(run__in=[row.run_id for row in found])}
    return tuple(_view(row, computed[row.run_id]) for row in found)


def _view(row: Edition, computed: Computed) -> EditionView:
    return EditionView(
        ref=row.ref,
        scheme=row.scheme,
        digest=row.run.digest,
        checkpoint=row.checkpoint,
        number=row.number,
        state=State(row.state),
        run=row.run_id,
        seq=row.run.seq,
        book=computed.book,
        book_sha256=computed.book_sha256,
        complete=computed.complete,
        reply_until=row.reply_until,
        bound=row.bound,
        audience=_audience(row.units, row.public),
    )


def _audience(units: str, public: str) -> Audience | None:
    return Audience(Level(units), Level(public)) if units and public else None


def _step(row: Step) -> StepLine:
    return StepLine(
        ref=row.ref,
        at=row.entry.at,
        seq=row.entry_id,
        verb=Verb(row.what),
        person=row.person,
        run=row.run,
        book=row.book,
        bound=row.bound,
        reason=row.reason,
        audience=_audience(row.units, row.public),
        reply_until=row.reply_until,
        silent=tuple(json.loads(row.silent)) if row.silent else (),
        document=row.document,
        document_date=row.document_date,
        scan_sha256=row.scan_sha256,
        scan_name=row.scan_name,
    )
