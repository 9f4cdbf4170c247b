"""People, organisations and accounts as pages: what each administrator can do there, and what not."""

from datetime import date

import pytest

from sikao.office.accounts.models import Account, Organisation, OrganisationName, Person
from sikao.office.accounts.queries import successors
from sikao.office.accounts.rights.roles import Role
from sikao.office.groundwork.notices.models import Notice
from tests.interfaces.web.reading import read
from tests.office.staff import PASSWORD, organisation, person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    """The browser of a system administrator."""
    return browser("system", Role.SYSTEM_ADMIN)


def browser(name: str, role: Role):
    who = person(name, role)
    Account.objects.filter(pk=who.person).update(totp_secret="set")  # noqa: S106
    return signed_in(who)


def test_the_system_administrator_enters_a_person_and_opens_an_account(system, client):
    organisation("laoshan", name="崂山区")
    made = system.post("/people/add/", {"name": "王敏", "staff_number": "1007", "lane": "business"})
    card = made.headers["Location"]
    ref = Person.objects.get(staff_number="1007").pk
    assert card == f"/people/{ref}/?done=1"
    where = {"organisation": "laoshan", "since": "2020-07-01", "position": "科长"}
    assert system.post(f"/people/{ref}/memberships/", where).status_code == 302
    opened = system.post(f"/people/{ref}/account/", {"login": "wangmin"})
    secret = read(opened.content.decode()).first("code").text
    assert system.get(card).content.decode().count(secret) == 0
    text = read(system.get(card).content.decode()).first("main").text
    assert "崂山区" in text and "科长" in text and "wangmin" in text
    signed = client.post("/sign-in/", {"login": "wangmin", "password": secret})
    assert signed.headers["Location"] == "/account/password/"
    again = client.post("/sign-in/", {"login": "wangmin", "password": "x" + secret})
    assert again.status_code == 422


def test_what_is_wrong_with_a_form_is_told_in_the_words_of_the_form(system):
    answer = system.post("/people/add/", {"name": "", "staff_number": "1", "lane": "king", "role": "x"})
    assert answer.status_code == 422
    text = read(answer.content.decode()).first("main").text
    assert "这一项没有填写。" in text and "名称" in text and "账号类别" in text
    english = system.post("/en/people/add/", {"name": "", "staff_number": "1", "lane": "business"})
    assert "This field is empty." in english.content.decode()
    assert not Person.objects.filter(staff_number="1").exists()


def test_fields_that_no_form_has_change_nothing(system):
    """Mass assignment: names of columns sent along are not taken."""
    sent = {"ref": "me", "version": "9", "epoch": "9", "password": "x", "closed_at": "", "proposed_by": "x"}
    system.post("/people/add/", {"name": "王", "staff_number": "8", "lane": "business", **sent})
    made = Person.objects.get(staff_number="8")
    assert made.pk != "me" and made.version == 1
    system.post(
        f"/people/{made.pk}/account/", {"login": "wang", "must_change": "", "totp_secret": "x", **sent}
    )
    account = Account.objects.get(pk=made.pk)
    assert (account.epoch, account.must_change, account.totp_secret) == (1, True, "")
    assert account.password != "x"  # noqa: S105


def test_an_organisation_keeps_its_history(system):
    given = {"code": "jimo", "kind": "unit", "name": "即墨市", "since": "2010-01-01"}
    assert system.post("/organisations/add/", given).status_code == 302
    assert "确认后不能更改或撤销" in system.get("/organisations/jimo/").content.decode(), (
        "said before it is done"
    )
    system.post("/organisations/jimo/name/", {"name": "即墨区", "name_en": "Jimo", "since": "2017-09-01"})
    system.post(
        "/organisations/jimo/change/",
        {"what": "founded", "on": "2017-09-01", "document": "鲁政字〔2017〕1号"},
    )
    text = read(system.get("/organisations/jimo/").content.decode()).first("main").text
    assert "即墨市" in text and "即墨区" in text and "鲁政字〔2017〕1号" in text
    assert "Jimo" in system.get("/en/organisations/").content.decode()
    assert OrganisationName.objects.count() == 2
    confirmed(system, "jimo", {"what": "dissolved", "on": "2020-09-01", "document": "鲁政字〔2020〕9号"})
    assert Organisation.objects.get().ended_on.isoformat() == "2020-09-01"
    late = system.post("/organisations/jimo/name/", {"name": "x", "since": "2021-01-01"})
    assert late.status_code == 409


def test_a_lost_password_takes_two_persons(system, client):
    who = person("wang")
    asked = {"what": "password", "reason": "当面核对身份证"}
    assert system.post(f"/people/{who.person}/account/ask/", asked).status_code == 302
    page = read(system.get("/people/").content.decode()).first("main").text
    assert "当面核对身份证" in page
    second = browser("security", Role.SECURITY_ADMIN)
    form = read(second.get("/people/").content.decode()).first("table").first("form")
    answer = second.post(form.attributes["action"])
    secret = read(answer.content.decode()).first("code").text
    assert client.post("/sign-in/", {"login": "wang", "password": PASSWORD}).status_code == 422
    assert client.post("/sign-in/", {"login": "wang", "password": secret}).status_code == 302
    assert second.post(form.attributes["action"]).status_code == 409
    assert system.post(form.attributes["action"]).status_code == 404


def test_a_request_is_taken_back_with_a_reason_beside_its_confirmation(system):
    who, second = person("wang"), browser("security", Role.SECURITY_ADMIN)
    system.post(f"/people/{who.person}/account/ask/", {"what": "factor", "reason": "来电，未核实"})
    notice = Notice.objects.get(code="notice.request_asked")
    went = second.post("/notices/read/", {"ref": notice.pk, "go": notice.pk})
    assert went.headers["Location"] == "/people/", "the notice leads to where it is confirmed or refused"

    def forms(client) -> list[str]:
        table = read(client.get("/people/").content.decode()).first("table")
        return [form.attributes["action"] for form in table.all("form")]

    confirm, refuse = forms(second)
    assert forms(system) == [refuse], "whoever asked confirms nothing"
    assert system.post(refuse, {"reason": " "}).status_code == 422
    assert system.post(refuse, {"reason": "申请错了人"}).status_code == 302
    assert system.post(refuse, {"reason": "申请错了人"}).status_code == 409
    assert second.post(confirm).status_code == 409 and refuse not in forms(second)


def test_people_are_found_page_by_page(system):
    for number in range(60):
        Person.objects.create(name=f"甲{number:02}", staff_number=f"s{number}", lane="business")
    first = read(system.get("/people/?search=甲").content.decode()).first("main")
    assert first.text.count("甲") >= 50 and "下一页" in first.text
    second = read(system.get("/people/?search=甲&page=2").content.decode()).first("main").text
    assert "甲59" in second and "甲00" not in second
    assert system.get("/people/?page=notanumber&search=%00").status_code == 200


@pytest.mark.parametrize("role", [Role.SECURITY_ADMIN, Role.OFFICE_STAFF, Role.AUDITOR, Role.AUDIT_ADMIN])
def test_nobody_else_enters_people(role):
    other = browser("other", role)
    given = {"name": "王", "staff_number": "7", "lane": "business"}
    assert other.post("/people/add/", given).status_code == 403
    assert not Person.objects.filter(staff_number="7").exists()


def test_somebody_unknown_is_not_there(system):
    assert system.get("/people/nobody/").status_code == 404
    assert system.get("/organisations/nowhere/").status_code == 404


def confirmed(system, code: str, asked: dict) -> None:
    """An organisation ends: asked for on its page, confirmed there by the director of the office."""
    assert system.post(f"/organisations/{code}/end/", asked).status_code == 302
    assert "待第二人确认" in system.get(f"/organisations/{code}/").content.decode()
    director = browser("director", Role.OFFICE_DIRECTOR)
    assert "待确认的单位并入、撤销" in director.get("/").content.decode()
    assert f"/organisations/{code}/" in director.get("/organisations/").content.decode()
    page = read(director.get(f"/organisations/{code}/").content.decode()).first("main")
    actions = [form.attributes["action"] for form in page.all("form")]
    confirm = next(action for action in actions if "/endings/" in action and "refuse" not in action)
    assert system.post(confirm).status_code == 404, "whoever asked confirms nothing"
    assert director.post(confirm).status_code == 302
    assert director.post(confirm).status_code == 409
    assert "待确认的单位并入、撤销" not in director.get("/").content.decode()


def test_an_organisation_merged_renamed_and_given_two_plates_shows_all_of_it(system):
    organisation("water", "bureau", "水务局")
    organisation("urban", "bureau", "城管局")
    watching = [person("watches", Role.SECURITY_ADMIN), person("reports", (Role.REPORTER, "water"))]
    rename = {"name": "水务管理局", "name_en": "Water Bureau", "since": "2020-03-01"}
    assert system.post("/organisations/water/name/", rename).status_code == 302
    plates = {"what": "plates", "other": "urban", "on": "2020-04-01", "document": "青编〔2020〕3号"}
    assert system.post("/organisations/water/change/", plates).status_code == 302
    merged = {"what": "merged", "other": "urban", "on": "2020-07-01", "document": "青编〔2020〕9号"}
    assert system.post("/organisations/water/change/", merged).status_code == 422, "not at once"
    confirmed(system, "water", merged)
    for who in watching:
        told = Notice.objects.filter(person=who.person, code="notice.organisation_changed")
        assert told.count() == 2 and "青编" in told.latest("ref").details
    told = read(system.get("/organisations/water/").content.decode()).first("main").text
    assert "水务局" in told and "水务管理局" in told and "城管局" in told
    assert "青编〔2020〕3号" in told and "青编〔2020〕9号" in told and "2020-07-01" in told
    assert successors(date(2020, 7, 1)) == {"water": "urban"} and successors(date(2020, 6, 30)) == {}
    other = read(system.get("/organisations/urban/").content.decode()).first("main").text
    assert "水务管理局 并入 城管局" in other, "the successor's history tells it, too"
    again = system.post("/organisations/water/name/", rename | {"name": "别的名字"})
    assert again.status_code == 409, "what has ended is history"
    gone = system.post("/people/" + person("wang").person + "/memberships/", {"organisation": "water"})
    assert gone.status_code == 422
