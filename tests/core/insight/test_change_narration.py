"""The account of a change as sentences: one each on total, place and nodes; what shows 0 is not told."""

from decimal import Decimal
from fractions import Fraction

from sikao.core.insight import Player, UnitAccount, narrate_change
from sikao.core.insight.attribution import Line, Split
from sikao.core.wording import Term

TOTAL, TRADE = Term("总分", "Total"), Term("外贸", "Trade")


def split(name, before, after, *lines):
    ends = (None if end is None else Decimal(end) for end in (before, after))
    told = tuple(Line(player, Fraction(shown), Decimal(shown)) for player, shown in lines)
    return Split("node", name, *ends, 4, told)


ACCOUNT = UnitAccount(
    unit="laixi",
    unit_name=Term("莱西市", "Laixi"),
    scorecard="districts",
    total=split(
        TOTAL,
        "781.36",
        "782.21",
        (Player.OWN_NEW, "1.20"),
        (Player.OTHERS_NEW, "-0.35"),
        (Player.AMENDMENT, "0.00"),
    ),
    place=split(TOTAL, 8, 7, (Player.OWN_NEW, "1.5"), (Player.OTHERS_NEW, "-0.5"), (Player.AMENDMENT, "0.0")),
    nodes=(split(TRADE, "20.00", "21.20", (Player.OWN_NEW, "1.20"), (Player.OTHERS_NEW, "0.00")),),
)


def test_in_chinese():
    assert narrate_change(ACCOUNT, "zh") == (
        "总分：由 781.36 分变为 782.21 分（+0.85 分）：因本单位新报数据 +1.20 分；因他单位新报数据 −0.35 分",
        "名次：由第 8 变为第 7（上升 1 位）：因本单位新报数据上升 1.5 位；因他单位新报数据下降 0.5 位",
        "外贸：由 20.00 分变为 21.20 分（+1.20 分）：因本单位新报数据 +1.20 分",
    )


def test_in_english():
    _, place, node = narrate_change(ACCOUNT, "en")
    assert place.startswith("Place: from 8 to 7 (1 place up): 1.5 places up from its own new figures; ")
    assert place.endswith("; 0.5 places down from new figures of others")
    assert node == "Trade: from 20.00 points to 21.20 points (+1.20): +1.20 points from its own new figures"


def test_a_unit_without_a_place():
    unplaced = UnitAccount("a", TRADE, "card", split(TOTAL, None, "4.00"), None, ())
    assert narrate_change(unplaced, "zh") == ("总分：由尚无得分变为 4.00 分（+4.00 分）",)
