"""Figures of earlier years: which a scheme reads, and the workbook in which they are handed in."""

from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from sikao import open_scheme
from sikao.core.books import load_figures
from sikao.core.insight.earlier import earlier_keys, earlier_template

QINGDAO = Path(__file__).parents[3] / "schemes" / "qingdao-2020"


@pytest.fixture(scope="module")
def scheme():
    return open_scheme(QINGDAO).scheme


def test_the_demonstration_reads_last_year_s_bases_and_places(scheme):
    # Levels of retail and budget revenue of ten districts at four checkpoints, leading industries of the year
    # before, intensities of two years, and last year's places of 95 units.
    keys = earlier_keys(scheme)
    assert Counter(key[3] for key in keys) == {
        "2018": 19,
        "2019": 164,
        "2019-01..03": 20,
        "2019-01..06": 20,
        "2019-01..09": 20,
    }
    assert keys[0][3] == "2018"
    assert [key[0] for key in keys if key[3] == "2019-01..03"][:2] == [
        "shinan",
        "shibei",
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_template_that_was_filled_in_is_taken_as_it_is(scheme, tmp_path, lang):
    keys = earlier_keys(scheme)
    book = load_workbook(BytesIO(earlier_template(scheme, keys, lang)))
    assert len(book.sheetnames) == 6 and len({*book.sheetnames}) == 6
    lines = 0
    for sheet in book.worksheets[1:]:
        heads = [cell.value for cell in sheet[1]]
        value = heads.index("数值" if lang == "zh" else "value")
        for row in sheet.iter_rows(min_row=2):
            assert row[value].value is None and row[1].value
            row[value].value, lines = 3, lines + 1
    assert lines == len(keys) == 243
    book.save(tmp_path / "filled.xlsx")
    figures, findings = load_figures(scheme, tmp_path / "filled.xlsx")
    assert [finding.code for finding in findings if finding.severity == "error"] == []
    assert {(*figure.key[:3], str(figure.period)) for figure in figures} == set(keys)


def test_an_untouched_line_or_another_name_is_refused(scheme, tmp_path):
    book = load_workbook(BytesIO(earlier_template(scheme, earlier_keys(scheme)[:2], "zh")))
    sheet = book.worksheets[1]
    sheet.cell(2, 7).value = 3
    sheet.cell(2, 2).value = "即墨市"
    book.save(tmp_path / "odd.xlsx")
    figures, findings = load_figures(scheme, tmp_path / "odd.xlsx")
    assert figures is None
    told = {(finding.code, finding.where.cell) for finding in findings if finding.severity == "error"}
    assert ("code.other_name", "B2") in told and any(cell and cell.endswith("3") for _, cell in told)
