from decimal import Decimal

import pytest

from sikao.core.scheme.expressions import parse_expression
from sikao.core.scheme.values import Amount, Effect, points, share, share_text


@pytest.mark.parametrize(
    ("amount", "text", "form"),
    [
        (share("0.8"), "80%", ["share", "0.8"]),
        (share("1"), "100%", ["share", "1"]),
        (points("-2.50"), "-2.5", ["points", "-2.5"]),
    ],
)
def test_an_amount_is_a_share_or_points(amount, text, form):
    assert str(amount) == text
    assert amount.to_json() == form


def test_an_amount_may_be_an_expression():
    amount = Amount(expression=parse_expression("$a * 2"))
    assert str(amount) == "$a * 2"
    assert amount.to_json(["num", "1"]) == ["expr", ["num", "1"]]


@pytest.mark.parametrize("parts", [{}, {"share": Decimal(1), "points": Decimal(1)}])
def test_an_amount_is_exactly_one_thing(parts):
    with pytest.raises(ValueError, match="an amount is"):
        Amount(**parts)


@pytest.mark.parametrize(
    ("effect", "text", "form"),
    [
        (Effect("hold"), "hold", ["hold"]),
        (Effect("share", share=Decimal("0.6")), "share 60%", ["share", "0.6"]),
        (Effect("transfer", node="fai"), "transfer fai", ["transfer", "fai"]),
        (Effect("redistribute_block"), "redistribute_block", ["redistribute", "block"]),
        (Effect("group_mean"), "group_mean", ["group_mean"]),
    ],
)
def test_an_effect_has_one_text_and_one_form(effect, text, form):
    assert str(effect) == text
    assert effect.to_json() == form


def test_shares_are_exact_at_any_length():
    assert share_text(Decimal("0.123456789012345678901234567890")) == "12.345678901234567890123456789%"
