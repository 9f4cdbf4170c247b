"""Two people at the same moment, on a real PostgreSQL: of acts that exclude each other one has effect."""

from collections.abc import Callable

import pytest
from django.db import connection

from sikao.interfaces.processes import answered
from sikao.office.accounts.rights.roles import Role
from sikao.office.groundwork.models import Entry
from sikao.office.rulebook import actions, queries
from sikao.office.rulebook.checking import check_upload
from sikao.office.rulebook.models import Decision, SealedScheme
from sikao.office.rulebook.rules import State
from tests.office.rulebook.people import Office
from tests.office.staff import person
from tests.office.together import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.both,
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="a database of one writer has no races"),
]
assert connection


def approving(office: Office, ref: str, actor) -> Callable[[], object]:
    given = {"actor": actor, "at": office.at, "scheme": ref, "digest": office.digest(ref)}
    return lambda: actions.approve(**given)


@pytest.mark.parametrize("_", range(5))
def test_one_person_pressing_twice_approves_once(_, office: Office, staff, director) -> None:
    ref = office.submitted(staff)
    acts = [approving(office, ref, director) for _ in range(4)]
    assert at_once(*acts) == ["NotYou", "NotYou", "NotYou", "done"]
    assert queries.card(ref).approved_by == (director.person,)


@pytest.mark.parametrize("_", range(5))
def test_of_three_approvals_two_count(_, office: Office, staff, director, leader) -> None:
    third = person("third", Role.LEADER)
    ref = office.submitted(staff)
    acts = [approving(office, ref, actor) for actor in (director, leader, third)]
    assert at_once(*acts) == ["NotNow", "done", "done"]
    assert queries.card(ref).state is State.APPROVED
    assert Decision.objects.filter(what="approved").count() == 2


@pytest.mark.parametrize("_", range(5))
def test_a_withdrawal_and_the_last_approval_leave_a_draft_without_approval_or_an_order(
    _, office: Office, staff, director, leader
) -> None:
    ref = office.submitted(staff)
    office.approve(ref, director)
    given = {"actor": staff, "at": office.at, "scheme": ref, "reason": "权重有误"}
    told = at_once(approving(office, ref, leader), lambda: actions.withdraw(**given))
    # An approved scheme may be withdrawn; a withdrawn one may not be approved.
    assert told in (["done", "done"], ["NotNow", "done"])
    assert queries.card(ref).state is State.DRAFT
    verbs = list(
        Entry.objects.filter(outcome="done", object_ref=ref).order_by("seq").values_list("verb", flat=True)
    )
    assert verbs[-1] == "scheme.withdraw"


@pytest.mark.parametrize("_", range(5))
def test_a_scheme_is_sealed_once(_, office: Office, staff, director, leader) -> None:
    ref = office.submitted(staff)
    office.approve(ref, director, leader)
    given = {"at": office.at, "scheme": ref, "digest": office.digest(ref)}
    told = at_once(*(lambda a=actor: actions.seal(actor=a, **given) for actor in (staff, director, staff)))
    assert told == ["NotNow", "NotNow", "done"]
    assert SealedScheme.objects.count() == 1


@pytest.mark.parametrize("_", range(5))
def test_a_seal_and_a_withdrawal_exclude_each_other(_, office: Office, staff, director, leader) -> None:
    ref = office.submitted(staff)
    office.approve(ref, director, leader)
    given = {"at": office.at, "scheme": ref, "digest": office.digest(ref)}
    back = {"actor": director, "at": office.at, "scheme": ref, "reason": "有误"}
    told = at_once(lambda: actions.seal(actor=staff, **given), lambda: actions.withdraw(**back))
    assert told == ["NotNow", "done"]
    assert SealedScheme.objects.exists() == (queries.card(ref).state is State.SEALED)


@pytest.mark.parametrize("_", range(5))
def test_a_new_scheme_uploaded_twice_at_once_is_one_scheme(_, office: Office, staff, director) -> None:
    checked = check_upload(office.text, "方案.zip", run=answered)
    given = {"at": office.at, "checked": checked}
    told = at_once(*(lambda a=actor: actions.draft(actor=a, **given) for actor in (staff, director)))
    assert told in (["NotNow", "done"], ["done", "done"])
    (card,) = queries.cards()
    assert card.last.number == told.count("done")
