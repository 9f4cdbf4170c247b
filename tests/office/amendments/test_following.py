"""Tasks follow: what is open asks as the new version says, what was signed stays and is completed."""

import json
from dataclasses import replace

import pytest
from django.db import transaction

from sikao.core.scheme import scheme_digest
from sikao.core.scheme.shape import Table
from sikao.office.cycle.duties import slots_of
from sikao.office.cycle.following import Change, follow
from sikao.office.cycle.models import Draft, Task
from sikao.office.cycle.rules import TaskKind, TaskState
from sikao.office.groundwork.notices.models import Notice
from sikao.office.rulebook import shelf
from tests.office.amendments import ways
from tests.office.amendments.districts import GROUP, amended, original, settled
from tests.office.city import City

pytestmark = pytest.mark.django_db
JULY = 7


@pytest.fixture
def city(db: None) -> City:
    del db
    return City().once(lambda _: ways.founded())


def without(scheme, *nodes: str):
    """The districts' scheme without some indicators, and so without what nothing else reads."""

    def kept(of):
        return tuple(replace(node, children=kept(node.children)) for node in of if node.code not in nodes)

    card = scheme.scorecards[GROUP]
    own = card.checkpoint_table
    listed = {code: tuple(one for one in codes if one not in nodes) for code, codes in own.nodes.items()}
    table = replace(own, nodes=Table(listed))
    card = replace(card, nodes=kept(card.nodes), checkpoint_table=table)
    return settled(replace(scheme, scorecards=Table({GROUP: card})))


def followed(city: City, scheme):
    shelf.unpacked(scheme_digest(scheme), lambda: ways.packed_scheme(scheme), keep=False)
    change = Change(scheme, scheme_digest(scheme), JULY, ways.REASON, "纪要〔2020〕第18号")
    with transaction.atomic():
        return follow(change, city.now())


def sheet(through: str, provider: str = "commerce") -> Task:
    return Task.objects.get(
        provider=provider, frequency="month", through=through, kind=TaskKind.DELIVER, briefing=""
    )


def items(task: Task) -> set[str]:
    return {slot.indicator for slot in slots_of(task)}


def test_an_open_sheet_asks_for_what_the_version_asks_from_its_months_on(city: City) -> None:
    before = sheet("2020-07").figures
    done = followed(city, without(original(), "fdi"))
    assert items(sheet("2020-06")) == {"foreign_investment"}
    still = Task.objects.filter(through__gte="2020-07", state=TaskState.OPEN, briefing="")
    assert not any("foreign_investment" in items(task) for task in still)
    assert sheet("2020-07").state == TaskState.DROPPED and before == 10
    assert sheet("2020-07").ref in done.dropped and not done.made and not done.supplements
    assert done.organisations == {"commerce"}
    assert set(Notice.objects.filter(code="notice.tasks_amended").values_list("person", flat=True)) == {
        "commerce_r",
        "commerce_s",
    }
    again = followed(city, original())
    assert sheet("2020-07").state == TaskState.OPEN and items(sheet("2020-07")) == {"foreign_investment"}
    assert sheet("2020-07").ref in again.made and again.organisations == {"commerce"}


def test_what_was_typed_for_something_else_is_let_go_of(city: City) -> None:
    task = Task.objects.get(provider="statistics", frequency="month", through="2020-07")
    city.staffed("statistics")
    city.on(2020, 8, 3)
    cells = {"/".join(slot.key): "1.5" for slot in slots_of(task)}
    city.fill("statistics_r", task.ref, cells)
    followed(city, without(original(), "fai"))
    after = Task.objects.get(pk=task.pk)
    kept = json.loads(Draft.objects.get(task=after, paper=False).cells)
    assert set(kept) == {"/".join(slot.key) for slot in slots_of(after)} < set(cells)
    assert after.figures == len(kept) and after.version == task.version + 1


def test_a_signed_sheet_stays_and_new_figures_are_asked_for_beside_it(city: City) -> None:
    narrow = without(original(), "fai")
    followed(city, narrow)
    city.staffed("statistics")
    city.on(2020, 8, 3)
    task = city.task("statistics", "month", "2020-07")
    city.deliver("statistics", task, city.cells(task))
    city.on(2020, 8, 18)
    done = followed(city, original())
    signed = Task.objects.get(pk=task)
    assert signed.state == TaskState.SIGNED and signed.digest == scheme_digest(narrow)
    (supplement,) = Task.objects.filter(pk__in=done.supplements, revises=task)
    assert items(supplement) == {"fixed_assets"} and supplement.digest == scheme_digest(original())
    draft = Draft.objects.get(task=supplement, paper=False)
    assert (draft.note, draft.document) == (ways.REASON, "纪要〔2020〕第18号")
    city.fill("statistics_r", supplement.ref, {"/".join(slot.key): "3.5" for slot in slots_of(supplement)})


def test_a_sheet_with_the_signer_goes_back_where_its_figures_change(city: City) -> None:
    city.staffed("statistics")
    city.on(2020, 8, 3)
    task = city.task("statistics", "month", "2020-07")
    city.fill("statistics_r", task, city.cells(task))
    city.submit("statistics_r", task)
    followed(city, amended())
    same = Task.objects.get(pk=task)
    assert same.state == TaskState.SUBMITTED and same.digest == scheme_digest(original())
    followed(city, without(original(), "fai"))
    back = Task.objects.get(pk=task)
    assert (back.state, back.returned_reason) == (TaskState.OPEN, ways.REASON)
