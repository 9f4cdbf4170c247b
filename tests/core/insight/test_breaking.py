"""What a trial change would break, told as warnings."""

from decimal import Decimal
from pathlib import Path

import pytest

from sikao.core.books import open_scheme
from sikao.core.insight import broken_by
from sikao.core.insight.changes import PointsChange
from sikao.core.wording import Severity

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
