"""Who gave points to a leaf, and what it holds then."""

from fractions import Fraction

from sikao.core.insight.holdings import givers, holding
from sikao.core.wording import Term

GIVEN = [{"effect": ["transfer", "middle"]}]
PASSED_ON = [{"effect": ["transfer", "last"]}, {"effect": ["transfer", "last"]}]
KEPT = [{"effect": ["transfer", "last"]}, {"effect": None}]


def test_points_come_to_the_last_of_those_who_pass_them_on():
    windows = {"first": GIVEN, "middle": PASSED_ON, "last": [{"effect": None}]}
    assert givers("last", windows) == ("first", "middle")
    assert givers("middle", windows) == ()


def test_a_leaf_that_has_a_score_at_one_checkpoint_gives_nothing():
    assert givers("last", {"first": KEPT, "idle": [], "last": [{"effect": None}]}) == ()


def test_what_a_leaf_holds_is_added_up_with_whence_it_came():
    # 35 of its own and 15 of another: 50.
    held = holding(Fraction(35), [(Term("牵头任务", "Led"), Fraction(15), "not_applicable")])
    assert (held.formula.filled.zh, held.result) == ("35 + 15", "50")
    own, other = held.symbols
    assert (own.number, other.number) == ("35", "15")
    assert (other.name.zh, other.origin.zh) == ("由“牵头任务”并入", "不适用")


def test_without_gifts_there_is_nothing_to_tell():
    assert holding(Fraction(35), []) is None
