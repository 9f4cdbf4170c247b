"""Whatever people try in whatever order: what went out stays, and nobody lets out alone what he wrote."""

from collections.abc import Iterator
from dataclasses import replace

import hypothesis
import pytest
from hypothesis.stateful import run_state_machine_as_test

from sikao.office.accounts.rights.roles import Role
from sikao.office.bulletins import keeping
from sikao.office.bulletins.document import Document
from sikao.office.results.editions import edition
from tests.drill.figures import many, tell
from tests.office.bulletins.papering import Papering
from tests.office.city import City
from tests.office.results import ways
from tests.office.results.conftest import computed_once, opened

__all__ = ["computed_once", "opened"]


@pytest.fixture
def set_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The same document gives the same file: each is set once for all histories."""
    kept: dict[tuple[str, str], bytes] = {}
    real = keeping.setting

    def setting(document: Document, form: str) -> bytes:
        key = (repr(document), form)
        if key not in kept:
            kept[key] = real(document, form)
        return kept[key]

    monkeypatch.setattr(keeping, "setting", setting)
    yield
    kept.clear()


@pytest.mark.drill
@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("db", "set_once", "computed_once")
def test_what_went_out_stays_and_nobody_lets_out_alone_what_he_wrote(opened: tuple[City, str]) -> None:
    city = replace(opened[0], people=dict(opened[0].people))
    city.staffed("jimo", "pingdu")
    city.person("second", Role.OFFICE_DIRECTOR)
    city.person("auditor", Role.AUDITOR)
    Papering.city, Papering.given = city, ways.given(city, opened[1])
    Papering.book = edition(Papering.given).book
    Papering.tried.clear()
    Papering.histories.clear()
    examples, steps = many(3, 60), many(10, 25)
    settings = hypothesis.settings(
        max_examples=examples,
        stateful_step_count=steps,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    run_state_machine_as_test(Papering, settings=settings)
    edges = {edge: count for edge, count in Papering.edges().items() if edge[0] == "Paper"}
    refused = sum(count for (*_, outcome), count in Papering.tried.items() if outcome == "refused")
    # What the worker keeps is no attempt of a person.
    never = sorted(" ".join(edge) for edge, count in edges.items() if not count and edge[2] != "paper.keep")
    tell(
        "papers of a result",
        histories=examples,
        attempts=Papering.tried.total(),
        refused=refused,
        edges=len(edges),
        never=never,
        violations=0,
    )
    assert refused > 5
    if examples >= 60:
        assert never == []
