"""A workbook that was filled in comes back as it was entered, whoever wrote it; all else is refused."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sikao.core.figures.forms import Entries, EntryForm, read_form, scan_form, understand_grid, write_form
from sikao.core.sheets import Scan
from sikao.core.wording import Finding, Language, Place, Severity, Term
from tests.core.figures.forms.hostile import GOOD
from tests.core.figures.forms.packages import edited
from tests.core.figures.forms.samples import codes, form, own_report
from tests.core.figures.forms.writers import (
    Written,
    inline_results,
    numbers_as_text,
    rewritten,
    shared_strings,
    with_thousands,
)
from tests.core.sheets.test_child import start

PLAIN = st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"], exclude_characters="\ufffe\uffff")
TYPED = st.one_of(
    st.sampled_from(
        ["", "0", "24650", "-1.4", "2.465亿", "—", "不适用", "n/a", "=1+1", "24650.0", "1e5", " 5 "]
    ),
    st.decimals(-(10**9), 10**9, places=3).map(str),
    st.integers(-(10**19), 10**19).map(str),
    st.text(PLAIN, max_size=12),
)
FORMS = st.sampled_from([form(), own_report()])


@st.composite
def filled_forms(draw: st.DrawFn) -> tuple[EntryForm, Entries]:
    asked = draw(FORMS)
    texts = draw(st.lists(TYPED, min_size=len(asked.slots), max_size=len(asked.slots)))
    keys = [slot.key for slot in asked.slots]
    return asked, understand_grid(asked, dict(zip(keys, texts, strict=True)))


def said(entries: Entries | None) -> list[object]:
    """What the entries say, without the places of their findings."""
    assert entries is not None
    return [replace(entered, findings=()) for entered in entries]


@pytest.mark.slow
@given(filled_forms(), st.sampled_from(["zh", "en"]))
@settings(max_examples=60)
def test_what_is_written_is_read(filled: tuple[EntryForm, Entries], lang: Language):
    asked, entries = filled
    returned, findings = read_form(write_form(asked, entries, lang), asked)
    assert said(returned) == said(entries)
    assert sorted(codes(findings)) == sorted(codes(entries.findings))


def test_findings_name_sheet_and_cell():
    entries = understand_grid(form(), {**GOOD, (2, 0): "—"})
    _, findings = read_form(write_form(form(), entries), form(), name="外资.xlsx")
    assert [(f.code, f.where) for f in findings] == [
        (
            "form.queried",
            Place(file="外资.xlsx", sheet="填报", cell="B10", path="chengyang/fdi/level/2020-01..06"),
        )
    ]


def test_a_form_may_have_to_be_complete():
    content = write_form(form(), understand_grid(form(), {(0, 0): "24650"}))
    assert read_form(content, form())[1] == ()
    entries, findings = read_form(content, form(), complete=True)
    assert codes(findings) == ["form.unfilled"] * 10
    assert entries is not None and entries.failed


@pytest.mark.parametrize("write", [shared_strings, numbers_as_text, with_thousands, inline_results])
def test_other_programs_write_the_same_figures(write: Written):
    asked = form()
    entries = understand_grid(asked, GOOD)
    returned, findings = read_form(rewritten(write_form(asked, entries), asked, write), asked)
    assert findings == () and returned is not None
    assert [entered.value for entered in returned] == [entered.value for entered in entries]


def test_a_program_that_opens_and_saves_it_changes_nothing():
    entries = understand_grid(form(), GOOD)
    saved = edited(write_form(form(), entries), lambda book: book)
    assert said(read_form(saved, form())[0]) == said(entries)


def test_a_percentage_is_taken_as_it_is_shown():
    def as_shown(book):
        cell = book["填报"]["C8"]
        cell.value, cell.number_format = 0.082, "0.0%"

    returned, findings = read_form(edited(write_form(form()), as_shown), form())
    assert findings == () and returned is not None
    assert [(e.raw, str(e.value)) for e in returned if e.raw] == [("8.2%", "8.2")]


def test_it_is_read_in_a_process_of_its_own():
    content = write_form(form(), understand_grid(form(), GOOD))
    apart = scan_form(content, form(), start, name="a.xlsx")
    assert apart == scan_form(content, form(), name="a.xlsx")
    assert read_form(apart, form()) == read_form(content, form(), name="a.xlsx")


def test_what_the_gate_finds_in_a_cell_keeps_it_from_being_accepted():
    content = write_form(form(), understand_grid(form(), GOOD))
    forged = edited(content, lambda book: book["填报"].__setitem__("B8", "=1+1"))
    entries, findings = read_form(forged, form())
    assert [(f.code, f.where.cell) for f in findings] == [("cell.formula", "B8")]
    assert entries is not None and entries.failed
    assert [entered.accepted for entered in entries] == [False] + [True] * 10


def test_what_the_gate_refuses_has_no_entries():
    assert read_form(b"PK", form()) == (None, (Finding("package.not_workbook", Severity.ERROR),))
    refused = (Finding("package.damaged", Severity.ERROR, details={"part": "zip"}),)
    assert read_form(Scan(None, refused), form()) == (None, refused)


WRONG = {
    "form.other_provider": {"provider": "customs"},
    "form.other_period": {"period": form().period.shift(-1)},
    "form.other_form": {"code": "commerce_q3"},
    "form.other_version": {"version": "2"},
    "form.other_token": {"token": "v1.other"},
}


@pytest.mark.parametrize("code", WRONG)
def test_another_tasks_workbook_is_refused(code: str):
    mine = replace(form(), **WRONG[code])
    entries, findings = read_form(write_form(form()), mine, name="a.xlsx")
    assert entries is None
    assert [(f.code, f.where) for f in findings] == [(code, Place(file="a.xlsx"))]


def test_another_layout_under_the_same_name_is_refused():
    other = form(form().slots[:-1])
    assert codes(read_form(write_form(other), form())[1]) == ["form.stamp_changed"]


def test_the_refusal_says_whose_form_it_is():
    mine = form(provider="customs", provider_name=Term("青岛海关", "Customs"))
    _, findings = read_form(write_form(form()), mine)
    assert findings[0].what("zh") == ("这是市商务局的表（2020年上半年商务数据），此处应由青岛海关填报。")


def test_the_list_of_findings_is_passed_over():
    def add(book):
        book.create_sheet("问题清单", 0)["A1"] = "已改"

    entries, findings = read_form(edited(write_form(form()), add), form())
    assert entries is not None and findings == ()


def test_an_empty_sheet_more_does_no_harm():
    assert read_form(edited(write_form(form()), lambda book: book.create_sheet("Sheet1")), form())[1] == ()


def test_remarks_above_the_headings_do_no_harm():
    def remark(book):
        book["填报"]["F2"] = "已与统计局核对"

    assert read_form(edited(write_form(form()), remark), form())[1] == ()


@pytest.mark.parametrize("cell", ["C11", "E9", "B13", "A5000"])
def test_nothing_may_stand_where_nothing_is_asked(cell: str):
    changed = edited(write_form(form()), lambda book: book["填报"].__setitem__(cell, 5))
    entries, findings = read_form(changed, form())
    wanted = "sheet.too_big" if cell == "A5000" else "form.no_slot"
    assert [(f.code, f.where.cell) for f in findings] == [(wanted, None if cell == "A5000" else cell)]
    assert entries is None or entries.failed


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda book: book.remove(book["_sikao"]), "form.not_template"),
        (lambda book: setattr(book["填报"], "title", "Sheet1"), "form.sheet_missing"),
        (lambda book: book.create_sheet("底稿").__setitem__("A1", 1), "form.sheet_extra"),
    ],
)
def test_sheets_are_those_of_the_form(change, code: str):
    entries, findings = read_form(edited(write_form(form()), change), form())
    assert code in codes(findings)
    assert entries is None or entries.failed
