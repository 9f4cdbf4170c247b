"""Whatever people try in whatever order: every act leaves its entry, and nothing changes without one."""

from datetime import date

import hypothesis
import pytest
from hypothesis.stateful import run_state_machine_as_test

from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.cycle.rules import CONFIRM, TASK, VERIFY
from sikao.office.groundwork.files import row_for, store
from sikao.office.ledger.facts import NewEvidence
from tests.drill.figures import many, tell
from tests.office.city import City
from tests.office.cycle.cycling import Reporting

TABLES = {"Task": TASK, "Confirmation": CONFIRM, "Verification": VERIFY}
BY_THE_WAY = {("Confirmation", "open", Verb.SILENCE_RECORD), ("Confirmation", "disputed", Verb.TASK_SIGN)}
"""Edges that are taken by acts about something else."""


@pytest.fixture
def reporting(city: City) -> type[Reporting]:
    city.staffed("petitions", "jimo", "laixi", "finance")
    for code, ref in (
        ("development_reform", "v1"),
        ("inspection", "v2"),
        ("assessment_office", "v3"),
        ("reform_office", "v4"),
    ):
        city.person(ref, Role.VERIFIER, code)
    city.person("second", Role.REPORTER, "petitions")
    city.person("both", Role.REPORTER, "petitions")
    city.person("both", Role.SIGNER, "petitions")
    city.person("deputy", Role.VERIFIER, "petitions")
    city.delegate("petitions_s", "deputy", "petitions", date(2021, 1, 8), date(2021, 1, 20))
    scan = store([b"%PDF-1.4\n% a letter\n%%EOF\n"])
    city.record_facts(row_for(scan, "函.pdf", "application/pdf"))
    Reporting.scan = NewEvidence(scan.sha256, "函.pdf", scan.size)
    city.on(2021, 1, 5)
    Reporting.city = city
    Reporting.tried.clear()
    Reporting.histories.clear()
    return Reporting


@pytest.mark.slow
def test_every_act_leaves_its_entry_and_nothing_changes_without_one(reporting: type[Reporting]) -> None:
    examples, steps = many(4, 200), many(20, 40)
    settings = hypothesis.settings(
        max_examples=examples,
        stateful_step_count=steps,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    run_state_machine_as_test(reporting, settings=settings)
    edges = {(kind, str(state), verb.value) for kind, table in TABLES.items() for state, verb in table}
    taken = {edge: reporting.tried[*edge, "done"] for edge in edges - BY_THE_WAY}
    refused = sum(count for (*_, outcome), count in reporting.tried.items() if outcome == "refused")
    never = sorted(" ".join(edge) for edge, count in taken.items() if not count)
    tell(
        "states and verbs",
        histories=examples,
        attempts=reporting.tried.total(),
        refused=refused,
        edges=len(taken),
        fewest=min(taken.values()),
        never=never,
        violations=0,
    )
    assert reporting.tried.total() > 50
    assert refused > 10
    if examples >= 100:
        assert never == []
