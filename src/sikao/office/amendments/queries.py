"""What other rooms and doors may know of amendments: where each stands and how it came there."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from sikao.core.books.names import term_of
from sikao.core.scheme import Scheme
from sikao.core.scheme.diff import diff_schemes
from sikao.core.scheme.differences import Line, difference_lines
from sikao.core.wording import Finding, Language, Term
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.amendments.impact import Impact, read_impact
from sikao.office.amendments.models import Amendment, Proposal, Step, Weighed, Weighing
from sikao.office.amendments.rules import AMENDABLE, Stand, Standing, State, standing_of
from sikao.office.groundwork.files import FileDamagedError, content_of
from sikao.office.groundwork.jobs.queries import find_job
from sikao.office.groundwork.refusals import NotNow, NotThere
from sikao.office.ledger.queries import last_figure_seq
from sikao.office.results.editions import editions, steps_of
from sikao.office.rulebook.queries import scheme_of, scheme_with
from sikao.office.rulebook.shelf import unpacked


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """What was uploaded; see the columns of ``Proposal``."""

    ref: str
    number: int
    name: str
    sha256: str
    size: int
    archive_sha256: str
    digest: str
    follows: str
    since: str
    reason: str
    uploaded_by: str
    at: datetime
    seq: int


@dataclass(frozen=True, slots=True)
class WeighingLine:
    """The last time that the effect of the last proposal was asked for.

    ``sha256`` names the file once it is worked out; ``findings`` say why it came to nothing.
    """

    ref: str
    seq: int
    attempt: int
    job: str
    sha256: str
    failed: bool
    findings: tuple[Finding, ...]

    @property
    def working(self) -> bool:
        """Whether it is still being worked out."""
        return not self.sha256 and not self.failed


@dataclass(frozen=True, slots=True)
class AmendmentView:
    """An amendment as it stands now, with its last proposal and the effect of that."""

    ref: str
    scheme: str
    number: int
    state: State
    attempt: int
    bound: str
    proposal: ProposalLine
    weighing: WeighingLine | None

    @property
    def impact(self) -> str:
        """The file of the effect; empty before it is worked out."""
        return "" if self.weighing is None else self.weighing.sha256


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of an amendment, as it is told; ``verb`` says what was done."""

    ref: str
    at: datetime
    seq: int
    verb: Verb
    attempt: int
    proposal: int
    person: str
    impact: str
    bound: str
    reason: str
    document: str
    document_date: date | None
    scan_sha256: str
    scan_name: str


def amendments(scheme: str | None = None) -> tuple[AmendmentView, ...]:
    """The amendments of a scheme, or of all: those under way first, then the latest version before."""
    rows = Amendment.objects.all() if scheme is None else Amendment.objects.filter(scheme=scheme)
    found = _views(rows)
    return tuple(sorted(found, key=lambda view: (not view.state.under_way, -view.proposal.seq)))


def amendment(ref: str) -> AmendmentView:
    """One amendment; raises ``NotThere``."""
    found = _views(Amendment.objects.filter(pk=ref))
    if not found:
        raise NotThere.of("amendment.not_there")
    return found[0]


def proposals(ref: str) -> tuple[ProposalLine, ...]:
    """What was uploaded for an amendment, the last first."""
    rows = Proposal.objects.filter(amendment_id=ref).select_related("entry").order_by("-number")
    return tuple(_proposal(row) for row in rows)


def proposal_weighed(weighing: str) -> ProposalLine:
    """The proposal whose effect was asked for; raises ``NotThere``."""
    row = Proposal.objects.filter(weighings__pk=weighing).select_related("entry").first()
    if row is None:
        raise NotThere.of("amendment.not_there")
    return _proposal(row)


def steps_taken(ref: str) -> tuple[StepLine, ...]:
    """The steps of an amendment in their order."""
    rows = Step.objects.filter(amendment_id=ref).select_related("entry").order_by("entry_id", "position")
    return tuple(_step(row) for row in rows)


def step_taken(ref: str, step: str) -> StepLine:
    """One step, by its own reference; raises ``NotThere``."""
    row = Step.objects.filter(amendment_id=ref, pk=step).select_related("entry").first()
    if row is None:
        raise NotThere.of("amendment.not_there")
    return _step(row)


def scheme_proposed(line: ProposalLine) -> Scheme:
    """The scheme of a proposal, its digest checked."""
    return unpacked(line.digest, lambda: content_of(line.archive_sha256), keep=False)


def impact_in(sha256: str) -> Impact:
    """The effect in a stored file; raises ``NotNow`` where it does not lie there as it was kept."""
    try:
        return read_impact(json.loads(content_of(sha256)))
    except FileDamagedError as damaged:
        raise NotNow.of("amendment.impact_lost") from damaged


def put_in_force(ref: str) -> tuple[StepLine, tuple[StepLine, ...]]:
    """The step that put an amendment in force, and those of the same attempt that name a document."""
    steps = steps_taken(ref)
    put = next(step for step in reversed(steps) if step.verb is Verb.AMENDMENT_ISSUE)
    return put, tuple(step for step in steps if step.attempt == put.attempt and step.document)


def differences(line: ProposalLine, lang: Language) -> tuple[Line, ...]:
    """What a proposal changes of the version that it follows, in words."""
    before, after = scheme_with(line.follows), scheme_proposed(line)
    return difference_lines(before, after, diff_schemes(before, after), lang)


def standings(scheme: str) -> dict[str, Standing]:
    """How far the result of every checkpoint of a scheme is."""
    by_checkpoint: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for view in editions(scheme):
        given = any(step.verb is Verb.EDITION_GIVE for step in steps_of(view.ref))
        by_checkpoint[view.checkpoint].append((view.state.value, given))
    return {code: standing_of(by_checkpoint[code]) for code in scheme_of(scheme).checkpoints}


def closed_to(scheme: str, since: str) -> tuple[Term, ...]:
    """The checkpoints from one on that an amendment may not reach any more."""
    points = scheme_of(scheme).checkpoints
    first = points[since].through if since in points else 0
    found = standings(scheme)
    reached = (point for point in points.values() if point.through >= first)
    return tuple(term_of(point) for point in reached if not AMENDABLE[found[point.code]])


def first_open(scheme: str) -> str | None:
    """The first checkpoint from which an amendment could bind now; none once the year is announced."""
    points = [point for point in scheme_of(scheme).checkpoints.values() if point.ranked]
    return next((point.code for point in points if not closed_to(scheme, point.code)), None)


def is_outdated(view: AmendmentView) -> bool:
    """Whether figures have come since the effect was worked out, so that it cannot be submitted."""
    return view.weighing is not None and bool(view.impact) and view.weighing.seq != last_figure_seq()


def stand_of(view: AmendmentView) -> Stand:
    """What decides about an amendment now."""
    rows = Step.objects.filter(amendment_id=view.ref, attempt=view.attempt).order_by("entry_id")
    steps = list(rows)
    last = {step.what: step.person for step in steps}
    return Stand(
        state=view.state,
        bound=view.bound,
        uploaded_by=view.proposal.uploaded_by,
        submitted_by=last.get(Verb.AMENDMENT_SUBMIT.value, ""),
        approved_by=tuple(step.person for step in steps if step.what == Verb.AMENDMENT_APPROVE.value),
        recorded_by=last.get(Verb.AMENDMENT_APPROVE_OFFLINE.value, ""),
        closed=closed_to(view.scheme, view.proposal.since) if view.state.under_way else (),
    )


def _views(rows: QuerySet[Amendment]) -> tuple[AmendmentView, ...]:
    return tuple(_view(row) for row in rows)


def _view(row: Amendment) -> AmendmentView:
    proposal = Proposal.objects.select_related("entry").get(amendment=row, number=row.proposal)
    return AmendmentView(
        ref=row.ref,
        scheme=row.scheme,
        number=row.number,
        state=State(row.state),
        attempt=row.attempt,
        bound=row.bound,
        proposal=_proposal(proposal),
        weighing=_weighing(proposal),
    )


def _proposal(row: Proposal) -> ProposalLine:
    given = {name: getattr(row, name) for name in _names(ProposalLine, "at", "seq")}
    return ProposalLine(**given, at=row.entry.at, seq=row.entry_id)


def _weighing(proposal: Proposal) -> WeighingLine | None:
    row = Weighing.objects.filter(proposal=proposal).order_by("-entry_id", "-attempt").first()
    if row is None:
        return None
    weighed = Weighed.objects.filter(weighing=row).first()
    job = find_job(row.job)
    return WeighingLine(
        ref=row.ref,
        seq=row.seq,
        attempt=row.attempt,
        job=row.job,
        sha256="" if weighed is None else weighed.sha256,
        failed=weighed is None and (job is None or job.state.has_ended),
        findings=() if job is None or weighed is not None else job.findings,
    )


def _step(row: Step) -> StepLine:
    given = {name: getattr(row, name) for name in _names(StepLine, "at", "seq", "verb")}
    return StepLine(**given, at=row.entry.at, seq=row.entry_id, verb=Verb(row.what))


def _names(kind: type, *others: str) -> Iterable[str]:
    return (name for name in kind.__dataclass_fields__ if name not in others)  # type: ignore[attr-defined]
