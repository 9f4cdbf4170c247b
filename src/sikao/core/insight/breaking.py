"""What would no longer be kept after a change: sums, the claims of the policy, declared ranges of figures."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from sikao.core.figures.table import Figures
from sikao.core.insight.changes import Change, FigureChange, PointsChange, changed, tried_figure
from sikao.core.insight.limits import beyond_range
from sikao.core.scheme.checks.context import Context
from sikao.core.scheme.checks.nodes import check_nodes
from sikao.core.scheme.checks.sums import check_sums
from sikao.core.scheme.claims import check_claims
from sikao.core.scheme.loading import check_scheme
from sikao.core.scheme.model import Claim, Scheme
from sikao.core.scheme.shape import Table
from sikao.core.scheme.tree import NO_PLACES
from sikao.core.wording import Finding, Severity

_AGAINST_LAST_YEAR = "claim.no_previous"


def broken_by(
    scheme: Scheme, figures: Figures, changes: Iterable[Change], previous: Scheme | None = None
) -> tuple[Finding, ...]:
    """The errors that the changes would bring in, as warnings: a trial may break rules.

    ``previous`` is last year's scheme; without it claims against last year are left out.
    """
    return Promises(scheme, previous).broken_by(figures, changes)


class Promises:
    """What a scheme keeps now, to try changes against; last year's scheme where there is one."""

    def __init__(self, scheme: Scheme, previous: Scheme | None = None) -> None:
        self._scheme = scheme
        self._previous = previous

    def broken_by(self, figures: Figures, changes: Iterable[Change]) -> tuple[Finding, ...]:
        """Like ``broken_by`` of this module. What cannot be followed at all raises ``FindingsError``."""
        wanted = tuple(changes)
        after, _ = changed(self._scheme, figures, wanted)
        ranges = [
            finding
            for change in wanted
            if isinstance(change, FigureChange)
            for finding in beyond_range(after, tried_figure(after, figures, change))
        ]
        return (*self._broken(after, [c for c in wanted if not isinstance(c, FigureChange)]), *ranges)

    def _broken(self, after: Scheme, changes: Collection[Change]) -> Iterator[Finding]:
        if not changes:
            return
        points = {change.scorecard for change in changes if isinstance(change, PointsChange)}
        only_points = all(isinstance(change, PointsChange) for change in changes)
        found = self._sums_and_claims(after, points) if only_points else check_scheme(after, self._previous)
        for finding in found:
            unanswered = finding.code == _AGAINST_LAST_YEAR and self._previous is None
            if finding.severity is Severity.ERROR and not unanswered and _told(finding) not in self._known:
                yield replace(finding, severity=Severity.WARNING)

    @cached_property
    def _known(self) -> frozenset[tuple[str, str]]:
        """What the scheme does not keep as it is."""
        return frozenset(_told(finding) for finding in check_scheme(self._scheme, self._previous))

    def _sums_and_claims(self, after: Scheme, cards: Collection[str]) -> Iterator[Finding]:
        """All that other points can break, without the rest: a page asks at every keystroke."""
        kept = {code: card for code, card in after.scorecards.items() if code in cards}
        context = Context(replace(after, scorecards=Table(kept)), NO_PLACES)
        check_nodes(context)
        check_sums(context)
        yield from context.found.sorted()
        claims = {code: claim for code, claim in after.claims.items() if _looks_at(claim, cards)}
        yield from check_claims(replace(after, claims=Table(claims)), self._previous, NO_PLACES)


def _looks_at(claim: Claim, cards: Collection[str]) -> bool:
    """Whether a claim counts points of some of these scorecards."""
    looked_at = {selector.scorecard for selector in (claim.of, claim.relative_to) if selector is not None}
    return claim.quantity == "points" and (None in looked_at or not looked_at.isdisjoint(cards))


def _told(finding: Finding) -> tuple[str, str]:
    return finding.code, finding.what("en")
