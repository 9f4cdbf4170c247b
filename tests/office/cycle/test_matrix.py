"""Everybody × every state × every act of reporting: what the table below names happens, and nothing else."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

import pytest
from django.db import transaction

from sikao.office.accounts.rights.roles import Role
from sikao.office.cycle import actions
from sikao.office.cycle.actions.verifying import to_decide
from sikao.office.cycle.assessing import assess
from sikao.office.cycle.models import Confirmation, Draft, Task, Verification
from sikao.office.groundwork.actor import Actor, machine
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.refusals import NotNow, NotThere, NotYou
from sikao.office.ledger.facts import NewEvidence
from sikao.office.ledger.queries import versions_in
from tests.drill.figures import many, tell
from tests.office.city import City

SEED, SAMPLE = 20200716, 35
"""So many questions for each state in every run; the drill asks all of them."""
EVIDENCE = NewEvidence("ef" * 32, "说明.pdf", 1000)
PLACES = {Role.REPORTER: "commerce", Role.SIGNER: "commerce", Role.VERIFIER: "development_reform"}
ELSEWHERE = {Role.REPORTER: "finance", Role.SIGNER: "finance", Role.VERIFIER: "statistics"}
ACTS = {
    *("fill", "submit", "take back", "sign", "return", "record paper", "attach", "extend"),
    *("revise", "drop", "ask again", "withdraw"),
    *("confirm", "dispute", "uphold", "accept", "send back"),
}
DONE = {
    "open": {
        *(("fill", "reporter"), ("submit", "reporter"), ("attach", "reporter")),
        *(("record paper", "office_staff"), ("extend", "office_director")),
    },
    "submitted": {
        *(("take back", "reporter"), ("sign", "signer"), ("return", "signer")),
        ("extend", "office_director"),
    },
    "signed": {("revise", "reporter"), ("ask again", "office_staff"), ("ask again", "office_director")},
    "correction": {
        *(("fill", "reporter"), ("submit", "reporter"), ("attach", "reporter"), ("drop", "reporter")),
        ("extend", "office_director"),
    },
    "asked for": {
        *(("fill", "reporter"), ("submit", "reporter"), ("attach", "reporter")),
        *(("withdraw", "office_staff"), ("withdraw", "office_director"), ("extend", "office_director")),
    },
    "letter awaited": {
        *(("fill", "reporter"), ("submit", "reporter"), ("attach", "reporter")),
        *(("record paper", "office_staff"), ("extend", "office_director")),
        *(("withdraw", "office_staff"), ("withdraw", "office_director")),
    },
    "dropped": set(),
    "check open": {(act, who) for act in ("confirm", "dispute") for who in ("unit reporter", "unit signer")},
    "check confirmed": set(),
    "check disputed": {("uphold", "reporter"), ("uphold", "signer")},
    "check upheld": set(),
    "check silent": set(),
    "to verify": {("accept", "verifier"), ("send back", "verifier")},
    "verified": set(),
}
"""By state who may do what: the bureau's own reporter and signer, the unit's, the bureau that verifies."""


class UndoneError(Exception):
    """Raised to take back what was tried."""


@dataclass
class Stage:
    """A city with somebody for every role, and one object in the state on trial."""

    city: City
    ref: str = ""

    def people(self) -> dict[str, Actor]:
        """By name: every role at the place that the object concerns, and at another one."""
        found = {}
        for role in Role:
            found[role.value] = self.city.person(f"{role.value[:12]}_a", role, PLACES.get(role, ""))
            if role in ELSEWHERE:
                found[f"other {role}"] = self.city.person(f"{role.value[:12]}_b", role, ELSEWHERE[role])
        for role in (Role.REPORTER, Role.SIGNER):
            found[f"unit {role}"] = self.city.person(f"{role.value[:12]}_u", role, "laixi")
        return found

    def reach(self, state: str) -> None:
        """Bring an object into a state, by people who are not on trial."""
        city = self.city
        city.on(2020, 7, 16)
        city.staffed("commerce", "laixi", "finance")
        if state in {"to verify", "verified"}:
            self.ref = self.to_verify(state)
            return
        june = city.task("commerce", "month", "2020-06")
        self.ref = june
        if state == "letter awaited":
            self.ref = self.letter_awaited(june)
            return
        if state == "open":
            city.fill("commerce_r", june, city.cells(june))
            city.fill_paper("staff", june, city.cells(june), document="青商函〔2020〕8号")
            return
        city.fill("commerce_r", june, city.cells(june))
        digest = city.submit("commerce_r", june)
        if state == "submitted":
            return
        actions.sign_task(actor=city.people["commerce_s"], at=city.now(), task=june, digest=digest)
        if state in {"correction", "asked for", "dropped"}:
            self.ref = self.correction(june, state)
        elif state.startswith("check"):
            self.ref = self.check(state)

    def correction(self, june: str, state: str) -> str:
        city, reporter = self.city, self.city.people["commerce_r"]
        first = versions_in(Task.objects.get(pk=june).submission)[0]
        given: dict[str, Any] = {"task": june, "keys": [first.key], "reason": "核对后更正"}
        if state == "asked for":
            made = actions.ask_correction(actor=city.people["staff"], at=city.now(), **given)
        else:
            made = actions.open_revision(actor=reporter, at=city.now(), **given)
        cells = {"/".join(first.key): "0.71"}
        city.fill("commerce_r", made, cells, note="核对后更正", document="青商函〔2020〕9号")
        if state == "dropped":
            actions.drop_revision(actor=reporter, at=city.now(), task=made)
        return made

    def letter_awaited(self, june: str) -> str:
        """A sheet that came by letter is sent back; both the bureau and the office have begun to answer."""
        city, staff = self.city, self.city.people["staff"]
        version = city.fill_paper("staff", june, city.cells(june), document="青商函〔2020〕8号")
        city.record("staff", june, version)
        first = versions_in(Task.objects.get(pk=june).submission)[0]
        given: dict[str, Any] = {"task": june, "keys": [first.key], "reason": "核对后更正"}
        made = actions.ask_correction(actor=staff, at=city.now(), **given)
        cells = {"/".join(first.key): "0.71"}
        city.fill("commerce_r", made, cells, note="核对后更正", document="青商函〔2020〕9号")
        city.fill_paper("staff", made, cells, document="青商函〔2020〕9号")
        city.fill("staff", made, cells, paper=True, note="来文更正")
        return made

    def check(self, state: str) -> str:
        city = self.city
        found = Confirmation.objects.get(unit="laixi")
        given: dict[str, Any] = {"confirmation": found.ref}
        if state == "check confirmed":
            actions.check_figures(actor=city.people["laixi_r"], at=city.now(), **given)
        elif state == "check silent":
            city.on(2020, 8, 1)
            actions.record_silence(actor=machine(), at=city.now())
        elif state != "check open":
            disputes = {self.own(found).ref: "应为 37"}
            actions.check_figures(actor=city.people["laixi_r"], at=city.now(), disputes=disputes, **given)
            if state == "check upheld":
                actions.answer_dispute(
                    actor=city.people["commerce_s"], at=city.now(), reason="以商务部口径为准", **given
                )
        return found.ref

    def to_verify(self, state: str) -> str:
        city = self.city
        city.on(2021, 2, 1)
        task = city.task("laixi", "year", "2020-12", kind="report")
        city.deliver("laixi", task, dict.fromkeys(city.cells(task), "未报"))
        found = Verification.objects.get(verifier="development_reform")
        if state == "verified":
            by = city.person("verifying", Role.VERIFIER, "development_reform")
            refs = frozenset(version.ref for version in self.decided(found))
            actions.verify_figures(actor=by, at=city.now(), verification=found.ref, accepted=refs)
        return found.ref

    def own(self, found: Confirmation):
        return next(one for one in versions_in(found.submission) if one.unit == found.unit)

    def decided(self, found: Verification):
        return to_decide(found)

    def act(self, name: str, actor: Actor) -> None:
        """One act of somebody on the object, complete and right in everything but perhaps the right."""
        task, check, verification = self.objects()
        at = self.city.now()
        given: dict[str, Any] = {"actor": actor, "at": at}
        paper = Draft.objects.filter(task=task, paper=True).first()
        draft = Draft.objects.filter(task=task, paper=False).first()
        refs = frozenset(one.ref for one in self.decided(verification)) if verification else frozenset()
        first = versions_in(task.submission)[:1] if task.submission else []
        tried: dict[str, Callable[[], object]] = {
            "fill": lambda: actions.save_draft(
                task=task.ref, version=draft.version if draft else 0, cells=self.city.cells(task.ref), **given
            ),
            "submit": lambda: actions.submit_task(
                task=task.ref,
                draft_version=draft.version if draft else 0,
                warnings_seen=self.city.warnings(task.ref) if draft else 0,
                **given,
            ),
            "take back": lambda: actions.take_back(task=task.ref, **given),
            "sign": lambda: actions.sign_task(task=task.ref, digest=self.digest(task), **given),
            "return": lambda: actions.return_task(task=task.ref, reason="请再核", **given),
            "record paper": lambda: actions.record_paper(
                task=task.ref,
                draft_version=paper.version if paper else 0,
                warnings_seen=self.city.warnings(task.ref, paper=True) if paper else 0,
                **given,
            ),
            "attach": lambda: actions.attach(task=task.ref, evidence=EVIDENCE, **given),
            "extend": lambda: actions.extend_task(
                task=task.ref, until=date(2020, 9, 1), reason="系统切换", **given
            ),
            "revise": lambda: actions.open_revision(
                task=task.ref, keys=[one.key for one in first], reason="核对后更正", **given
            ),
            "drop": lambda: actions.drop_revision(task=task.ref, **given),
            "ask again": lambda: actions.ask_correction(task=task.ref, reason="请再核", **given),
            "withdraw": lambda: actions.withdraw_correction(task=task.ref, **given),
            "confirm": lambda: actions.check_figures(confirmation=check.ref, **given),
            "dispute": lambda: actions.check_figures(
                confirmation=check.ref, disputes={self.own(check).ref: "应为 37"}, **given
            ),
            "uphold": lambda: actions.answer_dispute(confirmation=check.ref, reason="以口径为准", **given),
            "accept": lambda: actions.verify_figures(verification=verification.ref, accepted=refs, **given),
            "send back": lambda: actions.verify_figures(
                verification=verification.ref, returned=dict.fromkeys(refs, "请补材料"), **given
            ),
        }
        tried[name]()

    def objects(self):
        """The task on trial, and the check and the verification where the object is one."""
        check = Confirmation.objects.filter(pk=self.ref).first()
        verification = Verification.objects.filter(pk=self.ref).first()
        found = check or verification
        return Task.objects.get(pk=found.task_id if found else self.ref), check, verification

    def digest(self, task: Task) -> str:
        draft = Draft.objects.filter(task=task, paper=False).first()
        return assess(task, draft, complete=True).digest if draft else "0" * 64


def outcome(stage: Stage, act: str, actor: Actor) -> str:
    """What came of an act, of which nothing is kept."""
    before = Entry.objects.filter(outcome="done").count()
    try:
        with transaction.atomic():
            stage.act(act, actor)
            written = Entry.objects.filter(outcome="done").count() - before
            assert written == (act not in {"fill", "attach"}), "one act, one entry; a draft is none yet"
            raise UndoneError
    except UndoneError:
        return "done"
    except (NotYou, NotNow, NotThere) as refusal:
        assert Entry.objects.filter(outcome="done").count() == before
        return type(refusal).__name__


def asked(state: str, people: dict[str, Actor]) -> list[tuple[str, str]]:
    """Acts that the object has, by whom; all that is allowed, and a sample of all else."""
    kinds = {"check": {"confirm", "dispute", "uphold"}, "to": {"accept", "send back"}}
    kinds["verified"] = kinds["to"]
    acts = kinds.get(
        state.split(maxsplit=1)[0], ACTS - {"confirm", "dispute", "uphold", "accept", "send back"}
    )
    every = sorted(
        product(sorted(acts), sorted(people)),
        key=lambda one: (one not in DONE[state], hashlib.sha256(f"{SEED} {state} {one}".encode()).digest()),
    )
    return every[: many(SAMPLE, len(every))]


@pytest.mark.parametrize("state", sorted(DONE))
def test_an_act_happens_where_the_table_says_so_and_nowhere_else(city: City, state: str) -> None:
    stage = Stage(city)
    stage.reach(state)
    people = stage.people()
    questions = asked(state, people)
    found = {(act, who): outcome(stage, act, people[who]) for act, who in questions}
    assert {one for one, told in found.items() if told == "done"} == DONE[state]
    tell("matrix of the acts of reporting", states=1, cells=len(questions))
