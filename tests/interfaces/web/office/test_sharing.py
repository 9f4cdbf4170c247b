"""One browser for two units: noticed, told to whom the table names, shown to them alone; nobody stopped."""

import json
from datetime import date, timedelta

import pytest
from django.test import Client

from sikao.office.accounts.actions.sharing import flag_sharing
from sikao.office.accounts.models import Account, OrganisationChange
from sikao.office.accounts.rights.roles import Role
from sikao.office.groundwork.actor import machine
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.notices.models import Notice
from tests.interfaces.web.reading import read
from tests.office.staff import AT, PASSWORD, note, organisation, person, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.both]
LATER = AT + timedelta(hours=1)


@pytest.fixture(autouse=True)
def units():
    """Two units with a reporter each, and those who look."""
    for code, name in (("laoshan", "崂山区"), ("jimo", "即墨区")):
        organisation(code, name=name)
        person(f"{code}_r", (Role.REPORTER, code))


@pytest.fixture
def watching():
    found = {
        "audit": person("audit", Role.AUDIT_ADMIN),
        "security": person("security", Role.SECURITY_ADMIN),
        "auditor": person("auditor", Role.AUDITOR),
        "director": person("director", Role.OFFICE_DIRECTOR),
    }
    Account.objects.filter(pk__in=[who.person for who in found.values()]).update(totp_secret="set")  # noqa: S106
    return found


def enter(client: Client, login: str):
    answer = client.post("/sign-in/", {"login": login, "password": PASSWORD})
    assert answer.status_code == 302, answer.content
    return answer


def test_one_browser_for_two_units_is_told_once_and_stops_nobody(watching, moment):
    client = Client()
    enter(client, "laoshan_r")
    client.post("/sign-out/")
    enter(client, "jimo_r")
    assert flag_sharing(actor=machine(), at=LATER) == 1
    assert flag_sharing(actor=machine(), at=LATER + timedelta(hours=1)) == 0
    moment(LATER + timedelta(hours=2))
    told = {notice.person for notice in Notice.objects.filter(code="notice.shared_place")}
    assert told == {watching[name].person for name in ("audit", "security", "auditor")}
    for name in ("audit", "security", "auditor"):
        row = read(signed_in(watching[name]).get("/journal/sharing/").content.decode()).first("tbody").text
        assert "同一浏览器" in row and "崂山区" in row and "jimo_r" in row and "2" in row
    assert Entry.objects.latest("seq").verb == "sharing.view"
    assert signed_in(watching["director"]).get("/journal/sharing/").status_code == 403
    enter(client, "jimo_r")
    assert client.get("/account/").status_code == 200, "nobody is stopped"
    assert "通知" in signed_in(watching["audit"]).get("/notices/").content.decode()


def test_what_goes_on_is_told_again_after_thirty_days(watching, moment):
    assert watching
    client = Client()
    for days in (0, 31):
        at = AT + timedelta(days=days)
        moment(at)
        for login in ("laoshan_r", "jimo_r"):
            enter(client, login)
        assert flag_sharing(actor=machine(), at=at + timedelta(hours=1)) == 1


def test_browsers_of_their_own_and_plates_of_one_body_are_no_sharing():
    for login in ("laoshan_r", "jimo_r"):
        enter(Client(), login)
    assert flag_sharing(actor=machine(), at=LATER) == 0
    client = Client()
    for login in ("laoshan_r", "jimo_r"):
        enter(client, login)
    note(
        OrganisationChange(
            organisation_id="laoshan", what="plates", other_id="jimo", on=date(2019, 1, 1), document="x"
        )
    )
    assert flag_sharing(actor=machine(), at=LATER) == 0


def test_the_mark_is_private_and_kept_as_a_hash_alone():
    client = Client()
    cookie = enter(client, "laoshan_r").cookies["__Host-sikao-device"]
    assert cookie["httponly"] and cookie["secure"] and cookie["samesite"] == "Lax" and cookie["path"] == "/"
    entry = Entry.objects.filter(verb="session.sign_in").latest("seq")
    kept = json.loads(entry.new)
    assert set(kept) == {"device"} and len(kept["device"]) == 64
    assert cookie.value not in entry.text()
    assert enter(client, "jimo_r").cookies["__Host-sikao-device"].value == cookie.value
    client.cookies["__Host-sikao-device"] = "x' OR 1=1 --"
    assert len(enter(client, "jimo_r").cookies["__Host-sikao-device"].value) == 43


def test_a_refused_sign_in_sets_no_mark():
    answer = Client().post("/sign-in/", {"login": "laoshan_r", "password": "wrong"})
    assert "__Host-sikao-device" not in answer.cookies
