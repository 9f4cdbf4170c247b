"""Schemes whose points only give an order back."""

from pathlib import Path

import pytest

from sikao.core.books import open_scheme
from sikao.core.scheme.orders import scores_only_places

SCHEMES = Path(__file__).parents[3] / "schemes"


@pytest.mark.parametrize(
    ("folder", "only_places"),
    [
        ("qingdao-rank-2021", True),
        ("qingdao-rank-2022", True),
        ("shandong-2020", True),
        ("qingdao-2020", False),
        ("qingdao-published/gdp-2022", False),
        ("qingdao-published/finance-2015", False),
    ],
)
def test_only_schemes_that_measure_places_alone_are_of_that_kind(folder, only_places):
    assert scores_only_places(open_scheme(SCHEMES / folder).scheme) is only_places
