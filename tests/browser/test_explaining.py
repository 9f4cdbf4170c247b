"""From any number to its explanation, by mouse, by keyboard and by address."""

import re

from playwright.sync_api import Page, expect

GROUP = "/results/qingdao_2020/year/groups/districts/"


def test_a_number_is_explained_on_one_click(sized: Page):
    sized.goto(GROUP)
    sized.click("text=782.30")
    panel = sized.locator("#explanation")
    expect(panel.locator("h2")).to_have_text("总分")
    panel.locator("a", has_text="党建评价").click()
    expect(panel.locator("h2")).to_have_text("党建评价")
    expect(sized).to_have_url(re.compile(GROUP))


def test_the_keyboard_walks_to_an_explanation_and_back(page: Page):
    page.goto(GROUP)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.hasAttribute('data-explain')"):
            break
    number = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    panel = page.locator("#explanation")
    expect(panel.locator("h2")).to_be_focused()
    expect(panel.locator(".points")).to_have_text(number)
    page.keyboard.press("Escape")
    expect(panel).not_to_be_visible()
    assert page.evaluate("document.activeElement.hasAttribute('data-explain')")


def test_a_chart_leads_to_the_explanation(page: Page):
    page.goto(GROUP)
    cell = page.locator("[data-chart=heat] svg text", has_text=re.compile("^100$")).first
    cell.evaluate("(cell) => cell.scrollIntoView({ block: 'center' })")  # clear of the bar on top
    cell.click(force=True)
    expect(page.locator("#explanation h2")).to_be_visible()


def test_an_explanation_has_an_address_of_its_own(page: Page):
    page.goto(GROUP)
    page.click("text=782.30")
    page.click("text=单独打开本页")
    expect(page).to_have_url(re.compile("/units/pingdu/districts/total/$"))
    expect(page.locator("h1")).to_have_text("总分")


def test_without_script_a_number_is_a_plain_link(browser, base_url):
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    bare = context.new_page()
    bare.goto(GROUP)
    bare.click("text=782.30")
    assert bare.url.endswith("/units/pingdu/districts/total/")
    context.close()
