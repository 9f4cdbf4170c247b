"""Role × verb × state for runs and results: what the table of rights allows happens, nothing else."""

import pytest
from django.db import transaction

from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.table import rights_for
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid, NotYou
from sikao.office.results import actions
from sikao.office.results.editions import edition
from sikao.office.results.models import Edition
from sikao.office.results.stages import TABLE, State
from tests.office.city import City
from tests.office.results import ways
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


def allowed(role: Role, verb: Verb, state: str) -> bool:
    return any(row.role is role and row.allows(state) for row in rights_for(verb))


def answer(act) -> str:
    """Whether a right was found; what else is wrong with an act is not asked here."""
    try:
        with transaction.atomic():
            act()
            raise UndoneError
    except (UndoneError, NotValid):
        return "may"
    except NotNow as refusal:
        return "not now" if refusal.findings[0].code == "right.not_now" else "may"
    except (NotYou, NotThere) as refusal:
        return "not you" if refusal.findings[0].code.startswith(("right.", "edition.not_there")) else "may"


def acts(actor, city: City, ref: str, run: str) -> dict[Verb, object]:
    """Every act on a result, by somebody."""
    given = {"actor": actor, "at": city.now(), "edition": ref}
    bound, why = {"bound": "b" * 64}, {"reason": "理由"}
    paper = {**bound, "paper": ways.PAPER}
    return {
        Verb.EDITION_RERUN: lambda: actions.rerun_edition(**given, run=run),
        Verb.EDITION_GIVE: lambda: actions.give_edition(**given),
        Verb.EDITION_DROP: lambda: actions.drop_edition(**given, **why),
        Verb.EDITION_SUBMIT: lambda: actions.submit_edition(**given, units="", public=""),
        Verb.EDITION_TAKE_BACK: lambda: actions.take_back_edition(**given, **why),
        Verb.EDITION_REFUSE: lambda: actions.refuse_edition(**given, **bound, **why),
        Verb.EDITION_APPROVE: lambda: actions.approve_edition(**given, **bound),
        Verb.EDITION_APPROVE_OFFLINE: lambda: actions.approve_edition_offline(**given, **paper),
        Verb.EDITION_PUBLISH: lambda: actions.publish_edition(**given, **bound),
        Verb.EDITION_WITHDRAW: lambda: actions.withdraw_edition(**given, **why),
    }


@pytest.mark.parametrize("role", Role)
def test_every_role_does_to_a_result_in_every_state_what_the_table_says(
    role: Role, city: City, run: str
) -> None:
    ref = ways.opened(city, run)
    actor = city.person(f"{role.value[:14]}_p", role, "" if role.whole else "jimo")
    for state in State:
        Edition.objects.filter(pk=ref).update(state=state.value, bound="b" * 64)
        tried = acts(actor, city, ref, run)
        assert set(tried) == {verb for _, verb in TABLE}
        for verb, act in tried.items():
            anywhere = any(row.role is role for row in rights_for(verb))
            now = allowed(role, verb, state.value) and (state, verb) in TABLE
            wanted = "may" if now else "not now" if anywhere else "not you"
            assert answer(act) == wanted, (role, verb, state)
    assert edition(ref).state is State.DROPPED
