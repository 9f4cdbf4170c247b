"""The workbook's three sheets: their columns, and a workbook written from what is known, or empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sikao.core.sheets import Draft, DraftCell, DraftColumn, DraftSheet, DropDown, Look, workbook_bytes
from sikao.core.wording import Term
from sikao.office.accounts.rights.roles import Lane, Role
from sikao.office.accounts.rules.words import KINDS

SPARE_ROWS = 200


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the field that it fills, its heading, whether it must be filled in, its width.

    ``most`` is the greatest length of a free text, in characters.
    """

    field: str
    heading: str
    needed: bool
    width: int
    most: int = 0


@dataclass(frozen=True, slots=True)
class Form:
    """One sheet."""

    name: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    """An organisation; ``row`` is where it stands in its sheet."""

    code: str
    kind: str
    name: str
    name_en: str
    since: date
    row: int = 0


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person with the first membership and the account; both may be left out."""

    staff_number: str
    name: str
    lane: str
    organisation: str
    position: str
    since: date | None
    login: str
    expires_on: date | None
    row: int = 0


@dataclass(frozen=True, slots=True)
class GrantLine:
    """A role for a person, who is named by the staff number."""

    staff_number: str
    role: str
    organisation: str
    since: date
    last_day: date | None
    row: int = 0


@dataclass(frozen=True, slots=True)
class Register:
    """What a workbook says."""

    organisations: tuple[OrganisationLine, ...] = ()
    people: tuple[PersonLine, ...] = ()
    grants: tuple[GrantLine, ...] = ()


ORGANISATIONS = Form(
    "单位",
    (
        Column("code", "代码", True, 20),
        Column("kind", "类别", True, 12),
        Column("name", "名称", True, 30, 200),
        Column("name_en", "英文名称", False, 30, 200),
        Column("since", "起日", True, 14),
    ),
)
PEOPLE = Form(
    "人员",
    (
        Column("staff_number", "工号", True, 14, 64),
        Column("name", "姓名", True, 14, 100),
        Column("lane", "账号类别", True, 16),
        Column("organisation", "单位代码", False, 20),
        Column("position", "职务", False, 16, 100),
        Column("since", "任职起日", False, 14),
        Column("login", "登录名", False, 18),
        Column("expires_on", "账号止日", False, 14),
    ),
)
GRANTS = Form(
    "授权",
    (
        Column("staff_number", "工号", True, 14, 64),
        Column("role", "角色", True, 20),
        Column("organisation", "单位代码", False, 20),
        Column("since", "起日", True, 14),
        Column("last_day", "止日", False, 14),
    ),
)
FORMS = (ORGANISATIONS, PEOPLE, GRANTS)
WORDS: dict[str, dict[str, Term]] = {
    "kind": dict(KINDS),
    "lane": {lane.value: lane.term for lane in Lane},
    "role": {role.value: role.term for role in Role},
}
"""Fields that are filled in with a word; the word of the form stands for the code."""


def register_workbook(register: Register) -> bytes:
    """The workbook of a register; of an empty one, the template to be filled in."""
    lines: tuple[Sequence[object], ...] = (register.organisations, register.people, register.grants)
    sheets = tuple(_sheet(form, rows) for form, rows in zip(FORMS, lines, strict=True))
    return workbook_bytes(Draft(sheets, title="四考人员登记表"))


def _sheet(form: Form, lines: Sequence[object]) -> DraftSheet:
    head = tuple(
        DraftCell(column.heading, Look.HEADING, "" if column.needed else "可不填") for column in form.columns
    )
    rows = tuple(tuple(_cell(column, line) for column in form.columns) for line in lines)
    last = 1 + max(len(rows), SPARE_ROWS)
    drops = tuple(
        DropDown((2, last), (place, place), tuple(term.zh for term in WORDS[column.field].values()))
        for place, column in enumerate(form.columns, 1)
        if column.field in WORDS
    )
    return DraftSheet(
        form.name,
        (head, *rows),
        tuple(DraftColumn(column.width, Look.INPUT_TEXT) for column in form.columns),
        frozen=(1, 0),
        spare_rows=max(0, SPARE_ROWS - len(rows)),
        drop_downs=drops,
    )


def _cell(column: Column, line: object) -> DraftCell:
    value = getattr(line, column.field)
    if isinstance(value, date):
        value = value.isoformat()
    if column.field in WORDS and value:
        value = WORDS[column.field][value].zh
    return DraftCell(value or None, Look.INPUT_TEXT)
