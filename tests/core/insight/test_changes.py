"""Changes made to a scheme and figures: what else stays as it was, and what is refused."""

from decimal import Decimal

import pytest

from sikao.core.figures.absence import Absence
from sikao.core.figures.periods import Period
from sikao.core.figures.table import Kind
from sikao.core.insight import changed
from sikao.core.insight.changes import EffectChange, FigureChange, MethodChange, ParameterChange, PointsChange
from sikao.core.scheme import diff_schemes
from sikao.core.scheme.methods import RelativeBest
from sikao.core.scheme.model import Effect
from sikao.core.wording import FindingsError
from tests.core.insight.making import make

LEAF = ("districts", "fai")


def paths(opened, *changes):
    scheme, figures = changed(opened.scheme, opened.figures, changes)
    assert figures == opened.figures
    return [".".join(map(str, change.path)) for change in diff_schemes(opened.scheme, scheme).changes]


def test_a_change_touches_its_own_field_only(opened):
    node = "scorecards.districts.nodes.development.children.investment.children.fai"
    assert paths(opened, PointsChange(*LEAF, Decimal(70))) == [f"{node}.points"]
    assert paths(opened, PointsChange(*LEAF, Decimal(70), "shinan")) == [f"{node}.overrides.shinan"]
    assert paths(opened, MethodChange(*LEAF, RelativeBest())) == [f"{node}.method"]
    assert paths(opened, EffectChange(*LEAF, Absence.MISSING, Effect("zero"))) == [f"{node}.absence.missing"]
    assert paths(opened, ParameterChange(*LEAF, "target", "jimo", Decimal(9), "q1")) == [
        "parameters.districts.fai.target.jimo.q1"
    ]


def test_no_change_is_no_change(opened):
    scheme, figures = changed(opened.scheme, opened.figures, [])
    assert scheme is opened.scheme
    assert figures is opened.figures


def test_a_figure_takes_the_place_of_the_one_with_its_key(opened):
    change = FigureChange("jimo", "fixed_assets", Kind.GROWTH, Period.of(2020), Decimal("6.2"))
    _, figures = changed(opened.scheme, opened.figures, [change])
    assert len(figures) == len(opened.figures)
    found = figures.get("jimo", "fixed_assets", Kind.GROWTH, Period.of(2020))
    assert (found.value, found.unit_of_measure, found.absence) == (Decimal("6.2"), "percent", None)


def test_a_figure_may_be_new_or_absent(tmp_path):
    leaf = {"code": "n", "points": "10", "measure": "x", "method": {"kind": "attainment", "target": "10"}}
    opened = make(tmp_path, [leaf], {"a": {"x": "5"}, "b": {"x": "6"}})
    new = FigureChange("a", "x", Kind.LEVEL, Period.of(2019), Decimal(4))
    gone = FigureChange("b", "x", Kind.LEVEL, Period.of(2020), absence=Absence.MISSING)
    _, figures = changed(opened.scheme, opened.figures, [new, gone])
    assert figures.get("a", "x", Kind.LEVEL, Period.of(2019)).unit_of_measure == "yi_yuan"
    assert figures.get("b", "x", Kind.LEVEL, Period.of(2020)).absence is Absence.MISSING


LEAF_BY_HAND = {
    "code": "n",
    "points": "10",
    "measure": "x",
    "method": {"kind": "attainment", "target": "$target"},
}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        # A group's values at the other checkpoints go on to hold for the unit.
        ({"all": {"q1": "1", "year": "4"}}, {"q1": Decimal(9), "year": Decimal(4)}),
        ({"units": {"q1": "1", "year": "4"}, "all": "7"}, {"q1": Decimal(9), "year": Decimal(4)}),
        ({"all": "4"}, {"q1": Decimal(9), "h1": Decimal(4), "q3": Decimal(4), "year": Decimal(4)}),
        ({"a": {"q1": "2", "year": "3"}, "all": "7"}, {"q1": Decimal(9), "year": Decimal(3)}),
    ],
)
def test_another_value_at_one_checkpoint_keeps_those_at_the_others(tmp_path, given, expected):
    opened = make(tmp_path, [LEAF_BY_HAND], {"a": {"x": "5"}}, parameters={"n": {"target": given}})
    change = ParameterChange("card", "n", "target", "a", Decimal(9), "q1")
    after, _ = changed(opened.scheme, opened.figures, [change])
    assert dict(after.parameters["card"]["n"]["target"]["a"]) == expected


def test_under_prorate_a_single_value_is_the_years(tmp_path):
    leaf = {**LEAF_BY_HAND, "prorate": "true", "schedule": "quarterly"}
    opened = make(tmp_path, [leaf], {"a": {"x": "5"}}, parameters={"n": {"target": {"all": "12"}}})
    change = ParameterChange("card", "n", "target", "a", Decimal(2), "q1")
    after, _ = changed(opened.scheme, opened.figures, [change])
    assert dict(after.parameters["card"]["n"]["target"]["a"]) == {"q1": Decimal(2), "year": Decimal(12)}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (PointsChange("towns", "fai", Decimal(1)), "whatif.unknown_scorecard"),
        (PointsChange("districts", "nothing", Decimal(1)), "whatif.unknown_leaf"),
        (PointsChange("districts", "development", Decimal(1)), "whatif.unknown_leaf"),
        (PointsChange("districts", "fai", Decimal(1), "nowhere"), "whatif.unknown_carrier"),
        (PointsChange("districts", "fai", Decimal(1), "dept_party"), "whatif.idle_carrier"),
        (PointsChange("districts", "fai", Decimal("-0.5")), "whatif.negative_points"),
        # The scorecard of the districts has 1,000 points.
        (PointsChange("districts", "fai", Decimal("1000.01")), "whatif.points_beyond"),
        (ParameterChange("districts", "fai", "targt", "jimo", Decimal(1)), "whatif.unknown_parameter"),
        (ParameterChange("districts", "fai", "target", "commerce", Decimal(1)), "whatif.idle_carrier"),
        (ParameterChange("districts", "fai", "target", "nowhere", Decimal(1)), "whatif.unknown_carrier"),
        (ParameterChange("districts", "fai", "target", "all", Decimal(1), "q9"), "book.unknown_checkpoint"),
        (FigureChange("jimo", "nothing", Kind.LEVEL, Period.of(2020), Decimal(1)), "whatif.unknown_item"),
        (FigureChange("jimo", "fixed_assets", Kind.RANK, Period.of(2020), Decimal(1)), "whatif.unknown_item"),
        (
            FigureChange("nowhere", "fixed_assets", Kind.GROWTH, Period.of(2020), Decimal(1)),
            "book.unknown_unit",
        ),
    ],
)
def test_what_the_scheme_does_not_have_is_refused(opened, change, code):
    with pytest.raises(FindingsError) as refused:
        changed(opened.scheme, opened.figures, [change])
    assert [finding.code for finding in refused.value.findings] == [code]


def test_points_of_a_composed_branch_are_its_own(opened):
    assert paths(opened, PointsChange("districts", "concentration", Decimal(20))) == [
        "scorecards.districts.nodes.development.children.industries.children.concentration.points"
    ]


def test_a_leaf_that_has_a_weight_has_no_points_to_change(tmp_path):
    nodes = [
        {
            "code": "blend",
            "points": "10",
            "combine": "weighted",
            "children": [
                {
                    "code": code,
                    "weight": "0.5",
                    "measure": "x",
                    "method": {"kind": "attainment", "target": "10"},
                }
                for code in ("n", "m")
            ],
        }
    ]
    opened = make(tmp_path, nodes, {"a": {"x": "5"}})
    with pytest.raises(FindingsError) as refused:
        changed(opened.scheme, opened.figures, [PointsChange("card", "n", Decimal(7))])
    assert refused.value.findings[0].code == "whatif.no_points"
