"""Rows of a file to figures: every column's refusals, the cap, and columns against the single parser."""

from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sikao.core.figures.absence import Absence, Flag
from sikao.core.figures.decimals import canonical
from sikao.core.figures.numbers import parse_number
from sikao.core.figures.periods import Period
from sikao.core.figures.reading import _PLAIN, _canonical_column, read_figures
from sikao.core.figures.table import COLUMNS, Figures, Kind
from sikao.core.wording import Finding

GOOD = {
    "unit": "shinan", "indicator": "gdp", "kind": "level", "period": "2020", "value": "12.5",
    "unit_of_measure": "yi_yuan", "absence": "", "flags": "", "caliber": "", "source": "", "since": "",
}  # fmt: skip


def read(
    folder: Path, *rows: dict[str, str], year: int | None = None
) -> tuple[Figures | None, tuple[Finding, ...]]:
    quoted = [[f'"{row[name]}"' for name in COLUMNS] for row in rows]
    lines = [",".join(fields) for fields in (COLUMNS, *quoted)]
    path = folder / "figures.csv"
    path.write_text("\n".join(lines), encoding="utf-8", newline="")
    return read_figures(path, year=year)


def test_a_row_in_chinese_words(tmp_path: Path) -> None:
    row = {
        **GOOD, "indicator": "trade/export", "kind": "增速", "period": "1—2月", "value": "-12.40%",
        "unit_of_measure": "%", "flags": "有异议 估计", "caliber": "快报口径", "source": "海关",
    }  # fmt: skip
    figures, findings = read(tmp_path, row, year=2020)
    assert findings == () and figures is not None
    (figure,) = figures
    assert figure.key == ("shinan", "trade/export", Kind.GROWTH, Period.of(2020, 1, 2), "")
    assert (figure.value, figure.unit_of_measure) == (Decimal("-12.4"), "percent")
    assert figure.flags == {Flag.DISPUTED, Flag.ESTIMATED}
    assert (figure.caliber, figure.source) == ("快报口径", "海关")


@pytest.mark.parametrize(
    "word", ["missing", "未报", "not_applicable", "不适用", "not_yet_due", "withheld", "不公开"]
)
def test_absences(tmp_path: Path, word: str) -> None:
    figures, findings = read(tmp_path, {**GOOD, "value": "", "unit_of_measure": "", "absence": word})
    assert findings == () and figures is not None
    (figure,) = figures
    assert figure.value is None
    assert figure.absence in {Absence.MISSING, Absence.NOT_APPLICABLE, Absence.NOT_YET_DUE, Absence.WITHHELD}


@pytest.mark.parametrize(
    ("changes", "column", "code"),
    [
        ({"unit": ""}, "unit", "code.blank"),
        ({"unit": "市南区"}, "unit", "code.name_instead"),
        ({"unit": "Shinan"}, "unit", "code.malformed"),
        ({"indicator": "a/b/c"}, "indicator", "code.malformed_indicator"),
        ({"kind": "Level"}, "kind", "figure.unknown_kind"),
        ({"kind": ""}, "kind", "figure.unknown_kind"),
        ({"period": "2020/5"}, "period", "period.ambiguous"),
        ({"period": "1—2月"}, "period", "period.no_year"),
        ({"value": ""}, "value", "number.blank"),
        ({"value": "", "unit_of_measure": ""}, "value", "number.blank"),
        ({"value": "—"}, "value", "number.dash"),
        ({"value": "１２"}, "value", "number.full_width"),
        ({"value": "12.5%"}, "value", "number.suffix"),
        ({"value": "1,23"}, "value", "number.thousands_grouping"),
        ({"unit_of_measure": ""}, "unit_of_measure", "measure.blank"),
        ({"unit_of_measure": "", "value": "—"}, "unit_of_measure", "measure.blank"),
        ({"unit_of_measure": "亿圆"}, "unit_of_measure", "measure.unknown"),
        ({"unit_of_measure": "％"}, "unit_of_measure", "measure.look_alike"),
        ({"absence": "missing"}, "value", "figure.value_and_absence"),
        ({"absence": "gone", "value": ""}, "absence", "figure.unknown_absence"),
        ({"absence": "undefined", "value": ""}, "absence", "figure.reserved_absence"),
        ({"absence": "无法计算", "value": ""}, "absence", "figure.reserved_absence"),
        ({"flags": "late early"}, "flags", "figure.unknown_flag"),
        ({"flags": "late  disputed"}, "flags", "figure.unknown_flag"),
        ({"caliber": "快\u200b报"}, "caliber", "figure.hidden_text"),
        ({"source": "\u202e统计局"}, "source", "figure.hidden_text"),
        ({"source": "统计\u3000局"}, "source", "figure.hidden_text"),
        ({"source": "长" * 201}, "source", "figure.long_text"),
    ],
)
def test_what_is_refused(tmp_path: Path, changes: dict[str, str], column: str, code: str) -> None:
    other = {**GOOD, "unit": "shibei"}
    figures, findings = read(tmp_path, other, {**GOOD, **changes})
    assert figures is None
    assert [(finding.code, finding.where.line, finding.where.path) for finding in findings] == [
        (code, 3, column)
    ]


def test_everything_is_told_at_once(tmp_path: Path) -> None:
    faulty = {**GOOD, "unit": "市南区", "kind": "x", "period": "20年", "value": "1e5", "flags": "y"}
    _, findings = read(tmp_path, faulty)
    assert [finding.code for finding in findings] == [
        "figure.unknown_flag",
        "figure.unknown_kind",
        "period.two_digit_year",
        "code.name_instead",
        "number.exponent",
    ]


def test_a_conversion_is_noted_and_accepted(tmp_path: Path) -> None:
    row = {**GOOD, "indicator": "fdi", "value": "2.465亿", "unit_of_measure": "万美元"}
    figures, findings = read(tmp_path, row)
    assert figures is not None
    assert next(iter(figures)).value == 24650
    assert [(finding.code, finding.severity, finding.where.line) for finding in findings] == [
        ("number.converted", "note", 2)
    ]


def test_duplicates_name_the_first_row(tmp_path: Path) -> None:
    figures, findings = read(
        tmp_path, GOOD, {**GOOD, "unit": "shibei"}, {**GOOD, "period": "2020年", "value": "3"}
    )
    assert figures is None
    assert [(finding.code, finding.where.line, finding.details["first"]) for finding in findings] == [
        ("figure.duplicate", 4, "figures.csv:2")
    ]


def test_many_findings_are_capped_and_counted(tmp_path: Path) -> None:
    rows = [{**GOOD, "unit": f"u{number}", "value": f"x{number}"} for number in range(1500)]
    figures, findings = read(tmp_path, *rows)
    assert figures is None
    assert len(findings) == 201
    assert findings[-1].code == "table.more"
    assert findings[-1].details["count"] == "800"  # 1,000 different faulty texts are enough to refuse a file
    _, findings = read(tmp_path, *[{**row, "value": "x"} for row in rows])
    assert findings[-1].details["count"] == "1300"


def test_a_file_of_nothing_but_faults_is_given_up_early(tmp_path: Path) -> None:
    rows = [{**GOOD, "unit": f"U{number}"} for number in range(1500)]
    figures, findings = read(tmp_path, *rows)
    assert figures is None
    assert findings[-1].details["count"] == "800"


VALUES = st.from_regex(r"\A[+-]?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,12})?\Z")


@given(st.lists(VALUES, min_size=1, max_size=20))
def test_the_column_and_the_parser_agree(texts: list[str]) -> None:
    frame = pl.DataFrame({"bare": texts}).with_columns(_canonical_column().alias("canonical"))
    assert frame["canonical"].to_list() == [canonical(Decimal(text)) for text in texts]


@given(st.text(max_size=30) | st.text(alphabet="0123456789+-.\n ", max_size=20))
def test_the_plain_pattern_accepts_only_what_the_parser_accepts(text: str) -> None:
    if pl.Series([text]).str.contains(_PLAIN).item():
        number, findings = parse_number(text)
        assert number is not None and findings == ()


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("5.20%", "%", "5.2"),
        ("-0%", "percent", "0"),
        ("3位", "rank", "3"),
        ("+1.5亿元", "亿元", "1.5"),
        ("7km", "公里", "7"),
    ],
)
def test_the_units_own_name_after_the_value(tmp_path: Path, text: str, measure: str, value: str) -> None:
    figures, findings = read(tmp_path, {**GOOD, "value": text, "unit_of_measure": measure})
    assert findings == () and figures is not None
    assert figures.canonical_rows()[0]["value"] == value


@pytest.mark.parametrize("text", ["5%%", "%", "5.%", "05%", "5 %"])
def test_a_faulty_value_before_the_units_own_name(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, {**GOOD, "value": text, "unit_of_measure": "%"})[0] is None
