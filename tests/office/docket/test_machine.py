"""Whatever people try in whatever order: what counts was examined twice, shown and decided by two."""

import hypothesis
import pytest
from hypothesis.stateful import run_state_machine_as_test

from sikao.office.accounts.rights.roles import Role
from sikao.office.docket.stages import OPEN, TABLE, State
from sikao.office.groundwork.files import store
from sikao.office.ledger.facts import NewEvidence
from tests.drill.figures import many, tell
from tests.office.city import City
from tests.office.docket.docketing import Docketing


def test_the_table_leads_everywhere_and_nothing_leads_out_of_an_end() -> None:
    reached = {after for afters in TABLE.values() for after in afters}
    assert reached == set(State) - {State.ABSORBED}, "which another one's decision brings about"
    assert {state for state, _ in TABLE} == set(OPEN)


@pytest.mark.slow
@pytest.mark.django_db
def test_nothing_counts_that_was_not_examined_shown_and_decided(city: City) -> None:
    city.person("second", Role.OFFICE_DIRECTOR)
    city.person("auditor", Role.AUDITOR)
    found = store([b"%PDF-1.7 notice"])
    Docketing.scan = NewEvidence(
        found.sha256, "国办通报.pdf", found.size, media="application/pdf", sm3=found.sm3
    )
    Docketing.city = city
    Docketing.tried.clear()
    Docketing.histories.clear()
    examples, steps = many(4, 150), many(10, 30)
    settings = hypothesis.settings(
        max_examples=examples,
        stateful_step_count=steps,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    run_state_machine_as_test(Docketing, settings=settings)
    refused = sum(count for (*_, outcome), count in Docketing.tried.items() if outcome == "refused")
    edges = Docketing.edges()
    never = sorted(" ".join(edge) for edge, count in edges.items() if not count)
    tell(
        "the docket of a year",
        histories=examples,
        attempts=Docketing.tried.total(),
        refused=refused,
        edges=len(edges),
        fewest=min(edges.values()),
        never=never,
        violations=0,
    )
    assert refused > 5
    if examples >= 100:
        assert never == []
