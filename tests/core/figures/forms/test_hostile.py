"""Every kind of hostile workbook gets the right verdict within two seconds and the memory allowed."""

import resource
from functools import cache

import pytest

from sikao.core.figures.forms import Entries, read_form, scan_form
from sikao.core.wording import Finding, has_errors
from tests.core.figures.forms import hostile_forms, hostile_packages, hostile_sheets
from tests.core.figures.forms.hostile import (
    HARMLESS_AT_TIMES,
    KINDS,
    Case,
    Draw,
    good_form,
    good_workbook,
    hostile_files,
)
from tests.core.sheets.test_child import start

MAKERS = (hostile_forms, hostile_packages, hostile_sheets)
SAMPLE = 2
"""Files of each kind in an ordinary run; every seed gives others."""


def judged(content: bytes) -> tuple[Entries | None, tuple[Finding, ...]]:
    """Read as an upload is: in a process of its own, held to 256 MB, which fails when it needs more."""
    return read_form(scan_form(content, good_form(), start, name="a.xlsx"), good_form())


def is_right(case: Case, entries: Entries | None, findings: tuple[Finding, ...], good: Entries) -> bool:
    """Refused for one of the reasons expected; or, where a change may touch nothing, read as if untouched."""
    codes = {finding.code for finding in findings if finding.severity == "error"}
    if codes & case.codes:
        return entries is None or entries.failed
    same = entries is not None and entries.raws == good.raws and not has_errors(findings)
    return same and case.kind in HARMLESS_AT_TIMES


@cache
def good_entries() -> Entries:
    entries, findings = judged(good_workbook())
    assert entries is not None and findings == ()
    return entries


def processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_the_good_workbook_is_accepted():
    assert good_entries().filled == 11


def test_there_are_at_least_forty_kinds():
    assert len(MAKERS) == 3 and len(KINDS) >= 40


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_hostile_workbook_is_refused_for_the_right_reason(kind: str):
    make, codes = KINDS[kind]
    good = good_entries() if kind in HARMLESS_AT_TIMES else Entries({})
    for seed in range(SAMPLE):
        case = Case(kind, seed, make(good_workbook(), Draw(kind, seed)), codes)
        before = processor_seconds()
        entries, findings = judged(case.content)
        assert processor_seconds() - before < 2
        assert is_right(case, entries, findings, good), (seed, [f.code for f in findings])


def test_as_many_files_are_made_as_are_wanted():
    one = [case for case in hostile_files(1, first_seed=7) if case.kind in {"a dash", "noise", "cut short"}]
    two = [case for case in hostile_files(1, first_seed=7) if case.kind in {"a dash", "noise", "cut short"}]
    assert one == two and one
