"""Nobody comes in beside the door: every address is in the table, every answer private, refusals alike."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from sikao.interfaces.web.office import pages
from sikao.interfaces.web.office.menu import MENU
from sikao.interfaces.web.office.pages import PAGES, STEP_UP, Open
from sikao.office.accounts import factors
from sikao.office.accounts.actions import grants
from sikao.office.accounts.models import Account, Grant, GrantConfirmation
from sikao.office.accounts.rights.deciding import may
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.table import TABLE
from sikao.office.accounts.rights.verbs import Verb
from tests.drill.figures import many, some
from tests.interfaces.web.reading import read
from tests.office.staff import AT, PASSWORD, organisation, person, signed_in

pytestmark = pytest.mark.django_db
STUDY = {name for name, verb in PAGES.items() if verb in {Verb.RESULTS_VIEW, Verb.SCHEME_VIEW}}


def patterns(resolver: URLResolver | None = None):
    for pattern in (resolver or get_resolver("sikao.interfaces.web.office.urls")).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern)
        elif isinstance(pattern, URLPattern):
            yield pattern


def addresses() -> dict[str, str]:
    """Every address once, with something that is not there in the place of codes."""
    found = {}
    for pattern in patterns():
        route = re.sub(r"<int:\w+>", "999999", str(pattern.pattern))
        found[pattern.name] = "/" + re.sub(r"<\w+:\w+>", "nothing", route)
    return found


ADDRESSES = addresses()


def test_every_address_is_in_the_table_and_has_a_name():
    assert None not in ADDRESSES
    assert set(ADDRESSES) - set(PAGES) == set()
    assert set(PAGES) - set(ADDRESSES) == set()
    assert {line.page for line in MENU} <= set(PAGES)


def test_every_verb_of_a_page_can_be_held_by_somebody():
    held = {row.verb for row in TABLE}
    assert {verb for verb in PAGES.values() if isinstance(verb, Verb)} <= held
    assert held >= STEP_UP


def test_no_address_leads_to_a_console_of_the_framework():
    """No superuser, no administration site, no sign-in beside our own."""
    modules = {pattern.callback.__module__ for pattern in patterns()}
    assert all(module.startswith("sikao.interfaces.web") for module in modules)
    from django.conf import settings  # noqa: PLC0415

    assert {app for app in settings.INSTALLED_APPS if app.startswith("django")} == {
        "django.contrib.staticfiles",
        "django.contrib.sessions",
    }
    for address in ("/admin/", "/accounts/login/", "/login/", "/static/../manage.py"):
        assert Client().get(address).status_code == 404


@pytest.mark.parametrize("name", sorted(PAGES))
@pytest.mark.parametrize("method", ["get", "post"])
def test_without_signing_in_only_signing_in_is_open(name, method):
    answer = getattr(Client(), method)(ADDRESSES[name])
    assert answer.headers["Cache-Control"] == "no-store"
    if PAGES[name] is Open.PUBLIC:
        assert answer.status_code in {200, 404, 405, 422}
    else:
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("name", sorted(set(PAGES) - {"sign-out"}))
def test_half_signed_in_is_not_signed_in(name):
    """Every address, with the password shown and the second factor still missing."""
    who = person("zhao", Role.OFFICE_DIRECTOR)
    Account.objects.filter(pk=who.person).update(totp_secret="set")  # noqa: S106
    client = signed_in(who, factor=False)
    for method in ("get", "post"):
        answer = getattr(client, method)(ADDRESSES[name])
        if PAGES[name] is Open.PUBLIC or name == "second-factor":
            assert answer.status_code in {200, 404, 405, 422}, method
        else:
            assert answer.headers["Location"] == "/sign-in/second-factor/", method


@pytest.mark.parametrize("role", list(Role))
def test_every_page_is_open_to_the_roles_of_the_table_and_to_no_other(role, monkeypatch):
    monkeypatch.setattr(pages, "STEP_UP", frozenset())
    organisation("laoshan")
    who = person("who", role if role.whole else (role, "laoshan"))
    Account.objects.filter(pk=who.person).update(totp_secret="set")  # noqa: S106
    client = signed_in(who)
    held = signed_holdings(who)
    asked = [(name, verb) for name, verb in PAGES.items() if isinstance(verb, Verb) and name not in STUDY]
    # In a sample each role asks for another third; the matrix draws from all of it, too.
    for name, verb in some(asked[list(Role).index(role) % many(3, 1) :], 3):
        for method in ("get", "post"):
            answer = getattr(client, method)(ADDRESSES[name])
            assert answer.status_code < 500, (name, method)
            if not may(verb, held):
                assert answer.status_code in {403, 404}, (name, method)
            else:
                assert answer.status_code != 403, (name, method)
            assert answer.headers["Cache-Control"] == "no-store"


def signed_holdings(who):
    from sikao.office.accounts.queries import holdings  # noqa: PLC0415

    return holdings(who.person, AT.date())


def test_what_is_not_there_and_what_is_not_for_me_are_the_same_bytes():
    client = signed_in(person("wang"))
    organisation("laoshan")
    known = person("known").person
    seen = {bare(client.get(f"/people/{ref}/").content, ref) for ref in (known, "nothing")}
    assert len(seen) == 1
    assert client.get(f"/people/{known}/").status_code == 404


def bare(content: bytes, ref: str) -> bytes:
    """A page without what differs by the address and by the moment: its own name, the token of its forms."""
    kept = (line for line in content.splitlines() if b"csrfmiddlewaretoken" not in line)
    return b"\n".join(kept).replace(ref.encode(), b"X")


def test_rights_that_change_end_the_session():
    organisation("laoshan")
    security, director = person("s", Role.SECURITY_ADMIN), person("d", Role.OFFICE_DIRECTOR)
    who = person("wang", (Role.REPORTER, "laoshan"))
    client = signed_in(who)
    assert client.get("/tokens/").status_code == 200
    grant = Grant.objects.get(person_id=who.person)
    grants.end_grant(actor=security, at=AT, grant=grant.pk, reason="moved")
    assert client.get("/tokens/").headers["Location"].startswith("/sign-in/")
    client = signed_in(who)
    assert client.get("/tokens/").status_code == 403
    ref = grants.propose_grant(
        actor=security, at=AT, person=who.person, role="verifier", organisation="laoshan", since=AT.date()
    )
    assert client.get("/account/").status_code == 200
    grants.confirm_grant(actor=director, at=AT, grant=ref)
    assert client.get("/account/").status_code == 302


def test_an_approval_asks_for_the_second_factor_again(moment):
    organisation("laoshan")
    security, director = person("s", Role.SECURITY_ADMIN), person("d", Role.OFFICE_DIRECTOR)
    account = Account.objects.get(pk=director.person)
    secret = factors.new_secret()
    Account.objects.filter(pk=account.pk).update(totp_secret=factors.seal_secret(account, secret))
    who = person("wang", (Role.REPORTER, "laoshan"))
    ref = grants.propose_grant(
        actor=security, at=AT, person=who.person, role="verifier", organisation="laoshan", since=AT.date()
    )
    client = signed_in(director, AT)
    moment(AT + timedelta(minutes=10))
    assert 'name="factor_code"' in client.get("/grants/").content.decode()
    form = f"/grants/{ref}/confirm/"
    sent = client.post(form, headers={"referer": "http://localhost/grants/"})
    assert sent.headers["Location"] == "/account/step-up/?next=%2Fgrants%2F"
    assert client.post(form, {"factor_code": "000000"}).status_code == 422
    assert not GrantConfirmation.objects.filter(grant_id=ref).exists()
    key = client.session.session_key
    code = factors.code_at(secret, int((AT + timedelta(minutes=10)).timestamp()) // 30)
    assert client.post(form, {"factor_code": code}).status_code == 302
    assert GrantConfirmation.objects.filter(grant_id=ref).exists()
    assert client.session.session_key != key
    assert 'name="factor_code"' not in client.get("/grants/").content.decode()


@pytest.mark.parametrize(
    ("referrer", "back"),
    [
        ("http://localhost/people/", "/people/"),
        ("https://elsewhere.example//elsewhere.example/x", None),
        ("http://localhost//elsewhere.example/x", "/"),
    ],
)
def test_a_refusal_leads_back_to_pages_of_the_office_alone(referrer: str, back: str | None):
    organisation("laoshan")
    who = person("s", Role.SYSTEM_ADMIN)
    Account.objects.filter(pk=who.person).update(totp_secret="set")  # noqa: S106
    client = signed_in(who)
    refused = client.post("/organisations/add/", {"code": ""}, headers={"referer": referrer})
    main = read(refused.content.decode()).first("main")
    buttons = [link.attributes["href"] for link in main.all("a", class_="main")]
    assert refused.status_code == 422 and buttons == ([] if back is None else [back])


def test_stepping_up_leads_back_to_the_form_and_nowhere_else(moment):
    director = person("d", Role.OFFICE_DIRECTOR)
    account = Account.objects.get(pk=director.person)
    secret = factors.new_secret()
    Account.objects.filter(pk=account.pk).update(totp_secret=factors.seal_secret(account, secret))
    client = signed_in(director, AT)
    for minutes, (wanted, goes) in enumerate(
        [("/grants/", "/grants/"), ("https://elsewhere.example/", "/"), ("//elsewhere.example/", "/")], 10
    ):
        at = AT + timedelta(minutes=minutes)
        moment(at)
        code = factors.code_at(secret, int(at.timestamp()) // 30)
        answer = client.post("/account/step-up/", {"code": code, "next": wanted})
        assert answer.headers["Location"] == goes


def test_signing_in_leads_to_no_other_server(client):
    person("wang")
    sent = {"login": "wang", "password": PASSWORD, "next": "//elsewhere.example/x"}
    assert client.post("/sign-in/", sent).headers["Location"] == "/"


def test_requests_that_a_page_makes_by_itself_do_not_keep_a_session_alive(moment):
    client = signed_in(person("wang"), AT)
    for minutes in range(5, 30, 5):
        moment(AT + timedelta(minutes=minutes))
        answer = client.get("/account/session/", headers={"sikao-passive": "1"})
        assert answer.json() == {"ends_in": 60 * (30 - minutes)}
    moment(AT + timedelta(minutes=30))
    assert client.get("/account/").status_code == 302


def test_pages_and_cookies_are_private(client):
    person("wang")
    answer = client.post("/sign-in/", {"login": "wang", "password": PASSWORD})
    cookie = answer.cookies["__Host-sikao"]
    assert cookie["httponly"] and cookie["secure"] and cookie["samesite"] == "Lax" and cookie["path"] == "/"
    page = client.get("/account/")
    assert page.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert "form-action 'self'" in page.headers["Content-Security-Policy"]


def test_every_form_of_the_office_carries_its_token():
    strict = Client(enforce_csrf_checks=True)
    who = person("system", Role.SYSTEM_ADMIN)
    Account.objects.filter(pk=who.person).update(totp_secret="set")  # noqa: S106
    strict.cookies = signed_in(who).cookies
    for name, verb in PAGES.items():
        if verb is Open.PUBLIC or (isinstance(verb, Verb) and name in STUDY):
            continue
        assert strict.post(ADDRESSES[name]).status_code == 403, name
