"""Role × verb for runs: what the table of rights allows happens, and nothing else does."""

import pytest
from django.db import transaction

from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.table import rights_for
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.refusals import NotYou
from sikao.office.results import actions
from tests.office.city import City
from tests.office.results.years import ask, revised

pytestmark = pytest.mark.django_db


class UndoneError(Exception):
    """Raised to take back what was tried."""


def outcome(act) -> str:
    try:
        with transaction.atomic():
            act()
            raise UndoneError
    except UndoneError:
        return "done"
    except NotYou:
        return "not you"


def expected(role: Role, verb: Verb) -> str:
    return "done" if any(row.role is role for row in rights_for(verb)) else "not you"


@pytest.mark.parametrize("role", Role)
def test_every_role_can_do_what_the_table_says(role: Role, city: City, run: str) -> None:
    revised(city, "5.2")
    asked = ask(city)
    who = f"{role.value[:14]}_p"
    actor = city.person(who, role, "" if role.whole else "jimo")
    given = {"actor": actor, "at": city.now()}
    tried = {
        Verb.RUN_ASK: lambda: ask(city, who, checkpoint="h1"),
        Verb.RUN_KEEP: lambda: actions.refuse_run(**given, run=asked, findings=()),
        Verb.RUN_EXPORT: lambda: actions.export_run(**given, run=run, name="x", rows=1, content=b""),
    }
    found = {verb: outcome(act) for verb, act in tried.items()}
    assert found == {verb: expected(role, verb) for verb in tried}
