"""Whatever people try in whatever order: nobody alone publishes, and what was published never changes."""

import hypothesis
import pytest
from hypothesis.stateful import run_state_machine_as_test

from sikao.office.accounts.rights.roles import Role
from sikao.office.results.disputing import TABLE as DISPUTES
from sikao.office.results.stages import TABLE
from tests.drill.figures import many, tell
from tests.office.results.announcing import Announcing

TABLES = {"Edition": TABLE, "Objection": DISPUTES}


@pytest.fixture
def announcing(city, run: str, computed_once: None) -> type[Announcing]:
    del computed_once
    city.staffed("licang", "jimo")
    city.person("second", Role.OFFICE_DIRECTOR)
    city.person("clerk", Role.OFFICE_STAFF)
    city.person("clerk", Role.REPORTER, "licang")
    city.person("auditor", Role.AUDITOR)
    city.person("secretary", Role.SYSTEM_ADMIN)
    Announcing.city, Announcing.first = city, run
    Announcing.tried.clear()
    Announcing.histories.clear()
    return Announcing


@pytest.mark.drill
@pytest.mark.slow
@pytest.mark.django_db
def test_nobody_alone_publishes_and_what_was_published_never_changes(announcing: type[Announcing]) -> None:
    examples, steps = many(3, 200), many(15, 40)
    settings = hypothesis.settings(
        max_examples=examples,
        stateful_step_count=steps,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    run_state_machine_as_test(announcing, settings=settings)
    edges = {(kind, state.value, verb.value) for kind, table in TABLES.items() for state, verb in table}
    taken = {edge: announcing.tried[*edge, "done"] for edge in edges}
    refused = sum(count for (*_, outcome), count in announcing.tried.items() if outcome == "refused")
    never = sorted(" ".join(edge) for edge, count in taken.items() if not count)
    tell(
        "results on their way",
        histories=examples,
        attempts=announcing.tried.total(),
        refused=refused,
        edges=len(taken),
        fewest=min(taken.values()),
        never=never,
        violations=0,
    )
    assert announcing.tried.total() > 30
    assert refused > 5
    if examples >= 100:
        assert never == []
