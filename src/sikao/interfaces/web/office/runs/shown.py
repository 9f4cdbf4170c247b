"""What the pages of runs show: lines of the list, what is wanting, and between which ends scores lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

import polars as pl
from django.utils.translation import gettext

from sikao.core.books import Book
from sikao.core.books.names import TOTAL
from sikao.core.figures.table import Kind
from sikao.core.insight.readiness import Bound, Readiness, Why
from sikao.core.scheme import Scheme
from sikao.core.scheme.docketed import DECIDED
from sikao.core.scheme.model.items import SELF
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.frame import address_of
from sikao.interfaces.web.office.worded import Words, moment_words, period_words, titled
from sikao.interfaces.web.results.words import named
from sikao.interfaces.web.templatetags.sikao import listed
from sikao.office.results.own_results import units_of
from sikao.office.results.queries import RunView
from sikao.office.results.rules import RunState
from sikao.office.rulebook.queries import scheme_with

TONES = {RunState.READY: "good", RunState.FAILED: "poor", RunState.COMPUTING: "note"}
WHY_TONES = {Why.MISSING: "poor", Why.DISPUTED: "poor", Why.LATE: "quiet"}
MOST_UNITS = 6
"""So many units of one line are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run in words."""

    ref: str
    scheme: str
    checkpoint: str
    seq: int
    asked_by: str
    at: str
    done_at: str
    state: str
    tone: str
    digest: str
    note: str
    address: str


@dataclass(frozen=True, slots=True)
class WantingLine:
    """What is wanting of one item for one reason: whom it concerns, of which periods, who answers for it."""

    why: str
    tone: str
    name: str
    kind: str
    provider: str
    units: tuple[str, ...]
    more: int
    periods: str
    count: int


@dataclass(frozen=True, slots=True)
class RangeLine:
    """A unit with its points and place as computed, and what both can still become; empty: as computed."""

    unit: str
    points: Decimal | None
    rank: int | None
    ends: str
    places: str
    disputed_ends: str
    disputed_places: str
    open: tuple[str, ...]
    bar: tuple[Decimal, Decimal, Decimal | None] | None = None
    """From and to which share of the group's scale, and where it is now."""


@dataclass(frozen=True, slots=True)
class RangeGroup:
    """A ranking group, from the first place on; ``open`` and ``disputed``: which columns tell something.

    ``apart``: at this checkpoint a table of its own ranks the group, and what is shown is the main table.
    """

    code: str
    name: str
    lines: tuple[RangeLine, ...]
    open: bool
    disputed: bool
    apart: bool


def line_of(view: RunView, names: Mapping[str, str]) -> RunLine:
    """A run for a list or the head of its page."""
    lang, scheme = language(), scheme_with(view.digest)
    return RunLine(
        ref=view.ref,
        scheme=titled(scheme),
        checkpoint=named(scheme.checkpoints[view.checkpoint], lang),
        seq=view.seq,
        asked_by=names.get(view.asked_by, view.asked_by),
        at=moment_words(view.at),
        done_at="" if view.done_at is None else moment_words(view.done_at),
        state=view.state.term.text(lang),
        tone=TONES[view.state],
        digest=view.book[:12],
        note=view.note,
        address=address_of("run", ref=view.ref) or "",
    )


def why_counts(readiness: Readiness) -> list[tuple[str, int]]:
    """How many figures are wanting for each reason that there is."""
    counted = [(why.term.text(language()), len(readiness.keys(why))) for why in Why]
    return [(words, count) for words, count in counted if count]


@dataclass(slots=True)
class _Gathered:
    """Figures of one item that are wanting for one reason."""

    units: dict[str, None] = field(default_factory=dict)
    periods: dict[str, None] = field(default_factory=dict)
    count: int = 0


def wanting_lines(readiness: Readiness, scheme: Scheme, words: Words) -> list[WantingLine]:
    """What is wanting, by reason and item; late figures count and are listed last."""
    found: dict[tuple[Why, str, str], _Gathered] = {}
    for wanting in readiness.wanting:
        unit, indicator, kind, period = wanting.key
        own = found.setdefault((wanting.why, indicator.partition("/")[0], kind), _Gathered())
        own.units[unit] = own.periods[period] = None
        own.count += 1
    order = list(Why)
    in_order = sorted(found.items(), key=lambda pair: order.index(pair[0][0]))
    return [_wanting_line(*key, own, scheme, words) for key, own in in_order]


def _wanting_line(
    why: Why, item: str, kind: str, own: _Gathered, scheme: Scheme, words: Words
) -> WantingLine:
    lang = language()
    units = [words.organisation(code) for code in own.units]
    return WantingLine(
        why=why.term.text(lang),
        tone=WHY_TONES.get(why, "note"),
        name=named(scheme.items[item], lang),
        kind=Kind(kind).term.text(lang),
        provider=_provider(item, scheme, words),
        units=tuple(units[:MOST_UNITS]),
        more=max(0, len(units) - MOST_UNITS),
        periods=listed(period_words(period) for period in sorted(own.periods)),
        count=own.count,
    )


def _provider(item: str, scheme: Scheme, words: Words) -> str:
    """Who would have to report, or that it is not reported but decided."""
    if item in scheme.docket.items:
        return DECIDED.text(language())
    provider = scheme.items[item].provider
    return gettext("被考核单位自报") if provider == SELF else words.organisation(provider)


def ranges(book: Book, readiness: Readiness, scheme: Scheme) -> tuple[list[RangeGroup], list[str]]:
    """The ranking groups with what their scores can still become, and the names of those without any yet."""
    groups = [_group(book, readiness, scheme, code) for code in scheme.groups if code in readiness.bounds]
    scored = [group for group in groups if any(line.points is not None for line in group.lines)]
    # A group may be scored by a table of the checkpoint alone, which has no range.
    known = set(units_of(book))
    without = (group for group in groups if group not in scored)
    return scored, [one.name for one in without if not known & {of.unit for of in readiness.bounds[one.code]}]


def _group(book: Book, readiness: Readiness, scheme: Scheme, group: str) -> RangeGroup:
    lang = language()
    bounds = {bound.unit: bound for bound in readiness.bounds[group]}
    disputed = {bound.unit: bound for bound in readiness.if_disputed.get(group, ())}
    nodes = {code: name for (_, code), name in book.names.nodes.items()}
    rows = book.at(book.checkpoint)
    apart = {card.checkpoint_table.code for card in scheme.scorecards.values() if card.checkpoint_table}
    totals = {
        row["unit"]: row
        for row in rows.iter_rows(named=True)
        if row["node"] == TOTAL and row["scorecard"] in scheme.scorecards
    }
    last = len(bounds) + 1
    units = sorted(bounds, key=lambda unit: (totals.get(unit) or {}).get("rank") or last)
    lines = tuple(
        _line(unit, totals.get(unit), bounds[unit], disputed.get(unit), nodes, book) for unit in units
    )
    ends = [end for bound in bounds.values() for end in (bound.low, bound.high) if end is not None]
    if ends and min(ends) < max(ends):
        lines = tuple(
            replace(line, bar=_bar(bounds[unit], line.points, min(ends), max(ends)))
            for unit, line in zip(units, lines, strict=True)
        )
    return RangeGroup(
        group,
        named(scheme.groups[group], lang),
        lines,
        open=any(line.ends or line.places for line in lines),
        disputed=any(line.disputed_ends or line.disputed_places for line in lines),
        apart=bool(apart & set(rows.filter(pl.col("group") == group)["scorecard"])),
    )


def _line(
    unit: str,
    total: Mapping[str, object] | None,
    bound: Bound,
    disputed: Bound | None,
    nodes: Mapping[str, str],
    book: Book,
) -> RangeLine:
    points = None if total is None else total["points"]
    rank = None if total is None else total["rank"]
    return RangeLine(
        unit=book.names.units[unit],
        points=points if isinstance(points, Decimal) else None,
        rank=rank if isinstance(rank, int) else None,
        ends=_ends(bound),
        places=_places(bound),
        disputed_ends="" if disputed is None else _ends(disputed),
        disputed_places="" if disputed is None else _places(disputed),
        open=tuple(nodes.get(code, code) for code in bound.open),
    )


def _bar(
    bound: Bound, now: Decimal | None, least: Decimal, most: Decimal
) -> tuple[Decimal, Decimal, Decimal | None] | None:
    """Where a unit lies on the scale of its group, which goes from 0 to 1."""
    if bound.low is None or bound.high is None:
        return None

    def share(points: Decimal) -> Decimal:
        return (min(max(points, least), most) - least) / (most - least)

    return share(bound.low), share(bound.high), None if now is None else share(now)


def _ends(bound: Bound) -> str:
    """Between which points, where they differ; ``≈`` where the ends may not be reached."""
    if bound.low is None or bound.high is None:
        return "—"
    if bound.low == bound.high:
        return ""
    return f"{'' if bound.exact else '≈ '}{bound.low}–{bound.high}"


def _places(bound: Bound) -> str:
    if bound.best is None or bound.worst is None or bound.best == bound.worst:
        return ""
    return f"{bound.best}–{bound.worst}"
