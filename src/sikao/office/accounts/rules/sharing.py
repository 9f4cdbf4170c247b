"""Whether people of several organisations sign in at one place: somebody may be reporting for others.

Two signs, of unequal strength. *One browser*: it carries a random mark of its own, so that nothing but the
same browser explains it. *One address*: many share one rightly (a building, a city's network behind one
gate, a training), so that it counts only where it was used by strangers within minutes, at least one of
whom was away from where that person signs in otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations, groupby

WINDOW = timedelta(days=30)
"""So far back is looked, and so long what was told is not told again."""
TOGETHER = timedelta(minutes=15)
"""So soon after one another two persons must have signed in for an address to count."""
EARLIER = timedelta(hours=12)
"""What lies so far back belongs to another day's work."""
MOST_BODIES = 3
"""An address of more organisations than this is a network for many, and says nothing."""
BROWSER, ADDRESS = "browser", "address"


@dataclass(frozen=True, slots=True)
class Use:
    """One signing in: by whom, for which organisations the person acted that day, where, when.

    ``browser`` and ``address`` are keyed hashes; what cannot be told is empty.
    """

    person: str
    bodies: frozenset[str]
    browser: str
    address: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Shared:
    """One place at which people of several organisations have signed in."""

    by: str
    place: str
    uses: tuple[Use, ...]

    @property
    def persons(self) -> tuple[str, ...]:
        """Who signed in there, by code."""
        return tuple(sorted({use.person for use in self.uses}))

    @property
    def bodies(self) -> tuple[str, ...]:
        """For which organisations they act."""
        return tuple(sorted(frozenset[str]().union(*(use.bodies for use in self.uses))))


def shared(uses: Iterable[Use]) -> tuple[Shared, ...]:
    """All places of the last thirty days that people of several organisations shared.

    Who acts for no organisation, such as the office's own people, is left out.
    """
    acting = sorted((use for use in uses if use.bodies), key=lambda use: use.at)
    return (*_browsers(acting), *_addresses(acting))


def _browsers(uses: list[Use]) -> Iterable[Shared]:
    for place, found in _by_place(uses, lambda use: use.browser).items():
        if any(_strangers(one, other) for one, other in combinations(_one_each(found), 2)):
            yield Shared(BROWSER, place, found)


def _addresses(uses: list[Use]) -> Iterable[Shared]:
    own = {person: [use for use in uses if use.person == person] for person in {use.person for use in uses}}
    for place, found in _by_place(uses, lambda use: use.address).items():
        if len(frozenset[str]().union(*(use.bodies for use in found))) > MOST_BODIES:
            continue
        met = [
            use
            for one, other in _soon_after(found)
            if _strangers(one, other)
            and (_is_away(one, own[one.person]) or _is_away(other, own[other.person]))
            for use in (one, other)
        ]
        if met:
            yield Shared(ADDRESS, place, tuple(dict.fromkeys(met)))


def _soon_after(uses: tuple[Use, ...]) -> Iterator[tuple[Use, Use]]:
    """Each use with those that came within minutes of it."""
    for number, one in enumerate(uses, 1):
        for other in uses[number:]:
            if other.at - one.at > TOGETHER:
                break
            yield one, other


def _by_place(uses: list[Use], place_of: Callable[[Use], str]) -> Mapping[str, tuple[Use, ...]]:
    """What happened at each place at which more than one person was."""
    known = sorted((use for use in uses if place_of(use)), key=lambda use: (place_of(use), use.at))
    found = {place: tuple(group) for place, group in groupby(known, key=place_of)}
    return {place: group for place, group in found.items() if len({use.person for use in group}) > 1}


def _one_each(uses: tuple[Use, ...]) -> Iterable[Use]:
    """One use for each person and the organisations acted for: the others tell nothing new."""
    return {(use.person, use.bodies): use for use in uses}.values()


def _strangers(one: Use, other: Use) -> bool:
    return one.person != other.person and one.bodies.isdisjoint(other.bodies)


def _is_away(use: Use, own: list[Use]) -> bool:
    """Whether a person who signs in elsewhere had not been at this address before that day."""
    before = [one for one in own if one.at <= use.at - EARLIER]
    return bool(before) and all(one.address != use.address for one in before)
