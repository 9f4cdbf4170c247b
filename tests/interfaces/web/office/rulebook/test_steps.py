"""From an upload to a sealed scheme through the pages, each act by the person whose act it is."""

import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sikao.office.rulebook import queries
from sikao.office.rulebook.rules import State
from tests.office.rulebook.people import Office
from tests.office.scanners import MARK, scanning

pytestmark = pytest.mark.django_db


def handed(content: bytes, name: str = "方案.zip") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def upload(browser, content: bytes, name: str = "方案.zip", address: str = "/rulebook/upload/"):
    return browser.post(address, {"file": handed(content, name), "note": "初稿"})


def test_a_scheme_goes_all_the_way(browsers, text: bytes) -> None:
    staff, director, leader = browsers["staff"], browsers["director"], browsers["leader"]
    answer = upload(staff, text)
    (card,) = queries.cards()
    home = f"/rulebook/{card.ref}/"
    assert answer.headers["Location"] == f"{home}versions/1/?done=1"
    assert "没有发现问题" in staff.get(f"{home}versions/1/").content.decode()
    digest = {"digest": card.last.digest}
    assert card.last.digest[:12] in staff.get(f"{home}submit/").content.decode()
    assert staff.post(f"{home}submit/", digest).headers["Location"] == f"{home}?done=1"
    for browser in (director, leader):
        page = browser.get(f"{home}approve/").content.decode()
        assert f"批准 {card.last.digest[:12]}" in page
        assert browser.post(f"{home}approve/", digest).status_code == 302
    assert f"封存 {card.last.digest[:12]}" in staff.get(f"{home}seal/").content.decode()
    assert staff.post(f"{home}seal/", digest).status_code == 302
    assert queries.card(card.ref).state is State.SEALED
    page = browsers["expert"].get("/schemes/").content.decode()
    assert "试行方案" in page and "审批经过" not in page
    assert browsers["expert"].get("/schemes/trial/document/").status_code == 200


def test_a_faulty_workbook_is_shown_and_given_back_marked(browsers, workbook: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    sheet = book["单位"]
    heading = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "所属组*")
    sheet.cell(heading.row + 1, heading.column).value = "no_such_group"
    target = io.BytesIO()
    book.save(target)
    staff = browsers["staff"]
    at = upload(staff, target.getvalue(), "方案.xlsx").headers["Location"].split("?")[0]
    page = staff.get(at).content.decode()
    place = f"单位!{heading.column_letter}{heading.row + 1}"
    assert place in page and "下载标好问题的工作簿" in page and "提交审批" not in page
    answer = staff.get(f"{at}marked/")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    again = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert again["单位"].cell(heading.row + 1, heading.column).comment is not None
    assert staff.get(f"{at}file/").content == target.getvalue()
    assert staff.get(f"{at}document/").status_code in (200, 404)


def test_what_is_no_scheme_file_is_told_on_the_form(browsers) -> None:
    answer = upload(browsers["staff"], b"x", "方案.docx")
    assert answer.status_code == 422
    assert "工作簿（.xlsx）" in answer.content.decode()
    assert browsers["staff"].post("/rulebook/upload/", {}).status_code == 422
    assert queries.cards() == ()


def test_a_document_approves(browsers, office: Office, people) -> None:
    ref = office.submitted(people["staff"])
    given = {"digest": office.digest(ref), "document": "会议纪要〔2020〕5号", "day": "2020-02-28"}
    address = f"/rulebook/{ref}/approve-by-document/"
    lacking = browsers["staff"].post(address, given)
    assert lacking.status_code == 422
    assert "扫描件" in lacking.content.decode() and "会议纪要〔2020〕5号" in lacking.content.decode()
    browsers["staff"].post(address, {**given, "scan": handed(b"%PDF-1.7 page", "纪要.pdf")})
    assert queries.card(ref).state is State.APPROVED
    page = browsers["auditor"].get(f"/rulebook/{ref}/").content.decode()
    (link,) = re.findall(r'href="([^"]*/scans/[^"]*)"', page)
    answer = browsers["auditor"].get(link)
    assert answer.content == b"%PDF-1.7 page"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_refusing_and_withdrawing_want_a_reason(browsers, office: Office, people) -> None:
    ref = office.submitted(people["staff"])
    home, digest = f"/rulebook/{ref}/", {"digest": office.digest(ref)}
    assert browsers["leader"].post(f"{home}refuse/", digest).status_code == 422
    assert browsers["leader"].post(f"{home}refuse/", {**digest, "reason": "减负不到位"}).status_code == 302
    assert "减负不到位" in browsers["staff"].get(home).content.decode()
    browsers["staff"].post(f"{home}submit/", digest)
    browsers["director"].post(f"{home}withdraw/", {**digest, "reason": "重新研究"})
    assert queries.card(ref).state is State.DRAFT


def test_what_cannot_be_done_now_says_so(browsers, office: Office, people) -> None:
    ref = office.submitted(people["staff"])
    assert browsers["staff"].get(f"/rulebook/{ref}/seal/").status_code == 409
    assert browsers["staff"].post(f"/rulebook/{ref}/seal/", {"digest": office.digest(ref)}).status_code == 409
    stale = browsers["director"].post(f"/rulebook/{ref}/approve/", {"digest": "0" * 64})
    assert stale.status_code == 409
    assert "方案已有变动" in stale.content.decode()


def test_the_first_page_asks_for_approval_until_it_is_given(browsers, office: Office, people) -> None:
    ref = office.submitted(people["staff"])
    office.approve(ref, people["director"])
    asked, given = (browsers[name].get("/").content.decode() for name in ("leader", "director"))
    assert "等待批准的方案" in asked and "待您办理" in asked
    assert "等待批准的方案" in given and "待您办理" not in given


def test_pages_are_closed_to_whom_they_are_not_open(browsers, office: Office, people) -> None:
    ref = office.submitted(people["staff"])
    for name in ("expert", "auditor", "leader"):
        assert browsers[name].get("/rulebook/upload/").status_code == 403
        assert browsers[name].get(f"/rulebook/{ref}/seal/").status_code == 404
    for page in ("", "versions/1/", "versions/1/document/", "versions/1/file/"):
        assert browsers["expert"].get(f"/rulebook/{ref}/{page}").status_code == 404
        assert browsers["auditor"].get(f"/rulebook/{ref}/{page}").status_code == 200
    assert browsers["auditor"].get("/rulebook/2222222222222222/").status_code == 404
    assert browsers["auditor"].get(f"/rulebook/{ref}/versions/2/").status_code == 404
    assert browsers["auditor"].get(f"/rulebook/{ref}/versions/1/changes/").status_code == 404


def test_nobody_is_offered_what_is_not_theirs(browsers, office: Office, people) -> None:
    office.submitted(people["director"])
    own = browsers["director"].get("/schemes/").content.decode()
    assert "这一版本是您上传的" in own and "/approve/" not in own
    assert "/approve/" in browsers["leader"].get("/schemes/").content.decode()
    assert "/approve/" not in browsers["auditor"].get("/schemes/").content.decode()


@pytest.mark.parametrize(
    "part", ["", "versions/1/", "versions/1/claims/", "versions/1/document/", "approve/"]
)
def test_the_pages_speak_english(browsers, office: Office, people, part) -> None:
    ref = office.submitted(people["staff"])
    answer = browsers["leader"].get(f"/en/rulebook/{ref}/{part}")
    assert answer.status_code == 200
    assert 'lang="en"' in answer.content.decode()


def test_a_scheme_or_a_scan_with_malware_is_refused(browsers, text: bytes, settings, tmp_path) -> None:
    staff = browsers["staff"]
    scanning(settings, tmp_path)
    told = upload(staff, MARK)
    assert told.status_code == 422 and "“方案.zip”没有通过恶意代码检查" in told.content.decode()
    assert queries.cards() == ()
    upload(staff, text)
    (card,) = queries.cards()
    digest = {"digest": card.last.digest}
    staff.post(f"/rulebook/{card.ref}/submit/", digest)
    paper = {
        **digest,
        "document": "会议纪要",
        "day": "2020-07-01",
        "scan": handed(b"%PDF-" + MARK, "纪要.pdf"),
    }
    told = browsers["director"].post(f"/rulebook/{card.ref}/approve-by-document/", paper)
    assert told.status_code == 422 and "“纪要.pdf”没有通过恶意代码检查" in told.content.decode()
    scanning(settings, tmp_path, "exit 2")
    paper["scan"] = handed(b"%PDF-", "纪要.pdf")
    broken = browsers["director"].post(f"/rulebook/{card.ref}/approve-by-document/", paper)
    assert broken.status_code == 409 and "没有给出结果" in broken.content.decode()
    assert queries.card(card.ref).state is State.SUBMITTED
