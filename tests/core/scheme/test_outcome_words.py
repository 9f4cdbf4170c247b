"""Promotions and awards at a node in words."""

from decimal import Decimal

import pytest

from sikao.core.scheme.expressions import parse_expression
from sikao.core.scheme.model import Grade, ItemAward, Promotion
from sikao.core.scheme.outcome_words import item_award_rule, promotion_effect
from sikao.core.wording import Term

GRADES = {"best": Grade(code="best", name="优秀", name_en="Excellent", count=1)}


def promotion(**own) -> Promotion:
    when = parse_expression("projects >= 3", condition=True)
    return Promotion(code="p", name="晋档", groups=("units",), when=when, **own)


@pytest.mark.parametrize(
    ("own", "said"),
    [
        (
            {},
            Term(
                "晋升一档，不占名额，原等次的名额依次递补",
                "one grade up, outside the quota, its former place filled by the next",
            ),
        ),
        (
            {"grade": "best", "most": 2, "vacancy": "leave"},
            Term(
                "晋为优秀，每组按名次至多 2 个，不占名额，原等次的名额空缺",
                "promoted to Excellent, for 2 of a group at most, by place, outside the quota, "
                "its former place left empty",
            ),
        ),
    ],
)
def test_a_promotion(own, said):
    assert promotion_effect(promotion(**own), GRADES) == said


def test_a_grade_that_is_not_known_keeps_its_code():
    assert promotion_effect(promotion(grade="odd"), GRADES).zh.startswith("晋为odd，")


@pytest.mark.parametrize(
    ("own", "said"),
    [
        (
            {},
            Term(
                "按得分率取前 2 名，并列的都得", "the first 2 by share of the full points, all who tie get it"
            ),
        ),
        (
            {"by": "points", "at_least": Decimal("0.8"), "ties": "by_total"},
            Term(
                "按得分取前 2 名，得分率不低于 80%，总分名次在前的得",
                "the first 2 by points, at least 80% of the full points, the better place by total gets it",
            ),
        ),
    ],
)
def test_an_award_at_a_node(own, said):
    award = ItemAward(code="a", name="单项奖", group="units", node="trade", winners=2, **own)
    assert item_award_rule(award) == said
