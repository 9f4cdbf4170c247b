"""Who tells how far what is, by when: every briefing of the year, with the figures that stand beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sikao.core.figures.periods import Month, Period
from sikao.core.figures.table import Kind
from sikao.core.insight.duties import Slot
from sikao.core.insight.perturbing import period_at
from sikao.core.scheme import Scheme, compile_scheme
from sikao.core.scheme.briefed import NODE, Asking, Subject
from sikao.core.scheme.closings import MONTHS, end_of
from sikao.core.scheme.expressions import Expression, figures_in
from sikao.core.scheme.model import Briefing, Node, Unit
from sikao.core.scheme.resolving import Resolved


@dataclass(frozen=True, slots=True)
class Told:
    """A subject with the unit's own figures of the stretch of time that its measure reads."""

    subject: Subject
    beside: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class BriefingDuty:
    """One briefing of one unit, through one month. ``opens`` and ``due`` are the first and the last day."""

    briefing: str
    unit: str
    frequency: str
    through: Month
    opens: dt.date
    due: dt.date
    told: tuple[Told, ...]

    @property
    def period(self) -> Period:
        """The stretch of time that is told about."""
        length, last = MONTHS[self.frequency], self.through.month
        return Period.of(self.through.year, last - length + 1, last)


def briefings_of(scheme: Scheme) -> tuple[BriefingDuty, ...]:
    """Every briefing that a scheme which passed its checks asks for, by the day it is due.

    As with figures, stretches of time count up to the last checkpoint. A unit that has nothing to tell owes
    none.
    """
    if not scheme.briefings:
        return ()
    asking = _Asking(scheme)
    made = [duty for briefing in scheme.briefings.values() for duty in asking.duties(briefing)]
    return tuple(sorted(made, key=lambda duty: (duty.due, MONTHS[duty.frequency])))


def told_about(scheme: Scheme, unit: str, nodes: tuple[str, ...], month: int) -> tuple[Told, ...]:
    """Nodes of a unit's scorecard as subjects, with its own figures through a month, each beside its node."""
    asking = _Asking(scheme)
    subjects = (Subject(NODE, code) for code in nodes)
    return tuple(asking.told(subject, scheme.units[unit], month) for subject in subjects)


class _Asking:
    """Makes the duties of one scheme."""

    def __init__(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self._resolved = Resolved(scheme)
        self._asking = Asking(self._resolved)
        self._items = compile_scheme(scheme)["items"]
        self._last = max(checkpoint.through for checkpoint in scheme.checkpoints.values())

    def duties(self, briefing: Briefing) -> Iterator[BriefingDuty]:
        """A duty for every stretch of time and unit, units in official order."""
        step, rules = MONTHS[briefing.frequency], self._scheme.reporting
        for month in range(step, (12 if step == 12 else self._last) + 1, step):
            end = end_of(self._scheme.year, month)
            own = None if briefing.due is None else briefing.due.counted_from(end)
            for unit in self._asking.units(briefing.units):
                subjects = self._asking.subjects(briefing, unit)
                if subjects:
                    yield BriefingDuty(
                        briefing=briefing.code,
                        unit=unit.code,
                        frequency=briefing.frequency,
                        through=Month(self._scheme.year, month),
                        opens=rules.opens_on(briefing.frequency, end),
                        due=own or rules.due_on(briefing.frequency, end),
                        told=tuple(self.told(subject, unit, month) for subject in subjects),
                    )

    def told(self, subject: Subject, unit: Unit, month: int) -> Told:
        """A subject with what stands beside it."""
        return Told(subject, self._beside(subject, unit, month))

    def _beside(self, subject: Subject, unit: Unit, month: int) -> tuple[Slot, ...]:
        """The figures of a node; of a block those of every indicator in it, each once."""
        if subject.sort != NODE:
            return ()
        card = self._asking.tables[unit.code].scorecard
        node = next(placed.node for placed in card.walk() if placed.node.code == subject.code)
        settings = self._resolved.settings(card, unit)
        leaves = [leaf for leaf in _leaves(node) if leaf.code in settings]
        found = (slot for leaf in leaves for slot in self._slots(settings[leaf.code].measure, unit, month))
        return tuple(dict.fromkeys(found))

    def _slots(self, measure: Expression | None, unit: Unit, month: int) -> Iterator[Slot]:
        for figure in figures_in(measure) if measure is not None else ():
            item = self._scheme.items[figure.item]
            period = period_at(self._items[figure.item], month, self._scheme.year)
            if figure.carrier is not None or figure.years or figure.member in ("*", "each") or period is None:
                continue
            indicator = figure.item if figure.member is None else f"{figure.item}/{figure.member}"
            yield Slot(unit.code, indicator, Kind(figure.kind or item.main_kind), period)


def _leaves(node: Node) -> Iterator[Node]:
    if node.is_leaf:
        yield node
    for child in node.children:
        yield from _leaves(child)
