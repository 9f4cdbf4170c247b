"""What a scheme would no longer keep after a change: sums, references, the claims of the policy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sikao.core.figures.table import Figures
from sikao.core.insight.changes import Change, changed
from sikao.core.scheme.loading import check_scheme
from sikao.core.scheme.model import Scheme
from sikao.core.wording import Finding, Severity

_AGAINST_LAST_YEAR = "claim.no_previous"


def broken_by(scheme: Scheme, figures: Figures, changes: Iterable[Change]) -> tuple[Finding, ...]:
    """The errors that the changes would bring into a scheme, as warnings: a trial may break rules.

    Claims against last year's scheme are left out.
    """
    after, _ = changed(scheme, figures, changes)
    known = {_told(finding) for finding in check_scheme(scheme)}
    return tuple(
        replace(finding, severity=Severity.WARNING)
        for finding in check_scheme(after)
        if finding.severity is Severity.ERROR
        and finding.code != _AGAINST_LAST_YEAR
        and _told(finding) not in known
    )


def _told(finding: Finding) -> tuple[str, str]:
    return finding.code, finding.what("en")
