"""Browsers for the people of a city: signed in at the city's moment, nothing left to be asked for."""

import re

from django.test import Client

from sikao.office.accounts.models import Account
from tests.office.city import City
from tests.office.staff import signed_in

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


def browser(city: City, name: str, moment) -> Client:
    """The browser of somebody, at the city's present moment, to which the clock is set."""
    who = city.people[name]
    at = city.now()
    moment(at)
    Account.objects.filter(pk=who.person).update(must_change=False, password_since=at, totp_secret="set")  # noqa: S106 -- set is all that counts
    return signed_in(who, at)


def text_of(client: Client, path: str, status: int = 200) -> str:
    """The page as text; it must have the status."""
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return answer.content.decode()


def same(page: bytes) -> str:
    """A page without its token, so that two of them can be compared."""
    return TOKEN.sub("", page.decode())
