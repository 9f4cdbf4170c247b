"""The docket by a program: a unit applies and sees its own, the office all, others what is under notice."""

import hashlib
import json
from typing import get_args

import pytest
from django.core.files.base import ContentFile

from sikao.interfaces.api.shapes.docket import ApplicationState
from sikao.office.accounts.rights.roles import Role
from sikao.office.docket import actions
from sikao.office.docket.queries import application
from sikao.office.docket.stages import State
from sikao.office.groundwork import clock
from sikao.office.groundwork.files import place_of
from sikao.office.groundwork.models import Entry
from tests.interfaces.api.conftest import a_home, emptying, kept_connection, keys
from tests.interfaces.api.office import Office, codes
from tests.office.city import SCHEME, City
from tests.office.docket import ways
from tests.office.docket.conftest import city, opened
from tests.office.docket.ways import PRAISE

__all__ = ["a_home", "city", "emptying", "kept_connection", "keys", "opened"]
pytestmark = pytest.mark.django_db
LETTER = b"%PDF-1.7 commendation"
ABSENT = "2" * 16
FORM = {
    "scheme": SCHEME,
    "unit": "jimo",
    "item": PRAISE,
    "matter": "真抓实干成效明显",
    "count": "1",
    "reason": "受到督查激励",
    "document": "国办发〔2020〕1号",
    "document_date": "2020-01-08",
}


@pytest.fixture
def office(city: City, monkeypatch: pytest.MonkeyPatch) -> Office:
    city.person("secretary", Role.SYSTEM_ADMIN)
    made = Office(city)
    for who in ("staff", "leader", "secretary", "jimo_r", "jimo_s", "laixi_s", "emergency_s"):
        made.secrets[who] = made.token(who, secret=f"sikao_{who}")
    monkeypatch.setattr(clock, "now", lambda: city.at)
    return made


def asked(office: Office, who: str, path: str):
    return office.program(who).ask("GET", path)


def told(office: Office, who: str, path: str):
    answer = asked(office, who, path)
    assert answer.status_code == 200, answer.content
    return answer.json()


def said(office: Office, who: str, path: str) -> str:
    """All words of an answer, none of them escaped."""
    return json.dumps(told(office, who, path), ensure_ascii=False)


def test_what_may_be_asked_for_is_where_an_application_can_stand():
    assert get_args(ApplicationState) == tuple(state.value for state in State)


def test_a_unit_applies_with_files_completes_and_withdraws(office: Office, city: City) -> None:
    program = office.program("jimo_r")
    made = program.send("/docket", [ContentFile(LETTER, "通报.pdf")], **FORM, key_="once")
    assert made.status_code == 201, made.content
    ref = made.json()["ref"]
    again = program.send("/docket", [ContentFile(LETTER, "通报.pdf")], **FORM, key_="once")
    assert again.json() == {"ref": ref} and again["Idempotency-Replayed"] == "true"
    entry = Entry.objects.filter(verb="docket.apply").get()
    assert (entry.channel, entry.object_ref, json.loads(entry.new)["unit"]) == ("api", ref, "jimo")
    shown = told(office, "jimo_r", f"/docket/{ref}")
    digest = hashlib.sha256(LETTER).hexdigest()
    assert shown["files"] == [{"file": digest, "name": "通报.pdf", "size": len(LETTER)}]
    assert (shown["state"], shown["each"], shown["count"], shown["points"]) == ("submitted", "3", "1", None)
    assert (shown["item_name"]["zh"], shown["brought_by"]) == ("国务院督查激励", "jimo")
    file = asked(office, "jimo_r", f"/docket/{ref}/files/{digest}")
    assert (file.content, file["X-Content-SHA256"]) == (LETTER, digest)
    assert asked(office, "jimo_r", f"/docket/{ref}/files/{'0' * 64}").status_code == 404
    place_of(digest).write_bytes(b"other bytes")
    damaged = asked(office, "jimo_r", f"/docket/{ref}/files/{digest}")
    assert (damaged.status_code, damaged.json()["findings"][0]["code"]) == (409, "file.damaged")
    by = ways.given(city, "staff", application=ref, reason="缺文件全文")
    actions.return_application(**by)
    completed = {name: FORM[name] for name in ("count", "reason", "document", "document_date")}
    done = program.send(f"/docket/{ref}/resubmit", [ContentFile(LETTER + b"2", "全文.pdf")], **completed)
    assert done.json() == {"state": "submitted"}
    assert [one["name"] for one in told(office, "staff", f"/docket/{ref}")["files"]] == [
        "通报.pdf",
        "全文.pdf",
    ]
    twice = program.send(f"/docket/{ref}/resubmit", [ContentFile(LETTER, "x.pdf")], **completed)
    assert (twice.status_code, codes(twice)) == (409, ["right.not_now"])
    taken = program.ask("POST", f"/docket/{ref}/withdraw", {"reason": "另行申报"})
    assert taken.json() == {"state": "withdrawn"}


def test_what_cannot_be_applied_for_is_refused(office: Office) -> None:
    program = office.program("jimo_r")
    refusals = (
        ({"count": "3分"}, 422, "docket.count_unclear"),
        ({"item": ways.TALK}, 422, "docket.not_typed"),
        ({"unit": "laixi"}, 403, "right.not_you"),
        ({"scheme": "nothing"}, 404, "api.not_there"),
        ({"document_date": "8 January"}, 400, "api.shape"),
        ({"matter": ""}, 400, "api.shape"),
    )
    for wrong, status, code in refusals:
        answer = program.send("/docket", [ContentFile(LETTER, "通报.pdf")], **(FORM | wrong))
        assert (answer.status_code, codes(answer)[0]) == (status, code), wrong
    without = program.send("/docket", [], **FORM)
    assert (without.status_code, codes(without)) == (400, ["api.shape"])
    many = [ContentFile(LETTER, f"{n}.pdf") for n in range(6)]
    answer = program.send("/docket", many, **FORM)
    assert (answer.status_code, codes(answer)) == (422, ["docket.too_many_files"])
    assert not Entry.objects.filter(verb="docket.apply", outcome="done").exists()


def test_another_unit_sees_of_an_application_what_is_under_notice_and_nothing_else(
    office: Office, city: City
) -> None:
    ref = ways.examined(city, ways.applied(city))
    file = application(ref).files[0].file
    paths = (f"/docket/{ref}", f"/docket/{ref}/files/{file}")

    def hidden() -> None:
        assert told(office, "laixi_s", "/docket") == []
        for path in paths:
            absent = asked(office, "laixi_s", path.replace(ref, ABSENT))
            assert asked(office, "laixi_s", path).content == absent.content
        taking = office.program("laixi_s").ask("POST", f"/docket/{ref}/withdraw", {"reason": "no"})
        assert (taking.status_code, codes(taking)) == (404, ["api.not_there"])
        (standing,) = told(office, "laixi_s", "/docket-standing")["units"]
        assert standing["unit"] == "laixi" and {leaf["counted"] for leaf in standing["leaves"]} == {"0"}

    hidden()
    assert told(office, "laixi_s", "/docket-notices") == []
    own = told(office, "jimo_s", f"/docket/{ref}")
    assert own["proposed"] is None and [step["what"] for step in own["steps"]] == ["docket.apply"]
    assert {step["person"] for step in own["steps"]} == {None}
    inside = told(office, "staff", f"/docket/{ref}")
    assert inside["proposed"] == "1" and len(inside["steps"]) == 3
    ways.shown(city, ref)
    hidden()
    (noticed,) = told(office, "laixi_s", "/docket-notices")
    assert (noticed["ref"], noticed["proposed"], noticed["document"]) == (ref, "1", "国办发〔2020〕1号")
    assert not {"reason", "files", "steps", "count", "points"} & noticed.keys()
    actions.object_to_notice(
        **ways.given(city, "laixi_s", application=ref, unit="laixi", reason="由我市牵头")
    )
    assert "由我市牵头" not in said(office, "jimo_s", f"/docket/{ref}")
    assert "由我市牵头" in said(office, "leader", f"/docket/{ref}")
    assert {asked(office, "secretary", path).status_code for path in ("/docket", *paths)} == {403}


def test_an_opinion_is_told_once_two_have_decided_and_the_standing_follows(
    office: Office, city: City
) -> None:
    ref = ways.ready(city, ways.applied(city))
    actions.decide_application(**ways.given(city, "director", application=ref, count="1", reason="同意认定"))
    assert told(office, "jimo_s", f"/docket/{ref}")["decided"] is None
    assert "同意认定" not in said(office, "jimo_s", f"/docket/{ref}")
    assert "同意认定" in said(office, "staff", f"/docket/{ref}")
    assert told(office, "staff", f"/docket/{ref}")["decided"] == "1"
    actions.confirm_decision(**ways.given(city, "leader", application=ref, bound=application(ref).bound))
    shown = told(office, "jimo_s", f"/docket/{ref}")
    assert (shown["state"], shown["decided"], shown["points"]) == ("granted", "1", "3")
    assert (shown["leaf"]["counted"], shown["leaf"]["over"]) == ("3", False)
    assert [one["ref"] for one in told(office, "staff", "/docket?direction=bonus&state=granted")] == [ref]
    assert told(office, "staff", f"/docket?unit=laixi&scheme={SCHEME}") == []
    everyone = told(office, "staff", f"/docket-standing?scheme={SCHEME}")
    by_unit = {one["unit"]: {leaf["counted"] for leaf in one["leaves"]} for one in everyone["units"]}
    assert "3" in by_unit["jimo"] and by_unit["laixi"] == {"0"} and not everyone["closed"]
    assert [one["unit"] for one in told(office, "jimo_s", "/docket-standing")["units"]] == ["jimo"]


def test_who_is_charged_hears_of_it_from_the_notice_on(office: Office, city: City) -> None:
    ref = ways.charged(city)
    assert [one["ref"] for one in told(office, "emergency_s", "/docket?direction=deduction")] == [ref]
    units = told(office, "emergency_s", "/docket-standing")["units"]
    assert [one["unit"] for one in units] == ["emergency"], "a body is assessed itself, and sees no other"
    assert told(office, "laixi_s", "/docket") == []
    assert asked(office, "laixi_s", f"/docket/{ref}").status_code == 404
    assert told(office, "emergency_s", f"/docket/{ref}")["leaf"] is None, (
        "what else it was granted is no matter of a body"
    )
    ways.shown(city, ways.examined(city, ref))
    shown = told(office, "laixi_s", f"/docket/{ref}")
    assert (shown["deduction"], shown["brought_by"], shown["proposed"]) == (True, "emergency", "1")
    assert shown["leaf"]["counted"] == "0"
