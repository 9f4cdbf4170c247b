"""The one number parser: hand cases with literal results, and an oracle written as a grammar of its own."""

import re
import time
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sikao.core.figures.decimals import canonical
from sikao.core.figures.magnitude import check_magnitude, last_year
from sikao.core.figures.measures import STANDARD_MEASURES
from sikao.core.figures.numbers import PLAIN, NumberRule, parse_number, rule_for
from sikao.core.wording import Severity
from tests.drill.figures import many

WAN_USD = rule_for(STANDARD_MEASURES["wan_usd"])
YI_YUAN = rule_for(STANDARD_MEASURES["yi_yuan"])
PERCENT = rule_for(STANDARD_MEASURES["percent"])
THOUSANDS = NumberRule(thousands=True)

# What was written, the rule, the canonical value.
EXACT = [
    ("0", PLAIN, "0"), ("-0", PLAIN, "0"), ("+0.00", PLAIN, "0"), ("5", PLAIN, "5"), ("-5", PLAIN, "-5"),
    ("+5.2", PLAIN, "5.2"), ("0.5", PLAIN, "0.5"), ("-0.50", PLAIN, "-0.5"), ("12345.67", PLAIN, "12345.67"),
    (" 12.4 ", PLAIN, "12.4"), ("999999999999999999", PLAIN, "999999999999999999"),
    ("0.123456789012", PLAIN, "0.123456789012"), ("100.000", PLAIN, "100"),
    ("999999999999999999.999999999999", PLAIN, "999999999999999999.999999999999"),
    ("1,234", THOUSANDS, "1234"), ("1,234,567.8", THOUSANDS, "1234567.8"),
    ("-12,345.67", THOUSANDS, "-12345.67"),
    ("5.2%", PERCENT, "5.2"), ("-12.4%", PERCENT, "-12.4"), ("0.052", PERCENT, "0.052"),
    ("5.2", PERCENT, "5.2"),
    ("24650", WAN_USD, "24650"), ("2.465亿", WAN_USD, "24650"), ("2.465亿美元", WAN_USD, "24650"),
    ("24650万美元", WAN_USD, "24650"), ("24650万", WAN_USD, "24650"), ("246500000美元", WAN_USD, "24650"),
    ("1,234万", WAN_USD, "1234"), ("1.2万亿", YI_YUAN, "12000"), ("2.465亿", YI_YUAN, "2.465"),
    ("24650万元", YI_YUAN, "2.465"), ("-3.5亿元", YI_YUAN, "-3.5"), ("1元", YI_YUAN, "0.00000001"),
]  # fmt: skip

# What was written, the rule, the finding's code.
REFUSED = [
    ("", PLAIN, "number.blank"), ("   ", PLAIN, "number.blank"),
    ("-", PLAIN, "number.dash"), ("—", PLAIN, "number.dash"), ("——", PLAIN, "number.dash"),
    ("--", PLAIN, "number.dash"), (" – ", PLAIN, "number.dash"), ("－", PLAIN, "number.dash"),
    ("24650".translate({0x30 + d: 0xFF10 + d for d in range(10)}), WAN_USD, "number.full_width"),
    ("12．5", PLAIN, "number.full_width"), ("－5", PLAIN, "number.full_width"),
    ("5.2％", PERCENT, "number.full_width"),
    ("1，234", THOUSANDS, "number.full_width"), ("（5）", PLAIN, "number.full_width"),
    ("1２3", PLAIN, "number.full_width"),
    ("١٢٣", PLAIN, "number.other_digits"), ("१२", PLAIN, "number.other_digits"),
    ("½", PLAIN, "number.other_digits"),
    ("①", PLAIN, "number.other_digits"), ("5²", PLAIN, "number.other_digits"),
    ("𝟓", PLAIN, "number.other_digits"),
    ("二十", PLAIN, "number.chinese_numeral"), ("负五点二", PLAIN, "number.chinese_numeral"),
    ("1 000", PLAIN, "number.space"), ("12\u3000", PLAIN, "number.space"),
    ("1\u00a0000", PLAIN, "number.space"),
    ("12\t", PLAIN, "number.space"), ("12\n", PLAIN, "number.space"), ("1\u2009000", PLAIN, "number.space"),
    ("2.465 亿", WAN_USD, "number.space"),
    ("12\u200b", PLAIN, "number.hidden_character"), ("\u202e12", PLAIN, "number.hidden_character"),
    ("12\x00", PLAIN, "number.hidden_character"), ("\ufeff5", PLAIN, "number.hidden_character"),
    ("1\u0301", PLAIN, "number.hidden_character"),
    ("−5", PLAIN, "number.dash_as_minus"), ("–5", PLAIN, "number.dash_as_minus"),
    ("—5.2", PLAIN, "number.dash_as_minus"),
    ("3—5", PLAIN, "number.dash_as_minus"), ("(5)", PLAIN, "number.parentheses"),
    ("-(5)", PLAIN, "number.parentheses"),
    ("NaN", PLAIN, "number.not_finite"), ("-Infinity", PLAIN, "number.not_finite"),
    ("inf", PLAIN, "number.not_finite"),
    ("1e5", PLAIN, "number.exponent"), ("1E+999999", PLAIN, "number.exponent"),
    ("2.5E-3", PLAIN, "number.exponent"),
    ("1_000", PLAIN, "number.underscore"), ("007", PLAIN, "number.leading_zero"),
    ("-00.5", PLAIN, "number.leading_zero"),
    (".5", PLAIN, "number.point"), ("5.", PLAIN, "number.point"), ("1.2.3", PLAIN, "number.point"),
    ("1,234", PLAIN, "number.thousands_not_allowed"), ("1,23", THOUSANDS, "number.thousands_grouping"),
    ("12,34,567", THOUSANDS, "number.thousands_grouping"),
    ("1234,567", THOUSANDS, "number.thousands_grouping"),
    ("0,123", THOUSANDS, "number.thousands_grouping"), ("1,234,", THOUSANDS, "number.thousands_grouping"),
    (",123", THOUSANDS, "number.thousands_grouping"), ("1.234,567", THOUSANDS, "number.thousands_grouping"),
    ("2.465亿", PLAIN, "number.suffix_here"), ("5.2%", YI_YUAN, "number.suffix"),
    ("24650万元", WAN_USD, "number.suffix"),
    ("5.2个百分点", PERCENT, "number.suffix"), ("3千", YI_YUAN, "number.suffix"),
    ("1万2千", YI_YUAN, "number.suffix"),
    ("5a", PLAIN, "number.suffix_here"), ("0x10", PLAIN, "number.suffix_here"),
    ("2020/5", PLAIN, "number.suffix_here"),
    ("$5", PLAIN, "number.unknown_character"), ("¥5", PLAIN, "number.unknown_character"),
    ("=1+1", PLAIN, "number.unknown_character"), ("1'000", PLAIN, "number.unknown_character"),
    ("无", PLAIN, "number.malformed"), ("N/A", PLAIN, "number.malformed"),
    ("#N/A", PLAIN, "number.malformed"),
    ("5-", PLAIN, "number.malformed"), ("--5", PLAIN, "number.malformed"), ("1+1", PLAIN, "number.malformed"),
    ("1" * 41, PLAIN, "number.too_long"), ("9" * 10**6, PLAIN, "number.too_long"),
    ("1" + "0" * 18, PLAIN, "number.too_large"), ("99999999999999999亿", WAN_USD, "number.too_large"),
    ("0.1234567890123", PLAIN, "number.too_precise"), ("0.123456元", YI_YUAN, "number.too_precise"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rule", "value"), EXACT)
def test_exact(text: str, rule: NumberRule, value: str) -> None:
    number, findings = parse_number(text, rule)
    assert number is not None
    assert (number.canonical, number.text) == (value, text)
    assert all(finding.severity is Severity.NOTE for finding in findings)


@pytest.mark.parametrize(("text", "rule", "code"), REFUSED)
def test_refused(text: str, rule: NumberRule, code: str) -> None:
    number, findings = parse_number(text, rule)
    assert number is None
    assert [(finding.code, finding.severity) for finding in findings] == [(code, Severity.ERROR)]


def test_foreign_investment_due_in_ten_thousand_dollars() -> None:
    """即墨 half-year 外资: accepted, echoed, warned, stopped and refused, as the office expects."""
    unit, reference = STANDARD_MEASURES["wan_usd"], last_year(Decimal(22100))

    def told(text: str) -> tuple[str | None, list[str]]:
        number, findings = parse_number(text, WAN_USD)
        if number is not None:
            findings += check_magnitude(number.value, reference, unit)
        return (number.canonical if number else None), [
            f"{finding.severity}: {finding.code}" for finding in findings
        ]

    assert told("24650") == ("24650", [])
    assert told("2.465亿") == ("24650", ["note: number.converted"])
    assert told("246500000") == ("246500000", ["warning: number.magnitude_10000"])
    assert told("2.465") == ("2.465", ["error: number.magnitude_stopped"])
    assert told("２４６５０") == (None, ["error: number.full_width"])


def test_a_conversion_is_read_back_in_words() -> None:
    _, (note,) = parse_number("2.465亿", WAN_USD)
    assert "24,650 万美元 = 二亿四千六百五十万美元" in note.remedy("zh")
    assert "246,500,000 US dollars" in note.remedy("en")


def test_the_own_unit_needs_no_reading_back() -> None:
    assert parse_number("24650万美元", WAN_USD)[1] == ()
    assert parse_number("5.2%", PERCENT)[1] == ()


def test_a_refusal_names_position_and_remedy() -> None:
    _, (finding,) = parse_number("  12３.5", PLAIN)
    assert finding.details["position"] == "5"
    assert finding.remedy("zh") == "请改用半角：123.5"
    _, (minus,) = parse_number("−5.2", PLAIN)
    assert minus.remedy("en").endswith(": -5.2")


# The oracle is written from the grammar page, not from the parser.
ORACLE = re.compile(r" *(?P<sign>[+-]?)(?P<whole>0|[1-9][0-9]{0,17})(?:\.(?P<part>[0-9]+))? *", re.ASCII)


def oracle(text: str) -> str | None:
    """Canonical text by string handling alone, or ``None`` where the grammar refuses."""
    match = ORACLE.fullmatch(text)
    if match is None or len(text) > 40:
        return None
    part = (match["part"] or "").rstrip("0")
    if len(part) > 12:
        return None
    value = match["whole"] + ("." + part if part else "")
    return ("-" if match["sign"] == "-" and value != "0" else "") + value


@settings(max_examples=many(200, 600))
@given(
    st.one_of(
        st.text(max_size=45),
        st.text(alphabet="0123456789+-.,eE_ %()", max_size=24),
        st.text(alphabet="0123456789.-０９—−万亿\u00a0\u200b", max_size=12),
    )
)
@example("1\n")
@example("1.0000000000000000000000")
def test_plain_numbers_agree_with_the_grammar(text: str) -> None:
    number, findings = parse_number(text)
    assert (number.canonical if number else None) == oracle(text)
    assert (number is None) == bool(findings)


@settings(max_examples=many(100, 300))
@given(st.decimals(-(10**18) + 1, 10**18 - 1, places=12))
def test_canonical_text_round_trips(value: Decimal) -> None:
    number, findings = parse_number(canonical(value))
    assert number is not None and number.value == value and findings == ()


@settings(max_examples=many(100, 300))
@given(st.decimals(-(10**9), 10**9, places=4), st.sampled_from(["万", "亿", "万元", "亿元", "元"]))
def test_a_suffix_multiplies_exactly(value: Decimal, suffix: str) -> None:
    size = {"万": 10**4, "亿": 10**8, "万元": 10**4, "亿元": 10**8, "元": 1}[suffix]
    number, _ = parse_number(canonical(value) + suffix, rule_for(STANDARD_MEASURES["yuan"]))
    assert number is not None and number.value == value * size


@pytest.mark.parametrize("text", ["9" * 10**7, "１" * 40, " " * 10**7, "1," * 20, "\u200b" * 40, "1E+999999"])
def test_any_input_takes_at_most_five_milliseconds(text: str) -> None:
    parse_number(text, WAN_USD)
    best = 1.0
    for _ in range(3):
        start = time.process_time()
        parse_number(text, WAN_USD)
        best = min(best, time.process_time() - start)
    assert best < 0.005


def test_the_hint_beside_a_full_width_comma_invents_no_number() -> None:
    _, (finding,) = parse_number("6，1")
    assert finding.remedy("zh") == "请改用半角：6,1"
