"""Units whose points are alike."""

from fractions import Fraction
from pathlib import Path

import pytest

from sikao.core.scheme import load_scheme
from sikao.core.scheme.alike import PointsByGroup
from sikao.core.scheme.resolving import Resolved

SCHEMES = Path(__file__).parents[3] / "schemes"


@pytest.fixture(scope="module")
def resolved():
    loaded, _ = load_scheme(SCHEMES / "qingdao-2020")
    return Resolved(loaded)


def test_groups_with_other_points_have_a_kind_of_their_own(resolved):
    zones = PointsByGroup(resolved, resolved.scheme.scorecards["zones"])
    assert [kind.groups for kind in zones.kinds] == [
        ("zones_open",),
        ("zones_hitech",),
        ("zones_specialised",),
    ]
    assert [zones.usual("zone_trade", kind.units) for kind in zones.kinds] == [110, 50, 40]


def test_groups_that_are_alike_need_no_names(resolved):
    departments = PointsByGroup(resolved, resolved.scheme.scorecards["departments"])
    assert [(kind.groups, len(kind.units)) for kind in departments.kinds] == [((), 76)]


def test_a_unit_with_other_points_is_an_exception(sample):
    """South weighs the ballot 0.6 against the poll's 0.7; it does not apply to west."""
    counties = PointsByGroup(Resolved(sample), next(iter(sample.scorecards.values())))
    (usual,) = {counties.usual("ballot", kind.units) for kind in counties.kinds}
    told = {unit.code: points for unit, points in counties.exceptions("ballot")}
    assert {code: told.get(code, usual) for code in ("east", "south", "west")} == {
        "east": 6,
        "south": Fraction(120, 13),
        "west": None,
    }
