"""Role × verb × state for amendments: what the table of rights allows happens, nothing else."""

import pytest
from django.db import transaction

from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.table import rights_for
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.amendments import actions
from sikao.office.amendments.actions.weighing import keep_impact
from sikao.office.amendments.models import Amendment
from sikao.office.amendments.queries import amendment
from sikao.office.amendments.rules import TABLE, State
from sikao.office.amendments.visible import amendments_in_sight
from sikao.office.groundwork.files import store
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid, NotYou
from tests.drill.figures import some
from tests.office.amendments import ways
from tests.office.city import SCHEME, City

pytestmark = pytest.mark.django_db


class UndoneError(Exception):
    """Raised to take back what was tried."""


def answer(act) -> str:
    """Whether a right was found; what else is wrong with an act is not asked here."""
    try:
        with transaction.atomic():
            act()
            raise UndoneError
    except (UndoneError, NotValid, NotThere):
        return "may"
    except NotNow as refusal:
        return "not now" if refusal.findings[0].code == "right.not_now" else "may"
    except NotYou as refusal:
        return "not you" if refusal.findings[0].code.startswith("right.") else "may"


def acts(actor, city: City, ref: str) -> dict[Verb, object]:
    given = {"actor": actor, "at": city.now(), "amendment": ref}
    bound, why = {"bound": "b" * 64}, {"reason": "理由"}
    told = {"scheme": SCHEME, "checked": ways.checked(), "since": "q3", "reason": "理由"}
    return {
        Verb.AMENDMENT_DRAFT: lambda: actions.propose_amendment(**given, **told),
        Verb.AMENDMENT_WEIGH: lambda: actions.weigh_amendment(**given),
        Verb.AMENDMENT_SUBMIT: lambda: actions.submit_amendment(**given),
        Verb.AMENDMENT_DROP: lambda: actions.drop_amendment(**given, **why),
        Verb.AMENDMENT_WITHDRAW: lambda: actions.withdraw_amendment(**given, **why),
        Verb.AMENDMENT_REFUSE: lambda: actions.refuse_amendment(**given, **bound, **why),
        Verb.AMENDMENT_APPROVE: lambda: actions.approve_amendment(**given, **bound),
        Verb.AMENDMENT_APPROVE_OFFLINE: lambda: actions.approve_amendment_offline(
            **given, **bound, paper=ways.MINUTES
        ),
        Verb.AMENDMENT_ISSUE: lambda: actions.issue_amendment(**given, **bound),
    }


@pytest.mark.parametrize("role", some([*Role], 4))
def test_every_role_does_in_every_state_what_the_table_says(role: Role, city: City, ref: str) -> None:
    actor = city.person(f"{role.value[:14]}_p", role, "" if role.whole else "jimo")
    for state in State:
        Amendment.objects.filter(pk=ref).update(state=state.value, bound="b" * 64)
        tried = acts(actor, city, ref)
        assert set(tried) == {verb for _, verb in TABLE}
        for verb, act in tried.items():
            anywhere = any(row.role is role for row in rights_for(verb))
            allowed = any(row.role is role and row.allows(state.value) for row in rights_for(verb))
            now = allowed and (state, verb) in TABLE
            wanted = "may" if now else "not now" if anywhere else "not you"
            assert answer(act) == wanted, (role, verb, state)
        sees = any(row.role is role and row.allows(state.value) for row in rights_for(Verb.AMENDMENT_VIEW))
        assert bool(amendments_in_sight(actor, city.now())) is sees, state


@pytest.mark.parametrize("role", [Role.REPORTER, Role.LEADER, Role.OFFICE_STAFF])
def test_the_worker_keeps_for_those_who_may(role: Role, city: City, ref: str) -> None:
    actor = city.person(f"{role.value[:14]}_p", role, "" if role.whole else "jimo")
    given = {"actor": actor, "at": city.now(), "stored": store([b"{}"])}
    wanted = "may" if role is Role.OFFICE_STAFF else "not you"
    assert answer(lambda: keep_impact(**given, weighing=amendment(ref).weighing.ref)) == wanted
    assert answer(lambda: keep_impact(**given, weighing="x")) == wanted
