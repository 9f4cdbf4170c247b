"""The declared spellings of a period, each by hand, and every refusal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sikao.core.figures.periods import Period
from sikao.core.figures.spellings import parse_period
from sikao.core.wording import Listed

ACCEPTED = {
    "2020": (1, 12), "2020年": (1, 12), "2020年全年": (1, 12), " 2020 ": (1, 12),
    "2020Q1": (1, 3), "2020Q4": (10, 12), "2020年一季度": (1, 3), "2020年第一季度": (1, 3),
    "2020年1季度": (1, 3), "2020年第4季度": (10, 12), "2020年四季度": (10, 12),
    "2020H1": (1, 6), "2020H2": (7, 12), "2020年上半年": (1, 6), "2020年下半年": (7, 12),
    "2020年前三季度": (1, 9), "2020Q1-Q3": (1, 9), "2020Q2-Q3": (4, 9), "2020年1-9月": (1, 9),
    "2020年1—9月": (1, 9), "2020年1–9月": (1, 9), "2020年1至9月": (1, 9), "2020年1月至9月": (1, 9),
    "2020-05": (5, 5), "2020年5月": (5, 5), "2020年05月": (5, 5), "2020年12月": (12, 12),
    "2020-01..03": (1, 3), "2020-01..02": (1, 2), "2020-01..12": (1, 12), "2020-05..05": (5, 5),
}  # fmt: skip
WITHOUT_YEAR = {
    "1—2月": (1, 2), "1-2月": (1, 2), "1—9月": (1, 9), "5月": (5, 5), "一季度": (1, 3), "第三季度": (7, 9),
    "上半年": (1, 6), "下半年": (7, 12), "前三季度": (1, 9), "全年": (1, 12), "3季度": (7, 9),
}  # fmt: skip
REFUSED = {
    "": "period.blank", "  ": "period.blank",
    "2020/5": "period.ambiguous", "2020.5": "period.ambiguous", "5/2020": "period.ambiguous",
    "2020/05/01": "period.ambiguous", "20年": "period.two_digit_year", "20Q1": "period.two_digit_year",
    "20-05": "period.two_digit_year", "20年一季度": "period.two_digit_year",
    "2020-00": "period.month_range", "2020-13": "period.month_range", "2020年0月": "period.month_range",
    "2020年13月": "period.month_range", "2020-01..13": "period.month_range",
    "2020Q0": "period.quarter_range", "2020Q5": "period.quarter_range", "2020H3": "period.quarter_range",
    "2020年5季度": "period.quarter_range", "2020H0": "period.quarter_range",
    "2020-03..01": "period.reversed", "2020年9-1月": "period.reversed", "2020Q3-Q1": "period.reversed",
    "2019-11..2020-02": "period.across_years", "2019年12月-2020年2月": "period.across_years",
    "2020-01..2020-03": "period.malformed",
    "２０２０": "period.full_width", "2020年１月": "period.full_width", "2020Ｑ1": "period.full_width",
    "2020-5": "period.malformed", "202005": "period.malformed", "2020q1": "period.malformed",
    "2020年 5月": "period.malformed", "2020\u00a0": "period.malformed", "1月-2月 2020": "period.malformed",
    "1820": "period.malformed", "2120": "period.malformed", "٢٠٢٠": "period.malformed",
    "2020\u200b": "period.malformed", "5月": "period.no_year", "1—2月": "period.no_year",
    "上半年": "period.no_year", "2020-01-01": "period.malformed", "9" * 5000: "period.malformed",
    " " * 5000: "period.malformed", "2020年前两季度": "period.malformed", "2020-02-30": "period.malformed",
}  # fmt: skip


@pytest.mark.parametrize(("text", "months"), ACCEPTED.items())
def test_declared_spellings(text: str, months: tuple[int, int]) -> None:
    assert parse_period(text) == (Period.of(2020, *months), ())


@pytest.mark.parametrize(("text", "months"), WITHOUT_YEAR.items())
def test_spellings_that_need_a_year_from_the_context(text: str, months: tuple[int, int]) -> None:
    assert parse_period(text, year=2021) == (Period.of(2021, *months), ())


@pytest.mark.parametrize(("text", "code"), REFUSED.items())
def test_refusals(text: str, code: str) -> None:
    period, findings = parse_period(text)
    assert period is None
    assert [finding.code for finding in findings] == [code]


def test_years_of_the_assessment() -> None:
    assert parse_period("2019", years={2019, 2020})[0] == Period.of(2019)
    period, findings = parse_period("2018-05", years={2020, 2019})
    assert period is None
    assert findings[0].code == "period.outside_year"
    assert findings[0].details["years"] == Listed(("2019", "2020"))


@pytest.mark.parametrize("text", ["2020-01", "2020-02", "2020年1月", "2020-02..06"])
def test_january_has_no_figure_of_its_own(text: str) -> None:
    assert parse_period(text)[0] is not None
    period, findings = parse_period(text, merged_january=True)
    assert period is None
    assert findings[0].code == "period.merged_january"


def test_the_merged_period_itself_is_accepted() -> None:
    assert parse_period("2020年1—2月", merged_january=True)[0] == Period.of(2020, 1, 2)


@given(st.text(alphabet="0123456789-.—–至年月季度第一二三四上下半前全QH/ ", max_size=14))
def test_what_is_accepted_has_one_canonical_text(text: str) -> None:
    period, findings = parse_period(text, year=2020)
    assert (period is None) == bool(findings)
    if period is not None:
        assert Period.from_canonical(str(period)) == period
        assert parse_period(str(period)) == (period, ())
