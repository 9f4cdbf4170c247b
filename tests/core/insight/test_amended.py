"""Which tables a later version changes, checkpoint by checkpoint."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sikao.core.insight.amended import TableChange, table_changes
from sikao.core.scheme import load_scheme
from sikao.core.scheme.shape import Table
from tests.core.insight.conftest import SCHEMES


@pytest.fixture(scope="module")
def scheme():
    return load_scheme(SCHEMES / "qingdao-2020")[0]


def with_target(scheme, node: str, **values: str):
    """即墨's target of an indicator is another at some checkpoints."""
    own = scheme.parameters["districts"]
    target = own[node]["target"]
    jimo = Table({**target["jimo"], **{code: Decimal(value) for code, value in values.items()}})
    nodes = Table({**own, node: Table({**own[node], "target": Table({**target, "jimo": jimo})})})
    return replace(scheme, parameters=Table({**scheme.parameters, "districts": nodes}))


def with_nodes(scheme, change):
    """The districts' nodes changed one by one; what becomes ``None`` goes."""

    def walked(nodes):
        found = (change(replace(node, children=walked(node.children))) for node in nodes)
        return tuple(node for node in found if node is not None)

    card = scheme.scorecards["districts"]
    cards = {**scheme.scorecards, "districts": replace(card, nodes=walked(card.nodes))}
    return replace(scheme, scorecards=Table(cards))


def test_another_target_changes_the_tables_of_its_checkpoints_alone(scheme):
    found = table_changes(scheme, with_target(scheme, "fdi", q3="3", year="4"))
    assert found == (
        TableChange("q3", "districts", "districts_checkpoint", (), (), ("fdi",)),
        TableChange("year", "districts", "districts", (), (), ("fdi",)),
    )


def test_a_prorated_task_of_the_year_reaches_every_checkpoint_that_has_none_of_its_own(scheme):
    found = table_changes(scheme, with_target(scheme, "domestic", year="231"))
    assert [change.checkpoint for change in found] == ["q1", "h1", "q3", "year"]
    assert {change.changed for change in found} == {("domestic",)}


def test_other_points_change_wherever_the_indicator_counts(scheme):
    after = with_nodes(scheme, lambda node: replace(node, points=Decimal(79)) if node.code == "fai" else node)
    assert [change.checkpoint for change in table_changes(scheme, after)] == ["q1", "h1", "q3", "year"]


def test_indicators_that_come_and_go_are_told(scheme):
    without = with_nodes(scheme, lambda node: None if node.code == "hitech_growth" else node)
    gone = [change for change in table_changes(scheme, without) if change.removed]
    came = [change for change in table_changes(without, scheme) if change.added]
    assert [change.removed for change in gone] == [change.added for change in came] != []
    assert {change.checkpoint for change in gone} == {"year"}


def test_names_and_notes_change_no_table(scheme):
    after = with_nodes(scheme, lambda node: replace(node, note="另有说明", name=f"{node.name}项"))
    assert table_changes(scheme, after) == () == table_changes(scheme, scheme)
