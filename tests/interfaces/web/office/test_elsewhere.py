"""Single sign-on against a provider on this machine: away, and back, and all ways of not coming back."""

import socket
import subprocess
import sys
import time
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from django.test import Client

from sikao.office.accounts.actions import accounts
from sikao.office.accounts.models import Account
from sikao.office.accounts.rights.roles import Role
from sikao.office.groundwork.clock import now as real_now
from sikao.office.groundwork.installation import PlaceSettings, SingleSignOn
from sikao.office.groundwork.notices.models import Notice
from tests.office.staff import AT, person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PATIENCE = 60


@pytest.fixture(scope="module")
def provider():
    """A provider that lets anybody sign in under any name."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://localhost:{port}/.well-known/openid-configuration")
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait()


def wait_for(address: str) -> None:
    """Until a server answers."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            httpx.get(address).raise_for_status()
        except httpx.HTTPError:
            assert time.monotonic() < until, address
            time.sleep(0.1)
        else:
            return


@pytest.fixture
def place(settings, provider, moment):
    """A place with that provider; the provider's clock is the machine's, so ours is too."""
    moment(real_now())
    sso = SingleSignOn(issuer=provider, client_id="sikao", client_secret="secret")  # noqa: S106
    settings.SIKAO_PLACE = replace(PlaceSettings(), single_sign_on=sso)
    return settings.SIKAO_PLACE


def away(client: Client) -> str:
    """Where the browser is sent."""
    answer = client.get("/sign-in/elsewhere/?next=/account/")
    assert answer.status_code == 302
    return answer.headers["Location"]


def there(address: str, subject: str) -> str:
    """Sign in at the provider; gives the way back that it sends the browser on."""
    answer = httpx.post(address, data={"sub": subject})
    assert answer.status_code == 302
    parts = urlsplit(answer.headers["Location"])
    assert parts.path == "/sign-in/back/"
    return f"{parts.path}?{parts.query}"


def link(issuer: str, subject: str = "1007"):
    who, security = person("wang"), person("security", Role.SECURITY_ADMIN)
    second = person("second", Role.SECURITY_ADMIN)
    given = {"person": who.person, "issuer": issuer, "subject": subject, "reason": "本人到场核实"}
    asked = accounts.ask_link(actor=security, at=real_now(), **given)
    assert not Account.objects.get(pk=who.person).subject
    accounts.confirm_request(actor=second, at=real_now(), request=asked)
    Account.objects.filter(pk=who.person).update(password_since=AT, must_change=True)
    assert [notice.code for notice in Notice.objects.filter(person=who.person)] == ["notice.account_linked"]
    return who


@pytest.mark.usefixtures("place")
def test_a_linked_person_comes_in_through_the_provider(provider, client):
    link(provider)
    address = away(client)
    asked = parse_qs(urlsplit(address).query)
    assert asked["code_challenge_method"] == ["S256"] and asked["scope"] == ["openid"]
    key = client.session.session_key
    answer = client.get(there(address, "1007"))
    assert answer.headers["Location"] == "/account/"
    assert client.session.session_key != key
    assert client.get("/account/").status_code == 200
    assert "用统一身份认证登录" in Client().get("/sign-in/").content.decode()


@pytest.mark.usefixtures("place")
def test_the_second_factor_is_asked_for_here_too(provider, client):
    who = link(provider)
    Account.objects.filter(pk=who.person).update(totp_secret="set")  # noqa: S106
    assert client.get(there(away(client), "1007")).headers["Location"] == "/sign-in/second-factor/"
    assert client.get("/account/").headers["Location"] == "/sign-in/second-factor/"


@pytest.mark.parametrize("subject", ["1008", "wang", "wang@city.example"])
@pytest.mark.usefixtures("place")
def test_nobody_comes_in_by_a_name_that_is_not_linked(provider, client, subject):
    link(provider)
    answer = client.get(there(away(client), subject))
    assert answer.status_code == 422 and "还没有关联" in answer.content.decode()
    assert client.get("/account/").status_code == 302


@pytest.mark.usefixtures("place")
def test_a_subject_of_another_issuer_is_somebody_else(client):
    link("https://other.example")
    assert client.get(there(away(client), "1007")).status_code == 422


def altered(way: str, **changes: str | None) -> str:
    parts = urlsplit(way)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    query |= {name: value for name, value in changes.items() if value is not None}
    for name in [name for name, value in changes.items() if value is None]:
        query.pop(name, None)
    return f"{parts.path}?{httpx.QueryParams(query)}"


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "other"},
        {"state": None},
        {"state": ""},
        {"code": "other"},
        {"code": None},
        {"iss": "https://evil.example"},
        {"code": None, "error": "access_denied"},
    ],
)
@pytest.mark.usefixtures("place")
def test_what_comes_back_altered_lets_nobody_in(provider, client, changes):
    link(provider)
    answer = client.get(altered(there(away(client), "1007"), **changes))
    assert answer.status_code == 422
    assert client.get("/account/").status_code == 302


@pytest.mark.usefixtures("place")
def test_the_way_back_works_once_in_one_browser_and_not_for_long(provider, client, moment):
    link(provider)
    way = there(away(client), "1007")
    assert Client().get(way).status_code == 422
    late = Client()
    other = there(away(late), "1007")
    moment(real_now() + timedelta(minutes=11))
    assert late.get(other).status_code == 422
    moment(real_now())
    assert client.get(way).status_code == 302
    client.post("/sign-out/")
    assert client.get(way).status_code == 422


def test_a_provider_that_is_down_or_another_is_said_to_have_failed(settings, place, provider):
    for issuer in ("http://localhost:9", provider + "/", "http://id.example"):
        sso = replace(place.single_sign_on, issuer=issuer)
        settings.SIKAO_PLACE = replace(place, single_sign_on=sso)
        answer = Client().get("/sign-in/elsewhere/")
        assert answer.status_code == 502 and "统一身份认证没有完成" in answer.content.decode()


def test_without_a_provider_there_is_no_such_page(client):
    assert client.get("/sign-in/elsewhere/").status_code == 404
    assert client.get("/sign-in/back/?code=x&state=y").status_code == 404
    assert "elsewhere" not in client.get("/sign-in/").content.decode()
