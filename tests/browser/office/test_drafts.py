"""What is typed into a form and not yet accepted: it outlives its page, and nobody else sees it."""

import re
from collections.abc import Callable
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
    page.locator("[name=item]").last.check()
    page.fill("#matter", MATTER)
    page.fill("#reason", WHY)


@pytest.fixture
def send(page: Page, tmp_path: Path) -> Callable[[], None]:
    """Add the document and send the form off."""
    notice = tmp_path / "会议通知.pdf"
    notice.write_bytes(b"%PDF-1.4\n%%EOF\n")

    def sent() -> None:
        page.fill("#document", "工信部函〔2020〕88号")
        page.fill("#document_date", "2020-07-01")
        page.set_input_files("#files", notice)
        page.click("main form button.main")

    return sent


def test_what_is_typed_outlives_a_change_of_language_and_the_session_until_it_is_accepted(
    page: Page, demo: Demo, send: Callable[[], None]
):
    form = f"{demo.address}/docket/apply/"
    demo.sign_in(page, "jimo.signer")
    page.goto(form)
    expect(page.locator("[data-restored]")).to_have_count(0)
    fill(page)
    page.goto(f"{demo.address}/en/docket/apply/")
    expect(page.locator("[data-restored]")).to_contain_text("have not submitted")
    assert typed(page) == (MATTER, WHY)
    expect(page.locator("[name=item]").last).to_be_checked()
    assert faults(page) == []
    page.click("[data-forget]")
    assert typed(page) == ("", "")
    page.reload()
    assert typed(page) == ("", "")

    # The session has ended meanwhile: what is sent does not arrive, and is there after signing in.
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


def test_what_no_server_has_answered_and_what_was_refused_is_still_there(
    page: Page, demo: Demo, send: Callable[[], None], quiet: list[str]
):
    form = f"{demo.address}/docket/apply/"
    demo.sign_in(page, "jimo.signer")
    page.goto(form)
    fill(page)
    page.route("**/docket/apply/", lambda route: route.fulfill(status=503, body="down"))
    send()
    page.wait_for_selector("text=down")
    page.unroute("**/docket/apply/")
    page.goto(f"{demo.address}/docket/")
    page.goto(form)
    assert typed(page) == (MATTER, WHY)
    expect(page.locator("[name=item]").last).to_be_checked()
    # Refused for its number; what is mended afterwards does not displace the rest.
    page.fill("#count", "0")
    send()
    expect(page.locator("main [role=alert], main .findings").first).to_be_visible()
    page.fill("#count", "2")
    page.goto(form)
    assert (*typed(page), page.input_value("#count")) == (MATTER, WHY, "2")
    page.click("[data-forget]")
    quiet.clear()


def test_a_form_that_names_its_draft_keeps_it_whatever_its_page_is_asked_for(page: Page, demo: Demo):
    """As a ruling does, whose reasons are typed before its effect is looked at."""
    demo.sign_in(page, "system")
    page.goto(f"{demo.address}/organisations/")
    name = page.locator('form[data-draft="organisation"] [name=name]')
    page.click("summary:has-text('登记单位')")
    name.fill("市新设局")
    page.goto(f"{demo.address}/organisations/?q=新")
    expect(name).to_be_visible()
    assert name.input_value() == "市新设局"


def test_nobody_else_in_the_same_tab_finds_what_was_typed(page: Page, demo: Demo):
    form = f"{demo.address}/docket/apply/"
    demo.sign_in(page, "licang.signer")
    page.goto(form)
    fill(page)
    demo.sign_in(page, "pingdu.signer")
    page.goto(form)
    assert typed(page) == ("", "")
    left = "Object.keys(sessionStorage).filter(name => name.startsWith('draft:'))"
    assert page.evaluate(left) == []
    fill(page)
    assert len(page.evaluate(left)) == 1
    page.locator("form[data-sign-out] button").first.evaluate("button => button.click()")
    page.wait_for_url(re.compile("/sign-in/"))
    assert page.evaluate(left) == []
