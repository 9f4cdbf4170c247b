import pytest

from sikao.core.scheme import read_scheme
from sikao.core.scheme.claims.quantities import Unanswerable, Year
from sikao.core.scheme.model import Selector
from tests.core.scheme.samples import write_sample


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    return Year(read_scheme(write_sample(tmp_path_factory.mktemp("sample"))).scheme)


@pytest.mark.parametrize(
    ("selector", "quantity", "codes"),
    [
        (Selector(scorecard="counties"), "points", ["economy", "environment", "people"]),
        (
            Selector(scorecard="counties"),
            "count",
            ["investment_growth", "revenue_done", "air", "poll", "ballot"],
        ),
        (Selector(scorecard="counties", block="people"), "points", ["people"]),
        (Selector(scorecard="counties", block="people"), "count", ["poll", "ballot"]),
        (Selector(scorecard="counties", level="part"), "count", ["poll", "ballot"]),
        (Selector(scorecard="counties", role="deduction"), "count", ["safety"]),
        (Selector(scorecard="counties", nodes=("air", "poll")), "points", ["air", "poll"]),
    ],
)
def test_a_selector_means_these_nodes(year, selector, quantity, codes):
    assert [placed.node.code for placed in year.select(selector, quantity)] == codes


def test_what_lies_inside_a_chosen_node_is_not_added_twice(year):
    card = year.scheme.scorecards["counties"]
    nodes = year.select(Selector(scorecard="counties", nodes=("people", "poll")), "points")
    assert year.points(card, nodes, year.scheme.units["east"]) == 20


def test_a_group_without_units_selects_nothing(year):
    with pytest.raises(Unanswerable, match="nothing_selected"):
        year.units(year.scheme.scorecards["counties"], ("nobody",))
