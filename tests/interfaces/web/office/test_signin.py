"""Signing in, step by step: what is asked for, what ends it, what never gets through."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sikao.office.accounts import factors
from sikao.office.accounts.models import Account
from sikao.office.accounts.rights.roles import Role
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.notices.queries import mails_of
from tests.office.staff import AT, PASSWORD, organisation, person, signed_in

pytestmark = pytest.mark.django_db


def enter(client: Client, login: str, password: str = PASSWORD, **more):
    return client.post("/sign-in/", {"login": login, "password": password, **more})


def test_a_person_without_a_second_factor_comes_in_with_a_password(client):
    who = person("wang")
    assert client.get("/account/").headers["Location"] == "/sign-in/?next=%2Faccount%2F"
    answer = enter(client, "wang", next="/account/")
    assert answer.headers["Location"] == "/account/"
    page = client.get("/account/")
    assert page.status_code == 200 and "wang" in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store"
    last = Entry.objects.latest("seq")
    assert (last.verb, last.actor, last.outcome) == ("session.sign_in", who.person, "done")


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(client):
    person("wang")
    known = enter(client, "wang", "no")
    unknown = enter(client, "wnag", "no")
    assert known.status_code == unknown.status_code == 422
    token = b"csrfmiddlewaretoken"
    assert strip(known.content) == strip(unknown.content) and token in known.content


@pytest.mark.both
def test_nobody_learns_who_has_an_account():
    """A wrong password, a name of nobody and a closed account: the same bytes, headers and work."""
    person("wang")
    closed = person("gone")
    Account.objects.filter(pk=closed.person).update(closed_at=AT)
    enter(Client(), "first", "no")  # the first from an address is counted anew, whoever it names
    told = []
    for login, password in (("wang", "no"), ("nobody", "no"), ("gone", PASSWORD)):
        with CaptureQueriesContext(connection) as work:
            answer = enter(Client(), login, password)
        headers = {name: value for name, value in answer.headers.items() if name != "Set-Cookie"}
        told.append((answer.status_code, strip(answer.content), headers, [*answer.cookies], len(work)))
    assert told[0] == told[1] == told[2]


def strip(content: bytes) -> list[bytes]:
    return [line for line in content.splitlines() if b"csrfmiddlewaretoken" not in line]


def test_a_privileged_person_sets_up_a_second_factor_before_anything_else(client):
    organisation("laoshan")
    who = person("li", (Role.SIGNER, "laoshan"))
    assert enter(client, "li").headers["Location"] == "/account/second-factor/"
    assert client.get("/").headers["Location"] == "/account/second-factor/"
    page = client.get("/account/second-factor/").content.decode()
    assert "data:image/svg" in page
    secret = client.session["new_secret"]
    code = factors.code_at(secret, int(AT.timestamp()) // 30)
    done = client.post("/account/second-factor/", {"code": code})
    assert done.content.decode().count("<li><code>") == 10
    assert client.get("/").status_code == 200
    assert secret not in Account.objects.get(pk=who.person).totp_secret


def test_the_code_of_the_second_factor_counts_once(client, moment):
    who = person("zhao", Role.OFFICE_DIRECTOR)
    account = Account.objects.get(pk=who.person)
    secret = factors.new_secret()
    Account.objects.filter(pk=who.person).update(totp_secret=factors.seal_secret(account, secret))
    assert enter(client, "zhao").headers["Location"] == "/sign-in/second-factor/"
    for elsewhere in ("/", "/account/password/", "/account/second-factor/", "/people/", "/account/"):
        assert client.get(elsewhere).headers["Location"] == "/sign-in/second-factor/"
    code = factors.code_at(secret, int(AT.timestamp()) // 30)
    assert client.post("/sign-in/second-factor/", {"code": "000000"}).status_code == 422
    key = client.session.session_key
    assert client.post("/sign-in/second-factor/", {"code": code}).headers["Location"] == "/"
    assert client.session.session_key != key
    other = Client()
    enter(other, "zhao")
    assert other.post("/sign-in/second-factor/", {"code": code}).status_code == 422
    later = factors.code_at(secret, int(AT.timestamp()) // 30 + 1)
    moment(AT + timedelta(seconds=30))
    assert other.post("/sign-in/second-factor/", {"code": later}).status_code == 302


def test_a_session_ends_for_want_of_use_and_for_its_age(moment):
    reporter, director = person("sun"), person("qian", Role.OFFICE_DIRECTOR)
    Account.objects.filter(pk=director.person).update(totp_secret="set")  # noqa: S106
    for who, minutes in ((reporter, 30), (director, 15)):
        moment(AT)
        client = signed_in(who, AT)
        moment(AT + timedelta(minutes=minutes, seconds=-1))
        assert client.get("/account/").status_code == 200
        moment(AT + timedelta(minutes=2 * minutes, seconds=-1))
        assert client.get("/account/").headers["Location"].startswith("/sign-in/?next=%2Faccount%2F&ended=1")
    moment(AT)
    client = signed_in(reporter, AT)
    for tens in range(1, 72):
        moment(AT + timedelta(minutes=10 * tens))
        assert client.get("/account/").status_code == 200, tens
    moment(AT + timedelta(hours=12))
    assert client.get("/account/").status_code == 302


def test_a_use_is_noted_once_a_minute_and_the_page_tells_what_is_really_left(moment):
    moment(AT)
    reporter = signed_in(person("sun"), AT)

    def left() -> int:
        page = reporter.get("/account/").content.decode()
        return int(re.findall(r'name="sikao-session" content="(\d+)"', page)[0])

    moment(AT + timedelta(seconds=5))
    first = left()
    moment(AT + timedelta(seconds=40))
    assert left() == first - 35, "nothing was written, and so the session ends no later"
    moment(AT + timedelta(seconds=70))
    assert left() == 30 * 60


def test_signing_out_ends_the_session_for_good(client):
    person("wang")
    enter(client, "wang")
    key = client.session.session_key
    assert client.post("/sign-out/").headers["Location"] == "/sign-in/"
    client.cookies["__Host-sikao"] = key
    assert client.get("/account/").status_code == 302


def test_an_expired_password_is_changed_before_anything_else(client, moment):
    person("wang")
    moment(AT + timedelta(days=90))
    assert enter(client, "wang").headers["Location"] == "/account/password/"
    assert client.get("/").headers["Location"] == "/account/password/"
    given = {"present": PASSWORD, "new": "Kettle+lantern 41 reeds", "again": "Kettle+lantern 41 reeds"}
    weak = client.post("/account/password/", {**given, "new": "Sikao2020kaohe!"})
    assert weak.status_code == 422
    assert client.post("/account/password/", given).headers["Location"] == "/"
    assert client.get("/").status_code == 200


def test_a_form_from_elsewhere_is_refused_and_changes_nothing():
    person("wang")
    strict = Client(enforce_csrf_checks=True)
    assert enter(strict, "wang").status_code == 403
    assert not Entry.objects.filter(verb="session.sign_in").exists()


def test_reminders_are_mailed_where_the_operator_switched_mail_on_and_the_person_asks_for_it(settings):
    who = person("wang")
    client = signed_in(who)
    assert "邮件提醒" not in client.get("/account/").content.decode()
    given = {"mail": "wang@example.gov.cn"}
    assert client.post("/account/mail/", given).status_code == 409
    settings.SIKAO_PLACE = replace(
        settings.SIKAO_PLACE, mail_host="127.0.0.1", mail_from="sikao@example.gov.cn"
    )
    assert "Reminders by mail" in client.get("/en/account/").content.decode()
    wrong = client.post("/account/mail/", {"mail": "wang"})
    assert wrong.status_code == 422 and 'value="wang"' in wrong.content.decode()
    assert client.post("/account/mail/", given).headers["Location"] == "/account/?done=1"
    assert mails_of([who.person]) == {who.person: "wang@example.gov.cn"}
    last = Entry.objects.latest("seq")
    assert (last.verb, last.outcome, "example" in last.new) == ("mail.set", "done", False)
    settings.SIKAO_PLACE = replace(settings.SIKAO_PLACE, mail_host="")
    assert "wang@example.gov.cn" in client.get("/account/").content.decode(), "it can still be taken away"
    assert client.post("/account/mail/", {"mail": ""}).status_code == 302
    assert mails_of([who.person]) == {}
