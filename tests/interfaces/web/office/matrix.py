"""Every address of the office × every role × objects of one's own, of others and of nobody × GET and POST.

What must be answered is told by the tables alone: ``pages.PAGES`` and the table of rights. ``cases`` lists
all of it, ``failures`` asks and compares; the tests ask a seeded sample, the drill asks everything.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from sikao.interfaces.web.office.pages import PAGES, Open
from sikao.office.accounts.models import (
    AccountRequest,
    ApiToken,
    Delegation,
    Grant,
    Membership,
    OrganisationEnding,
)
from sikao.office.accounts.rights.deciding import may
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.table import Relation, rights_for
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.actions import hold_review, make_decision
from sikao.office.cycle.models import Confirmation, Verification
from sikao.office.groundwork.actor import Actor, Channel
from sikao.office.groundwork.jobs.queue import enqueue
from sikao.office.groundwork.models import Entry
from sikao.office.results.actions import ask_run
from sikao.office.rulebook.models import Dossier
from tests.interfaces.api.office import PEOPLE, Office
from tests.office.staff import signed_in

WHOSE = ("first", "second", "none")
NOBODY = "nobody"
ABSENT = "2" * 16
TOKENS = {"first": "reporter", "second": "signer"}
REFUSED = {403, 404, 405, 422}
STUDY = {
    "scheme": "qingdao_2020",
    "checkpoint": "h1",
    "group": "districts",
    "unit": "jimo",
    "table": "districts",
    "node": "fai",
    "scorecard": "districts",
}
"""Results and sealed schemes are of nobody: they are there, or not."""
SEEN = {200, 302, 409}
DONE = {200, 302, 400, 409, 422}
"""Done; or refused for the state, or for what an empty form says."""
ACTS = {"account-ask": Verb.ACCOUNT_RESET}
"""Pages whose form asks for more than the page, with what an empty form asks for."""
ABSENT_HERE = {
    ("dossier-changes", "first"),
    *product(("dossier-marked", "task-return", "revision-drop", "task-revise"), WHOSE),
    *product(("correction-ask", "correction-withdraw", "run-file", "run-compare", "version-changes"), WHOSE),
}
"""What these objects lack: the earlier scheme a year before it, anything wrong; and what only a submitted or
signed task or a correction has, which ``tasks/test_states.py`` asks for in every state; and what only a
run that is done has; and two versions to compare.
"""
FILLS = {"task-evidence": Role.REPORTER}
"""The form of whoever fills in, beside which the office has its own."""
GONE = {
    *("evidence-file", "import", "import-part", "import-marked", "figure-evidence", "dossier-scan"),
    *("history-job", "history-part", "job-file", "docket-file", "docket-scan"),
}
"""Pages about what nobody has brought here."""
ELSEWHERE = {"sign-in-elsewhere", "sign-in-back", "open-result"}
"""Signing in by another server, which is not there where none is named; and what nobody has published here.

Who sees which results on their way asks ``tests/interfaces/web/office/test_editions.py``, and of amendments
``test_amendments.py``.
"""


@dataclass(frozen=True, slots=True)
class Case:
    """One question: a page, who asks, about whose object, in which way."""

    page: str
    who: str
    whose: str
    method: str


@dataclass(frozen=True, slots=True)
class Thing:
    """What stands in an address, and which organisations are how concerned by it."""

    parts: dict[str, object]
    own: frozenset[str] = frozenset()
    provider: frozenset[str] = frozenset()
    verifies: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()

    def concerns(self, relation: Relation, person: str, organisation: str) -> bool:
        if relation is Relation.ANY:
            return True
        if relation is Relation.SELF:
            return person in self.persons
        found = {Relation.OWN: self.own, Relation.PROVIDER: self.provider, Relation.VERIFIES: self.verifies}
        return organisation in found[relation]


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for pattern in (resolver or get_resolver("sikao.interfaces.web.office.urls")).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern)
        else:
            yield pattern


ROUTES = {pattern.name: str(pattern.pattern) for pattern in patterns()}


def kind_of(page: str) -> str:
    """What an address is about; empty where it names nothing."""
    route = ROUTES[page]
    if "<" not in route:
        return ""
    first = route.split("/")[0]
    if page.startswith("receipt"):
        return "receipts"
    if page.startswith("briefing"):
        return "briefings"
    if page in GONE:
        return "gone"
    if "<slug:asked>" in route:
        return "requests"
    if "<slug:ending>" in route:
        return "endings"
    return first


class Whole:
    """The office of the tests, with everything in it that an address can name."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.things = _things(office)
        people = office.city.people
        self.persons = {name: name if name in people else f"{name}_p" for name in PEOPLE}

    def client(self, who: str) -> Client:
        """The browser of somebody; nobody's knows no one."""
        if who == NOBODY:
            return Client(headers={"host": "localhost"})
        return signed_in(self.office.city.people[self.persons[who]], self.office.city.now())

    def thing(self, case: Case) -> Thing | None:
        kind = kind_of(case.page)
        return self.things.get(kind, {}).get(case.whose) if kind else Thing({})

    def address(self, case: Case, parts: Mapping[str, object] | None = None) -> str:
        """The address with the object's names, or with such as nothing has; or with ``parts``."""
        thing = self.thing(case)
        parts = parts or ({} if thing is None else thing.parts)

        def named(found: re.Match[str]) -> str:
            kind, name = found[1], found[2]
            absent = {"int": "999999", "slug": ABSENT}.get(kind, "nothing")
            return str(parts.get(name, absent))

        return "/" + re.sub(r"<(\w+):(\w+)>", named, ROUTES[case.page])

    def expected(self, case: Case) -> set[int]:
        """What the tables allow as an answer; 405 says nothing about the object, and is judged apart."""
        wanted = PAGES[case.page]
        if isinstance(wanted, Open):
            opened = DONE | SEEN | {405} | ({404} if case.page in ELSEWHERE else set())
            return opened if wanted is Open.PUBLIC or case.who != NOBODY else {302}
        if case.who == NOBODY:
            return {302}
        named = "<" in ROUTES[case.page]
        if not may(wanted, self.office.held(case.who)):
            return {404} if named else {403}
        if case.method == "post" and case.page in ACTS and not self._acts(case):
            return {404}
        answered = {405} | (SEEN if case.method == "get" else DONE)
        if not named:
            return answered
        role = PEOPLE[case.who][0]
        if (case.page, case.whose) in ABSENT_HERE or role is not FILLS.get(case.page, role):
            return {404, 405}
        thing = self.thing(case)
        if thing is None and case.method == "post" and self._reaches(case, wanted, Thing({})):
            return {404, 405, 422}  # an empty form is refused before its object is looked for
        return answered if thing is not None and self._reaches(case, wanted, thing) else {404, 405}

    def _acts(self, case: Case) -> bool:
        return may(ACTS[case.page], self.office.held(case.who))

    def _reaches(self, case: Case, verb: Verb, thing: Thing) -> bool:
        role, organisation = PEOPLE[case.who]
        person = self.persons[case.who]
        if case.page == "check":  # seen by both sides, whose acts are told apart
            thing = replace(thing, own=thing.own | thing.provider)
        return any(
            row.role in (None, role) and thing.concerns(row.relation, person, organisation)
            for row in rights_for(verb)
        )


def _things(office: Office) -> dict[str, dict[str, Thing]]:
    """Two objects of every kind that an address names; the first is of the organisations that ask."""
    api = office.things

    def of(*organisations: str) -> dict[str, frozenset[str]]:
        return {relation: frozenset(organisations) for relation in ("own", "provider", "verifies")}

    found = {
        **{
            kind: {whose: Thing({"ref": one["ref"]}, **of(*one["who"])) for whose, one in api[kind].items()}
            for kind in ("tasks", "briefings", "verifications", "docket")
        },
        "receipts": {
            "first": Thing({"ref": office.signed}, **of("commerce")),
            "second": Thing({"ref": Verification.objects.get(pk=office.verification).task_id}, **of("laixi")),
        },
        "checks": {
            whose: _check(Confirmation.objects.get(pk=one["ref"]))
            for whose, one in api["confirmations"].items()
        },
        "figures": {
            whose: Thing({k: v for k, v in one.items() if k != "who"}, **of(*one["who"]))
            for whose, one in api["figures"].items()
        },
        **{kind: {"first": Thing({"scheme": "qingdao_2020"})} for kind in ("year", "history")},
        "jobs": {
            whose: Thing({"ref": _job(office, person)}, persons=frozenset({person}))
            for whose, person in zip(WHOSE, ("reporter_p", "signer_p"), strict=False)
        },
        "results": {"first": Thing(dict(STUDY))},
        "schemes": {"first": Thing(dict(STUDY))},
        "rulebook": {
            whose: Thing({"ref": one.pk, "number": 1})
            for whose, one in zip(WHOSE, Dossier.objects.order_by("code"), strict=False)
        },
        "organisations": {"first": Thing({"code": "laixi"}), "second": Thing({"code": "commerce"})},
        "runs": {"first": Thing({"ref": _run(office)})},
        "versions": {"first": Thing({"scheme": "qingdao_2020", "number": 1})},
        "reviews": {"first": Thing({"ref": "qingdao_2020-2020-06"}, own=frozenset({"commerce", "laixi"}))},
        "decisions": _decisions(office),
        "journal": {"first": Thing({"seq": Entry.objects.order_by("seq").first().seq})},
    }
    return found | _people_things(office)


def _job(office: Office, person: str) -> str:
    """Work that somebody has asked for and nobody has begun."""
    with transaction.atomic():
        return enqueue("test.work", actor=Actor(person, Channel.WEB), at=office.city.now())


def _run(office: Office) -> str:
    """A run that somebody has asked for and nobody has begun."""
    asked = {"actor": office.city.people["staff"], "at": office.city.now()}
    return ask_run(**asked, scheme="qingdao_2020", checkpoint="h1")


def _decisions(office: Office) -> dict[str, Thing]:
    """Two decisions of a review that was held, each for one of the organisations."""
    staff, city = office.city.people["staff"], office.city
    asked: dict[str, Any] = {"actor": staff, "review": "qingdao_2020-2020-05"}
    hold_review(**asked, at=city.now(), held_on=date(2020, 6, 29))
    found = {}
    for whose, code in (("first", "commerce"), ("second", "finance")):
        given = {"text": "专题调度", "bearers": [code], "due": date(2021, 3, 1)}
        ref = make_decision(**asked, at=city.now(), **given)
        found[whose] = Thing({"ref": ref}, own=frozenset({code}))
    return found


def _ending(office: Office) -> str:
    """A merger that waits for a second person."""
    on, document = date(2021, 3, 1), "青编〔2021〕1号"
    made = OrganisationEnding.objects.create(
        organisation_id="laixi",
        what="merged",
        other_id="commerce",
        on=on,
        document=document,
        asked_by="system_p",
        asked_at=office.city.now(),
    )
    return made.pk


def _request(office: Office) -> str:
    """An unlocking that waits for a second person."""
    given = {"what": "unlock", "reason": "本人来电", "asked_by": "system_p", "asked_at": office.city.now()}
    return AccountRequest.objects.create(account_id="reporter_p", **given).pk


def _check(row: Confirmation) -> Thing:
    """Seen by the unit and by the bureau; given by the unit, answered by the bureau."""
    provider = frozenset({row.provider})
    return Thing({"ref": row.ref}, frozenset({row.unit}), provider, frozenset())


def _people_things(office: Office) -> dict[str, dict[str, Thing]]:
    """Persons and what they hold; a delegation and a token are of one person alone."""
    city = office.city
    city.person("deputy", Role.SIGNER, "commerce")
    city.delegate("signer_p", "deputy", "commerce", date(2021, 2, 10), date(2021, 3, 1))
    tokens = {whose: ApiToken.objects.filter(person_id=f"{name}_p")[0] for whose, name in TOKENS.items()}
    own = frozenset({"commerce"})
    return {
        "people": {
            "first": Thing(
                {"person": "reporter_p", "membership": Membership.objects.get(person_id="reporter_p").pk}
            )
        },
        "endings": {"first": Thing({"ending": _ending(office)})},
        "requests": {"first": Thing({"asked": _request(office)})},
        "grants": {"first": Thing({"grant": Grant.objects.get(person_id="reporter_p").pk})},
        "delegations": {"first": Thing({"delegation": Delegation.objects.get().pk}, own)},
        "tokens": {
            whose: Thing({"token": token.pk}, persons=frozenset({token.person_id}))
            for whose, token in tokens.items()
        },
    }


def cases() -> Iterator[Case]:
    """All questions there are."""
    for page in sorted(PAGES):
        for who in (*PEOPLE, NOBODY):
            for whose in WHOSE if "<" in ROUTES[page] else WHOSE[:1]:
                for method in ("get", "post"):
                    yield Case(page, who, whose, method)


def failures(whole: Whole, asked: Iterable[Case]) -> dict[Case, str]:
    """The questions that got another answer than the tables say; nothing of what was done is kept."""
    found = {}
    for case in asked:
        with transaction.atomic():
            told = _wrong(whole, case)
            transaction.set_rollback(True)
        if told:
            found[case] = told
    return found


def _wrong(whole: Whole, case: Case) -> str:
    client = whole.client(case.who)
    before = Entry.objects.filter(outcome="done").count()
    answer = getattr(client, case.method)(whole.address(case))
    wanted = whole.expected(case)
    if answer.status_code not in wanted:
        return f"{answer.status_code}, and not one of {sorted(wanted)}: {whole.address(case)}"
    if answer.headers["Cache-Control"] != "no-store":
        return "may be kept"
    if answer.status_code in REFUSED and Entry.objects.filter(outcome="done").count() != before:
        return "refused, and done"
    return ""
