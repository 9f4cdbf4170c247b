"""Expressions in words, on the demonstration scheme."""

from pathlib import Path

import pytest

from sikao.core.scheme import load_scheme
from sikao.core.scheme.expressions import parse_expression
from sikao.core.scheme.phrasing import expression_words

SCHEMES = Path(__file__).parents[3] / "schemes"


@pytest.fixture(scope="module")
def scheme():
    loaded, findings = load_scheme(SCHEMES / "qingdao-2020")
    assert loaded is not None, findings
    return loaded


@pytest.mark.parametrize(
    ("text", "zh"),
    [
        ("retail.growth", "社会消费品零售总额·增速"),
        ("gdp.growth", "地区生产总值·增速"),
        ("growth(retail.level)", "同比增速（社会消费品零售总额·总量）"),
        ("100 * retail.level / $target", "100 × 社会消费品零售总额·总量 ÷ 目标值"),
        ("(retail.level - 2) * -3", "(社会消费品零售总额·总量 − 2) × −3"),
        ("retail.growth >= 0 and gdp.growth > 1", "社会消费品零售总额·增速 ≥ 0 且 地区生产总值·增速 > 1"),
    ],
)
def test_items_stand_in_the_place_of_codes(scheme, text, zh):
    expression = parse_expression(text, condition=">" in text)
    assert expression_words(expression, scheme, "zh") == zh


def test_english_names_are_used_where_there_are_some(scheme):
    words = expression_words(parse_expression("growth(retail.level)"), scheme, "en")
    assert words == f"growth on the year before, per cent({scheme.items['retail'].name_en}, level)"
