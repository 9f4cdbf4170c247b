"""Grants, rights, delegations and tokens as pages."""

from datetime import date

import pytest

from sikao.office.accounts.models import Account, ApiToken, Delegation, Grant, Membership, Person
from sikao.office.accounts.queries import holdings, stands_in_for
from sikao.office.accounts.rights.deciding import Holding
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.tokens import token_actor
from sikao.office.groundwork.models import Entry
from tests.interfaces.web.reading import read
from tests.office.staff import AT, grant, organisation, person, signed_in

pytestmark = pytest.mark.django_db


def browser(name: str, *roles):
    who = person(name, *roles)
    Account.objects.filter(pk=who.person).update(totp_secret="set")  # noqa: S106
    return signed_in(who)


def test_a_grant_is_proposed_by_one_and_confirmed_by_another():
    organisation("laoshan", name="崂山区")
    who = person("wang", (Role.REPORTER, "laoshan"))
    first, second = browser("first", Role.SECURITY_ADMIN), browser("second", Role.OFFICE_DIRECTOR)
    card = first.get(f"/people/{who.person}/").content.decode()
    assert "提出授权" in card and "三员" not in card
    sent = {"role": "verifier", "organisation": "laoshan", "since": "2020-07-18"}
    assert first.post(f"/people/{who.person}/grants/", sent).status_code == 302
    ref = Grant.objects.latest("entry_id").pk
    own = first.post(f"/grants/{ref}/confirm/")
    assert own.status_code == 403 and "不能确认自己提出的授权" in own.content.decode()
    waiting = read(second.get("/grants/").content.decode()).first("main").text
    assert "待确认" in waiting and "数据核实人 · 崂山区" in waiting
    assert second.post(f"/grants/{ref}/confirm/").status_code == 302
    assert Holding(Role.VERIFIER, "laoshan") in holdings(who.person, AT.date())
    assert second.post(f"/grants/{ref}/end/", {"reason": "x"}).status_code == 409
    assert f"/grants/{ref}/end/" not in second.get("/grants/").content.decode()
    assert first.post(f"/grants/{ref}/end/", {"reason": "调离"}).status_code == 302
    assert Holding(Role.VERIFIER, "laoshan") not in holdings(who.person, AT.date())
    assert "调离" in first.get("/grants/").content.decode()


def test_the_director_refuses_what_was_proposed():
    organisation("laoshan", name="崂山区")
    who = person("wang", (Role.REPORTER, "laoshan"))
    first, director = browser("first", Role.SECURITY_ADMIN), browser("director", Role.OFFICE_DIRECTOR)
    sent = {"role": "signer", "organisation": "laoshan", "since": "2020-07-18"}
    assert first.post(f"/people/{who.person}/grants/", sent).status_code == 302
    ref = Grant.objects.latest("entry_id").pk
    assert f"/grants/{ref}/end/" in director.get("/grants/").content.decode()
    assert director.post(f"/grants/{ref}/end/", {"reason": ""}).status_code == 422
    assert director.post(f"/grants/{ref}/end/", {"reason": "不是本单位人员"}).status_code == 302
    assert Holding(Role.SIGNER, "laoshan") not in holdings(who.person, AT.date())
    assert "不是本单位人员" in first.get("/grants/").content.decode()


def test_everybody_reads_the_table_of_rights():
    client = signed_in(person("wang"))
    text = read(client.get("/rights/?who=all").content.decode()).first("table").text
    assert "签审人（本单位）" in text and "task.sign" in text and "submitted" in text
    english = client.get("/en/rights/?who=all").content.decode()
    assert "signer (own organisation)" in english and "the program, by rule" in english


def test_a_signer_names_a_delegate_before_the_first_day():
    organisation("laoshan", name="崂山区")
    signer = browser("signer", (Role.SIGNER, "laoshan"))
    colleague = person("colleague", (Role.VERIFIER, "laoshan"))
    outsider = person("outsider")
    page = signer.get("/delegations/").content.decode()
    assert colleague.person in page and outsider.person not in page
    sent = {"organisation": "laoshan", "delegate": colleague.person, "last_day": "2020-07-20"}
    assert signer.post("/delegations/", {**sent, "since": "2020-07-18"}).status_code == 422
    assert signer.post("/delegations/", {**sent, "since": "2020-07-19"}).status_code == 302
    found = Delegation.objects.get()
    assert stands_in_for(colleague.person, found.since) == {"laoshan": found.signer_id}
    assert stands_in_for(colleague.person, AT.date()) == {}
    other = browser("other", (Role.SIGNER, "laoshan"))
    assert other.post(f"/delegations/{found.pk}/end/").status_code == 404
    assert signer.post(f"/delegations/{found.pk}/end/").status_code == 302
    assert stands_in_for(colleague.person, found.since) == {}
    foreign = signer.post("/delegations/", {**sent, "organisation": "jimo", "since": "2020-07-19"})
    assert foreign.status_code == 403


def test_a_token_is_shown_once_and_ends_with_its_day_its_person_or_on_request():
    organisation("laoshan")
    who = person("wang", (Role.REPORTER, "laoshan"))
    client = signed_in(who)
    sent = {"name": "报表程序", "scopes": ["task.view", "figure.view"], "last_day": "2020-12-31"}
    answer = client.post("/tokens/", sent).content.decode()
    secret = read(answer).first("code", class_="secret").text
    assert secret not in client.get("/tokens/").content.decode()
    assert not ApiToken.objects.filter(secret=secret).exists()
    found = token_actor(secret, AT)
    assert (found.person, found.scopes) == (who.person, {"task.view", "figure.view"})
    assert token_actor(secret + "x", AT) is None
    assert token_actor(secret, AT.replace(year=2021)) is None
    ref = ApiToken.objects.get().pk
    assert signed_in(person("li")).post(f"/tokens/{ref}/end/").status_code == 404
    assert client.post(f"/tokens/{ref}/end/").status_code == 302
    assert token_actor(secret, AT) is None


def test_a_token_dies_with_its_account():
    organisation("laoshan")
    who = person("wang", (Role.REPORTER, "laoshan"))
    sent = {"name": "x", "scopes": ["task.view"], "last_day": "2020-12-31"}
    answer = signed_in(who).post("/tokens/", sent).content.decode()
    secret = read(answer).first("code", class_="secret").text
    system = browser("system", Role.SYSTEM_ADMIN)
    assert system.post(f"/people/{who.person}/account/close/", {"reason": "离职"}).status_code == 302
    assert token_actor(secret, AT) is None


def test_nobody_signs_or_grants_by_token():
    client = browser("signer", Role.OFFICE_STAFF)
    for scope in ("task.sign", "scheme.approve", "grant.confirm", "password.change"):
        sent = {"name": "x", "scopes": [scope], "last_day": "2020-12-31"}
        assert client.post("/tokens/", sent).status_code == 422


def test_whoever_leaves_hands_over_to_a_colleague_with_a_second_person_s_word():
    organisation("laoshan", name="崂山区")
    leaving = person("leaving", (Role.REPORTER, "laoshan"), (Role.VERIFIER, "laoshan"))
    successor = person("successor", (Role.VERIFIER, "laoshan"))
    outsider = person("outsider")
    system = browser("system", Role.SYSTEM_ADMIN)
    first, second = browser("first", Role.SECURITY_ADMIN), browser("second", Role.OFFICE_DIRECTOR)
    membership = Membership.objects.get(person_id=leaving.person).pk
    end = {"last_day": "2020-07-20"}
    assert system.post(f"/people/{leaving.person}/memberships/{membership}/", end).status_code == 302
    for prefix in ("", "/en"):
        page = first.get(f"{prefix}/people/{leaving.person}/").content.decode()
        read(page)
        assert successor.person in page and outsider.person not in page and "2020-07-21" in page
    assert "接手人" not in second.get(f"/people/{leaving.person}/").content.decode()
    sent = {"organisation": "laoshan", "successor": successor.person, "since": "2020-07-21"}
    address = f"/people/{leaving.person}/handover/"
    assert first.post(address, sent | {"successor": outsider.person}).status_code == 422
    assert first.post(address, sent | {"successor": leaving.person}).status_code == 422
    assert first.post(address, sent | {"since": "2020-07-17"}).status_code == 422
    assert second.post(address, sent).status_code == 404
    assert first.post(address, sent).status_code == 302
    assert first.post(address, sent).status_code == 409, "nothing is left to be proposed"
    made = Grant.objects.get(person_id=successor.person, role="reporter")
    assert holdings(successor.person, date(2020, 7, 21)) == (Holding(Role.VERIFIER, "laoshan"),)
    assert second.post(f"/grants/{made.pk}/confirm/").status_code == 302
    day = date(2020, 7, 20)
    assert Holding(Role.REPORTER, "laoshan") in holdings(leaving.person, day)
    assert Holding(Role.REPORTER, "laoshan") not in holdings(successor.person, day)
    assert holdings(leaving.person, date(2020, 7, 21)) == ()
    assert Holding(Role.REPORTER, "laoshan") in holdings(successor.person, date(2020, 7, 21))
    entry = Entry.objects.filter(verb="grant.propose", outcome="done").latest("seq")
    assert entry.object_ref == successor.person and leaving.person in entry.new


def test_a_handover_makes_no_one_reporter_and_signer_and_revives_nothing_that_has_run_out():
    organisation("laoshan", name="崂山区")
    leaving = person("leaving", (Role.REPORTER, "laoshan"))
    grant(Person.objects.get(pk=leaving.person), Role.VERIFIER, "laoshan", last_day=date(2020, 7, 17))
    signer, free = person("signer", (Role.SIGNER, "laoshan")), person("free", (Role.VERIFIER, "laoshan"))
    security = browser("security", Role.SECURITY_ADMIN)
    main = read(security.get(f"/people/{leaving.person}/").content.decode()).first("main")
    choices = [one.attributes["value"] for one in main.first("select", name="successor").all("option")]
    assert choices == [free.person]
    assert "未列出signer：接手后会同时是填报人和签审人" in main.text
    assert "未列入数据核实人：该授权已于2020-07-17到期" in main.text
    english = security.get(f"/en/people/{leaving.person}/").content.decode()
    assert "Not offered, signer" in english and "ran out on 2020-07-17" in english
    sent = {"organisation": "laoshan", "since": "2020-07-18"}
    address = f"/people/{leaving.person}/handover/"
    refused = security.post(address, sent | {"successor": signer.person})
    assert refused.status_code == 422 and "填报和签审须由两人办理" in refused.content.decode()
    assert security.post(address, sent | {"successor": free.person}).status_code == 302
    assert Grant.objects.filter(person_id=free.person).latest("entry_id").role == "reporter"
    assert Grant.objects.filter(person_id=free.person).count() == 2


def test_an_organisation_without_a_reporter_is_seen_by_the_security_administrator():
    organisation("laoshan", name="崂山区")
    last = person("last", (Role.REPORTER, "laoshan"))
    first = browser("first", Role.SECURITY_ADMIN)
    assert "没有缺人的单位" in first.get("/").content.decode()
    grant = Grant.objects.get(person_id=last.person).pk
    assert first.post(f"/grants/{grant}/end/", {"reason": "调离"}).status_code == 302
    page = first.get("/").content.decode()
    assert "没有缺人的单位" not in page and "/organisations/laoshan/" in page


def test_a_signer_makes_tokens_that_read_and_return_but_never_sign():
    organisation("laoshan")
    client = browser("signer", (Role.SIGNER, "laoshan"))
    page = client.get("/tokens/").content.decode()
    assert 'value="task.view"' in page and 'value="task.return"' in page and 'value="dispute.answer"' in page
    assert "task.sign" not in page and "task.fill" not in page
    sent = {"name": "x", "scopes": ["task.view", "task.return"], "last_day": "2020-12-31"}
    assert client.post("/tokens/", sent).status_code == 200
    assert ApiToken.objects.get().scopes == "task.return task.view"
    for scope in ("task.sign", "task.fill"):
        assert client.post("/tokens/", sent | {"scopes": [scope]}).status_code == 422


def test_the_table_of_rights_begins_with_one_s_own():
    organisation("laoshan")
    client = browser("signer", (Role.SIGNER, "laoshan"))
    own = client.get("/rights/").content.decode()
    assert "task.sign" in own and "task.fill" not in own and "grant.propose" not in own
    other = client.get("/rights/?who=security_admin").content.decode()
    assert "grant.propose" in other and "task.sign" not in other
    assert "task.sign" in client.get("/rights/?who=all").content.decode()
