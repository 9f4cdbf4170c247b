"""Stored numbers come out as what was typed; formats are judged by what they show."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sikao.core.sheets.formats import Display, display_of, display_of_code, plain_text, stored_number

# What Excel writes into the file for a number, and what somebody typed.
STORED = [
    ("8.0999999999999996", "8.1"),
    ("0.10000000000000001", "0.1"),
    ("1.1000000000000001", "1.1"),
    ("-12.4", "-12.4"),
    ("1E-3", "0.001"),
    ("1.5E+3", "1500"),
    ("820.34000000000003", "820.34"),
    ("64.5", "64.5"),
    ("100", "100"),
    ("-0", "0"),
    ("0", "0"),
    ("123456789012345", "123456789012345"),
]


@pytest.mark.parametrize(("raw", "text"), STORED)
def test_a_stored_number_is_what_was_typed(raw: str, text: str):
    stored = stored_number(raw)
    assert stored is not None
    assert plain_text(stored[0]) == text
    assert not stored[1]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("0.30000000000000004", "0.3"),
        ("33.333333333333336", "33.3333333333333"),
        ("0.1234567890123456", "0.123456789012346"),
    ],
)
def test_digits_beyond_the_fifteenth_are_dropped_and_told(raw: str, text: str):
    stored = stored_number(raw)
    assert stored is not None
    assert (plain_text(stored[0]), stored[1]) == (text, True)


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "NaN",
        "inf",
        "1e999",
        "1E300",
        "1e-20",
        "1_000",
        " 1",
        "+1",
        ".5",
        "5.",
        "1,000",
        "１",
        "٣",
        "0x1",
        "1" * 50,
    ],
)
def test_what_is_no_stored_number(raw: str):
    assert stored_number(raw) is None


@given(st.decimals(-(10**9), 10**9, places=4))
def test_every_number_of_fifteen_digits_survives_a_binary_float(value: Decimal):
    stored = stored_number(repr(float(value)))
    assert stored is not None
    assert stored == (value, False)


CODES = [
    ("General", Display.NUMBER),
    ("0.00_ ", Display.NUMBER),
    ("#,##0.00;[Red]-#,##0.00", Display.NUMBER),
    ("0.00_);(0.00)", Display.NUMBER),
    ("@", Display.NUMBER),
    ("0.00E+00", Display.NUMBER),
    ("0.00E-00", Display.NUMBER),
    ("0.00;[Red]0.00", Display.NUMBER),
    ('0.00;"-"0.00', Display.NUMBER),
    ("# ?/?", Display.NUMBER),
    ('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', Display.NUMBER),
    ('"¥"#,##0.00', Display.NUMBER),
    ("[$¥-804]#,##0.00", Display.NUMBER),
    ("G/通用格式", Display.NUMBER),
    ("0%", Display.PERCENT),
    ("0.0%;-0.0%", Display.PERCENT),
    ("yyyy-mm-dd", Display.DATE),
    ("[$-804]yyyy年m月", Display.DATE),
    ("h:mm AM/PM", Display.DATE),
    ("[h]:mm", Display.DATE),
    ("#,##0,", Display.MISLEADING),
    ("0!.0,", Display.MISLEADING),
    ('0"万"', Display.MISLEADING),
    ('0"%"', Display.MISLEADING),
    ('"合格"', Display.MISLEADING),
    ('"1"0', Display.MISLEADING),
    (r"\90", Display.MISLEADING),
    (";;;", Display.MISLEADING),
    ("0;-0;;@", Display.MISLEADING),
    ("0;0%", Display.MISLEADING),
    ("-0", Display.MISLEADING),
    ('"-"0', Display.MISLEADING),
    (r"\-0", Display.MISLEADING),
    ("(0.00)", Display.MISLEADING),
    ("000-0000", Display.MISLEADING),
    ("0.00;0.00", Display.MISLEADING),
    ("0;;0", Display.MISLEADING),
    ("[>100]0;0,", Display.MISLEADING),
    ("0" * 300, Display.MISLEADING),
    ("", Display.MISLEADING),
]


@pytest.mark.parametrize(("code", "display"), CODES)
def test_a_format_code_is_judged_by_what_it_shows(code: str, display: Display):
    assert display_of_code(code) is display


@pytest.mark.parametrize(
    ("number", "display"),
    [
        (0, Display.NUMBER),
        (4, Display.NUMBER),
        (9, Display.PERCENT),
        (14, Display.DATE),
        (57, Display.DATE),
        (44, Display.NUMBER),
        (163, Display.MISLEADING),
        (200, Display.PERCENT),
    ],
)
def test_built_in_formats(number: int, display: Display):
    assert display_of(number, {200: "0%"}) is display


@given(st.text(max_size=60))
def test_any_code_is_judged(code: str):
    assert display_of_code(code) in Display
