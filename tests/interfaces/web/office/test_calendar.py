"""The page of the year's calendar: the picture, what is open, next and over, for each who may see it."""

import pytest

from sikao.office.accounts.rights.roles import Role
from sikao.office.cycle import actions
from sikao.office.groundwork import calendar
from tests.interfaces.web.office.browsers import browser, text_of
from tests.interfaces.web.reading import read
from tests.office.city import City
from tests.office.cycle.conftest import opened
from tests.office.cycle.reviews import city, held, lagging

__all__ = ["city", "lagging", "opened"]
pytestmark = pytest.mark.django_db


def part(page: str, name: str) -> str:
    return read(page).first("section", aria_labelledby=name).text


def test_the_page_says_what_is_open_next_and_over(city: City, moment) -> None:
    page = text_of(browser(city, "staff", moment), "/calendar/")
    now, after, over = part(page, "now"), part(page, "next"), part(page, "over")
    assert "2020年5月" in now and "报送截止" in now and "6月28日（周日）" in now and "按时报送 2" in now
    assert "2020年6月" in after and "半年" in after and "7月27日（周一）" in after
    assert "一季度" in over and "已关账" in over and "调度会未登记召开" in over
    assert '<path class="today" d="M5.6 0v1">' in page, "19 June: 5 months and 18 of 30 days"
    assert page.count('<path class="missed"') == 4, "January to April"
    held(city)
    assert "调度会6月19日（周五）召开" in part(text_of(browser(city, "staff", moment), "/calendar/"), "over")


def test_each_step_leads_to_where_its_work_is_done(city: City, moment) -> None:
    office = text_of(browser(city, "staff", moment), "/calendar/")
    assert 'href="/reviews/qingdao_2020-2020-05/"' in office
    assert 'href="/board/?scheme=qingdao_2020&amp;month=2020-05&amp;frequency=month"' in office
    bureau = text_of(browser(city, "commerce_r", moment), "/calendar/")
    assert 'href="/board/' not in bureau and 'href="/tasks/"' in part_html(bureau)
    leader = text_of(browser(city, "leader", moment), "/calendar/")
    assert 'href="/board/' not in leader and 'href="/runs/' not in leader


def part_html(page: str) -> str:
    return page[page.index('<main id="main"') :]


def test_a_unit_sees_its_own_deliveries_alone(city: City, moment) -> None:
    city.person("auditor", Role.AUDITOR)
    task = city.task("finance", "month", "2020-05")
    given = {"until": calendar.date(2020, 6, 30), "reason": "系统切换原因"}
    actions.extend_task(actor=city.people["director"], at=city.now(), task=task, **given)
    for name in ("staff", "auditor", "leader"):
        page = text_of(browser(city, name, moment), "/calendar/")
        assert "系统切换原因" in page and "延至6月30日（周二）" in page and "只列本单位" not in page
    own = text_of(browser(city, "commerce_s", moment), "/calendar/")
    assert "系统切换原因" not in own and "只列本单位" in own
    assert "按时报送 1" in part(own, "now") and "逾期未报" not in part(own, "now")
    district = text_of(browser(city, "jimo_r", moment), "/calendar/")
    assert "按时报送" not in part(district, "now") and "6月28日（周日）" in part(district, "now")


def test_the_english_page_is_in_english(city: City, moment) -> None:
    page = text_of(browser(city, "staff", moment), "/en/calendar/")
    assert "mid-year review" in page and "Figures close" in page and "not held on record" in page


def test_days_of_a_year_that_nobody_has_announced_are_tentative(city: City, moment, monkeypatch) -> None:
    monkeypatch.setattr(calendar, "LAST_YEAR", 2020)
    page = text_of(browser(city, "staff", moment), "/calendar/")
    assert "标“暂定”的日子" in page and "/calendar/working-days/" in page
    # Of steps to come only the next are told with their days; those of 2021 begin later than these.
    assert "报送截止（暂定）" not in part(page, "now")
    assert "/calendar/working-days/" not in text_of(browser(city, "leader", moment), "/calendar/")
    text_of(browser(city, "staff", moment), "/calendar/?scheme=qingdao_2019", 404)


def test_the_office_records_a_notice_and_is_told_what_is_wrong_with_it(
    city: City, moment, monkeypatch
) -> None:
    monkeypatch.setattr(calendar, "LAST_YEAR", 2020)
    staff, path = browser(city, "staff", moment), "/calendar/working-days/"
    assert "2021" in text_of(staff, path)
    given = {"year": "2021", "off": "2021-01-01\n2021-05-01 至 2021-05-05", "worked": "2021-04-26"}
    given |= {"document": "国办发明电〔2020〕27号", "document_date": "2020-06-01"}
    wrong = staff.post(path, given)
    told = wrong.content.decode()
    assert wrong.status_code == 422 and "2021-10-01" in told and "2021-04-26 不是周六" in told
    assert "2021-05-01 至 2021-05-05" in told  # what was typed is still there
    given |= {"off": f"{given['off']}\n2021-10-01 至 2021-10-07", "worked": "2021-04-25"}
    recorded = staff.post(path, given)
    assert recorded.status_code == 302 and "已登记。" not in text_of(staff, f"{path}?made=many")
    page = text_of(staff, recorded.headers["Location"])
    assert "已登记。" in page
    assert "国办发明电〔2020〕27号" in page and "2021年4月25日" in page
    assert browser(city, "leader", moment).post(path, given).status_code == 403


def test_it_is_closed_to_those_whom_the_year_does_not_concern(city: City, moment) -> None:
    city.person("system", Role.SYSTEM_ADMIN)
    text_of(browser(city, "system", moment), "/calendar/", 403)
    assert "/calendar/" not in text_of(browser(city, "system", moment), "/")
