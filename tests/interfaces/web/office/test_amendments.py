"""Amendments on their pages: the office's way, what leaders see, what units read, what nobody else may."""

import re
from dataclasses import replace
from io import BytesIO

import pytest

from sikao.interfaces.web import library
from sikao.interfaces.web.office.amendments.shown import PAGES as STEPS
from sikao.interfaces.web.office.pages import PAGES
from sikao.interfaces.web.office.shelf import SealedShelf
from sikao.office.accounts.rights.roles import Role
from sikao.office.amendments.queries import amendment, impact_in
from sikao.office.amendments.rules import State
from sikao.office.rulebook.queries import sealed
from tests.interfaces.web.office.browsers import browser, text_of
from tests.interfaces.web.office.matrix import ROUTES
from tests.interfaces.web.reading import read
from tests.office.amendments import ways
from tests.office.amendments.conftest import weighed
from tests.office.amendments.districts import amended, original, packed_scheme
from tests.office.city import SCHEME, City
from tests.office.results.years import computed, work

__all__ = ["weighed"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def city(weighed: tuple[City, str], db: None, monkeypatch: pytest.MonkeyPatch) -> City:
    del db
    monkeypatch.setattr(library, "_library", [SealedShelf()])
    return replace(weighed[0], people=dict(weighed[0].people))


@pytest.fixture
def ref(weighed: tuple[City, str], city: City) -> str:
    del city
    return weighed[1]


def points_of(ref: str) -> set[str]:
    """Every total of the table of effects, as a page would write it."""
    tables = impact_in(amendment(ref).impact).tables
    told = (text for table in tables for unit in table.units for text in (unit.points_before, unit.points))
    return {f"{float(text):.2f}" for text in told if text}


def upload(scheme, name: str = "调整后.zip") -> BytesIO:
    file = BytesIO(packed_scheme(scheme))
    file.name = name
    return file


def test_the_office_drafts_weighs_and_submits(city: City, ref: str, moment) -> None:
    client = browser(city, "staff", moment)
    client.post(f"/amendments/{ref}/drop/", {"reason": "重新起草"})
    assert "起草方案调整" in text_of(client, f"/versions/{SCHEME}/")
    form = text_of(client, f"/versions/{SCHEME}/amend/")
    assert 'value="h1" disabled' in form and 'value="q3">' in form
    read(form)
    same = client.post(
        f"/versions/{SCHEME}/amend/", {"file": upload(original()), "since": "q3", "reason": "试"}
    )
    assert same.status_code == 422 and "完全一样" in same.content.decode()
    told = {"file": upload(amended()), "since": "q3", "reason": ways.REASON}
    made = client.post(f"/versions/{SCHEME}/amend/", told)
    address = made.headers["Location"].partition("?")[0]
    assert "先测算这一稿" in text_of(client, address) and "测算影响" in text_of(client, "/")
    assert client.get(f"{address}impact/").status_code == 404
    assert client.post(f"{address}weigh/").status_code == 302
    assert "hx-get" in text_of(client, address) and client.get(f"{address}part/").status_code == 200
    work(city)
    client = browser(city, "staff", moment)
    page = text_of(client, address)
    read(page)
    assert "打开影响表" in page and "20 处" in page
    assert "刷新查看" in text_of(client, f"{address}part/")
    read(text_of(client, f"{address}submit/"))
    assert client.post(f"{address}submit/").status_code == 302
    assert "待批准" in text_of(client, address)


def test_the_table_of_effects_names_everyone_and_says_what_it_rests_on(city: City, ref: str, moment) -> None:
    client = browser(city, "auditor", moment)
    page = text_of(client, f"/amendments/{ref}/impact/")
    read(page)
    plain = re.sub(r"<[^>]+>|\s+", " ", page)
    assert "实际使用外资 40.15 → 45.06" in plain and "不是考核结果" in plain
    assert plain.count("实际使用外资") >= 20 and points_of(ref) <= set(re.findall(r"\d+\.\d\d", page))
    changes = text_of(client, f"/amendments/{ref}/changes/")
    read(changes)
    assert "<del>4.125</del>" in changes and "<ins>3.675</ins>" in changes
    read(text_of(client, f"/en/amendments/{ref}/impact/"))


def test_leaders_approve_the_director_issues_and_units_read_the_notice(city: City, ref: str, moment) -> None:
    assert browser(city, "leader", moment).get(f"/amendments/{ref}/").status_code == 404
    bound = ways.submitted(city, ref)
    paper = BytesIO(b"%PDF-1.7 minutes")
    paper.name = "纪要.pdf"
    staff = browser(city, "staff", moment)
    read(text_of(staff, f"/amendments/{ref}/approve-offline/"))
    leader = browser(city, "leader", moment)
    assert "方案调整待批准" in text_of(leader, "/")
    read(text_of(leader, f"/amendments/{ref}/impact/"))
    told = {"bound": bound, "document": "会议纪要〔2020〕第18号", "day": "2020-08-17", "scan": paper}
    assert browser(city, "staff", moment).post(f"/amendments/{ref}/approve-offline/", told).status_code == 302
    wrong = browser(city, "director", moment).post(f"/amendments/{ref}/issue/", {"bound": "0" * 64})
    assert wrong.status_code == 422 and sealed(SCHEME).number == 1
    director = browser(city, "director", moment)
    assert director.post(f"/amendments/{ref}/issue/", {"bound": bound}).status_code == 302
    assert amendment(ref).state is State.IN_FORCE
    unit = browser(city, "jimo_r", moment)
    notice = text_of(unit, f"/amendments/{ref}/notice/")
    read(notice)
    assert "会议纪要〔2020〕第18号 · 2020-08-17" in notice and "前三季度" in notice and ways.REASON in notice
    assert "调整通知" in text_of(unit, "/notices/")
    versions = text_of(unit, f"/versions/{SCHEME}/")
    read(versions)
    assert "第 2 版" in versions and "起草方案调整" not in versions
    compared = text_of(unit, f"/versions/{SCHEME}/compare/?before=1&after=2")
    assert "<del>4.125</del>" in compared
    assert unit.get(f"/versions/{SCHEME}/compare/?before=1&after=9").status_code == 404
    read(text_of(unit, f"/versions/{SCHEME}/2/document/"))
    for number in (1, 2):
        assert unit.get(f"/versions/{SCHEME}/{number}/workbook/").content.startswith(b"PK")
        assert unit.get(f"/versions/{SCHEME}/{number}/text/").content.startswith(b"PK")
    assert unit.get(f"/versions/{SCHEME}/3/text/").status_code == 404


def test_what_it_does_to_everyone_is_nobody_elses(city: City, ref: str, moment) -> None:
    """Every address of an amendment on its way and in force, asked by those without business there."""
    bound = ways.approved(city, ref)
    hidden = points_of(ref)
    assert len(hidden) > 30
    city.person("secretary", Role.SYSTEM_ADMIN)
    pages = {name: route for name, route in ROUTES.items() if route.startswith("amendments/")}
    assert set(STEPS.values()) < pages.keys() <= PAGES.keys()
    for issued in (False, True):
        if issued:
            given = ways.given(city, "director", ref, bound=bound)
            ways.actions.issue_amendment(**given)
        for who in ("jimo_s", "commerce_r", "secretary"):
            client = browser(city, who, moment)
            for name, route in pages.items():
                path = re.sub(r"<\w+:(\w+)>", lambda hit: {"number": "1"}.get(hit[1], ref), route)
                for method in (client.get, client.post):
                    status = method(f"/{path}").status_code
                    open_now = issued and name == "amendment-notice"
                    assert status in ({200, 405} if open_now else {404, 405}), (who, name, status)
            for path in ("/", "/notices/", "/schemes/", f"/versions/{SCHEME}/", f"/amendments/{ref}/notice/"):
                answer = client.get(path).content.decode()
                assert not hidden & set(re.findall(r"\d+\.\d\d", answer)), (who, path)


def test_two_runs_by_different_versions_say_so(city: City, ref: str, moment) -> None:
    before = computed(city, checkpoint="q3")
    ways.issued(city, ref)
    after = computed(city, checkpoint="q3")
    page = text_of(browser(city, "staff", moment), f"/runs/{after}/compare/?with={before}")
    read(page)
    assert "两次测算用的方案版本不同" in page and "实际使用外资" not in page.partition("其间登记的数据")[0]
