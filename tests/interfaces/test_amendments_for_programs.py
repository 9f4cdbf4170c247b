"""Amendments by a program: versions for everybody, what one does to everyone for whom the pages show it."""

import hashlib
from dataclasses import replace

import pytest

from sikao.office.accounts.rights.roles import Role
from sikao.office.amendments.queries import amendment, impact_in
from sikao.office.groundwork import clock
from sikao.office.rulebook.queries import sealed_versions
from tests.interfaces.api.conftest import a_home, emptying, kept_connection, keys
from tests.interfaces.api.office import Office
from tests.office.amendments import ways
from tests.office.amendments.conftest import weighed
from tests.office.city import SCHEME, City

__all__ = ["a_home", "emptying", "kept_connection", "keys", "weighed"]
pytestmark = pytest.mark.django_db
ABSENT = "2" * 16
INSIDE = ("", "/changes", "/impact")


@pytest.fixture
def city(weighed: tuple[City, str], db: None) -> City:
    del db
    return replace(weighed[0], people=dict(weighed[0].people))


@pytest.fixture
def ref(weighed: tuple[City, str], city: City) -> str:
    del city
    return weighed[1]


@pytest.fixture
def office(city: City, monkeypatch: pytest.MonkeyPatch) -> Office:
    city.person("secretary", Role.SYSTEM_ADMIN)
    made = Office(city)
    for who in ("staff", "leader", "auditor", "secretary", "jimo_r"):
        made.secrets[who] = made.token(who, secret=f"sikao_{who}")
    monkeypatch.setattr(clock, "now", lambda: city.at)
    return made


def asked(office: Office, who: str, path: str):
    return office.program(who).ask("GET", path)


def told(office: Office, who: str, path: str):
    answer = asked(office, who, path)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_the_office_reads_an_amendment_on_its_way_and_what_it_does(office, city, ref):
    (listed,) = told(office, "staff", f"/amendments?scheme={SCHEME}")
    assert (listed["ref"], listed["state"], listed["since"]) == (ref, "draft", "q3")
    assert listed["reason"] == ways.REASON and listed["bound"] is None
    changes = told(office, "auditor", f"/amendments/{ref}/changes")
    # As the page shows them: 20 places, the target of the third quarter from 4.125 to 3.675.
    assert len(changes) == 20
    assert ("4.125", "3.675") in {(one["before"], one["after"]) for one in changes}
    found = told(office, "auditor", f"/amendments/{ref}/impact")
    kept = impact_in(amendment(ref).impact)
    assert (found["sha256"], found["seq"], found["carried"]) == (
        amendment(ref).impact,
        kept.seq,
        kept.carried,
    )
    assert found["after"] == listed["digest"] and found["before"] == sealed_versions(SCHEME)[0].digest
    leaves = [leaf for table in found["tables"] for unit in table["units"] for leaf in unit["leaves"]]
    # 40.15 → 45.06: the page of the table has it, too.
    points = {(leaf["name"]["zh"], leaf["before"], leaf["after"]) for leaf in leaves}
    assert ("实际使用外资", "40.15", "45.06") in points
    assert {unit["unit"] for table in found["tables"] for unit in table["units"]} >= {"jimo", "pingdu"}
    assert [step["what"] for step in told(office, "staff", f"/amendments/{ref}")["steps"]] == []
    ways.submitted(city, ref)
    whole = told(office, "leader", f"/amendments/{ref}")
    assert [step["what"] for step in whole["steps"]] == ["amendment.submit"] and whole["bound"]
    assert [line["number"] for line in whole["proposals"]] == [1]


def test_what_it_does_to_everyone_is_not_for_units_nor_for_leaders_before_it_lies_before_them(
    office, city, ref
):
    assert told(office, "leader", "/amendments") == []
    for path in INSIDE:
        absent = asked(office, "leader", f"/amendments/{ABSENT}{path}")
        assert asked(office, "leader", f"/amendments/{ref}{path}").content == absent.content
    bound = ways.approved(city, ref)
    for issued in (False, True):
        for who in ("jimo_r", "secretary"):
            statuses = {asked(office, who, f"/amendments/{ref}{path}").status_code for path in INSIDE}
            assert statuses | {asked(office, who, "/amendments").status_code} == {403}
        assert asked(office, "jimo_r", f"/amendments/{ref}/notice").status_code == (200 if issued else 404)
        assert len(told(office, "jimo_r", f"/schemes/{SCHEME}/versions")) == (2 if issued else 1)
        if not issued:
            by = ways.given(city, "director", ref, bound=bound)
            ways.actions.issue_amendment(**by)
    notice = asked(office, "jimo_r", f"/amendments/{ref}/notice").content.decode()
    totals = {unit.points for table in impact_in(amendment(ref).impact).tables for unit in table.units}
    assert len(totals) > 10 and not [text for text in totals - {None} if f'"{text}"' in notice]


def test_everybody_reads_which_version_binds_since_when_and_why(office, city, ref):
    ways.issued(city, ref)
    first, second = told(office, "jimo_r", f"/schemes/{SCHEME}/versions")
    assert (first["number"], first["since"], first["first_month"], first["amendment"]) == (1, None, 1, None)
    assert (second["number"], second["since"], second["first_month"], second["amendment"]) == (
        2,
        "q3",
        7,
        ref,
    )
    assert second["reason"] == ways.REASON and second["documents"] == []
    assert (second["digest"], second["seq"]) == (
        sealed_versions(SCHEME)[1].digest,
        sealed_versions(SCHEME)[1].seq,
    )
    notice = told(office, "jimo_r", f"/amendments/{ref}/notice")
    assert (notice["digest"], notice["follows"]) == (second["digest"], first["digest"])
    assert len(notice["changes"]) == 20
    for version in sealed_versions(SCHEME):
        file = asked(office, "jimo_r", f"/schemes/{SCHEME}/versions/{version.number}/text")
        assert file["X-Content-SHA256"] == version.archive_sha256 == hashlib.sha256(file.content).hexdigest()
    assert asked(office, "jimo_r", f"/schemes/{SCHEME}/versions/3/text").status_code == 404
    assert asked(office, "jimo_r", "/schemes/nothing/versions").status_code == 404
