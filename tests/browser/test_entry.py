"""A bureau's sheet from the first cell to the receipt, as people do it in a browser."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import BrowserContext, Download, Page, expect

from tests.browser.office_home import PASSWORD
from tests.browser.test_every_page import faults
from tests.drill.figures import some

pytestmark = pytest.mark.slow
SAVED = '[data-status][data-state="saved"]'


def sign_in(page: Page, office: str, who: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{office}/sign-in/")
    page.fill("[name=login]", who)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(f"{office}/")


def opened(page: Page, office: str, who: str, label: str, show: str = "open") -> str:
    """Sign in and open the task of a period; gives its address."""
    sign_in(page, office, who)
    page.goto(f"{office}/tasks/?show={show}")
    page.click(f"th a:text-matches('^{label} ')")
    page.wait_for_url(re.compile(r"/tasks/\w+/$"))
    return page.url


def cell(page: Page, row: int, column: int = 0):
    return page.locator(f"#c-{row}-{column}")


def copy(page: Page, row: int, column: int, text: str) -> None:
    """Paste a range into a cell, as Ctrl+V does it."""
    cell(page, row, column).focus()
    page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
          document.activeElement.dispatchEvent(event);
        }""",
        text,
    )


def column_of(count: int, first: str = "0.25") -> str:
    return "\r\n".join([first, *(f"0.{31 + number}" for number in range(count - 1))]) + "\r\n"


def test_a_range_is_pasted_checked_undone_and_kept(page: Page, office: str):
    opened(page, office, "commerce_r", "2020年1月")
    count = page.locator("td.cell > input").count()
    assert count == 19
    copy(page, 0, 0, column_of(count))
    expect(cell(page, 18)).to_have_value("0.48")
    page.wait_for_selector(SAVED)
    expect(page.locator("#t-c-0-0")).to_contain_text("0.25 亿美元")
    page.keyboard.press("Control+z")
    expect(cell(page, 18)).to_have_value("")
    copy(page, 5, 0, column_of(count))
    expect(page.locator("[data-status]")).to_contain_text("19", timeout=30_000)
    assert cell(page, 5).input_value() == "", "a range over the edge is refused whole"
    copy(page, 0, 0, column_of(count, first="—"))
    page.wait_for_selector(SAVED)
    expect(page.locator("td.cell.error")).to_have_count(1)
    expect(page.locator("[data-found]")).to_contain_text("市南区")
    page.click("[data-found] a[data-go]")
    expect(cell(page, 0)).to_be_focused()
    page.select_option("#absence", "未报")
    expect(page.locator("td.cell.error")).to_have_count(0)
    page.wait_for_selector(SAVED)
    page.reload()
    expect(cell(page, 0)).to_have_value("未报")
    expect(cell(page, 18)).to_have_value("0.48")


def test_keys_move_as_in_a_sheet(page: Page, office: str):
    opened(page, office, "commerce_r", "2020年6月")
    cell(page, 0).focus()
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    expect(cell(page, 1)).to_be_focused()
    page.keyboard.type("2")
    page.keyboard.press("ArrowUp")
    expect(cell(page, 0)).to_be_focused()
    page.keyboard.press("F2")
    page.keyboard.type("5")
    expect(cell(page, 0)).to_have_value("15")
    page.keyboard.press("Escape")
    expect(cell(page, 0)).to_have_value("1")
    page.keyboard.press("Tab")
    expect(cell(page, 1)).to_be_focused()
    page.wait_for_selector(SAVED)


def test_what_was_typed_without_a_connection_is_found_again(
    page: Page, office: str, context: BrowserContext, quiet: list[str]
):
    address = opened(page, office, "commerce_r", "2020年5月")
    context.set_offline(True)
    cell(page, 3).fill("1.75")
    expect(page.locator("[data-status]")).to_have_attribute("data-state", "offline")
    quiet.clear()
    page.goto("about:blank")
    context.set_offline(False)
    page.goto(address)
    expect(cell(page, 3)).to_have_value("1.75")
    page.wait_for_selector(SAVED)
    page.reload()
    expect(cell(page, 3)).to_have_value("1.75")
    assert page.evaluate("localStorage.length") == 0
    # The browser may send the figure while it leaves the page: that answer is lost, and a 409 is heard.
    quiet.clear()


def test_two_people_in_one_draft_lose_nothing(page: Page, office: str, context: BrowserContext, quiet):
    address = opened(page, office, "commerce_r", "2020年4月")
    other = context.new_page()
    other.goto(address)
    cell(other, 0).fill("1.1")
    other.wait_for_selector(SAVED)
    cell(page, 1).fill("2.2")
    expect(cell(page, 0)).to_have_value("1.1")
    page.wait_for_selector(f"{SAVED}:has-text('已并入另一处')")
    cell(other, 1).fill("3.3")
    other.wait_for_selector("[data-conflict]:visible")
    assert faults(other) == []
    other.click("[data-merge]")
    other.wait_for_selector(SAVED)
    page.reload()
    expect(cell(page, 0)).to_have_value("1.1")
    expect(cell(page, 1)).to_have_value("3.3")
    quiet.clear()


def test_a_faulty_workbook_comes_back_marked_and_the_sheet_goes_its_way(
    page: Page, office: str, tmp_path: Path
):
    address = opened(page, office, "commerce_r", "2020年2月")
    with page.expect_download() as got:
        page.click("a.button:has-text('下载模板')")
    book = load_workbook(content(got.value))
    sheet = book.worksheets[0]
    rows = [row for row in range(8, sheet.max_row + 1) if sheet.cell(row, 1).value]
    for number, row in enumerate(rows):
        sheet.cell(row, 2).value = f"0.{41 + number}"
    sheet.cell(rows[0], 2).value = "—"
    faulty = tmp_path / "填好的.xlsx"
    book.save(faulty)
    page.set_input_files("#workbook-file", faulty)
    page.click("text=上传工作簿")
    page.wait_for_selector("text=没有收下，草稿没有改动")
    assert faults(page) == []
    with page.expect_download() as back:
        page.click("text=下载标出错处的工作簿 >> nth=-1")
    marked = load_workbook(content(back.value))
    assert any(cell.comment for sheet in marked.worksheets for row in sheet.iter_rows() for cell in row)

    sheet.cell(rows[0], 2).value = 0.4
    book.save(faulty)
    page.set_input_files("#workbook-file", faulty)
    page.click("text=再次上传")
    page.click("text=查看并提交")
    expect(cell(page, 0)).to_have_value("0.4")
    cell(page, 0).fill("未报")
    page.wait_for_selector(SAVED)
    if page.locator("[name=seen]").count():
        page.check("[name=seen]")
    page.click("[data-final]")
    page.wait_for_selector("text=等待签审")
    assert faults(page) == []

    sign_in(page, office, "commerce_s")
    page.goto(address)
    expect(page.locator("#c-1-0")).to_contain_text("0.42")
    assert page.locator("td.cell input").count() == 0
    assert faults(page) == []
    page.click("button:has-text('签审报出')")
    page.wait_for_url(re.compile("/receipt/"))
    assert faults(page) == []
    assert page.evaluate("document.querySelector('img.qr').naturalWidth") > 0
    with page.expect_download() as receipt:
        page.click("text=下载回执 >> nth=0")
    with zipfile.ZipFile(content(receipt.value)) as packed:
        assert {"README.txt", "check.py", "entry.json", "head.sig"} <= set(packed.namelist())


def test_an_evidence_file_is_kept_and_never_opened_as_a_page(
    page: Page, office: str, tmp_path: Path, quiet: list[str]
):
    """Whatever is in it: a reviewer's browser gets it as a file, and would run nothing of it."""
    opened(page, office, "commerce_r", "2020年5月")
    file = tmp_path / "合同.pdf"
    file.write_bytes(b"%PDF-1.7\n<html><script>document.title = 'run'</script></html>")
    page.set_input_files("#file", file)
    page.click("form:has(#file) button")
    link = page.locator("a:has-text('合同.pdf')")
    link.wait_for()
    with page.expect_download() as got:
        link.click()
    assert content(got.value).read() == file.read_bytes()
    answer = page.request.get(f"{office}{link.get_attribute('href')}")
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
    # Even where somebody's own page takes the attachment away, the policy leaves a page nothing to run.
    shown = dict(answer.headers) | {"content-type": "text/html"}
    del shown["content-disposition"]
    page.route("**/evidence/**", lambda route: route.fulfill(body=answer.body(), headers=shown))
    page.goto(f"{office}{link.get_attribute('href')}")
    assert page.title() != "run"
    (told,) = quiet
    assert "sandboxed" in told
    quiet.clear()


@pytest.mark.parametrize(
    ("sized", "prefix"), some([(1440, ""), (1440, "/en"), (390, ""), (390, "/en")], 3), indirect=["sized"]
)
def test_pages_of_tasks_are_accessible_and_fit(sized: Page, office: str, prefix: str):
    sign_in(sized, office, "commerce_r")
    for show in ("open", "later", "signed"):
        sized.goto(f"{office}{prefix}/tasks/?show={show}")
        assert faults(sized) == []
        assert overhang(sized) <= 0
        links = sized.locator("tbody th a")
        if links.count():
            links.last.click()
            sized.wait_for_url(re.compile(r"/tasks/\w+/$"))
            assert faults(sized) == []
            assert overhang(sized) <= 0


def content(got: Download) -> io.BytesIO:
    return io.BytesIO(got.path().read_bytes())


def overhang(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
