"""A small office with the demonstration's scheme sealed: people by role, and short ways to let them act."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TypeVar

from django.db import transaction

from sikao.core.books import open_scheme
from sikao.interfaces.processes import answered
from sikao.office.accounts.actions import endings
from sikao.office.accounts.models import (
    Account,
    Delegation,
    Grant,
    GrantConfirmation,
    Membership,
    Organisation,
    OrganisationName,
    Person,
)
from sikao.office.accounts.rights.roles import Role
from sikao.office.cycle import actions as cycle
from sikao.office.cycle.duties import slots_of
from sikao.office.cycle.judging import judge
from sikao.office.cycle.models import Draft, Task
from sikao.office.groundwork.actor import Actor, Channel, machine
from sikao.office.groundwork.appendonly import Record
from sikao.office.groundwork.journal import Subject, write
from sikao.office.ledger.facts import NewEvidence
from sikao.office.rulebook import actions as rulebook
from sikao.office.rulebook.archive import pack_folder
from sikao.office.rulebook.checking import check_upload
from tests.office.snapshot import made_once

SCHEME = "qingdao_2020"
FOLDERS = Path(__file__).parents[2] / "schemes"
NEW_YEAR = datetime(2020, 1, 6, 1, 0, tzinfo=UTC)
SCAN = NewEvidence("ab" * 32, "盖章件.pdf", 120_000)
T = TypeVar("T")


@cache
def packed(folder: str) -> bytes:
    """A scheme of this repository as an upload."""
    return pack_folder(FOLDERS / folder)


@cache
def demonstration() -> dict[tuple[str, ...], str]:
    """The demonstration's figures of 2020 as first reported, as text."""
    figures = open_scheme(FOLDERS / "qingdao-2020").figures
    return {
        (row["unit"], row["indicator"], row["kind"], row["period"]): row["value"]
        for row in figures.to_frame().iter_rows(named=True)
        if row["value"] is not None and not row["since"]
    }


@dataclass
class City:
    """Who is there. Acts happen a minute after one another, from ``at`` on."""

    at: datetime = NEW_YEAR
    people: dict[str, Actor] = field(default_factory=dict)

    def now(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at

    def on(self, year: int, month: int, day: int, hour: int = 9) -> None:
        """Go on to an hour of a day, by the city's clock."""
        moment = datetime(year, month, day, hour - 8, tzinfo=UTC)
        assert moment > self.at, "time goes on"
        self.at = moment

    def organisation(self, code: str, name: str) -> None:
        found = Organisation.objects.get_or_create(code=code, defaults={"kind": "unit"})[0]
        self.record_facts(OrganisationName(organisation=found, name=name, since=date(2019, 1, 1)))

    def person(self, ref: str, role: Role, organisation: str = "") -> Actor:
        """Somebody with a role, at an organisation where the role needs one."""
        if organisation:
            Organisation.objects.get_or_create(code=organisation, defaults={"kind": "unit"})
        made = Person.objects.get_or_create(
            ref=ref, defaults={"name": ref, "staff_number": ref, "lane": role.lane}
        )[0]
        Account.objects.get_or_create(person=made, defaults={"login": ref})
        grant = Grant(
            person=made,
            lane=role.lane,
            role=role,
            organisation_id=organisation or None,
            since=date(2020, 1, 1),
            proposed_by="found",
        )
        if organisation and not Membership.objects.filter(person=made, organisation_id=organisation).exists():
            self.record_facts(Membership(person=made, organisation_id=organisation, since=date(2020, 1, 1)))
        self.record_facts(grant, GrantConfirmation(grant=grant, confirmed_by="founder"))
        self.people[ref] = Actor(ref, Channel.WEB)
        return self.people[ref]

    def staffed(self, *organisations: str) -> None:
        """A reporter and a signer, named ``…_r`` and ``…_s``, at each organisation."""
        for code in organisations:
            self.people[f"{code}_r"] = self.person(f"{code[:14]}_r", Role.REPORTER, code)
            self.people[f"{code}_s"] = self.person(f"{code[:14]}_s", Role.SIGNER, code)

    def ends(self, code: str, **given: object) -> None:
        """An organisation ends: the system administrator asks, the director confirms."""
        asked = endings.ask_ending(actor=self.people["system"], at=self.now(), code=code, **given)
        endings.confirm_ending(actor=self.people["director"], at=self.now(), ending=asked)

    def opened(self) -> None:
        """The scheme sealed and its tasks generated, by the office."""
        staff = self.person("staff", Role.OFFICE_STAFF)
        approvers = [self.person("director", Role.OFFICE_DIRECTOR), self.person("leader", Role.LEADER)]
        for folder in ("qingdao-2019", "qingdao-2020"):
            self.sealed(folder, staff, *approvers)
        cycle.open_year(actor=staff, at=self.now(), scheme=SCHEME)

    @classmethod
    def in_its_year(cls) -> "City":
        """A city whose year is open."""
        made = cls()
        made.opened()
        return made

    def once(self, make: Callable[["City"], T]) -> T:
        """What ``make`` does in this city and gives; in every city like this one it is done but once."""
        made, after = made_once(_acting(make), self)
        self.at, self.people = after.at, after.people
        return made

    def sealed(self, folder: str, staff: Actor, *approvers: Actor) -> None:
        """A scheme of this repository drafted, submitted, approved by two and sealed."""
        checked = check_upload(packed(folder), "方案.zip", run=answered)
        ref = rulebook.draft(actor=staff, at=self.now(), checked=checked).ref
        rulebook.submit(actor=staff, at=self.now(), scheme=ref, digest=checked.digest)
        for approver in approvers:
            rulebook.approve(actor=approver, at=self.now(), scheme=ref, digest=checked.digest)
        rulebook.seal(actor=staff, at=self.now(), scheme=ref, digest=checked.digest)

    def task(self, provider: str, frequency: str, through: str, kind: str = "deliver") -> str:
        return Task.objects.get(kind=kind, provider=provider, frequency=frequency, through=through).ref

    def fill(self, who: str, task: str, cells: dict[str, str], *, paper: bool = False, **more) -> int:
        """Enter texts into a task; returns the draft's version."""
        draft = Draft.objects.filter(task=task, paper=paper).first()
        more |= {"paper": paper}
        version = 0 if draft is None else draft.version
        return cycle.save_draft(
            actor=self.people[who], at=self.now(), task=task, version=version, cells=cells, **more
        )

    def cells(self, task: str) -> dict[str, str]:
        """What the demonstration's figures say in every cell of a task; where they say nothing, 未报."""
        found = Task.objects.get(pk=task)
        known = demonstration()
        return {"/".join(slot.key): known.get(slot.key, "未报") for slot in slots_of(found)}

    def warnings(self, task: str, *, paper: bool = False) -> int:
        row = Task.objects.get(pk=task)
        return len(judge(row, Draft.objects.get(task=row, paper=paper), complete=True).warnings)

    def submit(self, who: str, task: str) -> str:
        draft = Draft.objects.get(task=task, paper=False)
        seen = self.warnings(task)
        return cycle.submit_task(
            actor=self.people[who], at=self.now(), task=task, draft_version=draft.version, warnings_seen=seen
        )

    def deliver(
        self, provider: str, task: str, cells: dict[str, str], scan: NewEvidence | None = None, **more
    ):
        """Fill in, submit and sign, by the reporter and the signer of an organisation."""
        self.fill(f"{provider}_r", task, cells, **more)
        if scan is not None:
            cycle.attach(actor=self.people[f"{provider}_r"], at=self.now(), task=task, evidence=scan)
        digest = self.submit(f"{provider}_r", task)
        return cycle.sign_task(actor=self.people[f"{provider}_s"], at=self.now(), task=task, digest=digest)

    def fill_paper(
        self, who: str, task: str, cells: dict[str, str], *, document: str, scan: NewEvidence | None = SCAN
    ) -> int:
        """Type a sealed sheet in for its bureau, with the number of the letter and the scan."""
        version = self.fill(
            who,
            task,
            cells,
            paper=True,
            document=document,
            document_date=date(2020, 3, 9) if document else None,
        )
        if scan is None:
            return version
        return cycle.attach(actor=self.people[who], at=self.now(), task=task, evidence=scan, paper=True)

    def record(self, who: str, task: str, version: int):
        """Post a sealed sheet, all warnings seen."""
        seen = self.warnings(task, paper=True)
        return cycle.record_paper(
            actor=self.people[who], at=self.now(), task=task, draft_version=version, warnings_seen=seen
        )

    def delegate(self, signer: str, delegate: str, organisation: str, since: date, last_day: date) -> None:
        """Name who signs in somebody's place."""
        self.record_facts(
            Delegation(
                signer_id=signer,
                delegate_id=delegate,
                organisation_id=organisation,
                since=since,
                last_day=last_day,
            )
        )

    def record_facts(self, *rows: Record) -> None:
        """Rows that some act brought, without the act."""
        with transaction.atomic():
            write(actor=machine(), at=self.now(), verb="test.set", subject=Subject("test", ""), rows=rows)


@cache
def _acting(make: Callable[[City], T]) -> Callable[[City], tuple[T, City]]:
    """An act that gives back the city in which it was done, too."""

    def done(city: City) -> tuple[T, City]:
        return make(city), city

    return done
