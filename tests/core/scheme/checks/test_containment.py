"""A part is never added to its whole."""

import pytest

from tests.core.scheme.broken import CARD, assert_found, findings_of

INSIDE = ("units.yaml", "{name: 南县,", "{name: 南县, within: east,")
SHARE = (CARD, "measure: particles", "measure: share(particles)")
CODE = "scheme.contained_counted_twice"
ADDED = (CARD, "measure: revenue\n", "measure: revenue@east + revenue@south\n")
BROKEN = {
    "scheme.contained_counted_twice": [INSIDE, SHARE],
    "scheme.contained_added": [INSIDE, ADDED],
}


def test_a_sum_over_a_group_with_a_part_and_its_whole_is_refused(tmp_path):
    found = assert_found(tmp_path, CODE, BROKEN[CODE])
    assert found.details["part"] != found.details["whole"]


def test_parts_and_wholes_may_compare_without_being_added(tmp_path):
    assert CODE not in [finding.code for finding in findings_of(tmp_path, [INSIDE])]


def test_a_group_without_parts_may_be_added_up(tmp_path):
    assert CODE not in [finding.code for finding in findings_of(tmp_path, [SHARE])]


TOWNS = (
    "units.yaml",
    "ranked: true}\n",
    "ranked: true}\n  towns: {name: 乡镇, parent: counties}\n  cities: {name: 城区, parent: counties}\n",
)
MOVED = [
    (
        "units.yaml",
        "{name: 南县, name_en: South county, group: counties}",
        "{name: 南县, group: SOUTH, within: east}",
    ),
    ("units.yaml", "{name: 东县, name_en: East county, group: counties}", "{name: 东县, group: cities}"),
]


def in_groups(south, among):
    """South lies in East, which is in the group of cities; the particles are compared within a group."""
    moved = [(name, old, new.replace("SOUTH", south)) for name, old, new in MOVED]
    compared = (CARD, "measure: particles\n", f"measure: share(particles)\n        among: {among}\n")
    return [TOWNS, *moved, compared]


def codes(folder, changes):
    return [finding.code for finding in findings_of(folder, changes)]


def test_only_the_units_compared_with_are_added(tmp_path):
    """Among the cities there is East alone; South, of the towns, joins them for its own score."""
    assert CODE in codes(tmp_path / "own", in_groups("towns", "cities"))
    assert CODE in codes(tmp_path / "both", in_groups("cities", "cities"))
    assert CODE in codes(tmp_path / "all", in_groups("towns", "counties"))


def test_a_part_and_its_whole_that_never_meet_are_not_doubted(tmp_path):
    """South has no particles to score, and so it is never added to East."""
    absent = (
        CARD,
        "direction: lower    # 越低越好",
        "direction: lower\n        overrides: {south: {applies: false}}",
    )
    points = (CARD, "points: 40\n", "points: 40\n        overrides: {south: {points: 60}}\n")
    found = codes(tmp_path, [*in_groups("cities", "cities"), absent, points])
    assert CODE not in found


def test_a_part_that_is_not_ranked_is_added_when_it_is_scored_itself(tmp_path):
    unranked = ("units.yaml", "{name: 南县,", "{name: 南县, within: east, ranked: false,")
    assert_found(tmp_path, CODE, [unranked, SHARE])


def test_what_is_shown_beside_the_measure_is_looked_at_too(tmp_path):
    beside = (CARD, "measure: particles\n", "measure: particles\n        beside: share(particles)\n")
    assert_found(tmp_path, CODE, [INSIDE, beside])


@pytest.mark.parametrize(
    "measure",
    [
        "revenue@east + revenue@south",
        "(revenue@south + 3 + revenue@east) / 2",
        # What the unit itself has, for South, beside that of East.
        "revenue + revenue@east",
        "100 - revenue@east - revenue@south",
        "revenue - (3 - revenue@east)",
    ],
)
def test_written_sums_do_not_add_a_part_to_its_whole(tmp_path, measure):
    found = assert_found(
        tmp_path, "scheme.contained_added", [INSIDE, (CARD, "measure: revenue\n", f"measure: {measure}\n")]
    )
    assert (found.details["part"].zh, found.details["whole"].zh) == ("南县（south）", "东县（east）")


@pytest.mark.parametrize(
    "measure",
    [
        "revenue@east - revenue@south",
        "revenue@east + revenue@west",
        "revenue@east + last(revenue@south)",
        "max(revenue@east, revenue@south)",
        # Growths are averaged, not added up.
        "(investment.growth@east + investment.growth@south) / 2",
    ],
)
def test_differences_and_other_figures_are_none_of_its_business(tmp_path, measure):
    changes = [INSIDE, (CARD, "measure: revenue\n", f"measure: {measure}\n")]
    assert not {CODE, "scheme.contained_added"} & set(codes(tmp_path, changes))


@pytest.mark.parametrize(
    ("line", "old", "new"),
    [
        (6, "when: accidents > 3", "when: accidents@east + accidents@south > 3"),
        (8, "last_rank: last_year.rank", "last_rank: revenue@east + revenue@south"),
    ],
)
def test_conditions_of_vetoes_and_awards_are_looked_at_too(tmp_path, line, old, new):
    found = assert_found(tmp_path, "scheme.contained_added", [INSIDE, ("grades.yaml", old, new)])
    assert (found.where.file, found.where.line) == ("grades.yaml", line)


def test_conditions_of_promotions_are_looked_at_too(tmp_path):
    condition = "revenue@east + revenue@south > 3"
    rule = f"promotions:\n  p: {{name: 直接晋档, groups: [counties], when: {condition}}}\nawards:"
    found = assert_found(tmp_path, "scheme.contained_added", [INSIDE, ("grades.yaml", "awards:", rule)])
    assert found.where.file == "grades.yaml"
