"""Whatever people try: no version binds that was not approved, or for what was announced."""

from dataclasses import replace

import hypothesis
import pytest
from hypothesis.stateful import run_state_machine_as_test

from sikao.core.scheme import scheme_digest
from sikao.office.amendments import working as weighing
from sikao.office.amendments.impact import Impact, impact_of
from sikao.office.results.computing import figures_at
from tests.drill.figures import many, tell
from tests.office.amendments.amending import Amending, further
from tests.office.amendments.districts import amended, original
from tests.office.results.conftest import computed_once

__all__ = ["computed_once"]


@pytest.fixture
def weighed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same figures come to the same effect: each is worked out once for all histories."""
    effects: dict[tuple[str, ...], Impact] = {}

    def impact(before, after, since, seq, told) -> Impact:
        key = (scheme_digest(before), scheme_digest(after), since, figures_at(before, seq).digest())
        if key not in effects:
            effects[key] = impact_of(before, after, since, seq, told)
        return replace(effects[key], seq=seq)

    monkeypatch.setattr(weighing, "impact_of", impact)


@pytest.mark.drill
@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("weighed_once", "computed_once", "ref")
def test_no_version_binds_that_was_not_approved_or_for_what_was_announced(city) -> None:
    Amending.city = city
    Amending.variants = (amended(), further(), original())
    Amending.tried.clear()
    Amending.histories.clear()
    examples, steps = many(3, 100), many(15, 30)
    settings = hypothesis.settings(
        max_examples=examples,
        stateful_step_count=steps,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    run_state_machine_as_test(Amending, settings=settings)
    edges = {edge: count for edge, count in Amending.edges().items() if edge[0] == "Amendment"}
    refused = sum(count for (*_, outcome), count in Amending.tried.items() if outcome == "refused")
    never = sorted(" ".join(edge) for edge, count in edges.items() if not count)
    tell(
        "amendments of a sealed scheme",
        histories=examples,
        attempts=Amending.tried.total(),
        refused=refused,
        edges=len(edges),
        fewest=min(edges.values()),
        never=never,
        violations=0,
    )
    assert refused > 5
    if examples >= 100:
        assert never == []
