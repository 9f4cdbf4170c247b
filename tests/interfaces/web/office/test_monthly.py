"""Pages of the monthly review: the map, who lags, asking, holding, deciding; and what a unit sees of it."""

import re
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from sikao.office.accounts.rights.roles import Role
from sikao.office.cycle import actions
from sikao.office.cycle.models import Decision, HeldReview, Task
from sikao.office.groundwork.canonical import sha256
from sikao.office.groundwork.models import Entry
from tests.interfaces.web.office.browsers import browser, text_of
from tests.interfaces.web.reading import read
from tests.office.city import City
from tests.office.cycle.conftest import opened
from tests.office.cycle.reviews import MAY, city, decided, held, lagging
from tests.office.cycle.test_briefings import deliver, told

__all__ = ["city", "lagging", "opened"]
pytestmark = pytest.mark.django_db
PAGE = f"/reviews/{MAY.ref}/"


def lamps(page: str) -> dict[str, str]:
    """The rows of the map of the districts by unit."""
    found = {}
    for row in read(page).first("section", aria_labelledby="map-districts").all("tr"):
        head = next((one.text for one in row.all("th", scope="row")), "")
        found |= {head: row.text} if head else {}
    return found


def test_units_stand_down_and_indicators_across_lettered(city: City, moment) -> None:
    page = text_of(browser(city, "staff", moment), PAGE)
    found = lamps(page)
    assert list(found)[:2] == ["市南区", "市北区"] and len(found) == 10
    # 1.687 of the 2.291666… that are due by May.
    assert "红 73.6%" in found["即墨区"]
    assert "即墨区 实际使用外资 2020年1—5月：1.687 亿美元，应达 2.29，进度 73.6%，红灯" in page
    # −0.1 where −2.5 are wanted by June.
    assert "绿 +2.4" in found["即墨区"]
    assert "不计分，不排名" in page and not re.search(r"第\s*\d+\s*名", page)
    english = text_of(browser(city, "staff", moment), f"/en{PAGE}")
    assert "R 73.6%" in lamps(english)["Jimo"] and "1.687 × 100 million US dollars" in english


def test_the_list_of_months_says_where_each_stands(city: City, moment) -> None:
    page = text_of(browser(city, "staff", moment), "/reviews/")
    rows = {row.text[:7]: row.text for row in read(page).all("tr") if row.all("th", scope="row")}
    assert (
        "未登记召开" in rows["2020年4月"] and "待召开" in rows["2020年5月"] and "未开始" in rows["2020年6月"]
    )
    assert "6月28日（周日）" in rows["2020年5月"], "the working day of a week that was moved"
    held(city)
    after = text_of(browser(city, "staff", moment), "/reviews/")
    (row,) = [row.text for row in read(after).all("tr") if "会议纪要〔2020〕6号" in row.text]
    assert "已召开" in row and "红 7" in row


def test_the_office_asks_holds_and_decides_in_pages(city: City, moment) -> None:
    staff = browser(city, "staff", moment)
    assert staff.post(f"{PAGE}ask/", {"unit": ["jimo"]}).status_code == 302
    task = Task.objects.get(briefing="_review")
    assert "已要求，6月23日（周二）截止（月度调度说明）" in text_of(staff, PAGE)
    unit = text_of(browser(city, "jimo_r", moment), f"/tasks/{task.ref}/")
    assert "实际使用外资" in unit and "1.687" in unit
    told_of = told("node/fdi", state="behind", progress="未到资", cause="审批慢", next="七月到资")
    deliver(city, "jimo", task.ref, told_of)
    staff = browser(city, "staff", moment)
    assert "审批慢" in text_of(staff, PAGE)
    wrong = staff.post(f"{PAGE}hold/", {"held_on": "2020-05-01"})
    assert wrong.status_code == 422 and "召开日期" in wrong.content.decode()
    assert staff.post(f"{PAGE}hold/", {"held_on": "2020-06-19", "document": "纪要6号"}).status_code == 302
    page = text_of(staff, PAGE)
    assert "6月19日（周五）召开" in page and "纪要6号" in page and HeldReview.objects.get().digest in page
    assert "一致" in read(page).first("dl", class_="facts").text
    given = {
        "text": "专题调度外资",
        "bearer": ["jimo", "commerce"],
        "due": "2020-06-30",
        "document": "纪要6号",
    }
    assert staff.post(f"{PAGE}decide/", given | {"bearer": []}).status_code == 422
    assert staff.post(f"{PAGE}decide/", given).status_code == 302
    decision = Decision.objects.get().ref
    own = text_of(browser(city, "jimo_r", moment), "/")
    assert "专题调度外资" in own and f"/decisions/{decision}/" in own
    address = f"/decisions/{decision}/"
    unit = browser(city, "jimo_r", moment)
    assert unit.post(f"{address}tell/", {"text": "已办", "organisation": "jimo"}).status_code == 302
    assert unit.post(f"{address}close/", {"text": "办结"}).status_code == 404
    staff = browser(city, "staff", moment)
    assert staff.post(f"{address}carry/", {"text": "延续", "due": "2020-06-01"}).status_code == 422
    assert staff.post(f"{address}carry/", {"text": "延续", "due": "2020-07-31"}).status_code == 302
    assert staff.post(f"{address}close/", {"text": "落实"}).status_code == 302
    assert staff.post(f"{address}withdraw/", {"text": "撤销"}).status_code == 409
    story = text_of(staff, address)
    assert all(words in story for words in ("专题调度外资", "已办", "延续", "落实", "已办结"))


def test_a_unit_sees_its_own_rows_and_what_is_decided_for_it_alone(city: City, moment) -> None:
    """Every other unit has a number of its own, which must not be anywhere on the page."""
    held(city)
    decided(city, "jimo", text="只给即墨"), decided(city, "laixi", text="只给莱西")
    both = decided(city, "jimo", "laixi", text="两家都要办")
    actions.tell_decision(
        actor=city.people["laixi_r"], at=city.now(), decision=both, text="莱西已办", organisation="laixi"
    )
    whole = text_of(browser(city, "staff", moment), PAGE)
    others = set(re.findall(r"\d+\.\d%", whole)) - {"73.6%"}
    assert len(others) > 5 and "只给莱西" in whole and "莱西已办" in whole
    for name in ("jimo_r", "jimo_s"):
        page = text_of(browser(city, name, moment), PAGE)
        assert list(lamps(page)) == ["即墨区"] and "73.6%" in page
        assert not any(number in page for number in others)
        assert "只给即墨" in page and "两家都要办" in page
        assert "莱西" not in page and HeldReview.objects.get().digest not in page
        listed = text_of(browser(city, name, moment), "/reviews/")
        assert "红 1" in listed and "红 7" not in listed
    bureau = text_of(browser(city, "commerce_r", moment), PAGE)
    assert "没有涉及本单位" in bureau and "%" not in read(bureau).first("main").text


def test_leaders_look_and_auditors_take_out(city: City, moment) -> None:
    city.person("auditor", Role.AUDITOR)
    leader = browser(city, "leader", moment)
    page = text_of(leader, PAGE)
    assert len(lamps(page)) == 10 and "登记召开" not in page and "请所选单位说明" not in page
    assert "导出工作簿" not in page and leader.get("/reviews/export/").status_code == 403
    assert leader.post(f"{PAGE}hold/", {"held_on": "2020-06-19"}).status_code == 404
    answer = browser(city, "auditor", moment).get(f"/reviews/export/?review={MAY.ref}")
    sheet = load_workbook(BytesIO(answer.content)).active
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    jimo = next(line for line in lines if line[:2] == ["即墨区", "实际使用外资"])
    assert jimo[2:11] == ["2020年1—5月", "按序时进度", "亿美元", 1.687, 2.75, 2.2917, 73.6, -0.6047, "红灯"]
    entry = Entry.objects.latest("seq")
    assert (entry.verb, entry.actor) == ("review.export", "auditor") and sha256(answer.content) in entry.new
    latest = browser(city, "auditor", moment).get("/reviews/export/?form=csv").content.decode()
    assert "即墨区,实际使用外资,2020年1—5月" in latest


def test_what_is_not_there_is_not_there(city: City, moment) -> None:
    staff = browser(city, "staff", moment)
    for path in (
        "/reviews/qingdao_2020-2020-13/",
        "/reviews/x/",
        "/reviews/export/?review=x",
        "/decisions/x/",
    ):
        text_of(staff, path, 404)
    text_of(staff, "/reviews/?scheme=qingdao_2019", 404)
    later = text_of(staff, "/reviews/qingdao_2020-2020-07/")
    assert "这个月还没有结束" in later and "登记召开" not in later


def test_a_held_review_keeps_what_it_showed(city: City, moment) -> None:
    held(city)
    before = lamps(text_of(browser(city, "staff", moment), PAGE))
    city.on(2020, 7, 10)
    task = city.task("commerce", "month", "2020-05")
    key = ("jimo", "foreign_investment", "level", "2020-01..05")
    reporter, signer = city.people["commerce_r"], city.people["commerce_s"]
    made = actions.open_revision(actor=reporter, at=city.now(), task=task, keys=[key], reason="漏报")
    city.fill("commerce_r", made, {"/".join(key): "2.5"}, note="漏报", document="更正函")
    digest = city.submit("commerce_r", made)
    actions.sign_task(actor=signer, at=city.now(), task=made, digest=digest)
    page = text_of(browser(city, "staff", moment), PAGE)
    assert lamps(page) == before and "一致" in read(page).first("dl", class_="facts").text


def test_a_decision_past_its_day_is_the_office_s_to_follow_up(city: City, moment) -> None:
    held(city)
    ref = decided(city, "jimo", due=date(2020, 6, 22))
    city.on(2020, 6, 24)
    page = text_of(browser(city, "staff", moment), "/")
    assert f"/decisions/{ref}/" in page and "督促" in page
