from decimal import Decimal

import pytest

from sikao.core.figures.absence import Absence
from sikao.core.scheme.building.scalars import INVALID, build_scalar, meant_otherwise
from sikao.core.scheme.expressions import parse_expression
from sikao.core.scheme.shape import (
    Choice,
    Code,
    Consequence,
    DueDay,
    Formula,
    Number,
    Ref,
    Text,
    Truth,
    Whole,
    Word,
    Worth,
)
from sikao.core.scheme.tree import Scalar
from sikao.core.scheme.values import Amount, DayAfter, Effect
from sikao.core.wording import Findings, Place, Term

CHOICE = Choice({"half_up": Term("四舍五入", "half up"), "half_even": Term("成双", "half even")})


def build(kind, text, *, plain=True):
    found = Findings()
    value = build_scalar(kind, Scalar(text, Place("file.yaml", 3, 7), plain), found)
    assert (value is INVALID) == found.failed
    return value, [finding.code for finding in found]


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Text(), "名称", "名称"),
        (Text(), "两行\n文字\n", "两行\n文字"),
        (Word(), "block", "block"),
        (Code("node"), "fai_2", "fai_2"),
        (Ref(("unit",)), "shinan", "shinan"),
        (Whole(0, 6), "6", 6),
        (Number(), "-0.50", Decimal("-0.5")),
        (Number(percent=True), "10%", Decimal("0.1")),
        (Number(percent=True), "0.1", Decimal("0.1")),
        (Number(absent=True), "not_applicable", Absence.NOT_APPLICABLE),
        (Truth(), "true", True),
        (Truth(), "false", False),
        (CHOICE, "half_even", "half_even"),
        (Formula(), "a + 1", parse_expression("a + 1")),
        (Formula(condition=True), "a > 1", parse_expression("a > 1", condition=True)),
        (Worth(), "80%", Amount(share=Decimal("0.8"))),
        (Worth(), "-3", Amount(points=Decimal(-3))),
        (Worth(), "$best * 2", Amount(expression=parse_expression("$best * 2"))),
        (Consequence(), "hold", Effect("hold")),
        (Consequence(), "share 60%", Effect("share", share=Decimal("0.6"))),
        (DueDay(), "18", DayAfter(days=18)),
        (DueDay(), "03-20", DayAfter(month=3, day=20)),
        (DueDay(), "3-20", DayAfter(month=3, day=20)),
        (DueDay(), "3月20日", DayAfter(month=3, day=20)),
        (Consequence(), "transfer water", Effect("transfer", node="water")),
    ],
)
def test_a_text_becomes_a_value_by_its_kind(kind, text, value):
    assert build(kind, text) == (value, [])


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        (Text(), " ", "scheme.blank"),
        (Text(), "2020-01-01", "scheme.quote_it"),
        (Text(name=True), "两行\n名称", "scheme.outer_space"),
        (Text(), " x", "scheme.outer_space"),
        (Code("node"), "no", "scheme.quote_it"),
        (Code("node"), "Fai", "code.malformed"),
        (Code("node"), "市南区", "code.name_instead"),
        (Whole(0, 6), "7", "scheme.not_whole"),
        (Whole(0, 6), "1.5", "scheme.not_whole"),
        (DueDay(), "367", "scheme.not_due_day"),
        (DueDay(), "-1", "scheme.not_due_day"),
        (DueDay(), "02-29", "scheme.not_due_day"),
        (DueDay(), "3/20", "scheme.not_due_day"),
        (Number(), "017", "number.leading_zero"),
        (Number(), "10%", "number.suffix_here"),
        (Number(), "１０", "number.full_width"),
        (Number(percent=True), "not_applicable", "number.malformed"),
        (Truth(), "yes", "scheme.not_truth"),
        (Truth(), "True", "scheme.not_truth"),
        (CHOICE, "half_down", "scheme.unknown_choice"),
        (Formula(), "a >", "expression.unfinished"),
        (Formula(condition=True), "a", "expression.not_a_condition"),
        (Worth(), "80 %", "expression.character"),
        (Consequence(), "share", "scheme.unknown_effect"),
        (Consequence(), "transfer", "scheme.unknown_effect"),
        (Consequence(), "share much", "number.malformed"),
    ],
)
def test_what_is_no_value_is_refused(kind, text, code):
    value, codes = build(kind, text)
    assert value is INVALID
    assert codes == [code]


@pytest.mark.parametrize("text", ["no", "2020", "null", "12:30", "1_000", "1e3"])
def test_quoted_texts_are_never_mistaken(text):
    assert build(Text(), text, plain=False) == (text, [])


@pytest.mark.parametrize(
    "text",
    [
        "017",
        "1_000",
        "12:30",
        ".inf",
        "-.INF",
        ".nan",
        "no",
        "No",
        "NO",
        "yes",
        "on",
        "off",
        "y",
        "n",
        "true",
        "~",
        "null",
        "Null",
        "=",
        "<<",
        "2020-01-01",
        "0x1F",
        "0o17",
        "0b1",
        "1e3",
        "+1",
        "1.",
        ".5",
    ],
)
def test_what_other_programs_take_for_something_else(text):
    assert meant_otherwise(text) != (text == "<<")


@pytest.mark.parametrize("text", ["名称", "a", "no1", "GDP", "80%", "1-2月", "q1", "v1.2.3", "12时30分"])
def test_what_every_program_takes_for_text(text):
    assert not meant_otherwise(text)


def test_the_column_of_a_mistake_inside_a_formula_is_told():
    found = Findings()
    build_scalar(Formula(), Scalar("gdp + ￥", Place("file.yaml", 3, 7), plain=True), found)
    assert str(next(iter(found)).where) == "file.yaml:3:13"


def test_what_was_refused_already_is_not_refused_again():
    found = Findings()
    assert build_scalar(Text(), Scalar("", Place(), broken=True), found) is INVALID
    assert not found.failed
