"""A register held against what is known: differences at their cells, memberships, who founds an office."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sikao.office.accounts.actions import accounts, people
from sikao.office.accounts.models import Grant, Membership, Organisation, Person
from sikao.office.accounts.register.form import GrantLine, Register
from sikao.office.groundwork.refusals import NotValid
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
TODAY, TOMORROW = AT.date(), AT.date() + timedelta(days=1)
OFFICE, LAOSHAN = (replace(line, row=row) for row, line in enumerate(ORGANISATIONS, 2))
FOUR, FIVE = replace(PEOPLE[3], row=5), replace(PEOPLE[4], row=6)

DIFFERENT = {
    "kind": (OFFICE, {"kind": "bureau"}, "单位!B2", "register.differs"),
    "name of an organisation": (OFFICE, {"name": "考核局"}, "单位!C2", "register.differs"),
    "English name": (OFFICE, {"name_en": "Bureau"}, "单位!D2", "register.differs"),
    "English name of what has none": (LAOSHAN, {"name_en": "Laoshan"}, "单位!D3", "register.differs"),
    "first day of a name": (OFFICE, {"since": TODAY}, "单位!E2", "register.differs"),
    "name of a person": (FOUR, {"name": "王敏"}, "人员!B5", "register.differs"),
    "lane": (FOUR, {"lane": "audit"}, "人员!C5", "register.differs"),
    "organisation": (FOUR, {"organisation": "laoshan"}, "人员!D5", "register.no_membership"),
    "position": (FOUR, {"position": "副主任"}, "人员!E5", "register.differs"),
    "first day of a membership": (FOUR, {"since": TODAY}, "人员!F5", "register.differs"),
    "login": (FOUR, {"login": "other"}, "人员!G5", "register.differs"),
    "login of somebody else": (FOUR, {"login": "user5"}, "人员!G5", "account.login_taken"),
    "last day of an account": (FIVE, {"expires_on": TODAY}, "人员!H6", "register.differs"),
    "position without organisation": (
        FOUR,
        {"organisation": "", "since": None},
        "人员!D5",
        "workbook.required",
    ),
    "last day without login": (FIVE, {"login": ""}, "人员!G6", "workbook.required"),
}


def register_of(line) -> Register:
    return Register(people=(line,)) if hasattr(line, "lane") else Register(organisations=(line,))


@pytest.mark.parametrize("what", sorted(DIFFERENT))
def test_a_line_that_says_something_else_than_is_known_is_refused_at_the_cell(what):
    line, change, cell, code = DIFFERENT[what]
    take(FIRST)
    assert refused(register_of(replace(line, **change)), actor=acting("1")) == {code: cell}


def test_the_difference_is_told_in_words():
    take(FIRST)
    wrong = replace(OFFICE, kind="bureau"), replace(LAOSHAN, name_en="Laoshan")
    with pytest.raises(NotValid) as told:
        take(Register(organisations=wrong), actor=acting("1"))
    kind, name = told.value.findings
    assert kind.what("zh") == "这里写的是“数据部门”，已登记的是“考核办”。"
    assert name.what("en") == 'It says "Laoshan" here; what is entered is "(empty)".'


def test_empty_cells_of_what_is_known_say_nothing():
    take(FIRST)
    bare = replace(FOUR, organisation="", position="", since=None, login="")
    brief = Register((replace(OFFICE, name_en=""),), (bare, replace(FIVE, expires_on=None)))
    taken, _ = take(brief, actor=acting("1"))
    assert (taken.organisations, taken.people, taken.accounts, taken.grants) == (0, 0, 0, 0)


def test_a_membership_of_somebody_known_does_not_come_from_a_line():
    """The grant there would wait for confirmation and could never be in force."""
    take(FIRST)
    moved = replace(FOUR, organisation="laoshan", position="")
    signer = GrantLine("4", "signer", "laoshan", TODAY, None, 7)
    found = refused(Register(people=(moved,), grants=(signer,)), actor=acting("2"))
    assert found == {"register.no_membership": "人员!D5", "grant.no_member": "授权!C7"}
    assert not Grant.objects.filter(role="signer").exists()


def test_a_grant_needs_the_membership_when_it_begins():
    take(FIRST)
    newcomer = somebody("6", since=TOMORROW)
    take(Register(people=(newcomer,)), actor=acting("1"))
    early = GrantLine("6", "verifier", "kaohe_office", TODAY, None, 2)
    assert refused(Register(grants=(early,)), actor=acting("2")) == {"grant.no_member": "授权!C2"}
    assert take(Register(grants=(replace(early, since=TOMORROW),)), actor=acting("2"))[0].grants == 1


def test_whoever_has_left_is_granted_nothing_there_and_does_not_come_back_by_a_line():
    take(FIRST)
    ref = Membership.objects.get(person__staff_number="5").pk
    people.end_membership(actor=acting("1"), at=AT, membership=ref, last_day=TODAY - timedelta(days=1))
    again = GrantLine("5", "signer", "laoshan", TODAY, None, 7)
    assert refused(Register(grants=(again,)), actor=acting("2")) == {"grant.no_member": "授权!C7"}
    held = replace(GRANTS[4], row=6)
    assert refused(Register(people=(FIVE,), grants=(held,)), actor=acting("2")) == {
        "register.no_membership": "人员!D6",
        "grant.no_member": "授权!C6",
        "grant.backdated": "授权!D6",
    }


def test_a_closed_account_is_not_opened_by_a_line():
    take(FIRST)
    five = Person.objects.get(staff_number="5").pk
    accounts.close_account(actor=acting("1"), at=AT, person=five, reason="moved away")
    assert refused(Register(people=(FIVE,)), actor=acting("1")) == {"account.closed": "人员!G6"}


def test_an_organisation_that_has_ended_is_not_taken_for_a_present_one():
    take(FIRST)
    Organisation.objects.filter(pk="laoshan").update(ended_on=TODAY)
    assert refused(Register((LAOSHAN,)), actor=acting("1")) == {"organisation.ended": "单位!A3"}
    signer = GrantLine("5", "signer", "laoshan", TODAY, None, 7)
    assert refused(Register(grants=(signer,)), actor=acting("2")) == {"organisation.unknown": "授权!C7"}


def test_an_organisation_that_ends_later_takes_part_in_registers_until_then():
    take(FIRST)
    last = TODAY + timedelta(days=100)
    Organisation.objects.filter(pk="laoshan").update(ended_on=last)
    newcomer = somebody("6", organisation="laoshan")
    signer = GrantLine("5", "signer", "laoshan", TODAY, None, 7)
    taken, _ = take(Register((LAOSHAN,), (newcomer,)), actor=acting("1"))
    assert (taken.organisations, taken.people) == (0, 1)
    assert take(Register(grants=(signer,)), actor=acting("2"))[0].grants == 1
    late = GrantLine("5", "verifier", "laoshan", last, None, 8)
    assert refused(Register(grants=(late,)), actor=acting("2")) == {"organisation.unknown": "授权!C8"}


def test_a_role_of_before_is_not_known_any_more_once_somebody_has_come_back():
    """The office's old workbook says that the role holds: it is told that it does not."""
    take(FIRST)
    five = Membership.objects.get(person__staff_number="5")
    people.end_membership(actor=acting("1"), at=AT, membership=five.pk, last_day=TODAY - timedelta(days=1))
    back = {"person": five.person_id, "organisation": "laoshan", "since": TODAY}
    people.add_membership(actor=acting("1"), at=AT, **back)
    held = replace(GRANTS[4], row=6)
    assert refused(Register(grants=(held,)), actor=acting("2")) == {"grant.backdated": "授权!D6"}


def test_an_account_that_is_over_is_not_opened_later():
    take(FIRST)
    over = replace(somebody("6"), expires_on=TODAY - timedelta(days=1), row=7)
    assert refused(Register(people=(over,)), actor=acting("1")) == {"field.order": "人员!H7"}


ALONE = {
    "one security administrator twice": (PEOPLE, (*GRANTS[:3], GRANTS[1])),
    "nobody else to confirm": (PEOPLE, (*GRANTS[:3], GRANTS[4])),
    "the director later": (PEOPLE, (*GRANTS[:3], replace(GRANTS[3], since=TOMORROW))),
    "the director no longer": (PEOPLE, (*GRANTS[:3], replace(GRANTS[3], last_day=TODAY - timedelta(days=1)))),
    "the director without an account": ((*PEOPLE[:3], replace(FOUR, login=""), FIVE), GRANTS),
    "the account over": ((*PEOPLE[:3], replace(FOUR, expires_on=TODAY - timedelta(days=1)), FIVE), GRANTS),
    "no system administrator's account": ((replace(PEOPLE[0], login=""), *PEOPLE[1:]), GRANTS),
    "the audit administrator later": (PEOPLE, (*GRANTS[:2], replace(GRANTS[2], since=TOMORROW), GRANTS[3])),
}


@pytest.mark.parametrize("why", sorted(ALONE))
def test_an_office_is_founded_by_persons_who_can_grant_to_each_other(why):
    persons, grants = ALONE[why]
    assert refused(replace(FIRST, people=persons, grants=grants)) == {"register.no_admin": "授权!B1"}
    assert Person.objects.count() == 0


def test_two_security_administrators_can_found_an_office_without_a_director():
    second = (*PEOPLE, somebody("6", "security", ""))
    grants = (*GRANTS[:3], GrantLine("6", "security_admin", "", date(2020, 1, 1), None))
    assert take(replace(FIRST, people=second, grants=grants))[0].founding


def test_a_role_before_the_account_is_taken_in_with_the_first_register_as_on_the_pages():
    without = (*PEOPLE[:4], replace(FIVE, login="", expires_on=None))
    taken, _ = take(replace(FIRST, people=without))
    assert (taken.accounts, taken.grants) == (4, 5)
