"""Checks of what a scheme means; every check tells all it finds, at the place of the field concerned."""

from __future__ import annotations

from sikao.core.scheme.checks.briefings import check_briefings
from sikao.core.scheme.checks.containment import check_containment
from sikao.core.scheme.checks.context import Context
from sikao.core.scheme.checks.docket import check_docket
from sikao.core.scheme.checks.formulas import check_formulas
from sikao.core.scheme.checks.methods import check_methods
from sikao.core.scheme.checks.nodes import check_nodes
from sikao.core.scheme.checks.outcomes import check_outcomes
from sikao.core.scheme.checks.references import check_references
from sikao.core.scheme.checks.reporting import check_reporting
from sikao.core.scheme.checks.review import check_review
from sikao.core.scheme.checks.roster import check_roster
from sikao.core.scheme.checks.size import check_size, is_too_large
from sikao.core.scheme.checks.sums import check_sums
from sikao.core.scheme.checks.timing import check_timing
from sikao.core.scheme.model import Scheme
from sikao.core.scheme.tree import Places
from sikao.core.wording import Finding

_CHECKS = (
    check_references,
    check_roster,
    check_nodes,
    check_sums,
    check_methods,
    check_formulas,
    check_timing,
    check_reporting,
    check_briefings,
    check_review,
    check_docket,
    check_outcomes,
    check_containment,
)


def check_meaning(scheme: Scheme, places: Places) -> tuple[Finding, ...]:
    """Every finding about a scheme that was read without errors, claims excepted."""
    context = Context(scheme, places)
    for check in (check_size,) if is_too_large(scheme) else _CHECKS:
        check(context)
    return context.found.sorted()
