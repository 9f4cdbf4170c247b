"""Entering figures over HTTP: with and without the page's script; nothing typed is lost or overwritten."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sikao.office.cycle.models import Draft, Task
from sikao.office.ledger.models import FigureVersion
from tests.interfaces.web.office.tasks.conftest import Desk, words

DATA = {"headers": {"Accept": "application/json"}}
JIMO = "jimo/foreign_investment/level/2020-01..06"


def test_a_draft_is_kept_and_every_cell_is_read_back(desk: Desk, june: str):
    cells = dict.fromkeys(desk.city.cells(june), "")
    browser = desk.at("commerce_r")
    given = desk.form(june, cells | {JIMO: "2.465", "shinan/foreign_investment/level/2020-01..06": "—"})
    data = browser.post(f"/tasks/{june}/draft/", given, **DATA).json()
    assert data["version"] == 1 and data["filled"] == 1
    assert data["cells"][f"c:{JIMO}"]["echo"].startswith("2.465 亿美元")
    dash = data["cells"]["c:shinan/foreign_investment/level/2020-01..06"]
    assert (dash["reply"], dash["severity"]) == ("queried", "error")
    assert "市南区" in data["found"]
    assert FigureVersion.objects.count() == 0


def test_a_form_without_script_saves_and_shows_what_was_saved(desk: Desk, june: str):
    browser = desk.at("commerce_r")
    answer = browser.post(f"/tasks/{june}/draft/", desk.form(june, {JIMO: "2.4"}, note="按月报"))
    assert answer.headers["Location"] == f"/tasks/{june}/?saved=1"
    page = browser.get(f"/tasks/{june}/").content.decode()
    assert 'value="2.4"' in page and "按月报" in page


def test_an_outdated_draft_overwrites_nothing_and_is_not_lost(desk: Desk, june: str):
    desk.city.fill("commerce_r", june, {JIMO: "2.4"})
    stale = desk.form(june, {JIMO: "2.5"}) | {"version": 0}
    told = desk.at("commerce_r").post(f"/tasks/{june}/draft/", stale, **DATA)
    assert told.status_code == 409
    assert told.json()["conflict"] and told.json()["fields"][f"c:{JIMO}"] == "2.4"
    page = desk.at("commerce_r").post(f"/tasks/{june}/draft/", stale)
    assert page.status_code == 409
    text = page.content.decode()
    assert 'value="2.5"' in text and "对方填 “2.4”" in text
    assert Draft.objects.get(task=june).version == 1


def test_a_range_goes_where_the_form_has_cells_or_nowhere(desk: Desk, june: str):
    browser = desk.at("commerce_r")
    asked = {"text": "1.5\r\n2.5\r\n", "row": 0, "column": 0}
    cells = browser.post(f"/tasks/{june}/paste/", asked).json()["cells"]
    assert cells["shinan/foreign_investment/level/2020-01..06"] == "1.5" and len(cells) == 2
    over = browser.post(f"/tasks/{june}/paste/", asked | {"text": "1\t2\t3"}).json()
    assert "cells" not in over and len(over["told"]) == 1


def test_warnings_are_seen_before_the_signer_gets_it(desk: Desk, june: str):
    cells = desk.city.cells(june)
    browser = desk.at("commerce_r")
    refused = browser.post(f"/tasks/{june}/submit/", desk.form(june, dict.fromkeys(cells, "")))
    assert refused.status_code == 422 and "没有填" in words(refused.content)
    assert "没有提交：请先处理下面列出的问题。" in words(refused.content)
    desk.city.fill("commerce_r", june, dict.fromkeys(cells, "1.25"))
    seen = desk.city.warnings(june)
    assert seen > 0, "the same figure everywhere is asked about"
    browser = desk.at("commerce_r")
    unseen = browser.post(f"/tasks/{june}/submit/", desk.form(june, dict.fromkeys(cells, "1.25")))
    assert unseen.status_code == 422 and f'name="seen" value="{seen}"' in unseen.content.decode()
    sent = browser.post(f"/tasks/{june}/submit/", desk.form(june, dict.fromkeys(cells, "1.25"), seen=seen))
    assert sent.status_code == 302 and Task.objects.get(pk=june).state == "submitted"
    assert browser.post(f"/tasks/{june}/take-back/").status_code == 302
    assert Task.objects.get(pk=june).state == "open"


def test_the_office_records_a_sealed_letter_of_its_own_draft(desk: Desk, june: str):
    cells = desk.city.cells(june)
    office = desk.at("staff")
    address = f"/tasks/{june}/paper/"
    assert "代录纸质数据" in words(office.get(address).content)
    letter = {"document": "青商函〔2020〕7号", "document_date": "2020-07-10"}
    given = desk.form(june, cells, paper=True, **letter)
    missing = office.post(f"{address}record/", given)
    assert missing.status_code == 422 and "扫描件" in words(missing.content)
    assert Draft.objects.get(task=june, paper=True).document == "青商函〔2020〕7号"
    assert not Draft.objects.filter(task=june, paper=False).exists()


def test_a_paper_sheet_is_asked_about_as_a_reporter_s_own(desk: Desk, june: str):
    odd = {JIMO: "24.65", "licang/foreign_investment/level/2020-01..06": "0.1"}
    cells = dict.fromkeys(desk.city.cells(june), "1.25") | odd
    paper = (
        desk.at("staff")
        .post(f"/tasks/{june}/paper/draft/", desk.form(june, cells, paper=True), **DATA)
        .json()
    )
    own = desk.at("commerce_r").post(f"/tasks/{june}/draft/", desk.form(june, cells), **DATA).json()
    assert paper["cells"] == own["cells"] and paper["signature"] == own["signature"]
    assert paper["cells"][f"c:{JIMO}"]["severity"] == "warning"
    scan = {"file": SimpleUploadedFile("scan.pdf", b"%PDF-1.4\n%%EOF\n")}
    desk.at("staff").post(f"/tasks/{june}/paper/evidence/", {"version": paper["version"], **scan})
    letter = {"document": "青商函〔2020〕7号", "document_date": "2020-07-10"}
    given = desk.form(june, cells, paper=True, **letter)
    unseen = desk.at("staff").post(f"/tasks/{june}/paper/record/", given)
    assert unseen.status_code == 422 and 'name="seen"' in unseen.content.decode()
    assert Task.objects.get(pk=june).state == "open"


@pytest.mark.parametrize("path", ["", "draft/", "paste/", "submit/", "paper/draft/", "evidence/"])
def test_another_organisation_finds_nothing_there(desk: Desk, june: str, path: str):
    browser = desk.at("jimo_r")
    address = f"/tasks/{june}/{path}"
    answer = browser.post(address, {"version": "0"}) if path else browser.get(address)
    absent = browser.post(f"/tasks/abcdefgh/{path}") if path else browser.get("/tasks/abcdefgh/")
    assert answer.status_code == absent.status_code == 404
    assert not Draft.objects.filter(task=june).exists()


def test_the_office_sees_no_figures_before_they_are_signed(desk: Desk, june: str):
    desk.city.fill("commerce_r", june, {JIMO: "2.4321"})
    office = desk.at("staff")
    assert "2.4321" not in office.get(f"/tasks/{june}/").content.decode()
    assert "2.4321" in desk.at("commerce_s").get(f"/tasks/{june}/").content.decode()
    desk.city.deliver("commerce", june, desk.city.cells(june) | {JIMO: "2.4321"})
    assert "2.4321" in desk.at("staff").get(f"/tasks/{june}/").content.decode()
