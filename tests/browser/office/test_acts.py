"""What the office and single persons do in a real browser: paper, a scheme's way to its seal, signing in."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sikao.core.scheme import new_scheme
from sikao.office.accounts import factors
from sikao.office.rulebook.archive import pack_folder
from tests.browser.office.conftest import Demo
from tests.browser.office.test_year import ask
from tests.browser.test_every_page import faults

pytestmark = pytest.mark.slow
LATE = ("investment_promotion", "2020-05")
ANOTHER = "Plum-rain over 7 hills"


def test_the_office_records_a_sheet_that_came_on_paper(page: Page, demo: Demo, tmp_path: Path):
    query = "SELECT ref FROM cycle_task WHERE provider = ? AND through = ? AND frequency = 'month'"
    task = ask(demo.home, query, *LATE)[0][0]
    scan = tmp_path / "盖章件.pdf"
    scan.write_bytes(b"%PDF-1.4\n%%EOF\n")
    demo.sign_in(page, "office")
    page.goto(f"{demo.address}/tasks/{task}/")
    page.click(f"a[href='/tasks/{task}/paper/']")
    cells = page.locator("td.cell > input")
    for number in range(cells.count()):
        cells.nth(number).fill(f"1{number}.5")
    page.fill("#document", "青商函〔2020〕12号")
    page.fill("#document_date", "2020-06-30")
    page.fill("#note", "部门停电，来文报送")
    page.wait_for_selector('[data-status][data-state="saved"]')
    page.set_input_files("#file", scan)
    page.click("#evidence button:has-text('上传')")
    page.wait_for_selector("#evidence .files a:has-text('盖章件.pdf')")
    assert faults(page) == []
    if page.locator("[name=seen]").count():
        page.check("[name=seen]")
    page.click("[data-final]")
    page.wait_for_url(re.compile("/receipt/"))
    expect(page.locator("main")).to_contain_text("代录人")
    query = "SELECT state FROM cycle_task WHERE ref = ?"
    assert ask(demo.home, query, task) == [("signed",)]


def test_a_scheme_is_drafted_approved_by_two_and_sealed(page: Page, demo: Demo, tmp_path: Path):
    assert new_scheme(tmp_path / "trial", "trial", 2020, "试行方案") == ()
    upload = tmp_path / "trial.zip"
    upload.write_bytes(pack_folder(tmp_path / "trial"))
    demo.sign_in(page, "office")
    page.goto(f"{demo.address}/en/rulebook/upload/")
    page.set_input_files("#file", upload)
    page.click("main form button.main")
    page.wait_for_url(re.compile(r"/versions/1/"))
    assert faults(page) == []
    dossier = re.sub(r"versions/.*", "", page.url)
    page.goto(f"{dossier}upload/")
    assert faults(page) == []

    def step(login: str, name: str) -> None:
        demo.sign_in(page, login)
        page.goto(f"{dossier}{name}/")
        page.click("main form button.main")
        page.wait_for_url(re.compile(r"\?done=1"))
        assert faults(page) == []

    step("office", "submit")
    step("director", "approve")
    step("leader", "approve")
    step("office", "seal")
    page.goto(f"{demo.address}/en/schemes/trial/")
    expect(page.locator("h1")).to_be_visible()
    assert ask(demo.home, "SELECT code FROM rulebook_sealedscheme WHERE code = 'trial'") == [("trial",)]


def test_corrections_are_asked_for_and_withdrawn_begun_and_dropped(page: Page, demo: Demo):
    query = "SELECT ref FROM cycle_task WHERE provider = ? AND through = ? AND kind = 'deliver'"
    signed = ask(demo.home, query, "statistics", "2020-05")[0][0]

    def given_up(asking: str, asks: str, dropping: str, drops: str) -> None:
        demo.sign_in(page, asking)
        page.goto(f"{demo.address}/en/tasks/{signed}/{asks}/")
        page.locator("td.cell input").first.check()
        page.fill("#reason", "Not as in the yearbook")
        assert faults(page) == []
        page.click("main form button.main")
        page.wait_for_url(re.compile(f"/tasks/(?!{signed}/{asks})"))
        opened = "SELECT ref, state FROM cycle_task WHERE revises_id = ? ORDER BY state = 'dropped'"
        ref, state = ask(demo.home, opened, signed)[0]
        assert state == "open"
        demo.sign_in(page, dropping)
        page.goto(f"{demo.address}/en/tasks/{ref}/{drops}/")
        assert faults(page) == []
        page.click("main form button.main")
        page.wait_for_url(re.compile(f"/tasks/(?!{ref}/{drops})"))
        assert {state for _, state in ask(demo.home, opened, signed)} == {"dropped"}

    given_up("office", "ask-again", "director", "withdraw")
    given_up("statistics.reporter", "revise", "statistics.reporter", "drop")


def test_a_signer_gives_a_sheet_back_to_be_mended(page: Page, demo: Demo):
    query = "SELECT ref FROM cycle_task WHERE provider = 'finance' AND state = 'submitted'"
    task = ask(demo.home, query)[0][0]
    demo.sign_in(page, "finance.signer")
    page.goto(f"{demo.address}/en/tasks/{task}/")
    page.click(f"a[href$='/tasks/{task}/return/']")
    page.fill("#reason", "The second cell is last year's")
    assert faults(page) == []
    page.click("main form button.main")
    page.wait_for_url(re.compile(f"/tasks/{task}/(?!return)"))
    assert ask(demo.home, "SELECT state FROM cycle_task WHERE ref = ?", task) == [("open",)]


def test_a_long_list_is_taken_out_with_a_reason_in_the_background(page: Page, demo: Demo):
    demo.sign_in(page, "office")
    page.goto(f"{demo.address}/en/figures/?scheme=qingdao_2020")
    page.click("main a[href*='/figures/export/?'][href*='form=csv']")
    page.wait_for_selector("#reason")
    rows = int(re.search(r"([\d,]+) rows", page.locator("main .about").inner_text())[1].replace(",", ""))
    page.fill("#reason", "Yearbook of the city")
    assert faults(page) == []
    page.click("main form button.main")
    page.wait_for_url(re.compile("/jobs/"))
    with page.expect_download() as got:
        page.click("main a[href$='/file/']")
    assert faults(page) == []
    told = got.value.path().read_text("utf-8-sig")
    assert rows > 1000
    assert len(told.splitlines()) > rows


def test_a_first_sign_in_asks_for_a_new_password_and_an_authenticator_can_be_set_up(page: Page, demo: Demo):
    with closing(sqlite3.connect(demo.home / "sikao.sqlite3", timeout=30)) as database, database:
        database.execute("UPDATE accounts_account SET must_change = 1 WHERE login = 'finance.reporter'")
    page.goto(f"{demo.address}/en/sign-in/")
    page.fill("[name=login]", "finance.reporter")
    page.fill("[name=password]", demo.password)
    assert faults(page) == []
    page.click("main button[type=submit]")
    page.wait_for_url(re.compile("/account/password/"))
    assert faults(page) == []
    page.fill("#present", demo.password)
    page.fill("#new", ANOTHER)
    page.fill("#again", ANOTHER)
    page.click("main form.panel button.main")
    page.wait_for_url(re.compile("/$"))
    page.goto(f"{demo.address}/en/account/second-factor/")
    secret = page.locator("main code").first.inner_text().replace(" ", "")
    offset = int(
        re.search(r"demo_offset_seconds = (-?\d+)", (demo.home / "sikao.toml").read_text("utf-8"))[1]
    )
    page.fill("#code", factors.code_at(secret, (page.evaluate("Date.now()") // 1000 + offset) // 30))
    page.click("main form.panel button.main")
    expect(page.locator("main code, main .secret").first).to_be_visible()
    assert faults(page) == []


def test_too_many_wrong_passwords_are_answered_with_a_wait(page: Page, demo: Demo, quiet: list[str]):
    page.goto(f"{demo.address}/sign-in/")
    for _ in range(6):
        page.fill("[name=login]", "pingdu.signer")
        page.fill("[name=password]", "wrong")
        page.click("main button[type=submit]")
        expect(page.locator("[role=alert]").first).to_be_visible()
    expect(page.locator("main")).to_contain_text("锁")
    assert faults(page) == []
    assert all("429" in line or "422" in line for line in quiet)
    quiet.clear()


def test_whoever_does_nothing_is_warned_before_the_session_ends(page: Page, demo: Demo):
    page.clock.install()
    demo.sign_in(page, "laixi.reporter")
    page.route("**/account/session/", lambda route: route.fulfill(json={"ends_in": 90}))
    page.clock.fast_forward(28 * 60 * 1000 + 2000)
    expect(page.locator("#idle")).to_be_visible()
    assert faults(page) == []
    page.unroute("**/account/session/")
    page.click("[data-stay]")
    expect(page.locator("#idle")).not_to_be_visible()
