"""How branches come from their children: formulas with numbers, conversion, and points that are spread."""

from decimal import Decimal

import pytest

from sikao.core.insight import Worked, narrate
from sikao.core.wording import Term
from tests.core.insight.making import make
from tests.core.insight.test_worked import FAI, JIMO, TARGETS


def mean(kind, weights, figures, **own):
    """A branch of 100 points whose children are worth what their figures are in percent."""
    return {
        "code": "balance",
        "points": "100",
        "combine": kind,
        "children": [
            {
                "code": f"part_{item}",
                "weight": weight,
                "measure": item,
                "method": {"kind": "attainment", "target": "100"},
                **own,
            }
            for item, weight in zip(figures, weights, strict=True)
        ],
    }


def explained(tmp_path, nodes, figures, node, **own):
    opened = make(tmp_path, nodes, figures, **own)
    return Worked(opened.scheme, opened.figures).explain("a", node)


def steps(found):
    return [(step.formula.general.zh, step.formula.filled.zh, step.result) for step in found.workings]


def working(found):
    """The one step that neither adds up nor rounds."""
    (step,) = [step for step in steps(found) if not step[0].endswith("相加") and "舍入" not in step[0]]
    return step


def test_a_geometric_mean_shows_weights_and_rates(tmp_path):
    # Rates 50/50 = 1 and 32/50 = 16/25, each to the power 1/2: 100 × 4/5 = 80.
    figures = {"x": "100", "y": "64"}
    found = explained(tmp_path, [mean("geometric", ["0.5", "0.5"], figures)], {"a": figures}, "balance")
    assert found.points == "80"
    assert working(found) == (
        "计分满分 × Π(得分率^权重)",
        "100 × (50 ÷ 50)^0.5 × (32 ÷ 50)^0.5",
        "80",
    )
    assert [(part.full, part.rate, part.weight) for part in found.parts[:2]] == [
        ("50", "1", "0.5"),
        ("50", "0.64", "0.5"),
    ]


def test_a_harmonic_mean_shows_weights_and_rates(tmp_path):
    # Weights 1/4 and 3/4, rates 1/2 and 3/4: 1/4 ÷ 1/2 + 3/4 ÷ 3/4 = 3/2; 100 ÷ 3/2 = 200/3 = 66.67.
    figures = {"x": "50", "y": "75"}
    found = explained(tmp_path, [mean("harmonic", ["0.25", "0.75"], figures)], {"a": figures}, "balance")
    assert found.points == "66.67"
    general, filled, result = working(found)
    assert general == "计分满分 ÷ Σ(权重 ÷ 得分率)"
    assert filled == "100 ÷ (0.25 ÷ (12.5 ÷ 25) + 0.75 ÷ (56.25 ÷ 75))"
    assert Decimal(result).quantize(Decimal("0.0001")) == Decimal("66.6667")


def test_a_weighted_mean_shows_weights_and_rates(tmp_path):
    # 100 × (0.3 × 1/2 + 0.7 × 9/10) = 15 + 63 = 78.
    figures = {"x": "50", "y": "90"}
    found = explained(tmp_path, [mean("weighted", ["0.3", "0.7"], figures)], {"a": figures}, "balance")
    assert found.points == "78"
    assert working(found) == (
        "计分满分 × Σ(权重 × 得分率)",
        "100 × (0.3 × (15 ÷ 30) + 0.7 × (63 ÷ 70))",
        "78",
    )


def test_weights_stand_for_the_parts_that_are_counted(tmp_path):
    # The third part is left out: 70 points are counted, with weights 0.3 and 0.4 out of 0.7.
    # Rates 1/4 and 1, so that harmonic gives 70 ÷ ((3/7) ÷ (1/4) + 4/7) = 70 ÷ (16/7) = 30.625 → 30.63.
    nodes = [
        mean(
            "harmonic",
            ["0.3", "0.4", "0.3"],
            {"x": "", "y": "", "z": ""},
            absence={"not_applicable": "exclude"},
        )
    ]
    figures = {"a": {"x": "25", "y": "100", "z": "not_applicable"}, "b": {"x": "1", "y": "1", "z": "1"}}
    found = explained(tmp_path, nodes, figures, "balance")
    assert (found.points, found.full_points) == ("30.63", "70")
    filled = "70 ÷ ((0.3 ÷ 0.7) ÷ (7.5 ÷ 30) + (0.4 ÷ 0.7) ÷ (40 ÷ 40))"
    assert working(found)[1:] == (filled, "30.625")


@pytest.mark.parametrize("kind", ["geometric", "harmonic"])
def test_a_mean_with_an_empty_part_says_why_it_is_nothing(tmp_path, kind):
    figures = {"x": "0", "y": "64"}
    found = explained(tmp_path, [mean(kind, ["0.5", "0.5"], figures)], {"a": figures}, "balance")
    assert found.points == "0"
    assert working(found)[1:] == ("有下级得分率不高于 0，合成得 0", "0")


def test_a_plain_sum_shows_what_is_added(tmp_path):
    leaf = {"measure": "x", "method": {"kind": "attainment", "target": "100"}}
    node = {
        "code": "block",
        "children": [{**leaf, "code": "one", "points": "20"}, {**leaf, "code": "two", "points": "30"}],
    }
    found = explained(tmp_path, [node], {"a": {"x": "80"}}, "block")
    assert steps(found) == [("各部分得分相加", "16 + 24", "40")]
    assert [(symbol.number, symbol.name.zh) for symbol in found.workings[0].symbols] == [
        ("16", "指标one"),
        ("24", "指标two"),
    ]
    assert [(part.points, part.own, part.full, part.rate) for part in found.parts] == [
        ("16", "16", "20", "0.8"),
        ("24", "24", "30", "0.8"),
    ]


def test_a_capped_bonus_shows_the_sum_and_its_cap(tmp_path):
    leaf = {"measure": "x", "method": {"kind": "attainment", "target": "1"}}
    main = {**leaf, "code": "main_leaf", "points": "100"}
    children = [{**leaf, "code": code, "points": "8"} for code in ("one", "two")]
    bonus = {"code": "extra", "role": "bonus", "points": "10", "children": children}
    found = explained(tmp_path, [main, bonus], {"a": {"x": "1"}}, "extra")
    # Twice 8 points, of which 10 count.
    assert (found.points, working(found)[1:]) == ("10", ("min(16, 10)", "10"))


def test_spread_points_name_where_they_come_from_and_why(worked):
    # Scenario 1.4: 832.40 of the 985 points counted; 15 points of the water section do not apply:
    # 832.4 × 1000 ÷ 985 = 845.07614…, to two decimals 845.08.
    found = worked.explain("shinan", "main")
    (water,) = found.spread
    assert (water.node, water.points, water.checkpoint) == ("water", "15", "year")
    assert (water.absence, water.effect.zh) == (Term("不适用", "not applicable"), "分值摊入本表其他指标")
    assert working(found)[:2] == ("得分 ÷ 计分部分满分 × 全部满分", "832.4 ÷ 985 × 1000")
    text = narrate(found, "zh")
    assert "832.4 ÷ 985 × 1000 = ≈845.076142" in text
    assert "分值摊出：地表水考核断面达标率 年终 15（不适用，分值摊入本表其他指标）" in text


def test_only_the_windows_so_far_are_spread(tmp_path):
    # 40 points once a quarter, of which 10 % and 20 % have come: 4 + 8 points go to the rest.
    gone = {
        "code": "gone",
        "points": "40",
        "measure": "y",
        "schedule": "quarterly",
        "method": {"kind": "attainment", "target": "1"},
    }
    rest = {**gone, "code": "rest", "points": "60", "measure": "x"}
    quarters = ("q1", "h1", "q3", "year")
    figures = {"x": dict.fromkeys(quarters, "0.5"), "y": dict.fromkeys(quarters, "not_applicable")}
    other = {"x": dict.fromkeys(quarters, "1"), "y": dict.fromkeys(quarters, "1")}
    opened = make(tmp_path, [rest, gone], {"a": figures, "b": other})
    found = Worked(opened.scheme, opened.figures).explain("a", "main", "h1")
    assert [(entry.checkpoint, entry.points) for entry in found.spread] == [("q1", "4"), ("h1", "8")]
    # The rest has 18 so far, half of them reached: 9 ÷ 18 × 30 = 15.
    assert working(found)[1:] == ("9 ÷ 18 × 30", "15")
    assert found.points == "15"


def test_points_spread_within_a_block_belong_to_the_block(tmp_path):
    leaf = {"method": {"kind": "attainment", "target": "1"}}
    children = [
        {**leaf, "code": "kept", "points": "30", "measure": "x"},
        {
            **leaf,
            "code": "gone",
            "points": "10",
            "measure": "y",
            "absence": {"not_applicable": "redistribute_block"},
        },
    ]
    nodes = [
        {"code": "block", "children": children},
        {**leaf, "code": "other", "points": "60", "measure": "x"},
    ]
    opened = make(tmp_path, nodes, {"a": {"x": "0.5", "y": "not_applicable"}, "b": {"x": "1", "y": "1"}})
    worked = Worked(opened.scheme, opened.figures)
    block = worked.explain("a", "block")
    # 15 of 30 become 20 of 40.
    assert (working(block)[1:], block.points) == (("15 ÷ 30 × 40", "20"), "20")
    # 20 of the block and half of the other 60.
    assert steps(worked.explain("a", "main")) == [("各部分得分相加", "20 + 30", "50")]
    assert worked.explain("a", "main").spread == ()


def test_a_checkpoint_table_shows_how_it_is_converted(tmp_path):
    other = {"code": "other", "points": "30", "measure": "x", "schedule": "quarterly"}
    other["method"] = {"kind": "attainment", "target": "10"}
    card = {"checkpoint_table": {"code": "table", "name": "节点表", "nodes": {"q1": ["fai", "other"]}}}
    opened = make(
        tmp_path,
        [FAI, other],
        {"a": {"fai.growth": JIMO, "x": {"q1": "5"}}},
        parameters={"fai": {"target": {"all": TARGETS}}},
        card=card,
    )
    found = Worked(opened.scheme, opened.figures).explain("a", checkpoint="q1", scorecard="table")
    # 50.8 of 80 and 15 of 30: 65.8 of 110, which are 59.8181… of 100.
    assert found.points == "59.82"
    general, filled, result = working(found)
    assert (general, filled) == ("得分合计 ÷ 满分合计 × 100", "65.8 ÷ 110 × 100")
    assert Decimal(result).quantize(Decimal("0.0001")) == Decimal("59.8182")
    assert [step[1] for step in steps(found)] == [
        "50.8 + 15",
        "80 + 30",
        "65.8 ÷ 110 × 100",
        "舍入(≈59.818182, 2 位)",
    ]
    numbers = [(symbol.number, symbol.name.zh) for symbol in found.workings[2].symbols]
    assert numbers == [("65.8", "各部分得分合计"), ("110", "各部分满分合计"), ("100", "折算后的满分")]
    assert [(part.own, part.full, part.rate) for part in found.parts[:2]] == [
        ("50.8", "80", "0.635"),
        ("15", "30", "0.5"),
    ]


def test_the_year_of_a_leaf_adds_up_its_checkpoints_by_their_shares(tmp_path):
    opened = make(
        tmp_path, [FAI], {"a": {"fai.growth": JIMO}}, parameters={"fai": {"target": {"all": TARGETS}}}
    )
    found = Worked(opened.scheme, opened.figures).explain("a", "fai")
    # 5.08 + 11.9 + 18.93 + 26.48 = 62.39, with the points of test_worked.
    (step,) = found.workings
    points = [window.points for window in found.windows]
    shares = [("10%", "节点q1"), ("20%", "节点h1"), ("30%", "节点q3"), ("40%", "节点year")]
    assert step.formula.general.zh == "Σ(占比 × 节点得分)"
    assert step.formula.filled.zh == "10% × 50.8 + 20% × 59.5 + 30% × 63.1 + 40% × 66.2"
    assert step.result == "62.39"
    expected = [
        pair
        for (share, name), own in zip(shares, points, strict=True)
        for pair in ((share, f"{name}占全年的比例"), (own, f"{name}得分"))
    ]
    assert [(symbol.number, symbol.name.zh) for symbol in step.symbols] == expected
