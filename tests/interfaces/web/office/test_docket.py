"""Pages of the docket: applying, examining, notice, deciding, the register; what other units see."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from sikao.office.docket import actions
from sikao.office.docket.queries import application, applications
from sikao.office.docket.stages import State
from sikao.office.groundwork.models import Entry
from tests.interfaces.web.office.browsers import browser, text_of
from tests.office.city import SCHEME, City
from tests.office.docket import ways
from tests.office.docket.conftest import city, opened
from tests.office.docket.ways import PRAISE, TALK

__all__ = ["city", "opened"]
pytestmark = pytest.mark.django_db


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("国办通报.pdf", b"%PDF-1.7 commendation", "application/pdf")


def form(**more) -> dict:
    return {
        "scheme": SCHEME,
        "unit": "jimo",
        "item": PRAISE,
        "matter": "真抓实干成效明显",
        "count": "1",
        "document": "国办发〔2020〕1号",
        "document_date": "2020-01-08",
        "reason": "受到督查激励",
        "files": [scan()],
        **more,
    }


def sent(client, path: str, **given) -> None:
    """A form that is accepted."""
    answer = client.post(path, given)
    assert answer.status_code == 302, (path, answer.status_code, answer.content.decode()[-3000:])


def test_a_unit_applies_and_the_office_brings_it_to_a_figure(city: City, moment) -> None:
    unit = browser(city, "jimo_r", moment)
    page = text_of(unit, "/docket/apply/")
    assert "国务院督查激励" in page and "每项+3分" in page and "国家通报批评" not in page
    wrong = unit.post("/docket/apply/", form(count="3分", files=[scan()]))
    assert wrong.status_code == 422 and "不是可以认定的数量" in wrong.content.decode()
    dateless = unit.post("/docket/apply/", form(document_date="", files=[scan()])).content.decode()
    assert "文件日期" in dateless.partition('id="findings"')[2].partition("</section>")[0]
    sent(unit, "/docket/apply/", **form())
    ref = applications(SCHEME)[0].ref
    own = f"/docket/{ref}/"
    told = {"count": "1", "reason": "属实"}
    assert "加减分待初审" in text_of(browser(city, "staff", moment), "/")
    assert "不在考核年度和上一年内" not in text_of(browser(city, "staff", moment), own)
    old = ways.applied(city, matter="上一届的表彰", document_date=date(2018, 12, 31))
    assert "2018-12-31 不在考核年度和上一年内" in text_of(browser(city, "staff", moment), f"/docket/{old}/")
    sent(browser(city, "staff", moment), f"{own}examine/", **told)
    sent(browser(city, "other", moment), f"{own}reexamine/", **told)
    staff = browser(city, "staff", moment)
    assert "1 件加减分待公示" in text_of(staff, "/")
    sent(staff, "/docket/announce/", scheme=SCHEME, application=[ref])
    ways.over(city, ref)
    sent(browser(city, "director", moment), f"{own}decide/", **told)
    leader = browser(city, "leader", moment)
    assert "第二人审定" in text_of(leader, own)
    assert application(ref).state is State.DECIDING
    mine = text_of(browser(city, "jimo_r", moment), own)
    assert "属实" not in mine, "opinions are the office's until it is decided"


def test_other_units_see_of_a_notice_what_it_is_about_and_nothing_else(city: City, moment) -> None:
    ref = ways.examined(city, ways.applied(city))
    other = browser(city, "laixi_s", moment)
    text_of(other, f"/docket/{ref}/", 404)
    ways.shown(city, ref)
    other = browser(city, "laixi_s", moment)
    assert "1 件正在公示" in text_of(other, "/")
    page = text_of(other, f"/docket/{ref}/")
    assert "国办发〔2020〕1号" in page and "对公示提出意见" in page
    hidden = ("文件属实，符合方案", "受到国务院办公厅督查激励", "国办通报.pdf", "经过")
    assert not [text for text in hidden if text in page.partition("<main")[2]]
    assert "还没有加减分事项" in text_of(other, "/docket/")
    text_of(other, f"/docket/{ref}/file/{application(ref).files[0].ref}/", 404)
    sent(other, f"/docket/{ref}/object/", unit="laixi", reason="由我市牵头")
    assert "由我市牵头" in text_of(browser(city, "staff", moment), f"/docket/{ref}/")
    assert "由我市牵头" not in text_of(browser(city, "jimo_s", moment), f"/docket/{ref}/")
    assert "提出意见，审定时答复" in text_of(browser(city, "laixi_s", moment), f"/docket/{ref}/")


def test_whoever_brought_an_application_takes_it_back_or_completes_it_by_the_page(city: City, moment) -> None:
    """Until it is decided, as the table of rights has it; nobody else is offered it."""
    again = "重新提交"
    ref = ways.applied(city)
    own = f"/docket/{ref}/"
    back = f'action="{own}withdraw/"'
    for step in (lambda: None, lambda: ways.examined(city, ref), lambda: ways.shown(city, ref)):
        step()
        assert all(back in text_of(browser(city, who, moment), own) for who in ("jimo_r", "jimo_s"))
        assert not any(back in text_of(browser(city, who, moment), own) for who in ("staff", "leader"))
    other = ways.applied(city, matter="另一件")
    act = {"actor": city.people["staff"], "at": city.now(), "application": other}
    actions.return_application(**act, reason="缺文件")
    page = text_of(browser(city, "jimo_r", moment), f"/docket/{other}/")
    assert again in page and back.replace(ref, other) in page
    unit = browser(city, "jimo_s", moment)
    sent(unit, f"{own}withdraw/", reason="报错了")
    assert application(ref).state is State.WITHDRAWN
    assert back not in text_of(browser(city, "jimo_s", moment), own)


def test_a_body_that_brings_a_deduction_sees_no_sum_of_the_unit(city: City, moment) -> None:
    ref = ways.charged(city)
    assert "已认定合计" not in text_of(browser(city, "emergency_s", moment), f"/docket/{ref}/")
    assert "已认定合计" in text_of(browser(city, "staff", moment), f"/docket/{ref}/")
    ways.shown(city, ways.examined(city, ref))
    assert "已认定合计" in text_of(browser(city, "laixi_s", moment), f"/docket/{ref}/")


def test_the_office_finds_exports_and_closes(city: City, moment) -> None:
    done = ways.granted(city, ways.applied(city))
    ways.charged(city, who="other", body="", item=TALK, matter="约谈")
    staff = browser(city, "staff", moment)
    page = text_of(staff, "/docket/?direction=deduction")
    assert "约谈" in page and done.matter not in page.partition("<table")[2]
    assert done.matter in text_of(staff, "/docket/?state=granted&unit=jimo")
    answer = staff.get(f"/docket/export/?scheme={SCHEME}")
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(min_row=3, values_only=True))
    assert rows[0][:4] == ("序号", "单位", "类别", "加减分项") and len(rows) == 3
    assert rows[1][1:5] == ("即墨区", "加分", "国务院督查激励", "+3") and rows[1][16] == 3
    assert Entry.objects.filter(verb="docket.export").count() == 1
    refused = staff.post("/docket/close/", {"scheme": SCHEME})
    assert refused.status_code == 409 and "还有1件没有审定" in refused.content.decode()


def test_nobody_fills_in_a_form_for_a_year_whose_docket_is_closed(city: City, moment) -> None:
    ways.granted(city, ways.applied(city))
    unit, staff = browser(city, "jimo_s", moment), browser(city, "staff", moment)
    assert "<form" in text_of(unit, "/docket/apply/").partition("<main")[2]
    assert staff.post("/docket/close/", {"scheme": SCHEME}).status_code == 302
    for reader, address in ((unit, "/docket/apply/"), (staff, "/docket/apply/"), (staff, "/docket/charge/")):
        page = text_of(reader, address, status=409).partition("<main")[2]
        assert "办结" in page and "<form" not in page


def test_pages_speak_english(city: City, moment) -> None:
    ref = ways.shown(city, ways.examined(city, ways.applied(city)))
    page = text_of(browser(city, "staff", moment), f"/en/docket/{ref}/")
    assert "Commendations by the State Council" in page and "under notice" in page
    assert "At most" not in page, "nothing can be examined or decided during the notice"
