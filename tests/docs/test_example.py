"""The handbook's example: three counties, twelve indicators, 25/25/50, with points worked out by hand.

w·x/t and the like stand beside the numbers; h, q, y are the half-year, the three quarters and the year.
"""

from decimal import Decimal

import polars as pl
import pytest

from sikao.core.books import open_scheme, score_book
from tests.docs.pages import EXAMPLE, LANGUAGES, page

YEAR = {
    "jia": {
        "gdp_growth": "8.40",  # 8±1·(x−6): h 8.4, q 8.2, y 8.5; 2.1 + 2.05 + 4.25
        "investment_growth": "8.55",  # targets 4, 5, 6: h 8+0.5·2=9, q 8, y 8+0.5·1.2=8.6; 2.25 + 2 + 4.3
        "industry_growth": "8",  # the highest of 7, 5, 3
        "retail_done": "7.90",  # h 8·57/60=7.6, q 90/90, y 126/120 capped; 1.9 + 2 + 4
        "revenue_done": "8",  # 51 of 50
        "projects_started": "8",  # 11 are at least 10
        "exports_volume": "8",  # the most
        "economy": "56.85",
        "air": "6",  # third of three: 60 % of 10
        "energy_saving": "10",  # 3.2 ≥ 3
        "environment": "16",
        "jobs_done": "8",  # 1.26 of 1.2
        "schools_rank": "5",  # second
        "satisfied": "5.43",  # 6·90.5/100
        "people": "18.43",
        "main": "91.28",
        "reforms": "1",  # one provincial pilot
        "safety": "-2",  # two accidents
        "total": "90.28",
    },
    "yi": {
        "gdp_growth": "8.03",  # h 7.5, q 8, y 8.3; 1.875 + 2 + 4.15 = 8.025, half up
        "investment_growth": "8.63",  # h 8−1.5=6.5, q 8, y 8+2.2 capped at 10; 1.625 + 2 + 5 = 8.625, half up
        "industry_growth": "6.4",  # 8·(0.6 + 0.4·(5−3)/(7−3))
        "retail_done": "7.70",  # h 8·38/40=7.6, q 8·57/60=7.6, y 8·78/80=7.8
        "revenue_done": "7.6",  # 8·28.5/30
        "projects_started": "6",  # 7 are at least 6
        "exports_volume": "6.4",  # 8·20/25
        "economy": "50.76",
        "air": "8",  # second of three: 80 % of 10
        "energy_saving": "0",  # 2.9 < 3
        "environment": "8",
        "jobs_done": "7.6",  # 8·0.76/0.8
        "schools_rank": "6",
        "satisfied": "5.52",  # 6·92/100
        "people": "19.12",
        "main": "77.88",
        "reforms": "3",  # one national, one provincial
        "safety": "0",
        "total": "80.88",
    },
    "bing": {
        "gdp_growth": "7.70",  # h 6.8, q 7.6, y 8.2; 1.7 + 1.9 + 4.1
        "investment_growth": "6.83",  # h 8−4.5=3.5, q 8−1.2=6.8, y 8.5; 0.875 + 1.7 + 4.25 = 6.825, half up
        "industry_growth": "4.8",  # the lowest: 60 % of 8
        "retail_done": "7.80",  # h 20/20, q 8·28.5/30=7.6, y 8·39/40=7.8; 2 + 1.9 + 3.9
        "revenue_done": "8",
        "projects_started": "4",  # 4 are at least 3
        "exports_volume": None,  # not applicable: its 8 points go to the rest of the block
        "economy": "45.15",  # 39.13·60/52
        "air": "12",  # first; 12 points in this county
        "energy_saving": "8",
        "environment": "20",
        "jobs_done": "8",
        "schools_rank": "4",
        "satisfied": "5.64",  # 6·94/100
        "people": "17.64",
        "main": "82.79",
        "reforms": "0",
        "safety": "0",
        "total": "82.79",
    },
}
PROGRESS = {  # the three indicators over 28 points, converted to 100
    ("h1", "jia"): "89.29",  # (8.4 + 9 + 7.6)/28
    ("h1", "yi"): "77.14",  # (7.5 + 6.5 + 7.6)/28
    ("h1", "bing"): "65.36",  # (6.8 + 3.5 + 8)/28
    ("q3", "jia"): "86.43",  # (8.2 + 8 + 8)/28
    ("q3", "yi"): "84.29",  # (8 + 8 + 7.6)/28
    ("q3", "bing"): "78.57",  # (7.6 + 6.8 + 7.6)/28
}


@pytest.fixture(scope="module")
def book():
    opened = open_scheme(EXAMPLE)
    assert opened.findings == ()
    return score_book(opened.scheme, opened.figures)


@pytest.mark.parametrize("unit", YEAR)
def test_every_node_has_the_points_worked_out_by_hand(book, unit):
    rows = book.of_unit(unit, "year")
    found = dict(rows.select("node", "points").iter_rows())
    assert found == {node: None if text is None else Decimal(text) for node, text in YEAR[unit].items()}


def test_places_grades_and_the_award(book):
    totals = book.at("year").filter(pl.col("node") == "total").sort("rank")
    assert totals.select("unit", "rank", "grade").rows() == [
        ("jia", 1, "excellent"),
        ("bing", 2, "good"),
        ("yi", 3, "qualified"),
    ]
    assert [(given.award, given.unit, given.places) for given in book.awards] == [("advance", "bing", "1")]


def test_the_checkpoint_tables_are_converted_to_100(book):
    table = book.rows.filter((pl.col("scorecard") == "counties_progress") & (pl.col("node") == "total"))
    found = {
        (checkpoint, unit): points
        for checkpoint, unit, points in table.select("checkpoint", "unit", "points").rows()
    }
    assert found == {key: Decimal(text) for key, text in PROGRESS.items()}


def test_it_is_the_exercise_of_three_counties_twelve_indicators_and_three_shares():
    scheme = open_scheme(EXAMPLE).scheme
    leaves = [placed for placed in scheme.scorecards["counties"].walk() if placed.node.is_leaf]
    assert len(scheme.units) == 3
    assert sum(placed.role == "main" for placed in leaves) == 12
    shares = {str(share) for share in scheme.schedules["three_times"].shares.values()}
    assert shares == {"0.25", "0.50"} or shares == {"0.25", "0.5"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_chapter_two_shows_every_file_of_it_to_the_letter(lang):
    shown = {
        block.value("file"): block.text
        for block in page(lang, "02-your-own-scheme.md").blocks
        if block.value("file")
    }
    files = {path.relative_to(EXAMPLE).as_posix(): path for path in EXAMPLE.rglob("*") if path.is_file()}
    assert shown == {name: path.read_text(encoding="utf-8") for name, path in files.items()}
