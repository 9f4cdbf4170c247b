"""Whatever people try in whatever order: what counts was examined twice, shown and decided by two."""

from contextlib import suppress
from datetime import timedelta
from decimal import Decimal

import hypothesis
import pytest
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from sikao.office.accounts.rights.roles import Role
from sikao.office.docket import actions
from sikao.office.docket.queries import application, applications
from sikao.office.docket.stages import COUNTING, OPEN, TABLE, State
from sikao.office.groundwork.refusals import Refusal
from sikao.office.ledger.models import FigureVersion
from tests.drill.figures import many
from tests.office.city import SCHEME, City
from tests.office.docket import ways
from tests.office.docket.ways import MEETING, PRAISE

WHO = st.sampled_from(["staff", "other", "director", "second", "leader", "jimo_s", "laixi_s"])
COUNT = st.sampled_from(["0", "0.5", "1", "2"])
WHICH = st.integers(0, 2)
REASON = {"reason": "理由"}


class Docket(RuleBasedStateMachine):
    """Three applications of one unit, of which two are about the same matter; every verb, by anybody."""

    city: City

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @initialize()
    def begin(self) -> None:
        self.at = self.city.at
        self.refs = [
            ways.applied(self.city),
            ways.applied(self.city, item=MEETING),
            ways.applied(self.city, matter="乡村振兴", item=MEETING),
        ]

    def try_to(self, perform, who: str, which: int, **given) -> None:
        told = {"actor": self.city.people[who], "at": self.city.now(), "application": self.refs[which]}
        with suppress(Refusal), transaction.atomic():
            perform(**told, **given)

    @rule(who=WHO, which=WHICH, count=COUNT)
    def examine(self, who, which, count) -> None:
        self.try_to(actions.examine_application, who, which, count=count, **REASON)

    @rule(who=WHO, which=WHICH, count=COUNT)
    def reexamine(self, who, which, count) -> None:
        self.try_to(actions.reexamine_application, who, which, count=count, **REASON)

    @rule(who=WHO, which=WHICH)
    def send_home(self, who, which) -> None:
        self.try_to(actions.return_application, who, which, **REASON)

    @rule(who=WHO)
    def announce(self, who) -> None:
        passed = [one.ref for one in applications(SCHEME) if one.state is State.PASSED]
        given = {"actor": self.city.people[who], "at": self.city.now(), "scheme": SCHEME}
        with suppress(Refusal), transaction.atomic():
            actions.announce_applications(**given, applications=passed)

    @rule()
    def days_pass(self) -> None:
        self.city.at += timedelta(days=12)

    @rule(which=WHICH, by=st.sampled_from([("staff", "other"), ("other", "staff"), ("director", "second")]))
    def all_the_way_to_the_notice(self, which, by) -> None:
        """Otherwise few would ever come so far."""
        with suppress(Refusal), transaction.atomic():
            ways.shown(self.city, ways.examined(self.city, self.refs[which], by=by))
        self.days_pass()

    @rule(who=WHO, which=WHICH, count=COUNT)
    def decide(self, who, which, count) -> None:
        self.try_to(actions.decide_application, who, which, count=count, **REASON)

    @rule(who=WHO, which=WHICH)
    def confirm(self, who, which) -> None:
        self.try_to(actions.confirm_decision, who, which, bound=application(self.refs[which]).bound)

    @rule(who=WHO, which=WHICH)
    def send_back(self, who, which) -> None:
        bound = application(self.refs[which]).bound
        self.try_to(actions.send_decision_back, who, which, bound=bound, **REASON)

    @rule(who=WHO, which=WHICH, count=COUNT)
    def by_document(self, who, which, count) -> None:
        act = actions.decide_application_offline
        self.try_to(act, who, which, count=count, paper=ways.PAPER, **REASON)

    @rule(who=WHO, which=WHICH)
    def withdraw(self, who, which) -> None:
        self.try_to(actions.withdraw_application, who, which, **REASON)

    @invariant()
    def what_counts_was_examined_by_two_shown_and_decided_by_two_or_a_document(self) -> None:
        for view in applications(SCHEME):
            if view.state not in COUNTING:
                continue
            examiners = [step.person for step in view.examinations]
            assert len(examiners) == len(set(examiners)) == 2
            decision = view.steps[-1]
            assert view.notice_until is not None and decision.at > view.notice_until
            assert decision.figure and Decimal(0) < view.decided <= view.proposed <= view.count
            if decision.what == "docket.confirm":
                first = view.decision
                assert first.person != decision.person
                assert not {first.person, decision.person} <= set(examiners)
            else:
                assert decision.document and decision.scan_sha256

    @invariant()
    def figures_are_the_sum_of_what_counts_and_a_matter_counts_once(self) -> None:
        views = applications(SCHEME)
        for item in (PRAISE, MEETING):
            granted = sum(
                (one.decided for one in views if one.item == item and one.state in COUNTING), Decimal(0)
            )
            last = FigureVersion.objects.filter(indicator=item).order_by("entry_id", "position").last()
            assert granted == (Decimal(0) if last is None else Decimal(last.value))
        counting = [one.matter_key for one in views if one.state in COUNTING]
        assert len(counting) == len(set(counting))


def test_the_table_leads_everywhere_and_nothing_leads_out_of_an_end() -> None:
    reached = {after for afters in TABLE.values() for after in afters}
    assert reached == set(State) - {State.ABSORBED}, "which another one's decision brings about"
    assert {state for state, _ in TABLE} == set(OPEN)


@pytest.mark.slow
@pytest.mark.django_db
def test_nothing_counts_that_was_not_examined_shown_and_decided(city: City) -> None:
    city.person("second", Role.OFFICE_DIRECTOR)

    class OfThisCity(Docket):
        pass

    OfThisCity.city = city
    start = city.at

    class Fresh(OfThisCity):
        @initialize()
        def begin(self) -> None:
            self.city.at = start
            super().begin()

    settings = hypothesis.settings(max_examples=many(6, 150), stateful_step_count=many(15, 40))
    run_state_machine_as_test(Fresh, settings=settings)
