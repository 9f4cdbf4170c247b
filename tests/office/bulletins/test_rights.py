"""Role × verb × state for papers: what the table of rights and the machine allow happens, nothing else."""

from dataclasses import replace

import pytest
from django.db import transaction

from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.table import Relation, rights_for
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.bulletins import actions
from sikao.office.bulletins.models import Paper
from sikao.office.bulletins.queries import paper
from sikao.office.bulletins.rules import KEPT, TABLE, State
from sikao.office.bulletins.visible import may
from sikao.office.groundwork.refusals import NotNow, NotThere, NotValid, NotYou
from tests.office.bulletins import letting
from tests.office.city import City
from tests.office.results import ways
from tests.office.results.conftest import opened, run

__all__ = ["opened", "run"]
pytestmark = pytest.mark.django_db


class UndoneError(Exception):
    """Raised to take back what was tried."""


@pytest.fixture
def city(opened: tuple[City, str], db: None) -> City:
    del db
    return replace(opened[0], people=dict(opened[0].people))


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
    given = {"actor": actor, "at": city.now()}
    return {
        Verb.PAPER_PREPARE: lambda: actions.prepare_again(**given, paper=ref),
        Verb.PAPER_WORD: lambda: actions.word_paper(
            **given, paper=ref, seen=1, typed=letting.typed(), passages={}
        ),
        Verb.PAPER_ISSUE: lambda: actions.issue_papers(**given, papers={ref: ""}),
        Verb.PAPER_ARCHIVE: lambda: actions.archive_paper(**given, paper=ref, scan=b"x", scan_name="x"),
        Verb.PAPER_WITHDRAW: lambda: actions.withdraw_paper(**given, paper=ref, reason="附表有误"),
    }


def test_every_role_does_to_a_paper_in_every_state_what_the_tables_say(city: City, run: str) -> None:
    ref = ways.published(city, run)
    (letter,) = letting.prepared(city, ref, bulletin=False, letters=("jimo",))
    for role in Role:
        actor = city.person(f"{role.value[:14]}_p", role, "" if role.whole else "jimo")
        other = city.person(f"{role.value[:14]}_o", role, "" if role.whole else "pingdu")
        for state in KEPT:
            Paper.objects.filter(pk=letter).update(state=state.value)
            for verb, act in acts(actor, city, letter).items():
                rows = [row for row in rights_for(verb) if row.role is role]
                now = any(row.allows(state.value) for row in rows) and (state, verb) in TABLE
                wanted = "may" if now else "not now" if rows else "not you"
                assert answer(act) == wanted, (role, verb, state)
            view, at = paper(letter), city.now()
            for verb in (Verb.PAPER_VIEW, Verb.PAPER_TAKE):
                rows = [row for row in rights_for(verb) if row.role is role and row.allows(state.value)]
                assert may(actor, at, verb, view) == bool(rows), (role, verb, state)
                anyones = any(row.relation is Relation.ANY for row in rows)
                assert may(other, at, verb, view) == anyones, (role, verb, state)
    assert paper(letter).state is State.WITHDRAWN
