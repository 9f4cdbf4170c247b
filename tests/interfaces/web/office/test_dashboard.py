"""Charts of results: the city, its groups, units and indicators; for the office, auditors and leaders."""

import json
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from sikao.interfaces.web import library
from sikao.interfaces.web.office.dashboard.standing import standing_of
from sikao.interfaces.web.office.shelf import SealedShelf
from sikao.office.accounts.rights.roles import Role
from sikao.office.results.editions import edition
from sikao.office.results.models import Edition
from tests.interfaces.web.office.browsers import browser, text_of
from tests.interfaces.web.reading import read
from tests.office.city import City
from tests.office.results.conftest import corrected, opened

__all__ = ["corrected", "opened"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def city(corrected: tuple[City, str, str], monkeypatch: pytest.MonkeyPatch) -> City:
    monkeypatch.setattr(library, "_library", [SealedShelf()])
    corrected[0].staffed("jimo")
    corrected[0].person("auditor", Role.AUDITOR)
    return corrected[0]


@pytest.fixture
def published(corrected: tuple[City, str, str], city: City) -> str:
    del city
    return corrected[1]


def chart(page: str, ident: str):
    return json.loads(re.search(rf'<script id="{ident}" type="application/json">(.*?)</script>', page)[1])


def test_from_the_city_to_the_figure(city, published, moment):
    client = browser(city, "leader", moment)
    whole = text_of(client, "/dashboard/")
    read(whole)
    assert f"/dashboard/{published}/groups/districts/" in whole
    group = text_of(client, f"/dashboard/{published}/groups/districts/")
    read(group)
    node = text_of(client, re.search(r'href="([^"]*/groups/districts/fai/)"', group)[1])
    read(node)
    unit = text_of(client, f"/dashboard/{published}/units/licang/")
    read(unit)
    point = re.search(r'href="([^"]*/units/licang/districts_checkpoint/fai/)"', unit)[1]
    assert point in node
    page = text_of(client, point)
    read(page)
    assert "7.8" in page  # the figure of the edition, not the one that it was revised to
    part = client.get(point, headers={"HX-Request": "true"}).content.decode()
    assert "7.8" in part and "<main" not in part
    assert "Distribution of totals" in text_of(client, f"/en/dashboard/{published}/groups/districts/")
    for wrong in ("groups/nothing/", "groups/districts/nothing/", "units/nothing/", "units/licang/x/fai/"):
        text_of(client, f"/dashboard/{published}/{wrong}", status=404)


def test_the_charts_hold_the_numbers_of_the_book(city, published, moment):
    page = text_of(browser(city, "staff", moment), f"/dashboard/{published}/groups/districts/")
    bands = chart(page, "chart-distribution")["bands"]
    # From 66.31, 李沧, to 84.15, 黄岛, as the core's own tests have them.
    assert (bands[0]["name"], bands[-1]["name"]) == ("66–68", "84–86")
    assert sum(band["count"] for band in bands) == 10
    assert bands[-1]["units"] == ["黄岛区"]
    heat = chart(page, "chart-heat")
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
    assert heat["units"] == official
    tiles = {tile["name"]: (tile["column"], tile["row"]) for tile in chart(page, "chart-tiles")["tiles"]}
    assert tiles["市南区"] == (2, 5)  # as the scheme places it
    # Every chart has its numbers beside it as a table.
    assert page.count("data-chart=") == page.count('class="data plain"')


def test_places_over_time_are_those_that_were_published(corrected):
    """A later checkpoint stands beside what was announced, not what its own figures say of the past."""
    announced = edition(corrected[1])
    later = standing_of(replace(announced, checkpoint="h1", ref="later"))
    assert later.before == "q1"
    row = later.row("licang", "total", "districts_checkpoint", "q1")
    assert (row.points, row.rank) == (Decimal("66.31"), 10)
    Edition.objects.filter(pk=announced.ref).update(state="withdrawn")
    assert (
        standing_of(replace(announced, checkpoint="h1")).row("licang", "total", "districts_checkpoint", "q1")
        is None
    )


def test_leaders_see_what_is_published_the_office_everything_others_nothing(
    city, published, corrected, moment
):
    second = corrected[2]
    for who in ("staff", "director", "auditor"):
        assert "反馈稿" in text_of(browser(city, who, moment), f"/dashboard/{second}/")
    leader = browser(city, "leader", moment)
    pages = ("", "groups/districts/", "groups/districts/fai/", "units/licang/")
    for page in (*pages, "units/licang/districts_checkpoint/fai/"):
        text_of(leader, f"/dashboard/{second}/{page}", status=404)
    unit = browser(city, "jimo_s", moment)
    assert unit.get("/dashboard/").status_code == 403
    for page in pages:
        assert unit.get(f"/dashboard/{published}/{page}").status_code in {403, 404}
    assert "/dashboard/" not in text_of(unit, "/")


def test_before_the_first_publication_leaders_are_told_so(city, moment):
    Edition.objects.update(state="dropped")
    assert "还没有可以看的结果" in text_of(browser(city, "leader", moment), "/dashboard/")
