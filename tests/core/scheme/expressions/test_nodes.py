import pytest
from hypothesis import given

from sikao.core.scheme.expressions import (
    ExpressionError,
    expression_text,
    figures_in,
    kind_of,
    parameters_in,
    parse_expression,
    walk,
)
from tests.core.scheme.expressions.strategies import numbers, value_of


@given(numbers)
def test_text_and_tree_stand_for_each_other(tree):
    text = expression_text(tree)
    try:
        read = parse_expression(text)
    except ExpressionError as refusal:
        assert refusal.code in ("expression.too_deep", "expression.too_many", "expression.too_long")  # noqa: PT017
        return
    assert read == tree
    assert expression_text(read) == text


@given(numbers)
def test_brackets_never_change_a_value(tree):
    """The canonical text drops needless brackets; evaluated from left to right it must mean the same."""
    try:
        wanted = value_of(tree)
        found = value_of(parse_expression(expression_text(tree)))
    except (ZeroDivisionError, ExpressionError):
        return
    assert found == wanted


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("1+2*3", "1 + 2 * 3"),
        ("(1+2)*3", "(1 + 2) * 3"),
        ("1-(2-3)", "1 - (2 - 3)"),
        ("(1-2)-3", "1 - 2 - 3"),
        ("8/(4/2)", "8 / (4 / 2)"),
        ("(-2)^2", "(-2)^2"),
        ("-(2^2)", "-2^2"),
        ("((a))", "a"),
        ("15%", "0.15"),
        ("1.50", "1.5"),
        ("if(a>1 and (b>1 or c>1),1,2)", "if(a > 1 and (b > 1 or c > 1), 1, 2)"),
        ("last( a/b.growth@c )", "last(a/b.growth@c)"),
    ],
)
def test_the_canonical_text_has_no_needless_brackets(text, canonical):
    assert expression_text(parse_expression(text)) == canonical


def test_what_an_expression_names():
    tree = parse_expression("a + max($t, b/c) * a.growth - $u")
    assert [figure.item for figure in figures_in(tree)] == ["a", "b", "a"]
    assert parameters_in(tree) == ("t", "u")
    assert len(list(walk(tree))) == 9


def test_numbers_and_conditions_are_told_apart():
    assert kind_of(parse_expression("a")) == "number"
    assert kind_of(parse_expression("not a = 1", condition=True)) == "condition"
