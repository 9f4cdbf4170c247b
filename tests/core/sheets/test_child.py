"""Bombs are refused in seconds within 256 MB; a scan survives the way between two processes."""

import hashlib
import os
import resource
import subprocess
import time
from collections.abc import Sequence

import pytest

from sikao.core.sheets import Limits, scan_workbook
from sikao.core.sheets.child import CPU_SECONDS, command, from_json, read_apart, to_json
from tests.core.sheets.corpus import CORPUS
from tests.core.sheets.packages import HEAD, SPREADSHEET, book, cell, sheet

COUNT = iter(range(10**9))


def start(arguments: Sequence[str], content: bytes) -> bytes | None:
    done = subprocess.run(arguments, input=content, capture_output=True, check=False)
    return done.stdout if done.returncode == 0 else None


def noise(length: int) -> str:
    """Hexadecimal digits that cannot be packed much, the same in every run of the tests."""
    return hashlib.shake_256(next(COUNT).to_bytes(8, "big")).hexdigest(length)[:length]


def strings(content: str) -> bytes:
    return book(sharedStrings=f'{HEAD}<sst xmlns="{SPREADSHEET}">{content}</sst>')


def bombs() -> dict[str, bytes]:
    """Each is far smaller packed than what a careless reader would make of it."""
    many = [f"<!--{noise(6)}-->" for _ in range(300_000)]
    long = "".join(noise(50) + " " * 2_000 for _ in range(20_000))
    filled = "".join(
        f'<row r="{n}" hidden="1">'
        + "".join(f'<c r="{c}{n}"><f/><v>{noise(5)}</v></c>' for c in "ABCDEF")
        + "</row>"
        for n in range(1, 5_001)
    )
    return {
        "one far cell": book('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "rows again and again": book('<row r="1"><c r="A1"><v>1</v></c></row>' * 1_000_000),
        "strings": strings("<si><t>a</t></si>" * 2_000_000),
        "strings, packed loosely": strings("".join("<si/>" * 20 + part for part in many)),
        "strings of one text": strings(f"<si><t>{long}</t></si>"),
        "elements without meaning": book(
            sheet=sheet("", after="".join("<x/><y/><z/>" * 4 + part for part in many))
        ),
        "one long attribute": book(sheet=sheet("", before=f'<a b="{long}"/>')),
        "one long text": book(cell(f"<is><t>{long}</t></is>", attributes='t="inlineStr"')),
        "everything wrong": book(filled),
    }


def test_bombs_are_refused_within_two_seconds_and_the_memory_allowed():
    """The child may not take more memory than allowed: had a bomb needed more, it would have failed to
    answer.
    """
    for name, content in bombs().items():
        began = time.perf_counter()
        scan = read_apart(content, start, name=name)
        # The machine may be busy with other tests; processor time is asserted below.
        assert time.perf_counter() - began < 4, name
        assert scan.findings, name
        assert {finding.code for finding in scan.findings} <= {
            *("sheet.too_big", "package.ratio", "package.unpacked_too_large", "markup.too_much"),
            *("cell.too_long", "sheet.hidden_row", "cell.formula", "sheet.gave_up", "sheet.more_findings"),
            "sheet.too_much_text",
        }, name
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert used.ru_utime < 2 * len(bombs())


@pytest.mark.parametrize("name", CORPUS)
def test_a_scan_survives_the_way_between_processes(name: str):
    scan = scan_workbook(CORPUS[name][0], name="a.xlsx")
    assert from_json(to_json(scan)) == scan


def test_the_child_gives_what_the_reader_gives():
    text = '<c r="B2" t="inlineStr"><is><t>市南区</t></is></c>'
    content = book(f'<row r="2">{text}<c r="C2"><v>8.0999999999999996</v></c></row>')
    limits = Limits(rows=2, hidden_sheets=frozenset({"表"}))
    here = scan_workbook(content, limits=limits, name="年.xlsx")
    assert here.findings == ()
    assert read_apart(content, start, limits=limits, name="年.xlsx") == here


def test_a_child_that_fails_is_a_finding():
    scan = read_apart(book(), lambda _arguments, _content: None, name="a.xlsx")
    assert [(f.code, f.where.file) for f in scan.findings] == [("package.unreadable_apart", "a.xlsx")]
    assert scan.workbook is None


def test_too_large_a_file_starts_no_child():
    def never(_arguments: Sequence[str], _content: bytes) -> bytes | None:
        raise AssertionError

    scan = read_apart(book(), never, limits=Limits(packed_bytes=10))
    assert [finding.code for finding in scan.findings] == ["package.too_large"]


def test_the_child_limits_itself():
    """A process that has limited itself like the child cannot take more memory than allowed."""
    code = (
        "import resource; from sikao.core.sheets.child import *;"
        "resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES));"
        "bytearray(MEMORY_BYTES)"
    )
    done = subprocess.run([command()[0], "-c", code], capture_output=True, check=False, env=dict(os.environ))
    assert b"MemoryError" in done.stderr
    assert CPU_SECONDS == 10
