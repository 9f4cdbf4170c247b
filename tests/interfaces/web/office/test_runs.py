"""Runs on their pages: asked for, watched, opened as results, taken out; for the office and its auditors."""

import io
import re
import zipfile
from dataclasses import replace

import pytest

from sikao.core.sheets import read_workbook
from sikao.interfaces.web import library
from sikao.interfaces.web.office.shelf import SealedShelf
from sikao.office.groundwork.canonical import sha256
from sikao.office.groundwork.files import content_of, place_of
from sikao.office.groundwork.journal.reading import entry
from sikao.office.groundwork.models import Entry
from sikao.office.results import queries
from tests.interfaces.web.office.browsers import browser, text_of
from tests.interfaces.web.reading import read
from tests.office.city import SCHEME, City
from tests.office.results.conftest import opened
from tests.office.results.years import computed, revised, work

__all__ = ["opened"]
pytestmark = pytest.mark.django_db
ASK = {"what": f"{SCHEME}/q1", "moment": "", "note": "调度会用"}


@pytest.fixture
def city(opened: tuple[City, str], db: None, monkeypatch: pytest.MonkeyPatch) -> City:
    """The first quarter was computed once; results are those of the office."""
    del db
    monkeypatch.setattr(library, "_library", [SealedShelf()])
    return replace(opened[0], people=dict(opened[0].people))


@pytest.fixture
def run(opened: tuple[City, str], city: City) -> str:
    del city
    return opened[1]


def test_the_office_asks_watches_and_opens_what_came_of_it(city: City, moment) -> None:
    revised(city, "5.2")
    client = browser(city, "staff", moment)
    read(text_of(client, "/runs/"))
    sent = client.post("/runs/ask/", ASK)
    address = sent.headers["Location"]
    assert "正在测算" in text_of(client, address)
    assert 'hx-get="' in text_of(client, address)
    work(city)
    client = browser(city, "staff", moment)
    ended = client.get(f"{address}part/")
    assert "导出核验包" in ended.content.decode() and ended.headers["HX-Refresh"] == "true"
    page = text_of(client, address)
    read(page)
    view = queries.runs()[0]
    assert view.book in page and "调度会用" in page and "数据是否齐备" in page
    # In the first quarter districts and zones have a table of the checkpoint; departments have none yet.
    assert "还没有计分的组" in page and 'aria-labelledby="g-districts"' in page
    assert "Are the figures complete?" in text_of(client, f"/en{address}")
    results = f"/results/{SCHEME}--{view.ref}/q1/"
    shown = text_of(client, results)
    assert f"截至日志第 {view.seq} 号" in shown and f"/results/{SCHEME}--{view.ref}/q1/groups/" in shown
    assert client.get(f"/results/{SCHEME}--{view.ref}/h1/").status_code == 404


def test_results_of_a_run_stay_while_those_of_now_move(city: City, run, moment) -> None:
    where = "units/licang/districts/fai/"
    before = text_of(browser(city, "staff", moment), f"/results/{SCHEME}--{run}/q1/{where}")
    revised(city, "5.2")
    client = browser(city, "staff", moment)
    assert text_of(client, f"/results/{SCHEME}--{run}/q1/{where}") == before
    assert "7.8" in before and "5.2" in text_of(client, f"/results/{SCHEME}/q1/{where}")


def test_files_are_taken_out_with_a_reason_and_an_entry(city: City, run, moment) -> None:
    client = browser(city, "staff", moment)
    address = f"/runs/{run}/files/book.json/"
    assert "写明用途" in text_of(client, address)
    sent = client.get(f"{address}?reason=年中评估")
    view = queries.run(run)
    assert sent.content == content_of(view.book_sha256)
    noted = entry(Entry.objects.latest("seq").seq)
    assert (noted.verb, noted.new["sha256"]) == ("run.export", sha256(sent.content))
    workbook = client.get(f"/runs/{run}/files/scores.xlsx/?reason=年中评估")
    assert workbook.content.startswith(b"PK")
    package = client.get(f"/runs/{run}/files/package.zip/?reason=审计")
    with zipfile.ZipFile(io.BytesIO(package.content)) as packed:
        assert packed.read("book.json") == sent.content and "verify.py" in packed.namelist()
    assert client.get(f"/runs/{run}/files/other.txt/?reason=x").status_code == 404


def test_what_is_refused_says_why(city: City, moment) -> None:
    client = browser(city, "staff", moment)
    wrong = client.post("/runs/ask/", ASK | {"moment": "昨天"})
    assert wrong.status_code == 422 and "日志序号" in wrong.content.decode()
    # Neither a day nor a number that is still to come is now: no run opens, no note is dropped.
    for later, said in ((f"{city.at:%Y}-12-31", "晚于今天"), ("99999999", "日志还没有第 99999999 条")):
        ahead = client.post("/runs/ask/", ASK | {"moment": later})
        assert ahead.status_code == 422 and said in ahead.content.decode()
    assert client.post("/runs/ask/", ASK | {"what": f"{SCHEME}/q9"}).status_code == 422
    assert client.get("/runs/nothing/").status_code == 404
    assert client.get(f"/results/{SCHEME}--nothing/q1/").status_code == 404


def test_two_runs_are_compared_by_units_indicators_and_figures(city: City, run, moment) -> None:
    revised(city, "5.2")
    again = computed(city)
    client = browser(city, "staff", moment)
    assert f'value="{again}"' in text_of(client, f"/runs/{run}/")
    for address in (f"/runs/{run}/compare/?with={again}", f"/runs/{again}/compare/?with={run}"):
        page = text_of(client, address)
        read(page)
        (line,) = re.findall(r'<tr>\s*<th scope="row" class="name">李沧区</th>(.*?)</tr>', page, re.DOTALL)
        assert "固定资产投资增速 −" in line and "→" in line
        assert "一季度" in page and "其中更正" in page
    assert "Two books compared" in text_of(client, f"/en/runs/{run}/compare/?with={again}")
    # 固投 of 李沧 falls by 6.00 of 80 points, 67.6 to 61.6; its one figure is named with both values.
    (row,) = re.findall(r'class="nowrap">固定资产投资增速</th>(.*?)</tr>', page, re.DOTALL)
    assert "−6.00" in row
    assert re.search(r"7\.8 %</td>\s*<td[^>]*>5\.2 %</td>", page)
    assert "方案完全相同" in page
    book = client.get(f"/runs/{run}/compare/scores.xlsx/?with={again}&reason=核对")
    workbook, _ = read_workbook(book.content)
    assert [sheet.name for sheet in workbook.sheets] == ["总分和位次", "逐项", "不同的数据"]
    texts = {cell.text for cell in workbook.sheet("不同的数据").cells.values()}
    assert {"7.8 %", "5.2 %", "李沧区"} <= texts
    assert entry(Entry.objects.latest("seq").seq).new["sha256"] == sha256(book.content)
    same = text_of(client, f"/runs/{run}/compare/?with={run}")
    assert "完全相同" in same and "其间没有登记数据" in same
    assert client.get(f"/runs/{run}/compare/").status_code == 404
    assert client.get(f"/runs/{run}/compare/?with=nothing").status_code == 404


def test_a_lost_book_is_said_and_breaks_no_page(city: City, run, moment) -> None:
    client, path = browser(city, "staff", moment), place_of(queries.run(run).book_sha256)
    content = path.read_bytes()
    path.unlink()
    try:
        for address in (f"/runs/{run}/", f"/runs/{run}/files/book.json/?reason=x"):
            assert "从备份恢复" in text_of(client, address, 409)
    finally:
        path.write_bytes(content)


def test_others_see_nothing(city: City, run, moment) -> None:
    client = browser(city, "leader", moment)
    assert client.get("/runs/").status_code == 403
    assert client.get(f"/runs/{run}/").status_code == 404
    assert client.get(f"/results/{SCHEME}--{run}/q1/").status_code == 404
