"""Scores cut by tag: what units reached in the key indicators, the inner loop, or any other tagged part of a
scorecard, and who stands where in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import polars as pl

from sikao.core.books.asking import refusal, some_of
from sikao.core.books.book import Book
from sikao.core.books.names import term_of
from sikao.core.scheme.model import Placed, Scheme, Scorecard
from sikao.core.scheme.resolving import RankedTable, Resolved
from sikao.core.wording import Term

Part = tuple[Decimal | None, Decimal | None]
"""Points and full points of one node; null where there are none."""


@dataclass(frozen=True, slots=True)
class CutScore:
    """The sum over tagged nodes: points out of full points, the place among the ranked units of the group.

    ``points`` and ``full`` are null where nothing counts yet; ``rank`` also for units that are not ranked.
    """

    points: Decimal | None
    full: Decimal | None
    rank: int | None

    @property
    def rate(self) -> Fraction | None:
        """Points / full points."""
        if self.points is None or not self.full:
            return None
        return Fraction(self.points) / Fraction(self.full)


def tag_term(scheme: Scheme, tag: str) -> Term:
    """A tag's name; the word itself where the scheme gives it none."""
    named = scheme.tags.get(tag)
    return Term(tag, tag) if named is None else term_of(named)


def tags_of(scheme: Scheme, card: Scorecard) -> tuple[str, ...]:
    """The tags that indicators of a scorecard carry, in the order in which the scheme names or uses them."""
    used = dict.fromkeys(tag for placed in card.walk() if placed.role == "main" for tag in placed.node.tags)
    return tuple(dict.fromkeys([*(tag for tag in scheme.tags if tag in used), *used]))


def tagged(placed: Iterable[Placed], tag: str) -> tuple[Placed, ...]:
    """The outermost of some nodes that carry a tag or stand below one that does, without bonus and deduction.

    None of them lies inside another, so that their points may be added.
    """
    chosen: dict[int, Placed] = {}
    for one in placed:
        above = list(_above(one))
        carries = any(tag in entry.node.tags for entry in (one, *above))
        if one.role == "main" and carries and not any(id(entry.node) in chosen for entry in above):
            chosen[id(one.node)] = one
    return tuple(chosen.values())


def _above(placed: Placed) -> Iterable[Placed]:
    current = placed.parent
    while current is not None:
        yield current
        current = current.parent


def cut_scores(
    parts: Mapping[str, Sequence[Part]], ranked: Collection[str], *, dense: bool = False
) -> dict[str, CutScore]:
    """Sums by unit; places by the share of full points reached, equal shares sharing a place.

    A node without points yet counts neither with its points nor with its full points.
    """
    sums = {unit: _sum(own) for unit, own in parts.items()}
    rates = {
        unit: Fraction(points) / Fraction(full)
        for unit, (points, full) in sums.items()
        if unit in ranked and points is not None and full
    }
    return {
        unit: CutScore(points, full, _place(rates, unit, dense=dense))
        for unit, (points, full) in sums.items()
    }


def _sum(parts: Sequence[Part]) -> Part:
    counted = [(points, full) for points, full in parts if points is not None and full is not None]
    if not counted:
        return None, None
    return sum((points for points, _ in counted), Decimal(0)), sum((full for _, full in counted), Decimal(0))


def _place(rates: Mapping[str, Fraction], unit: str, *, dense: bool) -> int | None:
    if unit not in rates:
        return None
    better = [rate for rate in rates.values() if rate > rates[unit]]
    return 1 + len(set(better) if dense else better)


@dataclass(frozen=True, slots=True)
class Cut:
    """One ranking group cut by one tag: the nodes that count, every unit's score in the official order."""

    group: str
    group_name: Term
    scorecard: str
    tag: str
    tag_name: Term
    nodes: tuple[str, ...]
    scores: Mapping[str, CutScore]


def cut_book(scheme: Scheme, book: Book, tag: str, group: str | None = None) -> tuple[Cut, ...]:
    """A book cut by tag at its checkpoint, for one ranking group or all whose scorecards carry the tag.

    The main scorecard is cut, not the checkpoint table. A group or tag that is not there raises
    ``FindingsError``.
    """
    tables = {table.group.code: table for table in Resolved(scheme).tables}
    if group is not None and group not in tables:
        raise refusal("whatif.unknown_group", group=group, known=some_of(tables))
    chosen = [table for code, table in tables.items() if group in (None, code)]
    cuts = tuple(
        _cut(scheme, book, tag, table) for table in chosen if tag in tags_of(scheme, table.scorecard)
    )
    if not cuts:
        known = dict.fromkeys(known for table in chosen for known in tags_of(scheme, table.scorecard))
        raise refusal("book.unknown_tag", tag=tag, known=some_of(known))
    return cuts


def _cut(scheme: Scheme, book: Book, tag: str, table: RankedTable) -> Cut:
    nodes = tuple(placed.node.code for placed in tagged(table.scorecard.walk(), tag))
    rows = book.at(book.checkpoint).filter(
        (pl.col("scorecard") == table.scorecard.code) & pl.col("node").is_in(nodes)
    )
    parts: dict[str, list[Part]] = {unit.code: [] for unit in table.units}
    for unit, points, full in rows.select("unit", "points", "full_points").iter_rows():
        if unit in parts:
            parts[unit].append((points, full))
    ranked = {unit.code for unit in table.units if unit.ranked}
    scores = cut_scores(parts, ranked, dense=scheme.ranking.ties == "dense")
    card = table.scorecard.code
    return Cut(table.group.code, term_of(table.group), card, tag, tag_term(scheme, tag), nodes, scores)
