"""Taking registers in after the founding one: by whom, under which rights, and what the journal keeps."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from sikao.office.accounts.actions.grants import confirm_grant
from sikao.office.accounts.models import Account, Grant, GrantConfirmation, Person
from sikao.office.accounts.queries import holdings
from sikao.office.accounts.register.form import GrantLine, OrganisationLine, Register
from sikao.office.accounts.rights.deciding import Holding
from sikao.office.accounts.rights.roles import Role
from sikao.office.groundwork.actor import Actor, Channel
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.refusals import NotYou
from tests.office.accounts.register.test_register import (
    FIRST,
    GRANTS,
    ORGANISATIONS,
    PEOPLE,
    acting,
    refused,
    somebody,
    take,
)
from tests.office.staff import AT

pytestmark = pytest.mark.django_db
TODAY = AT.date()
JIMO = OrganisationLine("jimo", "unit", "即墨区", "", date(2020, 1, 1))
STAFF = GrantLine("6", "office_staff", "", TODAY, None, 7)
MORE = replace(FIRST, organisations=(*ORGANISATIONS, JIMO), people=(*PEOPLE, somebody("6")))
WHOLE = replace(MORE, grants=(*GRANTS, STAFF))


def last_entry() -> tuple[Entry, dict]:
    entry = Entry.objects.latest("seq")
    return entry, json.loads(entry.new)


def test_the_journal_names_whom_a_register_made_and_keeps_no_passwords():
    _, initials = take(FIRST)
    entry, told = last_entry()
    assert told == {
        "organisations": ["kaohe_office office", "laoshan unit"],
        "people": ["1 system", "2 security", "3 audit", "4 business", "5 business"],
        "accounts": ["user1 1", "user2 2", "user3 3", "user4 4", "user5 5"],
        "grants": 5,
        "founding": True,
    }
    assert not any(one.password in entry.new for one in initials)


def test_an_account_for_somebody_known_is_named_with_the_staff_number():
    without = replace(FIRST, people=(*PEOPLE, somebody("6", login="")))
    take(without)
    with_account = Register(people=(somebody("6"),))
    taken, initials = take(with_account, actor=acting("1"))
    assert (taken.people, taken.accounts, [one.login for one in initials]) == (0, 1, ["user6"])
    entry, told = last_entry()
    assert (told["people"], told["accounts"]) == ([], ["user6 6"])
    assert (entry.actor, entry.acting_as) == (acting("1").person, "system_admin")


def test_people_and_grants_of_later_registers_are_taken_in_by_two_administrators():
    take(FIRST)
    taken, initials = take(MORE, actor=acting("1"))
    assert (taken.organisations, taken.people, taken.accounts, taken.grants) == (1, 1, 1, 0)
    assert [one.login for one in initials] == ["user6"]
    taken, initials = take(WHOLE, actor=acting("2"))
    assert (taken.organisations, taken.people, taken.accounts, taken.grants) == (0, 0, 0, 1)
    grant = Grant.objects.get(person__staff_number="6")
    assert (grant.proposed_by, initials) == (acting("2").person, [])
    assert not GrantConfirmation.objects.filter(grant=grant).exists()
    entry, _ = last_entry()
    assert (entry.actor, entry.acting_as) == (acting("2").person, "security_admin")
    assert take(WHOLE, actor=acting("2"))[0].grants == 0


def test_whoever_proposed_by_a_register_does_not_confirm():
    take(FIRST)
    take(MORE, actor=acting("1"))
    take(WHOLE, actor=acting("2"))
    grant = Grant.objects.get(person__staff_number="6")
    with pytest.raises(NotYou) as told:
        confirm_grant(actor=acting("2"), at=AT, grant=grant.pk)
    assert [found.code for found in told.value.findings] == ["grant.own_proposal"]
    confirm_grant(actor=acting("4"), at=AT, grant=grant.pk)
    assert holdings(grant.person_id, TODAY) == (Holding(Role.OFFICE_STAFF, ""),)


def test_a_later_register_without_somebody_who_acts_is_refused():
    take(FIRST)
    with pytest.raises(NotYou) as told:
        take(MORE)
    assert [found.code for found in told.value.findings] == ["register.no_actor"]
    assert not Person.objects.filter(staff_number="6").exists()


@pytest.mark.parametrize(
    ("number", "register"),
    [
        ("2", MORE),
        ("2", Register(organisations=(JIMO,))),
        ("2", Register(people=(somebody("6", login=""),))),
        ("1", Register(grants=(replace(STAFF, staff_number="5"),))),
        ("4", Register(grants=(replace(STAFF, staff_number="5"),))),
        ("3", FIRST),
        ("5", Register(people=(somebody("6"),))),
    ],
)
def test_a_part_is_taken_in_by_nobody_who_may_not_do_it_on_the_pages(number, register):
    take(FIRST)
    before = (Person.objects.count(), Account.objects.count(), Grant.objects.count())
    with pytest.raises(NotYou):
        take(register, actor=acting(number))
    assert (Person.objects.count(), Account.objects.count(), Grant.objects.count()) == before


@pytest.mark.parametrize("number", ["1", "2"])
def test_people_and_grants_in_one_later_register_are_refused_at_the_first_grant(number):
    take(FIRST)
    assert refused(WHOLE, actor=acting(number), file="登记.xlsx") == {"register.two_hands": "授权!A7"}


def test_no_person_founds_an_installation():
    with pytest.raises(NotYou):
        take(FIRST, actor=Actor("somebody", Channel.COMMAND))


def proposed(line: GrantLine) -> dict[str, str]:
    take(FIRST)
    return refused(Register(grants=(line,)), actor=acting("2"))


def test_a_grant_of_a_later_register_does_not_begin_in_the_past():
    yesterday = replace(STAFF, staff_number="5", since=TODAY - timedelta(days=1))
    assert proposed(yesterday) == {"grant.backdated": "授权!D7"}


def test_a_role_that_is_held_is_not_granted_again_for_other_days():
    assert proposed(GrantLine("4", "office_director", "", TODAY, None, 7)) == {"grant.already": "授权!B7"}


def test_a_role_that_is_proposed_is_not_proposed_again_for_other_days():
    take(FIRST)
    line = replace(STAFF, staff_number="5")
    take(Register(grants=(line,)), actor=acting("2"))
    longer = replace(line, last_day=TODAY + timedelta(days=30))
    assert refused(Register(grants=(longer,)), actor=acting("2")) == {"grant.already": "授权!B7"}


def test_nobody_proposes_a_grant_to_themselves_by_a_register():
    assert proposed(GrantLine("2", "security_admin", "", TODAY, None, 7))["grant.to_oneself"] == "授权!A7"


def test_a_role_that_has_run_out_is_granted_anew():
    take(FIRST)
    later = AT.replace(year=2022)
    renewed = GrantLine("5", "reporter", "laoshan", later.date(), date(2022, 12, 31), 7)
    whole = replace(FIRST, grants=(*GRANTS, renewed))
    assert take(whole, actor=acting("2"), at=later)[0].grants == 1
    newest = Grant.objects.filter(person__staff_number="5").latest("since")
    assert (newest.since, newest.last_day) == (later.date(), date(2022, 12, 31))
