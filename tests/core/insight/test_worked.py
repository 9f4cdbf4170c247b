"""Explanations as data: every point down to the formula with its numbers and the figures."""

from decimal import Decimal
from fractions import Fraction

import polars as pl
import pytest

from sikao.core.figures.table import Figures
from sikao.core.insight import Worked
from sikao.core.wording import FindingsError, Term
from tests.core.insight.making import PERIODS, make

JIMO = {"q1": "-12.4", "h1": "-0.5", "q3": "3.2", "year": "6.1"}
TARGETS = {"q1": "-8", "h1": "1", "q3": "3.5", "year": "5"}
FAI = {
    "code": "fai",
    "points": "80",
    "rule": "达标得0.8w,每高1点+2、每低1点−3",
    "measure": "fai.growth",
    "schedule": "quarterly",
    "method": {"kind": "steps", "target": "$target", "base": "80%", "up": "2", "down": "3"},
}


def explained(tmp_path, nodes, figures, unit="a", node=None, **own):
    opened = make(tmp_path, nodes, figures, **own)
    return Worked(opened.scheme, opened.figures).explain(unit, node or nodes[0]["code"])


def parts(thing):
    return {part.name: part.points for part in thing.parts}


def test_jimo_line_by_line(tmp_path):
    # Scenario 1.2: targets −8.0/1.0/3.5/5.0, actual −12.4/−0.5/3.2/6.1: 50.8/59.5/63.1/66.2 → 62.39.
    found = explained(
        tmp_path, [FAI], {"a": {"fai.growth": JIMO}}, parameters={"fai": {"target": {"all": TARGETS}}}
    )
    assert (found.points, found.full_points, found.attainment) == ("62.39", "80", "0.779875")
    assert [window.points for window in found.windows] == ["50.8", "59.5", "63.1", "66.2"]
    assert [window.share for window in found.windows] == ["10%", "20%", "30%", "40%"]
    assert [window.measure for window in found.windows] == list(JIMO.values())
    assert [window.parameters["target"] for window in found.windows] == list(TARGETS.values())
    assert [window.formula.filled.zh for window in found.windows] == [
        "64 − 3 × ((−8) − (−12.4))",
        "64 − 3 × (1 − (−0.5))",
        "64 − 3 × (3.5 − 3.2)",
        "64 + 2 × (6.1 − 5)",
    ]
    assert next(parts(window) for window in found.windows) == {"base": "64", "above": "0", "below": "-13.2"}
    assert parts(found) == {
        "checkpoint:q1": "5.08",
        "checkpoint:h1": "11.9",
        "checkpoint:q3": "18.93",
        "checkpoint:year": "26.48",
    }
    assert found.rule == "达标得0.8w,每高1点+2、每低1点−3"
    (figure,) = found.windows[0].figures
    assert (figure.value, figure.period, figure.unit_of_measure) == ("-12.4", "2020-01..03", "%")
    assert figure.provider == Term("统计局", "Bureau")


def test_an_earlier_checkpoint_explains_the_year_so_far(tmp_path):
    opened = make(
        tmp_path, [FAI], {"a": {"fai.growth": JIMO}}, parameters={"fai": {"target": {"all": TARGETS}}}
    )
    worked = Worked(opened.scheme, opened.figures)
    found = worked.explain("a", "fai", "h1")
    assert (found.points, found.full_points) == ("16.98", "24")
    assert [window.checkpoint for window in found.windows] == ["q1", "h1"]


def test_the_reported_value_is_scored_and_the_difference_shown(tmp_path):
    # Scenario 1.3: last year 812.30, this year 820.34; the bureau reports +3.0 % on a revised base.
    leaf = {
        "code": "retail",
        "points": "35",
        "measure": "retail.growth",
        "beside": "growth(retail.level)",
        "method": {"kind": "attainment", "target": "3"},
    }
    found = explained(
        tmp_path, [leaf], {"a": {"retail.growth": "3.0", "retail": "820.34", "retail@2019": "812.30"}}
    )
    (window,) = found.windows
    assert (window.measure, found.points) == ("3", "35")
    computed = Fraction(Decimal("820.34") - Decimal("812.30")) / Fraction("812.30") * 100
    assert abs(Fraction(window.beside) - computed) < Fraction(1, 10**11)
    assert Decimal(window.difference).quantize(Decimal("0.0001")) == Decimal("2.0102")


def test_not_applicable_points_are_spread_and_the_row_says_so(tmp_path):
    # Scenario 1.4: 832.40 of 985 → 845.08 of 1,000.
    nodes = [
        {"code": "rest", "points": "985", "measure": "x", "method": {"kind": "attainment", "target": "985"}},
        {"code": "water", "points": "15", "measure": "w", "method": {"kind": "attainment", "target": "100"}},
    ]
    opened = make(
        tmp_path, nodes, {"a": {"x": "832.4", "w": "not_applicable"}, "b": {"x": "900", "w": "100"}}
    )
    worked = Worked(opened.scheme, opened.figures)
    main = worked.explain("a", "main")
    assert (main.points, main.full_points) == ("845.08", "1000")
    assert parts(main)["child:rest"] == "832.4"
    assert Decimal(parts(main)["redistribution"]) > Decimal("12.67")
    assert Term("不适用", "not applicable") in main.remarks
    water = worked.explain("a", "water")
    assert water.points is None
    (window,) = water.windows
    assert (window.absence.zh, window.effect.zh) == ("不适用", "分值摊入本表其他指标")
    assert worked.explain("b").points == "915"


def test_a_range_is_explained_as_the_distance_from_it(tmp_path):
    leaf = {
        "code": "density",
        "points": "10",
        "measure": "x",
        "direction": "range",
        "method": {"kind": "steps", "target": {"low": "20", "high": "30"}, "base": "100%", "down": "1"},
    }
    found = explained(tmp_path, [leaf], {"a": {"x": "33"}})
    (window,) = found.windows
    assert (window.measure, window.points) == ("3", "7")
    assert window.measure_text == Term(
        "数据x超出区间[20, 30]的距离", "distance of Item x from the range [20, 30]"
    )
    assert window.formula.filled.en == "10 − 1 × (3 − 0)"


def test_a_tally_names_its_entries(tmp_path):
    leaf = {
        "code": "safety",
        "points": "10",
        "method": {
            "kind": "tally",
            "entries": [
                {"name": "较大事故", "count": "x", "each": "-2"},
                {"name": "通报", "count": "y", "each": "-1", "most": "2"},
                {"name": "约谈", "count": "z", "each": "-1"},
            ],
        },
    }
    found = explained(tmp_path, [leaf], {"a": {"x": "1", "y": "5", "z": "0"}})
    (window,) = found.windows
    assert parts(window) == {"start": "10", "entry:较大事故": "-2", "entry:通报": "-2", "entry:约谈": "0"}
    assert [part.title.zh for part in window.parts] == ["起始分", "较大事故", "通报", "约谈"]
    assert window.formula.filled.zh == "10 + (−2) × 1（较大事故） + max((−1) × 5, −2)（通报）"
    assert found.points == "6"
    assert window.measure_text is None


def test_a_mean_of_the_group_stands_in_for_a_missing_score(tmp_path):
    leaf = {
        "code": "poll",
        "points": "10",
        "measure": "x",
        "absence": {"missing": "group_mean"},
        "method": {"kind": "attainment", "target": "100"},
    }
    found = explained(tmp_path, [leaf], {"a": {"x": "missing"}, "b": {"x": "80"}, "c": {"x": "91"}})
    (window,) = found.windows
    # (8.0 + 9.1) / 2 = 8.55
    assert (found.points, parts(window)) == ("8.55", {"absence": "8.55"})
    assert window.absence == Term("未报", "missing")
    assert window.effect is not None
    assert window.formula is None


def test_transferred_points_name_the_node_that_takes_them(tmp_path):
    nodes = [
        {
            "code": "led",
            "points": "10",
            "measure": "x",
            "absence": {"not_applicable": "transfer served"},
            "method": {"kind": "attainment", "target": "100"},
        },
        {"code": "served", "points": "30", "measure": "y", "method": {"kind": "attainment", "target": "100"}},
    ]
    opened = make(tmp_path, nodes, {"a": {"x": "not_applicable", "y": "50"}, "b": {"x": "100", "y": "100"}})
    worked = Worked(opened.scheme, opened.figures)
    led, served = worked.explain("a", "led"), worked.explain("a", "served")
    assert led.points is None
    assert led.windows[0].effect.zh.endswith("：指标served")
    assert (served.points, served.full_points) == ("20", "40")
    assert served.windows[0].formula.filled.zh == "40 × 50 ÷ 100"
    assert Term("分值已转移", "points transferred") in served.remarks
    # 30 of its own and the 10 of the node that does not apply.
    assert served.holding.formula.filled.zh == "30 + 10"
    assert served.holding.result == "40"
    assert [symbol.name.zh for symbol in served.holding.symbols] == ["本项分值", "由“指标led”并入"]
    assert led.holding is None
    assert worked.explain("b", "served").holding is None


BY_QUARTERS = {
    "code": "gdp",
    "points": "100",
    "measure": "x",
    "schedule": "quarterly",
    "method": {"kind": "attainment", "target": "100"},
}


def test_a_revision_that_is_not_used_is_told_with_the_rule(tmp_path):
    opened = make(tmp_path, [BY_QUARTERS], {"a": {"x": {"q1": "65", "h1": "60"}}})
    frame = opened.figures.to_frame()
    revised = frame.filter(period=PERIODS["q1"]).with_columns(value=pl.lit("59"), since=pl.lit("h1"))
    worked = Worked(opened.scheme, Figures(pl.concat([frame, revised])))
    quarter, half = worked.explain("a", "gdp", "h1").windows
    # The rule by default: what has been scored stays as it was.
    assert quarter.figures[0].value == "65"
    assert quarter.figures[0].revision.zh == "自节点h1起修订为 59，此处仍用原数（不追溯）"
    assert quarter.figures[0].revision.en.endswith(", not used here (prospective)")
    assert half.figures[0].revision is None
    assert worked.explain("a", "gdp", "q1").windows[0].figures[0].revision is None


@pytest.mark.parametrize(
    ("said", "told"), [("60", None), ("61", "修订数，自节点h1起使用（不追溯）；此前为 60")]
)
def test_what_is_reported_once_more_and_says_the_same_is_no_revision(tmp_path, said, told):
    opened = make(tmp_path, [BY_QUARTERS], {"a": {"x": {"q1": "65", "h1": "60"}}})
    frame = opened.figures.to_frame()
    revised = frame.filter(period=PERIODS["h1"]).with_columns(value=pl.lit(said), since=pl.lit("h1"))
    worked = Worked(opened.scheme, Figures(pl.concat([frame, revised])))
    (used,) = worked.explain("a", "gdp", "h1").windows[1].figures
    assert (used.value, used.revision and used.revision.zh) == (said, told)


def test_a_composed_node_says_how_and_what_it_differs_from_the_sum(tmp_path):
    node = {
        "code": "balance",
        "points": "100",
        "combine": "geometric",
        "children": [
            {
                "code": code,
                "weight": "0.5",
                "measure": item,
                "method": {"kind": "attainment", "target": "100"},
            }
            for code, item in (("one", "x"), ("two", "y"))
        ],
    }
    found = explained(tmp_path, [node], {"a": {"x": "100", "y": "64"}})
    # 100 × √(1 × 0.64) = 80; the plain sum would be 50 + 32.
    assert found.points == "80"
    assert parts(found) == {"child:one": "50", "child:two": "32", "combination": "-2"}
    assert found.method == Term("加权几何平均", "weighted geometric mean")
    assert [part.title for part in found.parts][2] == Term("合成差额", "combination")


def test_a_checkpoint_table_is_explained_by_its_own_scores(tmp_path):
    second = {**FAI, "code": "other", "schedule": "annual", "method": {"kind": "attainment", "target": "5"}}
    card = {
        "checkpoint_table": {
            "code": "table",
            "name": "节点表",
            "nodes": {"q1": ["fai"], "year": ["fai", "other"]},
        }
    }
    opened = make(
        tmp_path,
        [FAI, second],
        {"a": {"fai.growth": JIMO}},
        parameters={"fai": {"target": {"all": TARGETS}}},
        card=card,
    )
    worked = Worked(opened.scheme, opened.figures)
    total = worked.explain("a", checkpoint="q1", scorecard="table")
    # 50.8 of 80, converted to 100.
    assert (total.points, total.full_points) == ("63.5", "100")
    assert total.scorecard_name == Term("节点表", "节点表")
    leaf = worked.explain("a", "fai", checkpoint="q1", scorecard="table")
    assert leaf.points == "50.8"
    assert [window.checkpoint for window in leaf.windows] == ["q1"]


def test_places_and_grades_stand_beside_the_total(worked):
    found = worked.explain("huangdao")
    assert (found.rank, found.among, found.grade) == (1, 10, Term("优秀", "Excellent"))
    assert found.node_name == Term("总分", "Total")
    assert found.illustrative
    assert next(part.target for part in found.parts) == "main"


def test_every_number_of_the_demonstration_year_can_be_explained(worked):
    seen = 0
    for row in worked.book().rows.iter_rows(named=True):
        if row["checkpoint"] in {"q1", "year"} and row["unit"] in {"shinan", "huangdao", "sco", "finance"}:
            found = worked.explain(row["unit"], row["node"], row["checkpoint"], row["scorecard"])
            assert (None if found.points is None else Decimal(found.points)) == row["points"]
            assert len(found.remarks) == len(row["flags"])
            for term in [found.unit_name, found.node_name, *(name for _, name in found.path), *found.remarks]:
                assert term.zh
                assert term.en
            seen += 1
    assert seen > 200


def test_an_explanation_is_plain_data(worked):
    said = worked.explain("jimo", "fai").to_json()
    assert said["points"] == "62.39"
    assert said["unit_name"] == {"zh": "即墨区", "en": "Jimo"}
    assert said["windows"][0]["formula"]["filled"]["zh"] == "64 − 3 × ((−8) − (−12.4))"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (("nowhere",), "book.unknown_unit"),
        (("qingdao",), "book.unknown_unit"),
        (("jimo", "nothing"), "book.unknown_node"),
        (("jimo", "total", "q9"), "book.not_at_checkpoint"),
        (("jimo", "total", "year", "zones"), "book.unknown_table"),
    ],
)
def test_what_is_not_in_the_book_is_refused(worked, asked, code):
    with pytest.raises(FindingsError) as refused:
        worked.explain(*asked)
    assert refused.value.findings[0].code == code
