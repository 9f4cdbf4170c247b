"""Random expressions and scoring methods of compiled schemes."""

from __future__ import annotations

from dataclasses import dataclass

from tests.strategies.choices import Choices

KINDS = ("level", "growth")
REFERENCE = "city"


@dataclass(frozen=True)
class Vocabulary:
    """What expressions of one leaf may name."""

    items: dict
    units: list[str]
    parameters: list[str]

    @property
    def plain(self) -> list[str]:
        return [code for code, item in self.items.items() if item["members"] is None]

    @property
    def listed(self) -> list[str]:
        return [code for code, item in self.items.items() if item["members"] is not None]


def figure(c: Choices, vocabulary: Vocabulary) -> list:
    """A figure of an item; now and then that of one member, which a unit may not have."""
    if vocabulary.listed and c.sometimes(5):
        carrier = REFERENCE if c.sometimes(5) else None
        return ["fig", c.of(vocabulary.listed), c.one("m0", "m1", "m2"), c.of(KINDS), carrier, 0]
    if not vocabulary.plain:
        return ["num", "3"]
    carrier = REFERENCE if c.sometimes(5) else None
    return ["fig", c.of(vocabulary.plain), None, c.of(KINDS), carrier, -1 if c.sometimes(4) else 0]


def _over_members(c: Choices, vocabulary: Vocabulary) -> list:
    function = c.one("sum", "mean", "count", "weighted_mean", "trimmed_mean")
    figure = ["fig", c.of(vocabulary.listed), "*", c.of(KINDS), None, 0]
    cut = c.one((0, 0), (1, 0), (1, 1)) if function == "trimmed_mean" else ()
    return [function, figure, *cut]


_BINARY = ("+", "-", "*", "/", "growth", "min", "max", "<", "<=", ">", ">=", "=", "!=", "and", "or")
_UNARY = ("neg", "abs", "not", "group_min", "group_max", "group_mean", "group_sum")


def _simple(c: Choices, vocabulary: Vocabulary) -> list:
    kind = c.whole(0, 4)
    if kind == 3 and vocabulary.parameters:
        return ["param", c.of(vocabulary.parameters)]
    if kind == 4 and vocabulary.listed:
        return _over_members(c, vocabulary)
    return ["num", c.text(-5, 20, 2)] if kind == 2 else figure(c, vocabulary)


def expression(c: Choices, vocabulary: Vocabulary, depth: int = 2) -> list:
    """An expression tree over a vocabulary."""
    kind = c.whole(0, 9) if depth else 0
    if kind < 5:
        return _simple(c, vocabulary)

    def below() -> list:
        return expression(c, vocabulary, depth - 1)

    if kind < 7:
        return [c.of(_BINARY), below(), below()]
    if kind == 7:
        return [c.of(_UNARY), below()]
    if kind == 8:
        return ["if", below(), below(), below()]
    return c.one(["^", below(), 2], ["clamp", below(), ["num", "0"], ["num", "10"]])


def measure(c: Choices, vocabulary: Vocabulary) -> list:
    return figure(c, vocabulary) if c.sometimes(2) else expression(c, vocabulary)


def _amount(c: Choices, vocabulary: Vocabulary) -> list:
    return ["expr", expression(c, vocabulary, 1)] if c.sometimes(4) else _plain_amount(c)


def _plain_amount(c: Choices, lowest: int = 0) -> list:
    if c.sometimes(2):
        return ["points", c.text(lowest, 20, 2)]
    return ["share", c.one("1", "0", "0.1", "0.5", "0.6", "0.8", "1.2")]


def method_of(c: Choices, vocabulary: Vocabulary, direction: str, role: str) -> dict:
    kind = c.of(("attainment", "all_or_nothing", "steps") if direction == "range" else tuple(_PARAMETERS))
    method = {"kind": kind, **_PARAMETERS[kind](c, vocabulary, direction)}
    if direction == "range":
        method["target"] = {"low": ["num", "2"], "high": expression(c, vocabulary, 0)}
    if role == "deduction":
        return {**method, "floor": ["share", "-1"], "cap": ["points", "0"]}
    floor = c.one(["points", "0"], ["share", "0"], ["points", "-5"], ["share", "0.2"])
    return {**method, "floor": floor, "cap": c.one(["share", "1"], ["share", "1.2"], ["points", "7.5"])}


def _target(c: Choices, vocabulary: Vocabulary) -> list:
    return expression(c, vocabulary, 1) if c.sometimes(2) else ["num", c.text(0, 20, 2)]


def _attainment(c: Choices, vocabulary: Vocabulary, _direction: str) -> dict:
    short = _amount(c, vocabulary) if c.sometimes(2) else ["share", "1"]
    return {"target": _target(c, vocabulary), "short": short, "inverse": c.one("reciprocal", "mirror")}


def _all_or_nothing(c: Choices, vocabulary: Vocabulary, _direction: str) -> dict:
    met, unmet = _amount(c, vocabulary), _amount(c, vocabulary)
    return {"target": _target(c, vocabulary), "met": met, "unmet": unmet}


def _steps(c: Choices, vocabulary: Vocabulary, _direction: str) -> dict:
    def band() -> dict:
        return {"at_least": expression(c, vocabulary, 0), "rate": _amount(c, vocabulary)}

    by_size = None
    if c.sometimes(3):
        by_size = {"size": expression(c, vocabulary, 0), "bands": c.several(1, 2, band)}
    return {
        "target": _target(c, vocabulary),
        "base": _amount(c, vocabulary),
        "up": _amount(c, vocabulary),
        "down": _amount(c, vocabulary),
        "per": c.one(["num", "1"], ["num", "0.3"], expression(c, vocabulary, 0)),
        "whole": c.sometimes(2),
        "up_by": by_size,
    }


def _efficacy(c: Choices, vocabulary: Vocabulary, _direction: str) -> dict:
    def bound() -> list:
        return expression(c, vocabulary, 1) if c.sometimes(3) else ["group"]

    base, equal = _amount(c, vocabulary), _amount(c, vocabulary)
    return {"base": base, "low": bound(), "high": bound(), "equal": equal}


def _tiers(c: Choices, vocabulary: Vocabulary, direction: str) -> dict:
    standards = sorted(c.several(1, 4, lambda: c.whole(0, 40)), reverse=direction == "higher")
    return {
        "standards": [["num", str(standard)] for standard in standards],
        "coefficients": [_amount(c, vocabulary) for _ in standards],
        "below": _amount(c, vocabulary),
    }


def _relative_best(c: Choices, vocabulary: Vocabulary, _direction: str) -> dict:
    return {"best": expression(c, vocabulary, 1) if c.sometimes(3) else ["group"]}


def _rank_step(c: Choices, vocabulary: Vocabulary, _direction: str) -> dict:
    return {"first": _amount(c, vocabulary), "step": _plain_amount(c), "ties": c.of(_TIES)}


def _rank_interval(c: Choices, vocabulary: Vocabulary, _direction: str) -> dict:
    return {"first": _amount(c, vocabulary), "last": _plain_amount(c), "ties": c.of(_TIES)}


def _rank_ladder(c: Choices, vocabulary: Vocabulary, _direction: str) -> dict:
    return {
        "ladder": c.several(1, 3, lambda: _amount(c, vocabulary)),
        "bottom": c.several(0, 2, lambda: _plain_amount(c, -5)),
        "rest": _plain_amount(c),
        "ties": c.of(_TIES),
    }


def _bands(c: Choices, vocabulary: Vocabulary, direction: str) -> dict:
    key = "at_least" if direction == "higher" else "at_most"

    def band() -> dict:
        return {key: expression(c, vocabulary, 0), "score": _amount(c, vocabulary)}

    return {"bands": c.several(1, 3, band), "otherwise": _plain_amount(c)}


def _tally(c: Choices, vocabulary: Vocabulary, _direction: str) -> dict:
    over = bool(vocabulary.listed) and c.sometimes(2)

    def count() -> list:
        if not over:
            return expression(c, vocabulary, 1)
        each = ["fig", c.of(vocabulary.listed), "each", c.of(KINDS), None, 0]
        if c.sometimes(2):
            return each
        return ["if", [">", each, ["num", "5"]], expression(c, vocabulary, 0), each]

    entries = [
        {
            "name": f"e{number}",
            "count": count(),
            "each": _plain_amount(c, -5),
            "most": _plain_amount(c) if c.sometimes(2) else None,
        }
        for number in range(c.whole(1, 3))
    ]
    return {
        "start": _amount(c, vocabulary),
        "entries": entries,
        "choose": c.one("sum", "highest"),
        "over": "register" if over else None,
    }


_TIES = ("best", "average", "worst")
_PARAMETERS = {
    "attainment": _attainment,
    "all_or_nothing": _all_or_nothing,
    "steps": _steps,
    "efficacy": _efficacy,
    "tiers": _tiers,
    "relative_best": _relative_best,
    "rank_step": _rank_step,
    "rank_interval": _rank_interval,
    "rank_ladder": _rank_ladder,
    "bands": _bands,
    "tally": _tally,
}
