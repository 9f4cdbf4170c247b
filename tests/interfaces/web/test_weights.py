"""Effective weights: the page comes at once, the numbers follow."""

from fractions import Fraction

from sikao.core.insight.weights import EffectiveWeight, QuarterWorth
from sikao.core.wording import Term
from sikao.interfaces.web import library
from sikao.interfaces.web.results.weights import weights_view
from tests.interfaces.web.conftest import ROOT
from tests.interfaces.web.reading import read

PAGE = "/results/qingdao_2020/year/weights/zones/"
# Equal quarters of a level scored in proportion to its target: 10/20/30/40 becomes 40/30/20/10.
WORTH = {"q1": ("1/10", "2/5"), "h1": ("1/5", "3/10"), "q3": ("3/10", "1/5"), "year": ("2/5", "1/10")}


def weight(kind: str, measure: str) -> EffectiveWeight:
    quarters = tuple(
        QuarterWorth(
            code, Term(code, code), Fraction(nominal), Fraction(found) * 2, -Fraction(found), Fraction(found)
        )
        for code, (nominal, found) in WORTH.items()
    )
    return EffectiveWeight(
        scorecard="districts",
        node="fai",
        node_name=Term("固定资产投资增速", "Growth of investment"),
        indicator="fixed_assets",
        indicator_name=Term("固定资产投资", "Investment"),
        kind=kind,
        unit_of_measure=measure,
        units=("jimo", "pingdu"),
        quarters=quarters,
        assumptions=(Term("前提", "assumption"),),
    )


def test_the_page_asks_for_its_numbers_and_keeps_them(fetch, only):
    only(ROOT / "schemes")
    waiting = read(fetch(PAGE)).first("main")
    assert waiting.first("div", hx_get=PAGE)
    content = read(fetch(PAGE, **{"HX-Request": "true"}))
    assert "这一组没有分节点计分的指标" in content.text
    assert list(read(fetch(PAGE)).first("main").all("div", hx_get=PAGE)) == []


def test_nominal_and_effective_stand_side_by_side():
    (card,) = weights_view([weight("growth", "%")], library.find("qingdao_2020").scheme, "zh").cards
    assert [(line.nominal, line.effective) for line in card.quarters] == [
        ("10.0%", "40.0%"),
        ("20.0%", "30.0%"),
        ("30.0%", "20.0%"),
        ("40.0%", "10.0%"),
    ]
    assert (card.quarters[0].gain, card.quarters[0].loss) == ("+0.800", "−0.400")
    assert card.assumptions == ("前提",)
    assert [row["effective"] for row in card.chart["rows"]] == [40.0, 30.0, 20.0, 10.0]


def test_one_more_of_a_growth_rate_is_a_percentage_point():
    scheme = library.find("qingdao_2020").scheme
    assert weights_view([weight("growth", "%")], scheme, "zh").cards[0].measure == "个百分点"
    assert weights_view([weight("level", "亿元")], scheme, "en").cards[0].measure != "亿元"
