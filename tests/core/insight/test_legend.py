"""Each number of a formula says what it is, and each formula comes to its result with them alone."""

import pytest

from sikao.core.insight import Worked
from sikao.core.insight.legend import named
from sikao.core.wording import Term
from tests.core.insight.making import make
from tests.core.insight.recomputing import in_words, numbers_in, recomputed


def workings_of(worked):
    """Every formula with numbers of the demonstration: text, exact result, legend, and where it stands."""
    for row in worked.book().rows.iter_rows(named=True):
        if row["points"] is None:
            continue
        found = worked.explain(row["unit"], row["node"], row["checkpoint"], row["scorecard"])
        where = (row["unit"], row["node"], row["checkpoint"])
        for step in found.workings:
            yield step.formula.filled.en, step.result, step.symbols, where
        for window in found.windows:
            if window.formula is not None and window.raw is not None:
                yield window.formula.filled.en, window.raw, window.symbols, where
            for step in (window.calculated, *window.steps):
                if step is not None:
                    yield step.formula.filled.en, step.result, step.symbols, where


@pytest.fixture(scope="module")
def formulas(worked):
    return list(workings_of(worked))


def test_a_pocket_calculator_comes_to_the_same_result(formulas):
    checked = 0
    for text, result, _, where in formulas:
        if in_words(text):
            continue
        tolerance = 0.00501 if text.startswith("round") else 0.0002
        assert recomputed(text) == pytest.approx(
            float(result), abs=max(tolerance, 2e-4 * abs(float(result)))
        ), (
            where,
            text,
        )
        checked += 1
    assert checked > 7000


def test_every_number_of_a_formula_is_explained(formulas):
    for text, _, symbols, where in formulas:
        if text.startswith("round") or in_words(text):  # what is rounded is the result of the step before
            continue
        known = {number for symbol in symbols for number in numbers_in(symbol.number)}
        assert numbers_in(text) - known <= {"1"}, (where, text)  # place − 1 and n − 1 are of the formula


def test_the_last_step_comes_to_the_points(worked):
    for row in worked.book().rows.iter_rows(named=True):
        if row["points"] is not None and row["unit"] in ("shinan", "jimo", "enforcement_unit"):
            found = worked.explain(row["unit"], row["node"], row["checkpoint"], row["scorecard"])
            if found.workings:
                assert float(found.workings[-1].result) == float(row["points"])
            for window in found.windows:
                if window.points is not None:
                    last = window.steps[-1].result if window.steps else window.raw
                    assert float(last) == float(window.points), (row["node"], window.checkpoint)


def told(symbols):
    return [
        (
            symbol.number,
            symbol.name.zh,
            None if symbol.unit_of_measure is None else symbol.unit_of_measure.zh,
            symbol.period,
            None if symbol.whose is None else symbol.whose.zh,
            None if symbol.origin is None else symbol.origin.zh,
        )
        for symbol in symbols
    ]


def test_extremes_name_the_unit_that_sets_them(tmp_path):
    leaf = {"code": "x", "points": "50", "measure": "x", "method": {"kind": "efficacy", "base": "60%"}}
    opened = make(tmp_path, [leaf], {"a": {"x": "3"}, "b": {"x": "1"}, "c": {"x": "5"}})
    (window,) = Worked(opened.scheme, opened.figures).explain("a", "x").windows
    assert told(window.symbols) == [
        ("30", "基础分", "分", "", None, "满分的 60%"),
        ("50", "分值（满分）", "分", "", None, None),
        ("3", "实际：数据x", "亿元", "2020", "单位a", None),
        ("1", "组内最差", "亿元", "2020", "单位b", None),
        ("5", "组内最优", "亿元", "2020", "单位c", None),
    ]


def test_full_points_that_do_not_end_are_still_full_points(tmp_path):
    # A third of ten points, by weight; 10 of 20 are half of them.
    leaves = [
        {"code": code, "weight": weight, "measure": "x", "method": {"kind": "attainment", "target": "20"}}
        for code, weight in (("x", "1"), ("y", "2"))
    ]
    block = {"code": "block", "points": "10", "combine": "weighted", "children": leaves}
    opened = make(tmp_path, [block], {"a": {"x": "10"}})
    (window,) = Worked(opened.scheme, opened.figures).explain("a", "x").windows
    assert told(window.symbols)[0] == ("≈3.333333", "分值（满分）", "分", "", None, None)


def test_a_measure_of_several_figures_is_worked_out_before(tmp_path):
    leaf = {
        "code": "x",
        "points": "10",
        "measure": "growth(x)",
        "method": {"kind": "attainment", "target": "20"},
    }
    opened = make(tmp_path, [leaf], {"a": {"x": "110", "x@2019": "100"}})
    (window,) = Worked(opened.scheme, opened.figures).explain("a", "x").windows
    # (110 ÷ 100 − 1) × 100 = 10 per cent, half of the target: 5 points.
    assert (window.calculated.formula.filled.zh, window.calculated.result) == ("(110 ÷ 100 − 1) × 100", "10")
    assert told(window.calculated.symbols) == [
        ("100", "数据x·总量", "亿元", "2019", "单位a", None),
        ("110", "数据x·总量", "亿元", "2020", "单位a", None),
        ("100", "化为百分数", None, "", None, None),
    ]
    assert told(window.symbols) == [
        ("10", "分值（满分）", "分", "", None, None),
        ("10", "实际", "%", "2019、2020", "单位a", "由计量式算出"),
        ("20", "目标", "%", "", None, "方案规定"),
    ]


def test_tiers_are_worked_out_between_their_standards(tmp_path):
    method = {"kind": "tiers", "standards": ["10", "6", "2"], "coefficients": ["100%", "60%", "20%"]}
    leaf = {"code": "x", "points": "50", "measure": "x", "method": method}
    opened = make(tmp_path, [leaf], {"a": {"x": "7"}, "b": {"x": "1"}, "c": {"x": "12"}})
    worked = Worked(opened.scheme, opened.figures)
    (window,) = worked.explain("a", "x").windows
    # A quarter of the way from 30 to 50 points.
    assert (window.formula.filled.zh, window.raw) == ("30 + (7 − 6) ÷ (10 − 6) × (50 − 30)", "35")
    assert [(symbol.number, symbol.name.zh) for symbol in window.symbols] == [
        ("7", "实际：数据x"),
        ("6", "第2档标准值"),
        ("30", "第2档得分"),
        ("10", "第1档标准值"),
        ("50", "第1档得分"),
    ]
    assert worked.explain("b", "x").windows[0].formula.filled == Term("未达末档", "below the last tier")
    assert worked.explain("c", "x").windows[0].formula.filled == Term(
        "12 已达首档 10", "12 reaches the best 10"
    )


def test_many_units_are_named_in_part():
    units = tuple((code, Term(f"单位{code}", f"Unit {code}")) for code in "abcd")
    assert named(units) == Term("单位a、单位b、单位c等 4 个", "Unit a, Unit b, Unit c … 4 in all")
