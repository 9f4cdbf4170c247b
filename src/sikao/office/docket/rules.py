"""Pure decisions of the docket: how often a matter counts, when two are the same, what a decision binds."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from sikao.core.figures.decimals import canonical as decimal_text
from sikao.core.figures.numbers import parse_number
from sikao.office.groundwork.canonical import canonical, sha256
from sikao.office.groundwork.refusals import NotNow, NotValid

LONGEST = 2000
"""Characters of a reason."""
LONGEST_MATTER = 200
MOST_FILES = 5
MOST = Decimal(20)
"""More of one thing is never one matter."""
LEAST = Decimal("0.01")
"""The smallest part of one that a unit may have, where several share it."""


@dataclass(frozen=True, slots=True)
class Counting:
    """An application that has its part in a figure: so many of an item, worth ``points`` in all."""

    ref: str
    number: int
    item: str
    count: Decimal
    points: Decimal


def same_matter(text: str) -> str:
    """A matter's name without what people write differently: width, case, spaces and marks."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in folded if sign.isalnum())


def checked_text(text: str, *, most: int = LONGEST, code: str = "docket.reason_missing") -> str:
    """What somebody wrote, without space around it; raises ``NotValid`` for none or too much."""
    written = text.strip()
    if not written:
        raise NotValid.of(code)
    if len(written) > most:
        raise NotValid.of("docket.text_too_long", most=str(most))
    return written


def counted(text: str, *, nothing: bool = False) -> Decimal:
    """How many, as typed; a part of one is shared with others. ``nothing``: zero is an answer, too."""
    number, _ = parse_number(text)
    least = Decimal(0) if nothing else LEAST
    if number is None or not least <= number.value <= MOST or number.value % LEAST:
        raise NotValid.of("docket.count_unclear", given=text[:50], most=f"{MOST:f}")
    return number.value


def changes(new: Counting, others: Iterable[Counting]) -> tuple[dict[str, Decimal], tuple[Counting, ...]]:
    """By item how much more or less it is once an application counts, and which ones it takes the place of.

    ``others`` count already for the same unit and the same matter. Of these only the highest counts
    (就高不重复): a lower one gives way, and beside a higher or equal one the new one is refused.
    """
    given = tuple(others)
    for other in given:
        if abs(other.points) >= abs(new.points):
            raise NotNow.of("docket.counted_already", other=str(other.number))
    more: dict[str, Decimal] = {new.item: new.count}
    for other in given:
        more[other.item] = more.get(other.item, Decimal(0)) - other.count
    return {item: change for item, change in more.items() if change}, given


def bound_digest(
    *, application: str, unit: str, item: str, matter: str, count: Decimal, reason: str, said: Iterable[str]
) -> str:
    """The digest of everything that a decision decides; ``said`` are the objections that it answers."""
    told = {
        "application": application,
        "unit": unit,
        "item": item,
        "matter": matter,
        "count": decimal_text(count),
        "reason": reason,
        "said": list(said),
    }
    return sha256(canonical(told).encode())
