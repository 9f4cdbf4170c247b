"""The register written out: it reads in again, here without a change and elsewhere as a founding one."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import transaction

from sikao.office.accounts.actions import accounts, people
from sikao.office.accounts.actions.organisations import rename_organisation
from sikao.office.accounts.models import Account, Grant, Membership, Organisation, OrganisationChange, Person
from sikao.office.accounts.queries import holdings
from sikao.office.accounts.register.form import GrantLine, Register
from sikao.office.accounts.register.reporting import LeftOut, left_out, present_register
from sikao.office.accounts.rights.deciding import Holding
from sikao.office.accounts.rights.roles import Role
from tests.office.accounts.register.test_register import (
    FIRST,
    GRANTS,
    PEOPLE,
    acting,
    bare,
    read,
    somebody,
    take,
)
from tests.office.staff import AT, grant, note

pytestmark = pytest.mark.django_db
TODAY = AT.date()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
SIX = somebody("6", organisation="laoshan")
SIGNER = GrantLine("6", "signer", "laoshan", date(2020, 1, 1), None)
OFFICE = replace(FIRST, people=(*PEOPLE, SIX), grants=(*GRANTS, SIGNER))


def membership(number: str) -> Membership:
    return Membership.objects.get(person__staff_number=number)


def who_left():
    people.end_membership(actor=acting("1"), at=AT, membership=membership("6").pk, last_day=YESTERDAY)


def who_leaves_soon():
    people.end_membership(actor=acting("1"), at=AT, membership=membership("6").pk, last_day=TOMORROW)


def whose_account_is_closed():
    accounts.close_account(actor=acting("1"), at=AT, person=acting("6").person, reason="moved away")


def who_belongs_twice():
    six = Person.objects.get(staff_number="6")
    more = {"person": six.pk, "organisation": "kaohe_office", "since": TODAY}
    people.add_membership(actor=acting("1"), at=AT, **more)
    grant(six, Role.VERIFIER, "kaohe_office", since=TODAY)


def whose_account_is_not_open_yet():
    Account.objects.filter(person__staff_number="6").delete()


def whose_organisation_ended():
    Organisation.objects.filter(pk="laoshan").update(ended_on=TODAY)
    note(OrganisationChange(organisation_id="laoshan", what="dissolved", on=TODAY))


def whose_role_was_given_twice():
    grant(Person.objects.get(staff_number="6"), Role.SIGNER, "laoshan", since=TOMORROW)


def who_came_back():
    """Another membership does not bring the role of before back."""
    six = Person.objects.get(staff_number="6")
    who_left()
    note(Membership(person=six, organisation_id="laoshan", since=TODAY))


def whose_organisation_will_be_renamed():
    rename_organisation(actor=acting("1"), at=AT, code="laoshan", name="崂山市", since=TOMORROW)


def nobody():
    pass


HELD = {
    nobody: ({"5", "6"}, LeftOut(0, 0)),
    who_left: ({"5"}, LeftOut(0, 0)),
    who_leaves_soon: ({"5"}, LeftOut(1, 1)),
    whose_account_is_closed: ({"5"}, LeftOut(0, 0)),
    whose_account_is_not_open_yet: ({"5", "6"}, LeftOut(0, 0)),
    who_belongs_twice: ({"5", "6"}, LeftOut(1, 1)),
    whose_organisation_ended: (set(), LeftOut(0, 0)),
    whose_role_was_given_twice: ({"5", "6"}, LeftOut(0, 1)),
    who_came_back: ({"5"}, LeftOut(0, 0)),
    whose_organisation_will_be_renamed: ({"5", "6"}, LeftOut(0, 0)),
}


@pytest.mark.parametrize("what", HELD, ids=lambda what: what.__name__)
def test_what_is_written_out_is_what_is_in_force_and_changes_nothing_when_it_is_read_in(what):
    take(OFFICE)
    what()
    written = read(present_register(AT))
    assert {line.staff_number for line in written.grants if line.organisation} == HELD[what][0]
    assert left_out(AT) == HELD[what][1]
    for number in ("1", "2"):
        taken, _ = take(written, actor=acting(number))
        assert (taken.organisations, taken.people, taken.accounts, taken.grants) == (0, 0, 0, 0)
    assert bare(read(present_register(AT))) == bare(written)


@pytest.mark.parametrize("what", HELD, ids=lambda what: what.__name__)
def test_what_is_written_out_founds_an_office_elsewhere(what):
    """Elsewhere is the same database with nothing of it kept."""
    with transaction.atomic():
        take(OFFICE)
        what()
        written = read(present_register(AT))
        transaction.set_rollback(True)
    assert not Person.objects.exists()
    taken, _ = take(written)
    assert (taken.founding, taken.grants) == (True, len(written.grants))
    assert bare(read(present_register(AT))) == bare(written)
    for line in written.grants:
        held = Holding(Role(line.role), line.organisation)
        assert held in holdings(acting(line.staff_number).person, max(TODAY, line.since))


def test_what_waits_for_a_second_person_is_not_written_out():
    take(OFFICE)
    waits = GrantLine("4", "verifier", "kaohe_office", TODAY, None)
    take(Register(grants=(waits,)), actor=acting("2"))
    assert Grant.objects.filter(role="verifier").exists()
    assert "verifier" not in {line.role for line in present_register(AT).grants}
