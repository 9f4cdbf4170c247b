"""Claims in words."""

from decimal import Decimal

import pytest

from sikao.core.scheme.model import Claim, Selector
from sikao.core.scheme.promises import promised, promised_value
from sikao.core.scheme.saying import Saying
from sikao.core.scheme.shape import Table

LAST_YEAR = Selector(year="previous")
SHARES = Table({"h1": Decimal("0.4"), "year": Decimal("0.6")})
KEY_BONUS = Selector(scorecard="counties", tag="key", role="bonus")


def claim(**given):
    return Claim(code="c", sentence="s_economy", **given)


@pytest.mark.parametrize(
    ("given", "zh", "en"),
    [
        (
            {"quantity": "units", "groups": ("counties",), "value": Decimal(3)},
            "县区的单位数 等于 3",
            "number of units of Counties equal to 3",
        ),
        (
            {
                "quantity": "burden",
                "relation": "at_most",
                "value": Decimal("0.9"),
                "relative_to": Selector(year="previous"),
            },
            "全方案的填报负担，与上年之比 不高于 90%",
            "burden of the whole scheme, relative to last year at most 90%",
        ),
        (
            {
                "quantity": "shares",
                "of": Selector(schedule="half_yearly"),
                "value": Table({"h1": Decimal("0.4"), "year": Decimal("0.6")}),
            },
            "半年加年终的节点占比 等于 半年 40%、年终 60%",
            None,
        ),
        (
            {
                "quantity": "points",
                "of": Selector(scorecard="counties", tag="key", role="bonus"),
                "each": "node",
                "value": Decimal(2),
            },
            "县区考核表·加分项·标签“key”的分值，逐指标 等于 2",
            None,
        ),
    ],
)
def test_a_claim_tells_quantity_scope_and_value(sample, given, zh, en):
    for lang, words in (("zh", zh), ("en", en)):
        saying = Saying(sample, lang)
        if words is not None:
            assert f"{promised(claim(**given), saying)} {promised_value(claim(**given), saying)}" == words
