"""Briefings: that they ask something of somebody, each thing once, by a day that can be kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sikao.core.scheme.briefed import KEY_TASK, NODE, Asking, Subject
from sikao.core.scheme.checks.context import Context, named
from sikao.core.scheme.closings import end_of
from sikao.core.scheme.model import Briefing, Unit
from sikao.core.scheme.model.items import FREQUENCIES
from sikao.core.wording import Listed, Term

Asked = dict[Unit, tuple[Subject, ...]]


def check_briefings(context: Context) -> None:
    """Every briefing by itself, what two of them ask twice, and key tasks that none of them asks about."""
    scheme, asking = context.scheme, Asking(context.resolved)
    asked = {
        code: {unit: asking.subjects(briefing, unit) for unit in asking.units(briefing.units)}
        for code, briefing in scheme.briefings.items()
    }
    for code, briefing in scheme.briefings.items():
        _check_day(context, briefing)
        if briefing.nodes or briefing.tags or briefing.key_tasks:
            _check_reach(context, briefing, asked[code])
        else:
            context.error("scheme.briefing_empty", ("briefings", code), briefing=named(code, briefing.name))
    _check_twice(context, asked)
    told = {code for briefing in scheme.briefings.values() for code in briefing.key_tasks}
    for code, task in scheme.key_tasks.items():
        if code not in told:
            context.warning("scheme.key_task_untold", ("key_tasks", code), task=named(code, task.name))


def _check_day(context: Context, briefing: Briefing) -> None:
    """A calendar day comes once a year, and no briefing is due before it may be written."""
    day, frequency = briefing.due, briefing.frequency
    if day is None:
        return
    path, words = ("briefings", briefing.code, "due"), FREQUENCIES[frequency]
    if day.month is not None and frequency != "year":
        context.error("scheme.due_by_date", path, frequency=words, day=day.term)
        return
    end = end_of(context.scheme.year, 12)
    if day.counted_from(end) < context.scheme.reporting.opens_on(frequency, end):
        context.error("scheme.due_before_opens", path, frequency=words)


def _check_reach(context: Context, briefing: Briefing, asked: Asked) -> None:
    """What is named and asked of nobody; units that are named and asked nothing."""
    reached = {subject for subjects in asked.values() for subject in subjects}
    tagged = _tags(context, reached)
    for key, subject, is_reached in (
        *(("nodes", code, Subject(NODE, code) in reached) for code in briefing.nodes),
        *(("tags", code, code in tagged) for code in briefing.tags),
        *(("key_tasks", code, Subject(KEY_TASK, code) in reached) for code in briefing.key_tasks),
    ):
        if not is_reached:
            path = ("briefings", briefing.code, key)
            who = named(briefing.code, briefing.name)
            context.warning("scheme.briefing_asks_nobody", path, briefing=who, subject=subject)
    idle = [unit for unit, subjects in asked.items() if not subjects]
    if idle and reached:
        context.warning(
            "scheme.briefing_nothing_to_tell",
            ("briefings", briefing.code, "units"),
            briefing=named(briefing.code, briefing.name),
            units=_names(idle),
        )


def _tags(context: Context, reached: set[Subject]) -> set[str]:
    nodes = {subject.code for subject in reached if subject.sort == NODE}
    placed = (placed.node for card in context.scheme.scorecards.values() for placed in card.walk())
    return {tag for node in placed if node.code in nodes for tag in node.tags}


def _check_twice(context: Context, asked: dict[str, Asked]) -> None:
    """The same subject asked of the same units by two briefings."""
    first: dict[tuple[Unit, Subject], str] = {}
    doubled: dict[tuple[str, str, Subject], list[Unit]] = defaultdict(list)
    for code, unit, subject in _pairs(asked):
        other = first.setdefault((unit, subject), code)
        if other != code:
            doubled[code, other, subject].append(unit)
    briefings = context.scheme.briefings
    for (code, other, subject), units in doubled.items():
        context.warning(
            "scheme.briefing_twice",
            ("briefings", code),
            briefing=named(code, briefings[code].name),
            other=named(other, briefings[other].name),
            subject=subject.code,
            units=_names(units),
        )


def _pairs(asked: dict[str, Asked]) -> Iterator[tuple[str, Unit, Subject]]:
    for code, by_unit in asked.items():
        for unit, subjects in by_unit.items():
            yield from ((code, unit, subject) for subject in subjects)


def _names(units: list[Unit]) -> Listed:
    return Listed.of(Term(unit.name, unit.name_en or unit.name) for unit in units)
