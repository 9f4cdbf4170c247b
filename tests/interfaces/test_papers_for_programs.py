"""Papers by a program: what was issued, drafts inside the office, verifying for everybody."""

import json
from dataclasses import replace
from typing import get_args

import pytest

from sikao.interfaces.api.shapes.papers import PaperForm, PaperKind, PaperState
from sikao.interfaces.limits import Limiter
from sikao.interfaces.web import library
from sikao.interfaces.web.office.bulletins import verify
from sikao.interfaces.web.office.shelf import SealedShelf
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rules.scopes import SCOPES
from sikao.office.bulletins.actions.taking import SCAN
from sikao.office.bulletins.document import Kind
from sikao.office.bulletins.keeping import FORMS
from sikao.office.bulletins.queries import made_of, paper
from sikao.office.bulletins.rules import State, code_shown
from sikao.office.groundwork import clock
from sikao.office.groundwork.canonical import sha256
from sikao.office.groundwork.models import Entry
from sikao.office.results import actions
from tests.interfaces.api.conftest import a_home, emptying, kept_connection, keys
from tests.interfaces.api.office import Office, Program, codes
from tests.office.bulletins import letting
from tests.office.bulletins.reading import pdf_pages
from tests.office.city import City
from tests.office.results import ways
from tests.office.results.conftest import opened, run

__all__ = ["a_home", "emptying", "kept_connection", "keys", "opened", "run"]
pytestmark = pytest.mark.django_db
DIGEST = "X-Content-SHA256"


@pytest.fixture
def city(opened: tuple[City, str], db: None, monkeypatch: pytest.MonkeyPatch) -> City:
    del db
    monkeypatch.setattr(library, "_library", [SealedShelf()])
    made = replace(opened[0], people=dict(opened[0].people))
    made.staffed("licang", "jimo", "pingdu")
    made.person("auditor", Role.AUDITOR)
    made.person("secretary", Role.SYSTEM_ADMIN)
    monkeypatch.setattr(clock, "now", lambda: made.at)
    return made


@pytest.fixture
def office(city: City) -> Office:
    made = Office(city)
    for who in ("staff", "auditor", "leader", "secretary", "jimo_s", "pingdu_r"):
        made.secrets[who] = made.token(who, secret=f"sikao_{who}")
    return made


def told(office: Office, who: str, path: str):
    answer = office.program(who).ask("GET", path)
    assert answer.status_code == 200, answer.content
    return answer.json()


def status(office: Office, who: str, path: str) -> int:
    return office.program(who).ask("GET", path).status_code


def test_what_may_be_asked_for_is_what_papers_can_be():
    assert get_args(PaperKind) == tuple(kind.value for kind in Kind)
    assert get_args(PaperState) == tuple(state.value for state in State)
    assert get_args(PaperForm) == (*FORMS, SCAN)


def test_a_draft_is_inside_the_office_and_bears_its_taker(office, city, run):
    edition = ways.published(city, run, units="ranks")
    bulletin, letter = letting.prepared(city, edition, letters=("jimo",))
    listed = told(office, "staff", f"/papers?edition={edition}")
    assert {one["ref"] for one in listed} == {bulletin, letter}
    assert [one["ref"] for one in told(office, "auditor", "/papers?kind=feedback&state=draft")] == [letter]
    shown = told(office, "staff", f"/papers/{letter}")
    made = made_of(paper(letter))
    assert (shown["state"], shown["code"], shown["unit"]) == ("draft", None, "jimo")
    assert (shown["content"], shown["book"], shown["bound"]) == (made.content, made.book, made.bound)
    assert [(one["form"], one["sha256"]) for one in shown["files"]] == [(form, None) for form in FORMS]
    file = office.program("staff").ask("GET", f"/papers/{letter}/files/pdf")
    assert file["Content-Type"] == "application/pdf" and "draft" in file["Content-Disposition"]
    assert file[DIGEST] == sha256(file.content) != made.files["pdf"]
    assert "下载" in pdf_pages(file.content)[0]
    entry = Entry.objects.latest("seq")
    kept = {"form": "pdf", "state": "draft", "sha256": file[DIGEST]}
    assert (entry.verb, entry.channel, json.loads(entry.new)) == ("paper.take", "api", kept)
    for who in ("leader", "jimo_s", "pingdu_r"):
        assert told(office, who, "/papers") == []
        assert {status(office, who, f"/papers/{ref}") for ref in (bulletin, letter)} == {404}
        assert status(office, who, f"/papers/{letter}/files/pdf") == 404
    assert {status(office, "secretary", path) for path in ("/papers", f"/papers/{letter}")} == {403}
    assert status(office, "staff", f"/papers/{letter}/files/scan") == 404


def test_what_was_issued_is_taken_as_it_was_issued_by_whom_it_is_for(office, city, run):
    edition = ways.published(city, run, units="ranks")
    (letter,) = letting.prepared(city, edition, bulletin=False, letters=("jimo",))
    letting.worded(city, letter)
    letting.issued(city, letter)
    shown = told(office, "jimo_s", f"/papers/{letter}")
    assert (shown["state"], shown["document_number"], shown["document_date"]) == (
        *("issued", "示考办发〔2021〕12号", "2021-04-10"),
    )
    assert shown["name"]["zh"] == "2020年一季度反馈书" and shown["code"] == code_shown(paper(letter).code)
    assert (shown["content"], shown["edition"]) == (letting.content(letter), edition)
    hidden = (shown["book"], shown["bound"], *(step["person"] for step in shown["steps"]))
    assert set(hidden) == {None}, "digests that change with the figures of others, and who did it"
    issued = made_of(paper(letter)).files
    for one in shown["files"]:
        file = office.program("jimo_s").ask("GET", f"/papers/{letter}/files/{one['form']}")
        assert (file["Content-Type"], file[DIGEST]) == (one["media"], one["sha256"])
        assert sha256(file.content) == one["sha256"] == issued[one["form"]]
    for path in ("", "/files/pdf"):
        foreign = office.program("pingdu_r").ask("GET", f"/papers/{letter}{path}")
        absent = office.program("pingdu_r").ask("GET", f"/papers/{'2' * 16}{path}")
        assert foreign.status_code == 404 and foreign.content == absent.content
    letting.archived(city, letter)
    assert told(office, "jimo_s", f"/papers/{letter}")["files"][0] == {
        "form": "scan",
        "media": "application/octet-stream",
        "sha256": sha256(letting.SCAN),
    }
    assert office.program("jimo_s").ask("GET", f"/papers/{letter}/files/scan").content == letting.SCAN
    letting.withdrawn(city, letter)
    gone = told(office, "jimo_s", f"/papers/{letter}")
    assert (gone["state"], gone["files"], gone["steps"][-1]["reason"]) == ("withdrawn", [], "附表有误")
    answer = office.program("jimo_s").ask("GET", f"/papers/{letter}/files/pdf")
    assert answer.status_code == 409


def test_a_unit_takes_its_own_letter_before_and_after_it_is_issued(office, city, run):
    edition = ways.given(city, run)
    path = f"/own-results/{edition}/jimo/letter"
    before = office.program("jimo_s", "zh").ask("GET", path)
    assert before["Content-Type"] == "application/pdf" and before[DIGEST] == sha256(before.content)
    text = "".join(pdf_pages(before.content))
    assert "即墨" in text and "下载" in text and not [name for name in ("平度", "莱西") if name in text]
    entry = Entry.objects.latest("seq")
    assert (entry.verb, json.loads(entry.new)["sha256"]) == ("letter.take", before[DIGEST])
    assert status(office, "pingdu_r", path) == 404 and status(office, "staff", path) == 403
    ways.over(city, edition)
    bound = ways.approved(city, edition)
    actions.publish_edition(actor=city.people["director"], at=city.now(), edition=edition, bound=bound)
    (letter,) = letting.prepared(city, edition, bulletin=False, letters=("jimo",))
    letting.worded(city, letter)
    letting.issued(city, letter)
    after = office.program("jimo_s").ask("GET", path)
    assert after[DIGEST] == made_of(paper(letter)).files["pdf"]
    assert Entry.objects.latest("seq").verb == "paper.take"
    without = " ".join(verb.value for verb in SCOPES if not verb.value.startswith("paper."))
    office.secrets["jimo_s"] = office.token("jimo_s", scopes=without)
    assert status(office, "jimo_s", path) == 404, "the issued letter is a paper"


def test_everybody_verifies_what_went_out_and_learns_nothing_of_drafts(city, run, monkeypatch, tmp_path):
    edition = ways.published(city, run, units="ranks")
    (letter,) = letting.prepared(city, edition, bulletin=False, letters=("jimo",))
    nobody, made = Program(), made_of(paper(letter))
    unknown = nobody.ask("GET", f"/verify?code={'2' * 16}")
    assert (unknown.status_code, codes(unknown)) == (404, ["verify.unknown"])
    for asked in (f"code={paper(letter).code}", f"sha256={made.files['pdf']}", f"sha256={made.content}"):
        assert nobody.ask("GET", f"/verify?{asked}").content == unknown.content
    for asked in ("", "?code=abc", f"?code={paper(letter).code}&sha256={made.content}"):
        answer = nobody.ask("GET", f"/verify{asked}")
        assert (answer.status_code, codes(answer)) == (422, ["verify.malformed"])
    letting.worded(city, letter)
    letting.issued(city, letter)
    file = made_of(paper(letter)).files["docx"]
    by_code, by_file, by_content = (
        nobody.ask("GET", f"/verify?{asked}").json()
        for asked in (
            f"code={code_shown(paper(letter).code)}",
            f"sha256={file}",
            f"sha256={made_of(paper(letter)).content}",
        )
    )
    assert by_code == by_content | {"by": "code"} and by_content["by"] == "content"
    assert by_code == by_file | {"by": "code"} and by_file["by"] == "file" and by_code["holds"]
    assert (by_code["document_number"], by_code["content"]) == (
        *("示考办发〔2021〕12号", letting.content(letter)),
    )
    letting.withdrawn(city, letter)
    ended = nobody.ask("GET", f"/verify?sha256={file}")
    assert not ended.json()["holds"] and ended.json()["ended_at"]
    assert "附表有误" not in ended.json().values() and "reason" not in ended.json()
    # Twenty in a minute, on the page and here together.
    monkeypatch.setattr(verify, "limiter", Limiter(lambda: tmp_path / "few"))
    for _ in range(10):
        nobody.get("/verify/", {"code": "2" * 16}, headers={"host": "localhost"})
    statuses = [nobody.ask("GET", f"/verify?code={'2' * 16}").status_code for _ in range(11)]
    assert statuses == [404] * 10 + [429]
    late = nobody.ask("GET", f"/verify?code={'2' * 16}")
    assert codes(late) == ["verify.too_many"] and int(late["Retry-After"]) > 0
