"""The gate refuses every package of the corpus with the right word, quickly, and lets real workbooks pass."""

import io
import time

import pytest

from sikao.core.sheets import Limits, read_workbook
from sikao.core.sheets.gate import open_package
from sikao.core.wording import Findings, Place
from tests.core.sheets.corpus import PACKAGES, linked, too_big
from tests.core.sheets.packages import book, pack, parts, relations

WHERE = Place(file="a.xlsx")


@pytest.mark.parametrize("name", PACKAGES)
def test_a_bad_package_is_refused(name: str):
    content, code = PACKAGES[name]
    began = time.perf_counter()
    workbook, findings = read_workbook(content, name="a.xlsx")
    assert time.perf_counter() - began < 2
    assert workbook is None
    assert {finding.code for finding in findings} == {code}
    assert {finding.where.file for finding in findings} == {"a.xlsx"}


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(packed_bytes=100), "package.too_large"),
        (Limits(unpacked_bytes=5_000_000), "package.unpacked_too_large"),
        (Limits(parts=20), "package.too_many_parts"),
        (Limits(ratio=20), "package.ratio"),
    ],
)
def test_the_caller_sets_the_limits(limits: Limits, code: str):
    workbook, findings = read_workbook(too_big(), limits=limits)
    assert workbook is None
    assert {finding.code for finding in findings} == {code}


def test_all_faults_of_a_package_are_told_at_once():
    names = ("xl/vbaProject.bin", "xl/embeddings/o.bin", "strange.bin")
    _, findings = read_workbook(pack(parts() | dict.fromkeys(names, "x")))
    assert sorted(finding.details["part"] for finding in findings) == sorted(names)


def test_parts_of_a_modern_office_pass():
    extra = {
        "docProps/app.xml": "<a/>",
        "docProps/custom.xml": "<a/>",
        "docMetadata/LabelInfo.xml": "<a/>",
        "customXml/item1.xml": "<a/>",
        "xl/theme/theme1.xml": "<a/>",
        "xl/persons/person.xml": "<a/>",
        "xl/comments1.xml": "<a/>",
        "xl/drawings/vmlDrawing1.vml": "<xml><br></xml>",
        "xl/printerSettings/printerSettings1.bin": b"\0\1\2",
        "xl/media/image1.png": b"\x89PNG",
    }
    workbook, findings = read_workbook(pack(parts() | extra))
    assert findings == ()
    assert workbook is not None


def test_a_link_to_click_on_is_no_danger():
    text = relations(("h", "hyperlink", "mailto:a@example.net")).replace("/>", ' TargetMode="External"/>')
    workbook, findings = read_workbook(pack(parts() | {"xl/worksheets/_rels/sheet1.xml.rels": text}))
    assert findings == ()
    assert workbook is not None


def test_part_names_do_not_distinguish_case():
    package = open_package(book(), Limits(), WHERE, Findings())
    assert package is not None
    assert package.find("XL/WORKBOOK.XML") == "xl/workbook.xml"
    assert package.find("xl/none.xml") is None


def test_random_damage_is_told_and_never_raises():
    """Every 7th byte of a workbook changed: read or refused, but no exception."""
    content = book()
    for at in range(0, len(content), 7):
        raw = bytearray(content)
        raw[at] ^= 0x55
        workbook, findings = read_workbook(bytes(raw))
        assert (workbook is None) == bool(findings)


def test_a_link_is_found_in_the_directory():
    found = Findings()
    assert open_package(linked(), Limits(), WHERE, found) is None
    assert io.BytesIO(linked()).read(2) == b"PK"
