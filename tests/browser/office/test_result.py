"""A result in a real browser: computed, given, objected to, ruled on, approved, published, told in a paper.

The half-year of the demonstration. Others have reported until 30 July; what follows, people do here.
"""

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.office.acting import Office, confirm, main_button
from tests.browser.office.conftest import serving, sikao
from tests.browser.office.papers import the_bulletin_goes_out

pytestmark = [pytest.mark.slow, pytest.mark.drill]


def computed(page: Page) -> str:
    """The address of a run of the half-year, once it is there."""
    page.goto("/runs/")
    page.select_option("#what", label="半年")
    main_button(page, "测算")
    page.wait_for_url(re.compile(r"/runs/[a-z0-9]+/"))
    page.locator("main a", has_text="成绩册").first.wait_for()
    return page.url.partition("?")[0]


def test_the_half_year_goes_from_its_run_to_its_publication(browser: Browser, made: Path, tmp_path: Path):
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

    office.as_("office", open_and_give)
    office.as_("laixi.signer", object_to_growth)
    office.as_("director", uphold)
    office.as_("office", count_again)
    announce(office, at["edition"])
    look_at_it(office, at["edition"], folder)
    the_bulletin_goes_out(office, at["edition"], folder)


def announce(office: Office, edition: str) -> None:
    """The days for replies pass; it is submitted, approved by two, and published."""

    def submit(page: Page) -> None:
        page.goto(edition + "submit/")
        page.select_option("#units", "ranks")
        page.select_option("#public", "nothing")
        main_button(page, "提交审定")
        page.wait_for_url(re.compile(r"done=1"))

    def approve(page: Page) -> None:
        confirm(page, edition + "approve/", "半年")

    sikao("demo", "step", "--home", office.demo.home, "--until", "2020-08-08", "--alone")
    office.as_("office", submit)
    office.as_("director", approve)
    office.as_("leader", approve)
    office.as_("director", lambda page: confirm(page, edition + "publish/", "已发布"))


def look_at_it(office: Office, edition: str, folder: Path) -> None:
    """A unit sees the places; an auditor takes the package out and recomputes it elsewhere."""

    def read(page: Page) -> None:
        page.goto(edition.replace("/editions/", "/published/"))
        expect(page.locator("main")).to_contain_text("黄岛区")

    def recompute(page: Page) -> None:
        page.goto(edition)
        page.locator("main a", has_text="这次测算").click()
        page.locator("main a", has_text="核验包").first.click()
        page.fill("#reason", "复算核对")
        with page.expect_download() as taken:
            main_button(page, "导出")
        taken.value.save_as(folder / "package.zip")

    office.as_("jimo.signer", read)
    office.as_("auditor", recompute)
    recomputed_on_an_empty_machine(folder)


def recomputed_on_an_empty_machine(folder: Path) -> None:
    """What the package holds is all that is needed: Python alone, without any package of this project."""
    with zipfile.ZipFile(folder / "package.zip") as package:
        package.extractall(folder / "package")
    (program,) = (folder / "package").rglob("verify.py")
    done = subprocess.run(
        [sys.executable, "-I", "-S", program.name], cwd=program.parent, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
