"""Absences, flags, places and consequences that hang on a digit that no float holds are asked for."""

from fractions import Fraction

import pytest

from sikao.core.books.oracle import Oracle
from sikao.core.reference import calculate
from sikao.core.reference.rounding import decimal_text
from sikao.core.scoring.figures import pack
from sikao.core.scoring.kernel import ScoreArrays, score
from sikao.core.scoring.plan import compile_plan
from tests.core.agreement.book import rows_of_arrays, rows_of_book
from tests.core.reference.making import branch, figure, leaf, method, number, rows_of, scheme

# Twenty digits: the difference of two neighbours is 0.01, and 0 as floats have it.
BELOW, AT, ABOVE = "99999999999999999.99", "100000000000000000", "100000000000000000.01"
DIFFERENCE = ["-", figure("x"), figure("y")]
UNITS = list("abc")
VALUES = {
    "x": {"a": ABOVE, "b": AT, "c": BELOW},
    "y": dict.fromkeys(UNITS, AT),
    "z": dict.fromkeys(UNITS, "3"),
}
EFFECTS = {"undefined": ["share", "0.5"], "missing": ["zero"]}


def agreed(node: dict | list[dict], values: dict, **own) -> tuple[dict, ScoreArrays]:
    """The scores by the kernel, once the exact calculator's are found to be the same."""
    items = own.pop("items", {})
    nodes = node if isinstance(node, list) else [node]
    compiled = scheme(nodes, UNITS, items={code: {} for code in values} | items, **own)
    rows = [row for code, by_unit in values.items() for row in rows_of(by_unit, code)]
    rows += [{**row, "flags": ["late"]} for row in rows_of(dict.fromkeys(UNITS, "1"), "late")]
    plan = compile_plan(compiled)
    scores = score(plan, pack(plan, rows), exact=Oracle(compiled, lambda: rows))
    book = calculate(compiled, rows)
    assert rows_of_arrays(scores) == rows_of_book(book)
    assert [(a["code"], a["unit"], a["places"]) for a in book["awards"]] == [
        (code, unit, decimal_text(places)) for code, unit, places in scores.awards
    ]
    return rows_of_book(book), scores


def of_leaf(book: dict) -> list[str | None]:
    return [book["year", "card", "districts", unit, "leaf"][0] for unit in UNITS]


def flags_of_leaf(book: dict) -> list[tuple[str, ...]]:
    return [book["year", "card", "districts", unit, "leaf"][4] for unit in UNITS]


def test_a_denominator_of_one_digit_in_twenty():
    node = leaf(points="10", measure=["/", number("0.02"), DIFFERENCE], target="4", absence=EFFECTS)
    # 0.02 / 0.01 = 2 of 4; a difference of 0 or less is undefined.
    assert of_leaf(agreed(node, VALUES)[0]) == ["5", "5", "5"]
    assert flags_of_leaf(agreed(node, VALUES)[0]) == [(), ("undefined",), ("undefined",)]


def test_standards_of_the_efficacy_method_apart_by_one_digit():
    given = method("efficacy", low=figure("y"), high=figure("x"), base="60%", equal="90%")
    node = leaf(points="10", measure=figure("z"), method=given, absence=EFFECTS)
    # Wrong way round for c, equal for b.
    book, _ = agreed(node, VALUES)
    assert of_leaf(book) == ["0", "9", "5"]
    assert flags_of_leaf(book)[2] == ("undefined",)


def test_the_branch_of_a_condition_decides_the_absence_and_what_is_read():
    measure = ["if", [">", figure("x"), figure("y")], figure("late"), figure("gone")]
    node = leaf(points="10", measure=measure, target="2", absence=EFFECTS)
    book, _ = agreed(node, VALUES, items={"late": {}, "gone": {}})
    assert of_leaf(book) == ["5", "0", "0"]
    assert flags_of_leaf(book) == [("late",), ("missing",), ("missing",)]


def test_a_difference_is_a_condition_too():
    node = leaf(points="10", measure=["if", DIFFERENCE, number("1"), number("2")], target="2")
    assert of_leaf(agreed(node, VALUES)[0]) == ["5", "10", "5"]


@pytest.mark.parametrize(
    ("name", "expected"), [("group_max", "5"), ("group_sum", "5"), ("group_mean", "5"), ("group_min", "5")]
)
def test_who_belongs_to_the_group_is_asked_for(name, expected):
    # Only a has a value: 2, and so has every statistic of the group.
    inner = ["/", number("0.02"), DIFFERENCE]
    node = leaf(points="10", measure=[name, inner], target="4")
    assert of_leaf(agreed(node, VALUES)[0]) == [expected] * 3


@pytest.mark.parametrize(
    "of",
    [
        method("rank_interval", ties="average"),
        method("rank_step", step="1"),
        method("efficacy"),
        method("relative_best"),
    ],
)
def test_how_large_the_group_is_is_asked_for(of):
    measure = ["+", ["/", number("0.02"), DIFFERENCE], figure("z")]
    values = {**VALUES, "x": {"a": ABOVE, "b": "100000000000000001", "c": BELOW}}
    agreed(leaf(points="10", measure=measure, method=of, absence=EFFECTS), values)


def test_conditions_of_vetoes_that_may_be_undefined():
    veto = {"code": "v", "groups": ["districts"], "when": [">", ["/", number("1"), DIFFERENCE], number("5")]}
    veto |= {"effect": "bar_excellent", "grade": None, "vacancy": "fill_next"}
    grades = {"districts": [{"grade": "best", "count": 3}, {"grade": "rest"}]}
    node = leaf(points="10", measure=figure("z"), target="3")
    _, scores = agreed(node, VALUES, vetoes=[veto], grades=grades)
    assert scores.tables[0].remarks["a"] == {"veto:v"}
    assert scores.tables[0].remarks["c"] == {"veto_open:v"}


def test_conditions_of_promotions_beside_places_that_may_be_undefined():
    when = ["and", ["<=", ["place"], number("3")], [">", ["/", number("1"), DIFFERENCE], number("5")]]
    rule = {"code": "up", "groups": ["districts"], "when": when, "grade": None, "most": None}
    grades = {"districts": [{"grade": "best", "count": 0}, {"grade": "rest"}]}
    node = leaf(points="10", measure=figure("z"), target="3")
    _, scores = agreed(node, VALUES, promotions=[{**rule, "vacancy": "leave"}], grades=grades)
    assert scores.tables[0].grades == {"a": "best", "b": "rest", "c": "rest"}
    assert scores.tables[0].remarks["a"] == {"promoted:up"}
    assert scores.tables[0].remarks["c"] == {"promotion_open:up"}


def test_last_ranks_are_asked_for_where_floats_hold_no_digit_more():
    # All share the first place; only a's last rank of 0.01 + 1.99 is a whole place below it.
    last = ["+", ["-", figure("x"), figure("y")], number("1.99")]
    award = {"code": "advance", "group": "districts", "last_rank": last, "places": "1", "most": None}
    node = leaf(points="10", measure=figure("z"), target="3")
    _, scores = agreed(node, VALUES, awards=[award])
    assert [(code, unit, str(places)) for code, unit, places in scores.awards] == [("advance", "a", "1")]


def test_awards_that_may_be_undefined():
    last = ["/", number("0.05"), DIFFERENCE]
    award = {"code": "advance", "group": "districts", "last_rank": last, "places": "1", "most": None}
    _, scores = agreed(leaf(points="10", measure=figure("z"), target="3"), VALUES, awards=[award])
    assert [unit for _, unit, _ in scores.awards] == ["a"]


def test_effects_worth_a_fraction_or_more_digits_than_floats_hold():
    values = {"z": {"a": "missing", "b": "not_applicable", "c": "3"}}
    for share in ("1/3", "0.05000000000000000001"):
        effects = {"missing": ["share", share], "not_applicable": ["share", "0.6"]}
        book, _ = agreed(leaf(points="0.1", measure=figure("z"), target="3", absence=effects), values)
        # A third of 0.1 is 0.03; 0.005 and a little is 0.01.
        assert of_leaf(book) == ["0.03" if share == "1/3" else "0.01", "0.06", "0.1"]


@pytest.mark.parametrize("share", ["1/3", "0.30000000000000000001"])
def test_shares_of_members_worth_a_fraction_or_more_digits_than_floats_hold(share):
    members = {unit: ["m", "n"] for unit in UNITS}
    shares = {unit: {"m": share} for unit in UNITS}
    measured = ["weighted_mean", figure("listed", member="*")]
    values = {"listed/m": dict.fromkeys(UNITS, "6"), "listed/n": dict.fromkeys(UNITS, "2")}
    listed = {"listed": {"members": members, "shares": shares}}
    compiled_items = {**listed}
    book, _ = agreed(leaf(points="10", measure=measured, target="4"), values, items=compiled_items)
    # (6/3 + 2) / (4/3) = 3 of 4; (1.8 + 2) / 1.3 of 4.
    assert of_leaf(book)[0] == ("7.5" if share == "1/3" else "7.31")


@pytest.mark.parametrize("combine", ["weighted", "geometric", "harmonic"])
@pytest.mark.parametrize("by", ["exact", "rounded"])
def test_weights_that_sum_to_many_different_primes(combine, by):
    nodes, values = [], {}
    for prime in (97, 101, 103, 107):
        nodes.append(branch(f"b{prime}", combine=combine, points="100"))
        for place, weight in enumerate((prime // 3, prime - prime // 3)):
            code = f"l{prime}_{place}"
            own = {"measure": figure(code), "target": "10", "parent": f"b{prime}", "depth": 2}
            effect = {"not_applicable": ["redistribute", ("table", "parent")[place]]}
            full = str(Fraction(100 * weight, prime))
            nodes.append(leaf(code, full, weight=str(weight), absence=effect, **own))
            values[code] = dict(
                zip(UNITS, ("not_applicable" if prime == 103 else "7", "9", "3.3"), strict=True)
            )
    table = {"code": "listed", "convert_to": "100", "nodes": {"year": list(values)}}
    ranking = {"by": by, "ties": "competition", "tie_break": []}
    agreed(nodes, values, checkpoint_table=table, ranking=ranking)
