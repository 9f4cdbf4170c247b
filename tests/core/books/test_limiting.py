"""A veto that everybody sees: a worse grade than a unit has that stands no better."""

import pytest

from sikao.core.books import limited_by_veto

GRADES = ("excellent", "good", "qualified")
VETO = ("veto:v_safety",)


def row(unit, rank, grade, *flags):
    return {"unit": unit, "rank": rank, "grade": grade, "flags": list(flags)}


@pytest.mark.parametrize(
    ("rows", "limited"),
    [
        # The first is barred, the second has the better grade.
        ([row("a", 1, "good", *VETO), row("b", 2, "excellent")], {"a"}),
        # The veto changes nothing for the last one.
        ([row("a", 1, "excellent"), row("b", 2, "good"), row("c", 3, "qualified", *VETO)], set()),
        # Equal places, unequal grades.
        ([row("a", 1, "qualified", *VETO), row("b", 1, "good")], {"a"}),
        # No grades yet, and a unit that is not ranked.
        ([row("a", 1, None, *VETO), row("b", 2, None)], set()),
        ([row("a", None, "good", *VETO), row("b", 1, "excellent")], set()),
        # The better grade of who stands behind is a promotion: the veto need not have changed anything.
        ([row("a", 1, "good", *VETO), row("b", 2, "excellent", "promoted:p")], set()),
        # A worse grade without a veto is a promotion of the other, an undecided veto limits nobody.
        ([row("a", 1, "good"), row("b", 2, "excellent", "promoted:p")], set()),
        ([row("a", 1, "good", "veto_open:v_safety"), row("b", 2, "excellent")], set()),
    ],
)
def test_who_is_limited(rows, limited):
    assert limited_by_veto(rows, GRADES) == limited
