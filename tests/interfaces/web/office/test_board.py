"""The board: who is late, what was done about it, how far the checks are; and the list as a file."""

import csv
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from sikao.core.sheets.csv_text import BYTE_ORDER_MARK
from sikao.interfaces.jobs.registration import KINDS
from sikao.office.accounts.rights.roles import Role
from sikao.office.cycle import actions
from sikao.office.cycle.models import Confirmation, Task
from sikao.office.groundwork.actor import machine
from sikao.office.groundwork.canonical import sha256
from sikao.office.groundwork.jobs.worker import Worker
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.notices.models import Notice
from sikao.office.groundwork.notices.queries import list_notices
from sikao.office.ledger.queries import versions_in
from tests.interfaces.web.office.browsers import browser, text_of
from tests.interfaces.web.office.tasks.test_workbooks import one_connection
from tests.interfaces.web.reading import read
from tests.office.city import SCAN, City
from tests.office.cycle.conftest import city, opened
from tests.office.cycle.test_lateness import left_out_and_brought_late

__all__ = ["city", "one_connection", "opened"]
pytestmark = pytest.mark.django_db


def in_july(city: City) -> None:
    """23 July: the statistics bureau has delivered June's figures, the commerce bureau has not."""
    city.staffed("statistics", "commerce", "laixi")
    city.on(2020, 7, 17)
    task = city.task("statistics", "month", "2020-06")
    city.deliver("statistics", task, city.cells(task))
    city.on(2020, 7, 23)
    actions.escalate_lateness(actor=machine(), at=city.now())


@pytest.fixture
def july(city: City, moment) -> City:
    del moment
    city.once(in_july)
    return city


def row_of(page: str, section: str, name: str) -> str:
    table = read(page).first("section", aria_labelledby=section)
    return next(row.text for row in table.all("tr") if name in row.text)


def test_who_is_late_stands_there_with_the_steps_taken(july: City, moment) -> None:
    page = text_of(browser(july, "staff", moment), "/board/?month=2020-06&frequency=month")
    late = row_of(page, "late", "市商务局")
    assert "逾期未报" in late and "3 个工作日" in late and "提醒" in late and "督办" in late
    assert "逾3" in row_of(page, "picture", "市商务局")
    assert "报" in row_of(page, "picture", "市统计局")
    assert "按时报送" in row_of(page, "all", "市统计局")


def test_a_state_is_chosen_by_its_number_and_its_list_comes_first(july: City, moment) -> None:
    staff = browser(july, "staff", moment)
    page = staff.get("/board/?month=2020-06").content.decode()
    assert 'href="?month=2020-06&amp;state=late"' in page
    chosen = staff.get("/board/?month=2020-06&state=late").content.decode()
    assert chosen.index('id="all"') < chosen.index('id="picture"')
    assert "市商务局" in row_of(chosen, "all", "市商务局")


def test_the_picture_says_in_words_what_it_says_in_colours(july: City, moment) -> None:
    page = text_of(browser(july, "staff", moment), "/en/board/?month=2020-06&frequency=month")
    tiles = [tile for tag in ("a", "span") for tile in read(page).all(tag, class_="tile")]
    told = [tile.text for tile in tiles if "title" in tile.attributes]
    assert told and all("due " in words for words in told)


def test_paper_for_a_meeting_holds_what_is_out_and_unanswered_alone(july: City, moment) -> None:
    page = text_of(browser(july, "staff", moment), "/board/?month=2020-06")
    sections = {
        s.attributes["aria-labelledby"]: s
        for s in read(page).all("section")
        if "aria-labelledby" in s.attributes
    }
    printed = {name for name, section in sections.items() if not section.has("class_", "no-print")}
    assert printed == {"late", "still-out", "waiting", "all"}
    # 27 July: the 25th is a Saturday. Bureaus stand in the order of the scheme.
    row = row_of(page, "still-out", "7月27日（周一） 2020年二季度")
    assert row.index("市统计局") < row.index("市商务局") and "待签审" not in row
    assert row_of(page, "waiting", "市统计局").startswith("市统计局 2020年6月 19 0")


def test_an_extension_is_named_with_its_reason(july: City, moment) -> None:
    task = Task.objects.get(provider="commerce", through="2020-06", frequency="month").ref
    actions.extend_task(
        actor=july.people["director"],
        at=july.now(),
        task=task,
        until=date(2020, 7, 31),
        reason="商务部系统升级",
    )
    page = text_of(browser(july, "staff", moment), "/board/?month=2020-06&frequency=month&state=open")
    assert "商务部系统升级" in row_of(page, "all", "市商务局")


def test_the_checks_of_a_sheet_are_counted_by_answer(july: City, moment) -> None:
    page = text_of(browser(july, "staff", moment), "/board/?month=2020-06&frequency=month")
    assert row_of(page, "checking", "市统计局").startswith("市统计局 2020年6月 19 0 0 0 0 0")


def in_debt(city: City) -> None:
    """On Tuesday, 21 July, two working days late: a correction, an answer, a verification.

    All three were to be done within five working days from Friday, 10 July: by Friday, the 17th.
    """
    city.staffed("commerce", "laixi", "sco", "development_reform")
    city.on(2020, 7, 10)
    task = city.task("commerce", "month", "2020-06")
    city.deliver("commerce", task, city.cells(task))
    check = Confirmation.objects.get(unit="laixi", provider="commerce")
    figure = next(one for one in versions_in(check.submission) if one.unit == "laixi")
    given = {figure.ref: "应为 37"}
    actions.check_figures(actor=city.people["laixi_r"], at=city.now(), confirmation=check.ref, disputes=given)
    reporter = city.people["commerce_r"]
    actions.open_revision(actor=reporter, at=city.now(), task=task, reason="核对后更正")
    report = city.task("sco", "quarter", "2020-06", "report")
    city.deliver("sco", report, city.cells(report), scan=SCAN)
    city.on(2020, 7, 21)
    actions.escalate_lateness(actor=machine(), at=city.now())


@pytest.fixture
def owing(city: City, moment) -> City:
    del moment
    city.once(in_debt)
    return city


LATE = {
    "revise": ("市商务局", "更正数据 2020年6月"),
    "answer": ("市商务局", "答复异议 2020年6月 莱西市"),
    "verify": ("市发展改革委", "核实自报数据 2020年二季度 上合示范区"),
}


@pytest.mark.parametrize("kind", LATE)
def test_corrections_answers_and_verifications_are_on_the_board(owing: City, moment, kind: str) -> None:
    organisation, about = LATE[kind]
    page = text_of(browser(owing, "staff", moment), f"/board/?kind={kind}")
    late = row_of(page, "late", organisation)
    assert about in late and "逾期未办 2 个工作日" in late and "提醒" in late and "督办" in late
    mark = {"revise": "更", "answer": "复", "verify": "核"}[kind]
    assert f"{mark}逾2" in row_of(page, "picture", organisation)
    assert len(list(read(page).first("section", aria_labelledby="late").all("tr"))) == 2, "heads and one line"


def test_all_kinds_of_a_month_stand_in_one_cell_and_are_told_apart(owing: City, moment) -> None:
    page = text_of(browser(owing, "staff", moment), "/board/?month=2020-06&frequency=month")
    told = row_of(page, "picture", "市商务局")
    assert "报" in told and "更逾2" in told and "复逾2" in told
    assert "2020年6月答复异议：逾期未办 1，最早截止7月17日（周五）" in told


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_late_list_as_a_file_has_all_kinds(owing: City, moment, form: str) -> None:
    client = browser(owing, "staff", moment)
    answer = client.get(f"/board/export/?state=late&month=2020-06&form={form}")
    if form == "csv":
        rows = list(csv.reader(answer.content.decode("utf-8-sig").splitlines()))
    else:
        sheet = load_workbook(BytesIO(answer.content)).active
        rows = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert rows[0][:5] == ["单位", "事项", "对方单位", "频度", "期间"]
    told = {tuple(row[:3]): row[7:9] for row in rows[1:]}
    assert {row[6][:5] for row in rows[1:]} == {"2020-"}, "a file is read in other years too"
    assert told["市商务局", "答复异议", "莱西市"] == ["逾期未办", "2"]
    assert told["市商务局", "更正数据", ""] == ["逾期未办", "2"]
    assert told["市发展改革委", "核实自报数据", "上合示范区"] == ["逾期未办", "2"]


def test_steps_before_an_extension_are_told_as_such(july: City, moment) -> None:
    """Due on 20 July, extended to Friday, the 31st: on Monday, 3 August, it is one working day late again."""
    task = Task.objects.get(provider="commerce", through="2020-06", frequency="month").ref
    until = date(2020, 7, 31)
    director = july.people["director"]
    actions.extend_task(actor=director, at=july.now(), task=task, until=until, reason="系统升级")
    july.on(2020, 8, 3)
    actions.escalate_lateness(actor=machine(), at=july.now())
    page = text_of(browser(july, "staff", moment), "/board/?month=2020-06&frequency=month")
    late = row_of(page, "late", "市商务局")
    assert "督办 7月23日（周四）（延期前）" in late
    assert late.count("提醒") == 2 and late.count("（延期前）") == 2


def test_a_step_against_who_owed_it_before_a_merger_bears_its_name(july: City, moment) -> None:
    """On Friday, 24 July, 商务局 goes into 发展改革委."""
    july.staffed("development_reform")
    july.person("system", Role.SYSTEM_ADMIN)
    merged = {"what": "merged", "on": date(2020, 7, 24), "other": "development_reform", "document": "7号"}
    july.ends("commerce", **merged)
    july.on(2020, 7, 24)
    actions.move_tasks(actor=machine(), at=july.now())
    actions.escalate_lateness(actor=machine(), at=july.now())
    staff = browser(july, "staff", moment)
    late = row_of(text_of(staff, "/board/?month=2020-06&frequency=month"), "late", "市商务局")
    assert late.startswith("市发展改革委") and "提醒 7月23日（周四）（对市商务局）" in late
    assert "督办 7月23日（周四）（对市商务局）" in late and late.count("市商务局") == 2
    assert late.count("提醒") == 2 and late.count("督办") == 1
    english = text_of(staff, "/en/board/?month=2020-06&frequency=month")
    assert read(english).first("section", aria_labelledby="late").text.count("(against ") == 2
    task = Task.objects.get(provider="commerce", through="2020-06", frequency="month").ref
    page = read(text_of(staff, f"/tasks/{task}/")).first("main").text
    assert "督办 7月23日（周四）（对市商务局）" in page and "提醒 7月24日（周五）（" not in page


def test_figures_brought_after_their_deadline_by_a_correction_are_late_everywhere(city: City, moment) -> None:
    left_out_and_brought_late(city)
    staff = browser(city, "staff", moment)
    page = text_of(staff, "/board/?month=2020-03&frequency=month")
    printed = read(page).first("section", aria_labelledby="delivered-late").text
    assert "市统计局（2020年3月更正）" in "".join(printed.split())
    assert "更迟" in row_of(page, "picture", "市统计局")
    bar = next(one.text for one in read(page).first("ul", class_="delivery").all("li") if "统计" in one.text)
    assert "迟办 1" in bar
    assert "更正数据" in row_of(text_of(staff, "/board/?state=delayed"), "all", "市统计局")


def test_the_notice_of_the_office_leads_to_who_is_late(july: City, moment) -> None:
    client = browser(july, "staff", moment)
    found = next(one for one in list_notices("staff") if one.message.code == "notice.lateness")
    went = client.post("/notices/read/", {"ref": found.ref, "go": found.ref})
    assert went.headers["Location"] == "/board/?scheme=qingdao_2020&state=late"
    assert "市商务局" in text_of(client, went.headers["Location"])


@pytest.mark.parametrize("name", ["commerce_r", "laixi_s"])
def test_the_board_is_no_page_for_units_and_bureaus(july: City, moment, name: str) -> None:
    client = browser(july, name, moment)
    for path in ("/board/", "/board/export/", "/figures/", "/figures/export/", "/year/qingdao_2020/"):
        assert client.get(path).status_code in (403, 404), path
    assert not Entry.objects.filter(verb="board.export").exists()


def test_the_list_as_csv_runs_nothing_and_is_journaled(july: City, moment) -> None:
    task = Task.objects.get(provider="commerce", through="2020-06", frequency="month").ref
    evil = "=HYPERLINK(0)"
    actions.extend_task(
        actor=july.people["director"], at=july.now(), task=task, until=date(2020, 7, 31), reason=evil
    )
    july.organisation("commerce", "=cmd|calc")
    client = browser(july, "staff", moment)
    answer = client.get("/board/export/?month=2020-06&frequency=month&form=csv")
    content = answer.content.decode()
    assert content.startswith(BYTE_ORDER_MARK) and "attachment" in answer.headers["Content-Disposition"]
    assert content.splitlines()[0].split(",")[5] == "应报格数"
    cells = [cell for line in content.splitlines()[1:] for cell in line.split(",")]
    assert "'=cmd|calc" in cells
    assert not [cell for cell in cells if cell.strip('"').startswith(("=", "+", "@"))]
    entry = Entry.objects.get(verb="board.export")
    assert (entry.actor, entry.outcome) == ("staff", "done")
    assert sha256(answer.content) in entry.new


def test_the_list_as_a_workbook_holds_what_the_page_shows(july: City, moment) -> None:
    july.person("auditor", Role.AUDITOR)
    client = browser(july, "auditor", moment)
    answer = client.get("/board/export/?month=2020-06&frequency=month")
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet["A2"].value == "auditor（auditor）导出于2020-07-23 09:03", "who took it out, and when"
    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=3)]
    assert rows[0][:2] == ("单位", "事项")
    assert {row[0] for row in rows[1:]} >= {"市商务局", "市统计局"}
    assert next(row for row in rows if row[0] == "市商务局")[8] == 3


def test_a_long_list_asks_for_a_reason_and_one_beyond_the_limit_is_refused(
    july: City, moment, settings
) -> None:
    settings.SIKAO_PLACE = replace(settings.SIKAO_PLACE, export_reason_rows=3)
    july.person("audit", Role.AUDIT_ADMIN)
    client = browser(july, "staff", moment)
    asked = client.get("/board/export/?month=2020-06&frequency=month&form=csv&reason=%20")
    assert asked.status_code == 200 and "Content-Disposition" not in asked.headers
    fields = [tag.attributes for tag in read(asked.content.decode()).first("main").all("input")]
    given = {tag["name"]: tag.get("value", "") for tag in fields}
    assert given == {"month": "2020-06", "frequency": "month", "form": "csv", "reason": ""}
    assert not Entry.objects.filter(verb="board.export").exists(), "asking is no act"
    answer = client.get("/board/export/", given | {"reason": "报常务会议"})
    Worker(KINDS, name="test", now=july.now).run_one()
    client = browser(july, "staff", moment)
    file = client.get(f"{answer.headers['Location']}file/")
    assert "attachment" in file.headers["Content-Disposition"]
    assert '"reason":"报常务会议"' in Entry.objects.filter(verb="board.export").latest("seq").new
    assert Notice.objects.get(code="notice.exported_bulk").person == "audit"
    settings.SIKAO_PLACE = replace(settings.SIKAO_PLACE, export_most_rows=3)
    refused = client.get("/board/export/", given | {"reason": "报常务会议"})
    assert refused.status_code == 422
    assert "缩小范围" in read(refused.content.decode()).first("main").text
    assert Entry.objects.filter(verb="board.export").latest("seq").outcome == "refused"
