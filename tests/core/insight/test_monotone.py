"""What is called monotone is so: checked by rule, and by trying values."""

import pytest

from sikao.core.insight.monotone import is_monotone

X = ["fig", "x", None, "level", None, 0]
Y = ["fig", "y", None, "level", None, 0]


def reads(figure):
    return (("a", figure[1], "level", "2020"),)


def none(figure):  # noqa: ARG001 -- one signature
    return ()


def variant(measure=X, direction="higher", coefficient=None, **method):
    bounds = {"cap": ["share", "1"], "floor": ["points", "0"]}
    given = {"kind": "attainment", "target": ["num", "10"], "short": ["share", "1"], **bounds, **method}
    return {"measure": measure, "direction": direction, "coefficient": coefficient, "method": given}


@pytest.mark.parametrize(
    "measure",
    [
        X,
        ["neg", X],
        ["+", X, Y],
        ["-", ["*", X, ["num", "2"]], ["/", Y, ["num", "3"]]],
        ["/", ["num", "1"], X],
        ["min", X, Y, ["num", "3"]],
        ["clamp", X, ["num", "1"], ["num", "2"]],
        ["growth", X, Y],
    ],
    ids=str,
)
def test_measures_that_are_monotone_in_each_figure(measure):
    assert is_monotone(variant(measure), reads)


@pytest.mark.parametrize(
    "measure",
    [
        ["-", X, X],
        ["*", X, X],
        ["^", X, 2],
        ["abs", X],
        ["if", [">", X, ["num", "1"]], X, ["num", "0"]],
        ["clamp", ["num", "1"], X, ["num", "2"]],
        [">", X, ["num", "1"]],
        ["trimmed_mean", X, 1, 1],
    ],
    ids=str,
)
def test_measures_that_are_not_known_to_be(measure):
    assert not is_monotone(variant(measure), reads)
    # Without an absent figure there is nothing to be monotone in.
    assert is_monotone(variant(measure), none)


POINTS, SHARE = ["points", "2"], ["share", "0.5"]


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ({"kind": "attainment", "short": ["share", "0.8"]}, True),
        ({"kind": "attainment", "short": ["share", "1.2"]}, False),
        ({"kind": "attainment", "short": ["points", "5"]}, False),
        ({"kind": "attainment", "target": Y}, False),
        ({"kind": "all_or_nothing", "met": ["share", "1"], "unmet": ["points", "0"]}, True),
        ({"kind": "all_or_nothing", "met": ["points", "0"], "unmet": SHARE}, False),
        ({"kind": "all_or_nothing", "met": SHARE, "unmet": POINTS}, False),
        ({"kind": "steps", "up": POINTS, "down": ["points", "3"], "up_by": None}, True),
        ({"kind": "steps", "up": ["points", "-2"], "down": POINTS, "up_by": None}, False),
        ({"kind": "steps", "up": ["expr", ["num", "1"]], "down": POINTS, "up_by": None}, False),
        ({"kind": "steps", "up": POINTS, "down": POINTS, "up_by": {"size": Y, "bands": []}}, False),
        ({"kind": "efficacy", "base": ["share", "0.6"], "low": ["num", "1"], "high": ["num", "2"]}, True),
        ({"kind": "efficacy", "base": ["share", "0.6"], "low": ["group"], "high": ["num", "2"]}, False),
        ({"kind": "efficacy", "base": ["points", "6"], "low": ["num", "1"], "high": ["num", "2"]}, False),
        ({"kind": "tiers", "coefficients": [["share", "1"], SHARE], "below": ["share", "0"]}, True),
        ({"kind": "tiers", "coefficients": [SHARE, ["share", "1"]], "below": ["share", "0"]}, False),
        (
            {
                "kind": "bands",
                "bands": [{"score": ["points", "3"]}, {"score": POINTS}],
                "otherwise": ["points", "0"],
            },
            True,
        ),
        ({"kind": "bands", "bands": [{"score": POINTS}], "otherwise": ["points", "3"]}, False),
        ({"kind": "relative_best", "best": ["num", "9"]}, True),
        ({"kind": "relative_best", "best": ["group"]}, False),
        ({"kind": "rank_ladder", "ladder": []}, False),
    ],
    ids=str,
)
def test_methods(method, expected):
    assert is_monotone(variant(**method), reads) is expected


def tally(**own):
    entries = [{"count": count, "each": POINTS, "most": None} for count in own.pop("counts", [X, Y])]
    given = {"entries": entries, "choose": "sum", "over": None, "start": POINTS, "target": None, **own}
    return variant(None, kind="tally", **given)


def test_tallies():
    assert is_monotone(tally(), reads)
    assert not is_monotone(tally(counts=[X, X]), reads)
    assert not is_monotone(tally(choose="highest"), reads)
    assert not is_monotone(tally(over="register"), reads)
    assert not is_monotone(tally(start=["expr", X]), reads)


def test_a_range_and_an_absent_coefficient_are_not_monotone():
    assert not is_monotone(variant(direction="range"), reads)
    assert not is_monotone(variant(coefficient=Y), reads)
    assert is_monotone(variant(coefficient=["num", "1.1"]), reads)
