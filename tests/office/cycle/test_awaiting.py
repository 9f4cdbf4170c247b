"""A figure awaits the word of its unit until there is one, and still did as of the entry before."""

import pytest

from sikao.office.cycle import actions
from sikao.office.cycle.awaiting import awaiting_word
from sikao.office.cycle.models import Confirmation
from sikao.office.groundwork.journal import head
from tests.office.city import SCHEME, City

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def test_a_unit_s_word_ends_the_waiting_from_its_entry_on(city: City) -> None:
    city.staffed("commerce", "jimo")
    city.on(2020, 4, 16)
    before = head()[0]
    task = city.task("commerce", "month", "2020-03")
    city.deliver("commerce", task, city.cells(task))
    delivered = head()[0]
    assert awaiting_word(SCHEME, before) == (frozenset(), frozenset())
    unchecked, unverified = awaiting_word(SCHEME, delivered)
    units = set(Confirmation.objects.filter(task=task).values_list("unit", flat=True))
    assert {key[0] for key in unchecked} == units and "jimo" in units
    assert unverified == frozenset()
    check = Confirmation.objects.get(task=task, unit="jimo").ref
    actions.check_figures(actor=city.people["jimo_r"], at=city.now(), confirmation=check)
    now, _ = awaiting_word(SCHEME, head()[0])
    assert now == {key for key in unchecked if key[0] != "jimo"} != unchecked
    assert awaiting_word(SCHEME, delivered)[0] == unchecked
