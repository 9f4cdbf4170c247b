"""What a change in points or places came from, told in both languages."""

from decimal import Decimal

from sikao.core.wording import Term
from sikao.core.wording.changes import place_changed, places_from, points_changed, points_from

NEW = Term("本单位新报数据", "its own new figures")
TOTAL = Term("总分", "Total")


def test_points_from_a_cause():
    assert points_from(NEW, Decimal("1.20"), "zh") == "因本单位新报数据 +1.20 分"
    assert points_from(NEW, Decimal("-0.35"), "zh") == "因本单位新报数据 −0.35 分"
    assert points_from(NEW, Decimal("-0.35"), "en") == "−0.35 points from its own new figures"


def test_places_from_a_cause():
    assert places_from(NEW, Decimal("1.5"), "zh") == "因本单位新报数据上升 1.5 位"
    assert places_from(NEW, Decimal("-2.0"), "zh") == "因本单位新报数据下降 2 位"
    assert places_from(NEW, Decimal("1.0"), "en") == "1 place up from its own new figures"
    assert places_from(NEW, Decimal("-0.5"), "en") == "0.5 places down from its own new figures"


def test_points_before_and_after():
    because = ["因甲 +1.20 分", "因乙 −0.35 分"]
    assert points_changed(TOTAL, Decimal("78.20"), Decimal("79.05"), because, "zh") == (
        "总分：由 78.20 分变为 79.05 分（+0.85 分）：因甲 +1.20 分；因乙 −0.35 分"
    )
    assert points_changed(TOTAL, None, Decimal("-2.5"), ["x"], "zh") == (
        "总分：由尚无得分变为 −2.5 分（−2.5 分）：x"
    )
    assert points_changed(TOTAL, Decimal("78.20"), None, ["x", "y"], "en") == (
        "Total: from 78.20 points to no score yet (−78.20): x; y"
    )


def test_what_evens_out_is_told_all_the_same():
    assert (
        points_changed(TOTAL, Decimal(5), Decimal(5), ["x"], "en")
        == "Total: from 5 points to 5 points (0): x"
    )
    assert place_changed(Decimal(3), Decimal(3), ["x"], "zh") == "名次：由第 3 变为第 3（位次不变）：x"


def test_nothing_changed():
    assert points_changed(TOTAL, Decimal(5), Decimal(5), [], "zh") == "总分：5 分，没有变化"
    assert points_changed(TOTAL, None, None, [], "zh") == "总分：尚无得分，没有变化"
    assert points_changed(TOTAL, Decimal(5), Decimal(5), [], "en") == "Total: 5 points, unchanged"
    assert place_changed(Decimal(3), Decimal(3), [], "zh") == "名次：第 3，没有变化"
    assert place_changed(Decimal(3), Decimal(3), [], "en") == "Place: 3, unchanged"


def test_the_place_before_and_after():
    assert place_changed(Decimal(4), Decimal(6), ["x"], "zh") == "名次：由第 4 变为第 6（下降 2 位）：x"
    assert place_changed(Decimal(2), Decimal(1), [], "en") == "Place: from 2 to 1 (1 place up)"
