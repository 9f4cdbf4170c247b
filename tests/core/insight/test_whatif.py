"""What-if: whose score, place and grade move, and that the answer is that of scoring everything anew."""

from decimal import Decimal

import pytest

from sikao.core.insight import WhatIf, changed, parse_changes
from sikao.core.reference import calculate
from sikao.core.scheme import compile_scheme
from sikao.core.wording import FindingsError, Term
from tests.core.insight.making import make


def asked(scheme, *texts):
    changes, findings = parse_changes(texts, scheme)
    assert findings == ()
    return changes


def by_unit(outcome):
    return {move.unit: move for move in outcome.moves}


# Scenario 3.3: new consumer entities 35 → 37 of 40, 25 points: 21.88 → 23.13, passing 平度 with 782.30.
LAIXI = "laixi:new_consumer_entities.level:2020=37"


def test_the_ruling_for_laixi(opened, what_if):
    outcome = what_if.try_out(asked(opened.scheme, LAIXI))
    moves = by_unit(outcome)
    assert outcome.groups == ("districts",)
    assert (moves["laixi"].before.points, moves["laixi"].before.rank) == (Decimal("781.36"), 8)
    assert (moves["laixi"].after.points, moves["laixi"].after.rank) == (Decimal("782.61"), 7)
    assert (moves["pingdu"].gain, moves["pingdu"].after.rank) == (0, 8)
    changed_nodes = {node.node: (node.before, node.after) for node in moves["laixi"].nodes}
    assert changed_nodes["consumer_entities"] == (Decimal("21.88"), Decimal("23.13"))
    assert sorted(unit for unit, move in moves.items() if move.moved) == ["laixi", "pingdu"]


def test_under_another_rule_the_page_shows_whose_rank_moves(tmp_path):
    # Scenario 1.4 in small: water does not apply to a; 83.24 of 98.5 → 84.51 of 100 under the declared rule.
    water = {
        "code": "water",
        "points": "1.5",
        "measure": "w",
        "method": {"kind": "attainment", "target": "100"},
    }
    other = {
        "code": "other",
        "points": "98.5",
        "measure": "x",
        "method": {"kind": "attainment", "target": "98.5"},
    }
    opened = make(
        tmp_path,
        [{"code": "block", "children": [other, water]}],
        {"a": {"x": "83.24", "w": "not_applicable"}, "b": {"x": "82.9", "w": "100"}},
        full_points="100",
    )
    what_if = WhatIf(opened.scheme, opened.figures)
    moves = by_unit(what_if.try_out(asked(opened.scheme, "card.water.absence.not_applicable=exclude")))
    assert (moves["a"].before.points, moves["a"].before.full_points) == (Decimal("84.51"), 100)
    assert (moves["a"].after.points, moves["a"].after.full_points) == (Decimal("83.24"), Decimal("98.5"))
    assert [(move.before.rank, move.after.rank) for move in (moves["a"], moves["b"])] == [(1, 2), (2, 1)]


CHANGES = [
    ["districts.fai.points=70"],
    ["districts.fai.points@shinan=60"],
    ["districts.concentration.points=20"],
    ["districts.concentration.points@shinan=12.5", "districts.fai.points=70"],
    ["districts.fai.target@jimo:q1=-9", "districts.fai.target@all:year=7"],
    ["districts.fai.method={kind: rank_interval, first: 100%, last: 60%}"],
    ["districts.water.absence.not_applicable=exclude"],
    ["districts.water.absence.not_applicable=group_mean", "districts.fai.points=70"],
    ["jimo:fixed_assets.growth:2020=missing"],
    ["shinan:retail.growth:2020=30", "huangdao:retail.growth:2020-01..09=-20"],
]


def anew(scheme, figures, checkpoint):
    """The districts' rows by the exact calculator, on the scheme compiled as a whole."""
    compiled = compile_scheme(scheme)
    tables = [table for table in compiled["tables"] if table["group"] == "districts"]
    book = calculate({**compiled, "tables": tables}, figures.canonical_rows(), checkpoint)
    return {
        (row["unit"], row["node"]): row
        for row in book["rows"]
        if (row["checkpoint"], row["scorecard"]) == (checkpoint, "districts")
    }


def number(text):
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    ("texts", "checkpoint"), [(CHANGES[0], "q1"), *((texts, "year") for texts in CHANGES)]
)
def test_the_outcome_is_that_of_scoring_everything_anew(opened, what_if, texts, checkpoint):
    changes = asked(opened.scheme, *texts)
    base = what_if if checkpoint == "year" else WhatIf(opened.scheme, opened.figures, checkpoint, "districts")
    outcome = base.try_out(changes)
    rows = anew(*changed(opened.scheme, opened.figures, changes), checkpoint)
    names = {grade.code: grade.name for grade in opened.scheme.grades["districts"]}
    for move in outcome.moves:
        row = rows[move.unit, "total"]
        expected = (Decimal(row["points"]), Decimal(row["full_points"]), row["rank"])
        assert (move.after.points, move.after.full_points, move.after.rank) == expected
        assert (move.after.grade.zh if move.after.grade else None) == names.get(row["grade"])
        assert {node.node: node.after for node in move.nodes} == {
            node.node: number(rows[move.unit, node.node]["points"]) for node in move.nodes
        }


def test_every_trial_starts_from_the_same_base(opened, what_if):
    first = what_if.try_out(asked(opened.scheme, "districts.fai.points=70"))
    what_if.try_out(asked(opened.scheme, "districts.fai.points=10"))
    assert what_if.try_out(asked(opened.scheme, "districts.fai.points=70")) == first
    nothing = what_if.try_out([])
    assert nothing.groups == ()
    assert nothing.moves == ()


def test_only_touched_groups_are_scored(opened, what_if):
    outcome = what_if.try_out(asked(opened.scheme, "jimo:fixed_assets.growth:2020=6.1"))
    assert outcome.groups == ("districts",)
    assert not any(move.moved for move in outcome.moves)
    assert len(outcome.moves) == 10
    assert outcome.moves[0].unit_name == Term("市南区", "Shinan")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("districts.fai.method={kind: attainment, target: $nothing}", None),
        ("districts.fai.method={kind: attainment, target: nothing.growth}", None),
        ("districts.water.absence.not_applicable=transfer nothing", None),
        ("districts.nothing.points=3", "whatif.unknown_leaf"),
    ],
)
def test_what_no_calculator_could_follow_is_refused(opened, what_if, text, code):
    with pytest.raises(FindingsError) as refused:
        what_if.try_out(asked(opened.scheme, text))
    assert code in {None, refused.value.findings[0].code}
    assert str(refused.value)


def test_a_figure_that_nothing_reads_is_refused(tmp_path):
    leaf = {"code": "n", "points": "10", "measure": "x", "method": {"kind": "attainment", "target": "10"}}
    opened = make(tmp_path, [leaf], {"a": {"x": "5", "y": "7"}})
    what_if = WhatIf(opened.scheme, opened.figures)
    # Nothing looks at last year, nor at y at all.
    for text in ("a:x.level:2019=1", "a:y.level:2020=1"):
        with pytest.raises(FindingsError) as refused:
            what_if.try_out(asked(opened.scheme, text))
        (told,) = refused.value.findings
        assert told.code == "whatif.idle_figure"
        assert told.what("en") == f"Nothing reads the figure “{text[:-2]}”; the change would do nothing."
        assert told.remedy("en").endswith("figures that are read: a:x.level:2020.")


def test_a_figure_may_be_tried_with_the_method_that_reads_it(tmp_path):
    leaf = {"code": "n", "points": "10", "measure": "x", "method": {"kind": "attainment", "target": "10"}}
    opened = make(tmp_path, [leaf], {"a": {"x": "5", "y": "10"}})
    texts = ("card.n.method={kind: attainment, target: y}", "a:y.level:2020=20")
    (move,) = WhatIf(opened.scheme, opened.figures).try_out(asked(opened.scheme, *texts)).moves
    # 5 of 20 instead of 5 of 10, for 10 points.
    assert (move.before.points, move.after.points) == (5, Decimal("2.5"))


def test_unknown_groups_and_checkpoints_are_refused(opened):
    for asked_for, code in (
        ({"group": "towns"}, "whatif.unknown_group"),
        ({"checkpoint": "q9"}, "book.unknown_checkpoint"),
    ):
        with pytest.raises(FindingsError) as refused:
            WhatIf(opened.scheme, opened.figures, **asked_for)
        assert refused.value.findings[0].code == code
