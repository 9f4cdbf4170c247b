"""What an assessment office will try, and that every door into a form understands the same.

Scenario 2.1: one stamped sheet for January and February, ten districts by five growth rates, one cell a dash.
"""

import io
import time
from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from sikao.core.figures.absence import Absence
from sikao.core.figures.forms import (
    Entered,
    Reply,
    figures_of,
    paste,
    read_form,
    understand,
    understand_grid,
    write_form,
)
from sikao.core.figures.measures import STANDARD_MEASURES
from sikao.core.figures.periods import Period
from sikao.core.figures.table import Kind
from sikao.core.wording import Term
from tests.core.figures.forms.samples import codes, fdi, form, slot

DISTRICTS = [
    "市南区",
    "市北区",
    "李沧区",
    "崂山区",
    "城阳区",
    "黄岛区",
    "即墨区",
    "胶州市",
    "平度市",
    "莱西市",
]
RATES = ("固定资产投资增速", "规上工业增加值增速", "社零增速", "出口增速", "服务业增加值增速")
# The rates of each district, as the bureau's sheet has them.
SHEET = (
    "—\t3.1\t-20.5\t4.2\t1.1\n3.4\t-2.2\t-18.1\t0.3\t0.9\n-7.8\t1.5\t-22.4\t-3.1\t-0.2\n"
    "12.6\t5.5\t-15.9\t8.8\t2.4\n4.1\t-6.3\t-19.7\t-1.2\t1.3\n9.2\t2.8\t-17.6\t6.4\t2.0\n"
    "-12.4\t-8.1\t-21.3\t-9.9\t-1.5\n1.8\t0.6\t-20.2\t3.7\t0.4\n-3.3\t-4.4\t-23.8\t2.9\t-0.8\n"
    "2.7\t-1.9\t-22.0\t-5.6\t0.1\n"
)


def stamped_sheet():
    months = Period.of(2020, 1, 2)
    return form(
        [
            replace(
                slot("jimo", "trade/export"),
                unit=f"unit_{row}",
                unit_name=Term(name, name),
                indicator=f"rate_{column}",
                indicator_name=Term(rate, rate),
                period=months,
            )
            for row, name in enumerate(DISTRICTS)
            for column, rate in enumerate(RATES)
        ],
        period=months,
    )


def test_the_dash_of_a_stamped_sheet_is_asked_about_and_the_other_cells_are_taken():
    cells, findings = paste(stamped_sheet(), SHEET)
    assert findings == () and len(cells) == 50
    entries = understand_grid(stamped_sheet(), cells, complete=True)
    assert [(f.code, f.where.cell) for f in entries.findings] == [("form.queried", "A1")]
    assert (entries.filled, len(figures_of(stamped_sheet(), entries))) == (49, 49)
    decided = understand_grid(stamped_sheet(), {**cells, (0, 0): "不适用"}, complete=True)
    assert decided.findings == () and decided.filled == 50
    assert figures_of(stamped_sheet(), decided)[0].absence is Absence.NOT_APPLICABLE


def test_a_growth_written_as_a_fraction_is_asked_about():
    cells, _ = paste(stamped_sheet(), SHEET)
    alike = {**cells, **{(row, 2): "-20.5" for row in range(1, 10)}, (0, 2): "-0.205"}
    found = understand_grid(stamped_sheet(), alike).findings
    assert ("number.fraction", "C1") in [(f.code, f.where.cell) for f in found]


# Texts, what they say where 万美元 are due and last year's figure was 22,000, and the findings' codes.
HAND = [
    ("24650", "24650", []),
    ("24,650", "24650", []),
    ("+24650", "24650", []),
    ("24650.00", "24650", []),
    (" 24650 ", "24650", []),
    ("24650万美元", "24650", []),
    ("2.465亿", "24650", ["number.converted"]),
    ("2.465亿美元", "24650", ["number.converted"]),
    ("24650万", "24650", ["number.converted"]),
    ("246500000美元", "24650", ["number.converted"]),
    ("0.0002465万亿", "24650", ["number.converted"]),
    ("246500", "246500", ["number.magnitude_10"]),
    ("2465000", "2465000", ["number.magnitude_100"]),
    ("246500000", "246500000", ["number.magnitude_10000"]),
    ("2465", "2465", ["number.magnitude_10"]),
    ("246.5", "246.5", ["number.magnitude_100"]),
    ("2.465", "2.465", ["number.magnitude_stopped"]),
    ("0", "0", []),
    ("-0", "0", []),
    ("-24650", "-24650", []),
    ("２４６５０", None, ["number.full_width"]),
    ("24６50", None, ["number.full_width"]),
    ("２.465亿", None, ["number.full_width"]),
    ("24 650", None, ["number.space"]),
    ("24\u00a0650", None, ["number.space"]),
    ("24650\u3000", None, ["number.space"]),
    ("24\u200b650", None, ["number.hidden_character"]),
    ("٢٤٦٥٠", None, ["number.other_digits"]),
    ("24_650", None, ["number.underscore"]),
    ("2.465e4", None, ["number.exponent"]),
    ("1E5", None, ["number.exponent"]),
    ("NaN", None, ["number.not_finite"]),
    ("Infinity", None, ["number.not_finite"]),
    ("(24650)", None, ["number.parentheses"]),
    ("−24650", None, ["number.dash_as_minus"]),
    ("024650", None, ["number.leading_zero"]),
    (".5", None, ["number.point"]),
    ("5.", None, ["number.point"]),
    ("1.2.3", None, ["number.point"]),
    ("2,4650", None, ["number.thousands_grouping"]),
    ("24，650", None, ["number.full_width"]),
    ("二万四千六百五十", None, ["number.chinese_numeral"]),
    ("约24650", None, ["number.malformed"]),
    ("24650元", None, ["number.suffix"]),
    ("24650%", None, ["number.suffix"]),
    ("24650 万美元", None, ["number.space"]),
    ("$24650", None, ["number.unknown_character"]),
    ("=24650", None, ["number.unknown_character"]),
    ("24650*", None, ["number.unknown_character"]),
    ("'24650", None, ["number.unknown_character"]),
    ("9" * 19, None, ["number.too_large"]),
    ("0.0000000000001", None, ["number.too_precise"]),
    ("1" * 41, None, ["number.too_long"]),
    ("-", None, ["form.queried"]),
    ("—", None, ["form.queried"]),
    ("——", None, ["form.queried"]),
    ("无", None, ["form.queried"]),
    ("不公开", None, ["form.absence_refused"]),
    ("不适用", None, []),
    ("N/A", None, []),
    ("未报", None, []),
    ("", None, []),
]  # fmt: skip


def told(entered: Entered) -> tuple[str | None, list[str]]:
    return (None if entered.value is None else f"{entered.value.normalize():f}", codes(entered.findings))


@pytest.mark.parametrize(("text", "value", "found"), HAND)
def test_every_door_understands_the_same(text: str, value: str | None, found: list[str]):
    asked = form([fdi()])
    typed = understand(text, fdi())
    assert told(typed) == (value, found)
    cells, _ = paste(asked, text)
    for entries in (
        understand_grid(asked, {(0, 0): text}),
        understand_grid(asked, cells),
        read_form(write_form(asked, understand_grid(asked, {(0, 0): text})), asked)[0],
    ):
        assert entries is not None
        assert told(entries[fdi().key]) == (value, found)
        assert entries[fdi().key].reply is typed.reply


def test_a_number_cell_says_what_was_typed():
    book = load_workbook(io.BytesIO(write_form(form())))
    book["填报"]["B8"] = 24650.5
    buffer = io.BytesIO()
    book.save(buffer)
    entries, _ = read_form(buffer.getvalue(), form())
    assert entries is not None and told(entries[form().slots[0].key]) == ("24650.5", [])


def large():
    plain = fdi()
    return form(
        [
            replace(plain, unit=f"unit_{row}", indicator=f"item_{column}", kind=kind, measure=measure)
            for row in range(100)
            for column, (kind, measure) in enumerate(
                [(Kind.LEVEL, plain.measure), (Kind.GROWTH, STANDARD_MEASURES["percent"])] * 20
            )
        ]
    )


def test_a_hundred_units_by_forty_items_are_understood_in_a_moment():
    """At most 5 ms a value: that is what keeps a hostile sheet from being a weapon."""
    asked = large()
    texts = {slot.key: f"{20_000 + number}.5" for number, slot in enumerate(asked.slots)}
    before = time.process_time()
    entries = understand_grid(asked, texts, complete=True)
    assert time.process_time() - before < 0.005 * len(asked.slots)
    assert entries.by_key[asked.slots[0].key].value == Decimal("20000.5")
    assert entries.by_key[asked.slots[0].key].reply is Reply.VALUE
