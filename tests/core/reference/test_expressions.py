"""Expressions: every operation, the order of absences, figures, parameters, members, groups."""

from fractions import Fraction
from itertools import pairwise

import pytest

from sikao.core.reference import CalculationError
from sikao.core.reference.compiled import read_compiled
from sikao.core.reference.figures import Absence, Figures
from sikao.core.reference.leaves import LeafScorer
from tests.core.reference.making import figure, leaf, number, row, scheme


def value_of(tree, rows=(), unit="a", at="year", units=("a", "b", "c"), items=None, **own):
    """The value of an expression that stands in the only leaf of a scheme."""
    compiled = read_compiled(scheme([leaf(measure=tree, target="1", **own)], list(units), items=items or {}))
    scorer = LeafScorer(compiled, Figures(rows))
    checkpoint = next(known for known in compiled.checkpoints if known.code == at)
    node = compiled.tables[0].nodes["leaf"]
    value = scorer.measure("card", node, unit, checkpoint).value
    return value if isinstance(value, Absence) else Fraction(value)


def n(*values):
    return [number(value) for value in values]


@pytest.mark.parametrize(
    ("tree", "value"),
    [
        (["neg", number("2")], "-2"),
        (["+", *n("1", "2")], "3"),
        (["-", *n("1", "2")], "-1"),
        (["*", *n("0.1", "3")], "0.3"),
        (["/", *n("1", "3")], "1/3"),
        (["^", number("-1.5"), 2], "2.25"),
        (["^", number("5"), 0], "1"),
        (["min", *n("3", "1", "2")], "1"),
        (["max", *n("3", "1", "2")], "3"),
        (["abs", number("-4")], "4"),
        (["clamp", *n("7", "-5", "5")], "5"),
        (["clamp", *n("-7", "-5", "5")], "-5"),
        (["if", *n("1", "10", "20")], "10"),
        (["if", *n("0", "10", "20")], "20"),
        (["<", *n("1", "2")], "1"),
        (["<=", *n("2", "2")], "1"),
        ([">", *n("1", "2")], "0"),
        ([">=", *n("1", "2")], "0"),
        (["=", *n("0.10", "0.1")], "1"),
        (["!=", *n("0.10", "0.1")], "0"),
        (["and", *n("1", "0")], "0"),
        (["or", *n("1", "0")], "1"),
        (["not", number("0")], "1"),
        (["growth", *n("110", "100")], "10"),
    ],
)
def test_operations(tree, value):
    assert value_of(tree) == Fraction(value)


@pytest.mark.parametrize(
    "tree",
    [
        ["/", *n("1", "0")],
        ["/", *n("1", "-2")],
        ["growth", *n("1", "0")],
        ["growth", *n("1", "-1")],
    ],
)
def test_a_denominator_that_is_not_positive_is_undefined(tree):
    assert value_of(tree) is Absence.UNDEFINED


def test_of_several_absences_the_first_kind_holds():
    order = ["withheld", "missing", "not_yet_due", "not_applicable"]
    for first, second in pairwise(order):
        rows = [row("a", second, "x"), row("a", first, "y")]
        for tree in (["+", figure("x"), figure("y")], ["and", figure("x"), figure("y")]):
            assert value_of(tree, rows, items={"y": {}}) == first
    rows = [row("a", "not_applicable", "x")]
    assert value_of(["+", figure("x"), ["/", *n("1", "0")]], rows) is Absence.NOT_APPLICABLE


def test_if_looks_only_at_the_branch_it_takes():
    tree = ["if", ["<", figure("x"), number("5")], number("1"), figure("y")]
    assert value_of(tree, [row("a", "1")], items={"y": {}}) == 1
    assert value_of(tree, [row("a", "9")], items={"y": {}}) is Absence.MISSING
    assert value_of(tree, [], items={"y": {}}) is Absence.MISSING


def test_figures_of_a_carrier_of_the_year_before_and_with_a_lag():
    rows = [row("city", "5"), row("a", "7", period="2019"), row("a", "3", "slow", period="2018")]
    assert value_of(["fig", "x", None, "level", "city", 0], rows) == 5
    assert value_of(figure(years=-1), rows) == 7
    assert value_of(figure("slow", years=-1), rows, items={"slow": {"frequency": "year", "lag": 1}}) == 3


def test_a_figure_of_an_item_that_the_scheme_does_not_know():
    with pytest.raises(CalculationError, match="figure z: no such item"):
        value_of(figure("z"))


class TestMembers:
    """Members p, q, r, s with 10, 4, 6 and one that does not apply."""

    ROWS = tuple(
        row("a", value, f"x/{member}")
        for member, value in (("p", "10"), ("q", "4"), ("r", "6"), ("s", "not_applicable"))
    )

    def value(self, *tree, rows=ROWS, members="pqrs", shares=None):
        item = {"members": {"a": list(members)}, "shares": shares}
        return value_of(list(tree), rows, items={"x": item})

    @pytest.mark.parametrize(
        ("function", "value"), [("sum", "20"), ("count", "3"), ("mean", "20/3"), ("weighted_mean", "20/3")]
    )
    def test_functions_leave_out_what_does_not_apply(self, function, value):
        assert self.value(function, figure(member="*")) == Fraction(value)

    def test_weights(self):
        # 牵头 1.0, 配合 0.3: (10 + 0.3 x 4 + 0.5 x 6)/1.8 = 14.2/1.8
        shares = {"a": {"p": "1", "q": "0.3", "r": "0.5", "s": "1"}}
        assert self.value("weighted_mean", figure(member="*"), shares=shares) == Fraction("14.2") / Fraction(
            "1.8"
        )

    def test_ratings_without_the_highest_and_the_lowest(self):
        # 去掉最高最低各1票取平均
        assert self.value("trimmed_mean", figure(member="*"), number("1"), number("1")) == 6
        assert self.value("trimmed_mean", figure(member="*"), number("1"), number("0")) == 5
        assert self.value("trimmed_mean", figure(member="*"), number("2"), number("1")) is Absence.UNDEFINED

    def test_one_member(self):
        assert self.value(*figure(member="q")) == 4

    def test_a_member_that_the_unit_does_not_have_is_not_applicable_whatever_was_reported(self):
        assert self.value(*figure(member="q"), members="pr") is Absence.NOT_APPLICABLE

    def test_a_missing_member_is_missing(self):
        for function in ("sum", "count", "mean"):
            assert self.value(function, figure(member="*"), members="pqrst") is Absence.MISSING

    def test_without_members(self):
        for function, value in (("sum", 0), ("count", 0)):
            assert self.value(function, figure(member="*"), members="s") == value
        for function in ("mean", "weighted_mean"):
            assert self.value(function, figure(member="*"), members="") is Absence.NOT_APPLICABLE

    def test_members_outside_a_function_are_refused(self):
        for member in ("*", "each"):
            with pytest.raises(CalculationError, match="outside a function over members"):
                self.value(*figure(member=member))


class TestGroups:
    ROWS = (row("a", "10"), row("b", "30"), row("c", "missing"))

    @pytest.mark.parametrize(
        ("function", "value"),
        [("group_min", "10"), ("group_max", "30"), ("group_mean", "20"), ("group_sum", "40")],
    )
    def test_units_without_a_value_are_left_out(self, function, value):
        for unit in "abc":
            assert value_of([function, figure()], self.ROWS, unit) == Fraction(value)

    def test_a_unit_outside_the_group_is_added(self):
        rows = (*self.ROWS, row("d", "50"))
        tree = ["group_max", figure()]
        own = {"among": list("abc")}
        values = [value_of(tree, rows, unit, units=list("abcd"), **own) for unit in "abcd"]
        assert values == [30, 30, 30, 50]

    def test_nobody_has_a_value(self):
        assert value_of(["group_sum", figure()], []) is Absence.UNDEFINED

    def test_every_unit_has_its_own_parameters(self):
        tree = ["group_max", ["/", figure(), ["param", "task"]]]
        own = {"parameters": {"task": {"a": "2", "b": "10", "c": "1"}}}
        assert value_of(tree, self.ROWS, "b", **own) == 5


def test_parameters_by_unit_and_checkpoint():
    own = {"parameters": {"t": {"a": {"q1": "1", "*": "4"}, "b": {"year": "8"}}}}
    tree = ["param", "t"]
    assert [value_of(tree, unit="a", at=at, **own) for at in ("q1", "h1", "year")] == [1, 4, 4]
    assert value_of(tree, unit="b", at="h1", **own) is Absence.MISSING
    assert value_of(tree, unit="b", at="h1", prorate=True, **own) == 4
    assert value_of(tree, unit="a", at="h1", prorate=True, **own) == 2
    assert value_of(tree, unit="c", **own) is Absence.MISSING
    inapplicable = {"parameters": {"t": {"a": {"*": None, "h1": "4"}}}}
    for prorate in (False, True):
        found = [value_of(tree, at=at, prorate=prorate, **inapplicable) for at in ("q1", "h1", "year")]
        assert found == [Absence.NOT_APPLICABLE, 4, Absence.NOT_APPLICABLE]
    with pytest.raises(CalculationError, match="node leaf: no parameter 'u'"):
        value_of(["param", "u"], **own)
