"""Role × verb × state for the docket: what the table of rights allows happens, nothing else."""

import pytest
from django.db import transaction

from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.table import Relation, rights_for
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.docket import actions
from sikao.office.docket.models import Application, Year
from sikao.office.docket.stages import TABLE, State
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid, NotYou
from tests.drill.figures import many
from tests.office.city import SCHEME, City
from tests.office.docket import ways

pytestmark = pytest.mark.django_db
UNIT = "jimo"


class UndoneError(Exception):
    """Raised to take back what was tried."""


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
        return "not you" if refusal.findings[0].code.startswith("right.") else "may"


def acts(actor, city: City, ref: str) -> dict[Verb, object]:
    """Every act on an application, by somebody."""
    given = {"actor": actor, "at": city.now(), "application": ref}
    why, count, bound = {"reason": "理由"}, {"count": "1"}, {"bound": "b" * 64}
    paper = {"document": "文件", "document_date": ways.PAPER.day}
    together = {"actor": actor, "at": city.now(), "scheme": SCHEME, "applications": [ref]}
    return {
        Verb.DOCKET_EXAMINE: lambda: actions.examine_application(**given, **count, **why),
        Verb.DOCKET_REEXAMINE: lambda: actions.reexamine_application(**given, **count, **why),
        Verb.DOCKET_RETURN: lambda: actions.return_application(**given, **why),
        Verb.DOCKET_RESUBMIT: lambda: actions.resubmit_application(**given, **count, **why, **paper),
        Verb.DOCKET_WITHDRAW: lambda: actions.withdraw_application(**given, **why),
        Verb.DOCKET_ANNOUNCE: lambda: actions.announce_applications(**together),
        Verb.DOCKET_OBJECT: lambda: actions.object_to_notice(**given, unit=UNIT, **why),
        Verb.DOCKET_DECIDE: lambda: actions.decide_application(**given, **count, **why),
        Verb.DOCKET_CONFIRM: lambda: actions.confirm_decision(**given, **bound),
        Verb.DOCKET_SEND_BACK: lambda: actions.send_decision_back(**given, **bound, **why),
        Verb.DOCKET_DECIDE_OFFLINE: lambda: actions.decide_application_offline(
            **given, **count, **why, paper=ways.PAPER
        ),
    }


@pytest.mark.parametrize("role", Role)
def test_every_role_does_to_an_application_in_every_state_what_the_table_says(role: Role, city: City) -> None:
    ref = ways.applied(city)
    actor = city.person(f"{role.value[:14]}_p", role, "" if role.whole else UNIT)
    apart = many(4, 1)  # each role in some states; in the drill in all of them
    for state in list(State)[list(Role).index(role) % apart :: apart]:
        Application.objects.filter(pk=ref).update(state=state.value)
        tried = acts(actor, city, ref)
        assert set(tried) == {verb for _, verb in TABLE}
        for verb, act in tried.items():
            rows = [row for row in rights_for(verb) if row.role is role]
            now = any(row.allows(state.value) for row in rows) and (state, verb) in TABLE
            wanted = "may" if now else "not now" if rows else "not you"
            assert answer(act) == wanted, (role, verb, state)


@pytest.mark.parametrize("role", Role)
def test_every_role_brings_closes_and_takes_out_what_the_table_says(role: Role, city: City) -> None:
    who = f"{role.value[:14]}_p"
    actor = city.person(who, role, "" if role.whole else UNIT)
    body = city.person("body", role, "emergency") if not role.whole else actor
    city.people |= {"own": actor, "body": body}
    given = {"actor": actor, "at": city.now(), "scheme": SCHEME}
    tried = {
        Verb.DOCKET_APPLY: lambda: ways.applied(city, "own"),
        Verb.DOCKET_CHARGE: lambda: ways.charged(city, "body"),
        Verb.DOCKET_CLOSE: lambda: actions.close_docket(**given),
        Verb.DOCKET_REOPEN: lambda: actions.reopen_docket(**given, reason="理由"),
        Verb.DOCKET_EXPORT: lambda: actions.export_docket(
            actor=actor, at=city.now(), name="x", rows=1, content=b""
        ),
    }
    for verb, act in tried.items():
        Year.objects.filter(pk=SCHEME).update(closed=False)
        wanted = "may" if any(row.role is role for row in rights_for(verb)) else "not you"
        assert answer(act) == wanted, (role, verb)


def test_nobody_acts_for_another_unit_or_body(city: City) -> None:
    for act in (lambda: ways.applied(city, "laixi_s"), lambda: ways.charged(city, "jimo_s")):
        with pytest.raises(NotYou):
            act()
    assert {row.relation for row in rights_for(Verb.DOCKET_OBJECT)} == {Relation.OWN}
