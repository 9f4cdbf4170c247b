"""Papers on their pages: prepared, worded and issued by the office, read by units, verified by everybody."""

import re
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sikao.interfaces.limits import Limiter
from sikao.interfaces.web.office.bulletins import verify
from sikao.interfaces.web.office.pages import PAGES
from sikao.office.accounts.rights.roles import Role
from sikao.office.bulletins import actions
from sikao.office.bulletins.document import Kind
from sikao.office.bulletins.queries import made_of, paper, papers
from sikao.office.bulletins.rules import State, code_shown
from sikao.office.groundwork.canonical import sha256
from tests.interfaces.web.office.browsers import browser, text_of
from tests.interfaces.web.office.matrix import ROUTES
from tests.interfaces.web.reading import read
from tests.office.bulletins import letting
from tests.office.city import City
from tests.office.results import ways
from tests.office.results.conftest import opened, run
from tests.office.results.years import work

__all__ = ["opened", "run"]
pytestmark = pytest.mark.django_db
NUMBERING = {"head": letting.HEAD, "issuer": "示例市考核办", "on": "2021-04-10", "first": "7"}
DIGEST = re.compile(r'name="content" value="([0-9a-f]{64})"')


@pytest.fixture
def city(opened: tuple[City, str], db: None) -> City:
    del db
    made = replace(opened[0], people=dict(opened[0].people))
    made.staffed("jimo", "pingdu")
    return made


@pytest.fixture(autouse=True)
def unlimited(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    """Every test may ask as often as an address may in a minute."""
    monkeypatch.setattr(verify, "limiter", Limiter(lambda: tmp_path / "limits"))


def set_by_worker(city: City, moment) -> None:
    work(city)
    moment(city.now())


def test_letters_are_prepared_worded_and_issued_on_pages(city: City, run: str, moment) -> None:
    ref = ways.published(city, run, units="ranks")
    staff = browser(city, "staff", moment)
    page = text_of(staff, f"/editions/{ref}/papers/")
    read(page)
    assert "拟制通报" in page and "拟制全部反馈书" in page
    asked = {"what": "letters", "unit": ["jimo", "pingdu"]}
    assert staff.post(f"/editions/{ref}/papers/prepare/", asked).status_code == 302
    assert "前面没有任务" in text_of(staff, f"/editions/{ref}/papers/")
    assert staff.post(f"/editions/{ref}/papers/prepare/", asked).status_code == 422  # while they are set
    set_by_worker(city, moment)
    assert "已经排版" in text_of(staff, f"/editions/{ref}/papers/part/")
    wrong = staff.post(f"/editions/{ref}/papers/number/", {**NUMBERING, "document_number": "函1号"})
    assert wrong.status_code == 422 and "代表顺序号" in wrong.content.decode()
    right = {**NUMBERING, "document_number": "青考函〔2021〕#号"}
    assert staff.post(f"/editions/{ref}/papers/number/", right).status_code == 302
    set_by_worker(city, moment)
    letter = next(one for one in papers(edition=ref) if one.unit == "jimo")
    address = f"/bulletins/{letter.ref}/"
    assert "已经排版" in text_of(staff, f"{address}part/")
    reword(staff, address, "现将你市结果反馈如下，较上年提高12.5分。")
    set_by_worker(city, moment)
    page = text_of(staff, address)
    read(page)
    assert "系统用语里没有的数：12.5" in page and "第 3 版" in page
    draft = staff.get(f"{address}files/pdf/")
    assert draft.status_code == 200 and "draft" in draft.headers["Content-Disposition"]
    text_of(staff, f"{address}issue/", status=404)  # the director's
    director = browser(city, "director", moment)
    assert "即墨区：这一段有系统用语里没有的数：12.5" in text_of(director, f"/editions/{ref}/papers/")
    asked = text_of(director, f"{address}issue/")
    assert "系统用语里没有的数：12.5" in asked  # whoever issues is told what to look at, too
    content = DIGEST.search(asked)[1]
    assert director.post(f"{address}issue/", {"content": content}).status_code == 302
    ready = re.search(r'name="paper" value="([^"]+)"', text_of(director, f"/editions/{ref}/papers/"))[1]
    assert director.post(f"/editions/{ref}/papers/issue/", {"paper": [ready]}).status_code == 302
    assert {paper(one.ref).state for one in papers(edition=ref)} == {State.ISSUED}


def reword(client, address: str, intro: str) -> None:
    """Another beginning, typed into the form as it was shown."""
    page = text_of(client, f"{address}words/")
    read(page)
    passages = dict(re.findall(r'name="(passage:[^"]+)"[^>]*>([^<]*)<', page))
    form = {**NUMBERING, "document_number": "青考函〔2021〕7号", "seen": "2", **passages}
    assert client.post(f"{address}words/", {**form, "passage:intro": intro}).status_code == 302


def test_while_and_after_files_are_made_anew_its_steps_can_be_taken(city: City, run: str, moment) -> None:
    """What is issued meanwhile is not made again: that work failed, and the paper is none the worse."""
    ref = ways.published(city, run)
    (letter,) = letting.prepared(city, ref, bulletin=False, letters=("jimo",))
    letting.worded(city, letter)
    actions.prepare_again(actor=city.people["staff"], at=city.now(), paper=letter)
    staff, director = browser(city, "staff", moment), browser(city, "director", moment)
    address = f"/bulletins/{letter}/"
    content = DIGEST.search(text_of(director, f"{address}issue/"))[1]
    assert director.post(f"{address}issue/", {"content": content}).status_code == 302
    set_by_worker(city, moment)
    assert "盖章后的扫描件" in text_of(staff, f"{address}archive/")
    assert "撤回不能取消" in text_of(director, f"{address}withdraw/")
    empty = director.post(f"{address}withdraw/", {"reason": " "})
    assert (empty.status_code, paper(letter).state) == (422, State.ISSUED)


def test_a_unit_reads_what_was_issued_and_everybody_verifies_it(city: City, run: str, moment, client) -> None:
    ref = ways.published(city, run, units="ranks")
    (letter,) = letting.prepared(city, ref, bulletin=False, letters=("jimo",))
    address = f"/bulletins/{letter}/"
    assert "还没有印发给本单位的公文" in text_of(browser(city, "jimo_s", moment), "/bulletins/")
    letting.worded(city, letter)
    letting.issued(city, letter)
    unit = browser(city, "jimo_s", moment)
    page = text_of(unit, address)
    read(page)
    assert "示考办发〔2021〕12号" in page and "第 2 版" not in page and "staff" not in page
    assert "示考办发〔2021〕12号" in text_of(unit, "/notices/")
    issued = unit.get(f"{address}files/pdf/")
    assert sha256(issued.content) == made_of(paper(letter)).files["pdf"]
    assert unit.get(f"/own/{ref}/jimo/letter/").headers["Location"] == address
    text_of(browser(city, "pingdu_s", moment), address, status=404)
    text_of(browser(city, "leader", moment), address)
    staff = browser(city, "staff", moment)
    sent = {"scan": SimpleUploadedFile("盖章件.pdf", letting.SCAN)}
    assert staff.post(f"{address}archive/", sent).status_code == 302
    assert staff.get(f"{address}files/scan/").content == letting.SCAN
    page = text_of(client, f"/verify/?code={code_shown(paper(letter).code)}")
    read(page)
    assert "真实有效" in page and "即墨区" in page and letting.content(letter) in page
    assert "真实有效" in text_of(client, f"/verify/?code={sha256(letting.SCAN)}")
    by_content = text_of(client, f"/verify/?code={letting.content(letter).upper()}")
    assert "真实有效" in by_content and "末页的内容摘要都相同" in by_content
    director = browser(city, "director", moment)
    assert director.post(f"{address}withdraw/", {"reason": ""}).status_code == 422
    assert director.post(f"{address}withdraw/", {"reason": "附表有误"}).status_code == 302
    page = text_of(browser(city, "jimo_s", moment), address)
    assert "files/pdf/" not in page and "不能再下载" in page, "what would be refused is not offered"
    assert "files/pdf/" in text_of(browser(city, "staff", moment), address)
    page = text_of(client, f"/en/verify/?code={paper(letter).code}")
    read(page)
    assert "holds no more" in page and "附表有误" not in page


def test_what_was_withdrawn_is_prepared_anew_from_the_page_of_its_result(
    city: City, run: str, moment
) -> None:
    ref = ways.published(city, run)
    refs = letting.prepared(city, ref, letters=("jimo",))
    for number, one in enumerate(refs, 1):
        letting.worded(city, one, f"示考办发〔2021〕{number}号")
        letting.issued(city, one)
    staff, unit = browser(city, "staff", moment), 'name="unit" value="jimo"'
    page = text_of(staff, f"/editions/{ref}/papers/")
    assert "拟制通报" not in page and unit not in page
    for one in refs:
        letting.withdrawn(city, one)
    page = text_of(browser(city, "staff", moment), f"/editions/{ref}/papers/")
    assert "拟制通报" in page and unit in page
    asked = {"what": "letters", "unit": ["jimo"]}
    assert staff.post(f"/editions/{ref}/papers/prepare/", asked).status_code == 302
    (again,) = [one for one in papers(edition=ref) if one.unit == "jimo" and one.number == 2]
    assert f'href="/bulletins/{again.ref}/">即墨区' in text_of(staff, f"/editions/{ref}/papers/")


def test_verifying_tells_nothing_of_drafts_and_lets_nobody_try_many(
    city: City, run: str, moment, client
) -> None:
    ref = ways.published(city, run)
    (letter,) = letting.prepared(city, ref, bulletin=False, letters=("jimo",))
    made = made_of(paper(letter))
    moment(city.now())
    read(text_of(client, "/verify/"))
    unknown = text_of(client, f"/verify/?code={'2' * 16}", status=404).replace("2" * 16, "…")
    for typed in (paper(letter).code, made.files["pdf"], made.content):
        told = text_of(client, f"/verify/?code={typed}", status=404).replace(typed, "…")
        assert told == unknown
    text_of(client, "/verify/?code=abc", status=422)
    statuses = [client.get("/verify/", {"code": "2" * 16}).status_code for _ in range(20)]
    assert statuses.count(404) == 15 and statuses.count(429) == 5  # five were asked above
    waits = client.get("/verify/", {"code": "2" * 16})
    assert waits.status_code == 429 and int(waits.headers["Retry-After"]) > 0
    assert client.get("/verify/").status_code == 200
    assert client.post("/verify/", {"code": "x"}).status_code == 405


def test_papers_are_nobody_elses_before_they_go_out(city: City, run: str, moment) -> None:
    """Every address of papers, asked by another unit and by those without business there."""
    ref = ways.published(city, run)
    (letter,) = letting.prepared(city, ref, bulletin=False, letters=("jimo",))
    assert paper(letter).kind is Kind.FEEDBACK
    city.person("secretary", Role.SYSTEM_ADMIN)
    city.person("verifier", Role.VERIFIER, "inspection")
    pages = {name: route for name, route in ROUTES.items() if route.startswith("bulletins/<")}
    assert pages.keys() <= PAGES.keys() and len(pages) == 8
    for who in ("jimo_s", "pingdu_s", "secretary", "verifier", "leader"):
        client = browser(city, who, moment)
        for name, route in pages.items():
            path = route.replace("<slug:ref>", letter).replace("<slug:form>", "pdf")
            for method in (client.get, client.post):
                assert method(f"/{path}").status_code in {404, 405}, (who, name)
