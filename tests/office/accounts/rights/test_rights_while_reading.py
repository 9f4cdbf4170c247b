"""A page stands on one reading of rights; an act on the rights as they are when it holds them."""

import pytest
from django.db import transaction

from sikao.office.accounts.models import Grant, GrantEnd
from sikao.office.accounts.queries import authorise, holdings
from sikao.office.accounts.rights.roles import Role
from sikao.office.accounts.rights.verbs import Verb
from sikao.office.groundwork.reading import one_reading
from sikao.office.groundwork.refusals import NotYou
from tests.office.staff import AT, note, person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_in_drill]


def test_a_right_that_ended_while_a_page_was_made_lets_no_act_through():
    actor = person("staff", Role.OFFICE_STAFF)
    with one_reading():
        before = holdings(actor.person, AT.date())
        note(GrantEnd(grant=Grant.objects.get(), ended_by="security", reason="left"))
        assert holdings(actor.person, AT.date()) == before != ()
        with transaction.atomic(), pytest.raises(NotYou):
            authorise(actor, AT, Verb.EDITION_OPEN)
        assert holdings(actor.person, AT.date()) == ()
