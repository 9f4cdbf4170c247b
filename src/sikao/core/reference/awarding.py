"""Awards: for rising against last year's rank (进位显著奖), and for the first at one node (单项奖)."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from .rules import ItemAward
from .standing import Standing
from .verdicts import Court

# What orders the candidates for an award; less is better.
Key = tuple[Fraction, ...]


def risen(court: Court, eligible: Iterable[str]) -> list[tuple[str, str, Fraction]]:
    """(award, unit, places risen): the most places risen first, then the better place now.

    Equals at the edge all get it.
    """
    given = []
    ranks = court.standing.ranks
    for award in (award for award in court.scorer.compiled.awards if award.group == court.table.group):
        keys: dict[str, Key] = {}
        for unit in eligible:
            last, _ = court.last_rank(award, unit)
            if isinstance(last, Fraction) and last - ranks[unit] >= award.places:
                keys[unit] = (ranks[unit] - last, Fraction(ranks[unit]))
        given += [(award.code, unit, -keys[unit][0]) for unit in first_of(keys, award.most)]
    return given


def first_at_nodes(court: Court, eligible: Iterable[str]) -> list[tuple[str, str]]:
    """(award, unit) of the awards at one node, the best first.

    Source: 山东省2020年度考核 "6个单项奖励", two cities each.
    """
    given = []
    for award in (award for award in court.scorer.compiled.item_awards if award.group == court.table.group):
        keys = item_keys(award, court.standing, eligible)
        given += [(award.code, unit) for unit in first_of(keys, award.winners)]
    return given


def item_keys(award: ItemAward, standing: Standing, eligible: Iterable[str]) -> dict[str, Key]:
    """The candidates for an award at a node: those of enough points there; by total, the place follows."""
    keys: dict[str, Key] = {}
    for unit in eligible:
        score = standing.scores[unit].get(award.node)
        if score is None or score.points is None:
            continue
        rate = score.rate
        if award.at_least is not None and (rate is None or rate < award.at_least):
            continue
        merit = score.points if award.by == "points" else rate
        if merit is not None:
            by_total = award.ties == "by_total"
            keys[unit] = (-merit, Fraction(standing.ranks[unit] if by_total else 0))
    return keys


def first_of(keys: dict[str, Key], most: int | None) -> list[str]:
    """The best ``most`` units, and those equal to the last of them."""
    ordered = sorted(keys, key=lambda unit: keys[unit])
    if most is None or most >= len(ordered):
        return ordered
    return [unit for unit in ordered if most and keys[unit] <= keys[ordered[most - 1]]]
