"""Pictures of how far reporting has come: tiles by organisation and month, and bars by organisation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.utils.translation import gettext

from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.frame import address_of
from sikao.interfaces.web.office.subjects import page_about
from sikao.interfaces.web.office.worded import Words, day_words
from sikao.office.cycle.rules import ObligationKind
from sikao.office.cycle.views import Obligation
from sikao.office.groundwork.clock import day_of

WORST = ("late", "open", "submitted", "delayed", "done")
"""How what has begun may stand, the most pressing first."""


@dataclass(frozen=True, slots=True)
class Tile:
    """What is owed, in the matrix: its standing as a short word, and everything about it in a sentence."""

    code: str
    word: str
    told: str
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """An organisation with what it owes, by month."""

    name: str
    cells: tuple[tuple[Tile, ...], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """How much of what an organisation owed by now was done in time, delayed and is still out."""

    name: str
    done: int
    delayed: int
    late: int

    @property
    def total(self) -> int:
        """All that was due or done."""
        return self.done + self.delayed + self.late

    @property
    def parts(self) -> tuple[tuple[str, str, str], ...]:
        """Start and width of each part in hundredths, with its state."""
        start, found = 0, []
        for code, count in (("done", self.done), ("delayed", self.delayed), ("late", self.late)):
            width = 100 * count // self.total if self.total else 0
            if count:
                found.append((code, str(start), str(width)))
            start += width
        return tuple(found)


class Timed(Protocol):
    """What is owed by a moment, as far as its standing goes."""

    @property
    def opens(self) -> date:
        """From which day on it may be done."""

    @property
    def with_signer(self) -> bool:
        """Whether a signature alone is missing."""

    @property
    def done_at(self) -> datetime | None:
        """When it was fulfilled, if it was."""

    @property
    def late(self) -> bool:
        """Whether the deadline passed before."""


def standing_of(owed: Timed, at: datetime) -> str:
    """How it stands: done, delayed, late, submitted, open, or ahead (it may not be filled in yet)."""
    if owed.done_at is not None:
        return "delayed" if owed.late else "done"
    if owed.late:
        return "late"
    if owed.with_signer:
        return "submitted"
    return "ahead" if owed.opens > day_of(at) else "open"


def standing_words(code: str, *, delivering: bool = False) -> str:
    """How something stands, in a word that needs no colour; deliveries have words of their own."""
    words = {
        "late": gettext("逾期未办"),
        "delayed": gettext("迟办"),
        "done": gettext("按时办结"),
        "submitted": gettext("待签审"),
        "open": gettext("待办"),
        "ahead": gettext("未到期"),
    }
    if delivering:
        words |= {
            "late": gettext("逾期未报"),
            "delayed": gettext("迟报"),
            "done": gettext("按时报送"),
            "open": gettext("待填报"),
        }
    return words[code]


def matrix(
    owed: Sequence[Obligation], at: datetime, order: Sequence[str], words: Words, days: Mapping[str, int]
) -> tuple[Row, ...]:
    """Organisations in the order of the scheme, what they owe by the last month of the period."""
    months = sorted({one.through for one in owed})
    by_place: dict[tuple[str, str], list[Obligation]] = defaultdict(list)
    for one in owed:
        by_place[one.organisation, one.through].append(one)
    return tuple(
        Row(
            words.organisation(code),
            tuple(_cell(by_place[code, month], at, days) for month in months),
        )
        for code in ordered(owed, order)
    )


def _cell(owed: list[Obligation], at: datetime, days: Mapping[str, int]) -> tuple[Tile, ...]:
    """A tile for each thing of the calendar; what followed from it has one tile for each kind."""
    tiles = [_tile(one, at, days.get(one.ref, 0)) for one in owed if one.kind.is_of_the_calendar]
    for kind in ObligationKind:
        same = [one for one in owed if one.kind is kind and not kind.is_of_the_calendar]
        if same:
            tiles.append(_gathered(kind, same, at, max(days.get(one.ref, 0) for one in same)))
    return tuple(tiles)


def _tile(owed: Obligation, at: datetime, days: int) -> Tile:
    code, lang = standing_of(owed, at), language()
    word = {
        "late": gettext("逾%(days)s") % {"days": days},
        "delayed": gettext("迟"),
        "done": gettext("报"),
        "submitted": gettext("签"),
        "open": gettext("填"),
        "ahead": "·",
    }[code]
    told = gettext("%(period)s：%(state)s，截止%(due)s") % {
        "period": owed.label.text(lang),
        "state": owed.state.text(lang),
        "due": day_words(day_of(owed.due_at), day_of(at)),
    }
    return Tile(code, word, told, page_of(owed))


def _gathered(kind: ObligationKind, same: list[Obligation], at: datetime, days: int) -> Tile:
    """One tile for all of a kind: the standing of the worst, in the sentence how many stand how."""
    counted = Counter(standing_of(one, at) for one in same)
    code = next(code for code in WORST if counted[code])
    word = {
        "late": gettext("逾%(days)s") % {"days": days},
        "open": gettext("待"),
        "submitted": gettext("签"),
        "delayed": gettext("迟"),
        "done": gettext("毕"),
    }[code]
    first, lang = same[0], language()
    states = [f"{standing_words(one)} {counted[one]}" for one in WORST if counted[one]]
    told = gettext("%(period)s%(kind)s：%(states)s，最早截止%(due)s") % {
        "period": first.label.text(lang),
        "kind": kind.term.text(lang),
        "states": gettext("、").join(states),
        "due": day_words(min(day_of(one.due_at) for one in same), day_of(at)),
    }
    chosen = f"?scheme={first.scheme}&month={first.through}&kind={kind}"
    address = page_of(first) if len(same) == 1 else f"{address_of('board')}{chosen}"
    return Tile(code, f"{mark_of(kind)}{word}", told, address)


def mark_of(kind: ObligationKind) -> str:
    """The sign of what follows from deliveries, before the word of a tile."""
    return {
        ObligationKind.REVISE: gettext("更"),
        ObligationKind.ANSWER: gettext("复"),
        ObligationKind.VERIFY: gettext("核"),
    }[kind]


def page_of(owed: Obligation) -> str:
    """The address of the page on which it is done; empty where this server has none."""
    return page_about(owed.kind.subject, owed.ref)


def bars(owed: Sequence[Obligation], at: datetime, order: Sequence[str], words: Words) -> tuple[Bar, ...]:
    """Organisations that have owed anything so far; those with something out first."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for one in owed:
        counted[one.organisation][standing_of(one, at)] += 1
    found = [
        Bar(words.organisation(code), counted[code]["done"], counted[code]["delayed"], counted[code]["late"])
        for code in ordered(owed, order)
    ]
    return tuple(sorted((bar for bar in found if bar.total), key=lambda bar: -bar.late))


def ordered(owed: Sequence[Obligation], order: Sequence[str]) -> list[str]:
    """Those who owe it in the order of the scheme; a bureau that is a unit too is a bureau."""
    places = {code: place for place, code in enumerate(dict.fromkeys(order))}
    codes = dict.fromkeys(one.organisation for one in owed)
    return sorted(codes, key=lambda code: places.get(code, len(places)))
