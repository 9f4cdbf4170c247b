"""Broken examples: the sample scheme with one thing changed, and the finding that must come of it."""

from collections.abc import Iterable
from pathlib import Path

from sikao.core.scheme import load_scheme
from sikao.core.wording import Finding, Severity
from tests.core.scheme.samples import write_sample

Changes = Iterable[tuple[str, str, str]]
CARD = "scorecards/counties.yaml"


def findings_of(folder: Path, changes: Changes) -> tuple[Finding, ...]:
    """Every finding of the sample scheme with the changes made."""
    return load_scheme(write_sample(folder, *changes))[1]


def assert_found(folder: Path, code: str, changes: Changes) -> Finding:
    """The first finding with the code; it has a place and says something in both languages."""
    scheme, findings = load_scheme(write_sample(folder, *changes))
    matching = [finding for finding in findings if finding.code == code]
    assert matching, f"{code} not among {[finding.code for finding in findings]}"
    found = matching[0]
    assert (scheme is None) == any(finding.severity is Severity.ERROR for finding in findings)
    assert str(found.where)
    assert found.what("zh")
    assert found.remedy("en")
    return found
