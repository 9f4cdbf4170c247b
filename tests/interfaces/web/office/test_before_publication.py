"""Before a result is published nobody learns of another unit's value, score or place, but by listed channels.

Every figure says whose it is; every page, filter, file and answer is looked through. And two cities that
differ in another unit's figures alone show a unit the same, but for what the channels name.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction

from sikao.interfaces.api.service import description
from sikao.interfaces.web import library
from sikao.interfaces.web.office.shelf import SealedShelf
from sikao.office.accounts.rights.roles import Role
from sikao.office.groundwork import clock
from sikao.office.groundwork.notices.models import Notice
from sikao.office.ledger.models import FigureVersion
from sikao.office.results import actions
from tests.drill.figures import many, progress, some, tell
from tests.interfaces.api.office import Office, Program
from tests.interfaces.web.office.browsers import browser, same
from tests.interfaces.web.office.canaries import (
    CANARY,
    LISTS,
    NUMBER,
    QUERIES,
    READERS,
    before_publication,
    book_in,
    marked,
    others,
    scored,
    units,
)
from tests.interfaces.web.office.crawling import crawled, words_of
from tests.interfaces.web.office.matrix import ROUTES
from tests.office.city import City
from tests.office.docket import ways as docket
from tests.office.results.years import computed, first_reported, post

pytestmark = pytest.mark.django_db
UNIT = "pingdu"
CHANNELS = {
    "points": "the unit's own points, where its group is part of the method, and what they add up to",
    "own": "the points of a part, likewise",
    "rate": "those as a share of the part's full points",
    "measure": "the unit's own measure where it is a share of the group's sum",
    "raw": "those points before they are rounded",
    "attainment": "those points as a share of full points",
    "rank": "the unit's own place by its total, where the scheme tells it",
    "worst": "the least value of the group, without whose it is, where the method scores by it",
    "best": "the greatest value of the group, likewise",
    "place": "the unit's own place by the measure, where the method scores by places",
    "filled": "the formula of those points with its numbers",
    "number": "what one of those numbers is",
    "result": "a step from there to the points",
    "parameters": "parameters of the group in the unit's own formula",
    "parts": "the named parts of those points",
}
"""All that may change for a unit when only another unit's figures do, by the field of its explanation."""
ELAPSED = {f"{Decimal(100 * month) / 12:.2f}" for month in range(1, 13)}
"""How much of the year is over at the end of a month, in per cent: a review measures everybody by it."""


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker) -> Iterator[tuple[City, str]]:
    del django_db_setup
    whole = transaction.atomic()
    whole._from_testcase = True  # as around every test, so that the worker's own transactions may begin
    with django_db_blocker.unblock(), whole:
        yield before_publication()
        transaction.set_rollback(True)


@pytest.fixture
def city(built: tuple[City, str], db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[City]:
    del db
    monkeypatch.setattr(library, "_library", [SealedShelf()])
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield replace(built[0], people=dict(built[0].people))
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def ref(built: tuple[City, str]) -> str:
    return built[1]


def addresses(ref: str, unit: str) -> list[str]:
    """Every address of results, asked about this one and the unit's own; lists with every filter."""
    named = {"ref": ref, "unit": unit, "table": "districts_checkpoint", "node": "fai", "name": "bulletin.pdf"}
    kinds = ("editions", "own", "objections", "published", "open")
    routes = [route for route in ROUTES.values() if route.split("/")[0] in kinds]
    paths = [re.sub(r"<\w+:(\w+)>", lambda hit: named.get(hit[1], "x"), route) for route in routes]
    filtered = [f"{path}?{query}" for path in LISTS for query in some(QUERIES, 9)]
    return [*LISTS, *(f"/{path}" for path in paths), *filtered]


def foreign(who: str, path: str, text: str, ref: str) -> set[str]:
    """What a text tells of others that its reader may not know."""
    role, organisation = READERS[who]
    known = units()
    mine = f"{known[organisation]:02}" if organisation in known else ""
    found = set(NUMBER.findall(text)) & others(ref, organisation)
    if path.startswith("/reviews/"):
        found -= ELAPSED
    if role is not Role.LEADER and organisation != "statistics":  # the monthly review; what it handed in
        by_group = mine and "/points/" in path  # the channels: best and worst of the group, without whose
        found |= {hit[0] for hit in CANARY.finditer(text) if hit[1] != mine and not by_group}
    docket = role is Role.LEADER and path.startswith("/docket")  # leaders decide it, and see it whole
    if organisation != "licang" and "canary-licang" in text and not docket:
        found.add("canary-licang")
    return found


@pytest.mark.drill
@pytest.mark.slow
@pytest.mark.parametrize("who", some([*READERS], len(READERS)))
def test_no_page_file_or_filter_tells_of_another_unit(city, ref, who, moment, caplog):
    caplog.set_level("DEBUG")
    unit = READERS[who][1] or UNIT
    said = crawled(browser(city, who, moment), addresses(ref, unit), most=many(2, 400))
    told = {path: sorted(foreign(who, path, text, ref))[:3] for path, text in said.items()}
    assert {path: found for path, found in told.items() if found} == {}
    assert not CANARY.findall(caplog.text)
    tell("results of others looked for before publication", asking=1, answers=len(said))
    progress(f"results of others looked for: {who}, {len(said)} answers")
    own = {path: text for path, text in said.items() if path.startswith("/own/") and "<main" in text}
    if READERS[who][1] in scored():
        assert any(CANARY.search(text) for text in own.values()), "the unit's own are there"
    names = {name for code, name in scored().items() if code != READERS[who][1]}
    for path, text in own.items():
        assert not [name for name in names if name in text.partition("<main")[2]], path


def test_notices_tell_of_no_other_unit(city, ref):
    del city
    names = scored()
    for who, (_, organisation) in READERS.items():
        for notice in Notice.objects.filter(person=who):
            assert not CANARY.search(notice.details)
            assert not [c for c, name in names.items() if c != organisation and name in notice.details]
            assert not set(NUMBER.findall(notice.details)) & others(ref, organisation)


def program(city: City, who: str) -> Program:
    return Program(secret=Office(city).token(who, secret=f"sikao_{who}"))


def api_paths(ref: str, unit: str) -> list[str]:
    """Every reading operation about results, figures and whatever has no name."""
    named = {"ref": ref, "unit": unit, "table": "districts_checkpoint", "node": "fai"}
    paths = [
        path.removeprefix("/api/v1") for path, methods in description()["paths"].items() if "get" in methods
    ]
    asked = [re.sub(r"{(\w+)}", lambda hit: named.get(hit[1], "x"), path) for path in paths]
    key = f"unit={unit}&indicator=fixed_assets&kind=growth&period=2020-01..03"
    return [
        *(*asked, f"/figures?{key}", f"/own-results/{ref}/{unit}/districts_checkpoint/total"),
        *(f"/papers?edition={ref}", f"/docket?unit={unit}", "/docket?state=submitted"),
    ]


@pytest.mark.parametrize("who", some([*READERS], len(READERS)))
def test_no_program_is_told_of_another_unit(city, ref, who, settings, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: city.at)  # taking a letter is an act
    settings.SIKAO_PLACE = replace(settings.SIKAO_PLACE, api_per_minute=1_000_000)
    words = {"matter": "canary-licang-matter", "reason": "canary-licang-reason"}
    brought = docket.applied(city, "licang_s", "licang", **words)
    asking = program(city, who)
    for unit in ("pingdu", "licang"):
        for path in [
            *api_paths(ref, unit),
            f"/docket/{brought}",
            f"/docket/{brought}/files/{docket.SCAN.file}",
        ]:
            answer = asking.ask("GET", path)
            assert answer.status_code in {200, 400, 403, 404, 409, 422}, path
            by_group = path.replace("/own-results/", "/points/") if READERS[who][1] == unit else path
            assert not foreign(who, by_group, words_of(answer), ref), path


def test_the_search_finds_what_may_be_seen(city, ref, moment):
    """The office sees everybody's, a unit its own: a search that finds nothing anywhere proves nothing."""
    page = words_of(browser(city, "staff", moment).get(f"/editions/{ref}/"))
    assert len(set(NUMBER.findall(page)) & others(ref, "pingdu")) > 8
    figures = words_of(browser(city, "staff", moment).get("/figures/?item=fixed_assets&period=2020-01..03"))
    assert len(set(CANARY.findall(figures))) > 5
    own = words_of(
        browser(city, "pingdu_s", moment).get(f"/own/{ref}/pingdu/points/districts_checkpoint/fai/")
    )
    assert set(CANARY.findall(own)) == {f"{units()['pingdu']:02}"}


def differing(before, after, key: str = "") -> set[str]:
    """The fields in which two answers differ; words in two languages are one field."""
    words = isinstance(before, dict) and before.keys() == {"zh", "en"}
    if not words and isinstance(before, dict) and isinstance(after, dict) and before.keys() == after.keys():
        return {one for name in before for one in differing(before[name], after[name], name)}
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        return {one for pair in zip(before, after, strict=True) for one in differing(*pair, key)}
    return set() if before == after else {key}


def main_of(page: bytes) -> str:
    """What a page says itself: its head counts notices, of which there is one more where a place changed."""
    return same(page).partition("<main")[2]


def shown(city: City, ref: str, figures, moment, nodes) -> tuple[dict[str, str], dict[str, object]]:
    """The unit's pages and the answers to its program, once other figures were reported and computed."""
    undone = transaction.atomic()
    undone._from_testcase = True  # as around every test, so that the worker's own may begin
    with undone:
        began = city.at
        post(city, figures)
        given = {"actor": city.people["staff"], "edition": ref, "run": computed(city)}
        actions.rerun_edition(at=city.now(), **given)
        client, asking = browser(city, "pingdu_s", moment), program(city, "pingdu_s")
        own = [f"/own/{ref}/{UNIT}/", *(f"/own/{ref}/{UNIT}/points/{card}/{node}/" for card, node in nodes)]
        pages = {
            path: main_of(client.get(path).content) for path in (*own, "/own/", "/objections/", "/figures/")
        }
        asked = [f"/own-results/{ref}/{UNIT}", *(f"/own-results/{ref}/{UNIT}/{c}/{n}" for c, n in nodes)]
        answers = {path: asking.ask("GET", path).json() for path in asked}
        transaction.set_rollback(True)
        city.at = began
    return pages, answers


@pytest.mark.slow
@pytest.mark.skipif("not many(0, 1)", reason="a city is computed twice and explained: part of the drill")
def test_two_cities_that_differ_in_another_units_figures_show_a_unit_the_same(city, ref, moment, settings):
    settings.SIKAO_PLACE = replace(settings.SIKAO_PLACE, api_per_minute=1_000_000)
    nodes = some(book_in(ref).of_unit(UNIT).select("scorecard", "node").rows(), 5)
    licang = [
        one for one in marked(f for f in first_reported() if f.unit == "licang") if one.value is not None
    ]
    reported = set(FigureVersion.objects.filter(unit="licang").values_list("indicator", "kind", "period"))
    licang = [one for one in licang if (one.indicator, one.kind, one.period) in reported]
    risen = [
        replace(one, value=one.value + Decimal("0.3")) for one in licang if CANARY.fullmatch(str(one.value))
    ]
    pages, answers = shown(city, ref, licang, moment, nodes)
    pages_other, answers_other = shown(city, ref, risen, moment, nodes)
    changed = {path: differing(answers[path], answers_other[path]) for path in answers}
    assert set().union(*changed.values()) <= CHANNELS.keys()
    assert any(not found for found in changed.values()), "most of it does not change at all"
    for path, page in pages.items():
        card, _, node = path.strip("/").partition("/points/")[2].partition("/")
        if card and not changed[f"/own-results/{ref}/{UNIT}/{card}/{node}"]:
            assert page == pages_other[path], path
    for path in ("/own/", "/objections/", "/figures/"):
        assert pages[path] == pages_other[path], path
