"""Files handed in: every form read, everything told with its place, last year's claims tried."""

import io
import zipfile

import openpyxl
import pytest

from sikao.core.sheets import read_workbook
from sikao.core.wording import Severity
from tests.office.rulebook.people import Office

pytestmark = pytest.mark.django_db


def test_text_and_workbook_are_the_same_scheme(check, text: bytes, workbook: bytes) -> None:
    by_text, by_sheet = check(text, "方案.zip"), check(workbook, "方案.xlsx")
    assert not by_text.failed and not by_sheet.failed
    assert by_text.digest == by_sheet.digest
    assert by_text.archive == by_sheet.archive


def test_a_faulty_workbook_comes_back_marked(check, workbook: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    sheet = book["单位"]
    heading = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "所属组*")
    sheet.cell(heading.row + 1, heading.column).value = "no_such_group"
    target = io.BytesIO()
    book.save(target)
    checked = check(target.getvalue(), "方案.xlsx")
    assert checked.failed
    first = next(f for f in checked.findings if f.severity is Severity.ERROR)
    assert first.where.sheet == "单位" and first.where.cell is not None
    marked = checked.marked("zh")
    assert marked is not None
    again = openpyxl.load_workbook(io.BytesIO(marked))
    assert again["单位"][first.where.cell].comment is not None


def test_a_workbook_that_the_gate_refuses_is_no_scheme(check) -> None:
    checked = check(b"no workbook at all", "方案.xlsx")
    assert checked.scheme is None and checked.workbook is None and checked.marked("zh") is None
    assert [finding.code for finding in checked.findings] == ["package.not_workbook"]


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"x", "方案.docx", "rulebook.form"),
        (b"x", "方案", "rulebook.form"),
        (b"x" * 20_000_001, "方案.zip", "rulebook.too_large"),
    ],
)
def test_other_files_are_refused_unread(check, content: bytes, name: str, code: str) -> None:
    assert [finding.code for finding in check(content, name).findings] == [code]


def with_previous(text: bytes, code: str, previous: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(text)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name).decode()
            if name == "scheme.yaml":
                data = data.replace("code: trial", f"code: {code}\nprevious: {previous}")
            new.writestr(name, data)
    return target.getvalue()


def test_last_year_must_be_sealed_to_be_compared(check, text: bytes, office: Office, staff, director, leader):
    content = with_previous(text, "next", "trial")
    before = check(content)
    assert [finding.code for finding in before.findings if finding.code.startswith("rulebook")] == [
        "rulebook.previous_not_sealed"
    ]
    office.sealed(staff, director, leader)
    after = check(content)
    assert after.previous is not None and after.previous.code == "trial"
    assert "rulebook.previous_not_sealed" not in {finding.code for finding in after.findings}


def test_a_scheme_is_not_its_own_last_year(check, text: bytes) -> None:
    checked = check(with_previous(text, "trial", "trial"))
    assert "scheme.previous_itself" in {finding.code for finding in checked.findings}


def test_the_marked_workbook_can_be_read_again(check, workbook: bytes) -> None:
    checked = check(workbook, "方案.xlsx")
    marked = checked.marked("zh")
    assert marked is not None
    assert read_workbook(marked)[0] is not None
