"""The scoring methods as vector functions, and unchanged on stacked blocks."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sikao.core.scoring import methods
from sikao.core.scoring.methods import Standing
from sikao.core.scoring.places import places, sort_keys
from sikao.core.scoring.quantity import Quantity
from tests.core.scoring.making import about, cells, quantity, these, vector

TIES = ("best", "average", "worst")
FULL = vector("10")


def standing(a: Quantity, *, high: bool = True) -> Standing:
    """Everybody with everybody."""
    everybody = np.ones(a.num.shape, bool)
    keys, doubt = sort_keys(a, everybody)
    size = np.full((*a.num.shape[:-1], 1), float(a.num.shape[-1]))
    return Standing(places(keys, everybody, high=high), size, doubt)


def attained(x, target, short=None, *, mirror=False, high=True, full="10"):
    amount = None if short is None else vector(short)
    parts = methods.attainment(
        vector(*x), vector(full), target=vector(target), short=amount, mirror=mirror, high=high
    )
    return cells(parts["attained"])


def test_attainment_by_the_rate_of_completion():
    # w·x/t: 10·90/120 = 7.5; above the target it goes on, the cap is not the method's.
    assert attained(("90", "120", "150", "-12"), "120") == these("7.5", "10", "12.5", "-1")
    assert attained(("1",), "3", full="100") == these("100/3")


def test_attainment_where_less_is_better():
    # w·t/x, or with mirror w·(2 - x/t).
    assert attained(("8", "16", "4", "0", "-2"), "8", high=False) == these(
        "10", "5", "20", "undefined", "undefined"
    )
    mirrored = attained(("8", "16", "4", "0"), "8", high=False, mirror=True)
    assert mirrored == these("10", "0", "15", "20")


@pytest.mark.parametrize("target", ["0", "-3"])
def test_attainment_without_a_positive_target_is_undefined(target):
    assert attained(("5",), target) == these("undefined")
    assert attained(("5",), target, "8") == these("undefined"), "also where the target is reached"
    assert attained(("5",), target, high=False, mirror=True) == these("undefined")


def test_attainment_short_of_the_target():
    # From the target on all, below it 8·x/t.
    assert attained(("60", "120", "180"), "120", "8") == these("4", "10", "10")
    assert attained(("8", "10"), "8", "8", high=False) == these("10", "6.4")
    assert attained(("60", "180"), "120", "10") == these("5", "15"), (
        "short of all the points: the plain formula"
    )


def test_all_or_nothing():
    given = {"target": vector("3"), "met": vector("10"), "unmet": vector("2")}
    x = vector("2.9", "3", "3.1")
    assert cells(methods.all_or_nothing(x, high=True, **given)["met"]) == these("2", "10", "10")
    assert cells(methods.all_or_nothing(x, high=False, **given)["met"]) == these("10", "10", "2")


def test_all_or_nothing_is_unknown_where_floats_cannot_tell():
    given = {"target": vector("3"), "met": vector("10"), "unmet": vector("2"), "high": True}
    met = methods.all_or_nothing(about([3.0, 3.5], 0.1), **given)["met"]
    assert cells(met) == these("?", "10")


def stepped(x, *, per="1", whole=False, high=True):
    amounts = {"base": vector("8"), "up": vector("0.5"), "down": vector("2"), "per": vector(per)}
    parts = methods.steps(vector(*x), target=vector("10"), whole=whole, high=high, **amounts)
    return [cells(parts[name]) for name in ("base", "above", "below")]


def test_steps_above_and_below_the_target():
    # 8 + 0.5·(x - 10) above, 8 - 2·(10 - x) below.
    assert stepped(("10", "12.5", "9.25")) == [these("8"), these("0", "1.25", "0"), these("0", "0", "-1.5")]
    assert stepped(("12.5", "9.25"), high=False)[1:] == [these("0", "0.375"), these("-5", "0")]


def test_whole_steps_only():
    # 2.9 thousandths above are nine steps of 0.3, 0.95 below are three.
    assert stepped(("12.9", "9.05"), per="0.3", whole=True)[1:] == [these("4.5", "0"), these("0", "-6")]


def test_steps_of_nought_are_undefined():
    assert stepped(("12",), per="0")[1:] == [these("undefined"), these("undefined")]


def test_the_rate_of_the_first_band_that_the_size_reaches():
    bands = [(vector("100"), vector("3")), (vector("50"), vector("2"))]
    rate = methods.rate_by_size(vector("120", "100", "99", "50", "1"), bands, vector("1"))
    assert cells(rate) == these("3", "3", "2", "2", "1")


def gained(x, low, best, *, high=True):
    given = {"base": vector("6"), "low": vector(low), "high_standard": vector(best), "equal": vector("9")}
    return cells(methods.efficacy(vector(*x), FULL, high=high, **given)["range"])


def test_efficacy_between_the_worst_and_the_best():
    # 6 + (10 - 6)·(x - 20)/(60 - 20); for lower 60 is the worst.
    assert gained(("20", "30", "60", "70"), "20", "60") == these("0", "1", "4", "5")
    assert gained(("20", "50"), "60", "20", high=False) == these("4", "1")


def test_efficacy_of_equal_and_of_wrong_standards():
    assert gained(("5", "20"), "20", "20") == these("3", "3"), "equal 9 is base 6 and 3"
    assert gained(("5",), "60", "20") == these("undefined")
    assert gained(("5",), "20", "60", high=False) == these("undefined")


def in_tiers(x, standards, *, high=True):
    scores = [vector("10"), vector("8"), vector("4")]
    given = {"standards": [vector(one) for one in standards], "scores": scores, "below": vector("1")}
    parts = methods.tiers(vector(*x), high=high, **given)
    return cells(parts["tier"]), cells(parts["adjustment"])


def test_tiers_and_the_way_to_the_next():
    # 8 + (70 - 60)/(80 - 60)·(10 - 8); 4 + (45 - 40)/(60 - 40)·(8 - 4).
    found = in_tiers(("90", "80", "70", "60", "45", "39"), ("80", "60", "40"))
    assert found == (these("10", "10", "8", "8", "4", "1"), these("0", "0", "1", "0", "1", "0"))
    found = in_tiers(("2", "3", "5", "9", "11"), ("2", "4", "10"), high=False)
    assert found == (these("10", "8", "4", "4", "1"), these("0", "1", "10/3", "2/3", "0"))


def test_equal_standards_leave_only_the_way_between_them_undefined():
    _, adjustment = in_tiers(("90", "60", "30", "45"), ("60", "60", "40"))
    assert adjustment == these("0", "0", "0", "1"), "nobody stands between equal standards"


def test_relative_to_the_best():
    x = vector("50", "40", "0")
    assert cells(methods.relative_best(x, FULL, best=vector("50"), high=True)["attained"]) == these(
        "10", "8", "0"
    )
    assert cells(methods.relative_best(x, FULL, best=vector("40"), high=False)["attained"]) == these(
        "8", "10", "undefined"
    )
    assert cells(methods.relative_best(x, FULL, best=vector("0"), high=True)["attained"]) == these(
        *["undefined"] * 3
    )


FIVE = vector("90", "85", "90", "70", "85")


@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        ("best", ("10", "9", "10", "8", "9")),
        ("average", ("9.75", "8.75", "9.75", "8", "8.75")),
        ("worst", ("9.5", "8.5", "9.5", "8", "8.5")),
    ],
)
def test_rank_steps_and_ties(ties, expected):
    given = {"first": vector("10"), "step": vector("0.5"), "ties": ties}
    assert cells(methods.rank_step(standing(FIVE), **given)["place"]) == these(*expected)


@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        ("best", ("10", "8", "10", "6", "8")),
        ("average", ("9.5", "7.5", "9.5", "6", "7.5")),
        ("worst", ("9", "7", "9", "6", "7")),
    ],
)
def test_rank_intervals_and_ties(ties, expected):
    # 10 - (10 - 6)·(r - 1)/4.
    given = {"first": vector("10"), "last": vector("6"), "ties": ties}
    assert cells(methods.rank_interval(standing(FIVE), **given)["place"]) == these(*expected)


def test_a_group_of_one_is_first():
    place = methods.rank_interval(standing(vector("7")), first=vector("10"), last=vector("6"), ties="best")
    assert cells(place["place"]) == these("10")


def test_lower_is_better_for_ranks():
    given = {"first": vector("10"), "step": vector("1"), "ties": "best"}
    place = methods.rank_step(standing(vector("3", "1", "2"), high=False), **given)
    assert cells(place["place"]) == these("8", "10", "9")


@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        ("best", ("60", "54", "60", "5", "54")),
        ("average", ("58.5", "45.5", "58.5", "5", "45.5")),
        ("worst", ("57", "37", "57", "5", "37")),
    ],
)
def test_ladders_and_ties(ties, expected):
    # Places 1 and 2 share 60 and 57, places 3 and 4 share 54 and the second but last rung 37; the last has 5.
    ladder, bottom = [vector("60"), vector("57"), vector("54")], [vector("5"), vector("37")]
    given = {"ladder": ladder, "bottom": bottom, "rest": vector("40"), "ties": ties}
    assert cells(methods.rank_ladder(standing(FIVE), **given)["place"]) == these(*expected)


def test_the_ladder_goes_before_the_bottom_and_the_rest_between():
    bottom = [vector("-1"), vector("-2"), vector("-3")]
    given = {"bottom": bottom, "rest": vector("0"), "ties": "best"}
    six = standing(vector("9", "8", "7", "6", "5", "4"))
    long = methods.rank_ladder(six, ladder=[vector("5"), vector("3")], **given)["place"]
    assert cells(long) == these("5", "3", "0", "-3", "-2", "-1")
    two = standing(vector("2", "1"))
    short = methods.rank_ladder(two, ladder=[vector("5")], **given)["place"]
    assert cells(short) == these("5", "-1")


def test_places_that_floats_cannot_decide_are_unknown():
    close = standing(about([1.0, 1.01, 5.0], 0.1))
    given = {"first": vector("10"), "step": vector("1"), "ties": "best"}
    assert cells(methods.rank_step(close, **given)["place"]) == these("?", "?", "10")


def test_bands_in_the_order_written():
    bounds = [(True, vector("90")), (False, vector("10")), (True, vector("50"))]
    scores = [vector("10"), vector("0"), vector("5")]
    given = {"bounds": bounds, "scores": scores, "otherwise": vector("2")}
    found = methods.bands(vector("90", "89.9", "50", "49", "10", "-3"), **given)["band"]
    assert cells(found) == these("10", "5", "5", "2", "0", "0")


def test_entries_of_a_tally_are_bounded_in_size():
    counts = vector("0", "2", "9", "-9")
    assert cells(methods.entry_points(counts, vector("-0.5"), vector("2"))) == these("0", "-1", "-2", "2")
    assert cells(methods.entry_points(counts, vector("-0.5"), vector("-2"))) == these("0", "-1", "-2", "2")
    assert cells(methods.entry_points(counts, vector("0.5"), None)) == these("0", "1", "4.5", "-4.5")


def test_the_highest_entry_is_the_greatest_in_size_the_first_of_equals():
    entries = [vector("1", "-4", "2"), vector("-3", "4", "2"), vector("3", "0", "5")]
    assert cells(methods.highest(entries)) == these("-3", "-4", "5")


def test_ahead_and_reached_by_direction():
    x = vector("1", "2", "3")
    assert cells(methods.ahead(x, vector("2"), high=True)) == these("-1", "0", "1")
    assert cells(methods.ahead(x, vector("2"), high=False)) == these("1", "0", "-1")
    assert methods.reached(x, vector("2"), high=True)[0].tolist() == [False, True, True]
    assert methods.reached(x, vector("2"), high=False)[0].tolist() == [True, True, False]


# Each method with fixed parameters, to be lifted from vectors to blocks.
BOUNDS = {"target": vector("3"), "base": vector("6"), "met": vector("9"), "unmet": vector("1.5")}
LIFTED = {
    "attainment": lambda x, high: methods.attainment(
        x, FULL, target=vector("3"), short=vector("8"), mirror=False, high=high
    ),
    "all_or_nothing": lambda x, high: methods.all_or_nothing(
        x, target=vector("3"), met=vector("9"), unmet=vector("1.5"), high=high
    ),
    "steps": lambda x, high: methods.steps(
        x,
        target=vector("3"),
        base=vector("6"),
        up=vector("0.5"),
        down=vector("1"),
        per=vector("0.4"),
        whole=True,
        high=high,
    ),
    "efficacy": lambda x, high: methods.efficacy(
        x, FULL, base=vector("6"), low=vector("1"), high_standard=vector("7"), equal=vector("10"), high=high
    ),
    "tiers": lambda x, high: methods.tiers(
        x,
        standards=[vector("6" if high else "2"), vector("4")],
        scores=[vector("10"), vector("5")],
        below=vector("1"),
        high=high,
    ),
    "relative_best": lambda x, high: methods.relative_best(x, FULL, best=vector("7"), high=high),
    "bands": lambda x, high: methods.bands(
        x, bounds=[(high, vector("4"))], scores=[vector("9")], otherwise=vector("3")
    ),
    **{
        f"rank_step {ties}": lambda x, high, ties=ties: methods.rank_step(
            standing(x, high=high), first=vector("10"), step=vector("0.5"), ties=ties
        )
        for ties in TIES
    },
    **{
        f"rank_interval {ties}": lambda x, high, ties=ties: methods.rank_interval(
            standing(x, high=high), first=vector("10"), last=vector("6"), ties=ties
        )
        for ties in TIES
    },
    **{
        f"rank_ladder {ties}": lambda x, high, ties=ties: methods.rank_ladder(
            standing(x, high=high), ladder=[vector("9")], bottom=[vector("1")], rest=vector("5"), ties=ties
        )
        for ties in TIES
    },
}
values = st.sampled_from(("-1", "0", "1", "2.5", "3", "3.5", "4", "6", "7", "8.75"))


def spread(a: Quantity, shape: tuple[int, ...]) -> Quantity:
    return replace(a, num=np.broadcast_to(a.num, shape))


@settings(max_examples=30, deadline=None)
@pytest.mark.parametrize("high", [True, False])
@pytest.mark.parametrize("method", LIFTED.values(), ids=LIFTED.keys())
@given(rows=st.lists(st.lists(values, min_size=4, max_size=4), min_size=4, max_size=4))
def test_lifting_a_vector_to_a_block_changes_nothing(method, high, rows):
    block = method(quantity([rows[:2], rows[2:]]), high)
    alone = [method(vector(*row), high) for row in rows]
    for name, part in block.items():
        expected = [cells(spread(one[name], (4,))) for one in alone]
        found = cells(spread(part, (2, 2, 4)))
        assert [found[start : start + 4] for start in (0, 4, 8, 12)] == expected, name
