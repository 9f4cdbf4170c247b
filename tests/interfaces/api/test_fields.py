"""Mass assignment: a name that an operation does not describe is refused, whichever column has it."""

import pytest
from django.core.files.base import ContentFile
from django.db import transaction

from sikao.interfaces.api.service import description
from sikao.office.groundwork.models import Entry
from tests.drill.figures import some
from tests.interfaces.api.office import Office, codes
from tests.interfaces.api.test_matrix import BODIES, FILES, NONE, kind_of, operations
from tests.office.columns import NAMES

WRITING = {name for name, (method, _) in operations().items() if method != "GET"}
WITHOUT = WRITING - set(BODIES) - set(FILES)
"""What is asked for without a body; whatever one holds is not read."""
WHO = {
    "accept_figures": "verifier",
    "return_figures": "verifier",
    "dispute_figures": "unit",
    "confirm_figures": "unit",
    "return_task": "signer",
    "ask_correction": "staff",
    "withdraw_correction": "staff",
    "apply_for_bonus": "unit",
    "resubmit_application": "unit",
    "withdraw_application": "unit",
}
"""Who may do what others than the reporter do."""


def path_of(office: Office, operation: str) -> str:
    path = operations()[operation][1]
    thing = office.things.get(kind_of(operation), {}).get("first", {})
    for part, value in (NONE | thing).items():
        path = path.replace("{" + part + "}", str(value))
    return path


def fields_of(operation: str) -> set[str]:
    """The names that the description gives to the body of an operation."""
    method, path = operations()[operation]
    content = description()["paths"][f"/api/v1{path}"][method.lower()]["requestBody"]["content"]
    shape = next(iter(content.values()))["schema"]
    if "$ref" in shape:
        shape = description()["components"]["schemas"][shape["$ref"].rpartition("/")[2]]
    assert shape["additionalProperties"] is False, operation
    return set(shape["properties"])


@pytest.mark.parametrize("operation", sorted({*BODIES, *FILES}))
def test_every_name_of_a_column_is_refused(office: Office, operation: str) -> None:
    program, path = office.program(WHO.get(operation, "reporter")), path_of(office, operation)
    method, before = operations()[operation][0], Entry.objects.latest("seq").seq
    foreign = sorted(NAMES - fields_of(operation))
    assert len(foreign) > 100
    for name in some(foreign, 5):
        if operation in FILES:
            form = FILES[operation] | {name: "9"}
            answer = program.send(path, ContentFile(b"%PDF-1.7", "letter.pdf"), **form)
        else:
            answer = program.ask(method, path, BODIES[operation] | {name: "9"})
        assert (answer.status_code, codes(answer)[0]) == (400, "api.shape"), name
    assert Entry.objects.latest("seq").seq == before, "nothing was done, nor even tried"


@pytest.mark.parametrize("operation", sorted(WITHOUT))
def test_what_takes_no_body_reads_none(office: Office, operation: str) -> None:
    who, told = WHO.get(operation, "reporter"), []
    for body in (None, dict.fromkeys(NAMES, "9")):
        with transaction.atomic():
            answer = office.program(who).ask(operations()[operation][0], path_of(office, operation), body)
            entry = Entry.objects.latest("seq")
            told.append((answer.status_code, entry.verb, entry.outcome, entry.new))
            transaction.set_rollback(True)
    assert told[0] == told[1]


def test_every_writing_operation_is_asked():
    assert {
        *("take_back_task", "confirm_figures", "drop_revision", "detach_evidence"),
        "withdraw_correction",
    } == WITHOUT
    assert len(WRITING) == 20
