"""Findings: places, order, rendering, and loud failure when the program itself is wrong."""

import json
import pickle

import pytest

from sikao.core.wording import Finding, Findings, FindingsError, Place, Severity, render_text


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place(), ""),
        (Place(file="scheme.yaml", line=12, column=5), "scheme.yaml:12:5"),
        (Place(sheet="指标", cell="C14"), "指标!C14"),
        (Place(file="book.xlsx", sheet="指标", cell="C14"), "book.xlsx 指标!C14"),
        (Place(file="figures.csv", line=7, path="value"), "figures.csv:7 (value)"),
        (Place(path="items.gdp.rule"), "items.gdp.rule"),
        (Place(line=3), "3"),
        (Place(file="a\u202eb.csv"), "a\\u202eb.csv"),
    ],
)
def test_a_place_reads_as_people_write_it(place: Place, text: str) -> None:
    assert str(place) == text


def test_findings_are_sorted_as_a_person_reads() -> None:
    cells = ["C14", "AA2", "B2", "C3"]
    found = Findings()
    for cell in cells:
        found.note("number.blank", Place(sheet="指标", cell=cell))
    found.error("number.blank", Place(sheet="指标", cell="C3"))
    order = [(finding.where.cell, finding.severity.value) for finding in found.sorted()]
    assert order == [("B2", "note"), ("AA2", "note"), ("C3", "error"), ("C3", "note"), ("C14", "note")]


def test_lines_are_sorted_by_number() -> None:
    found = Findings()
    for line in (10, 9, 100):
        found.warning("number.blank", Place(file="f.csv", line=line))
    assert [finding.where.line for finding in found.sorted()] == [9, 10, 100]


def test_only_errors_fail() -> None:
    found = Findings()
    found.warning("number.blank")
    found.note("number.blank")
    assert not found.failed
    found.error("number.blank")
    assert found.failed
    assert len(found) == 3


def test_text_in_both_languages() -> None:
    finding = Finding("number.blank", Severity.ERROR, Place(file="f.csv", line=3, path="value"))
    assert render_text([finding], "zh").startswith("错误 f.csv:3 (value)：此处为空")
    assert render_text([finding], "en").startswith("error f.csv:3 (value): This is blank")
    assert render_text([finding], "en").endswith("[number.blank]")


def test_json_is_plain_and_bilingual() -> None:
    data = json.loads(json.dumps(Finding("number.blank", Severity.NOTE, Place(line=3)).to_json()))
    assert data["code"] == "number.blank"
    assert data["severity"] == "note"
    assert data["where"] == {"line": 3}
    assert set(data["what"]) == set(data["remedy"]) == {"zh", "en"}


def test_an_unknown_code_raises() -> None:
    with pytest.raises(LookupError, match="no.such_code"):
        Finding("no.such_code", Severity.ERROR)


def test_a_missing_detail_raises() -> None:
    with pytest.raises(LookupError, match="lacks details: .*text"):
        Finding("number.full_width", Severity.ERROR)


def test_details_are_copied_and_findings_can_be_hashed() -> None:
    details = {"text": "１", "position": "1", "char": "１", "suggestion": "1"}
    finding = Finding("number.full_width", Severity.ERROR, Place(), details)
    details["text"] = "changed"
    assert finding.details["text"] == "１"
    assert len({finding, finding}) == 1


def test_the_error_crosses_processes_and_tells_everything() -> None:
    error = FindingsError([Finding("number.blank", Severity.ERROR, Place(line=2))])
    again = pickle.loads(pickle.dumps(error))
    assert again.findings == error.findings
    assert "此处为空" in str(again)


def test_beyond_a_limit_findings_are_counted_and_come_last() -> None:
    found = Findings(most=2)
    for line in (3, 1, 2):
        found.note("number.blank", Place("a", line))
    found.extend([Finding("number.blank", Severity.ERROR, Place("a", 4))])
    told = found.sorted()
    assert [(finding.code, finding.where.line) for finding in told] == [
        ("number.blank", 1),
        ("number.blank", 3),
        ("scheme.more", None),
    ]
    # One note and one error are not shown; the error decides.
    assert told[-1].details == {"count": "2"}
    assert told[-1].severity is Severity.ERROR
    assert found.failed
