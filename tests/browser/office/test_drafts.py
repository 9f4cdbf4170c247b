"""What is typed into a form and not yet accepted: it outlives its page, and nobody else sees it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.office.conftest import Demo
from tests.browser.office.test_year import ask
from tests.browser.test_every_page import faults

pytestmark = pytest.mark.slow
MATTER, WHY = "工业互联网现场会", "本区承办，会议通知随附。"


def typed(page: Page) -> tuple[str, str]:
    return page.input_value("#matter"), page.input_value("#reason")


def fill(page: Page) -> None:
    page.fill("#matter", MATTER)
    page.fill("#reason", WHY)


def test_what_is_typed_outlives_a_change_of_language_and_the_session_until_it_is_accepted(
    page: Page, demo: Demo, tmp_path: Path
):
    form = f"{demo.address}/docket/apply/"
    demo.sign_in(page, "jimo.signer")
    page.goto(form)
    expect(page.locator("[data-restored]")).to_have_count(0)
    fill(page)
    page.goto(f"{demo.address}/en/docket/apply/")
    expect(page.locator("[data-restored]")).to_contain_text("have not submitted")
    assert typed(page) == (MATTER, WHY)
    assert faults(page) == []
    page.click("[data-forget]")
    assert typed(page) == ("", "")
    page.reload()
    assert typed(page) == ("", "")

    # The session has ended meanwhile: what is sent does not arrive, and is there after signing in.
    notice = tmp_path / "会议通知.pdf"
    notice.write_bytes(b"%PDF-1.4\n%%EOF\n")

    def send() -> None:
        page.locator("[name=item]").last.check()
        page.fill("#document", "工信部函〔2020〕88号")
        page.fill("#document_date", "2020-07-01")
        page.set_input_files("#files", notice)
        page.click("main form button.main")

    page.goto(form)
    fill(page)
    page.context.clear_cookies(name="sikao")
    send()
    page.wait_for_selector("[name=password]")
    demo.sign_in(page, "jimo.signer")
    page.goto(form)
    assert typed(page) == (MATTER, WHY)
    assert page.input_value("#document") == "工信部函〔2020〕88号"

    send()
    page.wait_for_url(re.compile(r"/docket/(?!apply)\w+/"))
    assert ask(demo.home, "SELECT count(*) FROM docket_application WHERE matter = ?", MATTER) == [(1,)]
    page.goto(form)
    assert typed(page) == ("", "")


def test_whoever_reads_in_the_same_tab_does_not_see_what_somebody_else_has_typed(page: Page, demo: Demo):
    demo.sign_in(page, "licang.signer")
    page.goto(f"{demo.address}/docket/apply/")
    fill(page)
    demo.sign_in(page, "pingdu.signer")
    page.goto(f"{demo.address}/docket/apply/")
    assert typed(page) == ("", "")
    demo.sign_in(page, "licang.signer")
    page.goto(f"{demo.address}/docket/apply/")
    assert typed(page) == (MATTER, WHY)
