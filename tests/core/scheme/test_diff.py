import dataclasses

from sikao.core.scheme import diff_schemes, scheme_digest
from sikao.core.scheme.model import Item, Unit
from sikao.core.scheme.shape import Table
from tests.core.scheme.changing import changed_records


def test_a_scheme_does_not_differ_from_itself(sample):
    assert diff_schemes(sample, sample).changes == ()


def test_every_change_of_a_single_field_is_one_change_at_its_path(sample):
    cases = list(changed_records(sample))
    assert len(cases) > 250
    for path, other in cases:
        changes = diff_schemes(sample, other).changes
        assert len(changes) == 1, path
        assert changes[0].path[0] == path[0]
        assert changes[0].before != changes[0].after
        assert scheme_digest(other) != scheme_digest(sample)


def test_a_change_says_what_it_was_and_what_it_is(sample):
    unit = dataclasses.replace(sample.units["south"], name="南山县")
    other = dataclasses.replace(sample, units=Table({**sample.units, "south": unit}))
    (change,) = diff_schemes(sample, other).changes
    assert change.path == ("units", "south", "name")
    assert (change.sort, change.before, change.after) == ("changed", "南县", "南山县")


def test_records_come_and_go_whole(sample):
    units = {code: unit for code, unit in sample.units.items() if code != "west"}
    units["north"] = Unit(code="north", name="北县", group="counties")
    changes = diff_schemes(sample, dataclasses.replace(sample, units=Table(units))).changes
    assert [(change.sort, change.path) for change in changes] == [
        ("removed", ("units", "west")),
        ("added", ("units", "north")),
    ]
    assert changes[1].after == {"code": "north", "name": "北县", "group": "counties"}


def test_the_official_order_is_content(sample):
    turned = Table(reversed(list(sample.units.items())))
    (change,) = diff_schemes(sample, dataclasses.replace(sample, units=turned)).changes
    assert (change.sort, change.after) == ("reordered", ["west", "south", "east"])


def test_the_burden_of_both_is_counted(sample):
    items = {**sample.items, "accidents": dataclasses.replace(sample.items["accidents"], evidence=("台账",))}
    difference = diff_schemes(sample, dataclasses.replace(sample, items=Table[Item](items)))
    [counties] = difference.burdens
    assert counties.scorecard == "counties"
    assert counties.after.evidence - counties.before.evidence == 3


def test_a_field_that_came_or_went_has_one_value(sample):
    with_note = dataclasses.replace(sample, title_en="A city")
    (change,) = diff_schemes(sample, with_note).changes
    assert (change.sort, change.before, change.after) == ("added", None, "A city")
    (back,) = diff_schemes(with_note, sample).changes
    assert (back.sort, back.before, back.after) == ("removed", "A city", None)
