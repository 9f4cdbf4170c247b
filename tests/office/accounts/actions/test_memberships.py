"""Roles and the belonging that they rest on: what ends with a membership comes back by a grant alone."""

from datetime import timedelta

import pytest

from sikao.office.accounts.actions import delegation, endings, grants, organisations, people
from sikao.office.accounts.attention import unstaffed
from sikao.office.accounts.handovers import roles_to_hand_over
from sikao.office.accounts.listing import grants as listed
from sikao.office.accounts.models import Membership
from sikao.office.accounts.queries import holdings, same_grant, stands_in_for
from sikao.office.accounts.rights.deciding import Holding
from sikao.office.accounts.rights.roles import Role
from sikao.office.groundwork.refusals import NotNow, NotValid
from tests.office.staff import AT, organisation, person

pytestmark = [pytest.mark.django_db, pytest.mark.both]
DAY = AT.date()
SIGNS = Holding(Role.SIGNER, "jimo")


@pytest.fixture
def p():
    for code in ("laoshan", "jimo"):
        organisation(code)
    return {
        "system": person("system", Role.SYSTEM_ADMIN),
        "security": person("security", Role.SECURITY_ADMIN),
        "director": person("director", Role.OFFICE_DIRECTOR),
        "signer": person("signer", (Role.SIGNER, "jimo")),
        "other": person("other", (Role.REPORTER, "laoshan")),
    }


def end(p, at=AT) -> None:
    found = Membership.objects.get(person_id=p["signer"].person, end=None)
    people.end_membership(actor=p["system"], at=at, membership=found.pk, last_day=at.date())


def add(p, at, since) -> None:
    given = {"person": p["signer"].person, "organisation": "jimo", "since": since}
    people.add_membership(actor=p["system"], at=at, **given)


@pytest.mark.parametrize("backdated", [False, True])
def test_another_membership_brings_no_role_back(p, backdated: bool) -> None:
    """Even one dated back to the beginning: the second person's word was on another."""
    assert SIGNS in holdings(p["signer"].person, DAY)
    end(p)
    later = AT + timedelta(days=30)
    add(p, later, DAY.replace(year=2019) if backdated else later.date())
    assert holdings(p["signer"].person, later.date()) == ()
    [shown] = listed(later, person=p["signer"].person)
    assert shown.state == "left"
    assert not same_grant(p["signer"].person, Role.SIGNER, "jimo", later.date())
    given = {"person": p["signer"].person, "role": "signer", "organisation": "jimo", "since": later.date()}
    made = grants.propose_grant(actor=p["security"], at=later, **given)
    grants.confirm_grant(actor=p["director"], at=later, grant=made)
    assert SIGNS in holdings(p["signer"].person, later.date())


def test_a_role_for_a_membership_that_begins_later_waits_for_it(p) -> None:
    soon = DAY + timedelta(days=10)
    given = {"person": p["other"].person, "organisation": "jimo", "since": soon}
    people.add_membership(actor=p["system"], at=AT, **given)
    given |= {"role": "signer"}
    made = grants.propose_grant(actor=p["security"], at=AT, **given)
    grants.confirm_grant(actor=p["director"], at=AT, grant=made)
    assert SIGNS not in holdings(p["other"].person, DAY) and SIGNS in holdings(p["other"].person, soon)
    assert {row.role: row.state for row in listed(AT, person=p["other"].person)}[Role.SIGNER] == "confirmed"


def test_an_organisation_acts_until_the_day_on_which_it_ends(p) -> None:
    """Asked for in summer, from new year on: in between people come, go and are appointed."""
    last = DAY + timedelta(days=170)
    given = {"what": "merged", "other": "laoshan", "on": last, "document": "青编〔2020〕7号"}
    asked = endings.ask_ending(actor=p["system"], at=AT, code="jimo", **given)
    endings.confirm_ending(actor=p["security"], at=AT, ending=asked)
    end(p)
    later = AT + timedelta(days=1)
    assert unstaffed(later) == (("jimo", Role.SIGNER),)
    add(p, later, later.date())
    given = {"person": p["signer"].person, "role": "signer", "organisation": "jimo", "since": later.date()}
    made = grants.propose_grant(actor=p["security"], at=later, **given)
    grants.confirm_grant(actor=p["director"], at=later, grant=made)
    assert SIGNS in holdings(p["signer"].person, last - timedelta(days=1))
    assert holdings(p["signer"].person, last) == ()
    rename = {"code": "jimo", "name": "即墨", "name_en": ""}
    organisations.rename_organisation(actor=p["system"], at=later, since=later.date(), **rename)
    with pytest.raises(NotNow):
        organisations.rename_organisation(actor=p["system"], at=later, since=last, **rename)
    with pytest.raises(NotValid):
        grants.propose_grant(actor=p["security"], at=later, **given | {"since": last, "role": "reporter"})


def test_a_delegation_does_not_come_back_with_another_membership(p) -> None:
    organisation("laixi")
    delegate = person("delegate", (Role.REPORTER, "jimo"))
    given = {
        "delegate": delegate.person,
        "since": DAY + timedelta(days=1),
        "last_day": DAY + timedelta(days=60),
    }
    delegation.give_delegation(actor=p["signer"], at=AT, organisation="jimo", **given)
    soon = AT + timedelta(days=2)
    assert stands_in_for(delegate.person, soon.date()) == {"jimo": p["signer"].person}
    found = Membership.objects.get(person_id=delegate.person)
    people.end_membership(actor=p["system"], at=soon, membership=found.pk, last_day=soon.date())
    again = {"person": delegate.person, "organisation": "jimo", "since": soon.date() + timedelta(days=1)}
    people.add_membership(actor=p["system"], at=soon + timedelta(days=1), **again)
    assert stands_in_for(delegate.person, soon.date() + timedelta(days=2)) == {}


def test_who_came_back_hands_over_what_is_in_force_and_nothing_of_before(p) -> None:
    assert roles_to_hand_over(p["signer"].person, "jimo", DAY) == (Role.SIGNER,)
    end(p)
    later = AT + timedelta(days=30)
    assert roles_to_hand_over(p["signer"].person, "jimo", later.date()) == (Role.SIGNER,), "who has left"
    add(p, later, later.date())
    assert roles_to_hand_over(p["signer"].person, "jimo", later.date()) == ()
