"""What other rooms and doors may know of runs: frozen views, and the books that were kept."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from sikao.core.wording import Finding
from sikao.core.wording.keeping import restore
from sikao.office.groundwork.jobs.models import State
from sikao.office.groundwork.jobs.queries import find_job
from sikao.office.groundwork.refusals import NotThere
from sikao.office.results.models import Computed, Failed, Run
from sikao.office.results.rules import RunState


@dataclass(frozen=True, slots=True)
class RunView:
    """A run as people see it.

    ``at`` is when it was asked for, ``seq`` the entry as of which figures count; ``digest`` is the scheme's.
    Of one that is ready ``book`` and ``figures`` are digests of content, ``book_sha256`` and
    ``readiness_sha256`` those of the files that are kept; else they are empty. ``findings`` say why one came
    to nothing.
    """

    ref: str
    scheme: str
    digest: str
    checkpoint: str
    seq: int
    attempt: int
    at: datetime
    asked_by: str
    note: str
    job: str
    state: RunState
    done_at: datetime | None = None
    book: str = ""
    figures: str = ""
    complete: bool = False
    book_sha256: str = ""
    readiness_sha256: str = ""
    findings: tuple[Finding, ...] = ()


def runs(scheme: str | None = None) -> tuple[RunView, ...]:
    """The runs of a scheme, or of all, the last asked for first."""
    rows = _rows() if scheme is None else _rows().filter(scheme=scheme)
    return _views(rows.order_by("-entry_id"))


def run(ref: str) -> RunView:
    """One run; raises ``NotThere``."""
    found = _views(_rows().filter(pk=ref))
    if not found:
        raise NotThere.of("run.not_there")
    return found[0]


def run_like(digest: str, checkpoint: str, seq: int) -> RunView | None:
    """The last attempt at a question: a checkpoint by a version of a scheme on figures as of an entry."""
    rows = _rows().filter(digest=digest, checkpoint=checkpoint, seq=seq)
    return next(iter(_views(rows.order_by("-attempt")[:1])), None)


def _rows() -> QuerySet[Run]:
    return Run.objects.select_related("entry")


def _views(rows: Iterable[Run]) -> tuple[RunView, ...]:
    found = list(rows)
    refs = [row.ref for row in found]
    computed = {row.run_id: row for row in Computed.objects.filter(run__in=refs).select_related("entry")}
    failed = {row.run_id: row for row in Failed.objects.filter(run__in=refs).select_related("entry")}
    return tuple(_view(row, computed.get(row.ref), failed.get(row.ref)) for row in found)


def _view(row: Run, computed: Computed | None, failed: Failed | None) -> RunView:
    asked = {name: getattr(row, name) for name in _ASKED} | {"at": row.entry.at}
    if computed is not None:
        came_to = {name: getattr(computed, name) for name in _CAME_TO}
        return RunView(**asked, **came_to, state=RunState.READY, done_at=computed.entry.at)
    if failed is not None:
        findings = tuple(restore(told) for told in json.loads(failed.findings))
        return RunView(**asked, state=RunState.FAILED, done_at=failed.entry.at, findings=findings)
    return _without_outcome(row.job, asked)


def _without_outcome(ref: str, asked: dict[str, object]) -> RunView:
    """A run whose work goes on, or ended without a word: taken back, or by a fault of the program."""
    job = find_job(ref)
    if job is None:
        return RunView(**asked, state=RunState.FAILED)  # type: ignore[arg-type]
    if job.state in (State.FAILED, State.CANCELLED):
        return RunView(**asked, state=RunState.FAILED, done_at=job.ended_at, findings=job.findings)  # type: ignore[arg-type]
    return RunView(**asked, state=RunState.COMPUTING)  # type: ignore[arg-type]


_ASKED = ("ref", "scheme", "digest", "checkpoint", "seq", "attempt", "asked_by", "note", "job")
_CAME_TO = ("book", "figures", "complete", "book_sha256", "readiness_sha256")
