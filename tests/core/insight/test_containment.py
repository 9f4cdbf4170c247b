"""A part has no more than its whole of what adds up."""

import polars as pl
import pytest

from sikao.core.figures.table import Figures
from sikao.core.insight import figures_beyond_whole
from tests.core.insight.making import make

LEAF = {"code": "x", "points": "10", "measure": "x", "method": {"kind": "attainment", "target": "10"}}
INSIDE = {"zone": {"within": "district"}, "estate": {"within": "zone"}}


def told(folder, figures, **own):
    opened = make(folder, [LEAF], figures, units=INSIDE, **own)
    return figures_beyond_whole(opened.scheme, opened.figures)


def units(zone, district, estate="1"):
    return {"estate": {"x": estate}, "zone": {"x": zone}, "district": {"x": district}}


def test_a_part_beyond_its_whole_is_asked_about(tmp_path):
    (finding,) = told(tmp_path, units("12.5", "12.4"))
    assert (finding.code, str(finding.severity)) == ("figure.beyond_whole", "warning")
    assert finding.where.path == "zone/x/level/2020"
    assert (finding.details["value"], finding.details["most"]) == ("12.5", "12.4")
    assert "单位zone含于单位district" in finding.text("zh")
    assert "Unit zone lies within Unit district" in finding.text("en")


def test_a_part_as_great_as_its_whole_is_not(tmp_path):
    assert told(tmp_path, units("12.4", "12.40")) == ()


def test_a_balance_may_be_higher_in_a_part(tmp_path):
    # The district lost three, of which the zone won two.
    assert told(tmp_path / "whole", units("2", "-3")) == ()
    assert told(tmp_path / "part", units("2", "1", estate="-1")) == ()


def test_each_is_held_against_the_nearest_whole_that_has_a_figure(tmp_path):
    (near,) = told(tmp_path / "near", units("3", "12", estate="4"))
    assert near.where.path == "estate/x/level/2020"
    assert told(tmp_path / "far", units("missing", "12", estate="4")) == ()
    (far,) = told(tmp_path / "beyond", units("missing", "12", estate="13"))
    assert far.details["most"] == "12"


@pytest.mark.parametrize("measure", ["%", "分", "天", "指数", "元", "元/人"])
def test_what_does_not_add_up_may_be_higher_in_a_part(tmp_path, measure):
    level = {"x": {"kinds": {"level": measure}}}
    opened = make(tmp_path, [LEAF], units("30", "20"), units=INSIDE, items=level)
    code = {
        "%": "percent",
        "分": "points",
        "天": "days",
        "指数": "index",
        "元": "yuan",
        "元/人": "yuan_per_person",
    }
    frame = opened.figures.to_frame().with_columns(pl.lit(code[measure]).alias("unit_of_measure"))
    assert figures_beyond_whole(opened.scheme, Figures(frame)) == ()


def test_a_growth_may_be_higher_in_a_part(tmp_path):
    leaf = {**LEAF, "measure": "x.growth"}
    figures = {"zone": {"x.growth": "9"}, "district": {"x.growth": "5"}}
    opened = make(tmp_path, [leaf], figures, units={"zone": {"within": "district"}})
    assert figures_beyond_whole(opened.scheme, opened.figures) == ()


def test_periods_are_not_mixed(tmp_path):
    figures = units({"q1": "3", "year": "9"}, {"h1": "2", "year": "9"})
    assert told(tmp_path, figures) == ()


def test_a_revised_figure_counts_as_last_revised(tmp_path):
    opened = make(tmp_path, [LEAF], units("9", "10"), units=INSIDE)
    frame = opened.figures.to_frame()
    revised = frame.filter(unit="district").with_columns(
        pl.lit("8").alias("value"), pl.lit("h1").alias("since")
    )
    (finding,) = figures_beyond_whole(opened.scheme, Figures(pl.concat([frame, revised])))
    assert finding.details["most"] == "8"


def test_only_so_many_are_told(tmp_path):
    district = {"district": {"x": "1"}}
    zones = {f"zone{number}": {"x": "2"} for number in range(52)}
    opened = make(
        tmp_path, [LEAF], {**district, **zones}, units={zone: {"within": "district"} for zone in zones}
    )
    found = figures_beyond_whole(opened.scheme, opened.figures)
    assert [finding.code for finding in found].count("figure.beyond_whole") == 50
    assert found[-1].code == "table.more"


def test_the_demonstration_is_not_doubted(opened):
    assert figures_beyond_whole(opened.scheme, opened.figures) == ()
