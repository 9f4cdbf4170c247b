"""Whoever reads the table of sessions can neither take one over nor read what is in it."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from sikao.office.accounts.models import Account
from sikao.office.accounts.rights.roles import Role
from tests.office.staff import organisation, person, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.both]
COOKIE = "__Host-sikao"


def browser() -> tuple[Client, str]:
    """Somebody who is about to set up a second factor, and the secret that the session holds meanwhile."""
    organisation("laoshan")
    client = signed_in(person("li", (Role.SIGNER, "laoshan")))
    assert client.get("/account/second-factor/").status_code == 200
    return client, client.session["new_secret"]


def test_neither_keys_nor_contents_are_read_in_the_table():
    client, secret = browser()
    rows = list(Session.objects.values_list("session_key", "session_data"))
    assert len(rows) == 1
    key, content = rows[0]
    assert key != client.session.session_key and len(key) == 40
    # What the framework's own form of the same content would show to anybody
    assert all(word not in content for word in (secret, "new_secret", "person", ":"))


def test_the_key_in_the_table_opens_nothing():
    client, _ = browser()
    Account.objects.update(totp_secret="set")  # noqa: S106
    assert client.get("/account/").status_code == 200
    thief = Client(headers={"host": "localhost"})
    for stolen in Session.objects.values_list("session_key", flat=True):
        thief.cookies[COOKIE] = stolen
        assert thief.get("/account/").status_code == 302


def test_a_content_that_was_moved_or_spoilt_is_none():
    client, _ = browser()
    Session.objects.update(session_data="AAAA")
    assert client.get("/account/").status_code == 302


def test_a_session_that_ended_is_gone():
    client, _ = browser()
    client.post("/sign-out/")
    assert not Session.objects.exists()
