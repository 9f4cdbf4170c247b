"""Grades and awards before and after a change, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sikao.core.books.names import Names


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """A unit's grade before and now, empty where it has none, with the awards that it gains and loses."""

    before: str
    now: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]

    @property
    def told(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.before or self.now or self.gained or self.lost)

    @property
    def moved(self) -> bool:
        """Whether it is another than before."""
        return self.before != self.now or bool(self.gained or self.lost)


def outcome_line(
    group: str,
    grades: tuple[str | None, str | None],
    awards: tuple[Sequence[str], Sequence[str]],
    before: Names,
    now: Names,
) -> OutcomeLine:
    """What became of a unit of a ranking group; ``before`` and ``now`` are the names of either side."""
    had, has = awards
    return OutcomeLine(
        before=before.grades.get((group, grades[0] or ""), ""),
        now=now.grades.get((group, grades[1] or ""), ""),
        gained=tuple(now.outcomes[code].text(now.lang) for code in has if code not in had),
        lost=tuple(before.outcomes[code].text(before.lang) for code in had if code not in has),
    )
