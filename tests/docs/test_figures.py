"""Chapter 4 says how values and periods are read: each spelling in its tables is tried."""

import re
from decimal import Decimal

import pytest

from sikao.core.books import load_figures
from sikao.core.figures.absence import Flag
from sikao.core.figures.periods import Period
from sikao.core.figures.reading import read_figures
from sikao.core.scheme import load_scheme
from tests.docs.pages import EXAMPLE, LANGUAGES, page

HEAD = "unit,indicator,kind,period,value,unit_of_measure,absence,flags,caliber,source\n"
READ = {  # spelling → unit of measure that is due, value
    "12.5": ("%", "12.5"),
    "-0.5": ("%", "-0.5"),
    "+3.0": ("%", "3"),
    "1,234.5": ("亿元", "1234.5"),
    "1234.5万": ("万元", "1234.5"),
    "12.5%": ("%", "12.5"),
}
REFUSED = ("１２.５", "007", ".5", "5.", "1e3", "-", "—", "(5)", "−5")
PERIODS = {
    "2027": (1, 12),
    "2027年": (1, 12),
    "2027-01..06": (1, 6),
    "2027年上半年": (1, 6),
    "2027H1": (1, 6),
    "2027年1—6月": (1, 6),
    "2027Q1": (1, 3),
    "2027年一季度": (1, 3),
    "2027Q1-Q3": (1, 9),
    "2027年前三季度": (1, 9),
    "2027-05": (5, 5),
    "2027年5月": (5, 5),
}


def read(folder, row):
    path = folder / "figures.csv"
    path.write_text(HEAD + row + "\n", encoding="utf-8")
    figures, findings = read_figures(path)
    return None if figures is None else figures.canonical_rows()[0], findings


def cells(lang, number):
    """The spellings in the first column of the table of a section of chapter 4."""
    chapter = page(lang, "04-figures.md")
    heading = next(heading for heading in chapter.headings if heading.startswith(f"4.{number} "))
    rows = re.findall(r"^\| (`.+?) \|", chapter.section(heading), re.MULTILINE)
    return {spelling for row in rows for spelling in re.findall(r"`([^`]+)`", row)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_spelling_of_the_tables_is_tried_here(lang):
    assert cells(lang, 2) == {*READ, *REFUSED}
    assert set(PERIODS) <= cells(lang, 3)


@pytest.mark.parametrize("spelling", READ)
def test_is_read(spelling, tmp_path):
    measure, value = READ[spelling]
    row, _ = read(tmp_path, f'jia,revenue,level,2027,"{spelling}",{measure},,,,')
    assert Decimal(row["value"]) == Decimal(value)


@pytest.mark.parametrize("spelling", REFUSED)
def test_is_refused(spelling, tmp_path):
    row, findings = read(tmp_path, f'jia,revenue,level,2027,"{spelling}",亿元,,,,')
    assert row is None
    assert findings[0].code.startswith("number.")


@pytest.mark.parametrize("spelling", PERIODS)
def test_a_period_is_read(spelling, tmp_path):
    row, _ = read(tmp_path, f"jia,revenue,level,{spelling},1,亿元,,,,")
    first, last = PERIODS[spelling]
    assert row["period"] == str(Period.of(2027, first, last))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_rows_shown_at_the_beginning_fit_the_example(lang, tmp_path):
    block = next(block for block in page(lang, "04-figures.md").blocks if block.words == ("csv",))
    path = tmp_path / "figures.csv"
    path.write_text(block.text, encoding="utf-8")
    figures, findings = load_figures(load_scheme(EXAMPLE)[0], path)
    assert findings == ()
    assert len(figures.canonical_rows()) == 3


def test_other_units_of_one_group_are_converted(tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text(HEAD + "jia,revenue,level,2027,510000,万元,,迟报 有异议,,\n", encoding="utf-8")
    figures, findings = load_figures(load_scheme(EXAMPLE)[0], path)
    row = figures.canonical_rows()[0]
    assert [finding.code for finding in findings] == ["figure.converted_unit"]
    assert (row["value"], row["flags"]) == ("51", [Flag.DISPUTED, Flag.LATE])
