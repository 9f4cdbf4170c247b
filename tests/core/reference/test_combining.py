"""Composed branches and caps, worked by hand."""

import pytest

from tests.core.reference.making import (
    book_of,
    branch,
    figure,
    found,
    judged,
    method,
)


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
