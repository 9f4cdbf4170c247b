"""The first page: what is mine to do, by when, and what each role looks for."""

import pytest

from sikao.core.wording import Finding, Severity
from sikao.office.accounts.actions.journal import record_verification
from sikao.office.accounts.models import Account, Grant
from sikao.office.accounts.rights.roles import Role
from sikao.office.cycle.actions import check_figures
from sikao.office.cycle.models import Confirmation
from sikao.office.groundwork import clock
from sikao.office.groundwork.actor import machine
from sikao.office.groundwork.verifying import Verified
from sikao.office.ledger.queries import versions_in
from tests.interfaces.web.office.browsers import browser, text_of
from tests.interfaces.web.reading import read
from tests.office.city import City
from tests.office.cycle.conftest import city, opened
from tests.office.staff import AT, person, signed_in

__all__ = ["city", "opened"]
pytestmark = pytest.mark.django_db


def test_a_reporter_finds_what_is_late_today_and_later(city: City, moment) -> None:
    city.staffed("commerce")
    city.on(2020, 7, 20)
    page = text_of(browser(city, "commerce_r", moment), "/")
    tree = read(page)
    heads = [head.text for head in tree.first("main").all("h2")]
    assert heads[:2] == ["已逾期", "今天"]
    assert "2020年6月" in page and "今天截止" in page
    assert "接下来要填的" in page


def test_a_check_leads_to_exactly_its_page_and_names_the_bureau(city: City, moment) -> None:
    city.staffed("statistics", "laixi")
    city.on(2020, 4, 15)
    task = city.task("statistics", "month", "2020-03")
    city.deliver("statistics", task, city.cells(task))
    client = browser(city, "laixi_r", moment)
    todo = next(read(text_of(client, "/")).all("ul", class_="todos"))
    link = next(todo.all("a"))
    assert link.attributes["href"] == f"/checks/{Confirmation.objects.get(unit='laixi').ref}/"
    assert "市统计局" in link.text and "核对" in link.text
    english = next(read(text_of(client, "/en/")).all("ul", class_="todos"))
    assert "Check" in english.text and "days left" in english.text


def test_an_answer_is_late_by_its_own_deadline_and_not_by_the_unit_s(city: City, moment) -> None:
    """Handed in on Friday, 10 July 2020, to be checked by the 15th; disputed that night, to be answered in
    five working days, by Wednesday, the 22nd.
    """
    city.staffed("commerce", "laixi")
    city.on(2020, 7, 10)
    task = city.task("commerce", "month", "2020-06")
    city.deliver("commerce", task, city.cells(task))
    found = Confirmation.objects.get(unit="laixi")
    figure = next(one for one in versions_in(found.submission) if one.unit == "laixi")
    city.on(2020, 7, 15, 22)
    disputes = {figure.ref: "应为 37"}
    unit = city.people["laixi_r"]
    check_figures(actor=unit, at=city.now(), confirmation=found.ref, disputes=disputes)
    city.on(2020, 7, 16)
    assert _answer_on_the_first_page(city, moment) == "还有 6 天 7月22日（周三）"
    for name in ("commerce_s", "laixi_s"):
        page = text_of(browser(city, name, moment), f"/checks/{found.ref}/")
        assert "应在 7月22日（周三） 24:00 前答复异议（还有 6 天）" in page, "both sides see it"
    city.on(2020, 7, 23)
    assert _answer_on_the_first_page(city, moment) == "已逾期 1 天 7月22日（周三）"
    assert "已逾期 1 天" in text_of(browser(city, "staff", moment), "/"), "the office as well"


def _answer_on_the_first_page(city: City, moment) -> str:
    tree = read(text_of(browser(city, "commerce_s", moment), "/"))
    links = [link for todos in tree.all("ul", class_="todos") for link in todos.all("a")]
    (link,) = [link for link in links if "答复异议" in link.text]
    return link.first("span", class_="by-when").text


def test_nothing_to_do_is_said_calmly(city: City, moment) -> None:
    city.staffed("laixi")
    city.on(2020, 2, 3)
    client = browser(city, "laixi_r", moment)
    assert "目前没有需要您办理的事项" in text_of(client, "/")
    assert "Nothing for you to do at present" in text_of(client, "/en/")


def test_the_office_sees_who_is_late_and_the_next_deadline(city: City, moment) -> None:
    city.on(2020, 7, 23)
    page = text_of(browser(city, "staff", moment), "/")
    assert "报送进度" in page and "逾期" in page and "最近的截止日" in page
    assert "没有未答复的异议" in page


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (Role.AUDITOR, "最新测算结果"),
        (Role.LEADER, "等待批准的方案"),
        (Role.AUDIT_ADMIN, "今天被拒绝的操作"),
        (Role.SECURITY_ADMIN, "待确认的授权"),
        (Role.SYSTEM_ADMIN, "30 天内到期的账号"),
        (Role.EXPERT, "生效的方案"),
    ],
)
def test_every_role_finds_its_own_things(city: City, moment, role: Role, words: str) -> None:
    city.person("somebody", role)
    city.on(2020, 7, 20)
    page = text_of(browser(city, "somebody", moment), "/")
    assert words in page
    assert "报送进度" not in page or role is Role.AUDITOR


def test_grants_and_endings_are_named(city: City, moment) -> None:
    city.staffed("laixi")
    city.person("guard", Role.SECURITY_ADMIN)
    city.person("admin", Role.SYSTEM_ADMIN)
    city.on(2020, 7, 20)
    city.record_facts(
        Grant(
            person_id="laixi_r",
            lane="business",
            role="verifier",
            organisation_id="laixi",
            since="2020-07-01",
            proposed_by="x",
        )
    )
    Account.objects.filter(pk="laixi_s").update(expires_on="2020-08-10")
    assert "待确认的授权：1 项" in text_of(browser(city, "guard", moment), "/")
    assert "laixi_s" in text_of(browser(city, "admin", moment), "/")
    Account.objects.filter(pk="laixi_s").update(expires_on="2020-09-10")
    assert "laixi_s" not in text_of(browser(city, "admin", moment), "/")


def test_somebody_without_a_role_is_told_whom_to_ask(city: City, moment) -> None:
    del city
    new = person("newcomer")
    moment(AT)
    assert "还没有被授予角色" in text_of(signed_in(new, AT), "/")


def test_the_audit_administrator_sees_when_all_was_verified_and_how_it_ended(city: City, moment) -> None:
    city.person("audit", Role.AUDIT_ADMIN)
    assert "还没有核验过" in text_of(browser(city, "audit", moment), "/")
    good = Verified(12, "ab" * 32, entries=12, rows=3, files=0, receipts=0, findings=())
    record_verification(actor=machine(), at=city.now(), verified=good, findings=())
    page = text_of(browser(city, "audit", moment), "/")
    assert "到第 12 号：全部相符" in page and "还没有核验过" not in page
    assert "up to entry 12: all of it holds" in text_of(browser(city, "audit", moment), "/en/")
    gap = Finding("journal.gap", Severity.ERROR, details={"first": "3", "last": "4"})
    seq = record_verification(actor=machine(), at=city.now(), verified=good, findings=(gap,))
    page = text_of(browser(city, "audit", moment), "/")
    assert "到第 12 号：1 处不符" in page and f'href="/journal/{seq}/"' in page
    assert "核验没有通过" in page, "the notice says so, too"


def test_a_grant_that_waits_for_the_reader_is_not_called_nothing_to_do(city: City, moment) -> None:
    city.staffed("laixi")
    city.person("guard", Role.SECURITY_ADMIN)
    city.person("second", Role.SECURITY_ADMIN)
    city.on(2020, 7, 20)
    city.record_facts(
        Grant(
            person_id="laixi_r",
            lane="business",
            role="verifier",
            organisation_id="laixi",
            since="2020-07-01",
            proposed_by="guard",
        )
    )
    waiting = text_of(browser(city, "second", moment), "/")
    assert "待您办理" in waiting and "目前没有需要您办理的事项" not in waiting
    # Whoever proposed it cannot confirm it, and is not asked to.
    assert "目前没有需要您办理的事项" in text_of(browser(city, "guard", moment), "/")


@pytest.mark.parametrize(
    ("who", "form", "above"),
    [
        ("laixi_r", "/en/notices/read/", "/en/notices/"),
        ("laixi_r", "/en/tokens/t1/end/", "/en/tokens/"),  # no page at tokens/t1/
        ("guard", "/en/people/requests/r1/", "/en/people/"),  # nobody is called "requests"
    ],
)
def test_an_address_for_forms_opened_as_a_page_says_where_to_go_on(
    city: City, moment, who: str, form: str, above: str
) -> None:
    city.staffed("laixi")
    city.person("guard", Role.SECURITY_ADMIN)
    city.on(2020, 7, 20)
    answer = browser(city, who, moment).get(form)
    assert answer.status_code == 405 and answer["Allow"] == "POST"
    page = answer.content.decode()
    assert "Please act from the page" in page
    assert f'<a class="button main" href="{above}">' in page


def test_pages_say_that_nothing_is_recorded_once_the_clock_was_set(city: City, moment, monkeypatch) -> None:
    client = browser(city, "staff", moment)
    assert "暂停登记" not in text_of(client, "/")
    monkeypatch.setattr(clock, "_BEGAN", clock._BEGAN - 10)
    page = text_of(client, "/")
    assert "暂停登记" in page and "+10" in page
