from fractions import Fraction

import pytest

from sikao.core.scheme.expressions import parse_expression
from sikao.core.scheme.expressions.constants import constant_value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 - 1", Fraction(0)),
        ("-(2^3) / 3", Fraction(-8, 3)),
        ("max(0.5, abs(-0.75)) * min(2, 3)", Fraction(3, 2)),
        ("1 / 0", None),
        ("revenue - revenue", None),
        ("((9999999^4)^4)^4", None),
        ("if(1 > 0, 1, 2)", None),
    ],
)
def test_what_numbers_alone_come_to(text, value):
    assert constant_value(parse_expression(text)) == value
