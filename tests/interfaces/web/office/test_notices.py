"""Notices: one's own, read one by one or all at once, each with a way to what it is about."""

import pytest

from sikao.office.groundwork.notices.queries import list_notices, unread_count
from tests.interfaces.web.office.browsers import browser, text_of
from tests.office.city import City
from tests.office.cycle.conftest import city, opened

__all__ = ["city", "opened"]
pytestmark = pytest.mark.django_db


def handed_in(city: City) -> None:
    """A sheet was handed in: two districts are told to check."""
    city.staffed("statistics", "laixi", "jimo")
    city.on(2020, 4, 15)
    task = city.task("statistics", "month", "2020-03")
    city.deliver("statistics", task, city.cells(task))


@pytest.fixture
def told(city: City, moment) -> City:
    del moment
    city.once(handed_in)
    return city


def test_the_bell_counts_and_a_notice_leads_on(told: City, moment) -> None:
    client = browser(told, "laixi_r", moment)
    page = text_of(client, "/notices/")
    (notice,) = list_notices("laixi_r")
    assert notice.message.what("zh") in page and 'class="tally first">1<' in page
    assert notice.message.what("en") in text_of(client, "/en/notices/")
    went = client.post("/notices/read/", {"ref": notice.ref, "go": notice.ref})
    assert went.headers["Location"] == f"/checks/{notice.about.ref}/"
    assert unread_count("laixi_r") == 0
    assert 'class="tally first">1<' not in text_of(client, "/notices/")


def test_nobody_reads_the_notices_of_others(told: City, moment) -> None:
    client = browser(told, "laixi_r", moment)
    (foreign,) = list_notices("jimo_r")
    answer = client.post("/notices/read/", {"ref": foreign.ref, "go": foreign.ref})
    assert answer.headers["Location"] == "/notices/", "not even the address of the page is told"
    assert unread_count("jimo_r") == 1
    client.post("/notices/read/", {"back": "home"})
    assert (unread_count("laixi_r"), unread_count("jimo_r")) == (0, 1)


def test_reading_is_no_address_to_open(told: City, moment) -> None:
    assert browser(told, "laixi_r", moment).get("/notices/read/").status_code == 405
