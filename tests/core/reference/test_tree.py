"""The year so far, redistribution, transfer and checkpoint tables, worked by hand."""

import pytest

from sikao.core.reference import CalculationError, calculate
from tests.core.reference.making import (
    QUARTERLY,
    book_of,
    branch,
    figure,
    found,
    judged,
    leaf,
    method,
    points_of,
    row,
    rows_of,
    scheme,
)


class TestYear:
    """即墨 固投, 80 points: 达标64分,每高1点+2、每低1点-3, own targets at each checkpoint."""

    def book(self, at=None, detail=False):
        targets = {"jimo": {"q1": "-8.0", "h1": "1.0", "q3": "3.5", "year": "5.0"}}
        actual = {"jimo": {"q1": "-12.4", "h1": "-0.5", "q3": "3.2", "year": "6.1"}}
        given = method("steps", base="80%", up="2", down="3")
        node = leaf(points="80", method=given, windows=QUARTERLY, target=targets)
        return calculate(scheme([node], ["jimo"]), rows_of(actual), at, detail)

    def test_four_checkpoints_add_up(self):
        # 50.8/59.5/63.1/66.2 → 0.1·50.8+0.2·59.5+0.3·63.1+0.4·66.2 = 62.39
        book = self.book(detail=True)
        assert [window["points"] for window in book["windows"]] == ["50.8", "59.5", "63.1", "66.2"]
        assert found(book, "jimo") == {
            "checkpoint": "year",
            "scorecard": "card",
            "group": "districts",
            "unit": "jimo",
            "node": "leaf",
            "depth": 1,
            "points": "62.39",
            "full_points": "80",
            "attainment": "0.779875",
            "rank": 1,
            "grade": None,
            "flags": [],
            "parts": {
                "checkpoint:q1": "5.08",
                "checkpoint:h1": "11.9",
                "checkpoint:q3": "18.93",
                "checkpoint:year": "26.48",
            },
        }

    def test_half_a_year_counts_its_windows_only(self):
        # 5.08 + 11.9 of 10 % + 20 % of 80; 16.98/24 = 0.7075
        row = found(self.book("h1"), "jimo", at="h1")
        assert (row["points"], row["full_points"], row["attainment"]) == ("16.98", "24", "0.7075")

    def test_before_its_first_window_a_leaf_has_no_points(self):
        book = calculate(scheme([leaf(target="1")], ["a"]), [row("a", "1")], "q1")
        assert found(book, "a", at="q1")["points"] is None
        assert found(book, "a", "total", at="q1")["points"] is None
        assert found(book, "a", "total", at="q1")["rank"] is None

    def test_the_year_is_rounded_once_more_only_where_windows_are_added(self):
        # One window keeps its four places; 0.1 x 33.3333 + 0.9 x 33.3333 is rounded to two.
        places = {"checkpoint": 4, "score": 2}
        values = {"a": {"q1": "1", "year": "1"}}
        single = leaf(target="3", places=places)
        assert points_of(calculate(scheme([single], ["a"]), rows_of(values))) == {"a": "33.3333"}
        two = [{"checkpoint": "q1", "share": ["1", "10"]}, {"checkpoint": "year", "share": ["9", "10"]}]
        book = calculate(scheme([leaf(target="3", places=places, windows=two)], ["a"]), rows_of(values))
        assert found(book, "a")["points"] == "33.33"
        assert found(book, "a")["parts"] == {
            "checkpoint:q1": "3.33333",
            "checkpoint:year": "29.99997",
            "rounding": "-0.0033",
        }


def test_targets_pro_rata_where_a_checkpoint_has_none_of_its_own():
    # 40 a year: 10 at Q1 (4/10), its own 25 at half-year (20/25), 30 at three quarters.
    node = leaf(target={"a": {"h1": "25", "year": "40"}}, prorate=True, windows=QUARTERLY)
    values = {"a": {"q1": "4", "h1": "20", "q3": "15", "year": "40"}}
    book = calculate(scheme([node], ["a"]), rows_of(values), detail=True)
    assert [window["points"] for window in book["windows"]] == ["40", "80", "50", "100"]
    node = leaf(target="40", prorate=True, windows=QUARTERLY)
    book = calculate(scheme([node], ["a"]), rows_of(values), detail=True)
    assert [window["parameters"]["target"] for window in book["windows"]] == ["10", "20", "30", "40"]


class TestRedistribution:
    def test_over_the_table(self):
        # 市南 断面达标率 (15 points) does not apply: 832.40 of 985 → 845.08 of 1,000.
        nodes = [
            judged("rest", "985"),
            judged("water", "15", absence={"not_applicable": ["redistribute", "table"]}),
        ]
        values = {
            "rest": {"shinan": "832.40", "shibei": "832.40"},
            "water": {"shinan": "not_applicable", "shibei": "15"},
        }
        book = book_of(nodes, values, ["shinan", "shibei"])
        main = found(book, "shinan", "main")
        assert (main["points"], main["full_points"]) == ("845.08", "1000")
        assert main["parts"] == {
            "child:rest": "832.4",
            "redistribution": "12.67614213198",
            "rounding": "0.00385786802",
        }
        assert main["flags"] == ["not_applicable", "redistributed"]
        assert found(book, "shinan", "total")["points"] == "845.08"
        assert found(book, "shibei", "total")["points"] == "847.4"
        assert found(book, "shinan", "water")["points"] is None

    def nodes(self, level):
        return [
            branch("block"),
            branch("level1", parent="block", depth=2),
            judged("one", "40", parent="level1", absence={"missing": ["redistribute", level]}),
            judged("two", "60", parent="level1"),
            judged("three", "100", parent="block"),
            judged("four", "100"),
        ]

    @pytest.mark.parametrize(
        ("level", "level1", "block", "main"),
        [
            # 30 of 60, 100 of 100, 0 of 100; 40 withdrawn.
            ("parent", ("50", "100"), ("150", "200"), ("150", "300")),  # 30 x 100/60
            ("block", ("30", "60"), ("162.5", "200"), ("162.5", "300")),  # 130 x 200/160
            ("table", ("30", "60"), ("130", "160"), ("150", "300")),  # 130 x 300/260
        ],
    )
    def test_at_the_parent_the_block_and_the_table(self, level, level1, block, main):
        values = {"two": {"a": "30"}, "three": {"a": "100"}, "four": {"a": "0"}}
        book = book_of(self.nodes(level), values, ["a"])
        for node, expected in (("level1", level1), ("block", block), ("main", main)):
            row = found(book, "a", node)
            assert (row["points"], row["full_points"]) == expected, node

    def test_nothing_to_spread_over_leaves_no_points(self):
        nodes = [
            branch("block"),
            judged("one", "40", parent="block", absence={"missing": ["redistribute", "parent"]}),
            judged("two", "60"),
        ]
        book = book_of(nodes, {"two": {"a": "30"}}, ["a"])
        assert found(book, "a", "block")["points"] is None
        assert found(book, "a", "main")["full_points"] == "60"

    def test_a_bonus_that_does_not_apply_is_left_out(self):
        nodes = [
            judged("one", "100"),
            judged("plus", "10", role="bonus", absence={"missing": ["redistribute", "table"]}),
        ]
        book = book_of(nodes, {"one": {"a": "50"}}, ["a"])
        assert found(book, "a", "total")["points"] == "50"
        assert found(book, "a", "total")["flags"] == ["missing"]


class TestTransfer:
    def nodes(self, windows=None):
        """承担省对市考核指标 100, without which its points go to 年度重点任务 150."""
        own = {"windows": windows} if windows else {}
        attained = {"method": method("attainment"), "target": "100"}
        return [
            branch("goals"),
            leaf(
                "provincial",
                "100",
                parent="goals",
                measure=figure("provincial"),
                absence={"not_applicable": ["transfer", "tasks"]},
                **attained,
                **own,
            ),
            leaf("tasks", "150", parent="goals", measure=figure("tasks"), **attained),
        ]

    def test_a_leaf_gives_all_its_points(self):
        values = {
            "provincial": {"a": "not_applicable", "b": "100"},
            "tasks": {"a": "90", "b": "90"},
        }
        book = book_of(self.nodes(), values, ["a", "b"])
        given, taken = found(book, "a", "provincial"), found(book, "a", "tasks")
        assert (given["points"], given["full_points"]) == (None, None)
        assert (taken["points"], taken["full_points"]) == ("225", "250")
        assert given["flags"] == ["not_applicable", "transferred"]
        assert taken["flags"] == ["transferred"]
        assert found(book, "a", "goals")["full_points"] == "250"
        assert points_of(book, "goals") == {"a": "225", "b": "235"}

    def test_a_leaf_withdrawn_for_part_of_the_year_keeps_its_points(self):
        # Half the year counted: 0.6 x 100 of the windows h1, q3, year without q1's tenth.
        values = {
            "provincial": {"a": {"q1": "not_applicable", "h1": "50", "q3": "50", "year": "50"}},
            "tasks": {"a": "90"},
        }
        book = book_of(self.nodes(QUARTERLY), values, ["a"])
        row = found(book, "a", "provincial")
        assert (row["points"], row["full_points"]) == ("45", "90")
        assert found(book, "a", "tasks")["full_points"] == "150"

    def test_points_travel_along_a_chain_and_never_in_a_circle(self):
        goals = {"one": "two", "two": "three", "three": None}
        nodes = [
            judged(code, "10", absence={"not_applicable": ["transfer", goal or "three"]})
            for code, goal in goals.items()
        ]
        absent = {"a": "not_applicable"}
        book = book_of(nodes, {"one": absent, "two": absent, "three": {"a": "5"}}, ["a"])
        assert found(book, "a", "three")["full_points"] == "30"
        with pytest.raises(CalculationError, match="cannot be transferred to 'three' for a"):
            book_of(nodes, {"one": absent, "two": absent, "three": absent}, ["a"])


def test_the_total_is_rounded_from_the_exact_main():
    nodes = [
        judged("one", "60"),
        judged("two", "40", absence={"missing": ["redistribute", "table"]}),
        judged("plus", "10", role="bonus"),
    ]
    rounding = {"rule": "half_up", "checkpoint": 2, "score": 2, "total": 0}
    # 30.27 x 100/60 = 50.45 → 50; with the bonus of 0.05 exactly 50.5 → 51, not 50 + 0.05 → 50.
    book = book_of(nodes, {"one": {"a": "30.27"}, "plus": {"a": "0.05"}}, ["a"], rounding=rounding)
    assert found(book, "a", "main")["points"] == "50"
    assert found(book, "a", "total")["points"] == "51"


class TestCheckpointTable:
    def table(self, **nodes):
        listed = nodes or {"q1": ["one", "two", "three"], "h1": ["one"]}
        return {"code": "card_checkpoint", "convert_to": "100", "nodes": listed}

    def nodes(self):
        return [
            judged("one", "80", windows=QUARTERLY),
            judged("two", "50", absence={"missing": ["hold"]}),
            judged("three", "20", absence={"missing": ["share", "0.6"]}),
        ]

    def test_scores_of_the_checkpoint_are_converted(self):
        # a: (60 + 41 + 12)/150 x 100 = 75.333…; b: two is held, (60 + 15)/100
        values = {
            "one": {"a": {"q1": "60"}, "b": {"q1": "60"}},
            "two": {"a": {"q1": "41"}},
            "three": {"b": {"q1": "15"}},
        }
        book = book_of(self.nodes(), values, ["a", "b"], "q1", checkpoint_table=self.table())
        of_a = found(book, "a", "total", "q1", "card_checkpoint")
        assert (of_a["points"], of_a["full_points"], of_a["rank"]) == ("75.33", "100", 1)
        assert of_a["parts"] == {
            "child:one": "40",
            "child:two": "27.333333333333",
            "child:three": "8",
            "rounding": "-0.003333333333",
        }
        assert of_a["flags"] == ["missing"]
        of_b = found(book, "b", "total", "q1", "card_checkpoint")
        assert (of_b["points"], of_b["rank"], of_b["flags"]) == ("75", 2, ["missing", "pending"])
        assert found(book, "a", "two", "q1", "card_checkpoint")["points"] == "41"
        assert found(book, "a", "two", "q1")["points"] is None

    def test_every_checkpoint_has_its_own_leaves(self):
        book = book_of(self.nodes(), {"one": {"a": {"h1": "8"}}}, ["a"], "h1", checkpoint_table=self.table())
        assert found(book, "a", "total", "h1", "card_checkpoint")["points"] == "10"
        codes = [row["node"] for row in book["rows"] if row["scorecard"] == "card_checkpoint"]
        assert codes == ["total", "one", "two", "three", "total", "one"]

    def test_a_checkpoint_without_any_figure_has_no_total(self):
        nodes = self.nodes()[:1]
        table = self.table(q1=["one"])
        book = book_of(nodes, {}, ["a"], "q1", checkpoint_table=table)
        assert found(book, "a", "total", "q1", "card_checkpoint")["points"] is None
        assert book["complete"] is False


def test_units_have_rows_only_for_nodes_that_apply_to_them():
    nodes = [judged("common", "50"), judged("special", "50", units=["a"])]
    book = book_of(nodes, {"common": {"a": "1", "b": "2"}, "special": {"a": "3"}}, ["a", "b"])
    assert points_of(book, "special") == {"a": "3"}
    assert found(book, "b", "total")["full_points"] == "50"


def test_figures_lend_their_flags_upward():
    nodes = [branch("block"), judged("one", "100", parent="block")]
    compiled = scheme(nodes, ["a", "b"], items={"one": {}})
    rows = [row("a", "1", "one", flags=["estimated", "disputed"]), row("b", "1", "one")]
    book = calculate(compiled, rows)
    for node in ("one", "block", "main"):
        assert found(book, "a", node)["flags"] == ["disputed", "estimated"]
        assert found(book, "b", node)["flags"] == []
    assert found(book, "a", "total")["flags"] == ["disputed", "estimated", "tie"]
