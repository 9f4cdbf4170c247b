"""Places that are still open, as the page shows them: from which to which, and what it takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from sikao.core.books.names import TOTAL
from sikao.core.insight import Attainable, Reach
from sikao.core.insight.attainable import Needs
from sikao.core.scheme import Scheme
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.results.words import named
from sikao.office.results.analyses_kept import KeptPlaces
from sikao.office.results.editions import EditionView
from sikao.office.results.keeping import kept_book
from sikao.office.rulebook.queries import scheme_with

SIGNS = {Reach.CLINCHED: "●", Reach.OPEN: "○", Reach.OUT: "·"}
"""Told by shape, so that the table reads in black and white."""


@dataclass(frozen=True, slots=True)
class ReachCell:
    """Whether a unit will be among the first so many: a sign, and the words for it."""

    code: str
    sign: str
    words: str
    label: str


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A unit: its place now, from which to which it may end, and whether among the first so many."""

    unit: str
    rank: int | None
    best: int
    worst: int
    exact: bool
    low: Decimal | None
    high: Decimal | None
    has_total: bool
    open: tuple[str, ...]
    reaches: tuple[ReachCell, ...]


@dataclass(frozen=True, slots=True)
class NeedLine:
    """What total it takes to be among the first so many, whoever of the group it is that asks."""

    first: int
    units: tuple[tuple[str, Decimal | None, Decimal | None, bool], ...]


@dataclass(frozen=True, slots=True)
class PlaceGroup:
    """A ranking group in official order; ``firsts`` are the places asked about."""

    code: str
    name: str
    firsts: tuple[int, ...]
    lines: tuple[PlaceLine, ...]
    needs: NeedLine | None


def place_groups(kept: KeptPlaces, view: EditionView) -> list[PlaceGroup]:
    """Every group of a result, with the places of now beside those that are open."""
    scheme = scheme_with(view.digest)
    totals = kept_book(view.book_sha256).at(view.checkpoint).filter(node=TOTAL)
    ranks = {unit: rank for unit, rank in totals.select("unit", "rank").rows() if rank is not None}
    return [_group(code, found, scheme, ranks) for code, found in kept.groups.items()]


def _group(code: str, found: Attainable, scheme: Scheme, ranks: dict[str, int]) -> PlaceGroup:
    lang = language()
    firsts = tuple(_firsts(len(found.units)))
    names = {
        placed.node.code: named(placed.node, lang)
        for card in scheme.scorecards.values()
        for placed in card.walk()
    }
    lines = tuple(
        PlaceLine(
            unit=one.unit_name.text(lang),
            rank=ranks.get(one.unit),
            best=one.best,
            worst=one.worst,
            exact=one.exact,
            low=one.low,
            high=one.high,
            has_total=one.has_total,
            open=tuple(names.get(node, node) for node in one.open),
            reaches=tuple(_cell(one.reach(first), first) for first in firsts),
        )
        for one in found.units
    )
    return PlaceGroup(code, named(scheme.groups[code], lang), firsts, lines, _needs(found, firsts))


def _firsts(units: int) -> Iterator[int]:
    """The first, the first three, the first half: what people ask about."""
    yield from sorted({first for first in (1, 3, units // 2) if 1 <= first < units})


def _cell(reach: Reach, first: int) -> ReachCell:
    label = gettext("前 %(first)s 位") % {"first": first}
    return ReachCell(reach.value, SIGNS[reach], reach.term.text(language()), label)


def _needs(found: Attainable, firsts: tuple[int, ...]) -> NeedLine | None:
    """What it takes to be among the first three."""
    first = next((first for first in firsts if first > 1), None)
    if first is None:
        return None
    asked = ((one, found.needs(one.unit, first)) for one in found.units)
    lines = [(one, needs) for one, needs in asked if needs is not None and _tells(needs)]
    if not lines:
        return None
    lang = language()
    return NeedLine(
        first,
        tuple((one.unit_name.text(lang), needs.possible, needs.certain, needs.more) for one, needs in lines),
    )


def _tells(needs: Needs) -> bool:
    return needs.possible is not None or needs.certain is not None
