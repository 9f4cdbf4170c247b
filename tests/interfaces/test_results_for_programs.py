"""Results by a program: as much as the pages show the same person, and not a number more."""

import json
from dataclasses import replace

import pytest

import sikao
from sikao.interfaces.web import library
from sikao.interfaces.web.office.shelf import SealedShelf
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rules.scopes import SCOPES
from sikao.office.groundwork import clock
from sikao.office.groundwork.models import Entry
from sikao.office.results import actions
from sikao.office.results.editions import edition
from sikao.office.results.keeping import kept_book
from tests.interfaces.api.conftest import a_home, emptying, kept_connection, keys
from tests.interfaces.api.office import Office, codes
from tests.office.city import City
from tests.office.results import ways
from tests.office.results.conftest import opened
from tests.office.results.years import computed, revised

__all__ = ["a_home", "emptying", "kept_connection", "keys", "opened"]
pytestmark = pytest.mark.django_db
PROGRAMS = ("staff", "director", "leader", "auditor", "secretary", "pingdu_s", "jimo_r")


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
    """Programs of those who may see something of results, and of one who may not."""
    made = Office(city)
    for who in PROGRAMS:
        made.secrets[who] = made.token(who, secret=f"sikao_{who}")
    return made


@pytest.fixture
def run(opened: tuple[City, str], city: City) -> str:
    del city
    return opened[1]


def told(office: Office, who: str, path: str):
    answer = office.program(who).ask("GET", path)
    assert answer.status_code == 200, answer.content
    return answer.json()


def refused(office: Office, who: str, path: str) -> int:
    return office.program(who).ask("GET", path).status_code


def test_the_office_reads_a_result_with_its_tables_and_steps(office, city, run):
    ref = ways.given(city, run)
    (listed,) = told(office, "staff", "/editions")
    assert (listed["ref"], listed["state"], listed["number"], listed["units"]) == (ref, "feedback", 1, None)
    whole = told(office, "staff", f"/editions/{ref}")
    assert [step["what"] for step in whole["steps"]] == ["edition.open", "edition.give"]
    districts = next(table for table in whole["tables"] if table["group"] == "districts")
    # 平度 at its checkpoint table, as the core's own tests have it: 67.21, place 9 of ten.
    pingdu = next(line for line in districts["lines"] if line["unit"] == "pingdu")
    assert (pingdu["points"], pingdu["rank"], pingdu["name"]["zh"]) == ("67.21", 9, "平度市")
    assert [line["rank"] for line in districts["lines"]] == list(range(1, 11))
    scores = told(office, "auditor", f"/editions/{ref}/units/pingdu")["scores"]
    total = next(
        one for one in scores if one["node"] == "total" and one["scorecard"] == "districts_checkpoint"
    )
    assert (total["points"], total["rank"], total["depth"]) == ("67.21", 9, 0)
    assert refused(office, "staff", f"/editions/{ref}/units/nobody") == 404


def test_points_are_explained_down_to_the_figure(office, city, run):
    ref = ways.given(city, run)
    found = told(office, "staff", f"/editions/{ref}/units/pingdu/districts_checkpoint/fai")
    assert found["unit_name"] == {"zh": "平度市", "en": "Pingdu"} and found["windows"][0]["figures"]
    assert found["windows"][0]["formula"]
    for path in ("nothing/fai", "districts_checkpoint/nothing"):
        assert refused(office, "staff", f"/editions/{ref}/units/pingdu/{path}") == 404


def test_a_unit_reads_its_own_result_and_nothing_of_others(office, city, run):
    ref = ways.opened(city, run)
    assert told(office, "pingdu_s", "/own-results") == []
    assert refused(office, "pingdu_s", f"/own-results/{ref}/pingdu") == 404
    actions.give_edition(actor=city.people["staff"], at=city.now(), edition=ref)
    (listed,) = told(office, "pingdu_s", "/own-results")
    assert (listed["ref"], listed["unit"]) == (ref, "pingdu")
    assert {"run", "book", "seq"} & listed.keys() == set()  # they change with the figures of others
    own = told(office, "pingdu_s", f"/own-results/{ref}/pingdu")
    placed = {(one["scorecard"], one["node"], one["rank"]) for one in own["scores"] if one["rank"]}
    assert ("districts_checkpoint", "total", 9) in placed
    assert {node for _, node, _ in placed} == {"total"}
    mine = told(office, "pingdu_s", f"/own-results/{ref}/pingdu/districts_checkpoint/fai")
    assert mine["rank"] is None and mine["windows"][0]["figures"]
    assert {figure["unit"] for figure in mine["windows"][0]["figures"]} == {"pingdu"}
    for path in (f"/own-results/{ref}/jimo", f"/own-results/{ref}/jimo/districts_checkpoint/fai"):
        assert refused(office, "pingdu_s", path) == 404
    for path in (
        "/editions",
        f"/editions/{ref}",
        f"/editions/{ref}/units/pingdu",
        f"/editions/{ref}/book.json",
    ):
        assert refused(office, "pingdu_s", path) == refused(office, "secretary", path) == 403
    assert told(office, "pingdu_s", "/published") == []
    assert refused(office, "pingdu_s", f"/published/{ref}") == 404


def test_leaders_read_a_result_once_it_lies_before_them(office, city, run):
    ref = ways.given(city, run)
    assert told(office, "leader", "/editions") == []
    assert refused(office, "leader", f"/editions/{ref}") == 404
    ways.over(city, ref)
    ways.submitted(city, ref)
    assert [one["ref"] for one in told(office, "leader", "/editions")] == [ref]


def test_what_is_published_is_read_at_the_readers_level(office, city, run):
    ref = ways.published(city, run, units="ranks")
    shown = told(office, "jimo_r", f"/published/{ref}")
    lines = [line for table in shown["tables"] for line in table["lines"]]
    assert shown["level"] == "ranks" and {line["points"] for line in lines} == {None}
    assert {line["rank"] for line in lines} != {None}
    assert all(table["full_points"] is None for table in shown["tables"])
    whole = told(office, "leader", f"/published/{ref}")
    assert whole["level"] == "points" and "67.21" in {
        line["points"] for table in whole["tables"] for line in table["lines"]
    }
    actions.withdraw_edition(actor=city.people["director"], at=city.now(), edition=ref, reason="名单有误")
    gone = told(office, "jimo_r", f"/published/{ref}")
    assert (gone["state"], gone["withdrawn"], gone["tables"]) == ("withdrawn", "名单有误", [])


def test_a_correction_tells_what_it_changes_at_the_readers_level(office, city, run):
    ways.published(city, run)
    revised(city, "5.2")
    second = ways.given(city, computed(city))
    changed = told(office, "staff", f"/editions/{second}/changes")
    licang = next(one for one in changed if one["unit"] == "licang")
    assert licang["points_before"] != licang["points"]
    ways.over(city, second)
    bound = ways.submitted(city, second, units="ranks")
    paper = replace(ways.PAPER, day=city.at.date())
    by = {"at": city.now(), "edition": second, "bound": bound}
    actions.approve_edition_offline(actor=city.people["staff"], **by, paper=paper)
    actions.publish_edition(actor=city.people["director"], **by)
    shown = told(office, "jimo_r", f"/published/{second}")
    assert (shown["number"], shown["document"]) == (2, paper.title)
    assert {one["points"] for one in shown["changes"]} <= {None}
    assert all(one["rank_before"] != one["rank"] for one in shown["changes"])


def test_the_book_is_taken_out_with_a_reason_and_read_into_frames(office, city, run, tmp_path):
    ref = ways.given(city, run)
    path = f"/editions/{ref}/book.json"
    without = office.program("staff").ask("GET", path)
    assert (without.status_code, codes(without)) == (422, ["export.reason_missing"])
    taken = office.program("staff").ask("GET", f"{path}?reason=annual%20report")
    place = tmp_path / "book.json"
    place.write_bytes(taken.content)
    book = sikao.read_book(place, lang="en")
    assert book.digest() == edition(ref).book == kept_book(edition(ref).book_sha256).digest()
    entry = Entry.objects.latest("seq")
    kept = json.loads(entry.new)
    assert (entry.verb, kept["name"], kept["reason"]) == ("run.export", "book.json", "annual report")
    assert kept["rows"] == book.rows.height


def test_a_scope_is_needed_beside_the_right(office, city, run):
    ref = ways.given(city, run)
    scopes = " ".join(sorted(verb.value for verb in SCOPES if not verb.value.startswith("edition.")))
    office.secrets["staff"] = office.token("staff", scopes=scopes)
    answer = office.program("staff").ask("GET", f"/editions/{ref}")
    assert (answer.status_code, codes(answer)) == (403, ["right.not_in_scope"])
