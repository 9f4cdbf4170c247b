"""Checking a register against what is known: every line at fault becomes a finding at its cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sikao.core.wording import Detail, Findings, Term
from sikao.office.accounts.queries import same_grant
from sikao.office.accounts.register.form import (
    GRANTS,
    ORGANISATIONS,
    PEOPLE,
    WORDS,
    Form,
    GrantLine,
    OrganisationLine,
    PersonLine,
    Register,
)
from sikao.office.accounts.register.known import Brought, Known, key_of
from sikao.office.accounts.register.reading import place
from sikao.office.accounts.rights.roles import Lane, Role
from sikao.office.accounts.rules.granting import fault_in_proposal

NOTHING = Term("（空）", "(empty)")
FAULTS_AT = {"grant.to_oneself": "staff_number", "grant.other_lane": "role"}
ADMINISTRATORS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
CONFIRMING = (Role.SECURITY_ADMIN, Role.OFFICE_DIRECTOR)


@dataclass(frozen=True, slots=True)
class Check:
    """A register that is being checked: what it brings to what is known, who proposes its grants, the day."""

    register: Register
    brought: Brought
    known: Known
    proposer: str
    on: date
    founding: bool
    file: str | None = None
    found: Findings = field(default_factory=lambda: Findings(most=200, more="sheet.more_findings"))

    def run(self) -> Findings:
        """Everything that is wrong."""
        for organisation in self.register.organisations:
            _check_organisation(self, organisation)
        for person in self.register.people:
            _check_person(self, person)
        for grant in self.register.grants:
            _check_grant(self, grant)
        if self.founding:
            _check_founding(self)
        return self.found

    def wrong(self, form: Form, named: str, row: int, code: str, /, **details: Detail) -> None:
        """Note what is wrong with a cell."""
        self.found.error(code, place(self.file, form, named, row), **details)

    def same(self, form: Form, line: OrganisationLine | PersonLine, known: Mapping[str, object]) -> None:
        """Note every cell of a line that says something else than is known; an empty one says nothing."""
        for named, value in known.items():
            given = getattr(line, named)
            if given and given != value:
                told = {"text": _shown(named, given), "known": _shown(named, value)}
                self.wrong(form, named, line.row, "register.differs", **told)

    def present(self, code: str, since: date | None = None) -> bool:
        """Whether an organisation is there, known or brought, and does not end by a day (that of the act)."""
        known = self.known.organisations.get(code)
        if known is not None:
            return known.ended_on is None or known.ended_on > max(since or self.on, self.on)
        return code in self.brought.organisations

    def belongs(self, grant: GrantLine) -> bool:
        """Whether whoever is to hold a role belongs to its organisation when it begins.

        What founds an installation looks back: only that the person belongs there counts.
        """
        on = date.max if self.founding else max(grant.since, self.on)
        new = self.brought.people.get(grant.staff_number)
        if new is not None:
            return new.organisation == grant.organisation and new.since is not None and new.since <= on
        belongings = self.known.belongings.get(grant.staff_number, ())
        return any(one.organisation == grant.organisation and one.covers(on) for one in belongings)

    def lane(self, number: str) -> Lane | None:
        """The lane of somebody known or brought."""
        found = self.known.persons.get(number) or self.brought.people.get(number)
        return None if found is None else Lane(found.lane)


def _shown(named: str, value: object) -> str | Term:
    if isinstance(value, date):
        return value.isoformat()
    return WORDS.get(named, {}).get(str(value), str(value)) if value else NOTHING


def _check_organisation(check: Check, line: OrganisationLine) -> None:
    known = check.known.organisations.get(line.code)
    if known is None:
        return
    if known.ended_on is not None and known.ended_on <= check.on:
        day = known.ended_on.isoformat()
        check.wrong(ORGANISATIONS, "code", line.row, "organisation.ended", unit=line.code, day=day)
        return
    name = check.known.names[line.code]
    has = {"kind": known.kind, "name": name.name, "name_en": name.name_en, "since": name.since}
    check.same(ORGANISATIONS, line, has)


def _check_person(check: Check, line: PersonLine) -> None:
    known = check.known.persons.get(line.staff_number)
    if known is not None:
        check.same(PEOPLE, line, {"name": known.name, "lane": known.lane})
    if not line.organisation and (line.position or line.since is not None):
        check.wrong(PEOPLE, "organisation", line.row, "workbook.required", heading="单位代码")
    elif line.organisation and known is not None:
        _check_known_membership(check, line)
    elif line.organisation:
        _check_new_membership(check, line)
    _check_account(check, line)


def _check_new_membership(check: Check, line: PersonLine) -> None:
    if not check.present(line.organisation, line.since):
        check.wrong(PEOPLE, "organisation", line.row, "organisation.unknown", unit=line.organisation)
    if line.since is None:
        check.wrong(PEOPLE, "since", line.row, "workbook.required", heading="任职起日")


def _check_known_membership(check: Check, line: PersonLine) -> None:
    running = [
        one
        for one in check.known.belongings.get(line.staff_number, ())
        if one.organisation == line.organisation and not one.over(check.on)
    ]
    if running:
        check.same(PEOPLE, line, {"position": running[-1].position, "since": running[-1].since})
    else:
        check.wrong(PEOPLE, "organisation", line.row, "register.no_membership", unit=line.organisation)


def _check_account(check: Check, line: PersonLine) -> None:
    if not line.login:
        if line.expires_on is not None:
            check.wrong(PEOPLE, "login", line.row, "workbook.required", heading="登录名")
        return
    known = check.known.accounts.get(line.staff_number)
    if check.known.logins.get(line.login, line.staff_number) != line.staff_number:
        check.wrong(PEOPLE, "login", line.row, "account.login_taken", login=line.login)
    elif known is not None and known.closed_at is not None:
        check.wrong(PEOPLE, "login", line.row, "account.closed")
    elif known is not None:
        check.same(PEOPLE, line, {"login": known.login, "expires_on": known.expires_on})
    elif not check.founding and line.expires_on is not None and line.expires_on < check.on:
        told = {"first": check.on.isoformat(), "last": line.expires_on.isoformat()}
        check.wrong(PEOPLE, "expires_on", line.row, "field.order", **told)


def _check_grant(check: Check, line: GrantLine) -> None:
    known = key_of(line) in check.known.grants
    lane = check.lane(line.staff_number)
    if lane is None:
        check.wrong(GRANTS, "staff_number", line.row, "person.unknown")
        return
    if known and line.last_day is not None and line.last_day < check.on:
        return
    fault = "" if known else _fault(check, line, lane)
    if fault:
        role = Role(line.role).term
        check.wrong(GRANTS, FAULTS_AT.get(fault, "organisation"), line.row, fault, role=role)
    elif line.organisation and not check.present(line.organisation, line.since):
        check.wrong(GRANTS, "organisation", line.row, "organisation.unknown", unit=line.organisation)
    elif line.organisation and not check.belongs(line):
        check.wrong(GRANTS, "organisation", line.row, "grant.no_member", unit=line.organisation)
    if not known:
        _check_new_grant(check, line)


def _fault(check: Check, line: GrantLine, lane: Lane) -> str:
    known = check.known.persons.get(line.staff_number)
    person = "" if known is None else known.pk
    return fault_in_proposal(check.proposer, person, lane, Role(line.role), line.organisation)


def _check_new_grant(check: Check, line: GrantLine) -> None:
    if line.last_day is not None and line.last_day < line.since:
        first, last = line.since.isoformat(), line.last_day.isoformat()
        check.wrong(GRANTS, "last_day", line.row, "field.order", first=first, last=last)
    if not check.founding and line.since < check.on:
        check.wrong(GRANTS, "since", line.row, "grant.backdated")
    known, role = check.known.persons.get(line.staff_number), Role(line.role)
    if known is not None and same_grant(known.pk, role, line.organisation, check.on):
        check.wrong(GRANTS, "role", line.row, "grant.already", role=role.term)


def _check_founding(check: Check) -> None:
    """An installation that nobody could grant anything in any more must not be founded.

    Counted are persons, not lines: whoever has an account and holds the role on the first day.
    """
    on, held = check.on, dict[Role, set[str]]()
    able = {
        line.staff_number
        for line in check.register.people
        if line.login and (line.expires_on is None or line.expires_on >= on)
    }
    for line in check.register.grants:
        if line.staff_number in able and line.since <= on and (line.last_day is None or line.last_day >= on):
            held.setdefault(Role(line.role), set()).add(line.staff_number)
    missing = [role for role in ADMINISTRATORS if role not in held]
    if len(set().union(*(held.get(role, set()) for role in CONFIRMING))) < 2:
        missing.append(Role.OFFICE_DIRECTOR)
    for role in missing:
        check.wrong(GRANTS, "role", 1, "register.no_admin", role=role.term)
    if not check.register.organisations:
        check.wrong(ORGANISATIONS, "code", 1, "register.empty")
