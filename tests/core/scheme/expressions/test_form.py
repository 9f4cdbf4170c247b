import pytest

from sikao.core.scheme.expressions import expression_form, parse_expression

A = ["fig", "a", None, "level", None, 0]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("a", A),
        ("a/b.growth@c", ["fig", "a", "b", "growth", "c", 0]),
        ("15%", ["num", "0.15"]),
        ("$t", ["param", "t"]),
        ("growth(a)", ["growth", A, [*A[:-1], -1]]),
        ("increment(last(a))", ["-", [*A[:-1], -1], [*A[:-1], -2]]),
        ("share(a)", ["/", ["*", ["num", "100"], A], ["group_sum", A]]),
        ("a^2", ["^", A, 2]),
        ("trimmed_mean(a/*, 1, 2)", ["trimmed_mean", ["fig", "a", "*", "level", None, 0], 1, 2]),
        ("-a", ["neg", A]),
        ("if(a > 1, 1, 2)", ["if", [">", A, ["num", "1"]], ["num", "1"], ["num", "2"]]),
    ],
)
def test_the_form_is_the_one_of_the_contract(text, form):
    assert expression_form(parse_expression(text), lambda _: "level") == form
