"""What a simulated year left, and whether all of it holds: records verified, books and reviews recomputed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from sikao.core.wording import Finding, Severity, Term
from sikao.interfaces.demo.agenda import Told
from sikao.interfaces.demo.stage import SCHEME
from sikao.office.bulletins.document import Kind
from sikao.office.bulletins.queries import papers
from sikao.office.bulletins.rules import State as PaperState
from sikao.office.cycle.models import HeldReview
from sikao.office.cycle.monthly import Named, recomputes
from sikao.office.groundwork.verifying import verify
from sikao.office.results.editions import editions
from sikao.office.results.objections import objections
from sikao.office.results.queries import runs
from sikao.office.results.replaying import replay
from sikao.office.results.rules import RunState
from sikao.office.results.stages import State


@dataclass(frozen=True, slots=True)
class Whole:
    """What there is: counts, and what was found where something does not hold."""

    reviews: int
    books: int
    objections: int
    letters: int
    papers: int
    replayed: int
    entries: int
    findings: tuple[Finding, ...]

    def to_json(self) -> dict[str, Any]:
        """As the command tells it to programs."""
        return asdict(self) | {"findings": [finding.to_json() for finding in self.findings]}


def prove(tell: Told, told: Callable[[Term, int, int], None]) -> Whole:
    """Verify every record, compute every run and every monthly review again, and count."""
    verified = verify(progress=told)
    findings = list(verified.findings)
    ready = [view for view in reversed(runs()) if view.state is RunState.READY]
    for number, view in enumerate(ready, 1):
        tell(f"复算 {number}/{len(ready)}", f"recomputing {number}/{len(ready)}")
        findings += replay(view).findings
    held = list(HeldReview.objects.filter(scheme=SCHEME).order_by("through"))
    for row in held:
        tell(f"复算月度调度 {row.through}", f"recomputing the review of {row.through}")
        if not recomputes(row):
            review = Named(row.scheme, row.through).ref
            findings.append(Finding("review.differs", Severity.ERROR, details={"review": review}))
    published = [view for view in editions(SCHEME) if view.state is State.PUBLISHED]
    issued = [paper.kind for paper in papers(scheme=SCHEME) if paper.state is PaperState.ISSUED]
    return Whole(
        reviews=len(held),
        books=len(published),
        objections=len(objections()),
        letters=issued.count(Kind.FEEDBACK),
        papers=len(issued),
        replayed=len(ready),
        entries=verified.entries,
        findings=tuple(findings),
    )
