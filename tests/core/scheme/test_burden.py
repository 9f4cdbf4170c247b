import dataclasses

from sikao.core.scheme import count_burden
from sikao.core.scheme.shape import Table


def test_the_burden_of_the_sample(sample):
    """Counted by hand.

    Leaves: growth, revenue, air, poll, ballot, accidents, bonus. Entries: accidents, honours and ratings by
    three units, votes by two (the ballot does not apply to west). Evidence: votes by two. Confirmations by
    three units: investment at both checkpoints, revenue and particles at the year's end.
    """
    burden = count_burden(sample)
    assert burden.indicators == 7
    assert burden.entries == 3 * 3 + 2
    assert burden.evidence == 2
    assert burden.confirmations == 3 * (2 + 1 + 1)
    assert burden.total == 25


def test_a_monthly_report_counts_twelve_times_or_eleven_with_a_merged_january(sample):
    def with_item(**changes):
        item = dataclasses.replace(sample.items["accidents"], frequency="month", **changes)
        return count_burden(dataclasses.replace(sample, items=Table({**sample.items, "accidents": item})))

    assert with_item().entries - count_burden(sample).entries == 3 * 11
    assert with_item(merged_january=True).entries - count_burden(sample).entries == 3 * 10
