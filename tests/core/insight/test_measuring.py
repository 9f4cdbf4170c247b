"""In which unit of measure composed measures are told."""

import pytest

from sikao.core.insight.measuring import unit_of_measure, unit_term
from sikao.core.scheme.expressions import parse_expression
from sikao.core.wording import Term


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
def test_a_measure_is_told_in_the_unit_of_its_figures(opened, expression, unit):
    assert unit_of_measure(parse_expression(expression), opened.scheme) == unit


def test_a_unit_that_only_the_scheme_knows_stays_as_it_is_written():
    assert unit_term("亿元") == Term("亿元", "100 million yuan")
    assert unit_term("指数").zh == "指数"
    assert unit_term("场次/年") == Term("场次/年", "场次/年")
    assert unit_term("") is None
