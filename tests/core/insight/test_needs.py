"""Figures that a scheme needs and nobody has reported."""

from sikao.core.insight import missing_figures
from sikao.core.insight.needs import keys_of_leaf
from sikao.core.scheme import compile_scheme
from tests.core.insight.making import make

X = {"code": "x", "points": "10", "measure": "x", "method": {"kind": "attainment", "target": "10"}}


def told(opened, **asked):
    found = missing_figures(opened.scheme, opened.figures, **asked)
    assert all((finding.code, finding.severity) == ("needs.missing", "warning") for finding in found)
    lists = [(f.details["units"].words, f.details["periods"].words) for f in found]
    return [
        (f.where.path, f.details["count"], ", ".join(unit.en for unit in units), ", ".join(periods))
        for f, (units, periods) in zip(found, lists, strict=True)
    ]


def test_nothing_is_missing_where_everything_is_there(tmp_path):
    assert told(make(tmp_path, [X], {"a": {"x": "1"}, "b": {"x": "0"}})) == []


def test_no_row_and_a_row_that_says_so_are_missing_other_absences_are_answers(tmp_path):
    figures = {
        "a": {"x": "1"},
        "b": {},
        "c": {"x": "missing"},
        "d": {"x": "not_applicable"},
        "e": {"x": "withheld"},
        "f": {"x": "not_yet_due"},
    }
    assert told(make(tmp_path, [X], figures)) == [("x", "2", "Unit b, Unit c", "2020")]


def test_the_provider_and_what_to_do_are_named(tmp_path):
    opened = make(tmp_path, [X], {"a": {"x": "1"}, "b": {}})
    (finding,) = missing_figures(opened.scheme, opened.figures)
    assert "单位b" in finding.text("zh")
    assert "应由统计局报送" in finding.text("zh")
    assert "Bureau has to report it" in finding.text("en")


def test_only_what_counts_up_to_the_checkpoint_is_asked_for(tmp_path):
    opened = make(
        tmp_path, [{**X, "schedule": "quarterly"}], {"a": {"x": {"q1": "1"}}, "b": {"x": {"h1": "2"}}}
    )
    assert told(opened, checkpoint="q1") == [("x", "1", "Unit b", "2020-01..03")]
    assert told(opened, checkpoint="h1") == [("x", "2", "Unit b, Unit a", "2020-01..03, 2020-01..06")]
    assert told(opened)[0][1] == "6"


def test_figures_of_last_year_are_needed_by_a_computed_growth(tmp_path):
    grown = {**X, "measure": "growth(x)"}
    opened = make(tmp_path, [grown], {"a": {"x": "5", "x@2019": "4"}, "b": {"x": "5"}})
    assert told(opened) == [("x", "1", "Unit b", "2019")]


def test_what_a_formula_looks_at_is_not_asked_where_the_measure_does_not_apply(tmp_path):
    leaf = {**X, "method": {"kind": "attainment", "target": "goal"}}
    opened = make(
        tmp_path, [leaf], {"a": {"x": "1", "goal": "2"}, "b": {"x": "not_applicable"}, "c": {"x": "1"}}
    )
    assert told(opened) == [("goal", "1", "Unit c", "2020")]


def test_a_member_is_asked_of_those_alone_who_have_it(tmp_path):
    leaf = {**X, "measure": "x/p", "method": {"kind": "attainment", "target": "goal"}}
    entries = {"a": {"p": {"name": "甲"}}, "b": {"q": {"name": "乙"}}, "c": {"p": {"name": "甲"}}}
    opened = make(
        tmp_path,
        [leaf],
        {"a": {"x/p": "1", "goal": "2"}, "b": {}, "c": {}},
        items={"x": {"members": "projects"}},
        registers={"projects": {"name": "项目", "entries": entries}},
    )
    assert told(opened) == [("x", "1", "Unit c", "2020"), ("goal", "1", "Unit c", "2020")]


def test_a_promotion_asks_for_its_figures_of_the_ranked_units(tmp_path):
    rule = {"name": "晋档", "groups": ["units"], "when": "place() > 1 and projects >= 3"}
    graded = [{"grade": "best", "name": "优秀", "count": "1"}, {"grade": "rest", "name": "合格"}]
    grades = {"grades": {"units": graded}, "promotions": {"p": rule}}
    opened = make(tmp_path, [X], {"a": {"x": "1", "projects": "3"}, "b": {"x": "1"}}, grades=grades)
    assert told(opened) == [("projects", "1", "Unit b", "2020")]


def test_a_leaf_reads_a_units_own_figures_up_to_the_checkpoint(opened):
    compiled = compile_scheme(opened.scheme)
    first, year = (keys_of_leaf(compiled, "fai", "licang", at) for at in ("q1", "year"))
    assert first == (("licang", "fixed_assets", "growth", "2020-01..03"),)
    assert [key[3] for key in year] == ["2020-01..03", "2020-01..06", "2020-01..09", "2020"]
    assert {key[0] for key in year} == {"licang"}
    assert keys_of_leaf(compiled, "development", "licang", "year") == ()
    assert keys_of_leaf(compiled, "fai", "nobody", "year") == ()
