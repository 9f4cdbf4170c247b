"""Writing a briefing over HTTP: kept at every pause, refused where something lacks, signed, corrected."""

import pytest

from sikao.office.cycle.models import Draft, Task
from sikao.office.ledger.models import BriefingVersion
from tests.interfaces.web.office.tasks.conftest import Desk, told, words

DATA = {"headers": {"Accept": "application/json"}}


@pytest.fixture
def quarter(desk: Desk) -> str:
    """即墨's briefing of the second quarter."""
    return desk.city.task("jimo", "quarter", "2020-06", "brief")


def test_the_page_shows_each_subject_with_its_fields_and_no_grid(desk: Desk, quarter: str):
    page = desk.at("jimo_r").get(f"/tasks/{quarter}/")
    text = words(page.content)
    assert "即墨区2020年二季度 区市季度调度进度说明（示例）" in text
    assert "规上企业复工率保持100%" in text and "固定资产投资（增速）" in text
    fields = page.content.decode()
    assert 'name="c:node/investment/state"' in fields and 'data-entry="briefing"' in fields
    assert "cell-bar" not in fields and 'id="file"' not in fields, "no grid, and no documents are asked for"


def test_what_is_typed_is_kept_with_its_lines_and_told_at_its_field(desk: Desk, quarter: str):
    browser = desk.at("jimo_r")
    cells = {"node/investment/progress": "一是开工。\r\n二是" + "进" * 300}
    data = browser.post(f"/tasks/{quarter}/draft/", desk.form(quarter, cells), **DATA).json()
    assert (data["version"], data["filled"], data["total"]) == (1, 1, 4)
    cell = data["cells"]["c:node/investment/progress"]
    # 一是开工。, one end of a line, 二是, and 300 more
    assert cell["severity"] == "error" and "写了308字，超过上限300字" in cell["told"][0]
    assert "固定资产投资" in data["found"]
    assert "\\r" not in Draft.objects.get(task=quarter).cells
    page = browser.get(f"/tasks/{quarter}/").content.decode()
    assert "一是开工。\n二是" in page


def test_an_outdated_draft_overwrites_nothing_and_is_not_lost(desk: Desk, quarter: str):
    desk.city.fill("jimo_r", quarter, {"node/investment/progress": "先写的"})
    stale = desk.form(quarter, {"node/investment/progress": "后写的"}) | {"version": 0}
    answer = desk.at("jimo_r").post(f"/tasks/{quarter}/draft/", stale)
    text = answer.content.decode()
    assert answer.status_code == 409 and ">后写的</textarea>" in text and "对方填 “先写的”" in text
    assert Draft.objects.get(task=quarter).version == 1


def test_a_briefing_goes_to_the_signer_and_out_with_a_receipt(desk: Desk, quarter: str):
    reporter = desk.at("jimo_r")
    refused = reporter.post(
        f"/tasks/{quarter}/submit/", desk.form(quarter, {"node/investment/state": "behind"})
    )
    assert refused.status_code == 422 and "“固定资产投资”滞后，还没有写原因" in words(refused.content)
    assert 'href="#e-0-cause"' in refused.content.decode()
    sent = reporter.post(f"/tasks/{quarter}/submit/", desk.form(quarter, told()))
    assert sent.status_code == 302 and Task.objects.get(pk=quarter).state == "submitted"
    signer = desk.at("jimo_s")
    page = signer.get(f"/tasks/{quarter}/").content.decode()
    assert "看过下面的说明" in page and "看过下面的数据" not in page
    assert "推进中" in page and "按计划推进" in page and "以上说明以本单位名义报出" in page
    digest = page.split('name="digest" value="')[1][:64]
    assert signer.post(f"/tasks/{quarter}/sign/", {"digest": digest}).status_code == 302
    receipt = words(signer.get(f"/tasks/{quarter}/receipt/").content)
    assert "进度说明" in receipt and "4 条" in receipt
    assert BriefingVersion.objects.filter(unit="jimo").count() == 4


def test_figures_have_no_page_of_a_briefing_and_a_briefing_no_workbook(desk: Desk, quarter: str):
    browser = desk.at("jimo_r")
    for address in ("workbook/", "paste/", "import/"):
        method = browser.get if address == "workbook/" else browser.post
        answer = method(f"/tasks/{quarter}/{address}", {"text": "1"} if address == "paste/" else {})
        assert answer.status_code in {404, 422}, address


def test_the_office_reads_the_empty_form_before_it_is_signed_and_asks_for_more_after(
    desk: Desk, quarter: str
):
    desk.city.fill("jimo_r", quarter, told(**{"node/investment/progress": "还没有签"}))
    office = desk.at("staff")
    assert "还没有签" not in words(office.get(f"/tasks/{quarter}/").content)
    assert office.get(f"/tasks/{quarter}/ask-again/").status_code == 404
    reporter, signer = desk.at("jimo_r"), desk.at("jimo_s")
    reporter.post(f"/tasks/{quarter}/submit/", desk.form(quarter, told()))
    digest = (
        desk.at("jimo_s").get(f"/tasks/{quarter}/").content.decode().split('name="digest" value="')[1][:64]
    )
    signer.post(f"/tasks/{quarter}/sign/", {"digest": digest})
    office = desk.at("staff")
    assert office.post(f"/tasks/{quarter}/ask-again/", {"reason": ""}).status_code == 422
    assert office.post(f"/tasks/{quarter}/ask-again/", {"reason": "请写时间表"}).status_code == 302
    made = Task.objects.get(revises=quarter)
    page = words(desk.at("jimo_r").get(f"/tasks/{made.ref}/").content)
    assert "请写时间表" in page and "按计划推进" in page


def test_a_unit_opens_a_correction_by_its_reason_alone(desk: Desk, quarter: str):
    desk.at("jimo_r").post(f"/tasks/{quarter}/submit/", desk.form(quarter, told()))
    page = desk.at("jimo_s").get(f"/tasks/{quarter}/").content.decode()
    desk.at("jimo_s").post(f"/tasks/{quarter}/sign/", {"digest": page.split('name="digest" value="')[1][:64]})
    reporter = desk.at("jimo_r")
    assert "补充或更正" in words(reporter.get(f"/tasks/{quarter}/revise/").content)
    assert reporter.post(f"/tasks/{quarter}/revise/", {"reason": ""}).status_code == 422
    assert reporter.post(f"/tasks/{quarter}/revise/", {"reason": "补充措施"}).status_code == 302
    assert Task.objects.get(revises=quarter).reason == "补充措施"
