"""Every operation × every role × what is one's own, another's or nobody's: the table of rights decides."""

from itertools import product

import pytest
from django.core.files.base import ContentFile
from django.db import transaction

from sikao.interfaces.api.operations import OPEN, OPERATIONS
from sikao.interfaces.api.service import description, service
from sikao.office.accounts.rights.deciding import may
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.table import Relation, rights_for
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.accounts.rules.scopes import SCOPES
from sikao.office.cycle.models import Draft
from tests.drill.figures import many, progress, some, tell
from tests.interfaces.api.office import PEOPLE, Office

ABSENT = "2" * 16
BODIES = {
    "put_draft": {"version": 0, "cells": {}},
    "put_briefing": {"version": 0, "cells": {}},
    "submit_task": {"draft_version": 0},
    "return_task": {"reason": "no"},
    "dispute_figures": {"disputes": {ABSENT: "no"}},
    "accept_figures": {"figures": [ABSENT]},
    "return_figures": {"figures": {ABSENT: "no"}},
    "uphold_figures": {"reason": "no"},
    "revise_figures": {"reason": "no"},
    "ask_correction": {"reason": "no"},
    "withdraw_application": {"reason": "no"},
}
_PAPER = {"count": "1", "reason": "受到激励", "document": "国办发〔2020〕2号", "document_date": "2020-05-08"}
FILES = {
    "upload_workbook": {"version": 0},
    "add_evidence": {},
    "apply_for_bonus": {
        "scheme": "qingdao_2020",
        "unit": "laixi",
        "item": "state_commendations",
        "matter": "另一件事",
        **_PAPER,
    },
    "resubmit_application": _PAPER,
}
"""What is sent as a form with a file, and the other fields of the form."""
QUERIES = {
    "list_versions": "?unit={unit}&indicator={indicator}&kind={kind}&period={period}",
    "list_figures_as_of": "?scheme=qingdao_2020",
    "list_briefings": "?scheme=qingdao_2020&briefing=districts_quarterly&through=2020-03",
    "verify_paper": f"?code={ABSENT}",
}
NONE = {
    "ref": ABSENT,
    "file": "0" * 64,
    "code": "nobody",
    "unit": "nobody",
    "table": "districts",
    "node": "fai",
    "indicator": "fixed_assets",
    "kind": "growth",
    "period": "2020-01..06",
    "form": "pdf",
    "number": 1,
}
GONE = {"get_evidence", "detach_evidence", "get_job", "get_marked", "get_enclosed", "verify_paper"}
"""What is asked for by these is of no task, of no application, and no paper."""
ANSWERS = {"uphold_figures": 1}
"""What the other side does: of the organisations that see an object not the first one."""
PUBLIC = Verb.SCHEME_VIEW
ACTS = {
    *(Verb.TASK_FILL, Verb.TASK_SUBMIT, Verb.TASK_TAKE_BACK, Verb.TASK_RETURN, Verb.EVIDENCE_ADD),
    *(Verb.CONFIRM_GIVE, Verb.CONFIRM_DISPUTE, Verb.VERIFY_ACCEPT, Verb.VERIFY_RETURN),
    *(Verb.DISPUTE_ANSWER, Verb.FIGURE_REVISE, Verb.REVISION_DROP),
}
BY_OFFICE = {
    *(Verb.CORRECTION_ASK, Verb.CORRECTION_WITHDRAW),
    *(Verb.DOCKET_APPLY, Verb.DOCKET_RESUBMIT, Verb.DOCKET_WITHDRAW),
}
"""What the office does or is refused for the state, whoever's it is; and of the docket the unit itself."""
ACTED = {200, 201, 202, 409, 422}
"""Done; or refused for the state, or for what the data mean."""


def operations() -> dict[str, tuple[str, str]]:
    """Method and path by operation, as they are described."""
    return {
        told["operationId"]: (method.upper(), path.removeprefix("/api/v1"))
        for path, methods in description()["paths"].items()
        for method, told in methods.items()
    }


def test_what_is_served_is_what_the_table_says():
    assert set(operations()) == set(OPERATIONS)
    for path in description()["paths"].values():
        for told in path.values():
            verb = OPERATIONS[told["operationId"]]
            assert told.get("x-scope") == (None if verb is None else verb.value)
            assert bool(told.get("security")) == (told["operationId"] not in OPEN)


def test_every_address_belongs_to_one_router():
    """Of two routers with one address the framework asks the first alone, whatever the method."""
    owners = {}
    for _, router in service._routers:
        for path in router.path_operations:
            owners.setdefault(path.strip("/"), []).append(router)
    assert {path for path, routers in owners.items() if len(routers) > 1} == set()


def test_every_right_that_is_asked_for_can_be_a_scope_and_none_signs():
    verbs = {verb for verb in OPERATIONS.values() if verb is not None}
    assert verbs <= set(SCOPES)
    assert set(SCOPES) - verbs == {Verb.RESULTS_VIEW}
    assert all(rights_for(verb) for verb in verbs)
    assert not {Verb.TASK_SIGN, Verb.TASK_RECORD_PAPER, Verb.GRANT_CONFIRM, Verb.SCHEME_SEAL} & verbs


def ask(office: Office, name: str, operation: str, whose: str) -> int:
    """The answer to one request about the first or second object of a kind, or about none."""
    method, path = operations()[operation]
    thing = office.things.get(kind_of(operation), {}).get(whose, {})
    for part, value in (NONE | thing).items():
        path = path.replace("{" + part + "}", str(value))
    path += QUERIES.get(operation, "").format(**(NONE | thing))
    program = office.program(name)
    if operation in FILES:
        return program.send(path, ContentFile(b"%PDF-1.7", "letter.pdf"), **FILES[operation]).status_code
    return program.ask(method, path, BODIES.get(operation)).status_code


def kind_of(operation: str) -> str:
    """What kind of thing an operation is about."""
    path = operations()[operation][1]
    kinds = {"list_versions": "figures", "get_briefing": "briefings", "put_briefing": "briefings"}
    return kinds.get(operation, path.split("/")[1])


def expected(office: Office, name: str, operation: str, whose: str) -> set[int]:
    """What may be answered; the state of the first task and check is one in which the acts are possible."""
    verb, (role, organisation) = OPERATIONS[operation], PEOPLE[name]
    if verb is not None and not may(verb, office.held(name)):
        return {403}
    path = operations()[operation][1]
    if operation == "list_figures_as_of":
        return {200} if everywhere(verb, role) else {403}
    if operation == "apply_for_bonus":
        return ACTED if everywhere(verb, role) or organisation == "laixi" else {403}
    if "{" not in path and operation not in {"list_versions", "verify_paper"}:
        return {200}
    thing = office.things.get(kind_of(operation), {}).get(whose)
    if thing is None or not (everywhere(verb, role) or organisation in thing["who"] or verb is PUBLIC):
        return {404}
    if operation in GONE:
        return {404}
    if verb is Verb.TASK_VIEW or operations()[operation][0] == "GET":
        return {200}
    if verb in BY_OFFICE:
        return ACTED
    # Seen, yet filled in by the reporter alone, given by the unit alone, decided by the bureau alone.
    return ACTED if organisation == thing["who"][ANSWERS.get(operation, 0)] else {403}


def everywhere(verb: Verb | None, role: Role) -> bool:
    """Whether the role may see all of it; who may not act may still look."""
    rows = rights_for(Verb.TASK_VIEW if verb in ACTS else verb)
    return any(row.relation is Relation.ANY and row.role is role for row in rows)


@pytest.mark.parametrize("name", PEOPLE)
def test_nobody_does_more_or_less_than_the_table_says(office: Office, name: str) -> None:
    told, wanted = {}, {}
    every = list(product(OPERATIONS, ("first", "second", "none")))
    # In a sample each asks another half.
    for operation, whose in some(every[list(PEOPLE).index(name) % many(2, 1) :], 2):
        with transaction.atomic():
            told[operation, whose] = ask(office, name, operation, whose)
            transaction.set_rollback(True)
        wanted[operation, whose] = expected(office, name, operation, whose)
    assert {key: (told[key], wanted[key]) for key in told if told[key] not in wanted[key]} == {}
    assert not Draft.objects.filter(task=office.foreign).exists()
    tell("matrix over the API", asking=1, cells=len(told))
    progress(f"matrix over the API: {name}, {len(told)} cells")
