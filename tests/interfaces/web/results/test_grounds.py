"""Promotions and awards at one node as the page of a total shows them."""

import pytest
from django.template.loader import render_to_string

from sikao.core.insight.explanation import Grounds, ItemAwardGiven, PromotionMet
from sikao.core.wording import Term
from sikao.interfaces.web.results.grounds import grounds_line
from tests.interfaces.web.reading import read

GIVEN = PromotionMet(
    code="p",
    name=Term("专项晋优", "Special promotion"),
    condition=Term("名次 ≥ 2", "place ≥ 2"),
    effect=Term("晋升一档", "one grade up"),
    outcome=Term("已晋档", "promoted"),
    given=True,
    before=Term("良好", "Good"),
    after=Term("优秀", "Excellent"),
    absence=None,
    sentence=None,
    basis="办法第八条",
    figures=(),
    standing=((Term("名次", "place"), "3"),),
)
AWARD = ItemAwardGiven(
    code="i",
    name=Term("对外开放奖", "Opening"),
    node=Term("对外开放", "Opening up"),
    place=2,
    points="36",
    full="40",
    rule=Term("按得分率取前 2 名", "the first 2"),
    sentence=None,
)
NOTHING = Grounds(
    number=3,
    quotas=(),
    vetoes=(),
    without=None,
    passed_over=(),
    filled_by=(),
    fills=(),
    promotions=(GIVEN,),
    awards=(),
    item_awards=(AWARD,),
)


def say(term: Term | None) -> str:
    return "" if term is None else term.zh


@pytest.fixture
def text():
    view = {"grounds": grounds_line(NOTHING, Term("优秀", "Excellent"), say, lambda figure: figure)}
    return read(render_to_string("explanations/grounds.html", {"view": view})).first("section").text


def test_a_promotion_stands_with_its_grades_its_condition_and_the_place_read(text):
    assert "专项晋优 已晋档 良好 → 优秀" in text
    assert "名次 ≥ 2 → 晋升一档 · 名次 3" in text
    assert "办法第八条" in text


def test_an_award_at_a_node_stands_with_points_and_place(text):
    assert "对外开放奖 对外开放 36 / 40，列第 2 按得分率取前 2 名" in text
