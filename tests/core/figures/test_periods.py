"""Periods and checkpoints, over every month of 2020 to 2030."""

import calendar
import datetime as dt

import pytest

from sikao.core.figures.periods import Cover, Frequency, Month, Period, PeriodKind, covers

YEARS = range(2020, 2031)
SPANS = [(first, last) for first in range(1, 13) for last in range(first, 13)]

# Which stretch has last ended at the end of each month, written out by hand: month → (quarter, half).
ENDED = {
    1: (None, None), 2: (None, None), 3: ((1, 3), None), 4: ((1, 3), None), 5: ((1, 3), None),
    6: ((4, 6), (1, 6)), 7: ((4, 6), (1, 6)), 8: ((4, 6), (1, 6)), 9: ((7, 9), (1, 6)),
    10: ((7, 9), (1, 6)), 11: ((7, 9), (1, 6)), 12: ((10, 12), (7, 12)),
}  # fmt: skip


@pytest.mark.parametrize("year", YEARS)
def test_canonical_text_of_every_span_round_trips(year: int) -> None:
    texts = set()
    for first, last in SPANS:
        period = Period.of(year, first, last)
        assert Period.from_canonical(str(period)) == period
        texts.add(str(period))
    assert len(texts) == len(SPANS) == 78


@pytest.mark.parametrize(
    ("months", "text", "kind", "zh", "en"),
    [
        ((1, 12), "2020", PeriodKind.YEAR, "2020年", "2020"),
        ((1, 6), "2020-01..06", PeriodKind.HALF, "2020年上半年", "H1 2020"),
        ((7, 12), "2020-07..12", PeriodKind.HALF, "2020年下半年", "H2 2020"),
        ((1, 3), "2020-01..03", PeriodKind.QUARTER, "2020年一季度", "Q1 2020"),
        ((10, 12), "2020-10..12", PeriodKind.QUARTER, "2020年四季度", "Q4 2020"),
        ((2, 4), "2020-02..04", PeriodKind.SPAN, "2020年2—4月", "Feb–Apr 2020"),
        ((5, 5), "2020-05", PeriodKind.MONTH, "2020年5月", "May 2020"),
        ((1, 1), "2020-01", PeriodKind.MONTH, "2020年1月", "Jan 2020"),
        ((1, 2), "2020-01..02", PeriodKind.CUMULATIVE, "2020年1—2月", "Jan–Feb 2020"),
        ((1, 9), "2020-01..09", PeriodKind.CUMULATIVE, "2020年前三季度", "Jan–Sep 2020"),
    ],
)
def test_names_of_periods(months: tuple[int, int], text: str, kind: PeriodKind, zh: str, en: str) -> None:
    period = Period.of(2020, *months)
    assert (str(period), period.kind, period.label("zh"), period.label("en")) == (text, kind, zh, en)


@pytest.mark.parametrize(
    "text", ["2020-1", "2020-01..12", "2020-05..05", "2020-13", "20", "2020-06..03", "1899"]
)
def test_what_is_not_canonical_raises(text: str) -> None:
    with pytest.raises(ValueError, match=r"canonical|backwards"):
        Period.from_canonical(text)


def test_impossible_periods_raise() -> None:
    with pytest.raises(ValueError, match="backwards"):
        Period.of(2020, 3, 1)
    with pytest.raises(ValueError, match="one year"):
        Period(Month(2020, 12), Month(2021, 1))
    with pytest.raises(ValueError, match="no such month"):
        Month(2020, 13)


@pytest.mark.parametrize("year", YEARS)
def test_every_day_lies_in_exactly_the_periods_of_its_month(year: int) -> None:
    quarters = [Period.of(year, first, first + 2) for first in (1, 4, 7, 10)]
    day = dt.date(year, 1, 1)
    while day.year == year:
        month = Month.of(day)
        holding = [quarter for quarter in quarters if quarter.start <= month <= quarter.end]
        assert len(holding) == 1
        assert holding[0].first_day <= day <= holding[0].last_day
        assert sum(quarter.first_day <= day <= quarter.last_day for quarter in quarters) == 1
        day += dt.timedelta(days=1)
    assert Period.of(year, 2, 2).last_day.day == (29 if calendar.isleap(year) else 28)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("month", range(1, 13))
def test_what_a_checkpoint_looks_at(year: int, month: int) -> None:
    end = Month(year, month)
    quarter, half = ENDED[month]
    assert covers(Cover.CUMULATIVE, end, Frequency.MONTH) == Period.of(year, 1, month)
    assert covers(Cover.SINGLE, end, Frequency.MONTH) == Period.of(year, month, month)
    assert covers(Cover.POINT, end, Frequency.MONTH) == Period.of(year, month, month)
    for frequency, stretch in ((Frequency.QUARTER, quarter), (Frequency.HALF, half)):
        single = covers(Cover.SINGLE, end, frequency)
        cumulative = covers(Cover.CUMULATIVE, end, frequency)
        point = covers(Cover.POINT, end, frequency)
        if stretch is None:
            assert single is cumulative is point is None
        else:
            assert single == Period.of(year, *stretch)
            assert cumulative == Period.of(year, 1, stretch[1])
            assert point == Period.of(year, stretch[1], stretch[1])
    for cover in Cover:
        assert covers(cover, end, Frequency.YEAR) == Period.of(year)


def test_merged_january() -> None:
    def at(cover: Cover, month: int) -> Period | None:
        return covers(cover, Month(2020, month), Frequency.MONTH, merged_january=True)

    assert at(Cover.SINGLE, 1) is at(Cover.CUMULATIVE, 1) is None
    assert at(Cover.SINGLE, 2) == Period.of(2020, 1, 2)
    assert at(Cover.SINGLE, 3) == Period.of(2020, 3, 3)
    assert at(Cover.CUMULATIVE, 2) == Period.of(2020, 1, 2)
    split = [span for span in SPANS if Period.of(2020, *span).splits_january_and_february]
    assert split == [(1, 1), *[(2, last) for last in range(2, 13)]]


def test_the_same_months_of_another_year() -> None:
    assert Period.of(2020, 1, 2).shift(-1) == Period.of(2019, 1, 2)
    assert Period.of(2020).shift(1) == Period.of(2021)
