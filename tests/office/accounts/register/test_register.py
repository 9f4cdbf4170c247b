"""The register of people as a workbook: round trip, founding, later registers, every fault at its cell."""

from dataclasses import replace
from datetime import date

import pytest

from sikao.core.sheets import DraftCell, read_workbook, workbook_bytes
from sikao.core.sheets.drafts import Draft, DraftSheet
from sikao.office.accounts.models import Account, Person
from sikao.office.accounts.queries import holdings
from sikao.office.accounts.register.form import (
    FORMS,
    GrantLine,
    OrganisationLine,
    PersonLine,
    Register,
    register_workbook,
)
from sikao.office.accounts.register.reading import read_register
from sikao.office.accounts.register.reporting import present_register
from sikao.office.accounts.register.taking import take_register
from sikao.office.accounts.rights.deciding import Holding
from sikao.office.accounts.rights.roles import Role
from sikao.office.groundwork.actor import Actor, Channel, machine
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.refusals import NotValid
from tests.office.staff import AT

pytestmark = pytest.mark.django_db
SINCE = date(2020, 1, 1)
ORGANISATIONS = (
    OrganisationLine("kaohe_office", "office", "考核办", "Assessment office", SINCE),
    OrganisationLine("laoshan", "unit", "崂山区", "", SINCE),
)


def somebody(number: str, lane: str = "business", organisation: str = "kaohe_office", **more) -> PersonLine:
    since = SINCE if organisation else None
    line = PersonLine(number, f"人{number}", lane, organisation, "", since, f"user{number}", None)
    return replace(line, **more)


PEOPLE = (
    somebody("1", "system"),
    somebody("2", "security"),
    somebody("3", "audit"),
    somebody("4", position="主任"),
    somebody("5", organisation="laoshan", expires_on=date(2021, 12, 31)),
)
GRANTS = (
    GrantLine("1", "system_admin", "", SINCE, None),
    GrantLine("2", "security_admin", "", SINCE, None),
    GrantLine("3", "audit_admin", "", SINCE, None),
    GrantLine("4", "office_director", "", SINCE, None),
    GrantLine("5", "reporter", "laoshan", SINCE, date(2021, 12, 31)),
)
FIRST = Register(ORGANISATIONS, PEOPLE, GRANTS)


def read(register: Register) -> Register:
    workbook, findings = read_workbook(register_workbook(register), name="登记.xlsx")
    assert not findings
    found, faults = read_register(workbook)
    assert not list(faults)
    return found


def bare(register: Register) -> Register:
    parts = (register.organisations, register.people, register.grants)
    return Register(*(tuple(replace(line, row=0) for line in lines) for lines in parts))


def take(register: Register, **more):
    kept: list = []
    given = {"actor": machine(Channel.COMMAND), "at": AT, "register": register, "keep": kept.extend}
    return take_register(**{**given, **more}), kept


def acting(number: str) -> Actor:
    """Somebody of the register at the command line."""
    return Actor(Person.objects.get(staff_number=number).pk, Channel.COMMAND)


def refused(register: Register, **more) -> dict[str, str]:
    """The codes of what a register is refused for, with their cells."""
    with pytest.raises(NotValid) as told:
        take(register, **more)
    return {found.code: f"{found.where.sheet}!{found.where.cell}" for found in told.value.findings}


def test_what_is_written_is_read_and_what_is_taken_in_is_reported_again():
    assert bare(read(FIRST)) == FIRST
    take(read(FIRST))
    assert bare(read(present_register(AT))) == FIRST


def test_the_first_register_founds_an_installation():
    taken, initials = take(FIRST)
    assert (taken.organisations, taken.people, taken.accounts, taken.grants) == (2, 5, 5, 5)
    assert taken.founding
    director = Person.objects.get(staff_number="4").pk
    assert holdings(director, AT.date()) == (Holding(Role.OFFICE_DIRECTOR, ""),)
    assert [one.login for one in initials] == ["user1", "user2", "user3", "user4", "user5"]
    assert len({one.password for one in initials}) == 5
    entry = Entry.objects.latest("seq")
    assert (entry.verb, entry.actor, entry.leaves) == ("people.import", "machine", 2 + 5 + 10)
    assert all(Account.objects.values_list("must_change", flat=True))


def test_nothing_is_taken_in_when_the_passwords_cannot_be_kept():
    def full(_initials):
        raise OSError("no space")

    with pytest.raises(OSError, match="no space"):
        take(FIRST, keep=full)
    assert Person.objects.count() == 0 and Entry.objects.count() == 0


WRONG = {
    "organisation.unknown": (replace(FIRST, people=(*PEOPLE, somebody("6", organisation="nowhere"))), None),
    "grant.other_lane": (
        replace(FIRST, grants=(*GRANTS, GrantLine("4", "audit_admin", "", SINCE, None, 7))),
        ("授权", "B7"),
    ),
    "grant.whole": (
        replace(FIRST, grants=(*GRANTS, GrantLine("4", "leader", "laoshan", SINCE, None, 7))),
        ("授权", "C7"),
    ),
    "grant.no_member": (
        replace(FIRST, grants=(*GRANTS, GrantLine("4", "signer", "laoshan", SINCE, None, 7))),
        ("授权", "C7"),
    ),
    "person.unknown": (
        replace(FIRST, grants=(*GRANTS, GrantLine("9", "leader", "", SINCE, None, 7))),
        ("授权", "A7"),
    ),
    "field.order": (
        replace(FIRST, grants=(*GRANTS, GrantLine("4", "leader", "", SINCE, date(2019, 1, 1), 7))),
        ("授权", "E7"),
    ),
    "register.no_admin": (replace(FIRST, grants=GRANTS[1:]), None),
    "register.empty": (replace(FIRST, organisations=()), None),
    "workbook.required": (replace(FIRST, people=(*PEOPLE, somebody("6", since=None, row=7))), ("人员", "F7")),
}


@pytest.mark.parametrize("code", sorted(WRONG))
def test_a_register_that_cannot_be_is_refused_whole_at_the_cell(code):
    register, cell = WRONG[code]
    with pytest.raises(NotValid) as refused:
        take(register, file="登记.xlsx")
    found = {finding.code: finding for finding in refused.value.findings}
    assert code in found
    if cell is not None:
        assert (found[code].where.sheet, found[code].where.cell) == cell
    assert Person.objects.count() == 0


CELLS = {
    "field.shape": ("单位", 2, 1, "崂山", "A2"),
    "field.choice": ("人员", 2, 3, "国王", "C2"),
    "field.day": ("授权", 2, 4, "去年", "D2"),
    "field.long": ("人员", 2, 2, "长" * 101, "B2"),
    "workbook.required": ("人员", 2, 2, None, "B2"),
    "workbook.missing_heading": ("人员", 1, 2, "名字", "B1"),
    "workbook.outside": ("单位", 2, 6, "x", "F2"),
    "register.doubled": ("人员", 3, 1, "1", "A3"),
}


@pytest.mark.parametrize("code", sorted(CELLS))
def test_a_faulty_cell_is_named(code):
    name, row, column, value, cell = CELLS[code]
    workbook, _ = read_workbook(altered(name, row, column, value), name="登记.xlsx")
    found = list(read_register(workbook)[1])
    assert (code, name, cell) in {(f.code, f.where.sheet, f.where.cell) for f in found}


def altered(name: str, row: int, column: int, value: str | None) -> bytes:
    """The first register with one cell changed."""
    workbook, _ = read_workbook(register_workbook(FIRST))
    sheets = []
    for sheet in workbook.sheets:
        if sheet.name not in {form.name for form in FORMS}:
            continue
        table = [list(line) + [""] * (8 - len(line)) for line in sheet.rows()]
        if sheet.name == name:
            table[row - 1][column - 1] = value or ""
        sheets.append(DraftSheet(sheet.name, tuple(tuple(DraftCell(t or None) for t in r) for r in table)))
    return workbook_bytes(Draft(tuple(sheets)))


def test_a_grant_that_is_written_twice_is_named_with_its_first_row():
    twice = GrantLine("5", "reporter", "laoshan", date(2022, 1, 1), None)
    workbook, _ = read_workbook(register_workbook(replace(FIRST, grants=(*GRANTS, twice))), name="登记.xlsx")
    [found] = list(read_register(workbook)[1])
    assert (found.code, found.where.cell, found.details) == ("register.doubled_grant", "B7", {"row": "6"})
    elsewhere = replace(twice, organisation="kaohe_office")
    assert read(replace(FIRST, grants=(*GRANTS, elsewhere))).grants[-1].organisation == "kaohe_office"


def test_names_are_as_long_as_the_pages_take_them():
    long = replace(ORGANISATIONS[1], name="长" * 200)
    assert read(replace(FIRST, organisations=(ORGANISATIONS[0], long))).organisations[1].name == "长" * 200


def test_a_missing_sheet_is_named():
    workbook, _ = read_workbook(workbook_bytes(Draft((DraftSheet("单位", ((DraftCell("代码"),),)),))))
    assert "workbook.missing_sheet" in {finding.code for finding in read_register(workbook)[1]}
