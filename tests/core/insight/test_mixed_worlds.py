"""A mixed world's scores are those of the exact calculator on its figures, for random schemes."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sikao.core.insight.changed_cells import by_key, cells_changed
from sikao.core.insight.mixed_worlds import MixedWorlds, World
from sikao.core.reference import CalculationError
from sikao.core.scheme import compile_scheme
from tests.core.insight.ledgers import key_of, standing, two_ledgers
from tests.core.insight.making import make
from tests.drill.figures import many


def mixed(before: list[dict], courses: dict, world: World) -> list[dict]:
    rows = [row for row in before if key_of(row) not in courses]
    for key, steps in courses.items():
        said = [row for row in before if key_of(row) == key]
        for bit, later in steps:
            if not bit & world.made(key[0]):
                break
            said = later
        rows += said
    return rows


@settings(max_examples=many(10, 3000), deadline=None, suppress_health_check=list(HealthCheck))
@given(two_ledgers(), st.data())
def test_random_worlds_are_calculated_exactly(case, data):
    compiled, before, after, chance = case
    was, now = by_key(before), by_key(after)
    courses = {key: [(chance.choice((1, 2)), now.get(key, []))] for key in cells_changed(before, after)}
    for key, steps in courses.items():
        if chance.random() < 0.3:  # and back again, which counts only after the first step
            steps.append((4, was.get(key, [])))
    group = data.draw(st.sampled_from([table["group"] for table in compiled["tables"]]))
    ranked = [entry["code"] for entry in compiled["checkpoints"] if entry["ranked"]]
    checkpoint = data.draw(st.sampled_from(ranked))
    worlds = MixedWorlds(compiled, group, checkpoint, before, courses)
    for _ in range(4):
        world = World(data.draw(st.sampled_from(worlds.units)), *(data.draw(st.integers(0, 7)) for _ in "ab"))
        rows = mixed(before, courses, world)
        try:
            expected = standing(compiled, group, checkpoint, rows, world.unit)
        except CalculationError:
            continue
        found = worlds.standing(world)
        assert (found.points, found.places) == expected


def test_a_version_since_a_checkpoint_that_the_scheme_does_not_know_is_not_there(tmp_path):
    leaf = {"code": "n", "points": "10", "measure": "x", "method": {"kind": "attainment", "target": "10"}}
    opened = make(tmp_path, [leaf], {"a": {"x": "5"}})
    (first,) = opened.figures.canonical_rows()
    after = [first, {**first, "value": "9", "since": "half"}]
    worlds = MixedWorlds(
        compile_scheme(opened.scheme), "units", "year", [first], {key_of(first): [(1, after)]}
    )
    assert worlds.standing(World("a", 1, 0)).points["card", "total"] == 5
    assert worlds.keys == {("a", "x", "level", "2020")}


def test_the_steps_of_a_world_are_the_units_own_or_those_of_others():
    world = World("a", own=1, others=2)
    assert (world.made("a"), world.made("b"), world.made("city")) == (1, 2, 2)
