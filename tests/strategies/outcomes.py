"""Random grades, vetoes, promotions and awards of compiled schemes."""

from __future__ import annotations

from tests.strategies.choices import Choices
from tests.strategies.methods import Vocabulary, expression, figure


def random_grades(c: Choices) -> list[dict]:
    quota = (
        {"count": 1, "share": None},
        {"count": 2, "share": None},
        {"count": None, "share": "0.3"},
        {"count": None, "share": "0.5"},
    )
    bound = (None, None, ["share", "0.5"], ["points", "20"])
    grades = []
    for code in c.some(("excellent", "good", "fair"), 1):
        rounding = c.one("half_up", "up", "down")
        of_unranked = c.of(bound)
        grades.append(
            {
                "grade": code,
                **c.of(quota),
                "rounding": rounding,
                "at_least": c.of(bound),
                "unranked_at_least": of_unranked,
            }
        )
    return [*grades, {"grade": "rest", "count": None, "share": None, "rounding": "half_up", "at_least": None}]


def random_vetoes(c: Choices, vocabulary: Vocabulary) -> list[dict]:
    vetoes = []
    for number in range(c.whole(0, 2)):
        effect = c.one("lose_award", "bar_excellent", "set_grade")
        vetoes.append(
            {
                "code": f"v{number}",
                "groups": c.one(["g0"], ["g0", "g1"]),
                "when": _when(c, vocabulary),
                "effect": effect,
                "grade": "rest" if effect == "set_grade" else None,
                "vacancy": c.one("fill_next", "leave"),
            }
        )
    return vetoes


def _when(c: Choices, vocabulary: Vocabulary) -> list:
    """A condition over figures, over where the unit stands, or over both."""
    of_figures = expression(c, vocabulary, 1)
    standing = [
        c.one("<=", ">=", "=", "<"),
        [c.one("place", "place_from_last", "total")],
        c.one(["num", "1"], ["num", "2"], ["num", "3"], ["num", "20"], of_figures),
    ]
    return c.one(of_figures, standing, standing, ["and", standing, of_figures], ["or", of_figures, standing])


def random_promotions(c: Choices, vocabulary: Vocabulary, grades: dict) -> list[dict]:
    """Promotions by one grade, or to one that every group has."""
    common = [
        code
        for code in ("excellent", "good", "fair", "rest")
        if all(code in {grade["grade"] for grade in listed} for listed in grades.values())
    ]
    return [
        {
            "code": f"p{number}",
            "groups": c.one(["g0"], ["g0", "g1"]),
            "when": _when(c, vocabulary),
            "grade": c.one(None, None, *common),
            "most": c.one(None, None, 1, 2),
            "vacancy": c.one("fill_next", "leave"),
        }
        for number in range(c.whole(0, 2))
    ]


def random_item_awards(c: Choices, tables: list[dict]) -> list[dict]:
    nodes = tables[0]["nodes"]
    return [
        {
            "code": f"item{number}",
            "group": "g0",
            "node": nodes[c.whole(0, len(nodes) - 1)]["code"],
            "winners": c.whole(1, 3),
            "by": c.one("attainment", "points"),
            "at_least": c.one(None, "0.5", "0.9"),
            "ties": c.one("all", "by_total"),
        }
        for number in range(c.whole(0, 2))
    ]


def random_awards(c: Choices, vocabulary: Vocabulary) -> list[dict]:
    if c.sometimes(2):
        return []
    return [
        {
            "code": "advance",
            "group": "g0",
            "last_rank": figure(c, vocabulary),
            "places": c.one("1", "2"),
            "most": c.one(None, "1", "2"),
        }
    ]
