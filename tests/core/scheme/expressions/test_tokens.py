import pytest

from sikao.core.scheme.expressions.tokens import ExpressionError, tokenize


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("a/b.growth@c", ["a/b.growth@c"]),
        ("a / b", ["a", "/", "b"]),
        ("a/2", ["a", "/", "2"]),
        ("a/$t", ["a", "/", "$t"]),
        ("a/max(1,2)", ["a", "/", "max", "(", "1", ",", "2", ")"]),
        ("a/*", ["a/*"]),
        ("1<=2", ["1", "<=", "2"]),
        ("a\n+ b", ["a", "+", "b"]),
    ],
)
def test_a_figure_is_one_token_and_a_spaced_slash_divides(text, tokens):
    assert [token.text for token in tokenize(text)[:-1]] == tokens


@pytest.mark.parametrize(("text", "position"), [("a + ￥", 4), ("1a", 0), ("a+B", 2), ("a" * 41, 0)])
def test_the_first_character_that_cannot_be_read_is_named(text, position):
    with pytest.raises(ExpressionError) as refusal:
        tokenize(text)
    assert refusal.value.position == position
