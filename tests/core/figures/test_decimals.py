"""Canonical text, exact shifts, and numbers in words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sikao.core.figures.decimals import canonical, chinese_numeral, grouped, shifted


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0"), ("-0", "0"), ("-0.00", "0"), ("0E+5", "0"), ("1E+3", "1000"), ("100", "100"),
        ("1.50", "1.5"), ("-12.3400", "-12.34"), ("0.000001", "0.000001"), ("1E-12", "0.000000000001"),
        ("123456789012345678.123456789012", "123456789012345678.123456789012"),
    ],
)  # fmt: skip
def test_canonical(value: str, text: str) -> None:
    assert canonical(Decimal(value)) == text


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "1E+999999", "1E-999999", "sNaN"])
def test_what_has_no_canonical_text(value: str) -> None:
    with pytest.raises(ValueError, match="no canonical text"):
        canonical(Decimal(value))


def test_shifts_keep_thirty_digits() -> None:
    value = Decimal("123456789012345678.123456789012")
    assert canonical(shifted(value, 4)) == "1234567890123456781234.56789012"


def test_shifting_what_is_not_finite_raises() -> None:
    with pytest.raises(ValueError, match="finite"):
        shifted(Decimal("NaN"), 1)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0"),
        ("999", "999"),
        ("1000", "1,000"),
        ("-12345.67", "-12,345.67"),
        ("1234567890", "1,234,567,890"),
    ],
)
def test_grouped(value: str, text: str) -> None:
    assert grouped(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("0", "零"), ("7", "七"), ("10", "十"), ("12", "十二"), ("20", "二十"), ("101", "一百零一"),
        ("110", "一百一十"), ("1001", "一千零一"), ("1010", "一千零一十"), ("10000", "一万"),
        ("10001", "一万零一"),
        ("10012", "一万零一十二"), ("10203.4", "一万零二百零三点四"), ("100000", "十万"),
        ("110000", "十一万"),
        ("120345", "十二万零三百四十五"), ("203000", "二十万三千"), ("100000000", "一亿"),
        ("100010000", "一亿零一万"),
        ("246500000", "二亿四千六百五十万"), ("1234567000000", "一万二千三百四十五亿六千七百万"),
        ("1000000000000", "一万亿"), ("10000000000000000", "一亿亿"), ("100000001", "一亿零一"),
        ("-3.05", "负三点零五"), ("0.5", "零点五"), ("20000000000012", "二十万亿零一十二"),
    ],
)  # fmt: skip
def test_chinese_numerals(value: str, words: str) -> None:
    assert chinese_numeral(Decimal(value)) == words


def read_back(words: str) -> int:
    """Reads Chinese numerals the other way round from the writer: sums of digit times place."""
    if "亿" in words:
        high, _, low = words.rpartition("亿")
        return read_back(high) * 10**8 + read_back(low)
    if "万" in words:
        high, _, low = words.rpartition("万")
        return read_back(high) * 10**4 + read_back(low)
    total, digit = 0, 0
    for char in words:
        place = {"十": 10, "百": 100, "千": 1000}.get(char)
        if place is None:
            digit = "零一二三四五六七八九".index(char)
            total += digit
        else:
            total += (digit or 1) * place - digit
            digit = 0
    return total


@given(st.integers(min_value=0, max_value=10**24))
def test_words_say_the_number(number: int) -> None:
    assert read_back(chinese_numeral(Decimal(number))) == number


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**18), max_value=10**18, places=12))
def test_canonical_is_exact_and_unique(value: Decimal) -> None:
    text = canonical(value)
    assert Decimal(text) == value
    assert canonical(Decimal(text)) == text
    assert grouped(value).replace(",", "") == text
