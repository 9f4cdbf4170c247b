"""Places between which a unit can come, for every way in which equals share or split a place."""

from fractions import Fraction

import pytest

from sikao.core.insight.placing import Placing


def placed(ends, ties="competition", by="rounded", tie_break=()):
    """Best and worst place of each unit, from whole numbers."""
    pairs = [tuple(None if end is None else Fraction(end) for end in pair) for pair in ends]
    placing = Placing(pairs, {"ties": ties, "by": by, "tie_break": list(tie_break)})
    return [placing.places(low, high) for low, high in pairs if low is not None and high is not None]


def test_those_certainly_above_and_those_who_can_be():
    # The second and third may pass each other; the fourth is below all of them whatever happens.
    assert placed([(90, 95), (80, 89), (82, 85), (70, 75)]) == [(1, 1), (2, 3), (2, 3), (4, 4)]


def test_equals_share_a_place():
    assert placed([(90, 90), (80, 80), (80, 80), (70, 70)]) == [(1, 1), (2, 2), (2, 2), (4, 4)]


@pytest.mark.parametrize("split", [{"by": "exact"}, {"tie_break": ["economy"]}])
def test_equals_by_rounding_may_still_be_told_apart(split):
    assert placed([(90, 90), (80, 80), (80, 80), (70, 70)], **split) == [(1, 1), (2, 3), (2, 3), (4, 4)]


def test_dense_places_count_equals_once():
    assert placed([(90, 90), (80, 80), (80, 80), (70, 70)], "dense")[3] == (3, 4)


def test_dense_places_count_those_once_who_may_come_to_be_equal():
    # 85 to 95 and 88 may be equal, 97 can be equal to neither: at best two different totals lie above 60.
    assert placed([(85, 95), (88, 88), (97, 97), (60, 60)], "dense") == [(2, 3), (2, 3), (1, 1), (3, 4)]
    assert placed([(85, 85), (88, 88), (97, 97), (60, 60)], "dense")[3] == (4, 4)


def test_a_unit_whose_total_may_be_any_may_stand_anywhere():
    assert placed([(None, None), (80, 80), (70, 70)]) == [(1, 2), (2, 3)]
    assert placed([(80, None), (80, 80), (70, 70)], "dense") == [(1, 2), (2, 3)]


def test_without_a_bound_on_one_side_any_place_is_possible_on_that_side():
    pairs = [(None, Fraction(75)), (Fraction(80), None), (Fraction(70), Fraction(90))]
    placing = Placing(pairs, {"ties": "competition", "by": "rounded", "tie_break": []})
    # The second is above the first for certain; the third may pass both, or be passed by them.
    assert [placing.places(*pair) for pair in pairs] == [(2, 3), (1, 2), (1, 3)]


def test_whether_a_place_hangs_on_how_equals_are_told_apart():
    pairs = [(Fraction(low), Fraction(high)) for low, high in ((90, 95), (80, 90), (70, 75), (60, 60))]
    parted = Placing(pairs, {"ties": "competition", "by": "exact", "tie_break": []})
    assert [parted.hangs_on_equals(*pair) for pair in pairs] == [True, True, False, False]
    shared = Placing(pairs, {"ties": "competition", "by": "rounded", "tie_break": []})
    assert not any(shared.hangs_on_equals(*pair) for pair in pairs)
