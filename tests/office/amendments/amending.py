"""Amendments of a sealed scheme as a machine of rules: people, right and wrong ones, try every verb."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from sikao.core.scheme import Scheme, scheme_digest
from sikao.office.amendments import actions
from sikao.office.amendments.actions.common import bound_now
from sikao.office.amendments.models import Amendment, Proposal, Step, Weighed, Weighing
from sikao.office.amendments.queries import amendment
from sikao.office.amendments.rules import TABLE, UNDER_WAY, State
from sikao.office.amendments.verification import check_amended
from sikao.office.amendments.visible import amendments_in_sight
from sikao.office.cycle.models import Task
from sikao.office.cycle.rules import TaskState
from sikao.office.groundwork.journal import head
from sikao.office.groundwork.verifying import verify
from sikao.office.ledger.models import FigureVersion
from sikao.office.results import actions as results
from sikao.office.results.models import Edition
from sikao.office.results.models import Step as ResultStep
from sikao.office.results.queries import run as run_view
from sikao.office.results.queries import runs
from sikao.office.results.replaying import replay
from sikao.office.results.stages import TABLE as RESULTS
from sikao.office.rulebook.models import AmendedScheme
from sikao.office.rulebook.queries import in_force, in_force_at, scheme_with, sealed_versions
from tests.drill.figures import many, progress
from tests.office.amendments import ways
from tests.office.amendments.districts import amended, settled, with_target
from tests.office.city import SCHEME
from tests.office.results.years import revised, work
from tests.office.trying import Trying, plain

PEOPLE = ("staff", "director", "director2", "leader", "auditor", "jimo_s", "commerce_r")
SOMEBODY = st.one_of(st.none(), st.none(), st.none(), st.sampled_from(PEOPLE))
"""Mostly who should do it; now and then anybody."""
PLACE = st.integers(0, 2)
RARELY = st.sampled_from([False, False, False, True])
REASON = st.sampled_from([ways.REASON, ways.REASON, ways.REASON, " "])
SINCE = st.sampled_from(["q3", "q3", "q3", "year", "year", "h1", "q2"])
STANDS = ("ref", "state", "run_id", "bound", "number")


def further() -> Scheme:
    """The amended scheme with less of the task of the year."""
    return settled(with_target(amended(), "fdi", lambda of: {**of, "year": of["year"] * Decimal("0.9")}))


class Amending(Trying, RuleBasedStateMachine):
    """Ten districts from 18 August on: two results are announced, an amendment is drafted and weighed."""

    moving: ClassVar = {Amendment: plain(TABLE), Edition: plain(RESULTS)}
    born: ClassVar = {("amendment.draft", "draft"), ("edition.open", "provisional")}
    recorded: ClassVar = (Proposal, Weighing, Weighed, Step, AmendedScheme, ResultStep)
    tried: ClassVar = Counter()
    histories: ClassVar[Counter[str]] = Counter()
    variants: ClassVar[tuple[Scheme, ...]]

    def __init__(self) -> None:
        super().__init__()
        self.begin_undone()
        self.first = head()[0]
        self.announced = list(Edition.objects.order_by("ref").values(*STANDS))

    @property
    def since(self) -> int:
        return self.first

    @initialize(far=st.sampled_from(["drafted", "submitted", "approved", "in_force", "again"]))
    def begin(self, far) -> None:
        """Somewhere on the way: a second amendment would seldom be reached from the first day."""
        if far != "drafted":
            self.submit(None)
        if far in ("approved", "in_force", "again"):
            self.approve_by_two(None, None)
        if far in ("in_force", "again"):
            self.issue(None, False)
        if far == "again":
            for new in (True, False):
                self.propose(1, None, "year", ways.REASON, new)

    def teardown(self) -> None:
        try:
            self.at_the_end()
            self.histories["all"] += 1
            progress(f"{self.histories['all']} histories, {self.tried.total()} attempts")
        finally:
            self.undo()

    @property
    def current(self) -> str:
        """The latest amendment."""
        return Proposal.objects.order_by("-entry_id").values_list("amendment_id", flat=True)[0]

    def try_it(self, act, verb: str, who: str, **given) -> object:
        ref = self.current
        return self.attempt(act, f"amendment.{verb}", who, ref, amendment=ref, **given)

    def bound(self, stale: bool) -> str:
        return "b" * 64 if stale else amendment(self.current).bound

    # Proposing and weighing.

    @rule(which=PLACE, who=SOMEBODY, since=SINCE, reason=REASON, new=st.booleans())
    def propose(self, which, who, since, reason, new) -> None:
        """Another version of the scheme: a new amendment, or a proposal of the one that is there."""
        ref = None if new else self.current
        checked = ways.checked(self.variants[which])
        given = {"scheme": SCHEME, "checked": checked, "since": since, "reason": reason, "amendment": ref}
        about = () if ref is None else (ref,)
        self.attempt(actions.propose_amendment, "amendment.draft", who or "staff", *about, **given)

    @rule(who=SOMEBODY, working=st.sampled_from([True, True, False]))
    def weigh(self, who, working) -> None:
        self.try_it(actions.weigh_amendment, "weigh", who or "staff")
        if working:
            work(self.city)

    @rule(value=st.sampled_from(["5.2", "7.8"]))
    def figures_change(self, value) -> None:
        """A bureau corrects a figure, as it may at any moment."""
        rows = FigureVersion.objects.filter(unit="licang", indicator="fixed_assets", kind="growth")
        if rows.filter(period="2020-01..03").order_by("entry_id").last().value != value:
            revised(self.city, value)

    # Its way.

    @rule(who=SOMEBODY)
    def submit(self, who) -> None:
        self.try_it(actions.submit_amendment, "submit", who or "staff")

    @rule(who=SOMEBODY)
    def weigh_and_submit(self, who) -> None:
        self.weigh(None, True)
        self.submit(who)

    @rule(who=SOMEBODY, reason=REASON)
    def withdraw(self, who, reason) -> None:
        self.try_it(actions.withdraw_amendment, "withdraw", who or "staff", reason=reason)

    @rule(who=SOMEBODY, stale=RARELY, reason=REASON)
    def refuse(self, who, stale, reason) -> None:
        given = {"bound": self.bound(stale), "reason": reason}
        self.try_it(actions.refuse_amendment, "refuse", who or "leader", **given)

    @rule(who=SOMEBODY, stale=RARELY)
    def approve(self, who, stale) -> None:
        self.try_it(actions.approve_amendment, "approve", who or "leader", bound=self.bound(stale))

    @rule(first=SOMEBODY, second=SOMEBODY)
    def approve_by_two(self, first, second) -> None:
        self.approve(first or "director", False)
        self.approve(second or "leader", False)

    @rule(who=SOMEBODY, stale=RARELY)
    def record(self, who, stale) -> None:
        """The minutes of a meeting."""
        given = {"bound": self.bound(stale), "paper": ways.MINUTES}
        self.try_it(actions.approve_amendment_offline, "approve_offline", who or "director", **given)

    @rule(who=SOMEBODY, stale=RARELY)
    def issue(self, who, stale) -> None:
        self.try_it(actions.issue_amendment, "issue", who or "director2", bound=self.bound(stale))

    @rule(who=SOMEBODY, reason=REASON)
    def drop(self, who, reason) -> None:
        self.try_it(actions.drop_amendment, "drop", who or "staff", reason=reason)

    @rule(days=st.integers(0, 20))
    def days_pass(self, days) -> None:
        self.city.at += timedelta(days=days)

    @rule(place=st.integers(0, 11), who=SOMEBODY)
    def whatever_can_be_done(self, place, who) -> None:
        """One of the steps that the table has from here, each as often as any other."""
        state = amendment(self.current).state.value
        verbs = sorted(verb for now, verb in self.moving[Amendment] if now == state)
        why = ways.REASON
        acts = {
            "draft": lambda: self.propose(place % 2, who, "year", why, False),
            "weigh": lambda: self.weigh(who, True),
            "submit": lambda: self.weigh_and_submit(who),
            "drop": lambda: self.drop(who, why),
            "withdraw": lambda: self.withdraw(who, why),
            "refuse": lambda: self.refuse(who, False, why),
            "approve": lambda: self.approve(who, False),
            "approve_offline": lambda: self.record(who, False),
            "issue": lambda: self.issue(who, False),
        }
        if verbs:
            acts[verbs[place % len(verbs)].removeprefix("amendment.")]()

    # Results meanwhile.

    @rule(checkpoint=st.sampled_from(["q1", "q3", "year"]))
    def compute(self, checkpoint) -> None:
        asked = {"scheme": SCHEME, "checkpoint": checkpoint}
        if self.attempt(results.ask_run, "run.ask", "staff", **asked):
            work(self.city)

    @rule(place=st.integers(0, 5))
    def open_result(self, place) -> None:
        """Mostly of the newest run; also of one by a version that binds no more."""
        ready = [view.ref for view in runs(SCHEME)]
        run = ready[place % len(ready)]
        self.attempt(results.open_edition, "edition.open", "staff", run=run)

    @rule(place=PLACE, giving=st.booleans())
    def end_a_result(self, place, giving) -> None:
        """Dropped before its units saw it, or after."""
        found = list(Edition.objects.filter(state__in=["provisional", "feedback"]).order_by("run__entry_id"))
        if not found:
            return
        ref = found[place % len(found)].pk
        if giving:
            self.attempt(results.give_edition, "edition.give", "staff", ref, edition=ref)
        given = {"edition": ref, "reason": "待调整"}
        self.attempt(results.drop_edition, "edition.drop", "staff", ref, **given)

    # What holds at every moment, and at the end.

    @invariant()
    def everything_holds(self) -> None:
        self.nothing_recorded_changed()
        known = {row["ref"]: row for row in Edition.objects.values(*STANDS)}
        assert [known[row["ref"]] for row in self.announced] == self.announced, "what was announced stands"
        self.no_result_is_by_another_version_than_binds_for_it()
        self.every_version_was_approved()
        self.what_is_bound_is_what_lies_there()
        self.open_tasks_ask_by_the_version_of_their_months()
        assert amendments_in_sight(self.people["jimo_s"], self.city.at) == ()

    def no_result_is_by_another_version_than_binds_for_it(self) -> None:
        given = set(ResultStep.objects.filter(what="edition.give").values_list("edition_id", flat=True))
        for row in Edition.objects.select_related("run"):
            if row.state != "dropped" or row.pk in given:
                assert row.run.digest == in_force_at(SCHEME, row.checkpoint).digest
        earlier, *later = sealed_versions(SCHEME)
        for month in (3, 6):
            assert in_force(SCHEME, month) == earlier, "checkpoints that were announced keep their version"
        assert all(version.first_month > 6 for version in later)

    def every_version_was_approved(self) -> None:
        versions = sealed_versions(SCHEME)
        assert [one.number for one in versions] == list(range(1, len(versions) + 1))
        assert list(check_amended()) == []
        rows = list(Amendment.objects.filter(state=State.IN_FORCE.value).order_by("number"))
        assert [row.pk for row in rows] == [one.amendment for one in versions[1:]]
        assert Amendment.objects.filter(state__in=[one.value for one in UNDER_WAY]).count() <= 1
        for row in Amendment.objects.filter(state__in=["approved", "in_force"]):
            steps = list(Step.objects.filter(amendment=row, attempt=row.attempt))
            by = {step.what: step.person for step in steps}
            approved = {step.person for step in steps if step.what == "amendment.approve"}
            uploaded_by = Proposal.objects.get(amendment=row, number=row.proposal).uploaded_by
            recorder = by.get("amendment.approve_offline")
            assert not {by["amendment.submit"], uploaded_by} & approved
            assert recorder is not None or len(approved) >= 2
            assert recorder is None or recorder != by.get("amendment.issue")
            assert {(step.bound, step.proposal) for step in steps} == {(row.bound, row.proposal)}

    def what_is_bound_is_what_lies_there(self) -> None:
        for row in Amendment.objects.filter(state__in=[one.value for one in UNDER_WAY]):
            view = amendment(row.pk)
            assert (view.bound == "") == (view.state is State.DRAFT)
            assert view.state is State.DRAFT or (view.bound == bound_now(view) and view.impact)

    def open_tasks_ask_by_the_version_of_their_months(self) -> None:
        told = Task.objects.filter(scheme=SCHEME, frequency="month", state=TaskState.OPEN, kind="deliver")
        for through, digest in set(told.values_list("through", "digest")):
            assert digest == in_force(SCHEME, int(through[-2:])).digest

    def at_the_end(self) -> None:
        """Earlier books come out again by their own version, whatever binds now; the journal verifies."""
        if self.histories["all"] % many(9, 3):
            return
        for version in sealed_versions(SCHEME):
            assert scheme_digest(scheme_with(version.digest)) == version.digest
        for ref in Edition.objects.values_list("run_id", flat=True).distinct():
            assert replay(run_view(ref)).findings == ()
        assert [finding.text("en") for finding in verify().findings] == []
