"""Two people acting on the same amendment at the same moment, on a real PostgreSQL: exactly one effect."""

import pytest
from django.db import connection

from sikao.office.accounts.rights.verbs import Verb
from sikao.office.amendments import actions
from sikao.office.amendments.models import Amendment, Step
from sikao.office.amendments.queries import amendment
from sikao.office.amendments.rules import State
from sikao.office.groundwork.models import Entry
from sikao.office.results import actions as results
from sikao.office.results.models import Edition
from sikao.office.rulebook.models import AmendedScheme
from sikao.office.rulebook.queries import in_force_at
from tests.office.amendments import ways
from tests.office.city import SCHEME, City
from tests.office.results.years import computed, post
from tests.office.together import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.both,
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="a database of one writer has no races"),
]
assert connection


@pytest.fixture
def city() -> City:
    made = ways.founded()
    made.on(2020, 8, 18)
    post(made, ways.reported_through(7))
    return made


def given(city: City, who: str, ref: str, at, **more):
    return {"actor": city.people[who], "at": at, "amendment": ref, **more}


def test_an_amendment_is_decided_once_whoever_comes_first(city: City) -> None:
    """Drafted twice, approved while it is withdrawn, issued while it is withdrawn or a result is opened."""
    at = city.now()
    told = {"scheme": SCHEME, "checked": ways.checked(), "since": "q3", "reason": ways.REASON}
    ended = at_once(
        *(
            lambda who=who: actions.propose_amendment(actor=city.people[who], at=at, **told)
            for who in ("staff", "director", "director2")
        )
    )
    assert sorted(ended) == ["NotNow", "NotNow", "done"]
    ref = Amendment.objects.get().ref
    bound = ways.submitted(city, ref)
    uploader = amendment(ref).proposal.uploaded_by
    one, other = [who for who in ("director", "leader", "director2") if who != uploader][:2]
    at = city.now()
    ended = at_once(
        lambda: actions.approve_amendment(**given(city, one, ref, at, bound=bound)),
        lambda: actions.approve_amendment(**given(city, one, ref, at, bound=bound)),
        lambda: actions.approve_amendment(**given(city, other, ref, at, bound=bound)),
        lambda: actions.withdraw_amendment(**given(city, "staff", ref, at, reason="再核对")),
    )
    withdrawn = Step.objects.filter(what=Verb.AMENDMENT_WITHDRAW.value).count()
    approvals = Step.objects.filter(what=Verb.AMENDMENT_APPROVE.value).count()
    assert withdrawn <= 1 and ended.count("done") == approvals + withdrawn and approvals <= 2
    if amendment(ref).state is State.DRAFT:
        bound = ways.submitted(city, ref)
    done = Step.objects.filter(what=Verb.AMENDMENT_APPROVE.value, attempt=amendment(ref).attempt)
    already = set(done.values_list("person", flat=True))
    for who in (one, other):
        if who not in already:
            actions.approve_amendment(**given(city, who, ref, city.now(), bound=bound))
    assert amendment(ref).state is State.APPROVED
    run = computed(city, checkpoint="q3")
    at = city.now()
    issue = given(city, "director", ref, at, bound=bound)
    ended = at_once(
        lambda: actions.issue_amendment(**issue),
        lambda: actions.issue_amendment(**issue),
        lambda: actions.withdraw_amendment(**given(city, "staff", ref, at, reason="有误")),
        lambda: results.open_edition(actor=city.people["staff"], at=at, run=run),
    )
    issued = Entry.objects.filter(verb=Verb.AMENDMENT_ISSUE.value, outcome="done").count()
    assert issued == AmendedScheme.objects.count() <= 1
    opened = Edition.objects.filter(checkpoint="q3").count()
    assert issued + opened <= 1, "a result stands by the version in force for it"
    assert amendment(ref).state is (State.IN_FORCE if issued else amendment(ref).state)
    assert ended.count("done") >= 1
    for edition in Edition.objects.select_related("run"):
        assert edition.run.digest == in_force_at(SCHEME, "q3").digest
