"""A month in a real browser: a sheet, its receipt, the answers of the districts, a tampering."""

import io
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.office.conftest import Demo, sikao
from tests.browser.test_every_page import faults

pytestmark = pytest.mark.slow
DISTRICTS = (
    *("shinan", "shibei", "licang", "laoshan", "huangdao"),
    *("chengyang", "jimo", "jiaozhou", "pingdu", "laixi"),
)
DISPUTING = "sco"
UNITS_FROM = 8
"""The first row of a template that names a unit."""


def ask(home: Path, query: str, *given: str) -> list[tuple]:
    with closing(sqlite3.connect(f"file:{home}/sikao.sqlite3?mode=ro", uri=True)) as database:
        return database.execute(query, given).fetchall()


def june_of_commerce(home: Path) -> str:
    query = "SELECT ref FROM cycle_task WHERE provider = ? AND frequency = 'month' AND through = '2020-06'"
    return ask(home, query, "commerce")[0][0]


@pytest.fixture(scope="module")
def enrolled(demo: Demo) -> Demo:
    """The reporters of all districts and of one zone sign in with the password of the demonstration."""
    with closing(sqlite3.connect(demo.home / "sikao.sqlite3", timeout=30)) as database, database:
        database.row_factory = sqlite3.Row
        like = dict(
            database.execute("SELECT * FROM accounts_account WHERE login = 'jimo.reporter'").fetchone()
        )
        for unit in (*DISTRICTS, DISPUTING):
            login = f"{unit}.reporter"
            found = database.execute("SELECT ref FROM accounts_person WHERE staff_number = ?", [login])
            row = like | {"login": login, "person_id": found.fetchone()["ref"]}
            names, marks = ", ".join(row), ", ".join("?" * len(row))
            database.execute(
                f"INSERT OR IGNORE INTO accounts_account ({names}) VALUES ({marks})",
                list(row.values()),
            )
    return demo


def sheet(page: Page, first: object, path: Path) -> None:
    """Fill the template that stands on the page's task, with something in the first cell."""
    with page.expect_download() as got:
        page.click("a[href$='/workbook/']")
    book = load_workbook(io.BytesIO(got.value.path().read_bytes()))
    lines = book.worksheets[0]
    rows = [row for row in range(UNITS_FROM, lines.max_row + 1) if lines.cell(row, 1).value]
    for number, row in enumerate(rows):
        lines.cell(row, 2).value = 0.31 + number / 100 if number else first
    book.save(path)


def test_a_sheet_comes_back_marked_is_corrected_signed_and_its_receipt_verifies(
    page: Page, enrolled: Demo, tmp_path: Path
):
    task = f"{enrolled.address}/en/tasks/{june_of_commerce(enrolled.home)}/"
    enrolled.sign_in(page, "commerce.reporter")
    page.goto(task)
    sheet(page, "—", tmp_path / "faulty.xlsx")
    page.set_input_files("#workbook-file", tmp_path / "faulty.xlsx")
    page.click("text=Upload the workbook")
    page.wait_for_selector("text=Not taken; the draft is as it was")
    assert faults(page) == []
    with page.expect_download() as back:
        page.click("a[href$='/marked/']")
    marked = load_workbook(io.BytesIO(back.value.path().read_bytes()))
    assert any(lines.cell(UNITS_FROM, 2).comment for lines in marked.worksheets)
    page.goto(f"{enrolled.address}/en/jobs/")
    assert faults(page) == []
    page.goto(task)
    sheet(page, 0.3, tmp_path / "right.xlsx")
    page.set_input_files("#workbook-file", tmp_path / "right.xlsx")
    page.click("text=Upload the workbook")
    page.click("text=Look at it and submit")
    if page.locator("[name=seen]").count():
        page.check("[name=seen]")
    page.click("[data-final]")
    page.wait_for_selector("form[action$='/take-back/']")

    enrolled.sign_in(page, "commerce.signer")
    page.goto(task)
    page.click("button:has-text('Sign and deliver')")
    page.wait_for_url(re.compile("/receipt/"))
    with page.expect_download() as got:
        page.click("a[href$='/receipt/file/']")
    receipt = shutil.copy(got.value.path(), tmp_path / "receipt.zip")
    assert "holds" in sikao("receipts", "check", receipt, "--lang", "en")
    with zipfile.ZipFile(receipt) as packed:
        packed.extractall(tmp_path / "receipt")
    check = [sys.executable, "-I", "check.py"]
    subprocess.run(check, cwd=tmp_path / "receipt", check=True, capture_output=True)
    (tmp_path / "receipt" / "entry.json").write_text("{}", encoding="utf-8")
    assert subprocess.run(check, cwd=tmp_path / "receipt", check=False, capture_output=True).returncode


def test_ten_districts_confirm_one_zone_disputes_and_the_bureau_answers(page: Page, enrolled: Demo):
    task = june_of_commerce(enrolled.home)
    query = "SELECT unit, ref FROM cycle_confirmation WHERE task_id = ?"
    checks = dict(ask(enrolled.home, query, task))
    page.set_viewport_size({"width": 390, "height": 844})
    for unit in DISTRICTS:
        enrolled.sign_in(page, f"{unit}.reporter")
        page.click(f"a[href='/checks/{checks[unit]}/']")
        page.click("text=确认全部无误")
        page.wait_for_selector("p.done")
    enrolled.sign_in(page, f"{DISPUTING}.reporter")
    page.goto(f"{enrolled.address}/en/checks/{checks[DISPUTING]}/")
    page.click("text=Dispute this figure >> nth=0")
    page.fill("textarea >> nth=0", "Should be 0.29: letter of 15 July")
    page.click("text=Submit disputes, confirm the rest")
    page.wait_for_selector("p.done")

    enrolled.sign_in(page, "commerce.reporter")
    page.click(f"a[href='/checks/{checks[DISPUTING]}/']")
    expect(page.locator("main")).to_contain_text("Should be 0.29: letter of 15 July")
    page.fill("textarea[id^=uphold]", "与海关数一致，维持原数")
    page.click("button:text-is('维持原数')")
    page.wait_for_selector("p.done")
    states = dict(ask(enrolled.home, "SELECT unit, state FROM cycle_confirmation WHERE task_id = ?", task))
    assert {states[unit] for unit in DISTRICTS} == {"confirmed"}
    assert states[DISPUTING] == "upheld"


def test_a_database_that_was_tampered_with_is_found_and_the_row_is_named(made: Path, tmp_path: Path):
    home = shutil.copytree(made, tmp_path / "home")
    with closing(sqlite3.connect(home / "sikao.sqlite3")) as database, database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {name}")
        ref, value = database.execute(
            "SELECT ref, value FROM ledger_figureversion WHERE unit = 'jimo' AND value IS NOT NULL"
        ).fetchone()
        database.execute("UPDATE ledger_figureversion SET value = ? WHERE ref = ?", [f"{value}1", ref])
    told = sikao("verify", "--home", home, "--lang", "en", code=1)
    assert ref in told
