"""What one of an item is worth, by the worth that the scheme itself states."""

from decimal import Decimal
from pathlib import Path

import pytest

from sikao.core.insight.duties import duties_of
from sikao.core.scheme import compare_burden, count_burden, read_scheme
from sikao.core.scheme.docketed import Counted, docket_of
from sikao.core.scheme.resolving import Resolved
from tests.core.scheme.checks.test_docket import docket, leaf
from tests.core.scheme.samples import write_sample


@pytest.fixture(scope="module")
def city():
    return read_scheme(Path("schemes/qingdao-2020")).scheme


def scheme_with(folder, text, *changes):
    return read_scheme(write_sample(folder, *docket(text, *changes))).scheme


def test_each_entry_is_worth_what_the_scheme_says_under_its_cap(city):
    counted = docket_of(Resolved(city))
    # schemes/qingdao-2020/scorecards: +3 and +2 under 10 points, −5, −3, −2 under 20; departments 20 and 30.
    assert counted["jimo"]["state_commendations"] == Counted(
        item="state_commendations",
        scorecard="districts",
        node="commendation_bonus",
        entry="国务院督查激励",
        each=Decimal(3),
        cap=Decimal(10),
        most=None,
    )
    assert [(one.each, one.cap, one.is_deduction) for one in counted["commerce"].values()] == [
        (Decimal(3), Decimal(20), False),
        (Decimal(2), Decimal(20), False),
        (Decimal(-5), Decimal(30), True),
        (Decimal(-3), Decimal(30), True),
        (Decimal(-2), Decimal(30), True),
    ]
    assert "sco" not in counted, "zones have neither bonus nor deduction"


def test_a_share_of_the_leafs_points_is_worth_that_much(tmp_path):
    changed = leaf("praises, each: 2}", "praises, each: 50%, most: 5}")
    counted = docket_of(Resolved(scheme_with(tmp_path, "{items: [praises]}", changed)))
    assert (counted["east"]["praises"].each, counted["east"]["praises"].most) == (Decimal(3), Decimal(5))


def test_a_scheme_without_a_docket_counts_nothing_by_it(tmp_path):
    assert docket_of(Resolved(scheme_with(tmp_path, "{notice_days: 3}"))) == {}


def test_what_is_decided_is_owed_by_nobody_and_burdens_nobody(tmp_path):
    reported = scheme_with(tmp_path / "reported", "{}")
    decided = scheme_with(tmp_path / "decided", "{items: [praises]}")
    assert "praises" in asked(reported) and "praises" not in asked(decided)
    assert asked(decided) == asked(reported) - {"praises"}
    # Three counties reported one figure each, once a year.
    assert count_burden(reported).entries - count_burden(decided).entries == 3
    assert len(compare_burden(reported, decided)) == 1


def asked(scheme):
    return {slot.indicator for duty in duties_of(scheme) for slot in duty.slots}
