"""People at their browsers: each signs in, does something on the pages, and closes the browser."""

import re
from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from tests.browser.office.conftest import Demo

WAIT = 180_000
"""Milliseconds that a run may take."""


class Office:
    """People at their browsers, each signed in by themselves, on the day that the clock shows."""

    def __init__(self, browser: Browser, demo: Demo) -> None:
        self.demo = demo
        self._new = lambda: browser.new_page(base_url=demo.address, locale="zh-CN")

    def anybody(self) -> Page:
        """A browser of somebody who is not signed in."""
        page: Page = self._new()
        page.set_default_timeout(WAIT)
        return page

    def as_(self, login: str, do: Callable[[Page], object]) -> None:
        """What somebody does between signing in and closing the browser."""
        page = self.anybody()
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
