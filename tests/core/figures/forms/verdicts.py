"""What the reader makes of hostile workbooks, and how much it takes: for tests, and as a drill of thousands.

``python -m tests.core.figures.forms.verdicts 25`` judges 25 files of each kind and prints its figures.
"""

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from sikao.core.figures.forms import Entries, read_form, scan_form
from sikao.core.wording import Finding, has_errors
from tests.core.figures.forms import hostile_forms, hostile_packages, hostile_sheets
from tests.core.figures.forms.hostile import (
    HARMLESS_AT_TIMES,
    KINDS,
    Case,
    good_form,
    good_workbook,
    hostile_files,
)
from tests.core.sheets.test_child import processor_seconds, start
from tests.drill.figures import progress

MAKERS = (hostile_forms, hostile_packages, hostile_sheets)
"""The modules that enter their kinds."""
SECONDS = 2
"""Of the processor, because the machine may be busy with other things."""


@cache
def good_entries() -> Entries:
    """What the good workbook says."""
    entries, findings = read_form(good_workbook(), good_form())
    assert entries is not None and findings == ()
    return entries


def judged(content: bytes, *, apart: bool = True) -> tuple[Entries | None, tuple[Finding, ...]]:
    """Read as an upload is: in a process of its own held to 256 MB, which fails when it needs more."""
    scan = scan_form(content, good_form(), start if apart else None, name="a.xlsx")
    return read_form(scan, good_form())


def is_right(case: Case, entries: Entries | None, findings: tuple[Finding, ...]) -> bool:
    """Refused for one of the reasons expected; or, where a change may touch nothing, read as if untouched."""
    codes = {finding.code for finding in findings if finding.severity == "error"}
    if codes & case.codes:
        return entries is None or entries.failed
    same = entries is not None and entries.raws == good_entries().raws and not has_errors(findings)
    return same and case.kind in HARMLESS_AT_TIMES


@dataclass(slots=True)
class Tally:
    """The figures of a drill."""

    files: int = 0
    wrong: int = 0
    untouched: int = 0
    slowest: float = 0.0


def drill(cases: Iterable[Case]) -> Tally:
    """Judge every file apart; what goes wrong is printed."""
    tally = Tally()
    for case in cases:
        before = processor_seconds()
        entries, findings = judged(case.content)
        seconds = processor_seconds() - before
        tally.files += 1
        tally.slowest = max(tally.slowest, seconds)
        progress(f"{tally.files} files, the last of them {case.kind}, {tally.wrong} wrong")
        tally.untouched += not has_errors(findings)
        if seconds > SECONDS or not is_right(case, entries, findings):
            tally.wrong += 1
            told = Counter(finding.code for finding in findings)
            sys.stdout.write(f"{case.kind}, seed {case.seed}: {seconds:.2f} s, {dict(told)}\n")
    return tally


def main(each: int) -> int:
    """Run the drill with so many files of each kind; 0 when every verdict was right and in time."""
    tally = drill(hostile_files(each, first_seed=1_000))
    sys.stdout.write(
        f"{len(KINDS)} kinds, {tally.files} files, {tally.wrong} wrong, {tally.untouched} read as untouched, "
        f"slowest {tally.slowest:.2f} s of the processor\n"
    )
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
