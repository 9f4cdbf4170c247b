"""Every method with the formulas that are in use, worked by hand."""

import pytest

from sikao.core.reference import CalculationError, calculate
from tests.core.reference.making import (
    QUARTERLY,
    branch,
    figure,
    found,
    leaf,
    method,
    number,
    points_of,
    row,
    rows_of,
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


def test_rank_by_a_step_of_five_per_cent_and_by_half_a_point():
    # 温州市2013年 A类条线: 第2位95 %,第3位90 %; 政务信息: half a point a place.
    values = {"a": "7", "b": "9", "c": "8"}
    assert scored(values, "20", method=method("rank_step", step="5%")) == {"a": "18", "b": "20", "c": "19"}
    assert scored(values, "10", method=method("rank_step", step="0.5")) == {"a": "9", "b": "10", "c": "9.5"}


def test_leaders_ratings_by_two_per_cent_a_place():
    # 瑞安市2012年: 200 points, each place 2 % less.
    given = method("rank_step", step="2%")
    assert scored({"a": "1", "b": "2", "c": "3"}, "200", method=given, direction="lower") == {
        "a": "200",
        "b": "196",
        "c": "192",
    }


@pytest.mark.parametrize(("ties", "of_tied"), [("best", "9"), ("average", "8.5"), ("worst", "8")])
def test_ties_of_ranks(ties, of_tied):
    # Second and third are equal: place 2, 2.5 or 3.
    given = method("rank_step", step="1", ties=ties)
    values = {"a": "5", "b": "4", "c": "4", "d": "3"}
    assert scored(values, "10", method=given) == {"a": "10", "b": of_tied, "c": of_tied, "d": "7"}


def test_rank_interval_times_a_difficulty_coefficient():
    # 温州市2012年中心镇: first 600, last 500, the others by number, times the coefficient; class 2 has 1.1.
    given = method("rank_interval", first="600", last="500", cap="900")
    values = {"a": "5", "b": "4", "c": "3", "d": "2", "e": "1"}
    coefficients = {"a": "1", "b": "1", "c": "1.1", "d": "1", "e": "1.1"}
    own = {"coefficient": ["param", "k"], "parameters": {"k": coefficients}}
    assert scored(values, "600", method=given, **own) == {
        "a": "600",
        "b": "575",
        "c": "605",
        "d": "525",
        "e": "550",
    }


def test_rank_interval_of_a_group_of_one():
    assert scored({"a": "5"}, "10", method=method("rank_interval")) == {"a": "10"}


def test_rank_ladder_with_a_bottom():
    # 60/57/54/51/48 for the first five; +5 … +1 above, -5 … -1 below, of twelve units.
    values = {chr(97 + n): str(20 - n) for n in range(12)}
    ladder = method("rank_ladder", ladder=["60", "57", "54", "51", "48"], rest="40")
    assert list(scored(values, "60", method=ladder).values())[:7] == [
        "60",
        "57",
        "54",
        "51",
        "48",
        "40",
        "40",
    ]
    both = method(
        "rank_ladder",
        ladder=["5", "4", "3", "2", "1"],
        bottom=["-5", "-4", "-3", "-2", "-1"],
        floor="-100%",
    )
    expected = ["5", "4", "3", "2", "1", "0", "0", "-1", "-2", "-3", "-4", "-5"]
    assert list(scored(values, "5", method=both).values()) == expected


def test_rank_ladder_shares_the_rungs_of_a_tie():
    # Places 1 and 2 shared: (60 + 57)/2
    given = method("rank_ladder", ladder=["60", "57", "54"], ties="average")
    values = {"a": "9", "b": "9", "c": "8"}
    assert scored(values, "60", method=given) == {"a": "58.5", "b": "58.5", "c": "54"}


def test_quarterly_ranks_averaged():
    # 温州市2013年: the year's score is the mean of the periods' rank scores. Places 1, 2, 2, 1 of two units.
    equal = [{**window, "share": ["1", "4"]} for window in QUARTERLY]
    node = leaf(points="20", method=method("rank_step", step="5%"), windows=equal)
    values = {
        "a": {"q1": "2", "h1": "1", "q3": "1", "year": "2"},
        "b": {"q1": "1", "h1": "2", "q3": "2", "year": "1"},
    }
    book = calculate(scheme([node], ["a", "b"]), rows_of(values))
    assert points_of(book) == {"a": "19.5", "b": "19.5"}


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


def test_bands_by_the_share_of_votes():
    # 瑞安市2012年民主测评: >= 90 % 200, 80-90 190, 70-80 180, 60-70 170;
    # below 60: 160, or 130 where a third or more say 基本称职 or 不称职.
    otherwise = [
        "expr",
        ["if", ["<", figure("poor"), ["/", number("100"), number("3")]], number("160"), number("130")],
    ]
    bounds = [("90", "200"), ("80", "190"), ("70", "180"), ("60", "170")]
    given = method(
        "bands", bands=[{"at_least": at, "score": score} for at, score in bounds], otherwise=otherwise
    )
    values = {"a": "90", "b": "89.99", "c": "60", "d": "59", "e": "59"}
    poor = {"a": "0", "b": "0", "c": "10", "d": "33.3", "e": "33.4"}
    compiled = scheme([leaf(points="200", method=given)], list(values), items={"poor": {}})
    book = calculate(compiled, rows_of(values) + rows_of(poor, "poor"))
    assert points_of(book) == {"a": "200", "b": "190", "c": "170", "d": "160", "e": "130"}


def test_bands_where_lower_is_better():
    given = method("bands", bands=[{"at_most": "1", "score": "100%"}, {"at_most": "3", "score": "60%"}])
    values = {"a": "1", "b": "2", "c": "4"}
    assert scored(values, "5", method=given, direction="lower") == {"a": "5", "b": "3", "c": "0"}


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


DEDUCTIONS = [
    # 安徽省开发区: 中央督察问题 -0.3/个, 省级 -0.2/个, 较大安全事故 -1/起.
    {"name": "central", "count": figure("central"), "each": "-0.3"},
    {"name": "provincial", "count": figure("provincial"), "each": "-0.2"},
    {"name": "accident", "count": figure("accident"), "each": "-1"},
]


def test_deductions_by_the_piece():
    # 2 x 0.3 + 1 x 0.2 + 1 = 1.8 of at most 5; nine accidents stop at 5.
    node = leaf(
        "minus", "5", role="deduction", measure=None, method=method("tally", "deduction", entries=DEDUCTIONS)
    )
    items = {code: {} for code in ("central", "provincial", "accident")}
    rows = [
        *(row("a", value, code) for code, value in zip(items, ("2", "1", "1"), strict=True)),
        *(row("b", value, code) for code, value in zip(items, ("0", "0", "9"), strict=True)),
    ]
    compiled = scheme([leaf(target="100"), node], ["a", "b"], items=items)
    book = calculate(compiled, rows + rows_of({"a": "90", "b": "90"}))
    assert found(book, "a", "minus")["points"] == "-1.8"
    assert found(book, "b", "minus")["points"] == "-5"
    assert found(book, "a", "total")["points"] == "88.2"
    assert found(book, "a", "total")["parts"] == {"child:main": "90", "child:minus": "-1.8"}
    assert found(book, "a", "total")["full_points"] == "100"


def test_deductions_from_full_points_with_a_bound_for_each_entry():
    # 安全生产 15分: 较大事故每起扣5分; complaints 1 each but at most 3.
    entries = [
        {"name": "accident", "count": figure("x"), "each": "-5"},
        {"name": "complaint", "count": figure("y"), "each": "-1", "most": "3"},
    ]
    node = leaf(points="15", measure=None, method=method("tally", entries=entries))
    compiled = scheme([node], ["a", "b"], items={"y": {}})
    book = calculate(
        compiled, rows_of({"a": "1", "b": "4"}) + rows_of({"a": "7", "b": "0"}, "y"), detail=True
    )
    assert points_of(book) == {"a": "7", "b": "0"}
    assert book["windows"][0]["parts"] == {"start": "15", "entry:accident": "-5", "entry:complaint": "-3"}
    assert book["windows"][1]["parts"] == {
        "start": "15",
        "entry:accident": "-20",
        "entry:complaint": "0",
        "floor": "5",
    }


def at_least(item: str, bound: str) -> list:
    return ["if", [">=", figure(item, member="each"), number(bound)], number("1"), number("0")]


def test_bonus_project_by_project_the_highest_only():
    """招商产业专班: >= 10亿 +4, >= 50亿 +8, a project counts once; a project of another kind is left out."""
    entries = [
        {"name": "ten", "count": at_least("project", "10"), "each": "4"},
        {"name": "fifty", "count": at_least("project", "50"), "each": "8"},
    ]
    given = method("tally", "bonus", entries=entries, choose="highest", over="projects")
    node = leaf("plus", "30", role="bonus", measure=None, method=given)
    members = {"a": ["p1", "p2", "p3", "p4"], "b": []}
    items = {"project": {"members": members}}
    sizes = {"p1": "60", "p2": "12", "p3": "9", "p4": "not_applicable"}
    rows = [row("a", size, f"project/{code}") for code, size in sizes.items()]
    compiled = scheme([leaf(target="100"), node], ["a", "b"], items=items)
    book = calculate(compiled, rows + rows_of({"a": "100", "b": "100"}))
    assert points_of(book, "plus") == {"a": "12", "b": "0"}
    assert points_of(book, "total") == {"a": "112", "b": "100"}


def test_tally_over_members_with_a_missing_count_is_missing():
    entries = [{"name": "ten", "count": at_least("project", "10"), "each": "4"}]
    given = method("tally", entries=entries, over="projects")
    compiled = scheme(
        [leaf(measure=None, method=given)], ["a"], items={"project": {"members": {"a": ["p1"]}}}
    )
    assert found(calculate(compiled, []), "a")["flags"] == ["missing", "refused"]


def test_every_member_counts_where_entries_are_added_up():
    # 世界500强 +3 and >= 5亿 +4, both for one project: 漯河市 +5 is the cap of 5 points.
    entries = [
        {"name": "listed", "count": figure("listed", member="each"), "each": "3"},
        {"name": "five", "count": at_least("project", "5"), "each": "4"},
    ]
    given = method("tally", "bonus", entries=entries, over="projects")
    node = leaf("plus", "5", role="bonus", measure=None, method=given)
    items = {"project": {"members": {"a": ["p"]}}, "listed": {"members": {"a": ["p"]}}}
    rows = [row("a", "6", "project/p"), row("a", "1", "listed/p"), row("a", "1")]
    book = calculate(scheme([leaf(target="1"), node], ["a"], items=items), rows, detail=True)
    assert found(book, "a", "plus")["points"] == "5"
    assert book["windows"][1]["parts"] == {"start": "0", "entry:listed": "3", "entry:five": "4", "cap": "-2"}


def test_a_unit_that_is_not_ranked_is_placed_as_if_added_alone():
    # b is assessed only: second of three; the others' places and standards do not notice it.
    values = {"a": "10", "b": "9", "c": "8"}
    for kind, expected in (
        (method("rank_interval"), {"a": "10", "b": "8", "c": "6"}),
        (method("efficacy"), {"a": "10", "b": "8", "c": "6"}),
    ):
        compiled = scheme([leaf(points="10", method=kind)], list(values), unranked=["b"])
        assert points_of(calculate(compiled, rows_of(values))) == expected


def test_a_method_without_its_parameters_is_refused_with_its_place():
    broken = method("steps")
    del broken["per"]
    with pytest.raises(
        CalculationError, match=r"scheme\.tables\[0\]\.nodes\[0\]\.variants\[0\]\.method: 'per'"
    ):
        calculate(scheme([leaf(method=broken, target="1")], ["a"]), [])
