"""Holding amendments in force against what approved them, from the stored records alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from sikao.core.wording import Finding, Place, Severity
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.amendments.models import Amendment, Proposal, Step
from sikao.office.amendments.rules import APPROVERS, State, bound_digest
from sikao.office.rulebook.queries import sealed_all, sealed_versions


def check_amended() -> Iterator[Finding]:
    """Every later version of a sealed scheme that is not what was approved for it, or was not approved."""
    for last in sealed_all():
        versions = sealed_versions(last.code)
        for before, version in pairwise(versions):
            if not _is_approved(version.amendment, version.digest, before.digest):
                where = Place(path=f"rulebook.amendedscheme {version.amendment}")
                details = {"scheme": version.code, "number": str(version.number)}
                yield Finding("amendment.unapproved", Severity.ERROR, where, details)


def _is_approved(ref: str, digest: str, follows: str) -> bool:
    row = Amendment.objects.filter(pk=ref, state=State.IN_FORCE.value).first()
    steps = [] if row is None else list(Step.objects.filter(amendment=row))
    issued = next((step for step in steps if step.what == Verb.AMENDMENT_ISSUE.value), None)
    if row is None or issued is None:
        return False
    line = Proposal.objects.filter(amendment=row, number=issued.proposal).first()
    if line is None or (line.digest, line.follows) != (digest, follows):
        return False
    bound = bound_digest(
        scheme=row.scheme,
        number=row.number,
        follows=line.follows,
        digest=line.digest,
        since=line.since,
        reason=line.reason,
        impact=issued.impact,
    )
    same = [step for step in steps if step.attempt == issued.attempt and step.bound == bound]
    if issued not in same:
        return False
    people = {step.person for step in same if step.what == Verb.AMENDMENT_APPROVE.value} - {line.uploaded_by}
    by_paper = any(step.what == Verb.AMENDMENT_APPROVE_OFFLINE.value and step.scan_sha256 for step in same)
    return by_paper or len(people) >= APPROVERS
