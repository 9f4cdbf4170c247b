"""The board on paper for a meeting: what is still out by deadline, and who delivered late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext

from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.progress import ordered, standing_of
from sikao.interfaces.web.office.worded import Words, day_words
from sikao.office.cycle.views import Obligation
from sikao.office.groundwork.clock import day_of


@dataclass(frozen=True, slots=True)
class Due:
    """What is still out for one period by one day: who has not handed in, and whose signer has it."""

    when: str
    period: str
    open: tuple[str, ...]
    submitted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Delayed:
    """An organisation that delivered late, with the periods."""

    organisation: str
    periods: tuple[str, ...]


def still_out(
    owed: Sequence[Obligation], at: datetime, order: Sequence[str], words: Words
) -> tuple[Due, ...]:
    """What may be delivered and is not late yet, by deadline and period; names in official order."""
    found: dict[tuple[date, str], dict[str, list[str]]] = defaultdict(lambda: {"open": [], "submitted": []})
    places = {code: place for place, code in enumerate(ordered(owed, order))}
    for one in sorted(owed, key=lambda one: places[one.organisation]):
        standing = standing_of(one, at)
        if standing in ("open", "submitted"):
            at_once = found[day_of(one.due_at), one.label.text(language())]
            at_once[standing].append(words.organisation(one.organisation))
    today = day_of(at)
    return tuple(
        Due(day_words(day, today), period, _once(names["open"]), _once(names["submitted"]))
        for (day, period), names in sorted(found.items(), key=lambda item: item[0][0])
    )


def delivered_late(owed: Iterable[Obligation], at: datetime, words: Words) -> tuple[Delayed, ...]:
    """Who delivered after the deadline, the most often first; late corrections are named as such."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in owed:
        if one.kind.is_handed_in and standing_of(one, at) == "delayed":
            period = one.label.text(language())
            if not one.kind.is_of_the_calendar:
                period = gettext("%(period)s更正") % {"period": period}
            found[one.organisation].append(period)
    often = sorted(found.items(), key=lambda item: -len(item[1]))
    return tuple(Delayed(words.organisation(code), _once(periods)) for code, periods in often)


def _once(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
