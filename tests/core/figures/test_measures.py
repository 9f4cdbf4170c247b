"""Units of measure: exact conversion inside a family, refusal across, exact spellings only."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sikao.core.figures.decimals import canonical
from sikao.core.figures.measures import (
    STANDARD_MEASURES,
    MeasureTable,
    UnitOfMeasure,
    convert,
    convertible,
    echo,
)

CODES = [unit.code for unit in STANDARD_MEASURES]


@pytest.mark.parametrize(
    "text", ["元", "万元", "亿元", "亿美元", "人", "万人", "家", "件", "户", "起", "项", "个"]
)
def test_usual_units_are_known_by_their_chinese_name(text: str) -> None:
    unit, findings = STANDARD_MEASURES.find(text)
    assert unit is not None and unit.zh == text and findings == ()


@pytest.mark.parametrize("text", ["微克/立方米", "µg/m³", "μg/m³", "ug/m3", "micrograms_per_m3"])
def test_declared_spellings_mean_one_unit(text: str) -> None:
    unit, _ = STANDARD_MEASURES.find(text)
    assert unit is not None and unit.code == "micrograms_per_m3"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "measure.blank"), ("  ", "measure.blank"), ("％", "measure.look_alike"),
        ("亿元 ", "measure.look_alike"),
        ("亿\u200b元", "measure.look_alike"), ("亿圆", "measure.unknown"), ("百万元", "measure.unknown"),
        ("RMB", "measure.unknown"), ("％％", "measure.unknown"),
    ],
)  # fmt: skip
def test_nothing_is_guessed(text: str, code: str) -> None:
    unit, findings = STANDARD_MEASURES.find(text)
    assert unit is None
    assert [finding.code for finding in findings] == [code]


@pytest.mark.parametrize(
    ("value", "given_code", "wanted_code", "result"),
    [
        ("2.465", "yi_usd", "wan_usd", "24650"),
        ("24650", "wan_usd", "yi_usd", "2.465"),
        ("12345.67", "yi_yuan", "yuan", "1234567000000"),
        ("1", "yuan", "yi_yuan", "0.00000001"),
        ("0.035", "milligrams_per_m3", "micrograms_per_m3", "35"),
        ("11293", "square_kilometres", "hectares", "1129300"),
        ("-3", "wan_persons", "persons", "-30000"),
    ],
)
def test_conversions(value: str, given_code: str, wanted_code: str, result: str) -> None:
    converted = convert(Decimal(value), STANDARD_MEASURES[given_code], STANDARD_MEASURES[wanted_code])
    assert canonical(converted) == result


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("yuan", "usd"),
        ("persons", "households"),
        ("percent", "percentage_points"),
        ("points", "rank"),
        ("days", "months"),
    ],
)
def test_different_things_are_not_converted(one: str, other: str) -> None:
    assert not convertible(STANDARD_MEASURES[one], STANDARD_MEASURES[other])
    with pytest.raises(ValueError, match="cannot convert"):
        convert(Decimal(1), STANDARD_MEASURES[one], STANDARD_MEASURES[other])


@given(st.sampled_from(CODES), st.sampled_from(CODES), st.decimals(-(10**17), 10**17, places=12))
def test_there_and_back_is_exact(one: str, other: str, value: Decimal) -> None:
    here, there = STANDARD_MEASURES[one], STANDARD_MEASURES[other]
    if convertible(here, there):
        assert convert(convert(value, here, there), there, here) == value


@pytest.mark.parametrize(
    ("value", "code", "zh", "en"),
    [
        (
            "12345.67", "yi_yuan",
            "12,345.67 亿元 = 一万二千三百四十五亿六千七百万元",
            "12,345.67 × 100 million yuan = 1,234,567,000,000 yuan",
        ),
        (
            "24650", "wan_usd",
            "24,650 万美元 = 二亿四千六百五十万美元",
            "24,650 × 10,000 US dollars = 246,500,000 US dollars",
        ),
        ("-5.2", "percent", "-5.2 % = 负百分之五点二", "-5.2 %"),
        ("35", "enterprises", "35 家 = 三十五家", "35 entities"),
        ("0", "yi_yuan", "0 亿元 = 零元", "0 × 100 million yuan"),
        ("0.3", "percentage_points", "0.3 个百分点 = 零点三个百分点", "0.3 percentage points"),
        ("3", "rank", "3 位 = 三位", "3 place"),
    ],
)  # fmt: skip
def test_echo(value: str, code: str, zh: str, en: str) -> None:
    unit = STANDARD_MEASURES[code]
    assert (echo(Decimal(value), unit, "zh"), echo(Decimal(value), unit, "en")) == (zh, en)


def test_a_scheme_may_add_a_unit_but_not_take_a_spelling() -> None:
    berths = UnitOfMeasure("berths", "berths", 0, "泊位", "berths")
    table = STANDARD_MEASURES.extended([berths])
    assert table.find("泊位") == (berths, ())
    assert "berths" not in STANDARD_MEASURES
    with pytest.raises(ValueError, match="declared twice: 亿元"):
        STANDARD_MEASURES.extended([UnitOfMeasure("other", "other", 0, "亿元", "other")])
    with pytest.raises(ValueError, match="declared twice"):
        MeasureTable([berths, UnitOfMeasure("berths", "berths", 4, "万泊位", "10,000 berths")])


def test_codes_and_families_are_consistent() -> None:
    for unit in STANDARD_MEASURES:
        assert unit.code.isascii()
        assert (unit.power == 0) == (unit.code == unit.family)
        assert len(set(unit.accepted_spellings())) == len(unit.accepted_spellings())


@pytest.mark.parametrize("spelling", ["", "0", "5个", "-", ".件"])
def test_a_spelling_that_could_belong_to_a_number_is_refused(spelling: str) -> None:
    with pytest.raises(ValueError, match="could belong to a number"):
        UnitOfMeasure("odd", "odd", 0, spelling, "odd")
