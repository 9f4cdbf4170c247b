"""Every kind of page on a desk and on a phone: readable by everybody, and never wider than the window."""

import re
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.drill.figures import many, some

R, S = "/results/qingdao_2020", "/schemes/qingdao_2020"
PAGES = [
    f"{R}/year/",
    f"{R}/year/groups/districts/",
    f"{R}/q3/groups/districts/",
    f"{R}/year/groups/dept_party/",
    f"{R}/year/tables/districts/",
    f"/en{R}/year/tables/districts/?show=values",
    f"{R}/year/units/jimo/",
    f"{R}/year/units/jimo/districts/fai/",
    f"{R}/year/units/laixi/districts/total/",
    f"{R}/year/what-if/districts/",
    f"{S}/",
    f"{S}/scorecards/zones/",
    f"{S}/changes/",
    f"{S}/document/",
    f"/en{S}/document/",
    "/results/gdp_2022/year/",
    f"/en{R}/year/",
    f"/en{R}/year/groups/zones/",
]
WIDTHS = (1440, 390)
LOOKED_AT = [(width, path) for width in WIDTHS for path in PAGES]
if not many(0, 1):
    LOOKED_AT = [(WIDTHS[number % 2], path) for number, path in enumerate(PAGES[::3])]
"""In a sample every third page, each at one width, the next at the other."""
GRAVE = {"serious", "critical"}


def faults(page: Page) -> list[str]:
    """What axe finds grave, each with an element."""
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found if v["impact"] in GRAVE]


def drawn(page: Page) -> None:
    """Waits until every chart of the page has its picture."""
    page.wait_for_function(
        "[...document.querySelectorAll('[data-chart]')].every((e) => e.querySelector('svg'))"
    )


@pytest.mark.parametrize(("sized", "path"), LOOKED_AT, indirect=["sized"])
def test_a_page_is_accessible_and_fits(sized: Page, path: str):
    sized.goto(path)
    drawn(sized)
    assert faults(sized) == []
    assert sized.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_effective_weights_fill_themselves_in(page: Page):
    page.goto(f"{R}/year/weights/districts/")
    page.wait_for_selector("main table >> visible=true", timeout=60_000)
    drawn(page)
    assert faults(page) == []


@pytest.mark.parametrize("path", some([f"{R}/year/groups/districts/", f"{R}/year/units/jimo/"], 2))
def test_the_dark_theme_is_accessible_too(page: Page, path: str):
    page.goto(path)
    page.click("[data-theme-toggle]")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    drawn(page)
    assert faults(page) == []
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_charts_answer_the_pointer_within_the_policy(page: Page):
    page.goto(f"{R}/year/groups/districts/")
    drawn(page)
    for chart in page.query_selector_all("[data-chart]"):
        chart.scroll_into_view_if_needed()
        box = chart.bounding_box()
        for share in (0.3, 0.5, 0.7):
            page.mouse.move(box["x"] + box["width"] * share, box["y"] + box["height"] * share)
            page.wait_for_timeout(30)


def test_the_theme_follows_the_system_until_a_reader_chooses(page: Page):
    page.emulate_media(color_scheme="dark")
    page.goto(f"{R}/year/groups/districts/")
    drawn(page)
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert faults(page) == []
    page.emulate_media(color_scheme="light")
    page.wait_for_selector("html[data-theme=light]")
    page.emulate_media(color_scheme="dark")
    page.click("[data-theme-toggle]")
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "light"


def test_the_heat_map_says_its_numbers_on_every_width(sized: Page):
    sized.goto(f"{R}/year/groups/districts/")
    drawn(sized)
    said = sized.locator("[data-chart=heat] svg text").all_text_contents()
    # Huangdao has full points in fixed assets of 80: 67.30 are 84 %.
    assert said.count("100") > 20
    assert "84" in said


@pytest.mark.parametrize(
    ("language", "group"), some([*product(("", "/en"), ("dept_party", "dept_economy", "zones"))], 5)
)
def test_no_name_of_a_unit_is_cut_in_a_chart(sized: Page, language: str, group: str):
    sized.goto(f"{language}{R}/year/groups/{group}/")
    drawn(sized)
    said = sized.locator("[data-chart=ranking] svg text, [data-chart=heat] svg text").all_text_contents()
    assert said
    assert [text for text in said if "…" in text] == []


def test_without_script_the_numbers_of_the_charts_stand_in_tables(browser, base_url: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base_url}{R}/year/groups/districts/")
    assert page.locator("[data-chart]").first.is_hidden()
    assert page.locator("table.plain").first.is_visible()
    context.close()


@pytest.mark.parametrize(("language", "unit"), some([*product(("", "/en"), ("jimo", "party_school"))], 3))
def test_a_unit_prints_on_at_most_three_sheets(page: Page, language: str, unit: str):
    page.goto(f"{language}{R}/year/units/{unit}/")
    drawn(page)
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") <= 3


@pytest.mark.parametrize(
    ("query", "group", "language"),
    some(
        [
            (*sheet, language)
            for sheet in (("", "districts"), ("", "dept_party"), ("?show=values", "districts"))
            for language in ("", "/en")
        ],
        5,
    ),
)
def test_the_one_page_table_prints_on_one_landscape_a3(page: Page, language: str, query: str, group: str):
    page.goto(f"{language}{R}/year/tables/{group}/{query}")
    paper = page.pdf(prefer_css_page_size=True)
    assert paper.count(b"/Type /Page\n") == 1
    # A3 landscape in points: 1190.55 by 841.89, which Chromium rounds to its pixels.
    width, height = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper).groups()
    assert (float(width), float(height)) == pytest.approx((1190.55, 841.89), abs=1)


def test_no_column_of_the_one_page_table_runs_into_the_next(page: Page):
    page.goto(f"{R}/year/tables/dept_party/")
    page.set_viewport_size({"width": 1500, "height": 1000})  # the width of the sheet between its margins
    page.emulate_media(media="print")
    spilling = (
        "[...document.querySelectorAll('td.cell')].filter((c) => c.scrollWidth > c.clientWidth + 1).length"
    )
    assert page.evaluate(spilling) == 0


def test_charts_are_as_wide_as_the_paper(page: Page):
    """182 mm between the margins of portrait A4 are 688 pixels; afterwards the screen's width is back."""
    page.goto(f"{R}/year/groups/districts/")
    drawn(page)
    widths = "[...document.querySelectorAll('[data-chart] svg')].map((e) => Number(e.getAttribute('width')))"
    before = page.evaluate(widths)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert set(page.evaluate(widths)) == {640}
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(widths) == before


def test_every_checkpoint_is_named_above_the_rank_trend(sized: Page):
    sized.goto(f"/en{R}/year/groups/districts/")
    drawn(sized)
    said = " ".join(sized.locator("[data-chart=trend] svg text").all_text_contents())
    assert all(word in said for word in ("First", "Half-year", "three", "quarters", "Year-end"))


@pytest.mark.parametrize(
    "path",
    some(
        [f"/en{R}/year/tables/districts/", f"/en{R}/year/", f"/en{R}/year/tables/districts/?show=values"], 3
    ),
)
def test_no_english_table_is_cut_on_a_desk(page: Page, path: str):
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(path)
    cut = "[...document.querySelectorAll('.scroll')].filter((e) => e.scrollWidth > e.clientWidth + 1).length"
    assert page.evaluate(cut) == 0


@pytest.mark.parametrize(
    "path",
    some([f"{R}/year/groups/dept_party/", f"{R}/year/tables/districts/", f"{R}/year/what-if/districts/"], 2),
)
def test_a_finger_meets_everything_it_may_touch_on_a_phone(page: Page, path: str):
    """40 pixels are about 7 mm, the width of a fingertip; a link in a table reaches as far as its row."""
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(path)
    low = (
        "[...document.querySelectorAll('button, input, select, .tool, .segments a, .tabs a')]"
        ".filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 40).map((e) => e.outerHTML)"
    )
    assert page.evaluate(low) == []
    reached = (
        "[...document.querySelectorAll('td a[data-explain]')].slice(0, 1).map((link) => {"
        " link.scrollIntoView({block: 'center', behavior: 'instant'});"
        " const box = link.getBoundingClientRect();"
        " const at = (y) => document.elementFromPoint(box.x + box.width / 2, y) === link;"
        " return at(box.top - 8) && at(box.bottom + 8); })"
    )
    assert all(page.evaluate(reached))


def test_the_heading_and_the_names_of_the_one_page_table_stay_in_sight(sized: Page):
    sized.goto(f"{R}/year/tables/districts/")
    sized.evaluate("document.querySelector('.one-table').scrollTo(9999, 9999)")
    edges = (
        "(() => { const box = document.querySelector('.one-table').getBoundingClientRect();"
        " const corner = document.querySelector('.one-table th').getBoundingClientRect();"
        " const name = document.querySelector('.one-table tbody tr:last-child th').getBoundingClientRect();"
        " return [corner.top - box.top, corner.left - box.left, name.left - box.left]; })()"
    )
    assert sized.evaluate(edges) == pytest.approx([0, 0, 0], abs=1)


def test_an_explanation_prints_at_once_and_with_its_figures(page: Page):
    page.goto(f"{R}/year/units/jimo/districts/fai/")
    page.emulate_media(media="print")
    # Kept together, the whole of it would move to the second sheet.
    assert page.evaluate("getComputedStyle(document.querySelector('main > .panel')).breakInside") == "auto"
    figures = "[...document.querySelectorAll('details.figures li')].map((e) => e.checkVisibility())"
    shown = page.evaluate(figures)
    assert shown and all(shown)


def test_the_scale_of_the_spread_ends_with_full_points(sized: Page):
    sized.goto(f"{R}/year/units/jimo/")
    drawn(sized)
    assert "100%" in sized.locator("[data-chart=spread] svg text").all_text_contents()


def test_indicators_whose_names_differ_at_the_end_stay_apart(sized: Page):
    sized.goto(f"{R}/q1/groups/districts/")
    drawn(sized)
    for chart in ("spread", "heat"):
        said = "".join(sized.locator(f"[data-chart={chart}] svg text").all_text_contents())
        assert "70%）" in said and "30%）" in said


def test_a_heat_map_of_many_units_scrolls_in_its_box(page: Page):
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"{R}/year/groups/dept_party/")
    drawn(page)
    # 20 upright names of 12 pixels do not touch in columns of 18.
    assert page.evaluate("document.querySelector('[data-chart=heat] svg').clientWidth") >= 20 * 18
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
