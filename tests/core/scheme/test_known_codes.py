"""A name where a code belongs is answered with the code, in both forms of a scheme and in figures."""

from pathlib import Path

import pytest

from sikao.core.figures.codes import with_known_codes
from sikao.core.scheme.known_codes import codes_in_figures
from sikao.core.scheme.model import Scheme
from sikao.core.wording import Finding, Severity
from tests.core.scheme.broken import CARD, assert_found
from tests.core.scheme.workbook.edits import edited


def test_the_text_form_tells_the_code_of_a_name(tmp_path: Path):
    found = assert_found(
        tmp_path, "code.meant", [("units.yaml", "East county, group: counties", "East county, group: 县区")]
    )
    assert "counties" in found.remedy("zh")


def test_a_node_named_in_an_absence_is_found_by_its_name(tmp_path: Path):
    found = assert_found(tmp_path, "code.meant", [(CARD, "west: {applies: false}", "西县: {applies: false}")])
    assert "west" in found.remedy("en")


@pytest.mark.parametrize("written", ["东县", "East county", "EAST", "east "])
def test_the_workbook_tells_it_too(sample: Scheme, written: str):
    book = edited(sample)
    book.append("登记册成员", 登记册="projects", 对象=written, 代码="p9", 名称="九号项目")
    told = [finding for finding in book.read().findings if finding.code == "code.meant"]
    assert ["east" in finding.remedy("zh") for finding in told] == [True]


def test_what_nobody_knows_keeps_its_finding(sample: Scheme):
    told = Finding("code.name_instead", Severity.ERROR, details={"text": "别处"})
    assert with_known_codes([told], codes_in_figures(sample)) == (told,)


def test_figures_know_units_and_items(sample: Scheme):
    known = codes_in_figures(sample)
    texts = ("东县", "East county", "EAST", "表彰")
    found = with_known_codes(
        [Finding("code.malformed", Severity.ERROR, details={"text": text}) for text in texts], known
    )
    assert [finding.details["codes"].words for finding in found] == [("east",)] * 3 + [("honours",)]
