"""Earlier years' figures by the page: handed in, read by the worker, taken whole or refused whole."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from sikao.interfaces.jobs.registration import KINDS
from sikao.office.groundwork.files import sweep
from sikao.office.groundwork.jobs.models import Job
from sikao.office.groundwork.jobs.queries import find_job
from sikao.office.groundwork.jobs.worker import Worker
from sikao.office.groundwork.models import Entry
from sikao.office.ledger.models import FigureVersion
from tests.interfaces.web.office.browsers import browser, text_of
from tests.interfaces.web.office.tasks.test_workbooks import one_connection
from tests.interfaces.web.reading import read
from tests.office.city import City
from tests.office.cycle.conftest import city, opened
from tests.office.scanners import MARK, scanning

__all__ = ["city", "one_connection", "opened"]
pytestmark = pytest.mark.django_db
PAGE = "/history/qingdao_2020/"
HEAD = "unit,indicator,kind,period,value,unit_of_measure,absence,flags,caliber,source\n"
JIMO = "jimo,retail,level,2019,512.3,亿元,,,,年鉴\n"
LAIXI = "laixi,retail,level,2019,301.2,亿元,,,,年鉴\n"


def hand_in(city: City, moment, text: str, name: str = "2019.csv", **more):
    given = {"document": "统计年鉴2019", "document_date": "2020-01-06"} | more
    given["file"] = SimpleUploadedFile(name, text.encode())
    return browser(city, "staff", moment).post(PAGE, given)


def work(city: City) -> None:
    Worker(KINDS, name="test", now=city.now).run_one()


def test_figures_with_their_document_come_in_and_are_shown(city: City, moment) -> None:
    scan = SimpleUploadedFile("年鉴.pdf", b"%PDF-1.7 page")
    page = hand_in(city, moment, HEAD + JIMO + LAIXI, scan=scan).headers["Location"]
    job = find_job(page.split("/")[-2])
    held = {job.arguments["file"], job.arguments["evidence"][0]["file"]}
    assert not held & set(sweep(city.now().replace(year=2030))), "what waits is not swept away"
    waiting = text_of(browser(city, "staff", moment), page)
    assert "排队中" in waiting and f'hx-get="{page}part/"' in waiting
    assert "2019.csv" in text_of(browser(city, "staff", moment), PAGE)
    work(city)
    client = browser(city, "staff", moment)
    entry = Entry.objects.get(verb="history.take_over", outcome="done")
    told = text_of(client, page)
    read(told)
    assert f"2 个数据，日志第 {entry.seq} 号" in told and "hx-get" not in text_of(client, f"{page}part/")
    assert (entry.actor, entry.acting_as, entry.channel) == ("staff", "office_staff", "worker")
    rows = FigureVersion.objects.order_by("position").values_list("unit", "period", "value")
    assert list(rows) == [("jimo", "2019", "512.3"), ("laixi", "2019", "301.2")]
    figure = text_of(client, "/figures/jimo/retail/level/2019/")
    assert "以前年度数据导入" in figure and "年鉴.pdf" in figure
    for prefix in ("", "/en"):
        before = text_of(client, f"{prefix}{PAGE}")
        read(before)
        assert "统计年鉴2019" in before and "年鉴.pdf" in before


def test_the_page_says_which_headings_a_file_has_to_have(city: City, moment) -> None:
    client = browser(city, "staff", moment)
    asked = "单位、指标、数据类型、期间、数值、计量单位、缺数情形、标记、口径、来源。"
    assert asked in text_of(client, PAGE) and "启用节点" not in text_of(client, PAGE)
    english = "unit, indicator, kind, period, value, unit_of_measure, absence, flags, caliber, source."
    assert english in text_of(client, f"/en{PAGE}")


def test_the_template_names_what_is_lacking_and_is_taken_when_filled_in(city: City, moment) -> None:
    hand_in(city, moment, HEAD + JIMO)
    work(city)
    client = browser(city, "staff", moment)
    assert "方案要用、还没有的 242 个数" in text_of(client, PAGE)
    book = load_workbook(BytesIO(client.get(f"{PAGE}template/").content))
    sheet = book["2019"]
    assert [cell.value for cell in sheet[1]][:4] == ["单位", "单位名称", "指标", "指标名称"]
    rows = [row for row in sheet.iter_rows(min_row=2, values_only=True) if row[2] == "retail"]
    assert ("jimo", "即墨区") not in {row[:2] for row in rows} and ("laixi", "莱西市") in {
        row[:2] for row in rows
    }
    for name in book.sheetnames:
        if name not in ("说明", "2019"):
            del book[name]
    for number in range(sheet.max_row, 1, -1):
        if sheet.cell(number, 3).value == "retail":
            sheet.cell(number, 7).value = 300
        else:
            sheet.delete_rows(number)
    filled = BytesIO()
    book.save(filled)
    given = {"document": "统计年鉴2019", "document_date": "2020-01-06"}
    given["file"] = SimpleUploadedFile("2019.xlsx", filled.getvalue())
    page = browser(city, "staff", moment).post(PAGE, given).headers["Location"]
    work(city)
    assert f"{len(rows)} 个数据" in text_of(browser(city, "staff", moment), page)
    assert browser(city, "director", moment).get(f"{PAGE}template/").status_code == 404


def test_a_file_with_an_error_is_refused_whole_and_may_be_corrected(city: City, moment) -> None:
    page = hand_in(city, moment, HEAD + JIMO + LAIXI.replace("301.2", "三百")).headers["Location"]
    work(city)
    told = text_of(browser(city, "staff", moment), page)
    assert "没有收下，什么也没有登记" in told and "301.2" not in told and "2019.csv" in told
    assert not FigureVersion.objects.exists()
    assert not Entry.objects.filter(verb="history.take_over").exists()
    again = hand_in(city, moment, HEAD + JIMO + LAIXI).headers["Location"]
    work(city)
    assert "2 个数据" in text_of(browser(city, "staff", moment), again)


def test_this_year_s_and_known_figures_are_refused_with_an_entry(city: City, moment) -> None:
    own = hand_in(city, moment, HEAD + JIMO.replace(",2019,", ",2020,")).headers["Location"]
    work(city)
    assert "是本年度的数据" in text_of(browser(city, "staff", moment), own)
    hand_in(city, moment, HEAD + JIMO)
    work(city)
    known = hand_in(city, moment, HEAD + JIMO).headers["Location"]
    work(city)
    assert "已经登记过" in text_of(browser(city, "staff", moment), known)
    assert Entry.objects.filter(verb="history.take_over", outcome="done").count() == 1
    assert Entry.objects.filter(verb="job.cycle.history", outcome="refused").count() == 2


def test_a_workbook_that_is_none_stops_at_the_gate(city: City, moment) -> None:
    page = hand_in(city, moment, "no workbook", name="2019.xlsx").headers["Location"]
    work(city)
    assert "没有收下" in text_of(browser(city, "staff", moment), page)
    assert find_job(page.split("/")[-2]).state == "done", "the file is at fault, not the program"


@pytest.mark.parametrize(
    "given",
    [
        {"document": " "},
        {"document_date": ""},
        {"name": "2019.txt"},
        {"scan": SimpleUploadedFile("a.exe", b"x")},
    ],
)
def test_what_is_missing_is_said_at_once(city: City, moment, given) -> None:
    answer = hand_in(city, moment, HEAD + JIMO, **given)
    assert answer.status_code == 422 and "verdicts" in answer.content.decode()


def test_the_same_file_is_read_once_and_nobody_else_gets_in(city: City, moment) -> None:
    first = hand_in(city, moment, HEAD + JIMO).headers["Location"]
    assert hand_in(city, moment, HEAD + JIMO).headers["Location"] == first
    client = browser(city, "director", moment)
    assert client.get(PAGE).status_code == 404 and client.get(first).status_code == 404
    assert (
        browser(city, "staff", moment).get(first.replace("qingdao_2020", "qingdao_2019")).status_code == 404
    )
    assert browser(city, "staff", moment).get("/history/nothing/").status_code == 404


def test_a_file_or_a_scan_with_malware_is_refused(city: City, moment, settings, tmp_path) -> None:
    scanning(settings, tmp_path)
    figures = hand_in(city, moment, HEAD + JIMO + MARK.decode())
    assert figures.status_code == 422 and "“2019.csv”没有通过恶意代码检查" in figures.content.decode()
    scan = SimpleUploadedFile("年鉴.pdf", b"%PDF-1.7 page" + MARK)
    scanned = hand_in(city, moment, HEAD + JIMO, scan=scan)
    assert scanned.status_code == 422 and "“年鉴.pdf”没有通过恶意代码检查" in scanned.content.decode()
    scanning(settings, tmp_path, "exit 2")
    broken = hand_in(city, moment, HEAD + JIMO)
    assert broken.status_code == 422 and "没有给出结果" in broken.content.decode()
    assert not Job.objects.filter(kind="history").exists()
