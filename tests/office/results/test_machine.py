"""Whatever people try in whatever order: nobody alone publishes, and what was published never changes."""

import hypothesis
import pytest
from hypothesis.stateful import run_state_machine_as_test

from sikao.core.insight.readiness import Readiness, readiness_of
from sikao.office.accounts.rights.roles import Role
from sikao.office.results import working
from sikao.office.results.computing import Calculated, calculate, figures_at
from sikao.office.results.disputing import TABLE as DISPUTES
from sikao.office.results.stages import TABLE
from tests.drill.figures import many, tell
from tests.office.results.announcing import Announcing

TABLES = {"Edition": TABLE, "Objection": DISPUTES}


@pytest.fixture
def once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same figures come to the same book and readiness: both are worked out once for all histories."""
    books: dict[tuple[str, str], Calculated] = {}
    ready: dict[tuple[str, str], Readiness] = {}

    def book(scheme, checkpoint, seq, told) -> Calculated:
        key = (checkpoint, figures_at(scheme, seq).digest())
        if key not in books:
            books[key] = calculate(scheme, checkpoint, seq, told)
        return books[key]

    def readiness(scheme, figures, checkpoint, **given) -> Readiness:
        key = (checkpoint, figures.digest())
        if key not in ready:
            ready[key] = readiness_of(scheme, figures, checkpoint, **given)
        return ready[key]

    monkeypatch.setattr(working, "calculate", book)
    monkeypatch.setattr(working, "readiness_of", readiness)


@pytest.fixture
def announcing(city, run: str, once: None) -> type[Announcing]:
    del once
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
