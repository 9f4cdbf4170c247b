"""The year so far, branches, redistribution and checkpoint tables, worked by hand."""

import pytest

from sikao.core.reference import CalculationError, calculate
from tests.core.reference.making import (
    QUARTERLY,
    branch,
    figure,
    found,
    leaf,
    method,
    points_of,
    row,
    rows_of,
    scheme,
)


def reported(item: str = "x") -> dict:
    """Points as they are reported."""
    return method("bands", bands=[], otherwise=["expr", figure(item)])


def judged(code: str, points: str, **own) -> dict:
    """A leaf whose points are the figure of an item of its own name."""
    return leaf(code, points, measure=figure(code), method=reported(code), **own)


def of_item(code: str, values: dict) -> list:
    return rows_of(values, code)


def book_of(nodes: list, values: dict, units: list, at: str | None = None, **own):
    items = {node["code"]: {} for node in nodes if "parameters" in node}
    rows = [one for code, by_unit in values.items() for one in of_item(code, by_unit)]
    return calculate(scheme(nodes, units, items=items, **own), rows, at)


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

    def test_a_window_laid_open(self):
        window = self.book(detail=True)["windows"][0]
        assert window == {
            "table": "card",
            "node": "leaf",
            "unit": "jimo",
            "checkpoint": "q1",
            "measure": "-12.4",
            "absence": None,
            "effect": None,
            "full": "80",
            "beside": None,
            "parameters": {"target": "-8"},
            "method": {
                "kind": "steps",
                "target": "-8",
                "base": "64",
                "up": "2",
                "down": "3",
                "per": "1",
                "whole": False,
                "up_by": None,
                "cap": "80",
                "floor": "0",
            },
            "group": {"n": 1, "worst": "-12.4", "best": "-12.4", "place": "1"},
            "raw": "50.8",
            "parts": {"base": "64", "above": "0", "below": "-13.2"},
            "points": "50.8",
            "figures": [["jimo", "x", "level", "2020-01..03"]],
        }

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


class TestAbsence:
    def one(self, effect, value="missing", **own):
        """Two leaves of 60 and 40 points; the second is absent for ``a`` and has 10 and 21 for others."""
        nodes = [judged("sure", "60"), judged("late", "40", absence={value: effect}, **own)]
        values = {
            "sure": {"a": "50", "b": "50", "c": "50"},
            "late": {"a": value, "b": "10", "c": "21"},
        }
        return book_of(nodes, values, ["a", "b", "c"])

    @pytest.mark.parametrize(
        ("effect", "late", "total", "full"),
        [
            (["zero"], "0", "50", "100"),
            (["full"], "40", "90", "100"),
            (["share", "0.6"], "24", "74", "100"),
            (["group_mean"], "15.5", "65.5", "100"),
            (["exclude"], None, "50", "60"),
            (["hold"], None, "50", "60"),
            (["refuse"], None, "50", "60"),
            (["redistribute", "table"], None, "83.33", "100"),  # 50 x 100/60
        ],
    )
    def test_effects(self, effect, late, total, full):
        book = self.one(effect)
        assert found(book, "a", "late")["points"] == late
        row = found(book, "a", "total")
        assert (row["points"], row["full_points"]) == (total, full)

    def test_what_an_effect_leaves_behind(self):
        assert found(self.one(["zero"]), "a", "late")["parts"] == {"checkpoint:year": "0"}
        held, refused = self.one(["hold"]), self.one(["refuse"])
        assert found(held, "a", "total")["flags"] == ["missing", "pending"]
        assert held["complete"] is True
        assert found(refused, "a", "total")["flags"] == ["missing", "refused"]
        assert refused["complete"] is False
        assert found(refused, "b", "total")["flags"] == []

    def test_a_group_mean_of_nobody_is_refused(self):
        nodes = [judged("late", "40", absence={"missing": ["group_mean"]})]
        book = book_of(nodes, {}, ["a", "b"])
        assert found(book, "a", "late")["flags"] == ["missing", "refused"]

    def test_zero_is_a_value(self):
        nodes = [judged("one", "40", absence={"missing": ["full"]})]
        assert found(book_of(nodes, {"one": {"a": "0"}}, ["a"]), "a", "one")["points"] == "0"

    def test_absence_takes_a_share_of_a_deduction(self):
        nodes = [judged("sure", "60")]
        for effect, points in ((["zero"], "0"), (["share", "0.5"], "-10"), (["full"], "-20")):
            minus = leaf(
                "minus",
                "20",
                role="deduction",
                measure=figure("minus"),
                absence={"missing": effect},
                target="1",
            )
            book = book_of([*nodes, minus], {"sure": {"a": "50"}}, ["a"])
            assert found(book, "a", "minus")["points"] == points


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


class TestComposed:
    def nodes(self, combine, weights=("0.5", "0.5")):
        parts = [
            judged(code, points, parent="index", weight=weight, absence={"missing": ["hold"]})
            for code, points, weight in zip(("one", "two"), ("50", "50"), weights, strict=True)
        ]
        return [branch("index", combine=combine, points="100"), *parts]

    @pytest.mark.parametrize(
        ("combine", "points"),
        [
            ("weighted", "65"),  # 40 + 25
            ("geometric", "63.25"),  # 100 x sqrt(0.8 x 0.5) = 63.2455…
            ("harmonic", "61.54"),  # 100/(0.5/0.8 + 0.5/0.5) = 61.538…
        ],
    )
    def test_two_halves(self, combine, points):
        book = book_of(self.nodes(combine), {"one": {"a": "40"}, "two": {"a": "25"}}, ["a"])
        row = found(book, "a", "index")
        assert (row["points"], row["full_points"]) == (points, "100")

    def test_the_difference_from_the_sum_is_a_part(self):
        row = found(
            book_of(self.nodes("harmonic"), {"one": {"a": "40"}, "two": {"a": "25"}}, ["a"]), "a", "index"
        )
        assert row["parts"] == {
            "child:one": "40",
            "child:two": "25",
            "combination": "-3.461538461538",
            "rounding": "0.001538461538",
        }

    @pytest.mark.parametrize("combine", ["geometric", "harmonic"])
    def test_nothing_in_one_part_is_nothing_at_all(self, combine):
        book = book_of(self.nodes(combine), {"one": {"a": "40"}, "two": {"a": "0"}}, ["a"])
        assert found(book, "a", "index")["points"] == "0"

    def test_unequal_weights(self):
        # 100 x 0.8^0.25 x 0.5^0.75 = 56.2341… with weights 1 to 3
        nodes = self.nodes("geometric", ("0.25", "0.75"))
        nodes[1]["variants"][0]["points"], nodes[2]["variants"][0]["points"] = "25", "75"
        book = book_of(nodes, {"one": {"a": "20"}, "two": {"a": "37.5"}}, ["a"])
        assert found(book, "a", "index")["points"] == "56.23"

    def test_a_part_that_is_not_counted_leaves_its_weight_to_the_others(self):
        book = book_of(self.nodes("geometric"), {"one": {"a": "40"}}, ["a"])
        row = found(book, "a", "index")
        assert (row["points"], row["full_points"]) == ("40", "50")

    def test_an_irrational_value_is_spread_before_it_is_rounded(self):
        # 63.2455532… x 150/100 = 94.868329…; of the rounded 63.25 it would be 94.88.
        nodes = self.nodes("geometric")
        nodes.append(
            judged(
                "three", "50", parent="index", weight="0.5", absence={"missing": ["redistribute", "parent"]}
            )
        )
        book = book_of(nodes, {"one": {"a": "40"}, "two": {"a": "25"}}, ["a"])
        row = found(book, "a", "index")
        assert (row["points"], row["full_points"]) == ("94.87", "150")


def test_caps_of_bonus_and_deduction():
    # 项目加分 ≤ 30, 减分 ≤ 20: 24 + 16 stop at 30, -15 - 9 at -20.
    minus = {"floor": "-100%", "cap": "0"}
    nodes = [
        judged("main_leaf", "100"),
        branch("bonus", role="bonus", cap="30"),
        judged("project", "24", parent="bonus", role="bonus"),
        judged("praise", "16", parent="bonus", role="bonus"),
        branch("deductions", role="deduction", cap="20"),
        *(
            {**judged(code, "20", parent="deductions", role="deduction")}
            for code in ("criticism", "interview")
        ),
    ]
    for node in nodes[-2:]:
        node["variants"][0]["method"].update(method("bands", bands=[], **minus))
        node["variants"][0]["method"]["otherwise"] = ["expr", figure(node["code"])]
    values = {
        "main_leaf": {"a": "70"},
        "project": {"a": "24"},
        "praise": {"a": "16"},
        "criticism": {"a": "-15"},
        "interview": {"a": "-9"},
    }
    book = book_of(nodes, values, ["a"])
    bonus, deductions = found(book, "a", "bonus"), found(book, "a", "deductions")
    assert (bonus["points"], bonus["full_points"]) == ("30", "30")
    assert bonus["parts"] == {"child:project": "24", "child:praise": "16", "cap": "-10"}
    assert (deductions["points"], deductions["full_points"]) == ("-20", "20")
    assert deductions["parts"] == {"child:criticism": "-15", "child:interview": "-9", "cap": "4"}
    assert found(book, "a", "total")["points"] == "80"
    assert found(book, "a", "main")["points"] == "70"


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
