"""What other rooms and doors may know of the docket: frozen views of applications with all that was said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q, QuerySet

from sikao.core.scheme.docketed import Counted
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.docket.counting import docket_for
from sikao.office.docket.models import Application, Closing, Enclosed, Step, Year
from sikao.office.docket.rules import Counting
from sikao.office.docket.stages import COUNTING, OPEN, Stand, State
from sikao.office.groundwork.refusals import NotThere

_EXAMINING = (Verb.DOCKET_EXAMINE.value, Verb.DOCKET_REEXAMINE.value)
_BRINGING = (Verb.DOCKET_APPLY.value, Verb.DOCKET_CHARGE.value, Verb.DOCKET_RESUBMIT.value)
_AFRESH = (*_BRINGING, Verb.DOCKET_RETURN.value)
"""Steps after which examinations that came before count no more."""


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of an application; see the columns of ``Step``."""

    ref: str
    seq: int
    at: datetime
    what: str
    person: str
    delegate_of: str
    organisation: str
    reason: str
    matter: str
    count: Decimal | None
    outcome: str
    bound: str
    document: str
    document_date: date | None
    scan_sha256: str
    scan_name: str
    other: str
    figure: str


@dataclass(frozen=True, slots=True)
class File:
    """A file that an application rests on."""

    ref: str
    file: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class ApplicationView:
    """An application with everything that was said about it, in order; see the columns of ``Application``."""

    ref: str
    scheme: str
    number: int
    unit: str
    item: str
    deduction: bool
    brought_by: str
    matter: str
    matter_key: str
    state: State
    count: Decimal
    proposed: Decimal | None
    decided: Decimal | None
    bound: str
    notice_until: datetime | None
    steps: tuple[StepLine, ...]
    files: tuple[File, ...]

    @property
    def counted(self) -> Counted:
        """How its item counts for its unit."""
        return docket_for(self.scheme).how(self.unit, self.item)

    @property
    def brought(self) -> StepLine:
        """The step that brought it as it is now: the last one that was handed in."""
        return next(step for step in reversed(self.steps) if step.what in _BRINGING)

    @property
    def examinations(self) -> tuple[StepLine, ...]:
        """The examinations that count: those since it was handed in last."""
        return self._since(_AFRESH, _EXAMINING)

    @property
    def objections(self) -> tuple[StepLine, ...]:
        """What units said against it while it was under notice."""
        return tuple(step for step in self.steps if step.what == Verb.DOCKET_OBJECT.value)

    @property
    def decision(self) -> StepLine | None:
        """The decision of the first of two, or of a document, as long as it was not sent back."""
        wanted = (Verb.DOCKET_DECIDE.value, Verb.DOCKET_DECIDE_OFFLINE.value)
        found = self._since((Verb.DOCKET_SEND_BACK.value,), wanted)
        return found[-1] if found else None

    @property
    def points(self) -> Decimal | None:
        """What it is worth as decided, below zero for a deduction, before any cap; none while it is open."""
        granted = self.decided if self.state in COUNTING else None
        return None if granted is None else granted * self.counted.each

    def _since(self, ends: Collection[str], wanted: Collection[str]) -> tuple[StepLine, ...]:
        """The steps of some kinds after the last one that ends what was before it."""
        last = max((place for place, step in enumerate(self.steps) if step.what in ends), default=-1)
        return tuple(step for step in self.steps[last + 1 :] if step.what in wanted)


@dataclass(frozen=True, slots=True)
class YearView:
    """Whether the docket of a year is closed, since when, and how many zeros were posted with it."""

    scheme: str
    closed: bool
    at: datetime | None
    person: str
    reason: str
    zeros: int


def stand_of(view: ApplicationView) -> Stand:
    """What decides about an application now."""
    decision = view.decision
    brought = frozenset(step.person for step in view.steps if step.what in _BRINGING)
    return Stand(
        state=view.state,
        count=view.count,
        proposed=view.proposed,
        brought_by=brought,
        examined_by=tuple(step.person for step in view.examinations),
        decided_by="" if decision is None else decision.person,
        bound=view.bound,
        notice_until=view.notice_until,
    )


def application(ref: str) -> ApplicationView:
    """One application; ``NotThere`` for an unknown one."""
    found = _views(Application.objects.filter(pk=ref))
    if not found:
        raise NotThere.of("docket.not_there")
    return found[0]


def applications(
    scheme: str = "", *, units: Collection[str] | None = None, states: Collection[State] | None = None
) -> tuple[ApplicationView, ...]:
    """Applications in the order of their numbers: of a scheme, of some units, in some states."""
    rows = Application.objects.all()
    if scheme:
        rows = rows.filter(scheme=scheme)
    if units is not None:
        rows = rows.filter(unit__in=list(units))
    if states is not None:
        rows = rows.filter(state__in=[state.value for state in states])
    return _views(rows)


def named_among(refs: Collection[str]) -> tuple[ApplicationView, ...]:
    """Those of some references that are applications."""
    return _views(Application.objects.filter(pk__in=list(refs)))


def concerning(ref: str, organisations: Collection[str]) -> tuple[ApplicationView, ...]:
    """One application where it concerns one of some organisations, or one of them brought it; else none."""
    own = Q(unit__in=list(organisations)) | Q(brought_by__in=list(organisations))
    return _views(Application.objects.filter(own, pk=ref))


def brought_by(organisations: Collection[str]) -> tuple[ApplicationView, ...]:
    """The applications that some organisations brought, whomever they are about."""
    return _views(Application.objects.filter(brought_by__in=list(organisations)))


def under_notice(at: datetime) -> tuple[ApplicationView, ...]:
    """What is shown to all units at a moment."""
    return _views(Application.objects.filter(state=State.NOTICE.value, notice_until__gte=at))


def same_matter_as(view: ApplicationView) -> tuple[ApplicationView, ...]:
    """Others about the same matter, of the same unit or of another: said to whoever examines or decides."""
    rows = Application.objects.filter(scheme=view.scheme, matter_key=view.matter_key)
    found = _views(rows.exclude(pk=view.ref).exclude(state=State.WITHDRAWN.value))
    return tuple(one for one in found if one.deduction == view.deduction)


def same_document_as(view: ApplicationView) -> tuple[ApplicationView, ...]:
    """Others that rest on a document of the same name and number, or on one of the same files."""
    files = [one.file for one in view.files]
    by_file = Enclosed.objects.filter(file__in=files).values_list("application_id", flat=True)
    by_name = Step.objects.filter(document=view.brought.document, what__in=_BRINGING)
    refs = {*by_file, *by_name.values_list("application_id", flat=True)} - {view.ref}
    found = _views(Application.objects.filter(pk__in=refs, scheme=view.scheme))
    return tuple(one for one in found if one.state is not State.WITHDRAWN)


def counting_beside(view: ApplicationView) -> tuple[Counting, ...]:
    """Those that count already for the same unit and the same matter, each way by itself."""
    found = (one for one in same_matter_as(view) if one.unit == view.unit and one.state in COUNTING)
    return tuple(_counting(one) for one in found)


def _counting(view: ApplicationView) -> Counting:
    return Counting(view.ref, view.number, view.item, view.decided or Decimal(0), view.points or Decimal(0))


def open_count(scheme: str) -> int:
    """How many applications of a scheme wait for a decision."""
    return Application.objects.filter(scheme=scheme, state__in=[state.value for state in OPEN]).count()


def year_view(scheme: str) -> YearView:
    """The docket of a year."""
    row = Year.objects.filter(pk=scheme).first()
    last = Closing.objects.filter(scheme=scheme).select_related("entry").order_by("-entry_id").first()
    if last is None:
        return YearView(scheme, row is not None and row.closed, None, "", "", 0)
    return YearView(scheme, last.closed, last.entry.at, last.person, last.reason, last.zeros)


def enclosed(ref: str, file: str) -> File:
    """A file of an application; ``NotThere`` for another one."""
    row = Enclosed.objects.filter(application_id=ref, ref=file).first()
    if row is None:
        raise NotThere.of("docket.not_there")
    return File(row.ref, row.file, row.name, row.size)


def decision_scan(ref: str, step: str) -> StepLine:
    """The step of an application that a scanned document approved; ``NotThere`` for another one."""
    found = next((one for one in application(ref).steps if one.ref == step and one.scan_sha256), None)
    if found is None:
        raise NotThere.of("docket.not_there")
    return found


def _views(rows: QuerySet[Application]) -> tuple[ApplicationView, ...]:
    found = list(rows.order_by("scheme", "number"))
    refs = [row.ref for row in found]
    steps: dict[str, list[StepLine]] = defaultdict(list)
    said = Step.objects.filter(application__in=refs).select_related("entry")
    for step in said.order_by("entry_id", "position"):
        steps[step.application_id].append(_step(step))
    files: dict[str, list[File]] = defaultdict(list)
    for one in Enclosed.objects.filter(application__in=refs).order_by("entry_id", "position"):
        files[one.application_id].append(File(one.ref, one.file, one.name, one.size))
    return tuple(_view(row, steps[row.ref], files[row.ref]) for row in found)


def _view(row: Application, steps: Iterable[StepLine], files: Iterable[File]) -> ApplicationView:
    return ApplicationView(
        ref=row.ref,
        scheme=row.scheme,
        number=row.number,
        unit=row.unit,
        item=row.item,
        deduction=row.deduction,
        brought_by=row.brought_by,
        matter=row.matter,
        matter_key=row.matter_key,
        state=State(row.state),
        count=Decimal(row.count),
        proposed=Decimal(row.proposed) if row.proposed else None,
        decided=Decimal(row.decided) if row.decided else None,
        bound=row.bound,
        notice_until=row.notice_until,
        steps=tuple(steps),
        files=tuple(files),
    )


def _step(row: Step) -> StepLine:
    names = ("ref", "what", "person", "delegate_of", "organisation", "reason", "matter", "outcome", "bound")
    more = ("document", "document_date", "scan_sha256", "scan_name", "other", "figure")
    told = {name: getattr(row, name) for name in (*names, *more)}
    return StepLine(
        seq=row.entry_id, at=row.entry.at, count=Decimal(row.count) if row.count else None, **told
    )
