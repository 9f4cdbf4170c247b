"""Every page of the office as somebody whom it is for: readable by everybody, never wider than the window."""

import re

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from tests.browser.office.conftest import Demo
from tests.browser.test_every_page import faults
from tests.drill.figures import many

pytestmark = pytest.mark.slow
FILES = re.compile(
    r"/(sign-out|static|results|schemes/\w)|/(workbook|file|evidence|code|export|marked|document|claims|changes)/"
)
"""Ending the session, files, and the pages that other tests look at."""
HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
WORDS = "main h1, main h2, main label, main button, main th:not([scope=row]), main dt, nav, main .about"
"""What a page says by itself; the rest holds names and what people wrote."""
NAMES = re.compile(
    r"[\u4e00-\u9fff]+(填报人|签审人|核实人|工作人员|负责人|管理员[甲乙]?|市领导|监督人员)|中文|试行方案"
)
WHOLE = many(0, 1) == 1
LOOKING = [("statistics.signer", "/en", 390), ("office", "/en", 1440), ("jimo.reporter", "", 390)]
LOOKING += (
    []
    if not WHOLE
    else [
        *(("statistics.reporter", "", 1440), ("office", "", 390), ("director", "/en", 390)),
        *(("system", "/en", 390), ("security", "", 390), ("audit", "/en", 390)),
    ]
)


def name_of(path: str) -> str:
    try:
        return str(
            resolve(path.partition("?")[0].removeprefix("/en"), "sikao.interfaces.web.office.urls").url_name
        )
    except Resolver404:
        return ""


def untranslated(page: Page) -> list[str]:
    """What an English page says in Chinese in its headings, labels and buttons."""
    said = page.locator(WORDS).all_inner_texts()
    return [text for text in said if HAN.search(NAMES.sub("", text))]


@pytest.mark.parametrize(("login", "prefix", "width"), LOOKING)
def test_every_page_is_accessible_and_fits(page: Page, demo: Demo, login: str, prefix: str, width: int):
    page.set_viewport_size({"width": width, "height": 900})
    demo.sign_in(page, login)
    waiting, seen, found = [f"{prefix}/"], set(), {}
    while waiting:
        path = waiting.pop(0)
        name = name_of(path)
        if not name or name in seen or FILES.search(path):
            continue
        seen.add(name)
        answer = page.goto(demo.address + path)
        assert answer is not None and answer.status == 200, path
        wrong = faults(page)
        if page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") > 0:
            wrong.append("wider than the window")
        if prefix:
            wrong += untranslated(page)
        if wrong:
            found[path] = wrong
        links = page.locator("a[href^='/']").evaluate_all("(all) => all.map((a) => a.getAttribute('href'))")
        waiting += [link.split("#")[0] for link in links if link.startswith("/en/") == bool(prefix)]
    assert found == {}
    assert len(seen) >= 8, "a menu, and what its lines lead to"


def test_the_matrix_of_briefings_begins_on_the_first_sheet_and_fits_it(page: Page, demo: Demo):
    page.set_viewport_size({"width": 688, "height": 1010})  # an A4 sheet between its margins
    demo.sign_in(page, "office")
    page.goto(f"{demo.address}/briefings/")
    page.emulate_media(media="print")
    matrix = page.locator("table.review")
    assert matrix.evaluate("table => getComputedStyle(table.closest('.panel')).breakInside") == "auto"
    assert matrix.evaluate("table => table.scrollWidth <= table.parentElement.clientWidth")
