"""Places that are locked in, open or out of reach: by hand, by trying everything, and as figures arrive."""

from decimal import Decimal
from fractions import Fraction
from itertools import product

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings

from sikao.core.books import score_book
from sikao.core.figures.periods import Period
from sikao.core.figures.table import Figures, Kind
from sikao.core.insight import Reach, attainable_places, changed
from sikao.core.insight.attainable import Needs, places_within
from sikao.core.insight.bounds import UnitBounds, table_bounds
from sikao.core.insight.changes import FigureChange
from sikao.core.insight.open_leaves import Interval, OpenLeaf
from sikao.core.reference import CalculationError
from sikao.core.wording import FindingsError, Term
from tests.core.insight.making import make
from tests.core.insight.open_cases import filled_in, open_cases, standings
from tests.drill.figures import many

REST = {"code": "rest", "points": "980", "measure": "x", "method": {"kind": "attainment", "target": "980"}}
ENERGY = {"code": "energy", "points": "20", "measure": "e", "method": {"kind": "attainment", "target": "20"}}
RANGE = {"e": {"range": {"level": ["0", "40"]}}}
SHARED = {"ties": "competition", "by": "rounded", "tie_break": []}


def year(folder, totals, energy, nodes=(REST, ENERGY), **own):
    figures = {unit: {"x": total, "e": energy.get(unit, "10")} for unit, total in totals.items()}
    return make(folder, list(nodes), figures, items=RANGE, **own)


def places_of(opened):
    return attainable_places(opened.scheme, opened.figures, "units")


@pytest.fixture
def february(tmp_path):
    """Scenario 3.1: energy of 城阳 is missing. The others have 910, 900, 875 and 870; 城阳 861.3 to 881.3."""
    totals = {"a": "900", "b": "890", "chengyang": "861.3", "d": "865", "e": "860"}
    return places_of(year(tmp_path, totals, {"chengyang": "missing"}))


def test_which_places_are_still_open(february):
    assert {found.unit: (found.best, found.worst) for found in february.units} == {
        "a": (1, 1),
        "b": (2, 2),
        "chengyang": (3, 5),
        "d": (3, 4),
        "e": (4, 5),
    }
    chengyang = february.of("chengyang")
    assert (chengyang.low, chengyang.high, chengyang.exact) == (Decimal("861.3"), Decimal("881.3"), True)
    assert (chengyang.unit_name, chengyang.open) == (Term("单位chengyang", "Unit chengyang"), ("energy",))
    reaches = [chengyang.reach(first) for first in range(1, 6)]
    assert reaches == [Reach.OUT, Reach.OUT, Reach.OPEN, Reach.OPEN, Reach.CLINCHED]
    assert [reach.term.zh for reach in reaches[1::2]] == ["不可达", "未定"]
    assert february.of("a").reach(1) is Reach.CLINCHED


def test_what_it_takes(february):
    # With 875 城阳 shares the third place with d; below that four are above it.
    assert february.needs("chengyang", 3) == Needs(Decimal(875), Decimal(875), more=False)
    # d, at 875, is third unless 城阳 comes above it, which 881.3 would prevent.
    assert february.needs("d", 3) == Needs(Decimal(870), Decimal("881.3"), more=False)
    assert february.needs("d", 1) == Needs(Decimal(910), Decimal(910), more=False)
    # Everybody is among the first five, and nobody among the first none.
    assert [february.needs("d", first) for first in (0, 5)] == [None, None]


def totals_and_places(opened):
    rows = score_book(opened[0], opened[1]).at("year").iter_rows(named=True)
    return {row["unit"]: row["rank"] for row in rows if row["node"] == "total"}


def trying_everything(opened, missing, values):
    """Best and worst place of every unit over all fillings."""
    seen: dict[str, set[int]] = {}
    for filling in product(values, repeat=len(missing)):
        changes = [
            FigureChange(unit, "e", Kind.LEVEL, Period.of(2020), Decimal(value))
            for unit, value in zip(missing, filling, strict=True)
        ]
        for unit, place in totals_and_places(changed(opened.scheme, opened.figures, changes)).items():
            seen.setdefault(unit, set()).add(place)
    return {unit: (min(places), max(places)) for unit, places in seen.items()}


@pytest.mark.parametrize("by", ["rounded", "exact"])
def test_trying_everything_finds_the_same_places(tmp_path, by):
    totals = {"a": "900", "b": "890", "c": "895", "d": "880"}
    ranking = {"by": by, "ties": "competition"}
    opened = year(tmp_path, totals, {"a": "missing", "b": "missing"}, frame={"ranking": ranking})
    found = places_of(opened)
    # a has 900 to 920, b 890 to 910, c 905, d 890: only b and d may come out equal by an end.
    expected = {"a": (1, 3), "b": (1, 4), "c": (1, 3), "d": (3, 4)} if by == "exact" else None
    tried = trying_everything(opened, ["a", "b"], (0, 10, 20, 40))
    for unit in found.units:
        best, worst = tried[unit.unit]
        assert unit.best <= best
        assert worst <= unit.worst
        if unit.exact:
            assert (unit.best, unit.worst) == (best, worst)
        if expected is not None:
            assert (unit.best, unit.worst) == expected[unit.unit]
    assert [unit.exact for unit in found.units] == [True, by == "rounded", True, by == "rounded"]


def test_where_units_are_compared_the_places_are_outer(tmp_path):
    leaf = {**ENERGY, "method": {"kind": "rank_interval", "first": "100%", "last": "0%"}}
    opened = year(tmp_path, {"a": "900", "b": "900"}, {"a": "missing"}, [REST, leaf])
    found = places_of(opened)
    assert [(unit.best, unit.worst, unit.exact) for unit in found.units] == [(1, 2, False)] * 2
    assert trying_everything(opened, ["a"], (0, 10, 40)) == {"a": (1, 2), "b": (1, 2)}


def test_one_figure_of_two_units_is_never_called_exact(tmp_path):
    """Both count a reference's figure: they rise and fall together and never pass each other."""
    city = {**ENERGY, "measure": "e@city"}
    opened = make(
        tmp_path,
        [REST, city],
        {"a": {"x": "900", "e": "1"}, "b": {"x": "890", "e": "1"}},
        items=RANGE,
        references={"city": {"name": "全市"}},
    )
    found = places_of(opened)
    assert [(unit.best, unit.worst, unit.exact) for unit in found.units] == [(1, 2, False), (1, 2, False)]


def test_with_dense_places_nothing_is_said_of_what_it_takes(tmp_path):
    ranking = {"by": "rounded", "ties": "dense"}
    opened = year(tmp_path, {"a": "900", "b": "890"}, {"b": "missing"}, frame={"ranking": ranking})
    found = places_of(opened)
    assert found.needs("a", 1) is None
    # At its best b has 910 as a has, and shares the first place.
    assert [(unit.best, unit.worst, unit.exact) for unit in found.units] == [(1, 1, False), (1, 2, False)]


def bounded(unit, low, high, *, has_total=True):
    """Bounds by hand, for want of a figure."""
    ends = [None if end is None else Decimal(end) for end in (low, high)]
    points = Interval(Fraction(0), Fraction(1), exact=True)
    leaf = OpenLeaf("n", Term("n", "n"), "year", points, ((unit, "x", "level", "2020"),))
    return UnitBounds(
        unit,
        Term(unit, unit),
        *ends,
        exact=True,
        has_total=has_total,
        best_place=None,
        worst_place=None,
        open=(leaf,),
    )


def test_a_total_without_a_bound_may_come_anywhere():
    bounds = [bounded("a", None, None), bounded("b", 80, 90), bounded("c", 70, 75), bounded("out", 1, 99)]
    found = places_within(bounds, {"a", "b", "c"}, SHARED)
    places = [(unit.unit, unit.best, unit.worst, unit.exact) for unit in found.units]
    assert places == [("a", 1, 3, False), ("b", 1, 2, True), ("c", 2, 3, True)]
    # Nothing makes c safe from a, but only a and b can both be above it.
    assert found.needs("c", 1) == Needs(Decimal(80), None, more=False)
    assert found.needs("c", 2) == Needs(None, Decimal(90), more=False)


def test_who_may_come_to_have_no_total_is_above_nobody_for_certain():
    found = places_within([bounded("a", 80, 90, has_total=None), bounded("b", 60, 70)], {"a", "b"}, SHARED)
    assert [(unit.best, unit.worst, unit.exact) for unit in found.units] == [(1, 1, False), (1, 2, False)]
    assert found.needs("b", 1) == Needs(None, Decimal(90), more=False)


def test_who_certainly_has_no_total_has_no_place():
    bounds = [bounded("a", None, None, has_total=False), bounded("b", 60, 70)]
    found = places_within(bounds, {"a", "b"}, SHARED)
    assert [(unit.unit, unit.best, unit.worst, unit.exact) for unit in found.units] == [("b", 1, 1, True)]
    with pytest.raises(KeyError):
        found.of("a")


def test_where_equals_are_told_apart_it_takes_more():
    found = places_within([bounded("a", 80, 90), bounded("b", 80, 90)], {"a", "b"}, {**SHARED, "by": "exact"})
    assert found.needs("a", 1) == Needs(Decimal(80), Decimal(90), more=True)


def test_what_is_in_dispute_may_be_held_open(tmp_path):
    opened = year(tmp_path, {"a": "900", "b": "895"}, {})
    frame = opened.figures.to_frame()
    is_b = (pl.col("unit") == "b") & (pl.col("indicator") == "e")
    figures = Figures(frame.with_columns(flags=pl.when(is_b).then(pl.lit("disputed")).otherwise("flags")))
    stands = attainable_places(opened.scheme, figures, "units")
    assert [(unit.best, unit.worst) for unit in stands.units] == [(1, 1), (2, 2)]
    # b has 895 to 915 without the figure in dispute, a 910.
    found = attainable_places(opened.scheme, figures, "units", disputed_open=True)
    assert [(unit.best, unit.worst) for unit in found.units] == [(1, 2), (1, 2)]


def test_unknown_groups_are_refused(opened):
    with pytest.raises(FindingsError):
        attainable_places(opened.scheme, opened.figures, "towns")


def within(compiled, rows):
    table = compiled["tables"][0]
    codes = [*(node["code"] for node in table["nodes"]), *(unit["code"] for unit in compiled["units"])]
    names = {code: Term(code, code) for code in codes}
    bounds = table_bounds(compiled, table, rows, last_of(compiled), names, names)
    ranked = {unit["code"] for unit in compiled["units"] if unit["ranked"]}
    return places_within(bounds, ranked, compiled["ranking"])


def last_of(compiled):
    return [entry["code"] for entry in compiled["checkpoints"] if entry["ranked"]][-1]


@pytest.mark.slow
@settings(
    max_examples=many(8, 2000), deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(open_cases())
def test_the_final_place_lies_inside_and_what_it_takes_is_true(case):
    compiled, rows, chance = case
    try:
        found = within(compiled, rows)
        filled = filled_in(compiled, rows, chance)
        final = standings(compiled, compiled["tables"][0], filled, last_of(compiled))
    except CalculationError:
        return
    for unit in found.units:
        total, place = final.get(unit.unit, (None, None))
        if place is None:
            continue
        assert unit.best <= place <= unit.worst
        for first in range(1, len(found.units) + 1):
            reach, needs = unit.reach(first), found.needs(unit.unit, first)
            assert reach is not Reach.CLINCHED or place <= first
            assert reach is not Reach.OUT or place > first
            if needs is not None:
                assert_true(needs, total, is_among=place <= first)


def assert_true(needs: Needs, total: Fraction, *, is_among: bool) -> None:
    if needs.possible is not None and total < needs.possible:
        assert not is_among
    if needs.certain is not None and (total > needs.certain or (total == needs.certain and not needs.more)):
        assert is_among


def keep_points_where_they_are(compiled: dict) -> None:
    """Outer bounds of spread and transferred points hold, but may be wider once it is known where to."""
    for table in compiled["tables"]:
        for leaf in (node for node in table["nodes"] if "combine" not in node):
            for variant in leaf["variants"]:
                for kind, effect in variant["absence"].items():
                    if effect[0] in ("redistribute", "transfer"):
                        variant["absence"][kind] = ["exclude"]


@pytest.mark.slow
@settings(
    max_examples=many(8, 2000), deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(open_cases())
def test_as_figures_arrive_no_place_opens_again(case):
    compiled, rows, chance = case
    keep_points_where_they_are(compiled)
    try:
        first = within(compiled, rows)
        later = within(compiled, filled_in(compiled, rows, chance, some=0.5))
    except CalculationError:
        return
    before_of = {unit.unit: unit for unit in first.units}
    # Who turns out to have no total has left the order.
    for after in later.units:
        before = before_of[after.unit]
        assert before.low is None or (after.low is not None and before.low <= after.low)
        assert before.high is None or (after.high is not None and after.high <= before.high)
        assert before.best <= after.best
        assert after.worst <= before.worst
