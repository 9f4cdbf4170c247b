"""Levels that are powers of ten off what could be expected of them."""

from decimal import Decimal
from pathlib import Path

import pytest

from sikao.core.figures.measures import STANDARD_MEASURES
from sikao.core.figures.periods import Period
from sikao.core.figures.plausibility import MOST_TOLD, fractional_growths, implausible_levels
from sikao.core.figures.reading import read_files
from sikao.core.figures.table import Figure, Figures, Kind

NOW, BEFORE = Period.of(2020), Period.of(2019)
PEERS = dict.fromkeys(["a", "b", "c", "d"], "counties")


def level(unit, value, period=NOW, measure="wan_yuan", kind=Kind.LEVEL, indicator="revenue"):
    return Figure(unit, indicator, kind, period, Decimal(value), measure)


def found(*figures, targets=None, groups=None):
    table = Figures.of(figures)
    told = implausible_levels(table, targets or {}, groups or {}, STANDARD_MEASURES)
    return [(finding.code, finding.severity, finding.where.path) for finding in told]


A = "a/revenue/level/2020"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        # 31 亿元 written where 万元 is due, and 310,000 万元 written as 亿元 and converted.
        ("31", "number.magnitude_10000"),
        ("3100000000", "number.magnitude_10000"),
        ("31000000", "number.magnitude_100"),
        ("3100000", "number.magnitude_10"),
        ("31000", "number.magnitude_10"),
        ("310000", None),
        ("1500000", None),
        ("0", None),
    ],
)
def test_a_level_is_held_against_last_year(value, code):
    told = found(level("a", value), level("a", "300500", BEFORE))
    assert told == ([(code, "warning", A)] if code else [])


def test_the_same_period_of_last_year_counts_and_no_other():
    half = Period.of(2019, 1, 6)
    assert found(level("a", "3100000"), level("a", "310000", half)) == []
    told = found(level("a", "3100000", Period.of(2020, 1, 6)), level("a", "310000", half))
    assert told == [("number.magnitude_10", "warning", "a/revenue/level/2020-01..06")]


@pytest.mark.parametrize("kind", [Kind.GROWTH, Kind.INCREMENT, Kind.RANK, Kind.SCORE])
def test_only_levels_are_compared(kind):
    assert found(level("a", "30", kind=kind), level("a", "1", BEFORE, kind=kind)) == []


def test_a_level_is_held_against_its_target_where_last_year_says_nothing():
    targets = {("a", "revenue", "2020"): Decimal(30)}
    assert found(level("a", "310000"), targets=targets) == [("number.magnitude_10000", "warning", A)]
    assert found(level("a", "31"), targets=targets) == []
    # Last year speaks first: ten times, not ten thousand times.
    told = found(level("a", "310000"), level("a", "31000", BEFORE), targets=targets)
    assert told == [("number.magnitude_10", "warning", A)]


def test_the_largest_and_the_smallest_of_a_group_are_held_against_the_next():
    usual = [level(unit, value) for unit, value in [("b", "100000"), ("c", "250000"), ("d", "90000")]]
    assert found(level("a", "3100000000"), *usual, groups=PEERS) == [("number.magnitude_10000", "warning", A)]
    assert found(level("a", "31"), *usual, groups=PEERS) == [("number.magnitude_10000", "warning", A)]
    # One county may well be twenty times as large as the next.
    assert found(level("a", "5000000"), *usual, groups=PEERS) == []
    # Two others do not show what is usual, and units of other groups are not asked.
    assert found(level("a", "3100000000"), *usual[:2], groups=PEERS) == []
    assert found(level("a", "3100000000"), *usual, groups={**PEERS, "b": "zones"}) == []


def test_peers_are_not_asked_where_last_year_answers():
    usual = [level(unit, "100000") for unit in ("b", "c", "d")]
    own = [level("a", "31000000"), level("a", "30000000", BEFORE)]
    assert found(*own, *usual, groups=PEERS) == []


def test_small_counts_truly_grow_tenfold():
    measure = {"measure": "projects"}
    assert found(level("a", "24", **measure), level("a", "2", BEFORE, **measure)) == []
    told = found(level("a", "240", **measure), level("a", "20", BEFORE, **measure))
    assert told == [("number.magnitude_10", "warning", A)]


def test_the_place_is_the_row_of_the_file(tmp_path: Path):
    head = "unit,indicator,kind,period,value,unit_of_measure,absence,flags,caliber,source"
    for year, value in ((2019, "30"), (2020, "310000")):
        text = f"{head}\nb,revenue,level,{year},5,亿元,,,,\na,revenue,level,{year},{value},亿元,,,,\n"
        (tmp_path / f"{year}.csv").write_text(text, encoding="utf-8")
    located, _ = read_files([tmp_path / "2019.csv", tmp_path / "2020.csv"])
    assert located is not None
    (told,) = implausible_levels(located.figures, {}, {}, STANDARD_MEASURES, located)
    assert str(told.where) == "2020.csv:3 (value)"
    assert told.text("en").startswith(
        "warning 2020.csv:3 (value): 310000 (100 million yuan) is about 10,000 times (×10⁴) higher than "
        "last year's figure, 30."
    )


def test_a_column_in_the_wrong_unit_of_measure_is_told_50_times_and_counted():
    pairs = [(level(f"u{number}", "3000000"), level(f"u{number}", "300", BEFORE)) for number in range(60)]
    told = found(*(figure for pair in pairs for figure in pair))
    assert len(told) == MOST_TOLD + 1
    assert told[-1][:2] == ("table.more", "warning")


def growths(*values, period=NOW):
    units = ("a", "b", "c", "d", "e", "f")
    kind = {"measure": "percent", "kind": Kind.GROWTH, "period": period}
    return [level(unit, value, **kind) for unit, value in zip(units, values, strict=False)]


def fractions(*figures):
    return [
        (finding.code, finding.severity, finding.where.path, finding.details["hundredfold"])
        for finding in fractional_growths(Figures.of(figures))
    ]


GROWTH_OF_A = "a/revenue/growth/2020"


def test_a_growth_written_as_a_fraction_is_told_by_the_others():
    # 0.061 for 6.1 %.
    told = [("number.fraction", "warning", GROWTH_OF_A, "6.1")]
    assert fractions(*growths("0.061", "5.5", "7.2", "6.4", "3.9")) == told
    told = [("number.fraction", "warning", GROWTH_OF_A, "-6.1")]
    assert fractions(*growths("-0.061", "-5.5", "-7.2", "-6.4", "-3.9")) == told


@pytest.mark.parametrize(
    "values",
    [
        # Some grow and some shrink: a little more than nothing lies between them.
        ("0.061", "5.5", "-7.2", "6.4", "3.9"),
        ("-0.061", "5.5", "7.2", "6.4", "3.9"),
        # Two units hardly grow.
        ("0.061", "0.3", "7.2", "6.4", "3.9", "5.5"),
        # One decimal is how growth is published, and 0.6 would be 60 %.
        ("0.1", "5.5", "7.2", "6.4", "3.9"),
        ("0.61", "5.5", "7.2", "6.4", "3.9"),
        # Three others do not show what is usual; zero says nothing.
        ("0.061", "5.5", "7.2", "6.4"),
        ("0", "5.5", "7.2", "6.4", "3.9"),
        ("0.061", "0.055", "0.072", "0.064", "0.039"),
    ],
)
def test_growth_near_zero_is_not_doubted(values):
    assert fractions(*growths(*values)) == []


def test_a_column_of_fractions_is_told_by_last_years():
    column = growths("0.061", "0.055", "0.072", "0.4")
    usual = growths("5.5", "7.2", "6.4", "3.9", period=BEFORE)
    # 40 % is more than twice the 7.2 % of last year.
    assert [place.split("/")[0] for _, _, place, _ in fractions(*column, *usual)] == ["a", "b", "c"]
    assert fractions(*column, *usual[:3]) == []
    assert fractions(*column, *growths("5.5", "7.2", "6.4", "3.9", "0.2", period=BEFORE)) == []
