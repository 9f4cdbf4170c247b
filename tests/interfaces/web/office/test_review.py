"""The coordination review: the matrix of what districts told, who has not, and the workbook."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from sikao.office.accounts.rights.roles import Role
from sikao.office.groundwork.canonical import sha256
from sikao.office.groundwork.models import Entry
from tests.interfaces.web.office.browsers import browser, text_of
from tests.interfaces.web.reading import read
from tests.office.city import City
from tests.office.cycle.conftest import city, opened
from tests.office.cycle.test_briefings import INVESTMENT, LAIXI, briefing, deliver, told

__all__ = ["city", "opened"]
pytestmark = pytest.mark.django_db
FIRST = "window=qingdao_2020:districts_quarterly:2020-03"


def in_april(city: City) -> None:
    """23 April: 莱西 has told in time, 即墨 on this day, all others are late."""
    city.staffed("laixi", "jimo")
    city.person("auditor", Role.AUDITOR)
    city.on(2020, 4, 10)
    behind = told(
        INVESTMENT, state="behind", progress="三个项目未开工", cause="手续未办结", next="五月底前开工"
    )
    deliver(city, "laixi", briefing(city, "laixi"), told(*LAIXI) | behind)
    city.on(2020, 4, 23)
    deliver(city, "jimo", briefing(city, "jimo"), told(*LAIXI, state="done", progress="=全部完成"))


@pytest.fixture
def april(city: City, moment) -> City:
    del moment
    city.once(in_april)
    return city


def rows(page: str) -> dict[str, str]:
    """The lines of the matrix by the name of their unit."""
    found = {}
    for row in read(page).first("section", aria_labelledby="matrix").all("tr"):
        name = next((link.text for head in row.all("th", scope="row") for link in head.all("a")), "")
        found |= {name: row.text} if name else {}
    return found


def test_units_stand_down_and_subjects_across(april: City, moment) -> None:
    page = text_of(browser(april, "staff", moment), "/briefings/")
    found = rows(page)
    assert list(found)[:2] == ["市南区", "市北区"] and len(found) == 10
    assert "按时报送" in found["莱西市"] and "三个项目未开工" in found["莱西市"]
    assert "手续未办结" in found["莱西市"] and "五月底前开工" in found["莱西市"]
    assert "迟报" in found["即墨区"] and "逾期未报" in found["市南区"]
    counts = read(page).first("dl", class_="facts").text
    assert "2 / 10" in counts and "滞后1" in counts.replace(" ", "")


def test_who_has_not_told_and_who_is_behind_can_be_chosen(april: City, moment) -> None:
    client = browser(april, "staff", moment)
    assert set(rows(text_of(client, f"/briefings/?{FIRST}&show=told"))) == {"莱西市", "即墨区"}
    missing = rows(text_of(client, f"/briefings/?{FIRST}&show=missing"))
    assert len(missing) == 8 and "莱西市" not in missing
    assert set(rows(text_of(client, f"/briefings/?{FIRST}&state=behind"))) == {"莱西市"}
    later = rows(text_of(client, "/briefings/?window=qingdao_2020:districts_quarterly:2020-06"))
    assert all("未到期" in text for text in later.values())
    for wrong in ("window=a:b:c", "window=qingdao_2020:districts_quarterly:2020-05", "window=x"):
        text_of(client, f"/briefings/?{wrong}", 404)


def test_the_workbook_holds_the_matrix_and_the_journal_who_took_it(april: City, moment) -> None:
    answer = browser(april, "staff", moment).get(f"/briefings/export/?{FIRST}")
    sheet = load_workbook(BytesIO(answer.content)).active
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert lines[0][:4] == ["单位", "状态", "报出时间", "固定资产投资"]
    laixi = next(line for line in lines if line[0] == "莱西市")
    assert laixi[3] == "【滞后】三个项目未开工\n原因：手续未办结\n下一步：五月底前开工"
    jimo = next(line for line in lines if line[0] == "即墨区")
    assert jimo[3] == "【已完成】=全部完成", "no formula, whatever was typed"
    assert laixi[-1] == "—", "莱西 carries no renewal of old quarters"
    entry = Entry.objects.latest("seq")
    assert (entry.verb, entry.actor) == ("briefing.export", "staff")
    assert sha256(answer.content) in entry.new
    csv = browser(april, "staff", moment).get(f"/briefings/export/?{FIRST}&form=csv")
    assert "三个项目未开工" in csv.content.decode()


def test_leaders_read_auditors_take_out_and_units_do_neither(april: City, moment) -> None:
    leader = browser(april, "leader", moment)
    assert "导出工作簿" not in text_of(leader, "/briefings/")
    assert leader.get("/briefings/export/").status_code in {403, 404}
    assert "/tasks/" not in leader.get("/briefings/").content.decode()
    assert "/tasks/" in browser(april, "auditor", moment).get("/briefings/").content.decode()
    assert browser(april, "auditor", moment).get("/briefings/export/").status_code == 200
    for name in ("laixi_r", "laixi_s"):
        unit = browser(april, name, moment)
        assert unit.get("/briefings/").status_code in {403, 404}
        assert "/briefings/" not in text_of(unit, "/")
        jimo = briefing(april, "jimo")
        assert unit.get(f"/tasks/{jimo}/").status_code == 404


def test_the_english_page_says_it_in_english(april: City, moment) -> None:
    page = text_of(browser(april, "staff", moment), "/en/briefings/")
    assert "Briefings" in page and "behind" in page and "Enterprises back at full work (example)" in page


def test_a_project_that_two_districts_tell_of_is_shown_to_the_office_alone(april: City, moment) -> None:
    april.staffed("huangdao", "pingdu")
    april.on(2020, 4, 24)
    project = "正威国际新材料基地一期投产，完成投资50亿元"
    deliver(april, "huangdao", briefing(april, "huangdao"), told(*LAIXI, progress=project))
    deliver(april, "pingdu", briefing(april, "pingdu"), told(*LAIXI, progress=f"已建成{project}"))
    page = read(text_of(browser(april, "staff", moment), "/repeats/"))
    (line,) = [row for row in page.first("section", aria_labelledby="found").all("tr") if row.all("td")][1:]
    assert "同一项目" in line.text and "不同单位" in line.text and "正威国际新材料基地一期" in line.text
    assert len(list(line.all("a"))) == 2, "however many subjects name it"
    assert {link.text for link in line.all("a")} == {"黄岛区 · 2020年3月", "平度市 · 2020年3月"}
    task = next(line.all("a")).attributes["href"]
    assert text_of(browser(april, "staff", moment), task)
    other = read(text_of(browser(april, "auditor", moment), "/repeats/?sign=file"))
    assert "没有提示" in other.first("section", aria_labelledby="found").text
    for name in ("pingdu_r", "laixi_s"):
        text_of(browser(april, name, moment), "/repeats/", 403)
