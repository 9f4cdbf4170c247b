"""The office that the tests of the API ask, and programs that ask it."""

import json
from dataclasses import dataclass, field
from datetime import date

from django.test import Client

from sikao.office.accounts.models import ApiToken
from sikao.office.accounts.queries import holdings
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rules.scopes import SCOPES
from sikao.office.accounts.sealing import keyed
from sikao.office.cycle.models import Confirmation, Task, Verification
from sikao.office.docket.actions import apply_for_bonus
from sikao.office.ledger.models import FigureVersion
from tests.office.city import City
from tests.office.docket.ways import SCAN

SIGNED = ("commerce", "month", "2020-06")
NEXT = ("commerce", "month", "2020-07")
PEOPLE = {
    "reporter": (Role.REPORTER, "commerce"),
    "signer": (Role.SIGNER, "commerce"),
    "unit": (Role.REPORTER, "laixi"),
    "verifier": (Role.VERIFIER, "development_reform"),
    "staff": (Role.OFFICE_STAFF, ""),
    "director": (Role.OFFICE_DIRECTOR, ""),
    "auditor": (Role.AUDITOR, ""),
    "leader": (Role.LEADER, ""),
    "reviewer": (Role.REVIEWER, ""),
    "expert": (Role.EXPERT, ""),
    "system": (Role.SYSTEM_ADMIN, ""),
    "security": (Role.SECURITY_ADMIN, ""),
    "audit": (Role.AUDIT_ADMIN, ""),
}
"""By the name under which they ask; ``staff``, ``director`` and ``leader`` have opened the year."""


def codes(answer) -> list[str]:
    """The codes of a refusal's findings."""
    return [finding["code"] for finding in answer.json()["findings"]]


@dataclass
class Program(Client):
    """A program with a token; a browser's cookies are never sent."""

    secret: str = ""
    lang: str = "en"

    def __post_init__(self) -> None:
        super().__init__(raise_request_exception=True)

    def ask(self, method: str, path: str, body=None, **headers: str):
        """One request; a body is sent as JSON."""
        given = {"authorization": f"Bearer {self.secret}"} if self.secret else {}
        given |= {"accept-language": self.lang} | {k.replace("_", "-"): v for k, v in headers.items()}
        content = b"" if body is None else json.dumps(body).encode()
        media = "application/octet-stream" if body is None else "application/json"
        return self.generic(method, f"/api/v1{path}", content, media, headers=given)

    def send(self, path: str, file, **fields):
        """One form with a file."""
        given = {"authorization": f"Bearer {self.secret}", "accept-language": self.lang}
        given |= {"idempotency-key": fields.pop("key_")} if "key_" in fields else {}
        return self.post(f"/api/v1{path}", {"file": file, **fields}, headers=given)


@dataclass
class Office:
    """What there is to ask for."""

    city: City
    secrets: dict[str, str] = field(default_factory=dict)
    signed: str = ""
    submission: str = ""
    open: str = ""
    foreign: str = ""
    confirmation: str = ""
    verification: str = ""
    things: dict[str, dict[str, dict]] = field(default_factory=dict)
    """By kind two objects, each with the organisations that see it; the first of them acts."""

    @classmethod
    def built(cls) -> "Office":
        """The year opened, a sheet and a report handed in, tokens with every scope for everybody."""
        city = City()
        city.opened()
        city.staffed("commerce", "finance", "laixi")
        made = cls(city)
        for name, (role, organisation) in PEOPLE.items():
            ref = name if name in city.people else f"{name}_p"
            if name not in city.people:
                city.person(ref, role, organisation)
            made.secrets[name] = made.token(ref, secret=f"sikao_{name}")
        city.on(2020, 7, 10)
        made.signed, made.open = city.task(*SIGNED), city.task(*NEXT)
        made.foreign = Task.objects.filter(organisation="finance").order_by("due_at")[0].ref
        made.submission = city.deliver("commerce", made.signed, city.cells(made.signed)).submission
        made.confirmation = Confirmation.objects.get(unit="laixi").ref
        city.on(2021, 2, 1)
        made.report()
        made.list_things()
        return made

    def token(
        self, person: str, scopes: str | None = None, last_day: date = date(2021, 7, 1), secret: str = ""
    ) -> str:
        """A token in force, for whoever it is."""
        secret = secret or f"sikao_{person}_{ApiToken.objects.count()}"
        every = " ".join(sorted(verb.value for verb in SCOPES))
        ApiToken.objects.create(
            person_id=person,
            name="test",
            secret=keyed("token", secret),
            scopes=every if scopes is None else scopes,
            made_at=self.city.at,
            last_day=last_day,
        )
        return secret

    def report(self) -> None:
        """Reports of two units about themselves, which bureaus have to verify."""
        for unit in ("laixi", "finance"):
            task = self.city.task(unit, "year", "2020-12", kind="report")
            self.city.deliver(unit, task, dict.fromkeys(self.city.cells(task), "未报"))
        self.verification = Verification.objects.get(verifier="development_reform").ref

    def list_things(self) -> None:
        """Two objects of every kind."""
        checked = Confirmation.objects.exclude(unit="laixi").order_by("unit")[0]
        verified = Verification.objects.exclude(pk=self.verification).order_by("verifier")[0]
        own, other = (
            FigureVersion.objects.filter(unit=unit, provider="commerce").order_by("position")[0]
            for unit in ("laixi", checked.unit)
        )
        self.things = {
            "tasks": {
                "first": {"ref": self.open, "who": ["commerce"]},
                "second": {"ref": self.foreign, "who": ["finance"]},
            },
            "briefings": {
                whose: {"ref": self.city.task(unit, "quarter", "2020-03", "brief"), "who": [unit]}
                for whose, unit in (("first", "laixi"), ("second", "jimo"))
            },
            "confirmations": {
                "first": {"ref": self.confirmation, "who": ["laixi", "commerce"]},
                "second": {"ref": checked.ref, "who": [checked.unit, "commerce"]},
            },
            "verifications": {
                "first": {"ref": self.verification, "who": ["development_reform", "laixi"]},
                "second": {"ref": verified.ref, "who": [verified.verifier, "finance"]},
            },
            "submissions": {
                "first": {"ref": self.submission, "who": ["commerce"]},
                "second": {"ref": verified.submission, "who": ["finance"]},
            },
            "figures": {"first": _named(own, "laixi"), "second": _named(other, checked.unit)},
            "organisations": {
                "first": {"code": "commerce", "who": []},
                "second": {"code": "laixi", "who": []},
            },
            "schemes": {
                "first": {"code": "qingdao_2020", "who": []},
                "second": {"code": "qingdao_2019", "who": []},
            },
            "docket": {
                whose: {"ref": self.applied(unit), "who": [unit]}
                for whose, unit in (("first", "laixi"), ("second", "finance"))
            },
            "jobs": {},
        }

    def applied(self, unit: str) -> str:
        """An application of a unit for a bonus."""
        given = {"scheme": "qingdao_2020", "item": "state_commendations", "count": "1", "files": [SCAN]}
        paper = {"document": "国办发〔2020〕1号", "document_date": date(2020, 5, 8)}
        by = {"actor": self.city.people[f"{unit}_s"], "at": self.city.now(), "unit": unit}
        return apply_for_bonus(**by, **given, **paper, matter="真抓实干", reason="受到激励")

    def held(self, name: str):
        """What one of the ``PEOPLE`` holds."""
        person = name if name in self.city.people else f"{name}_p"
        return holdings(person, self.city.at.date())

    def program(self, name: str, lang: str = "en") -> Program:
        """A program of one of the ``PEOPLE``."""
        return Program(secret=self.secrets[name], lang=lang)


def _named(version: FigureVersion, unit: str) -> dict:
    named = {part: getattr(version, part) for part in ("unit", "indicator", "kind", "period")}
    return named | {"who": [unit, "commerce"]}
