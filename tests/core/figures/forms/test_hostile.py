"""Every kind of hostile workbook gets the right verdict, within two seconds and the memory allowed."""

import pytest

from tests.core.figures.forms.hostile import KINDS, Case, Draw, good_workbook, hostile_files
from tests.core.figures.forms.verdicts import (
    MAKERS,
    SECONDS,
    drill,
    good_entries,
    is_right,
    judged,
    processor_seconds,
)
from tests.drill.figures import some
from tests.drill.parts import PARTS

APART, HERE = range(1), range(1, 3)
"""Seeds of an ordinary run: in a process of its own, which takes its time to start, and in this one."""
ALONE = set(some(sorted(KINDS), 3))
"""Kinds that an ordinary run reads in a process of its own."""


def test_the_good_workbook_is_accepted():
    entries, findings = judged(good_workbook())
    assert findings == () and entries is not None and entries.filled == 11
    assert entries == good_entries()


def test_there_are_at_least_forty_kinds():
    assert len(MAKERS) == 3 and len(KINDS) >= 40


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_hostile_workbook_is_refused_for_the_right_reason(kind: str):
    make, codes = KINDS[kind]
    for seed in (*APART, *HERE) if kind in ALONE else HERE:
        case = Case(kind, seed, make(good_workbook(), Draw(kind, seed)), codes)
        before = processor_seconds()
        entries, findings = judged(case.content, apart=seed in APART)
        assert processor_seconds() - before < SECONDS
        assert is_right(case, entries, findings), (seed, [finding.code for finding in findings])


def test_the_drill_judges_two_hundred_files_of_the_wrong_task():
    wrong = {"form.other_period", "form.other_provider", "form.other_form", "form.other_version"}
    wrong |= {"form.other_token", "form.not_template", "form.stamp_changed", "form.sheet_missing"}
    each = int(PARTS["workbooks"].whole[0][-1])
    assert sum(bool(codes & wrong) for _, codes in KINDS.values()) * each >= 200


def test_as_many_files_are_made_as_are_wanted():
    files = hostile_files(1, first_seed=7)
    first = [next(files) for _ in range(4)]
    again = hostile_files(1, first_seed=7)
    assert first == [next(again) for _ in range(4)]
    assert len({case.content for case in first}) == 4
    assert len(KINDS) * 20 >= 2_000


def test_a_drill_counts_what_goes_wrong(capsys: pytest.CaptureFixture[str]):
    right = Case("noise", 0, b"no workbook", frozenset({"package.not_workbook"}))
    wrong = Case("noise", 1, good_workbook(), frozenset({"package.not_workbook"}))
    tally = drill([right, wrong])
    assert (tally.files, tally.wrong, tally.untouched) == (2, 1, 1)
    assert "noise, seed 1" in capsys.readouterr().out
