"""Pictures of how far reporting has come: tiles by organisation and month, and bars by organisation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from sikao.interfaces.web.frame import language
from sikao.interfaces.web.office.frame import address_of
from sikao.interfaces.web.office.worded import Words, day_words
from sikao.office.cycle.rules import TaskState
from sikao.office.cycle.views import TaskView
from sikao.office.groundwork.clock import day_of


@dataclass(frozen=True, slots=True)
class Tile:
    """One task in the matrix: its state as a short word, and everything about it in a sentence."""

    code: str
    word: str
    told: str
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """An organisation with its tasks by month."""

    name: str
    cells: tuple[tuple[Tile, ...], ...]
    late: int


@dataclass(frozen=True, slots=True)
class Bar:
    """How many of an organisation's tasks that were due are in time, delayed and still out."""

    name: str
    done: int
    delayed: int
    late: int

    @property
    def total(self) -> int:
        """All that were due or delivered."""
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


def standing_of(task: TaskView, at: datetime) -> str:
    """How a task stands: done, delayed, late, submitted, open, or ahead (it may not be filled in yet)."""
    if task.state is TaskState.SIGNED:
        return "delayed" if task.late else "done"
    if task.late:
        return "late"
    if task.state is TaskState.SUBMITTED:
        return "submitted"
    return "ahead" if task.opens > day_of(at) else "open"


def matrix(
    tasks: Sequence[TaskView], at: datetime, order: Sequence[str], words: Words, days: Mapping[str, int]
) -> tuple[Row, ...]:
    """Organisations in the order of the scheme, their tasks by the last month of the period."""
    months = sorted({task.through for task in tasks})
    by_place: dict[tuple[str, str], list[TaskView]] = defaultdict(list)
    late: Counter[str] = Counter()
    for task in tasks:
        by_place[task.organisation, task.through].append(task)
        late[task.organisation] += standing_of(task, at) == "late"
    return tuple(
        Row(
            words.organisation(code),
            tuple(
                tuple(_tile(task, at, days.get(task.ref, 0)) for task in by_place[code, month])
                for month in months
            ),
            late[code],
        )
        for code in ordered(tasks, order)
    )


def _tile(task: TaskView, at: datetime, days: int) -> Tile:
    code, lang = standing_of(task, at), language()
    word = {
        "late": gettext("逾%(days)s") % {"days": days},
        "delayed": gettext("迟"),
        "done": gettext("报"),
        "submitted": gettext("签"),
        "open": gettext("填"),
        "ahead": "·",
    }[code]
    due = day_words(day_of(task.due_at), day_of(at))
    told = gettext("%(period)s：%(state)s，截止%(due)s") % {
        "period": task.label.text(lang),
        "state": task.state.term.text(lang),
        "due": due,
    }
    return Tile(code, word, told, address_of("task", ref=task.ref) or "")


def bars(tasks: Sequence[TaskView], at: datetime, order: Sequence[str], words: Words) -> tuple[Bar, ...]:
    """Organisations that had anything to deliver so far; those with something out first."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for task in tasks:
        counted[task.organisation][standing_of(task, at)] += 1
    found = [
        Bar(words.organisation(code), counted[code]["done"], counted[code]["delayed"], counted[code]["late"])
        for code in ordered(tasks, order)
    ]
    return tuple(sorted((bar for bar in found if bar.total), key=lambda bar: -bar.late))


def ordered(tasks: Sequence[TaskView], order: Sequence[str]) -> list[str]:
    """The organisations of some tasks in the order of the scheme; a bureau that is a unit too is a bureau."""
    places = {code: place for place, code in enumerate(dict.fromkeys(order))}
    codes = dict.fromkeys(task.organisation for task in tasks)
    return sorted(codes, key=lambda code: places.get(code, len(places)))
