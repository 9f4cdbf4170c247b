"""A statement that is put together once answers like one that is put together each time."""

from datetime import timedelta

import pytest
from django.db.models import QuerySet

from sikao.office.accounts.models import Person
from sikao.office.accounts.queries import holdings, names_on
from sikao.office.accounts.rights.deciding import Holding
from sikao.office.accounts.rights.roles import Role
from sikao.office.groundwork.prepared import PERSON, ask
from tests.office.staff import AT, grant, organisation, person

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def called(beginning: str) -> QuerySet[Person, tuple[str, str]]:
    rows = Person.objects.filter(pk=PERSON, name__startswith=beginning)
    return rows.values_list("ref", "name")


def test_what_it_is_about_and_what_is_given_are_told_apart():
    one, other = person("anna"), person("otto")
    assert ask(called, "a", person=one.person) == [(one.person, "anna")]
    assert ask(called, "a", person=other.person) == []
    assert ask(called, "o", person=other.person) == [(other.person, "otto")]


def test_what_is_given_is_never_part_of_the_statement():
    assert ask(called, "a", person="' OR ''='") == ask(called, "a", person="%s") == []


def test_the_day_that_rights_are_asked_about_is_the_day_asked():
    organisation("licang")
    actor = person("signer", (Role.SIGNER, "licang"))
    until = AT.date() + timedelta(days=3)
    grant(Person.objects.get(), Role.REPORTER, "licang", last_day=until)
    both = (Holding(Role.REPORTER, "licang"), Holding(Role.SIGNER, "licang"))
    for day, held in ((until, both), (until + timedelta(days=1), both[1:]), (until, both)):
        assert holdings(actor.person, day) == held
    assert names_on(until)["licang"] == names_on(until, frozenset({"licang"}))["licang"]
