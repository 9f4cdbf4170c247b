"""What a run can be asked for: the sealed schemes of the office with their checkpoints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.worded import titled
from sikao.interfaces.web.results.words import named
from sikao.office.cycle.queries import opened_years
from sikao.office.rulebook.queries import scheme_of


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the form was filled with; ``scheme`` and ``checkpoint`` are chosen together."""

    scheme: str
    checkpoint: str
    moment: str
    note: str

    @property
    def both(self) -> str:
        """Scheme and checkpoint as the form sends them."""
        return f"{self.scheme}/{self.checkpoint}"


@dataclass(frozen=True, slots=True)
class Choice:
    """A scheme with its checkpoints: what the form sends, and the words."""

    title: str
    checkpoints: tuple[tuple[str, str], ...]


def chosen(given: Mapping[str, str]) -> Chosen:
    """What somebody asks for; empty where nothing was chosen."""
    scheme, _, checkpoint = given.get("what", "").partition("/")
    return Chosen(scheme, checkpoint, given.get("moment", ""), given.get("note", ""))


def likeliest(day: date) -> Chosen:
    """What is mostly asked for on a day: the checkpoint of the latest year whose months ended last."""
    for code in opened_years():
        scheme = scheme_of(code)
        month = 12 * (day.year - scheme.year) + day.month
        over = [point for point in scheme.checkpoints.values() if point.ranked and point.through < month]
        if over:
            return Chosen(code, max(over, key=lambda point: point.through).code, "", "")
    return chosen({})


def choices() -> tuple[Choice, ...]:
    """The years whose tasks were generated, the latest first, with their ranked checkpoints."""
    found = []
    for code in opened_years():
        scheme = scheme_of(code)
        ranked = [point for point in scheme.checkpoints.values() if point.ranked]
        points = tuple((f"{code}/{point.code}", named(point, language())) for point in ranked)
        found.append(Choice(titled(scheme), points))
    return tuple(found)
