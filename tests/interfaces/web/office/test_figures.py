"""The life of one figure, for whom it concerns; and searching all of them as of any moment."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from sikao.office.accounts.rights.roles import Role
from sikao.office.cycle import actions
from sikao.office.groundwork.files import place_of, store
from sikao.office.groundwork.models import Entry
from sikao.office.ledger.facts import NewEvidence
from sikao.office.ledger.models import Evidence, FigureVersion
from tests.interfaces.web.office.browsers import browser, same, text_of
from tests.interfaces.web.reading import read
from tests.office.city import City
from tests.office.cycle.conftest import city, opened

__all__ = ["city", "opened"]
pytestmark = pytest.mark.django_db

FIGURE = ("licang", "fixed_assets", "growth", "2020-01..03")
PATH = "/figures/" + "/".join(FIGURE) + "/"
CONTENT = b"%PDF-1.4 the sealed sheet of all districts"


def with_a_revision(city: City) -> None:
    """A figure handed in in April with a scan of the whole sheet, and revised in July."""
    city.staffed("statistics", "finance", "licang", "shinan")
    city.on(2020, 4, 15)
    task = city.task("statistics", "month", "2020-03")
    city.fill("statistics_r", task, city.cells(task) | {"/".join(FIGURE): "71.23"})
    stored = store([CONTENT])
    scan = NewEvidence(stored.sha256, "全市表.pdf", stored.size)
    actions.attach(actor=city.people["statistics_r"], at=city.now(), task=task, evidence=scan)
    digest = city.submit("statistics_r", task)
    actions.sign_task(actor=city.people["statistics_s"], at=city.now(), task=task, digest=digest)
    city.on(2020, 7, 18)
    revision = actions.open_revision(
        actor=city.people["statistics_r"], at=city.now(), task=task, keys=[FIGURE], reason="执法检查核减"
    )
    city.deliver(
        "statistics", revision, {"/".join(FIGURE): "65.4"}, note="执法检查核减", document="青统〔2020〕7号"
    )


@pytest.fixture
def revised(city: City, moment) -> City:
    del moment
    city.once(with_a_revision)
    store([CONTENT])  # other tests sweep what nothing names
    return city


@pytest.mark.parametrize(
    "name", ["licang_r", "licang_s", "statistics_r", "statistics_s", "staff", "director"]
)
def test_all_versions_stand_there_for_whom_the_figure_concerns(revised: City, moment, name: str) -> None:
    page = text_of(browser(revised, name, moment), PATH)
    read(page)
    for words in ("71.23", "65.4", "执法检查核减", "青统〔2020〕7号", "第 2 版", "用在哪里", "一季度"):
        assert words in page
    first, second = FigureVersion.objects.filter(unit="licang", indicator="fixed_assets").order_by("entry_id")
    assert page.index(f"第 {second.entry_id} 号") < page.index(f"第 {first.entry_id} 号"), "the latest first"


@pytest.mark.parametrize("name", ["shinan_r", "finance_s", "leader"])
def test_for_everybody_else_there_is_no_such_figure(revised: City, moment, name: str) -> None:
    client = browser(revised, name, moment)
    foreign, nothing = client.get(PATH), client.get(PATH.replace("03/", "04/"))
    assert foreign.status_code == (403 if name == "leader" else 404) or foreign.status_code == 404
    assert "71.23" not in foreign.content.decode()
    if name != "leader":
        assert same(foreign.content).replace("03/", "") == same(nothing.content).replace("04/", "")


def test_a_scan_of_the_whole_sheet_is_not_for_its_units(revised: City, moment) -> None:
    path = f"/figures/evidence/{Evidence.objects.get().pk}/"
    unit = browser(revised, "licang_r", moment)
    assert unit.get(path).status_code == 404 and "全市表.pdf" not in text_of(unit, PATH)
    bureau = browser(revised, "statistics_s", moment)
    assert path in text_of(bureau, PATH)
    answer = bureau.get(path)
    assert answer.content == CONTENT
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert browser(revised, "finance_s", moment).get(path).status_code == 404


def test_a_damaged_file_is_not_handed_out(revised: City, moment) -> None:
    found = Evidence.objects.get()
    lying = place_of(found.file)
    lying.unlink()
    lying.write_bytes(b"other bytes")
    try:
        answer = browser(revised, "statistics_s", moment).get(f"/figures/evidence/{found.pk}/")
    finally:
        lying.unlink()
    assert answer.status_code == 409
    assert "已停止使用" in answer.content.decode() and b"other bytes" not in answer.content


def test_links_to_results_are_for_who_may_see_results(revised: City, moment) -> None:
    links = f"/results/qingdao_2020/q1/units/{FIGURE[0]}/"
    assert links in text_of(browser(revised, "staff", moment), PATH)
    assert links not in text_of(browser(revised, "licang_r", moment), PATH)


def test_the_search_answers_as_of_any_moment(revised: City, moment) -> None:
    client = browser(revised, "staff", moment)
    narrow = "unit=licang&item=fixed_assets&period=2020-01..03"
    now = text_of(client, f"/figures/?{narrow}")
    assert "65.4" in now and "不是现在的" not in now
    then = text_of(client, f"/figures/?{narrow}&as_of=2020-05-01")
    assert "71.23" in then and "65.4" not in then and "不是现在的" in then
    seq = (
        FigureVersion.objects.filter(unit="licang", indicator="fixed_assets").order_by("entry_id")[0].entry_id
    )
    assert "71.23" in text_of(client, f"/figures/?{narrow}&as_of={seq}")
    assert "没有这样的数据" in text_of(client, f"/figures/?{narrow}&as_of={seq - 1}")
    assert "not the present ones" in text_of(client, f"/en/figures/?{narrow}&as_of={seq}")


@pytest.mark.parametrize("given", ["gestern", "2020-13-40", "-1", "１２"])
def test_what_is_no_moment_is_said(revised: City, moment, given: str) -> None:
    page = text_of(browser(revised, "staff", moment), f"/figures/?as_of={given}", 422)
    assert "不是日志序号，也不是日期" in page


def test_a_list_is_paged(revised: City, moment) -> None:
    client = browser(revised, "staff", moment)
    first, second = text_of(client, "/figures/"), text_of(client, "/figures/?page=2")
    assert 'rel="next" href="?page=2"' in first
    names = [[row.text for row in read(page).first("tbody").all("tr")] for page in (first, second)]
    assert len(names[0]) == 25 and not set(names[0]) & set(names[1])


def test_figures_are_taken_out_as_of_a_moment_and_journaled(revised: City, moment) -> None:
    revised.person("auditor", Role.AUDITOR)
    client = browser(revised, "auditor", moment)
    answer = client.get("/figures/export/?unit=licang&item=fixed_assets&as_of=2020-05-01")
    sheet = load_workbook(BytesIO(answer.content)).active
    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=4)]
    assert [float(row[4]) for row in rows if row[3] == "2020年一季度"] == [71.23]
    entry = Entry.objects.get(verb="figure.export")
    assert entry.actor == "auditor" and '"rows":1' in entry.new
