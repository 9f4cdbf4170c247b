"""Methods by target, standards and the best, with the formulas that are in use, worked by hand."""

import pytest

from sikao.core.reference import CalculationError, calculate
from tests.core.reference.making import (
    branch,
    figure,
    found,
    leaf,
    method,
    number,
    points_of,
    row,
    scheme,
    scored,
)


def test_attainment_in_proportion_and_capped():
    # 池州市2004年: 完成的满分;未完成的按完成比例得分. 80/100 of 10 points; 130/100 is capped.
    assert scored({"a": "80", "b": "100", "c": "130", "d": "0"}, "10", target="100") == {
        "a": "8",
        "b": "10",
        "c": "10",
        "d": "0",
    }


def test_attainment_short_of_target_is_discounted():
    # 达标得w,未达标按完成率×0.8w: 95/100 x 16 = 15.2
    given = method("attainment", short="80%")
    assert scored({"a": "95", "b": "100", "c": "180"}, "20", target="100", method=given) == {
        "a": "15.2",
        "b": "20",
        "c": "20",
    }


def test_attainment_lower_is_better_by_reciprocal_and_by_mirror():
    # t/x = 40/50 = 0.8; 2 - x/t = 2 - 50/40 = 0.75; better than the target is capped.
    values = {"a": "50", "b": "40", "c": "20"}
    for inverse, of_a in (("reciprocal", "8"), ("mirror", "7.5")):
        given = method("attainment", inverse=inverse)
        assert scored(values, "10", target="40", method=given, direction="lower") == {
            "a": of_a,
            "b": "10",
            "c": "10",
        }


def test_a_target_of_zero_or_below_is_undefined_and_never_turns_a_ratio_round():
    for target in ("0", "-8"):
        compiled = scheme([leaf(target=target)], ["a"])
        book = calculate(compiled, [row("a", "-4")])
        assert found(book, "a")["points"] is None
        assert found(book, "a")["flags"] == ["refused", "undefined"]
        assert book["complete"] is False


def test_all_or_nothing():
    # 目标完成计分法: full points or none.
    given = method("all_or_nothing")
    assert scored({"a": "99.99", "b": "100"}, "5", target="100", method=given) == {"a": "0", "b": "5"}
    lower = scored({"a": "3", "b": "1"}, "5", target="2", method=given, direction="lower")
    assert lower == {"a": "0", "b": "5"}


def test_steps_around_eighty_per_cent():
    # 市供销社: 达到目标各得80%标准分;每增减1个百分点增减0.5分. 20 points: 16 + 3 x 0.5, 16 - 4 x 0.5.
    given = method("steps", base="80%", up="0.5", down="0.5")
    assert scored({"a": "8", "b": "11", "c": "4", "d": "30"}, "20", target="8", method=given) == {
        "a": "16",
        "b": "17.5",
        "c": "14",
        "d": "20",
    }


def test_steps_from_a_base_in_points():
    # 完成任务得15分,每增减1个百分点增减0.3分
    given = method("steps", base="15", up="0.3", down="0.3")
    assert scored({"a": "102", "b": "95"}, "20", target="100", method=given) == {"a": "15.6", "b": "13.5"}


def test_steps_with_a_rate_by_the_size_of_the_target():
    # 漯河市招商: the greater the target, the more a percentage point above it is worth: 0.6, 0.2, 0.1.
    completion = ["*", ["/", figure(), ["param", "task"]], number("100")]
    by_size = {
        "size": ["param", "task"],
        "bands": [
            {"at_least": "5000", "rate": "0.6"},
            {"at_least": "3000", "rate": "0.2"},
            {"at_least": "1000", "rate": "0.1"},
        ],
    }
    given = method("steps", target="100", base="20", up_by=by_size, cap="40")
    tasks = {"a": "5000", "b": "3000", "c": "1000", "d": "500"}
    values = {"a": "5500", "b": "3300", "c": "1100", "d": "550"}
    # Each ten percentage points above: 20 + 6, 20 + 2, 20 + 1, and no rate for the smallest.
    assert scored(values, "20", measure=completion, method=given, parameters={"task": tasks}) == {
        "a": "26",
        "b": "22",
        "c": "21",
        "d": "20",
    }


def test_attainment_of_a_mix_counted_up_to_120_per_cent():
    # 招商引资考核公示: 签约个数/目标·50 % + 签约金额/目标·50 %; 完成率120 %×0.5=0.6.
    # 0.6 + 45/50 x 0.5 = 1.05
    count = ["*", ["/", figure("n"), number("10")], number("0.5")]
    money = ["*", ["/", figure("x"), number("50")], number("0.5")]
    given = method("attainment", target="1", cap="120%")
    compiled = scheme([leaf(measure=["+", count, money], method=given)], ["a"], items={"n": {}})
    book = calculate(compiled, [row("a", "12", "n"), row("a", "45")])
    assert found(book, "a")["points"] == "105"


@pytest.mark.parametrize(("whole", "of_b"), [(False, "1.3"), (True, "1.5")])
def test_steps_down_to_nothing_where_lower_is_better(whole, of_b):
    # PM10 (3分) 每差1 µg/m³ 扣0.5,扣完为止. 3.4 above the target: 3 - 1.7, or 3 - 1.5 by whole steps.
    given = method("steps", down="0.5", whole=whole)
    values = {"a": "85", "b": "93.4", "c": "120"}
    assert scored(values, "3", target="90", method=given, direction="lower") == {
        "a": "3",
        "b": of_b,
        "c": "0",
    }


def test_steps_for_good_air_days():
    # 优良天数 (1分) 每差1个百分点扣0.25
    given = method("steps", down="0.25")
    assert scored({"a": "78", "b": "80"}, "1", target="80", method=given) == {"a": "0.5", "b": "1"}


def test_steps_over_negative_growth_rates():
    # 达标64分,每高1点+2、每低1点-3: -12.4 against -8.0 is 4.4 points below, 64 - 13.2.
    given = method("steps", base="80%", up="2", down="3")
    assert scored({"a": "-12.4", "b": "-7"}, "80", target="-8.0", method=given) == {"a": "50.8", "b": "66"}


def test_efficacy_between_the_extremes_of_the_group():
    # 临沂市2012年: 基本得分为权重的60 %. 20 x (0.6 + 0.4 x (10 - 5)/(15 - 5)) = 16
    given = method("efficacy")
    assert scored({"a": "5", "b": "10", "c": "15"}, "20", method=given) == {"a": "12", "b": "16", "c": "20"}


def test_efficacy_as_an_index_from_60_to_100_and_inverse():
    # 绿色发展指数: 60 + 40 (x - min)/(max - min); inverse 60 + 40 (max - x)/(max - min); no data: exactly 60.
    values = {"a": "20", "b": "30", "c": "60", "d": "missing"}
    own = {"method": method("efficacy"), "absence": {"missing": ["share", "0.6"]}}
    assert scored(values, **own) == {"a": "60", "b": "70", "c": "100", "d": "60"}
    assert scored(values, direction="lower", **own) == {"a": "100", "b": "90", "c": "60", "d": "60"}


def test_efficacy_with_declared_standards():
    given = method("efficacy", low="10", high="20")
    assert scored({"a": "15", "b": "8", "c": "25"}, "10", method=given) == {"a": "8", "b": "5.2", "c": "10"}
    # For lower the worst standard is the higher one.
    given = method("efficacy", low="20", high="10")
    assert scored({"a": "15", "b": "22"}, "10", method=given, direction="lower") == {"a": "8", "b": "5.2"}


def test_efficacy_where_all_are_equal_and_where_the_standards_are_the_wrong_way_round():
    assert scored({"a": "7", "b": "7"}, "20", method=method("efficacy", equal="90%")) == {
        "a": "18",
        "b": "18",
    }
    assert scored({"a": "7"}, "20", method=method("efficacy", low="20", high="10")) == {"a": None}


def test_tiers_by_the_ministry_of_finance():
    # 财统字〔1999〕6号: 12 + (7.5 - 6)/(9 - 6) x (16 - 12) = 14
    given = method(
        "tiers", standards=["12", "9", "6", "3", "1"], coefficients=["100%", "80%", "60%", "40%", "20%"]
    )
    values = {"a": "7.5", "b": "13", "c": "9", "d": "0.5", "e": "1"}
    assert scored(values, "20", method=given) == {"a": "14", "b": "20", "c": "16", "d": "0", "e": "4"}


def test_tiers_where_lower_is_better():
    # 3 is half way from the standard 4 (60 %) to the standard 2 (100 %).
    given = method("tiers", standards=["2", "4"], coefficients=["100%", "60%"], below="30%")
    assert scored({"a": "3", "b": "1", "c": "5"}, "10", method=given, direction="lower") == {
        "a": "8",
        "b": "10",
        "c": "3",
    }


def test_relative_to_the_best():
    # 温州市2013年: 综合投资率/第一名的综合投资率×400
    given = method("relative_best")
    assert scored({"a": "25.2", "b": "30", "c": "21"}, "400", method=given) == {
        "a": "336",
        "b": "400",
        "c": "280",
    }
    assert scored({"a": "4", "b": "5"}, "10", method=given, direction="lower") == {"a": "10", "b": "8"}
    assert scored({"a": "-1", "b": "-2"}, "10", method=given) == {"a": None, "b": None}


def test_static_and_dynamic_indices_forty_to_sixty():
    # 皖政办秘〔2010〕126号: 0.40 static + 0.60 dynamic. 0.4 x 70 + 0.6 x 95 = 85
    nodes = [
        branch("index", combine="weighted", points="100"),
        leaf("static", "40", parent="index", weight="0.4", target="100"),
        leaf("dynamic", "60", parent="index", weight="0.6", target="100", measure=figure("y")),
    ]
    compiled = scheme(nodes, ["a"], items={"y": {}})
    book = calculate(compiled, [row("a", "70"), row("a", "95", "y")])
    assert found(book, "a", "index")["points"] == "85"
    assert found(book, "a", "index")["parts"] == {"child:static": "28", "child:dynamic": "57"}


def test_corrections_with_caps_and_difficulty_coefficients():
    """温州市2013年固定资产投资, 400 points.

    综合投资率 = [投资率 + (GDP增速 - 目标)·1.5 + (限上生产性 - 限上)·0.15 + (限上工业性 - 目标)·0.15]
    × 难度系数; the first correction within ±5, the others ±3. 鹿城 (25 + 1.5 + 0.9 - 3) x 1.35 = 32.94;
    龙湾 (30 + 5 + 0 + 0) x 1.2 = 42; 32.94/42 x 400 = 313.714…
    """
    gdp = ["clamp", ["*", ["-", figure("gdp"), ["param", "gdp"]], number("1.5")], number("-5"), number("5")]
    terms = [
        ["clamp", ["*", ["-", figure(one), other], number("0.15")], number("-3"), number("3")]
        for one, other in (("productive", figure("large")), ("industrial", number("42")))
    ]
    measure = ["*", ["+", ["+", ["+", figure(), gdp], terms[0]], terms[1]], ["param", "difficulty"]]
    parameters = {
        "gdp": {"lucheng": "9", "longwan": "10"},
        "difficulty": {"lucheng": "1.35", "longwan": "1.2"},
    }
    node = leaf(points="400", measure=measure, method=method("relative_best"), parameters=parameters)
    items = {code: {} for code in ("gdp", "productive", "large", "industrial")}
    values = {
        "lucheng": {"x": "25", "gdp": "10", "productive": "30", "large": "24", "industrial": "20"},
        "longwan": {"x": "30", "gdp": "14", "productive": "20", "large": "20", "industrial": "42"},
    }
    rows = [row(unit, value, item) for unit, own in values.items() for item, value in own.items()]
    book = calculate(scheme([node], list(values), items=items), rows, detail=True)
    assert points_of(book) == {"lucheng": "313.71", "longwan": "400"}
    assert [window["measure"] for window in book["windows"]] == ["32.94", "42"]


def test_a_target_range_counts_the_distance_outside_it():
    # Inside 20..30 full points; each point outside costs 1.
    given = method("steps", target={"low": "20", "high": "30"}, down="1")
    values = {"a": "20", "b": "17.5", "c": "33", "d": "60"}
    assert scored(values, "10", method=given, direction="range") == {
        "a": "10",
        "b": "7.5",
        "c": "7",
        "d": "0",
    }


def test_a_method_without_its_parameters_is_refused_with_its_place():
    broken = method("steps")
    del broken["per"]
    with pytest.raises(
        CalculationError, match=r"scheme\.tables\[0\]\.nodes\[0\]\.variants\[0\]\.method: 'per'"
    ):
        calculate(scheme([leaf(method=broken, target="1")], ["a"]), [])
