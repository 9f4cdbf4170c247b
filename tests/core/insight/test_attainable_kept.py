"""Places that are still open read back from plain data."""

import json
from decimal import Decimal

import pytest

from sikao.core.insight import attainable_to_json, read_attainable
from sikao.core.insight.attainable import Attainable, UnitPlaces
from sikao.core.wording import Term

SURE = UnitPlaces("a", Term("甲区", "A"), Decimal("861.30"), Decimal("881.3"), True, 3, 5, True, ("energy",))
VAGUE = UnitPlaces("b", Term("乙区", "B"), None, None, False, 1, 9, False, ())


@pytest.mark.parametrize(("dense", "ties_part"), [(True, False), (False, True)])
def test_they_read_back(dense, ties_part):
    found = Attainable((SURE, VAGUE), dense=dense, ties_part=ties_part)
    assert read_attainable(json.loads(json.dumps(attainable_to_json(found)))) == found


def test_other_data_is_refused():
    with pytest.raises(ValueError, match="no places"):
        read_attainable({"format": "sikao-attribution/1"})
