"""Whether one thing was claimed twice: by two units, for two periods, in parts. It is told, never judged.

Four things are compared: the bytes of a file, the number of a document, the name of a project, a long text.
What has an innocent reason that the ledger itself knows is left out, and each reason stands here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from sikao.core.figures.periods import Period

MOST_BODIES = 3
"""A file, a document or a text that more organisations have is a common basis and says nothing of any."""


class Sign(StrEnum):
    """What was found twice."""

    FILE = "file"
    DOCUMENT = "document"
    PROJECT = "project"
    TEXT = "text"


class Place(StrEnum):
    """Where it stands."""

    LETTER = "letter"
    """The number of the letter with which figures were handed in."""
    EVIDENCE = "evidence"
    NOTE = "note"
    BRIEFING = "briefing"
    MEMBER = "member"
    """A member of a register of the scheme, of which a figure was reported."""


class Why(StrEnum):
    """In which way it looks like a second claim."""

    UNITS = "units"
    PERIODS = "periods"
    PARTS = "parts"
    INDICATORS = "indicators"


@dataclass(frozen=True, slots=True)
class Mention:
    """One place in which a thing stands.

    ``organisation`` is whose figure or report it is; ``about`` the figure's indicator or the subject, empty
    for a whole sheet; ``root`` the task that a chain of corrections began with.
    """

    sign: Sign
    key: str
    shown: str
    part: str
    place: Place
    organisation: str
    period: str
    about: str
    task: str
    root: str


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the office knows of its organisations: which are one body, and which lie within another."""

    bodies: Mapping[str, str]
    within: Mapping[str, str]

    def body(self, code: str) -> str:
        """The body that an organisation belongs to."""
        return self.bodies.get(code, code)

    def are_apart(self, one: str, other: str) -> bool:
        """Whether two organisations would each count a thing for themselves."""
        if self.body(one) == self.body(other):
            return False
        return self.within.get(one) != other and self.within.get(other) != one


@dataclass(frozen=True, slots=True)
class Repeated:
    """A thing with every place that it stands in; ``why`` is empty for a common basis."""

    sign: Sign
    shown: str
    why: frozenset[Why]
    mentions: tuple[Mention, ...]


def repeated(mentions: Iterable[Mention], known: Circumstances) -> tuple[Repeated, ...]:
    """Everything that looks claimed twice, and what is common to many, in the order of its first place."""
    groups: dict[tuple[Sign, str], dict[Mention, None]] = defaultdict(dict)
    for mention in mentions:
        groups[mention.sign, mention.key].setdefault(mention)
    found = []
    for (sign, _), group in groups.items():
        if len(group) < 2:
            continue
        common = (
            sign is not Sign.PROJECT and len({known.body(one.organisation) for one in group}) > MOST_BODIES
        )
        why = frozenset() if common else _why(tuple(group), known)
        if common or why:
            found.append(Repeated(sign, next(iter(group)).shown, why, tuple(group)))
    return tuple(found)


def _why(group: tuple[Mention, ...], known: Circumstances) -> frozenset[Why]:
    pairs = combinations(group, 2)
    return frozenset(why for one, other in pairs if (why := _second_claim(one, other, known)) is not None)


def _second_claim(one: Mention, other: Mention, known: Circumstances) -> Why | None:
    """Why two places are two claims; ``None`` where the second is explained."""
    if {one.place, other.place} == {Place.LETTER, Place.EVIDENCE}:
        return None  # a unit shows the very letter with which a bureau handed its figures in
    if known.body(one.organisation) != known.body(other.organisation):
        return Why.UNITS if known.are_apart(one.organisation, other.organisation) else None
    if one.root == other.root:
        return _within_one_report(one, other)
    if one.sign is Sign.PROJECT and one.part != other.part:
        return Why.PARTS if one.period == other.period else None
    if one.sign is Sign.PROJECT and one.place is not Place.EVIDENCE:
        return None  # a project goes on from period to period, and is told of again
    return None if _counts_once(one, other) else Why.PERIODS


def _within_one_report(one: Mention, other: Mention) -> Why | None:
    """A file may prove several figures of a sheet; parts of a project, and a text twice, are asked about."""
    if one.sign is Sign.PROJECT and one.part != other.part and one.about == other.about:
        return Why.PARTS
    if one.sign is Sign.TEXT and one.about != other.about and one.task == other.task:
        return Why.INDICATORS
    return None


def _counts_once(one: Mention, other: Mention) -> bool:
    """Whether both are about the same stretch of time: a sum from January on includes the months before."""
    if not one.about or not other.about:
        return _last_month(one.period) == _last_month(other.period)
    if one.sign is Sign.TEXT:
        return one.period == other.period
    return one.about == other.about and _overlap(one.period, other.period)


def _overlap(one: str, other: str) -> bool:
    first, second = Period.from_canonical(one), Period.from_canonical(other)
    return first.start <= second.end and second.start <= first.end


def _last_month(period: str) -> str:
    return str(Period.from_canonical(period).end)
