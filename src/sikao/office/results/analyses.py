"""What other rooms and doors may know of analyses: what was asked, how far it is, what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sikao.core.insight import UnitPlaces
from sikao.core.wording import Finding
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.files import FileDamagedError, content_of
from sikao.office.groundwork.jobs.models import State as JobState
from sikao.office.groundwork.jobs.queries import find_job
from sikao.office.groundwork.refusals import NotNow, NotThere
from sikao.office.results.analyses_kept import KeptChange, KeptPlaces, read_change, read_places
from sikao.office.results.editions import EditionView, editions, replaced_by
from sikao.office.results.models import Analysed, Analysis, Edition, Step
from sikao.office.results.rules import Asked, RunState
from sikao.office.results.stages import State
from sikao.office.rulebook.queries import scheme_with


@dataclass(frozen=True, slots=True)
class AnalysisView:
    """An analysis as other rooms see it; ``before`` is the edition that a change is explained against."""

    ref: str
    edition: str
    what: Asked
    run: str
    before: str
    before_run: str
    attempt: int
    job: str
    state: RunState
    sha256: str = ""
    findings: tuple[Finding, ...] = ()


def analysis(ref: str) -> AnalysisView:
    """One analysis; raises ``NotThere``."""
    row = Analysis.objects.filter(pk=ref).first()
    if row is None:
        raise NotThere.of("analysis.not_there")
    return _view(row)


def analyses_of(view: EditionView, what: Asked) -> tuple[AnalysisView, ...]:
    """What was asked about an edition as it is now, the last attempt at each question; the latest first."""
    rows = Analysis.objects.filter(edition=view.ref, run=view.run, what=what.value).order_by("entry_id")
    last = {row.before_run: row for row in rows}
    return tuple(_view(row) for row in reversed(last.values()))


def bases_of(view: EditionView) -> tuple[EditionView, ...]:
    """The published results against which an edition's changes are explained.

    For a correction the edition that it replaces; and the last checkpoint before that is published.
    """
    through = {code: point.through for code, point in scheme_with(view.digest).checkpoints.items()}
    earlier = [
        other
        for other in editions(view.scheme)
        if other.state is State.PUBLISHED and through[other.checkpoint] < through[view.checkpoint]
    ]
    last = max(earlier, key=lambda other: through[other.checkpoint], default=None)
    corrected = replaced_by(view)
    return tuple(found for found in (corrected, last) if found is not None)


def told_to_units(view: EditionView) -> tuple[AnalysisView, ...]:
    """The explanations of an edition that its units may see: of changes since what was published to them."""
    found = analyses_of(view, Asked.CHANGE)
    return tuple(one for one in found if one.state is RunState.READY and _was_published(one.before))


def own_places(view: EditionView, unit: str) -> tuple[str, UnitPlaces] | None:
    """At which checkpoint one unit may come to which places, where somebody has had that worked out."""
    found = next(iter(analyses_of(view, Asked.PLACES)), None)
    if found is None or found.state is not RunState.READY:
        return None
    kept = places_of(found)
    every = (one for group in kept.groups.values() for one in group.units)
    return next(((kept.checkpoint, one) for one in every if one.unit == unit), None)


def change_of(view: AnalysisView) -> KeptChange:
    """What the analysis of a change said; ``NotNow`` where its file does not lie there as it was kept."""
    return _change(view.sha256)


def places_of(view: AnalysisView) -> KeptPlaces:
    """What the analysis of places said; ``NotNow`` likewise."""
    return _places(view.sha256)


def _was_published(ref: str) -> bool:
    """Whether a result was published once and has not been withdrawn since."""
    kept = (State.PUBLISHED.value, State.REPLACED.value)
    published = Step.objects.filter(edition=ref, what=Verb.EDITION_PUBLISH.value)
    return published.exists() and Edition.objects.filter(pk=ref, state__in=kept).exists()


@lru_cache(maxsize=8)
def _change(sha256: str) -> KeptChange:
    """A kept file never changes: it is read once."""
    return read_change(_content(sha256))


@lru_cache(maxsize=8)
def _places(sha256: str) -> KeptPlaces:
    return read_places(_content(sha256))


def _content(sha256: str) -> bytes:
    try:
        return content_of(sha256)
    except FileDamagedError as damaged:
        raise NotNow.of("analysis.lost") from damaged


def _view(row: Analysis) -> AnalysisView:
    asked = {name: getattr(row, name) for name in ("ref", "run", "before", "before_run", "attempt", "job")}
    asked |= {"edition": row.edition_id, "what": Asked(row.what)}
    kept = Analysed.objects.filter(analysis=row).first()
    if kept is not None:
        return AnalysisView(**asked, state=RunState.READY, sha256=kept.sha256)
    job = find_job(row.job)
    if job is None or job.state in (JobState.FAILED, JobState.CANCELLED):
        findings = () if job is None else job.findings
        return AnalysisView(**asked, state=RunState.FAILED, findings=findings)
    return AnalysisView(**asked, state=RunState.COMPUTING)
