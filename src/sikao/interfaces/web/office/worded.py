"""Figures, organisations and deadlines in the words of the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Protocol

from django.utils.translation import gettext, ngettext

from sikao.core.figures.absence import Absence
from sikao.core.figures.measures import MeasureTable, after_number
from sikao.core.figures.periods import Period
from sikao.core.figures.table import Kind
from sikao.core.scheme import Scheme
from sikao.core.wording import Term
from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.frame import address_of
from sikao.interfaces.web.templatetags.sikao import plain
from sikao.office.accounts.queries import Names, names_on
from sikao.office.cycle.duties import owed
from sikao.office.cycle.forms import indicator_name, measures_of, provider_name
from sikao.office.cycle.queries import opened_years
from sikao.office.groundwork.clock import CITY, day_of
from sikao.office.ledger.facts import Key, Version
from sikao.office.ledger.rules import NOT_STANDING
from sikao.office.results.analyses_kept import ChangedFigure, Said

WEEKDAYS = (
    Term("周一", "Mon"),
    Term("周二", "Tue"),
    Term("周三", "Wed"),
    Term("周四", "Thu"),
    Term("周五", "Fri"),
    Term("周六", "Sat"),
    Term("周日", "Sun"),
)
STANDINGS = {
    "confirmed": Term("单位已确认", "confirmed by the unit"),
    "silent": Term("单位逾期未反馈", "no answer from the unit"),
    "disputed": Term("单位有异议", "disputed by the unit"),
    "upheld": Term("维持原数", "upheld"),
    "accepted": Term("核实通过", "verified"),
    "returned": Term("核实退回", "returned"),
    "ruled": Term("复核裁定", "ruled on an objection"),
    "decided": Term("加减分审定", "decided by the docket"),
}
TONES = {
    **dict.fromkeys(("confirmed", "accepted", "ruled", "decided"), "good"),
    **dict.fromkeys(("disputed", "returned"), "first"),
    "silent": "note",
}


class Titled(Protocol):
    """A scheme, open or sealed."""

    @property
    def title(self) -> str:
        """The Chinese title."""

    @property
    def title_en(self) -> str | None:
        """The English one, if there is one."""


def titled(scheme: Titled) -> str:
    """The title of a scheme in the language of the page; Chinese where nobody has given an English one."""
    return (scheme.title_en or scheme.title) if language() == "en" else scheme.title


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline in words: the day, how far it is, and in which stretch of time it lies."""

    when: str
    left: str
    bucket: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as a page shows it; ``absent`` is the word of an absence."""

    text: str
    measure: str
    absent: bool

    @property
    def whole(self) -> str:
        """Value and unit of measure in one text."""
        return self.text if self.absent or not self.measure else f"{self.text} {after_number(self.measure)}"


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure with what stands beside it."""

    ref: str
    key: Key
    unit: str
    name: str
    kind: str
    period: str
    value: Shown
    raw: str
    last_year: str
    change: str
    caliber: str
    provider: str
    standing: str
    standing_words: str
    tone: str
    address: str


def deadline(due_at: datetime, at: datetime) -> Deadline:
    """How a deadline stands to a moment: late, today, this week or later; days are days of the city."""
    due, today = day_of(due_at), day_of(at)
    days = (due - today).days
    when = day_words(due, today)
    if due_at < at:
        late = max(1, -days)
        return Deadline(when, ngettext("已逾期 %(n)s 天", "已逾期 %(n)s 天", late) % {"n": late}, "late")
    if days == 0:
        return Deadline(when, gettext("今天截止"), "today")
    left = ngettext("还有 %(n)s 天", "还有 %(n)s 天", days) % {"n": days}
    in_week = due.isocalendar()[:2] == today.isocalendar()[:2]
    return Deadline(when, left, "week" if in_week else "later")


def day_words(day: date, today: date) -> str:
    """A day with its weekday; the year only where it is another one."""
    lang, weekday = language(), WEEKDAYS[day.weekday()]
    if lang == "en":
        year = "" if day.year == today.year else f" {day.year}"
        return f"{weekday.en} {day.day} {day:%b}{year}"
    year = "" if day.year == today.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日（{weekday.zh}）"


def moment_words(at: datetime) -> str:
    """A moment in the city's time."""
    return f"{at.astimezone(CITY):%Y-%m-%d %H:%M}"


def period_words(period: str) -> str:
    """A canonical period as people write it."""
    return Period.from_canonical(period).label(language())


class Words:
    """What a scheme's figures and the organisations of a day are called, in the language of the page."""

    def __init__(self, at: datetime, scheme: Scheme | None = None) -> None:
        self.scheme = scheme
        self._lang = language()
        self._named: dict[str, Names] = names_on(day_of(at))

    def organisation(self, code: str) -> str:
        """The name that an organisation has on the day; else the one that the scheme gives it."""
        found = self._named.get(code)
        known = None if self.scheme is None else provider_name(self.scheme, code)
        if found is None:
            return code if known is None else known.text(self._lang)
        if self._lang == "zh":
            return found.zh
        # An organisation without an English name goes by the one that the scheme gives it.
        return known.en if found.en == found.zh and known is not None and known.en != code else found.en

    def indicator(self, key: Key) -> str:
        """The name of an item, with its member where the figure is of one."""
        code, _, member = key[1].partition("/")
        if self.scheme is None or code not in self.scheme.items:
            return key[1]
        return indicator_name(self.scheme, code, member, key[0]).text(self._lang)

    def measure(self, code: str) -> str:
        """The name of a unit of measure."""
        known = self._measures
        return known[code].term.text(self._lang) if known is not None and code in known else code

    @cached_property
    def _measures(self) -> MeasureTable | None:
        return None if self.scheme is None else measures_of(self.scheme)

    def value(self, found: Version) -> Shown:
        """A version's value with its unit of measure, or the word of its absence."""
        if found.value is None:
            words = "" if found.absence is None else found.absence.term.text(self._lang)
            return Shown(words, "", absent=True)
        return Shown(plain(found.value), self.measure(found.measure), absent=False)

    def lines(self, found: Iterable[Version], earlier: Iterable[Version] = ()) -> tuple[FigureLine, ...]:
        """Figures in their order, each with last year's beside it, looked up among ``earlier``."""
        before = standing_versions(earlier)
        return tuple(self._line(version, before) for version in found)

    def _line(self, found: Version, earlier: dict[Key, Version]) -> FigureLine:
        unit, item, kind, period = found.key
        before = earlier.get((unit, item, kind, last_year(period)))
        where = {"unit": unit, "indicator": item, "kind": kind, "period": period}
        known = STANDINGS.get(found.standing)
        return FigureLine(
            ref=found.ref,
            key=found.key,
            unit=self.organisation(unit),
            name=self.indicator(found.key),
            kind=Kind(kind).term.text(self._lang),
            period=period_words(period),
            value=self.value(found),
            raw=found.raw,
            last_year="" if before is None else self.value(before).whole,
            change=_change(found, before),
            caliber=found.caliber,
            provider=self.organisation(found.provider),
            standing=found.standing,
            standing_words="" if known is None else known.text(self._lang),
            tone=TONES.get(found.standing, ""),
            address=address_of("figure", **where) or "",
        )


def words_of_year(at: datetime) -> Words:
    """The words of the year under way: of the scheme whose tasks were generated last."""
    opened = opened_years()
    return Words(at, owed(opened[0]).scheme if opened else None)


def figure_words(one: ChangedFigure, words: Words) -> str:
    """The name of a figure that changed, with its kind."""
    return f"{words.indicator(one.key)} · {Kind(one.key[2]).term.text(language())}"


def said_words(said: Said, measure: str, words: Words) -> str:
    """What a figure says, with its unit of measure; that nobody has reported it."""
    if said is None:
        return gettext("未报")
    if isinstance(said, Absence):
        return said.term.text(language())
    unit = words.measure(measure)
    return f"{plain(said)} {after_number(unit)}" if unit else plain(said)


def figure_address(one: ChangedFigure) -> str:
    """Where the history of a figure stands."""
    where = dict(zip(("unit", "indicator", "kind", "period"), one.key, strict=True))
    return address_of("figure", **where) or ""


def last_year(period: str) -> str:
    """The same months of the year before."""
    return str(Period.from_canonical(period).shift(-1))


def standing_versions(versions: Iterable[Version]) -> dict[Key, Version]:
    """The version of each figure that stands: the last one that was not returned."""
    return {found.key: found for found in versions if found.standing not in NOT_STANDING}


def _change(found: Version, before: Version | None) -> str:
    """Against last year: a level in per cent of it, anything else as a difference."""
    if before is None or found.value is None or before.value is None or found.measure != before.measure:
        return ""
    difference = found.value - before.value
    if Kind(found.kind) is not Kind.LEVEL:
        return _signed(difference)
    if not before.value:
        return ""
    return f"{_signed((difference / before.value * 100).quantize(Decimal('0.1'), ROUND_HALF_UP))}%"


def _signed(value: Decimal) -> str:
    sign = "+" if value > 0 else "−" if value < 0 else "±"
    return sign + plain(abs(value))
