"""An account of a change reads back from plain data."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest

from sikao.core.insight import Attribution, Player, UnitAccount, attribution_to_json, read_attribution
from sikao.core.insight.attribution import Line, Split
from sikao.core.wording import Term

NAME = Term("总分", "Total")
THIRD = Line(Player.OWN_NEW, Fraction(1, 3), Decimal("0.33"))
TOTAL = Split(
    "total", NAME, None, Decimal("1.20"), 2, (Line(Player.PERIOD, Fraction(0), Decimal("0.00")), THIRD)
)
PLACE = Split("total", NAME, Decimal(3), Decimal(2), 4, ())


def test_it_reads_back():
    found = Attribution(
        "units",
        "q1",
        "h1",
        (
            UnitAccount("a", Term("单位", "Unit"), "card", TOTAL, PLACE, (TOTAL,)),
            UnitAccount("b", Term("单位", "Unit"), "card", TOTAL, None, ()),
        ),
    )
    assert read_attribution(json.loads(json.dumps(attribution_to_json(found)))) == found


def test_other_data_is_refused():
    with pytest.raises(ValueError, match="not an attribution"):
        read_attribution({"format": "sikao-readiness/1"})
