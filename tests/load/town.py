"""A scheme in which each of many organisations reports fifty figures about itself; people, and browsers."""

import tempfile
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from sikao.core.scheme import new_scheme
from sikao.interfaces.processes import answered
from sikao.office.accounts.models import (
    Account,
    Grant,
    GrantConfirmation,
    Membership,
    Organisation,
    OrganisationName,
    Person,
)
from sikao.office.accounts.rights.roles import Role
from sikao.office.cycle import actions as cycle
from sikao.office.cycle.models import Task
from sikao.office.groundwork.actor import Actor, Channel, machine
from sikao.office.groundwork.appendonly import Record
from sikao.office.groundwork.journal import Subject, write
from sikao.office.rulebook import actions as rulebook
from sikao.office.rulebook.archive import pack
from sikao.office.rulebook.checking import check_upload
from tests.office.staff import signed_in

FIGURES = 50
SINCE = date(2019, 1, 1)


@dataclass(frozen=True, slots=True)
class Household:
    """An organisation with its task, and the cookies of its reporter and its signer."""

    code: str
    task: str
    reporter: str
    signer: str


def settle(count: int, at: datetime) -> list[Household]:
    """The year before ``at`` is open: all of its figures are owed now."""
    codes = [f"unit_{number:03}" for number in range(1, count + 1)]
    people: dict[str, Actor] = {}
    rows: list[Record] = []
    with transaction.atomic():
        people["staff"] = _person("staff", Role.OFFICE_STAFF, "", rows, at)
        people["director"] = _person("director", Role.OFFICE_DIRECTOR, "", rows, at)
        people["leader"] = _person("leader", Role.LEADER, "", rows, at)
        for code in codes:
            made = Organisation.objects.create(code=code, kind="unit")
            rows.append(OrganisationName(organisation=made, name=code, since=SINCE))
            people[f"{code}_r"] = _person(f"{code}_r", Role.REPORTER, code, rows, at)
            people[f"{code}_s"] = _person(f"{code}_s", Role.SIGNER, code, rows, at)
        write(actor=machine(), at=at, verb="test.found", subject=Subject("test", "town"), rows=rows)
    scheme = _sealed(codes, people, at)
    cycle.open_year(actor=people["staff"], at=at, scheme=scheme)
    tasks = dict(Task.objects.filter(organisation__in=codes).values_list("organisation", "ref"))
    return [
        Household(code, tasks[code], cookie_of(people[f"{code}_r"]), cookie_of(people[f"{code}_s"]))
        for code in codes
    ]


def _person(login: str, role: Role, code: str, rows: list[Record], at: datetime) -> Actor:
    made = Person.objects.create(name=login, staff_number=f"n-{login}", lane=role.lane)
    # Nobody signs in with it: the sessions are there already.
    account = Account(person=made, login=login, password_since=at, must_change=False)
    account.totp_secret = "set"  # noqa: S105 - none: the sessions say that the factor was given
    account.save()
    grant = Grant(
        person=made,
        lane=role.lane,
        role=role,
        organisation_id=code or None,
        since=SINCE,
        proposed_by="found",
    )
    rows += [grant, GrantConfirmation(grant=grant, confirmed_by="founder")]
    if code:
        rows.append(Membership(person=made, organisation_id=code, since=SINCE))
    return Actor(made.pk, Channel.COMMAND)


def cookie_of(who: Actor) -> str:
    """The cookies of a browser in which somebody has just signed in."""
    browser = signed_in(who)
    return "; ".join(f"{name}={kept.value}" for name, kept in browser.cookies.items())


def _sealed(codes: list[str], people: dict[str, Actor], at: datetime) -> str:
    checked = check_upload(_text(codes, at.year - 1), "方案.zip", run=answered)
    assert checked.digest, [finding.text("en") for finding in checked.findings]
    staff = people["staff"]
    ref = rulebook.draft(actor=staff, at=at, checked=checked).ref
    rulebook.submit(actor=staff, at=at, scheme=ref, digest=checked.digest)
    for name in ("director", "leader"):
        rulebook.approve(actor=people[name], at=at, scheme=ref, digest=checked.digest)
    rulebook.seal(actor=staff, at=at, scheme=ref, digest=checked.digest)
    return "storm"


def _text(codes: list[str], year: int) -> bytes:
    """The starter scheme with other units, items and leaves."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder, "storm")
        new_scheme(home, "storm", year, "压力试验方案")
        files = {"scheme.yaml": (home / "scheme.yaml").read_bytes()}
    names = [f"e{number:02}" for number in range(1, FIGURES + 1)]
    units = "\n".join(f"  {code}: {{name: {code}, group: counties}}" for code in codes)
    items = "\n".join(
        f"  {name}:\n    name: 指标{name}\n    kinds: {{level: 亿元}}\n"
        "    provider: self\n    frequency: year"
        for name in names
    )
    leaves = "\n".join(
        f"      - code: n_{name}\n        name: 指标{name}\n        points: 2\n        rule: 目标完成率\n"
        f"        measure: {name}\n        method: {{kind: attainment, target: 50}}\n        schedule: annual"
        for name in names
    )
    texts = {
        "units.yaml": "groups:\n  counties: {name: 县区, scorecard: counties, ranked: true}\n"
        f"units:\n{units}\n",
        "items.yaml": f"items:\n{items}\n",
        "scorecards/counties.yaml": "scorecard: counties\nname: 县区考核表\nfull_points: 100\n"
        "levels: [block, indicator]\nnodes:\n  - code: economy\n    name: 经济发展\n    children:\n"
        f"{leaves}\n",
    }
    return pack(files | {name: text.encode() for name, text in texts.items()})
