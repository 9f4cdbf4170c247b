"""What is read from a book: the right table, in official order, and no more than may be told."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sikao.core.wording import FindingsError
from sikao.office.bulletins.content.measures import measures_of
from sikao.office.bulletins.content.standing import ALL, Disclosed, groups_of, standing_of, table_of

DISTRICTS = ["shinan", "shibei", "licang", "laoshan", "huangdao"]
DISTRICTS += ["chengyang", "jimo", "jiaozhou", "pingdu", "laixi"]


def cells(standing):
    return [unit.total for unit in standing.units] + [c for row in standing.rows for c in row.cells.values()]


def test_a_checkpoint_is_read_from_its_table_and_the_year_from_the_scorecard(year, books):
    assert table_of(year.scheme, books["h1"], "districts")[0] == "districts_checkpoint"
    assert table_of(year.scheme, books["year"], "districts")[0] == "districts"
    with pytest.raises(FindingsError, match=r"paper.no_table"):
        table_of(year.scheme, books["h1"], "nobody")


def test_units_stand_in_official_order_with_their_places_before(year, books):
    standing = standing_of(year.scheme, books["h1"], "districts", earlier=books["q1"])
    assert [unit.code for unit in standing.units] == DISTRICTS
    assert (standing.checkpoint, standing.earlier, standing.full) == ("半年", "一季度", 100)
    pingdu = standing.units[8].total
    assert (pingdu.place, pingdu.before) == (7, 9)


def test_the_order_is_that_of_the_scheme_however_the_book_was_kept(year, books):
    kept = replace(books["h1"], rows=books["h1"].rows.sort("unit", "node"))
    assert [unit.code for unit in standing_of(year.scheme, kept, "districts").units] == DISTRICTS


def test_the_annual_table_has_the_32_indicators_of_the_scheme(year, books):
    standing = standing_of(year.scheme, books["year"], "districts")
    assert sum(row.is_indicator for row in standing.rows) == 32
    assert [row.name for row in standing.rows if row.is_block] == ["发展", "绿色民生", "党建评价"]
    assert [row.name for row in standing.rows][-3:] == ["项目加分", "表彰激励加分", "减分"]
    water = next(row for row in standing.rows if row.code == "water")
    assert water.cells["shinan"].absent == "不适用"
    assert standing.grades == ("优秀", "良好", "合格")


def test_a_part_in_a_checkpoint_table_is_named_with_its_indicator(year, books):
    names = [row.name for row in standing_of(year.scheme, books["h1"], "districts").rows]
    assert "社会消费品零售总额增速·增速（70%）" in names


@pytest.mark.parametrize("told", list(Disclosed))
def test_what_may_not_be_told_is_not_there(year, books, told):
    standing = standing_of(year.scheme, books["year"], "districts", disclosed=told, earlier=books["h1"])
    held = {name for cell in cells(standing) for name in ("points", "rate", "place", "before")
            if getattr(cell, name) is not None}  # fmt: skip
    allowed = {
        Disclosed.GRADES: set(),
        Disclosed.RANKS: {"place", "before"},
        Disclosed.POINTS: {"points", "rate"},
    }
    assert held == allowed[told]
    assert any(unit.grade for unit in standing.units) is (told is Disclosed.GRADES)
    assert (standing.full is not None) is (told is Disclosed.POINTS)
    assert bool(standing.rows) is (told is not Disclosed.GRADES)


def test_values_are_those_of_the_figures(year, books, worked):
    measures = measures_of(worked, "districts_checkpoint", "h1")
    standing = standing_of(year.scheme, books["h1"], "districts", measures=measures)
    fai = next(row for row in standing.rows if row.code == "fai")
    # Acceptance scenario 1.2: 即墨 grew by −0.5 % in the half-year.
    jimo = fai.cells["jimo"].measure
    assert (jimo.value, jimo.unit_of_measure.zh) == (Decimal("-0.5"), "%")
    assert fai.cells["jimo"].points == Decimal("59.5")


def test_groups_are_those_that_rank(year):
    assert groups_of(year.scheme)[:2] == ("districts", "zones")
    assert ALL == Disclosed.GRADES | Disclosed.RANKS | Disclosed.POINTS
