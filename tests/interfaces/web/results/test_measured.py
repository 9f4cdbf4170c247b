"""Units of measure of composed measures, and numbers of one row under each other."""

from decimal import Decimal

import pytest

from sikao.core.scheme.expressions import parse_expression
from sikao.interfaces.web import library
from sikao.interfaces.web.results.measured import _aligned, unit_of_measure


@pytest.mark.parametrize(
    ("expression", "unit"),
    [
        ("fixed_assets.growth", "%"),
        ("retail.increment", "亿元"),
        ("growth(retail.level)", "%"),
        ("share(trade.level)", "%"),
        ("0.7 * min(key_project_completion, 100) + 0.3 * min(key_project_starts, 100)", "%"),
        ("mean(industry_concentration/*) - mean(last(industry_concentration/*))", "指数"),
        ("talents / 2", "人"),
        ("talents / hitech_firms", None),
        ("talents + hitech_firms", None),
        ("2 * 3", ""),
    ],
)
def test_a_measure_is_told_in_the_unit_of_its_figures(expression, unit):
    scheme = library.find("qingdao_2020").scheme
    assert unit_of_measure(parse_expression(expression), scheme) == unit


def test_numbers_of_a_row_have_the_decimals_of_the_finest():
    numbers = [Decimal(4), Decimal("-12.4"), None, Decimal("1234.05")]
    assert _aligned(numbers, 4) == ("4.00", "−12.40", None, "1,234.05")


def test_computed_numbers_are_cut_half_up():
    assert _aligned([Decimal("1.005"), Decimal("0.866666666667")], 2) == ("1.01", "0.87")
