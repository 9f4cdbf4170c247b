"""A text in a slot: scenario 2.3 of the acceptance list, absences, dashes, units stated beside."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sikao.core.figures.absence import Absence
from sikao.core.figures.forms import Reply, understand
from sikao.core.wording import Listed, Place, Severity
from tests.core.figures.forms.samples import codes, fdi, slot

HERE = Place(cell="A1", path="jimo/fdi/level/2020-01..06")


def test_the_plain_figure_is_accepted_and_read_back():
    entered = understand("24650", fdi(), where=HERE)
    assert (entered.reply, entered.value, entered.raw, entered.raw_unit) == (
        Reply.VALUE,
        Decimal(24650),
        "24650",
        "",
    )
    assert entered.echo is not None
    assert entered.echo.zh == "24,650 万美元 = 二亿四千六百五十万美元"
    assert entered.echo.en == "24,650 × 10,000 US dollars = 246,500,000 US dollars"
    assert entered.findings == () and entered.accepted


def test_a_scale_word_is_converted_and_read_back():
    entered = understand("2.465亿", fdi(), where=HERE)
    assert (entered.value, entered.raw_unit, entered.accepted) == (Decimal(24650), "亿", True)
    assert codes(entered.findings) == ["number.converted"]
    assert entered.findings[0].what("zh") == "“2.465亿”已换算为 24650（计量单位：万美元）。"
    assert entered.echo is not None and entered.echo.zh.startswith("24,650 万美元 = ")


def test_a_figure_in_dollars_is_asked_about():
    entered = understand("246500000", fdi(), where=HERE)
    assert [(f.code, f.severity, f.where) for f in entered.findings] == [
        ("number.magnitude_10000", Severity.WARNING, HERE)
    ]
    assert entered.accepted


@pytest.mark.parametrize(
    "known",
    [{}, {"target": Decimal(42000)}, {"last_year": None, "target": Decimal(42000)}],
)
def test_a_figure_in_hundred_millions_is_stopped(known: dict[str, object]):
    entered = understand("2.465", fdi(**known), where=HERE)
    assert codes(entered.findings) == ["number.magnitude_stopped"]
    assert not entered.accepted and entered.value == Decimal("2.465")


def test_full_width_is_refused_with_its_place():
    entered = understand("２４６５０", fdi(), where=HERE)
    assert (entered.reply, entered.value, codes(entered.findings)) == (
        Reply.REFUSED,
        None,
        ["number.full_width"],
    )
    assert entered.findings[0].details["position"] == "1"
    assert entered.findings[0].details["suggestion"] == "24650"
    assert entered.findings[0].where == HERE


@pytest.mark.parametrize("text", ["", " ", "   "])
def test_a_blank_is_not_filled_in(text: str):
    entered = understand(text, fdi())
    assert (entered.reply, entered.value, entered.findings) == (Reply.BLANK, None, ())
    assert not entered.accepted


@pytest.mark.parametrize("text", ["-", "—", "——", " － ", "−", "/", "无", "暂无", "NULL"])
def test_a_dash_is_asked_about_and_never_zero(text: str):
    entered = understand(text, fdi(), where=HERE)
    assert (entered.reply, entered.value, entered.absence) == (Reply.QUERIED, None, None)
    assert codes(entered.findings) == ["form.queried"]
    choices = entered.findings[0].details["choices"]
    assert isinstance(choices, Listed)
    assert [str(word.zh) for word in choices.words] == ["未报", "不适用", "0（数值为零）"]
    assert not entered.accepted


@pytest.mark.parametrize(
    ("text", "absence"),
    [
        ("不适用", Absence.NOT_APPLICABLE),
        ("n/a", Absence.NOT_APPLICABLE),
        ("N/A", Absence.NOT_APPLICABLE),
        (" not_applicable ", Absence.NOT_APPLICABLE),
        ("未报", Absence.MISSING),
        ("Missing", Absence.MISSING),
    ],
)
def test_an_absence_is_chosen_in_words(text: str, absence: Absence):
    entered = understand(text, fdi())
    assert (entered.reply, entered.absence, entered.value, entered.raw) == (
        Reply.ABSENT,
        absence,
        None,
        text,
    )
    assert entered.accepted


def test_an_absence_that_the_form_does_not_allow_is_refused():
    entered = understand("不公开", fdi(), where=HERE)
    assert (entered.reply, codes(entered.findings)) == (Reply.REFUSED, ["form.absence_refused"])


def test_zero_is_a_value():
    entered = understand("0", fdi())
    assert (entered.reply, entered.value, entered.findings) == (Reply.VALUE, Decimal(0), ())


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("24650", "wan_usd", "24650"),
        ("24650", "万美元", "24650"),
        ("2.465", "亿美元", "24650"),
        ("2.465", "yi_usd", "24650"),
        ("246500000 ", "usd", "24650"),
    ],
)
def test_a_unit_stated_beside_is_read_as_if_it_stood_behind(text: str, unit: str, value: str):
    entered = understand(text, fdi(), unit=unit)
    assert (entered.value, entered.raw, entered.raw_unit) == (Decimal(value), text, unit)
    assert entered.accepted


@pytest.mark.parametrize(
    ("unit", "code"), [("万元", "number.suffix"), ("万美金", "measure.unknown"), ("％", "measure.look_alike")]
)
def test_a_unit_that_measures_something_else_is_refused(unit: str, code: str):
    entered = understand("24650", fdi(), unit=unit)
    assert (entered.reply, codes(entered.findings)) == (Reply.REFUSED, [code])


def test_a_unit_stated_twice_is_refused():
    assert codes(understand("2.465亿", fdi(), unit="亿美元").findings) == ["number.suffix"]


def test_percent_may_be_written_out():
    entered = understand("5.2%", slot(item="trade/export"))
    assert (entered.value, entered.raw_unit, entered.findings) == (Decimal("5.2"), "%", ())


@given(st.text(max_size=60))
def test_every_text_is_understood_as_one_thing(text: str):
    entered = understand(text, fdi())
    assert entered.raw == text
    assert (entered.value is None) == (entered.reply is not Reply.VALUE)
    assert (entered.absence is None) == (entered.reply is not Reply.ABSENT)
    assert bool(entered.findings) or entered.reply not in {Reply.QUERIED, Reply.REFUSED}
    if text.strip(" ") == "":
        assert entered.reply is Reply.BLANK
    if entered.value == 0:
        assert set(text) <= set("0 .+-,万亿美元")
