"""What a trial change would break, told as warnings."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from sikao.core.books import open_scheme
from sikao.core.figures.periods import Period
from sikao.core.figures.table import Kind
from sikao.core.insight import broken_by, changed
from sikao.core.insight.changes import FigureChange, ParameterChange, PointsChange
from sikao.core.scheme import check_scheme, load_previous
from sikao.core.scheme.model import Claim, Selector
from sikao.core.scheme.shape import Table
from sikao.core.wording import FindingsError, Severity

DEMONSTRATION = Path(__file__).parents[3] / "schemes" / "qingdao-2020"


@pytest.fixture(scope="module")
def opened():
    return open_scheme(DEMONSTRATION)


def broken(opened, *points):
    changes = [PointsChange("districts", node, Decimal(number)) for node, number in points]
    return broken_by(opened.scheme, opened.figures, changes)


def test_a_change_that_breaks_a_sentence_of_the_policy_is_warned_about(opened):
    # Ten points from investment to satisfaction: development has 790 of 1,000.
    (finding,) = broken(opened, ("fai", 70), ("satisfied", 30))
    assert (finding.code, finding.severity) == ("claim.not_met", Severity.WARNING)
    assert finding.details["figure"] == "790/1000=79.0%"


def test_a_table_that_no_longer_sums_up_is_warned_about(opened):
    assert "scheme.sum_of_points" in {finding.code for finding in broken(opened, ("fai", 70))}


def test_a_change_that_breaks_nothing_is_silent(opened):
    # Ten points moved inside the block of development.
    assert broken(opened, ("fai", 70), ("gdp_growth", 55)) == ()


@pytest.fixture(scope="module")
def previous():
    return load_previous(DEMONSTRATION)


NO_FEWER_POINTS = Claim(
    code="no_fewer_points",
    sentence="s_development",
    quantity="points",
    of=Selector(scorecard="districts"),
    relative_to=Selector(scorecard="districts", year="previous"),
    relation="at_least",
    value=Decimal(1),
)


def test_a_claim_against_last_year_is_tried_where_last_year_is_known(opened):
    scheme = replace(opened.scheme, claims=Table({NO_FEWER_POINTS.code: NO_FEWER_POINTS}))
    changes = [PointsChange("districts", "fai", Decimal(70))]
    known = broken_by(scheme, opened.figures, changes, load_previous(DEMONSTRATION))
    # Both years have 1,000 points; ten less are 99 %.
    assert [(finding.code, finding.details.get("figure")) for finding in known] == [
        ("scheme.sum_of_points", None),
        ("claim.not_met", "990/1000=99.0%"),
    ]
    unknown = broken_by(scheme, opened.figures, changes)
    assert [finding.code for finding in unknown] == ["scheme.sum_of_points"]


@pytest.mark.parametrize(
    "points",
    [
        {"fai": 70},
        {"fai": 0},
        {"fai": 70, "satisfied": 30},
        {"zone_foreign_investment": 1},
        {"concentration": 20, "gdp_growth": 50},
    ],
)
def test_points_are_tried_as_thoroughly_as_everything(opened, points):
    """Other points are held against sums and the claims about points alone; nothing else can break."""
    cards = {
        placed.node.code: card.code for card in opened.scheme.scorecards.values() for placed in card.walk()
    }
    changes = [PointsChange(cards[node], node, Decimal(value)) for node, value in points.items()]
    previous = load_previous(DEMONSTRATION)
    after, _ = changed(opened.scheme, opened.figures, changes)
    before = {finding.what("en") for finding in check_scheme(opened.scheme, previous)}
    whole = [finding for finding in check_scheme(after, previous) if finding.what("en") not in before]
    found = broken_by(opened.scheme, opened.figures, changes, previous)
    assert sorted(finding.what("en") for finding in found) == sorted(finding.what("en") for finding in whole)
    assert found


def test_a_figure_beyond_its_declared_range_is_warned_about(opened):
    """Growth of investment is declared to lie from −100 % to 200 %."""
    (finding,) = broken_by(opened.scheme, opened.figures, [growth("200.1")])
    assert (finding.code, finding.severity) == ("figure.outside_range", Severity.WARNING)
    assert (finding.details["low"], finding.details["high"]) == ("-100", "200")
    assert broken_by(opened.scheme, opened.figures, [growth("200")]) == ()


def growth(value):
    return FigureChange("jimo", "fixed_assets", Kind.GROWTH, Period.of(2020), Decimal(value))


def test_a_target_breaks_no_promise(opened):
    target = ParameterChange("districts", "fai", "target", "jimo", Decimal(9))
    assert broken_by(opened.scheme, opened.figures, [target]) == ()


def test_what_cannot_be_tried_is_refused(opened):
    with pytest.raises(FindingsError):
        broken(opened, ("fai", -1))
