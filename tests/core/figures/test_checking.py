"""Figures against a catalogue."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sikao.core.figures.absence import Absence
from sikao.core.figures.checking import Catalogue, ItemRule, Range, check_figures, convert_figures
from sikao.core.figures.periods import Cover, Frequency, Month, Period, covers
from sikao.core.figures.table import Figure, Figures, Kind
from tests.growth import steps

CATALOGUE = Catalogue(
    units=frozenset({"shinan", "jimo"}),
    items={
        "fdi": ItemRule(
            {Kind.LEVEL: "wan_usd", Kind.GROWTH: "percent"},
            Cover.CUMULATIVE,
            Frequency.MONTH,
            {Kind.LEVEL: Range(Decimal(0), Decimal(100000)), Kind.GROWTH: Range(Decimal(-100))},
            merged_january=True,
        ),
        "trade": ItemRule(
            {Kind.LEVEL: "yi_yuan", Kind.GROWTH: "percent"},
            Cover.SINGLE,
            Frequency.QUARTER,
            members=frozenset({"export"}),
        ),
        "talent": ItemRule(
            {Kind.LEVEL: "persons", Kind.RANK: "rank", Kind.INCREMENT: "persons"}, Cover.POINT, Frequency.HALF
        ),
        "water": ItemRule(
            {
                Kind.LEVEL: "percent",
                Kind.GROWTH: "percent",
                Kind.INCREMENT: "percentage_points",
                Kind.RANK: "rank",
                Kind.SCORE: "points",
            },
            Cover.CUMULATIVE,
            Frequency.YEAR,
            {Kind.LEVEL: Range(high=Decimal(100))},
        ),
    },
    checkpoints={"q1": Month(2020, 3), "h1": Month(2020, 6)},
    years=frozenset({2019, 2020}),
)
H1, YEAR, JUNE = Period.of(2020, 1, 6), Period.of(2020), Period.of(2020, 6, 6)


def figure(
    indicator: str,
    kind: Kind = Kind.LEVEL,
    period: Period = H1,
    value: str | None = "1",
    unit_of_measure: str = "wan_usd",
    unit: str = "jimo",
) -> Figure:
    if value is None:
        return Figure(unit, indicator, kind, period, absence=Absence.MISSING)
    return Figure(unit, indicator, kind, period, Decimal(value), unit_of_measure)


FITTING = [
    figure("fdi", value="24650"),
    figure("fdi", Kind.GROWTH, value="-12.4", unit_of_measure="percent"),
    figure("fdi", period=Period.of(2020, 1, 2), value="0"),
    figure("fdi", period=Period.of(2019), value="100000"),
    figure("trade", period=Period.of(2020, 4, 6), unit_of_measure="yi_yuan"),
    figure("trade/export", period=Period.of(2020, 1, 3), unit_of_measure="yi_yuan"),
    figure("talent", period=JUNE, unit_of_measure="persons"),
    figure("talent", Kind.INCREMENT, period=JUNE, value="-3", unit_of_measure="persons"),
    figure("talent", Kind.RANK, period=JUNE, value="3", unit_of_measure="rank"),
    figure("water", period=YEAR, value="95.5", unit_of_measure="percent"),
    figure("water", Kind.INCREMENT, period=YEAR, value="-0.5", unit_of_measure="percentage_points"),
    figure("water", Kind.SCORE, period=YEAR, value="12", unit_of_measure="points"),
    figure("fdi", period=Period.of(2020), value=None),
    figure("fdi", value="24650", unit="shinan"),
    replace(figure("fdi", value="24000", unit="shinan"), since="h1"),
    # Last year's figure, revised in the first quarter.
    figure("fdi", period=Period.of(2019), value="900", unit="shinan"),
    replace(figure("fdi", period=Period.of(2019), value="901", unit="shinan"), since="q1"),
]


def test_fitting_figures_are_silent() -> None:
    assert check_figures(Figures.of(FITTING), CATALOGUE) == ()


@pytest.mark.parametrize(
    ("wrong", "code", "path"),
    [
        (figure("fdi", unit="nowhere"), "figure.unknown_unit", "nowhere"),
        (replace(figure("fdi"), since="q9"), "figure.unknown_since", "q9"),
        (figure("gdp"), "figure.unknown_item", "gdp"),
        (figure("gdp/x"), "figure.unknown_item", "gdp/x"),
        (figure("trade/import", period=JUNE), "figure.unknown_member", "trade/import"),
        (figure("fdi/usa"), "figure.unknown_member", "fdi/usa"),
        (figure("fdi", Kind.RANK, unit_of_measure="rank"), "figure.wrong_kind", "fdi/rank"),
        (figure("fdi", unit_of_measure="yi_yuan"), "measure.not_convertible", "fdi/level/yi_yuan"),
        (figure("fdi", unit_of_measure="bananas"), "measure.not_convertible", "fdi/level/bananas"),
        (
            figure("fdi", Kind.GROWTH, unit_of_measure="percentage_points"),
            "measure.not_convertible",
            "fdi/growth/percentage_points",
        ),
        (figure("fdi", period=Period.of(2018)), "period.outside_year", "2018"),
        (figure("fdi", period=Period.of(2020, 1, 1)), "period.merged_january", "fdi/2020-01"),
        (figure("fdi", period=Period.of(2020, 4, 6)), "figure.period_misfit", "fdi/2020-04..06"),
        (figure("trade", period=H1, unit_of_measure="yi_yuan"), "figure.period_misfit", "trade/2020-01..06"),
        (
            figure("talent", period=H1, unit_of_measure="persons"),
            "figure.period_misfit",
            "talent/2020-01..06",
        ),
        (figure("water", period=H1, unit_of_measure="percent"), "figure.period_misfit", "water/2020-01..06"),
        (figure("fdi", value="100000.01"), "figure.outside_range", "jimo/fdi/level/2020-01..06"),
        (figure("fdi", value="-0.01"), "figure.outside_range", "jimo/fdi/level/2020-01..06"),
        (
            figure("water", period=YEAR, value="100.5", unit_of_measure="percent"),
            "figure.outside_range",
            "jimo/water/level/2020",
        ),
        (
            figure("talent", period=JUNE, value="-3", unit_of_measure="persons"),
            "figure.negative_count",
            "jimo/talent/level/2020-06",
        ),
        (
            figure("talent", Kind.RANK, period=JUNE, value="0", unit_of_measure="rank"),
            "figure.not_a_rank",
            "jimo/talent/rank/2020-06",
        ),
        (
            figure("talent", Kind.RANK, period=JUNE, value="1.5", unit_of_measure="rank"),
            "figure.not_a_rank",
            "jimo/talent/rank/2020-06",
        ),
    ],
)
def test_what_does_not_fit(wrong: Figure, code: str, path: str) -> None:
    findings = check_figures(Figures.of([wrong]), CATALOGUE)
    assert [(finding.code, finding.severity, finding.where.path) for finding in findings] == [
        (code, "error", path)
    ]


def revised(since: str, period: Period = H1, unit: str = "jimo") -> Figure:
    return replace(figure("fdi", value="2", period=period, unit=unit), since=since)


@pytest.mark.parametrize(
    ("figures", "code", "path", "count"),
    [
        # The first quarter is over before the half-year that the figure is of.
        ([figure("fdi"), revised("q1")], "figure.early_since", "2020-01..06/q1", "1"),
        ([revised("h1"), revised("h1", unit="shinan")], "figure.no_first_version", "fdi/h1", "2"),
        # Another period's first version is none.
        (
            [figure("fdi", period=Period.of(2020, 1, 3)), revised("h1")],
            "figure.no_first_version",
            "fdi/h1",
            "1",
        ),
    ],
)
def test_odd_revisions_are_asked_about(figures: list[Figure], code: str, path: str, count: str) -> None:
    (told,) = check_figures(Figures.of(figures), CATALOGUE)
    assert (told.code, told.severity, told.where.path) == (code, "warning", path)
    assert told.details["count"] == count


def test_convertible_units_are_noted_and_converted_exactly() -> None:
    figures = Figures.of(
        [
            figure("fdi", value="2.465", unit_of_measure="yi_usd"),
            figure("fdi", value="24650", unit="shinan"),
            figure("gdp", value="7", unit_of_measure="yuan"),
        ]
    )
    (note,) = [finding for finding in check_figures(figures, CATALOGUE) if finding.severity == "note"]
    assert note.code == "figure.converted_unit"
    converted = convert_figures(figures, CATALOGUE)
    one = converted.get("jimo", "fdi", Kind.LEVEL, H1)
    assert one is not None and (one.value, one.unit_of_measure) == (Decimal(24650), "wan_usd")
    assert len(converted) == 3
    assert convert_figures(converted, CATALOGUE) == converted


def test_the_range_is_compared_in_the_items_own_unit() -> None:
    over = Figures.of([figure("fdi", value="10.000001", unit_of_measure="yi_usd")])
    codes = [finding.code for finding in check_figures(over, CATALOGUE)]
    assert codes == ["figure.converted_unit", "figure.outside_range"]
    exact = Figures.of([figure("fdi", value="10", unit_of_measure="yi_usd")])
    assert [finding.code for finding in check_figures(exact, CATALOGUE)] == ["figure.converted_unit"]


def test_problems_of_many_figures_are_told_once() -> None:
    many = [figure("gdp", period=Period.of(2020, month, month)) for month in range(1, 13)]
    (finding,) = check_figures(Figures.of(many), CATALOGUE)
    assert finding.details["count"] == "12"


def test_a_flood_of_problems_is_counted_after_200() -> None:
    strangers = [figure("gdp", unit=f"u{number}", period=YEAR) for number in range(300)]
    found = check_figures(Figures.of(strangers), CATALOGUE)
    assert len(found) == 201
    # 300 unknown units and one unknown indicator, of which 200 are told.
    assert (found[-1].code, found[-1].details["count"]) == ("table.more", "101")


def test_codes_beyond_the_number_told_are_only_counted() -> None:
    def unknown(count: int) -> Figures:
        return Figures.of([figure("fai", unit=f"jimu{number}") for number in range(count)])

    def work(figures: Figures) -> None:
        check_figures(figures, CATALOGUE)

    # Looking for the nearest known code takes thousands of steps, counting takes a few.
    assert steps(work, unknown(600)) - steps(work, unknown(300)) < 300 * 300


def test_january_and_february_are_one_single_month() -> None:
    rule = ItemRule({Kind.LEVEL: "yuan"}, Cover.SINGLE, Frequency.MONTH, merged_january=True)
    fitting = [
        (first, last)
        for first in range(1, 13)
        for last in range(first, 13)
        if rule.fits(Period.of(2020, first, last))
    ]
    assert fitting == [(1, 2), *[(month, month) for month in range(3, 13)]]


@given(
    st.sampled_from(Cover),
    st.sampled_from(Frequency),
    st.booleans(),
    st.integers(1, 12),
    st.integers(2020, 2030),
)
def test_what_a_checkpoint_looks_at_is_what_the_item_reports(cover, frequency, merged, month, year) -> None:
    rule = ItemRule({Kind.LEVEL: "yuan"}, cover, frequency, merged_january=merged)
    period = covers(cover, Month(year, month), frequency, merged_january=merged)
    assert period is None or rule.fits(period)


@pytest.mark.parametrize(
    ("frequency", "cover", "period", "fitting"),
    [
        (Frequency.MONTH, Cover.POINT, Period.of(2027), "2027-12"),
        (Frequency.QUARTER, Cover.CUMULATIVE, Period.of(2027, 4, 6), "2027-01..06"),
        (Frequency.HALF, Cover.SINGLE, Period.of(2027, 1, 3), "2027-01..06"),
        (Frequency.YEAR, Cover.CUMULATIVE, Period.of(2027, 1, 6), "2027"),
    ],
)
def test_a_period_that_misfits_has_one_that_fits(frequency, cover, period, fitting) -> None:
    rule = ItemRule(kinds={}, cover=cover, frequency=frequency, ranges={})
    assert not rule.fits(period)
    assert str(rule.fitting(period)) == fitting
    assert rule.fits(rule.fitting(period))
