"""Moving about: sorting, menus, checkpoints, languages."""

import re

from playwright.sync_api import Page, expect

GROUP = "/results/qingdao_2020/year/groups/districts/"


def names(page: Page) -> list[str]:
    return page.locator("table.data").first.locator("tbody th").all_text_contents()


def test_a_table_is_sorted_by_any_column(page: Page):
    page.goto(GROUP)
    by_place = names(page)
    page.click("th button:has-text('单位')")
    official = [
        "市南区",
        "市北区",
        "李沧区",
        "崂山区",
        "黄岛区",
        "城阳区",
        "即墨区",
        "胶州市",
        "平度市",
        "莱西市",
    ]
    assert names(page) == official
    total = page.locator("th", has=page.locator("button", has_text="总分"))
    total.locator("button").click()
    expect(total).to_have_attribute("aria-sort", "descending")
    assert names(page) == by_place
    total.locator("button").click()
    expect(total).to_have_attribute("aria-sort", "ascending")
    assert names(page) == by_place[::-1]


def test_the_checkpoint_and_the_language_change_in_place(sized: Page):
    sized.goto(GROUP)
    sized.click("nav.segments >> text=半年")
    expect(sized).to_have_url(re.compile("/results/qingdao_2020/h1/groups/districts/$"))
    sized.click("a[hreflang=en]")
    expect(sized).to_have_url(re.compile("/en/results/qingdao_2020/h1/groups/districts/$"))
    expect(sized.locator("html")).to_have_attribute("lang", "en")


def test_the_phone_has_its_navigation_in_a_sheet(page: Page):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(GROUP)
    page.click("[data-open-navigation]")
    page.click("#navigation >> text=功能区")
    expect(page.locator("h1")).to_have_text("功能区")


def test_another_scheme_is_a_menu_away(sized: Page):
    sized.goto(GROUP)
    sized.click("details[data-menu] summary")
    sized.click("details[data-menu] >> text=2022")
    expect(sized.locator("h1")).to_be_visible()
    sized.go_back()
    sized.click("details[data-menu] summary")
    sized.keyboard.press("Escape")
    expect(sized.locator("details[data-menu]")).not_to_have_attribute("open", "")
