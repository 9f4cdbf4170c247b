"""Role × state × verb, exhaustively: what the table of rights allows happens, and nothing else does."""

from itertools import product

import pytest
from django.db import transaction

from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.table import rights_for
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.refusals import NotNow, NotYou
from sikao.office.rulebook import actions, queries, rules
from sikao.office.rulebook.rules import State
from tests.drill.figures import tell
from tests.office.rulebook.people import Office
from tests.office.staff import person

pytestmark = pytest.mark.django_db


class UndoneError(Exception):
    """Raised to take back what was tried."""


def reach(office: Office, state: State) -> str:
    """A scheme in a state, brought there by people who are not the one on trial."""
    staff = person("up", Role.OFFICE_STAFF)
    if state is State.DRAFT:
        return office.upload(staff)
    ref = office.submitted(staff)
    if state is not State.SUBMITTED:
        office.recorded(ref, staff)
    if state is State.SEALED:
        actions.seal(actor=staff, at=office.now(), scheme=ref, digest=office.digest(ref))
    return ref


def attempt(office: Office, actor, verb: Verb, ref: str) -> None:
    given = {"actor": actor, "at": office.now(), "scheme": ref, "digest": office.digest(ref)}
    tried = {
        Verb.SCHEME_DRAFT: lambda: office.upload(actor, scheme=ref),
        Verb.SCHEME_SUBMIT: lambda: actions.submit(**given),
        Verb.SCHEME_WITHDRAW: lambda: actions.withdraw(
            actor=actor, at=given["at"], scheme=ref, reason="因故"
        ),
        Verb.SCHEME_REFUSE: lambda: actions.refuse(**given, reason="因故"),
        Verb.SCHEME_APPROVE: lambda: actions.approve(**given),
        Verb.SCHEME_APPROVE_OFFLINE: lambda: office.recorded(ref, actor),
        Verb.SCHEME_SEAL: lambda: actions.seal(**given),
    }
    tried[verb]()


def expected(role: Role | None, verb: Verb, state: State) -> str:
    rows = [row for row in rights_for(verb) if row.role is role and role is not None]
    if not rows:
        return "not you"
    return "done" if any(row.allows(state.value) for row in rows) else "not now"


def outcome(office: Office, actor, verb: Verb, ref: str) -> str:
    try:
        with transaction.atomic():
            attempt(office, actor, verb, ref)
            raise UndoneError
    except UndoneError:
        return "done"
    except NotNow:
        return "not now"
    except NotYou:
        return "not you"


@pytest.mark.parametrize("state", State)
def test_every_role_can_do_what_the_table_says(office: Office, state: State) -> None:
    people = {role: person(role.value[:14] + "_p", role) for role in Role}
    people[None] = person("has_nothing")
    ref = reach(office, state)
    tried = {
        (role, verb): outcome(office, people[role], verb, ref) for role, verb in product(people, rules.VERBS)
    }
    wanted = {(role, verb): expected(role, verb, state) for role, verb in tried}
    assert tried == wanted
    assert queries.card(ref).state is state
    assert {"not you", "not now"} <= set(tried.values())
    tell("matrix of the rulebook's acts", states=1, cells=len(tried))
