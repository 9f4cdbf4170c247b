"""Results on their pages: the office's, the units' own, objections and rulings; and who sees nothing."""

import re
import subprocess
from dataclasses import replace

import pytest

from sikao.interfaces.web import library
from sikao.interfaces.web.office.editions import steps as step_pages
from sikao.interfaces.web.office.pages import PAGES
from sikao.interfaces.web.office.shelf import SealedShelf
from sikao.office.accounts.rights.roles import Role
from sikao.office.groundwork.canonical import sha256
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.journal.reading import entry
from sikao.office.groundwork.models import Entry
from sikao.office.results import actions
from sikao.office.results.editions import edition, steps_of
from sikao.office.results.keeping import kept_book
from sikao.office.results.objections import objections
from sikao.office.results.stages import State
from tests.interfaces.web.office.browsers import browser, text_of
from tests.interfaces.web.office.matrix import ROUTES
from tests.interfaces.web.reading import read
from tests.office.city import City
from tests.office.results import ways
from tests.office.results.conftest import opened
from tests.office.results.years import FAI

__all__ = ["opened"]
pytestmark = pytest.mark.django_db
NUMBER = re.compile(r"(?<![\d.])\d+\.\d{2}(?![\d%])")


@pytest.fixture
def city(opened: tuple[City, str], db: None, monkeypatch: pytest.MonkeyPatch) -> City:
    """The first quarter was computed once; results are those of the office."""
    del db
    monkeypatch.setattr(library, "_library", [SealedShelf()])
    made = replace(opened[0], people=dict(opened[0].people))
    made.staffed("licang", "jimo", "pingdu")
    return made


@pytest.fixture
def run(opened: tuple[City, str], city: City) -> str:
    del city
    return opened[1]


def main_of(response) -> str:
    """What a page says, without its frame."""
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


def others_totals(ref: str, unit: str) -> set[str]:
    """The totals of the other districts, as a page would write them; only such as the unit has nowhere."""
    book = kept_book(edition(ref).book_sha256)
    rows = book.at("q1")
    own = {f"{points:.2f}" for points in rows.filter(unit=unit)["points"].drop_nulls()}
    totals = rows.filter(node="total").filter(rows.filter(node="total")["unit"] != unit)
    return {f"{points:.2f}" for points in totals["points"].drop_nulls() if points > 20} - own


def test_the_office_brings_a_result_on_and_every_page_says_what_comes_next(city, run, moment, monkeypatch):
    client = browser(city, "staff", moment)
    read(text_of(client, "/editions/"))
    assert "提出为初步结果" in text_of(client, f"/runs/{run}/")
    address = client.post("/editions/open/", {"run": run}).headers["Location"]
    again = client.post("/editions/open/", {"run": run})
    assert again.status_code == 409
    page = text_of(client, address)
    read(page)
    assert "发出反馈稿" in page
    assert "67.21" in page  # 平度 at its checkpoint table, as the core's own tests have it
    assert "才截止" not in text_of(client, f"{address}give/")
    with monkeypatch.context() as earlier:
        closes = dict.fromkeys(("q1", "h1", "q3", "year"), day_of(city.at))
        earlier.setattr(step_pages, "closing_days", lambda _: closes)
        assert f"到 {day_of(city.at).isoformat()} 才截止" in text_of(client, f"{address}give/")
    for step in ("give", "drop", "rerun"):
        read(text_of(client, f"{address}{step}/"))
    assert "这个节点还没有数据更新的测算" in text_of(client, f"{address}rerun/")
    text_of(client, f"{address}publish/", status=404)  # the director's
    for _ in range(2):
        assert client.post(f"{address}give/").headers["Location"] == f"{address}?done=1"
    page = text_of(client, address)
    assert "还有 19 个单位没有回复" in page
    assert f"{address}submit/" not in page  # the units have days to reply yet
    early = client.post(f"{address}submit/", {"units": "ranks", "public": "nothing"})
    assert early.status_code == 422
    assert "反馈期到2021-04-09为止" in early.content.decode()
    assert "一组不超过 14 个单位的还写数值" in early.content.decode()
    assert "Replies of the units" in text_of(client, f"/en{address}")


def test_a_unit_sees_its_own_points_down_to_the_figure_and_agrees(city, run, moment):
    ref = ways.given(city, run)
    client = browser(city, "pingdu_s", moment)
    assert "· 核对本单位结果" in text_of(client, "/")
    page = text_of(client, f"/own/{ref}/pingdu/")
    read(page)
    assert "67.21" in page and "第 9 位" in page
    assert "本单位结果无异议" in page
    read(text_of(client, "/own/"))
    point = text_of(client, f"/own/{ref}/pingdu/points/districts_checkpoint/fai/")
    read(point)
    assert "申请复核" in point
    assert client.post(f"/own/{ref}/pingdu/agree/").status_code == 302
    assert "本单位已回复无异议" in text_of(client, f"/own/{ref}/pingdu/")
    assert client.post(f"/own/{ref}/pingdu/agree/").status_code == 409
    assert "· 核对本单位结果" not in text_of(client, "/")


def test_an_objection_is_raised_previewed_and_ruled_on(city, run, moment):
    ref = ways.given(city, run)
    client = browser(city, "licang_s", moment)
    form = f"/own/{ref}/licang/object/fai/"
    read(text_of(client, form))
    asked = {"figure": "/".join(FAI), "claimed": "8.1", "reason": "应为8.1"}
    assert client.post(form, {**asked, "reason": ""}).status_code == 422
    address = client.post(form, asked).headers["Location"].partition("?")[0]
    read(text_of(client, address))
    assert "待裁定" in text_of(client, "/objections/")
    text_of(client, f"{address}rule/", status=404)
    office = browser(city, "staff", moment)
    assert "1 件复核申请待裁定" in text_of(office, "/")
    page = text_of(office, f"{address}rule/")
    read(page)
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', page)[1]
    assert "8.1 %" in page and "申请单位" in page
    ruling = {"value": "8.1", "seen": seen, "reason": "经核实", "step": "uphold"}
    stale = office.post(f"{address}rule/", {**ruling, "value": "8.2"})
    assert stale.status_code == 422
    assert office.post(f"{address}rule/", ruling).status_code == 302
    page = text_of(office, address)
    assert "支持，已更正" in page and "裁定时看到的影响" in page
    assert "裁定时看到的影响" not in text_of(browser(city, "licang_s", moment), address)
    own = text_of(browser(city, "licang_s", moment), f"/own/{ref}/licang/")
    assert "重新测算以后计入本单位结果" in own and "折算成 100 分制是" in own
    assert "重新测算以后计入" not in text_of(browser(city, "jimo_s", moment), f"/own/{ref}/jimo/")
    assert "重新测算" in text_of(office, "/")


def test_an_objection_is_taken_back(city, run, moment):
    ref = ways.given(city, run)
    ways.objected(city, ref)
    (found,) = objections(edition=ref)
    client = browser(city, "licang_s", moment)
    assert client.post(f"/objections/{found.ref}/withdraw/", {"reason": ""}).status_code == 422
    assert client.post(f"/objections/{found.ref}/withdraw/", {"reason": "核对无误"}).status_code == 302
    text_of(browser(city, "jimo_s", moment), f"/objections/{found.ref}/", status=404)


def test_the_office_is_told_what_it_has_to_do_next(city, run, moment):
    assert "报送已截止，可以测算并提出初步结果" in text_of(browser(city, "staff", moment), "/")
    ref = ways.opened(city, run)
    assert "可以发出反馈稿" in text_of(browser(city, "staff", moment), "/")
    assert "可以发出反馈稿" not in text_of(browser(city, "leader", moment), "/")
    actions.give_edition(actor=city.people["staff"], at=city.now(), edition=ref)
    staff = browser(city, "staff", moment)
    assert not {"可以发出反馈稿", "可以提交审定"} & set(re.findall(r"可以\w+", text_of(staff, "/")))
    assert "单位回复截止" in text_of(staff, "/calendar/").partition("已经结束")[0]
    ways.over(city, ref)
    assert "可以提交审定" in text_of(browser(city, "staff", moment), "/")


def test_two_approve_and_the_director_publishes_for_those_who_are_meant_to_see_it(city, run, moment):
    ref = ways.given(city, run)
    ways.over(city, ref)
    bound = ways.submitted(city, ref, units="ranks", public="nothing")
    for who in ("director", "leader"):
        client = browser(city, who, moment)
        assert "结果待审定" in text_of(client, "/")
        read(text_of(client, f"/editions/{ref}/approve/"))
        approve, other = f"/editions/{ref}/approve/", {"bound": "0" * 64}
        twice = [client.post(approve, {"bound": bound}).headers["Location"] for _ in range(2)]
        assert twice == [f"/editions/{ref}/?done=1"] * 2  # the second click finds it done
        assert client.post(approve, other).status_code == 409
    unit = browser(city, "jimo_s", moment)
    assert "还没有发布的结果" in text_of(unit, "/published/")
    text_of(unit, f"/published/{ref}/", status=404)
    director = browser(city, "director", moment)
    publish = f"/editions/{ref}/publish/"
    twice = [director.post(publish, {"bound": bound}).headers["Location"] for _ in range(2)]
    assert twice == [f"/editions/{ref}/?done=1"] * 2
    refused = director.post(publish, other)
    assert refused.status_code == 409 and "<button" not in main_of(refused), (
        "published already: nothing to do"
    )
    assert f'href="/editions/{ref}/"' in main_of(refused)
    steps = [step.verb.value for step in steps_of(ref)[-3:]]
    assert steps == ["edition.approve", "edition.approve", "edition.publish"]
    page = text_of(browser(city, "jimo_s", moment), f"/published/{ref}/")
    read(page)
    assert "黄岛区" in page and "得分</th>" not in page
    assert not NUMBER.findall(page)
    assert "84.15" in text_of(browser(city, "leader", moment), f"/published/{ref}/")
    text_of(browser(city, "jimo_s", moment), f"/open/{ref}/", status=404)


def test_everybody_sees_what_is_meant_for_everybody_until_it_is_withdrawn(city, run, moment, client):
    ref = ways.published(city, run, units="points", public="ranks")
    moment(city.now())
    page = text_of(client, f"/open/{ref}/")
    read(page)
    assert "黄岛区" in page and not NUMBER.findall(page)
    read(text_of(client, "/open/"))
    assert 'href="/open/"' in text_of(client, "/sign-in/")
    director = browser(city, "director", moment)
    assert f'href="/open/{ref}/"' in text_of(director, f"/editions/{ref}/")
    gone = browser(city, "director", moment).post(f"/editions/{ref}/withdraw/", {"reason": "名单有误"})
    assert gone.status_code == 302
    page = text_of(client, f"/open/{ref}/")
    assert "名单有误" in page and "黄岛区" not in page
    signer = browser(city, "jimo_s", moment)
    own = text_of(signer, f"/own/{ref}/jimo/")
    assert "这个结果已撤回，不再有效。理由：名单有误" in own and "下载反馈书" not in own
    assert f'href="/own/{ref}/jimo/"' in text_of(signer, "/own/")
    text_of(signer, f"/own/{ref}/jimo/letter/", status=409)
    text_of(signer, f"/own/{ref}/jimo/object/fai/", status=409)


def test_what_goes_before_publication_is_nobody_elses(city, run, moment):
    """Every address of results, asked by a unit and by those without business there."""
    ref = ways.given(city, run)
    ways.objected(city, ref)
    (found,) = objections(edition=ref)
    city.person("secretary", Role.SYSTEM_ADMIN)
    city.person("verifier", Role.VERIFIER, "inspection")
    named = {"ref": ref, "unit": "licang", "table": "districts", "node": "fai", "step": "x", "file": "x"}
    named |= {"name": "bulletin.pdf", "analysis_ref": "x", "group": "districts"}
    kinds = ("editions", "own", "objections", "published", "open", "dashboard")
    pages = {name: route for name, route in ROUTES.items() if route.split("/")[0] in kinds and "<" in route}
    assert pages.keys() <= PAGES.keys()
    for who in ("jimo_s", "jimo_r", "secretary", "verifier"):
        client = browser(city, who, moment)
        for name, route in pages.items():
            ref_of = found.ref if route.startswith("objections/") else ref
            path = re.sub(r"<\w+:(\w+)>", lambda hit, at=ref_of: {**named, "ref": at}[hit[1]], route)
            for method in (client.get, client.post):
                status = method(f"/{path}").status_code
                assert status in {404, 405}, (who, name, status)


def test_a_units_pages_hold_nobody_elses_total_before_publication(city, run, moment):
    ref = ways.given(city, run)
    ways.objected(city, ref)
    foreign = others_totals(ref, "pingdu")
    assert len(foreign) > 10
    client = browser(city, "pingdu_s", moment)
    book = kept_book(edition(ref).book_sha256)
    nodes = book.of_unit("pingdu").select("scorecard", "node").rows()
    assert len(nodes) > 60
    lists = ("", "own/", "objections/", "published/", "notices/", "checks/", "tasks/", f"own/{ref}/pingdu/")
    pages = [f"/{name}" for name in lists]
    pages += [f"/own/{ref}/pingdu/points/{card}/{node}/" for card, node in nodes[::3]]
    for path in pages:
        answer = client.get(path)
        assert answer.status_code == 200, path
        page = answer.content.decode()
        assert not set(NUMBER.findall(page)) & foreign, path
        assert "李沧区" not in page.partition("<main")[2], path


def test_a_published_result_names_the_book_and_what_was_approved(city, run, moment):
    ref = ways.published(city, run)
    view = edition(ref)
    assert view.state is State.PUBLISHED
    page = text_of(browser(city, "staff", moment), f"/editions/{ref}/")
    assert view.bound[:12] in page and view.book[:12] in page
    text_of(browser(city, "jimo_s", moment), f"/editions/{ref}/", status=404)


def test_a_units_own_letter_is_a_draft_that_names_who_took_it(city, run, moment):
    ref = ways.given(city, run)
    own = browser(city, "pingdu_s", moment).get(f"/own/{ref}/pingdu/letter/")
    words = said(own.content)
    assert "67.21" in words and "平度市" in words
    assert not set(NUMBER.findall(words)) & others_totals(ref, "pingdu")
    assert "位次" not in words  # told on the page alone until places are for everybody
    assert "pingdu_s 2021-04-" in words and "下载" in words
    noted = entry(Entry.objects.latest("seq").seq)
    assert (noted.verb, noted.new["sha256"]) == ("letter.take", sha256(own.content))


def said(pdf: bytes) -> str:
    """The words of a PDF."""
    told = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)  # noqa: S607
    return told.stdout.decode()
