"""A person with appendix C and an empty spreadsheet gets the example's scheme, to the last digit."""

import re

import pytest
from openpyxl import Workbook

from sikao.core.scheme import load_scheme, scheme_digest
from sikao.core.wording import render_text
from tests.docs.pages import EXAMPLE, LANGUAGES, page

APPENDIX = "c-example-workbook.md"


def rows(section):
    """The table of a section as lists of cells, headings first."""
    lines = [line for line in section.splitlines() if line.startswith("|")]
    cells = [re.split(r"(?<!\\)\|", line)[1:-1] for line in lines if not line.startswith("| ---")]
    return [[cell.strip().replace("<br>", "\n").replace("\\|", "|") for cell in row] for row in cells]


def typed(appendix, path):
    """A workbook with what the appendix shows: title and hint above the headings, nothing else."""
    book = Workbook()
    book.remove(book.active)
    for name in appendix.headings[1:]:
        sheet = book.create_sheet(name)
        sheet.append([name])
        sheet.append(["hint"])
        for row in rows(appendix.section(name)):
            sheet.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_workbook_typed_from_the_appendix_is_the_example(lang, tmp_path):
    scheme, findings = load_scheme(typed(page(lang, APPENDIX), tmp_path / "typed.xlsx"))
    assert findings == (), render_text(findings, lang)
    assert scheme_digest(scheme) == scheme_digest(load_scheme(EXAMPLE)[0])


def test_chapter_two_names_every_sheet_that_is_filled_in():
    for lang in LANGUAGES:
        chapter = page(lang, "02-your-own-scheme.md").text
        sheets = page(lang, APPENDIX).headings[1:]
        assert [name for name in sheets if not re.search(rf"^\| {name}\b", chapter, re.MULTILINE)] == []
