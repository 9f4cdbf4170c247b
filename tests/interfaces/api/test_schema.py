"""The API against its own description: requests of every shape, right and wrong, by every kind of asker."""

import json

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.config import SchemathesisConfig
from schemathesis.schemas import BaseSchema

from sikao.interfaces.api import door
from sikao.interfaces.api.operations import OPERATIONS
from sikao.interfaces.api.service import description
from sikao.interfaces.web.office.bulletins import verify
from tests.drill.figures import many
from tests.interfaces.api.office import Office

application = get_wsgi_application()
ASKERS = ("reporter", "verifier", "staff", "audit")
EXAMPLES = many(2, 100)
"""How many requests each operation gets from each asker."""
# What the data mean is refused with 422 and a state with 409; the shape of what is sent never is the reason.
ACCEPTED = {"expected-statuses": ["2xx", "401", "403", "404", "409", "422"]}


def described(*, edges: bool):
    """The description, to be tried: with every edge of every field, or by chance alone."""
    # Words found in the program's source as further input: to look for them takes each process half a minute.
    words = {"constants": {"enabled": bool(many(0, 1))}}
    told = {"checks": {"positive_data_acceptance": ACCEPTED}, "analysis": words}
    config = SchemathesisConfig.from_dict({**told, "phases": {"coverage": {"enabled": edges}}})
    schema = schemathesis.openapi.from_dict(json.loads(json.dumps(description())), config=config)
    schema.app = application
    return schema


EDGES, CHANCE = described(edges=True), described(edges=False)


class Unlimited:
    """Lets everybody ask as often as they like."""

    def wait(self, *_: object) -> int:
        return 0


@pytest.fixture(autouse=True)
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody may ask as often as they like."""
    for asked in (door, verify):
        monkeypatch.setattr(asked, "limiter", Unlimited())


def test_the_description_is_what_the_server_gives(office: Office) -> None:
    del office
    served = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    assert served.raw_schema == json.loads(json.dumps(description()))
    assert served.raw_schema["openapi"] == "3.1.0"


bounded = settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


def ask(case: Case, office: Office, name: str) -> None:
    """All checks of the tool; every second request of the right shape is about something that is there."""
    things = {
        "/tasks/": office.open,
        "/confirmations/": office.confirmation,
        "/verifications/": office.verification,
        "/submissions/": office.submission,
        "/docket/": office.things["docket"]["first"]["ref"],
    }
    if case.meta.generation.mode.is_positive and len(str(case.body)) % 2:
        for part, ref in things.items():
            if part in case.path and "ref" in case.path_parameters:
                case.path_parameters["ref"] = ref
    case.call_and_validate(headers={"Authorization": f"Bearer sikao_{name}"})


def tried(schema: BaseSchema, name: str, operation: str):
    """One operation, one asker: the tool gives all tests of a function one name, which would run but one."""

    def test(case: Case, office: Office) -> None:
        ask(case, office, name)

    return schema.include(operation_id=operation).parametrize()(bounded(test))


def asking(number: int) -> tuple[str, ...]:
    """Who asks an operation: of four in a sample two, another pair for the next; the first at edges too."""
    turned = ASKERS[number % len(ASKERS) :] + ASKERS[: number % len(ASKERS)]
    return turned[: many(2, len(ASKERS))]


for number, operation in enumerate(OPERATIONS):
    for place, name in enumerate(asking(number)):
        schema = EDGES if place == 0 or many(0, 1) else CHANCE
        globals()[f"test_what_{name}_gets_from_{operation}_is_as_described"] = tried(schema, name, operation)
