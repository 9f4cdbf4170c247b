"""A result in a real browser, from its run to its paper: given, objected to, ruled on, approved, published.

The half-year of the demonstration. Others have reported until 30 July; what follows, people do here.
"""

import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.office.conftest import Demo, serving, sikao

pytestmark = [pytest.mark.slow, pytest.mark.drill]
WAIT = 180_000
"""Milliseconds that a run or a paper may take."""


class Office:
    """People at their browsers, each signed in by themselves, on the day that the clock shows."""

    def __init__(self, browser: Browser, demo: Demo) -> None:
        self.demo = demo
        self._new = lambda: browser.new_page(base_url=demo.address, locale="zh-CN")

    def as_(self, login: str, do: Callable[[Page], object]) -> None:
        """What somebody does between signing in and closing the browser."""
        page = self._new()
        page.set_default_timeout(WAIT)
        self.demo.sign_in(page, login)
        do(page)
        page.close()


def main_button(page: Page, name: str) -> None:
    page.locator("main button", has_text=name).first.click()


def confirm(page: Page, address: str, name: str) -> None:
    """A step of the result: its page says what it does, its button does it."""
    page.goto(address)
    page.locator("main form button.main").click()
    page.wait_for_url(re.compile(r"done=1"))
    expect(page.locator("main")).to_contain_text(name)


def computed(page: Page) -> str:
    """The address of a run of the half-year, once it is there."""
    page.goto("/runs/")
    page.select_option("#what", label="半年")
    main_button(page, "测算")
    page.wait_for_url(re.compile(r"/runs/[a-z0-9]+/"))
    page.locator("main a", has_text="成绩册").first.wait_for()
    return page.url.partition("?")[0]


def test_the_half_year_goes_from_its_run_to_an_issued_paper(browser: Browser, made: Path, tmp_path: Path):
    home = tmp_path / "home"
    shutil.copytree(made, home)
    sikao("demo", "step", "--home", home, "--until", "2020-07-30")
    with serving(home) as demo:
        play(Office(browser, demo), tmp_path)
    replayed = sikao("replay", "--home", home)
    assert "不一致" not in replayed, replayed
    assert sikao("verify", "--home", home)


def play(office: Office, folder: Path) -> None:
    """Everything that people do, in order."""
    at: dict[str, str] = {}

    def open_and_give(page: Page) -> None:
        computed(page)
        main_button(page, "提出为初步结果")
        page.wait_for_url(re.compile(r"/editions/[a-z0-9]+/"))
        at["edition"] = page.url.partition("?")[0]
        confirm(page, at["edition"] + "give/", "反馈稿")

    def object_to_growth(page: Page) -> None:
        page.goto(at["edition"].replace("/editions/", "/own/") + "laixi/object/fai/")
        page.locator("[name=figure]").last.check()
        page.fill("#claimed", "-3.1")
        page.fill("#reason", "六月入库的两个项目未计入（示例）。")
        main_button(page, "提交复核申请")
        page.wait_for_url(re.compile(r"/objections/[a-z0-9]+/"))
        at["objection"] = page.url.partition("?")[0]

    def uphold(page: Page) -> None:
        page.goto(at["objection"] + "rule/")
        main_button(page, "看对各单位的影响")
        page.locator("main th", has_text="莱西市").first.wait_for()
        page.fill("#reason", "经核对，两个项目六月入库，予以更正（示例）。")
        main_button(page, "支持，改为")
        page.wait_for_url(re.compile(r"done=1"))

    def count_again(page: Page) -> None:
        computed(page)
        confirm(page, at["edition"] + "rerun/", "反馈稿")

    def submit(page: Page) -> None:
        page.goto(at["edition"] + "submit/")
        page.select_option("#units", "ranks")
        page.select_option("#public", "nothing")
        main_button(page, "提交审定")
        page.wait_for_url(re.compile(r"done=1"))

    def approve(page: Page) -> None:
        confirm(page, at["edition"] + "approve/", "半年")

    office.as_("office", open_and_give)
    office.as_("laixi.signer", object_to_growth)
    office.as_("director", uphold)
    office.as_("office", count_again)
    sikao("demo", "step", "--home", office.demo.home, "--until", "2020-08-08", "--alone")
    office.as_("office", submit)
    office.as_("director", approve)
    office.as_("leader", approve)
    office.as_("director", lambda page: confirm(page, at["edition"] + "publish/", "已发布"))
    look_at_it(office, at["edition"], folder)


def look_at_it(office: Office, edition: str, folder: Path) -> None:
    """A unit sees the places, an auditor recomputes it elsewhere, its paper goes out and is genuine."""
    told: dict[str, str] = {}

    def read(page: Page) -> None:
        page.goto(edition.replace("/editions/", "/published/"))
        expect(page.locator("main")).to_contain_text("黄岛区")

    def recompute(page: Page) -> None:
        page.goto(edition)
        page.locator("main a", has_text="这次测算").click()
        page.locator("main a", has_text="核验包").first.click()
        page.fill("#reason", "复算核对")
        main_button(page, "导出")
        with page.expect_download() as taken:
            page.locator("main a", has_text="下载").first.click()
        taken.value.save_as(folder / "package.zip")

    def word(page: Page) -> None:
        page.goto(edition + "papers/")
        main_button(page, "拟制通报")
        page.locator("#bulletin ~ *, section").locator("a", has_text="半年").first.wait_for()
        page.goto(edition + "papers/")
        page.locator("section[aria-labelledby=bulletin] table a").first.click()
        page.wait_for_url(re.compile(r"/bulletins/[a-z0-9]+/"))
        told["paper"] = page.url.partition("?")[0]
        page.locator("main a", has_text="PDF").first.wait_for()
        page.goto(told["paper"] + "words/")
        page.fill("[name=document_number]", "示考办发〔2020〕9号")
        page.fill("[name=on]", "2020-08-10")
        main_button(page, "保存")
        page.locator("main a", has_text="PDF").first.wait_for()

    def issue(page: Page) -> None:
        confirm(page, told["paper"] + "issue/", "已印发")
        with page.expect_download() as taken:
            page.locator("main a", has_text="PDF").first.click()
        taken.value.save_as(folder / "issued.pdf")

    office.as_("jimo.signer", read)
    office.as_("auditor", recompute)
    office.as_("office", word)
    office.as_("director", issue)
    page = office._new()
    page.goto("/verify/")
    page.set_input_files("input[type=file]", folder / "issued.pdf")
    expect(page.locator("main")).to_contain_text("示考办发〔2020〕9号", timeout=WAIT)
    page.close()
    recomputed_on_an_empty_machine(folder)
    command = ["pdfinfo", folder / "issued.pdf"]
    pages = subprocess.run(command, capture_output=True, text=True, check=True)
    assert int(re.search(r"Pages:\s+(\d+)", pages.stdout)[1]) >= 4


def recomputed_on_an_empty_machine(folder: Path) -> None:
    """What the package holds is all that is needed: Python alone, without any package of this project."""
    with zipfile.ZipFile(folder / "package.zip") as package:
        package.extractall(folder / "package")
    (program,) = (folder / "package").rglob("verify.py")
    done = subprocess.run(
        [sys.executable, "-I", "-S", program.name], cwd=program.parent, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
