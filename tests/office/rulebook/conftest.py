"""People with roles, and small schemes in every form that the office takes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction

from sikao.core.scheme import load_scheme, new_scheme
from sikao.core.scheme.workbook import scheme_workbook_bytes
from sikao.interfaces.processes import answered
from sikao.office.accounts.models import Account, Grant, GrantConfirmation, Person
from sikao.office.accounts.rights.roles import Role
from sikao.office.groundwork.actor import Actor, Channel, machine
from sikao.office.groundwork.journal import Subject, write
from sikao.office.rulebook import actions, queries, shelf
from sikao.office.rulebook.archive import pack_folder
from sikao.office.rulebook.checking import Checked, check_upload

AT = datetime(2020, 3, 2, 1, 0, tzinfo=UTC)


@dataclass
class Office:
    """The people of an office, by name, and what they do one after the other."""

    text: bytes
    at: datetime = AT

    def now(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at

    def person(self, name: str, *roles: Role) -> Actor:
        lane = roles[0].lane.value if roles else "business"
        person = Person.objects.create(ref=name, name=name, staff_number=name, lane=lane)
        Account.objects.create(person=person, login=name)
        grants = [
            Grant(person=person, lane=lane, role=role.value, since=date(2020, 1, 1), proposed_by="security")
            for role in roles
        ]
        confirmed = [GrantConfirmation(grant=grant, confirmed_by="director") for grant in grants]
        with transaction.atomic():
            subject = Subject("grant", name)
            rows = [*grants, *confirmed]
            write(actor=machine(), at=self.now(), verb="test.grant", subject=subject, rows=rows)
        return Actor(name, Channel.WEB)

    def upload(self, actor: Actor, content: bytes | None = None, name: str = "方案.zip", **more) -> str:
        checked = check_upload(self.text if content is None else content, name, run=answered)
        return actions.draft(actor=actor, at=self.now(), checked=checked, **more).ref

    def digest(self, ref: str) -> str:
        return queries.card(ref).last.digest

    def submitted(self, actor: Actor) -> str:
        ref = self.upload(actor)
        actions.submit(actor=actor, at=self.now(), scheme=ref, digest=self.digest(ref))
        return ref

    def approve(self, ref: str, *actors: Actor) -> None:
        for actor in actors:
            actions.approve(actor=actor, at=self.now(), scheme=ref, digest=self.digest(ref))

    def sealed(self, staff: Actor, *approvers: Actor) -> queries.Sealed:
        ref = self.submitted(staff)
        self.approve(ref, *approvers)
        return actions.seal(actor=staff, at=self.now(), scheme=ref, digest=self.digest(ref))


@pytest.fixture(autouse=True)
def forgotten() -> None:
    """No test reads a scheme that another one kept in memory."""
    shelf.forget()


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    """The starter scheme of a small city, as text."""
    place = tmp_path_factory.mktemp("schemes") / "trial"
    assert new_scheme(place, "trial", 2020, "试行方案") == ()
    return place


@pytest.fixture(scope="session")
def text(folder: Path) -> bytes:
    return pack_folder(folder)


@pytest.fixture(scope="session")
def workbook(folder: Path) -> bytes:
    scheme, _ = load_scheme(folder)
    return scheme_workbook_bytes(scheme)


@pytest.fixture
def office(text: bytes) -> Office:
    return Office(text)


@pytest.fixture
def staff(office: Office) -> Actor:
    return office.person("staff", Role.OFFICE_STAFF)


@pytest.fixture
def director(office: Office) -> Actor:
    return office.person("director", Role.OFFICE_DIRECTOR)


@pytest.fixture
def leader(office: Office) -> Actor:
    return office.person("leader", Role.LEADER)


@pytest.fixture
def check() -> Callable[[bytes, str], Checked]:
    return lambda content, name="方案.zip": check_upload(content, name, run=answered)
