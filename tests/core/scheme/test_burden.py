import dataclasses
from fractions import Fraction
from pathlib import Path

import pytest

from sikao.core.scheme import compare_burden, count_burden, read_scheme
from sikao.core.scheme.shape import Table

SCHEMES = Path(__file__).parents[3] / "schemes"


@pytest.fixture(scope="module")
def demonstration():
    return read_scheme(SCHEMES / "qingdao-2020").scheme


def test_the_burden_of_the_sample(sample):
    """Counted by hand.

    Leaves: growth, revenue, air, poll, ballot, accidents, bonus. Reports: investment and revenue monthly,
    five items yearly. Entries: honours and ratings for the five projects that they have (three, one and one),
    votes by two (the ballot does not apply to west). Evidence: votes by two.
    Confirmations by three units: investment at both checkpoints, revenue, particles and accidents at the
    year's end.
    """
    burden = count_burden(sample)
    assert burden.indicators == 7
    assert burden.reports == 2 * 12 + 5
    assert burden.entries == 2 * 5 + 2
    assert burden.evidence == 2
    assert burden.confirmations == 3 * (2 + 1 + 1 + 1)
    assert burden.total == 29
    assert burden.units == 3
    assert burden.per_unit == Fraction(29, 3)
    assert burden.parts()["per_unit"] == "9.7"


def test_a_monthly_report_counts_twelve_times_or_eleven_with_a_merged_january(sample):
    def with_item(**changes):
        item = dataclasses.replace(sample.items["honours"], frequency="month", **changes)
        return count_burden(dataclasses.replace(sample, items=Table({**sample.items, "honours": item})))

    assert with_item().entries - count_burden(sample).entries == 5 * 11
    assert with_item(merged_january=True).entries - count_burden(sample).entries == 5 * 10


def test_evidence_is_asked_for_with_every_member(sample):
    item = dataclasses.replace(sample.items["honours"], evidence=("证书",))
    asked = dataclasses.replace(sample, items=Table({**sample.items, "honours": item}))
    assert count_burden(asked).evidence - count_burden(sample).evidence == 5


def test_goals_that_units_report_one_by_one_are_counted_one_by_one(demonstration):
    """124 goals of 76 departments, and two figures that each reports itself; two more are decided."""
    assert count_burden(demonstration, {"departments"}).entries == 124 + 2 * 76


def test_scorecards_add_up_to_the_whole(demonstration):
    cards = [count_burden(demonstration, {code}).total for code in demonstration.scorecards]
    assert sum(cards) == count_burden(demonstration).total


def test_like_is_compared_with_like(demonstration):
    last_year = read_scheme(SCHEMES / "qingdao-2019").scheme
    burdens = {card.scorecard: card for card in compare_burden(last_year, demonstration)}
    assert burdens["districts"].before == count_burden(last_year)
    assert burdens["districts"].after == count_burden(demonstration, {"districts"})
    assert burdens["zones"].before is None
    assert {card.scorecard for card in compare_burden(demonstration, last_year) if card.after is None} == {
        "zones",
        "departments",
    }


def test_some_leaves_ask_less_than_all(sample):
    """Air alone: a figure of a bureau, confirmed by three units at the year's end."""
    burden = count_burden(sample, {"counties"}, {"air"})
    assert (burden.indicators, burden.reports, burden.total) == (1, 1, 3)
