"""A result on its way as a machine of rules: people, right and wrong ones, try every verb in every state."""

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from typing import ClassVar

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.notices.models import Notice
from sikao.office.groundwork.refusals import NotThere, Refusal
from sikao.office.groundwork.verifying import verify
from sikao.office.ledger.models import FigureVersion
from sikao.office.results import actions
from sikao.office.results.claiming import contested, understood
from sikao.office.results.editions import edition, silent_units
from sikao.office.results.effects import effect_of
from sikao.office.results.models import Computed, Edition, Objection, Step, Word
from sikao.office.results.queries import run as run_view
from sikao.office.results.queries import runs
from sikao.office.results.replaying import replay
from sikao.office.results.stages import TABLE, State
from sikao.office.results.visible import edition_of_unit, editions_of, objections_in_sight
from sikao.office.rulebook.papers import Paper
from sikao.office.rulebook.queries import sealed_digest
from tests.drill.figures import many, progress
from tests.office.city import SCHEME
from tests.office.results.attempting import RECORDS, Attempting
from tests.office.results.years import revised, work

UNITS = ("licang", "jimo")
PEOPLE = (
    *("staff", "clerk", "director", "second", "leader", "auditor", "secretary"),
    *("licang_r", "licang_s", "jimo_s"),
)
SOMEBODY = st.one_of(st.none(), st.none(), st.none(), st.sampled_from(PEOPLE))
"""Mostly who should do it; now and then anybody. ``clerk`` is of the office, and of 李沧."""
UNIT = st.sampled_from(UNITS)
PLACE = st.integers(0, 3)
RARELY = st.sampled_from([False, False, False, True])
REASON = st.sampled_from(["经核实", "经核实", "经核实", " "])
VALUE = st.sampled_from(["8.1", "5.2", "7.8", "", "八"])
LEVELS = st.sampled_from(["points", "ranks", "nothing", "grades", "", "all"])
ANNOUNCED = (State.PUBLISHED, State.REPLACED, State.WITHDRAWN)
SHOWN = ("ref", "run_id", "bound", "units", "public", "number", "scheme", "checkpoint")
"""What a published edition is; its state alone may go on, to replaced or withdrawn."""


class Announcing(Attempting, RuleBasedStateMachine):
    """The first quarter's result with its corrections, from 1 April 2021 on."""

    first: ClassVar[str]
    """The run that is there from the beginning."""
    histories: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone._from_testcase = True  # as around every test, so that the worker's own may begin
        self.undone.__enter__()

    @initialize(
        far=st.sampled_from(
            ["nothing", "outdated", "given", "objected", "submitted", "approved", "published", "corrected"]
        )
    )
    def begin(self, far) -> None:
        """Somewhere on the way: a correction would seldom be reached from the first day."""
        self.began, self.people = self.city.at, dict(self.city.people)
        self.announced: dict[str, dict[str, object]] = {}
        self.rows: dict[tuple[int, str], dict[str, object]] = {}
        self.seq = run_view(self.first).seq
        self.looked: object = None
        ways = {
            "nothing": (),
            "outdated": ("open", "compute"),
            "given": ("open", "give"),
            "objected": ("open", "give", "object"),
            "submitted": ("open", "give", "wait", "submit"),
            "approved": ("open", "give", "wait", "submit", "approve"),
            "published": ("open", "give", "wait", "submit", "approve", "publish"),
        }
        ways["corrected"] = (*ways["published"], "compute", "open", "give", "wait", "submit", "record")
        for step in ways[far]:
            self.go(step)

    def go(self, step: str) -> None:
        """One step of the way on which everything goes well."""
        steps = {
            "open": lambda: self.open(None, 0),
            "give": lambda: self.give(None, 0),
            "wait": lambda: self.days_pass(12),
            "object": lambda: self.object("licang", None, "8.1", "统计口径有误"),
            "compute": lambda: self.figures_change("5.2", True),
            "submit": lambda: self.submit(None, "points", "nothing"),
            "approve": lambda: self.approve_by_two(None, None),
            "record": lambda: self.record(None, True, False),
            "publish": lambda: self.publish(None, False),
        }
        steps[step]()

    def teardown(self) -> None:
        try:
            if hasattr(self, "rows"):
                self.at_the_end()
                self.histories["all"] += 1
                progress(f"{self.histories['all']} histories, {self.tried.total()} attempts")
        finally:
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)
            if hasattr(self, "began"):
                self.city.at = self.began

    # Whom and what a rule is about.

    @property
    def current(self) -> str:
        """The latest edition; nobody's where there is none."""
        last = Edition.objects.order_by("-number").first()
        return "0" * 16 if last is None else last.pk

    def any_edition(self, place: int) -> str:
        """Mostly the latest, now and then one before it."""
        found = list(Edition.objects.order_by("-number").values_list("pk", flat=True))
        return found[place % len(found)] if found else self.current

    def any_objection(self, place: int) -> Objection | None:
        """In an order that is the same in every run, but for references: a failure must be repeatable."""
        found = list(Objection.objects.order_by("-edition__number", "unit", "words__entry_id").distinct())
        return found[place % len(found)] if found else None

    def bound(self, ref: str, stale: bool) -> str:
        return "b" * 64 if stale or ref == "0" * 16 else edition(ref).bound

    def key(self, unit: str) -> tuple[str, str, str, str]:
        return (unit, "fixed_assets", "growth", "2020-01..03")

    # Time, figures, runs.

    @rule(days=st.integers(0, 4))
    def days_pass(self, days) -> None:
        self.city.at += timedelta(days=days)

    @rule(value=st.sampled_from(["5.2", "8.1", "7.8"]), computing=st.booleans())
    def figures_change(self, value, computing) -> None:
        """A bureau corrects a figure, as it may at any moment."""
        versions = FigureVersion.objects.filter(unit="licang", indicator="fixed_assets", kind="growth")
        last = versions.filter(period="2020-01..03").order_by("entry_id").last()
        if last.value != value:
            revised(self.city, value)
        if computing:
            self.compute(None)

    @rule(who=SOMEBODY)
    def compute(self, who) -> None:
        """Somebody asks for a run, and it is done."""
        asked = {"scheme": SCHEME, "checkpoint": "q1"}
        if self.attempt(actions.ask_run, "run.ask", who or "staff", **asked):
            work(self.city)

    # The office.

    @rule(pick=st.integers(0, 5))
    def onward(self, pick) -> None:
        """A step that the latest edition's state allows, by who should take it: no edge is left to luck."""
        found = Edition.objects.filter(pk=self.current).first()
        if found is None:
            self.open(None, 0)
            return
        allowed = [verb for state, verb in TABLE if state.value == found.state]
        steps = {
            Verb.EDITION_GIVE: lambda: self.give(None, 0),
            Verb.EDITION_RERUN: lambda: (self.compute(None), self.rerun(None, 0)),
            Verb.EDITION_DROP: lambda: self.drop(None, 0, "经核实"),
            Verb.EDITION_SUBMIT: lambda: self.wait_and_submit(None, 12),
            Verb.EDITION_TAKE_BACK: lambda: self.take_back(None, 0, "经核实"),
            Verb.EDITION_REFUSE: lambda: self.refuse(None, False, "经核实"),
            Verb.EDITION_APPROVE: lambda: self.approve_by_two(None, None),
            Verb.EDITION_APPROVE_OFFLINE: lambda: self.record(None, True, False),
            Verb.EDITION_PUBLISH: lambda: self.publish(None, False),
            Verb.EDITION_WITHDRAW: lambda: self.withdraw(None, 0, "经核实"),
        }
        if allowed:
            steps[allowed[pick % len(allowed)]]()

    @rule(who=SOMEBODY, place=PLACE)
    def open(self, who, place) -> None:
        ready = [view.ref for view in runs(SCHEME)]
        run = ready[place % len(ready)]
        self.attempt(actions.open_edition, "edition.open", who or "staff", run=run)

    @rule(who=SOMEBODY, place=PLACE)
    def give(self, who, place) -> None:
        ref = self.any_edition(place)
        self.attempt(actions.give_edition, "edition.give", who or "staff", ref, edition=ref)

    @rule(who=SOMEBODY, place=PLACE)
    def rerun(self, who, place) -> None:
        """Mostly the newest run."""
        ready = [view.ref for view in runs(SCHEME)]
        given = {"edition": self.current, "run": ready[place % len(ready)]}
        self.attempt(actions.rerun_edition, "edition.rerun", who or "staff", self.current, **given)

    @rule(who=SOMEBODY, place=PLACE, reason=REASON)
    def drop(self, who, place, reason) -> None:
        ref = self.any_edition(place)
        given = {"edition": ref, "reason": reason}
        self.attempt(actions.drop_edition, "edition.drop", who or "staff", ref, **given)

    @rule(who=SOMEBODY, units=LEVELS, public=LEVELS)
    def submit(self, who, units, public) -> None:
        given = {"edition": self.current, "units": units, "public": public}
        self.attempt(actions.submit_edition, "edition.submit", who or "staff", self.current, **given)

    @rule(who=SOMEBODY, days=st.sampled_from([0, 12]))
    def wait_and_submit(self, who, days) -> None:
        self.days_pass(days)
        self.submit(who, "ranks", "ranks")

    @rule(who=SOMEBODY, place=PLACE, reason=REASON)
    def take_back(self, who, place, reason) -> None:
        ref = self.any_edition(place)
        given = {"edition": ref, "reason": reason}
        self.attempt(actions.take_back_edition, "edition.take_back", who or "staff", ref, **given)

    @rule(who=SOMEBODY, stale=RARELY, reason=REASON)
    def refuse(self, who, stale, reason) -> None:
        ref = self.current
        given = {"edition": ref, "bound": self.bound(ref, stale), "reason": reason}
        self.attempt(actions.refuse_edition, "edition.refuse", who or "leader", ref, **given)

    @rule(who=SOMEBODY, stale=RARELY)
    def approve(self, who, stale) -> None:
        ref = self.current
        given = {"edition": ref, "bound": self.bound(ref, stale)}
        self.attempt(actions.approve_edition, "edition.approve", who or "leader", ref, **given)

    @rule(first=SOMEBODY, second=SOMEBODY)
    def approve_by_two(self, first, second) -> None:
        self.approve(first or "director", False)
        self.approve(second or "leader", False)

    @rule(who=SOMEBODY, dated=st.booleans(), stale=RARELY)
    def record(self, who, dated, stale) -> None:
        """The document of a meeting."""
        ref, day = self.current, day_of(self.city.at) if dated else None
        paper = Paper("市委常委会会议纪要〔2021〕第9号", day, b"%PDF-1.7 minutes", "纪要.pdf")
        given = {"edition": ref, "bound": self.bound(ref, stale), "paper": paper}
        act = actions.approve_edition_offline
        self.attempt(act, "edition.approve_offline", who or "staff", ref, **given)

    @rule(who=SOMEBODY, stale=RARELY)
    def publish(self, who, stale) -> None:
        ref = self.current
        given = {"edition": ref, "bound": self.bound(ref, stale)}
        self.attempt(actions.publish_edition, "edition.publish", who or "director", ref, **given)

    @rule(who=SOMEBODY, place=PLACE, reason=REASON)
    def withdraw(self, who, place, reason) -> None:
        ref = self.any_edition(place)
        given = {"edition": ref, "reason": reason}
        self.attempt(actions.withdraw_edition, "edition.withdraw", who or "director", ref, **given)

    # The units, and rulings.

    @rule(unit=UNIT, who=SOMEBODY, place=PLACE)
    def agree(self, unit, who, place) -> None:
        ref = self.any_edition(place)
        given = {"edition": ref, "unit": unit}
        self.attempt(actions.agree_to_edition, "edition.agree", who or f"{unit}_s", ref, **given)

    @rule(unit=UNIT, who=SOMEBODY, claimed=VALUE, reason=REASON)
    def object(self, unit, who, claimed, reason) -> None:
        given = {"edition": self.current, "unit": unit, "node": "fai", "claimed": claimed, "reason": reason}
        given["figure"] = "/".join(self.key(unit))
        act = actions.raise_objection
        self.attempt(act, "objection.raise", who or f"{unit}_s", self.current, **given)

    @rule(place=PLACE, who=SOMEBODY, reason=REASON)
    def take_objection_back(self, place, who, reason) -> None:
        if found := self.any_objection(place):
            given = {"objection": found.pk, "reason": reason}
            who = who or f"{found.unit}_s"
            self.attempt(actions.withdraw_objection, "objection.withdraw", who, found.pk, **given)

    @rule(place=PLACE, who=SOMEBODY, value=VALUE, reason=REASON, unseen=RARELY)
    def uphold(self, place, who, value, reason, unseen) -> None:
        found = self.any_objection(place)
        if found is None:
            return
        seen = "0" * 64 if unseen else self.effect(found, value)
        given = {"objection": found.pk, "value": value, "seen": seen, "reason": reason}
        act, verb = actions.uphold_objection, "objection.rule"
        self.attempt(act, verb, who or "staff", found.pk, **given)

    @rule(place=PLACE, who=SOMEBODY, reason=REASON)
    def reject(self, place, who, reason) -> None:
        if found := self.any_objection(place):
            given = {"objection": found.pk, "reason": reason}
            self.attempt(actions.reject_objection, "objection.rule", who or "staff", found.pk, **given)

    def effect(self, found: Objection, value: str) -> str:
        """The digest of what the ruling officer was shown."""
        digest = sealed_digest(SCHEME)
        figure = contested(digest, [self.key(found.unit)])[0]
        with suppress(Refusal):
            entered = understood(digest, figure, value)
            return "" if entered is None else effect_of(digest, "q1", figure, entered).digest
        return ""

    # What holds at every moment, and at the end.

    @invariant()
    def what_was_published_never_changes(self) -> None:
        if not hasattr(self, "announced"):
            return
        shown = [state.value for state in ANNOUNCED]
        now = {row["ref"]: row for row in Edition.objects.filter(state__in=shown).values(*SHOWN)}
        assert self.announced.items() <= now.items()
        self.announced = now

    @invariant()
    def what_is_recorded_never_changes(self) -> None:
        if not hasattr(self, "rows"):
            return
        every = [model.objects.values() for model in RECORDS]
        every.append(FigureVersion.objects.filter(entry_id__gt=self.seq).values())
        now = {(row["entry_id"], row["ref"]): row for rows in every for row in rows}
        assert self.rows.items() <= now.items()
        self.rows = now

    @invariant()
    def nobody_alone_publishes(self) -> None:
        """Two who did not submit it, or a document whose recorder did not publish it."""
        for row in Edition.objects.filter(state__in=["approved", *(state.value for state in ANNOUNCED)]):
            steps = Step.objects.filter(edition=row, attempt=row.attempt).order_by("entry_id")
            by = {step.what: step.person for step in steps}
            approved = {step.person for step in steps if step.what == "edition.approve"}
            recorder = by.get("edition.approve_offline")
            assert by["edition.submit"] not in approved
            assert recorder is not None or (len(approved) >= 2 and row.number == 1)
            assert recorder is None or recorder != by.get("edition.publish")
            assert {step.bound for step in steps if step.what != "edition.rerun"} == {row.bound}

    @invariant()
    def what_awaits_approval_is_complete_and_answered(self) -> None:
        for row in Edition.objects.filter(state__in=["submitted", "approved"]):
            submitted = Step.objects.get(edition=row, attempt=row.attempt, what="edition.submit")
            assert Computed.objects.get(run=row.run_id).complete
            assert submitted.run == row.run_id
            assert not Objection.objects.filter(edition=row, state="open").exists()
            silent = set(silent_units(edition(row.pk)))
            assert not silent or submitted.entry.at > row.reply_until
            ruled = Word.objects.filter(objection__edition=row, what="upheld").order_by("entry_id").last()
            assert ruled is None or ruled.entry_id <= run_view(row.run_id).seq

    @invariant()
    def a_unit_sees_its_own_and_only_in_its_time(self) -> None:
        """Its own result once it was given; of objections its own; and no notice that names another."""
        if not hasattr(self, "rows") or self.looked == (now := self.standing()):
            return
        self.looked = now
        given = {row.pk for row in Edition.objects.exclude(state__in=["provisional", "dropped"])}
        for unit, other in zip(UNITS, reversed(UNITS), strict=True):
            actor = self.people[f"{unit}_s"]
            seen = editions_of(actor, self.city.at, UNITS)
            assert {(view.ref, of) for view, of in seen} == {(ref, unit) for ref in given}
            assert {one.unit for one in objections_in_sight(actor, self.city.at)} <= {unit}
            for ref in given:
                with suppress(NotThere):
                    edition_of_unit(actor, self.city.at, ref, other)
                    raise AssertionError("a unit sees another's result")
        names = {"licang": "李沧", "jimo": "即墨"}
        for unit, other in zip(UNITS, reversed(UNITS), strict=True):
            told = Notice.objects.filter(person=self.people[f"{unit}_s"].person)
            assert not [one for one in told if names[other] in one.details or other in one.details]

    @invariant()
    def nobody_rules_on_his_own_matter(self) -> None:
        for word in Word.objects.filter(what__in=["upheld", "rejected"]).select_related("objection"):
            assert word.person != "clerk" or word.objection.unit != "licang"
            assert (word.what == "upheld") == bool(word.figure)

    def at_the_end(self) -> None:
        """Every result that was shown to anybody comes out again, whatever was recorded since."""
        if self.histories["all"] % many(9, 1):  # some seconds each
            return
        for ref in Edition.objects.values_list("run_id", flat=True).distinct():
            assert replay(run_view(ref)).findings == ()
        if many(0, 1):
            assert [finding.text("en") for finding in verify().findings] == []
