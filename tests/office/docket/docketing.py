"""The docket of a year as a machine of rules: people, right and wrong ones, try every verb in every state."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from sikao.core.books import score_book
from sikao.office.docket import actions
from sikao.office.docket.models import Application, Closing, Enclosed, Step
from sikao.office.docket.queries import ApplicationView, application, applications, year_view
from sikao.office.docket.stages import COUNTING, TABLE, State
from sikao.office.docket.visible import applications_in_sight, notices_in_sight
from sikao.office.groundwork.clock import day_of
from sikao.office.groundwork.models import Entry
from sikao.office.groundwork.verifying import verify
from sikao.office.ledger.facts import NewEvidence
from sikao.office.ledger.models import FigureVersion
from sikao.office.ledger.queries import figures_as_of
from sikao.office.rulebook.queries import scheme_of
from tests.drill.figures import many, progress
from tests.office.city import SCHEME
from tests.office.docket import ways
from tests.office.docket.ways import MEETING, NATIONAL, PRAISE, PROVINCIAL
from tests.office.trying import Trying, plain

PEOPLE = (
    *("staff", "other", "director", "second", "leader", "auditor"),
    *("jimo_r", "jimo_s", "laixi_s", "emergency_s"),
)
SOMEBODY = st.one_of(st.none(), st.none(), st.none(), st.sampled_from(PEOPLE))
"""Mostly who should do it; now and then anybody."""
PAIR = st.sampled_from([("staff", "other"), ("other", "staff"), ("director", "second")])
UNITS = ("jimo", "laixi")
MATTERS = st.sampled_from(["真抓实干", "真抓 实干。", "乡村振兴", "安全生产"])
"""Two of these are one matter, written in two ways."""
COUNT = st.sampled_from(["0", "0.5", "1", "1", "2", "2", "一"])
WHICH = st.integers(0, 7)
RARELY = st.sampled_from([False, False, False, True])
REASON = st.sampled_from(["文件属实", "文件属实", "文件属实", " "])
BONUSES, DEDUCTIONS = (PRAISE, MEETING), (NATIONAL, PROVINCIAL)
JUDGING = {
    f"docket.{what}"
    for what in ("examine", "reexamine", "return", "decide", "confirm", "send_back", "decide_offline")
}
Views = Sequence[ApplicationView]
WAY = ("applied", "examined", "passed", "notice", "objected", "deciding", "sent_back")
"""How far the first application is when a history begins."""


class Docketing(Trying, RuleBasedStateMachine):
    """Applications of and against two districts, of which some are about the same matter."""

    moving: ClassVar = {Application: plain(TABLE)}
    born: ClassVar = {("docket.apply", "submitted"), ("docket.charge", "submitted")}
    beside: ClassVar = {
        (verb, state.value, "absorbed")
        for verb in ("docket.confirm", "docket.decide_offline")
        for state in COUNTING
    }
    recorded: ClassVar = (Step, Enclosed, Closing)
    scan: ClassVar[NewEvidence]
    """What every application rests on; it lies on the disk."""
    tried: ClassVar = Counter()
    histories: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.chosen = False, ""
        self.begin_undone()

    @initialize(far=st.sampled_from([*WAY, "decided", "closed"]))
    def begin(self, far) -> None:
        """Somewhere in the year: a closed docket would seldom be reached from its first day."""
        self.apply("jimo", PRAISE, "真抓实干", None, "1")
        self.apply("jimo", MEETING, "真抓实干", None, "2")
        self.charge(PROVINCIAL, "安全生产", None, "1")
        if far in ("decided", "closed"):
            for which in range(3):
                self.all_the_way_to_the_notice(which, ("staff", "other"), "1")
                self.by_document(which, None, "1", "会议审定", "1")
        if far == "closed":
            self.close(None)
        for step in WAY[1 : WAY.index(far) + 1] if far in WAY else ():
            self.go(step)
        self.begun = True

    def go(self, step: str) -> None:
        """A step of the way; the second application is not proposed to be granted."""
        if step == "examined":
            for which, count in enumerate(("1", "0", "1")):
                self.examine(which, None, count, "文件属实", None)
        elif step == "passed":
            for which, count in enumerate(("1", "0")):
                self.reexamine(which, None, count, "文件属实")
        elif step == "notice":
            self.announce(None, 0, False)
        elif step == "objected":
            self.object(0, "laixi", None, "该事项由我市牵头")
        elif step == "deciding":
            self.days_pass(12)
            self.decide(0, None, "1", "同意")
        else:
            self.send_back(0, None, False, "再核对")

    def teardown(self) -> None:
        try:
            self.at_the_end()
            self.histories["all"] += 1
            progress(f"{self.histories['all']} histories, {self.tried.total()} attempts")
        finally:
            self.undo()

    def one(self, which: int, verb: str = "") -> ApplicationView | None:
        """Mostly one for which the verb is meant, where there is one; now and then any."""
        if self.chosen:
            return application(self.chosen)
        found = applications(SCHEME)
        meant = [view for view in found if (view.state.value, f"docket.{verb}") in self.moving[Application]]
        among = meant if meant and which % 4 and self.begun else found
        return among[which % len(among)] if among else None

    def try_one(self, act, verb: str, who: str, which: int, **given) -> None:
        if view := self.one(which, verb):
            self.attempt(act, f"docket.{verb}", who, view.ref, application=view.ref, **given)

    @rule(place=st.integers(0, 60), who=SOMEBODY, count=COUNT)
    def whatever_can_be_done(self, place, who, count) -> None:
        """One of the steps that the table has for what is there, each as often as any other."""
        steps = sorted({(state, verb) for state, verb in self.moving[Application]})
        views = {view.state.value: view for view in applications(SCHEME)}
        there = [(verb, views[state].ref) for state, verb in steps if state in views]
        if not there:
            return
        verb, self.chosen = there[place % len(there)]
        why = "文件属实"
        acts = {
            "examine": lambda: self.examine(0, who, count, why, None),
            "return": lambda: self.send_home(0, who, why),
            "resubmit": lambda: self.resubmit(0, who, count),
            "reexamine": lambda: self.reexamine(0, who, count, why),
            "announce": lambda: self.announce(who, 0, False),
            "object": lambda: self.object(0, "laixi", who, why),
            "decide": lambda: self.decide(0, who, "0", why),
            "decide_offline": lambda: self.by_document(0, who, "0", why, "1"),
            "confirm": lambda: self.confirm(0, who, False),
            "send_back": lambda: self.send_back(0, who, False, why),
            "withdraw": lambda: self.withdraw(0, who, why),
        }
        acts[verb.removeprefix("docket.")]()
        self.chosen = ""

    # Bringing.

    @rule(
        unit=st.sampled_from(UNITS),
        item=st.sampled_from([*BONUSES, NATIONAL]),
        matter=MATTERS,
        who=SOMEBODY,
        count=COUNT,
    )
    def apply(self, unit, item, matter, who, count) -> None:
        given = {"unit": unit, "item": item, "matter": matter, "count": count, **self.document()}
        self.attempt(actions.apply_for_bonus, "docket.apply", who or f"{unit}_s", scheme=SCHEME, **given)

    @rule(item=st.sampled_from([*DEDUCTIONS, PRAISE]), matter=MATTERS, who=SOMEBODY, count=COUNT)
    def charge(self, item, matter, who, count) -> None:
        body = "" if who in ("staff", "other", "director") else "emergency"
        given = {"body": body, "unit": "laixi", "item": item, "matter": matter, "count": count}
        given |= self.document()
        act = actions.bring_deduction
        self.attempt(act, "docket.charge", who or "emergency_s", scheme=SCHEME, **given)

    def document(self) -> dict[str, object]:
        told = {"document": "国办发〔2020〕1号", "document_date": date(2020, 1, 8)}
        return told | {"files": [self.scan], "reason": "受到督查激励"}

    @rule(which=WHICH, who=SOMEBODY, count=COUNT)
    def resubmit(self, which, who, count) -> None:
        if view := self.one(which, "resubmit"):
            who = who or f"{view.brought_by}_s"
            self.try_one(actions.resubmit_application, "resubmit", who, which, count=count, **self.document())

    @rule(which=WHICH, who=SOMEBODY, reason=REASON)
    def withdraw(self, which, who, reason) -> None:
        if view := self.one(which, "withdraw"):
            who = who or (f"{view.brought_by}_s" if view.brought_by else "staff")
            self.try_one(actions.withdraw_application, "withdraw", who, which, reason=reason)

    # Examining and showing.

    @rule(which=WHICH, who=SOMEBODY, count=COUNT, reason=REASON, same=st.none() | WHICH)
    def examine(self, which, who, count, reason, same) -> None:
        other = None if same is None else self.one(same)
        given = {"count": count, "reason": reason, "same_as": "" if other is None else other.ref}
        self.try_one(actions.examine_application, "examine", who or "staff", which, **given)

    @rule(which=WHICH, who=SOMEBODY, count=COUNT, reason=REASON)
    def reexamine(self, which, who, count, reason) -> None:
        given = {"count": count, "reason": reason}
        self.try_one(actions.reexamine_application, "reexamine", who or "other", which, **given)

    @rule(which=WHICH, who=SOMEBODY, reason=REASON)
    def send_home(self, which, who, reason) -> None:
        self.try_one(actions.return_application, "return", who or "staff", which, reason=reason)

    @rule(who=SOMEBODY, which=WHICH, together=RARELY)
    def announce(self, who, which, together) -> None:
        """All that passed; rarely one that did not among them, and then none."""
        refs = [one.ref for one in applications(SCHEME, states=[State.PASSED])]
        if together and (view := self.one(which)):
            refs.append(view.ref)
        given = {"scheme": SCHEME, "applications": refs}
        act = actions.announce_applications
        self.attempt(act, "docket.announce", who or "staff", *dict.fromkeys(refs), **given)

    @rule(which=WHICH, unit=st.sampled_from(UNITS), who=SOMEBODY, reason=REASON)
    def object(self, which, unit, who, reason) -> None:
        given = {"unit": unit, "reason": reason}
        self.try_one(actions.object_to_notice, "object", who or f"{unit}_s", which, **given)

    @rule(which=WHICH, by=PAIR, unit=st.sampled_from(UNITS), reason=REASON)
    def object_as_soon_as_it_is_shown(self, which, by, unit, reason) -> None:
        """Days pass so often that few would be in time."""
        self.examine(which, by[0], "1", "文件属实", None)
        self.reexamine(which, by[1], "1", "文件属实")
        self.announce(None, which, False)
        self.object(which, unit, None, reason)

    @rule(days=st.sampled_from([0, 2, 12, 12]))
    def days_pass(self, days) -> None:
        self.city.at += timedelta(days=days)

    @rule(which=WHICH, by=PAIR, count=COUNT)
    def all_the_way_to_the_notice(self, which, by, count) -> None:
        """Otherwise few would ever come so far."""
        self.examine(which, by[0], count, "文件属实", None)
        self.reexamine(which, by[1], count, "文件属实")
        self.announce(None, which, False)
        self.days_pass(12)

    # Deciding.

    @rule(which=WHICH, who=SOMEBODY, count=COUNT, reason=REASON)
    def decide(self, which, who, count, reason) -> None:
        given = {"count": count, "reason": reason}
        self.try_one(actions.decide_application, "decide", who or "director", which, **given)

    @rule(which=WHICH, who=SOMEBODY, stale=RARELY)
    def confirm(self, which, who, stale) -> None:
        self.try_one(
            actions.confirm_decision, "confirm", who or "leader", which, bound=self.bound(which, stale)
        )

    @rule(which=WHICH, count=COUNT, first=SOMEBODY, second=SOMEBODY)
    def decide_by_two(self, which, count, first, second) -> None:
        self.decide(which, first, count, "同意")
        self.confirm(which, second, False)

    @rule(which=WHICH, who=SOMEBODY, stale=RARELY, reason=REASON)
    def send_back(self, which, who, stale, reason) -> None:
        given = {"bound": self.bound(which, stale), "reason": reason}
        self.try_one(actions.send_decision_back, "send_back", who or "leader", which, **given)

    def bound(self, which: int, stale: bool) -> str:
        view = self.one(which, "confirm")
        return "b" * 64 if stale or view is None else view.bound

    @rule(which=WHICH, who=SOMEBODY, count=COUNT, reason=REASON, number=st.sampled_from(["1", ""]))
    def by_document(self, which, who, count, reason, number) -> None:
        paper = (
            replace(ways.PAPER, day=day_of(self.city.at)) if number else ways.Paper(" ", None, b"", "x.pdf")
        )
        given = {"count": count, "reason": reason, "paper": paper}
        act = actions.decide_application_offline
        self.try_one(act, "decide_offline", who or "staff", which, **given)

    # The year.

    @rule(who=SOMEBODY)
    def close(self, who) -> None:
        self.attempt(actions.close_docket, "docket.close", who or "staff", scheme=SCHEME)

    @rule(who=SOMEBODY)
    def withdraw_what_is_open_and_close(self, who) -> None:
        """Otherwise it would seldom be closed."""
        for which, view in enumerate(applications(SCHEME)):
            if view.state.is_open:
                self.withdraw(which, None, "另行申报")
        self.close(who)

    @rule(who=SOMEBODY, reason=REASON)
    def reopen(self, who, reason) -> None:
        given = {"scheme": SCHEME, "reason": reason}
        self.attempt(actions.reopen_docket, "docket.reopen", who or "director", **given)

    # What holds at every moment, and at the end.

    @invariant()
    def everything_holds(self) -> None:
        self.nothing_recorded_changed()
        views = applications(SCHEME)
        self.what_counts_was_examined_by_two_shown_and_decided_by_two_or_a_document(views)
        self.nobody_examines_or_decides_what_he_brought(views)
        self.figures_are_the_sum_of_what_counts_and_a_matter_counts_once(views)
        self.nothing_is_posted_twice_or_by_anything_else(views)
        if year_view(SCHEME).closed:
            assert not [view for view in views if view.state.is_open], "nothing waits behind a closed door"

    def what_counts_was_examined_by_two_shown_and_decided_by_two_or_a_document(self, views: Views) -> None:
        for view in views:
            if view.state not in COUNTING:
                continue
            examiners = [step.person for step in view.examinations]
            assert len(examiners) == len(set(examiners)) == 2
            decision = view.steps[-1]
            assert view.notice_until is not None and decision.at > view.notice_until
            assert decision.figure and Decimal(0) < view.decided <= view.proposed <= view.count
            if decision.what == "docket.confirm":
                first = view.decision
                assert first.person != decision.person and first.count == decision.count
                assert first.bound == decision.bound == view.bound
                assert not {first.person, decision.person} <= set(examiners)
            else:
                assert decision.document and decision.scan_sha256

    def nobody_examines_or_decides_what_he_brought(self, views: Views) -> None:
        for view in views:
            brought: set[str] = set()
            for step in view.steps:
                if step.what in ("docket.apply", "docket.charge", "docket.resubmit"):
                    brought.add(step.person)
                elif step.what in JUDGING:
                    assert step.person not in brought

    def figures_are_the_sum_of_what_counts_and_a_matter_counts_once(self, views: Views) -> None:
        counting = [one for one in views if one.state in COUNTING]
        granted = Counter[tuple[str, str]]()
        for one in counting:
            granted[one.unit, one.item] += one.decided
        rows = FigureVersion.objects.filter(unit__in=UNITS).order_by("entry_id", "position")
        stands = {(row.unit, row.indicator): Decimal(row.value) for row in rows}
        assert {key: value for key, value in stands.items() if value} == granted
        matters = [(one.unit, one.deduction, one.matter_key) for one in counting]
        assert len(matters) == len(set(matters))

    def nothing_is_posted_twice_or_by_anything_else(self, views: Views) -> None:
        keys = list(FigureVersion.objects.values_list("entry_id", "unit", "indicator", "period"))
        assert len(keys) == len(set(keys))
        verbs = Entry.objects.filter(pk__in={key[0] for key in keys}).values_list("verb", flat=True)
        assert set(verbs) <= {"docket.confirm", "docket.decide_offline", "docket.close"}
        for view in views:
            posting = [step.ref for step in view.steps if step.figure and not step.other]
            assert len(posting) == (view.state in (*COUNTING, State.ABSORBED))
            assert (view.points is None) == (view.state not in COUNTING), "worth nothing"

    def a_unit_sees_its_own_and_what_is_under_notice(self) -> None:
        for unit in UNITS:
            actor = self.people[f"{unit}_s"]
            for view in applications_in_sight(actor, self.city.at, SCHEME):
                assert unit in (view.unit, view.brought_by)
                assert not view.deduction or view.brought_by == unit or view.notice_until is not None
            for notice in notices_in_sight(actor, self.city.at):
                shown = application(notice.ref)
                assert shown.state is State.NOTICE and self.city.at <= shown.notice_until

    def at_the_end(self) -> None:
        """What units see; the journal verifies; and caps are the scheme's."""
        self.a_unit_sees_its_own_and_what_is_under_notice()
        if not many(0, 1) or self.histories["all"] % 3:
            return
        assert [finding.text("en") for finding in verify().findings] == []
        if not year_view(SCHEME).closed:
            return
        scheme = scheme_of(SCHEME)
        book = score_book(scheme, figures_as_of(scheme), "year").at("year")
        told = {(unit, node): points for unit, node, points in book.select("unit", "node", "points").rows()}
        for unit in UNITS:
            counts = {item: self.stands(unit, item) for item in (*BONUSES, *DEDUCTIONS)}
            # schemes/qingdao-2020/scorecards/districts.yaml: 3 and 2 each, ten at the most; 5 and 3, twenty.
            bonus = min(3 * counts[PRAISE] + 2 * counts[MEETING], Decimal(10))
            deduction = min(5 * counts[NATIONAL] + 3 * counts[PROVINCIAL], Decimal(20))
            assert (told[unit, "commendation_bonus"], told[unit, "deductions"]) == (bonus, -deduction)

    def stands(self, unit: str, item: str) -> Decimal:
        row = FigureVersion.objects.filter(unit=unit, indicator=item).order_by("entry_id").last()
        return Decimal(row.value)
