"""Workbooks of the wrong task, of a changed layout, and with entries that no parser may take."""

from dataclasses import replace

from openpyxl import Workbook

from sikao.core.figures.forms import EntryForm, understand_grid, write_form
from sikao.core.figures.periods import Period
from sikao.core.wording import Term
from tests.core.figures.forms.hostile import COUNTS, GOOD, INPUTS, LEVELS, Draw, good_form, kind
from tests.core.figures.forms.packages import STAMP_PART, edited, replaced


def filled(form: EntryForm) -> bytes:
    return write_form(form, understand_grid(form, GOOD))


def put(good: bytes, cell: str, text: object) -> bytes:
    def change(book: Workbook) -> None:
        target = book["填报"][cell]
        target.value = text
        if isinstance(text, str):
            target.data_type = "s"

    return edited(good, change)


@kind("another period's template", "form.other_period")
def period(_good: bytes, draw: Draw) -> bytes:
    other = draw.pick([Period.of(2020, 1, 3), Period.of(2020, 1, 9), Period.of(2020), Period.of(2020, 4, 6)])
    return filled(replace(good_form(), period=other, code="commerce_other"))


@kind("last year's template", "form.other_period")
def last_year(_good: bytes, draw: Draw) -> bytes:
    earlier = Period.of(2019 - draw.below(5), 1, 6)
    form = good_form()
    slots = tuple(replace(slot, period=earlier) for slot in form.slots)
    return filled(replace(form, period=earlier, slots=slots))


@kind("another provider's template", "form.other_provider")
def provider(_good: bytes, draw: Draw) -> bytes:
    code, name = draw.pick([("statistics", "市统计局"), ("customs", "青岛海关"), ("jimo", "即墨区")])
    return filled(replace(good_form(), provider=code, provider_name=Term(name, code)))


@kind("another form of the provider", "form.other_form")
def other_form(_good: bytes, draw: Draw) -> bytes:
    return filled(replace(good_form(), code=f"commerce_{draw.below(99)}"))


@kind("an older edition", "form.other_version")
def edition(_good: bytes, draw: Draw) -> bytes:
    return filled(replace(good_form(), version=f"0.{draw.below(9)}"))


@kind("another token", "form.other_token")
def token(_good: bytes, draw: Draw) -> bytes:
    return filled(replace(good_form(), token=draw.pick(["", "v1.", draw.noise(20).hex()])))


@kind("a template without its stamp", "form.not_template")
def stampless(good: bytes, draw: Draw) -> bytes:
    if draw.below(2):
        return edited(good, lambda book: book.remove(book["_sikao"]))
    return replaced(good, STAMP_PART, "sikao form", "sikao farm")


@kind("a stamp with another order of slots", "form.stamp_changed")
def stamp(good: bytes, draw: Draw) -> bytes:
    old, new = draw.pick(
        [("<t>jimo</t>", "<t>licang</t>"), ("<t>B8</t>", "<t>B9</t>"), ("<t>wan_usd</t>", "<t>yi_usd</t>")]
    )
    return replaced(good, STAMP_PART, old, new)


@kind("a row removed", "form.line_removed")
def row_removed(good: bytes, draw: Draw) -> bytes:
    return edited(good, lambda book: book["填报"].delete_rows(8 + draw.below(4)))


@kind("a row added", "form.line_added")
def row_added(good: bytes, draw: Draw) -> bytes:
    row, name = 8 + draw.below(5), draw.pick(["合计", "全市", "莱西市", "备注"])

    def add(book: Workbook) -> None:
        page = book["填报"]
        page.insert_rows(row)
        page.cell(row, 1).value, page.cell(row, 2).value = name, 1

    return edited(good, add)


@kind("a blank row put between", "form.line_moved")
def row_blank(good: bytes, draw: Draw) -> bytes:
    return edited(good, lambda book: book["填报"].insert_rows(8 + draw.below(4)))


@kind("rows sorted anew", "form.line_moved")
def row_moved(good: bytes, draw: Draw) -> bytes:
    one = 8 + draw.below(3)

    def swap(book: Workbook) -> None:
        page = book["填报"]
        for column in range(1, 5):
            a, b = page.cell(one, column), page.cell(one + 1, column)
            a.value, b.value = b.value, a.value

    return edited(good, swap)


@kind("a row twice in the form", "form.line_twice")
def row_twice(good: bytes, draw: Draw) -> bytes:
    one = 9 + draw.below(3)
    return edited(good, lambda book: setattr(book["填报"]["A12"], "value", book["填报"].cell(one, 1).value))


@kind("a look-alike name", "form.line_renamed")
def look_alike(good: bytes, draw: Draw) -> bytes:
    cell, name = draw.pick(
        [("A8", "卽墨区"), ("A8", "即墨區"), ("A8", "即墨区 "), ("A10", "城\u200b阳区"), ("A9", "李仓区")]
    )
    return edited(good, lambda book: setattr(book["填报"][cell], "value", name))


@kind("another heading", "form.line_renamed")
def heading(good: bytes, draw: Draw) -> bytes:
    cell, text = draw.pick(
        [("B6", "亿美元"), ("B6", "万元"), ("B7", "2020年一季度"), ("B5", "合同外资"), ("D7", "2019年上半年")]
    )
    return edited(good, lambda book: setattr(book["填报"][cell], "value", text))


@kind("columns moved", "form.line_moved")
def columns(good: bytes, draw: Draw) -> bytes:
    one, other = draw.pick([(2, 3), (3, 4), (2, 4)])

    def swap(book: Workbook) -> None:
        for row in range(5, 12):
            a, b = book["填报"].cell(row, one), book["填报"].cell(row, other)
            a.value, b.value = b.value, a.value

    return edited(good, swap)


@kind("a column removed", "form.line_removed")
def column_removed(good: bytes, draw: Draw) -> bytes:
    return edited(good, lambda book: book["填报"].delete_cols(2 + draw.below(3)))


@kind("a column added", "form.line_added")
def column_added(good: bytes, draw: Draw) -> bytes:
    return edited(good, lambda book: setattr(book["填报"].cell(5, 5 + draw.below(3)), "value", "备注"))


@kind("the sheet renamed", "form.sheet_missing")
def renamed(good: bytes, draw: Draw) -> bytes:
    name = draw.pick(["Sheet1", "填报 (2)", "填報", "填报表"])
    return edited(good, lambda book: setattr(book["填报"], "title", name))


@kind("a sheet more", "form.sheet_extra")
def sheet_more(good: bytes, draw: Draw) -> bytes:
    name = draw.pick(["Sheet1", "底稿", "计算过程"])
    return edited(good, lambda book: book.create_sheet(name).__setitem__("A1", draw.below(99)))


@kind("a figure where nothing is asked", "form.no_slot")
def stray(good: bytes, draw: Draw) -> bytes:
    return put(good, draw.pick(["C11", "E9", "B13", "F20"]), draw.below(99_999))


ANY_TEXT = {
    "full width": ("number.full_width", ["２４６５０", "24６50", "2465０", "－5"]),
    "a dash": ("form.queried", ["-", "—", "――", "－", "无", "/"]),
    "an absence not allowed": ("form.absence_refused", ["不公开", "未到期", "withheld"]),
    "words": ("number.malformed", ["约两万", "见附件", "同上", "abc", "true"]),
    "groups that are none": ("number.thousands_grouping", ["24,65", "2,4650", "246,50.1"]),
    "brackets": ("number.parentheses", ["(5)", "(24650)"]),
    "an exponent": ("number.exponent", ["1E5", "2.465e4"]),
    "not finite": ("number.not_finite", ["NaN", "Infinity", "-inf"]),
    "an underscore": ("number.underscore", ["24_650", "1_000"]),
    "other digits": ("number.other_digits", ["٢٤٦٥٠", "২৪৬৫০"]),
    "Chinese numerals": ("number.chinese_numeral", ["二万四千六百五十", "五点二"]),
    "a hidden character": ("number.hidden_character", ["24\u200b650", "\u202e24650"]),
    "a space inside": ("number.space", ["24 650", "24\u00a0650", "24650\u3000"]),
    "a leading zero": ("number.leading_zero", ["007", "024650"]),
    "another unit": ("number.suffix", ["24650万元", "5.2万吨", "3公斤"]),
    "a formula as text": ("number.unknown_character", ["=1+1", "=SUM(B8:B9)", "@24650"]),
    "digits without end": ("number.too_long", ["9" * 41, "1" + "0" * 200]),
    "a number too large": ("number.too_large", ["9" * 19, "1000000000000000000亿"]),
    "digits too fine": ("number.too_precise", ["0.1234567890123"]),
}


def _typed(texts: list[str]):
    return lambda good, draw: put(good, draw.pick(LEVELS), draw.pick(texts))


for name, (code, texts) in ANY_TEXT.items():
    # What a unit does not allow is read as another suffix, or found first.
    kind(f"typed: {name}", code)(_typed(texts))


@kind("a figure in hundred millions", "number.magnitude_stopped")
def too_small(good: bytes, draw: Draw) -> bytes:
    return put(good, draw.pick(LEVELS), draw.pick([2.465, 0.5, "1.29", "0.01"]))


@kind("a count with a fraction", "form.fraction_of_count")
def fraction(good: bytes, draw: Draw) -> bytes:
    return put(good, draw.pick(COUNTS), draw.pick([3.5, "12.1", 0.25]))


@kind("a count below zero", "figure.negative_count")
def negative(good: bytes, draw: Draw) -> bytes:
    return put(good, draw.pick(COUNTS), -1 - draw.below(99))


@kind("a figure out of range", "figure.outside_range")
def out_of_range(good: bytes, draw: Draw) -> bytes:
    return put(good, draw.pick(COUNTS), 501 + draw.below(9_999))


@kind("true or false", "number.malformed")
def boolean(good: bytes, draw: Draw) -> bytes:
    return put(good, draw.pick(INPUTS), draw.pick([True, False]))


@kind("a percentage of dollars", "number.suffix")
def percentage(good: bytes, draw: Draw) -> bytes:
    cell = draw.pick(LEVELS)
    return edited(good, lambda book: setattr(book["填报"][cell], "number_format", "0.00%"))
