"""Which subjects a unit tells about on a briefing: nodes of its scorecard, and key tasks that it carries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sikao.core.scheme.model import Briefing, Node, Scheme, Unit
from sikao.core.scheme.resolving import RankedTable, Resolved

NODE, KEY_TASK = "node", "task"


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing to be explained: a node or a key task, by its code."""

    sort: str
    code: str

    @property
    def key(self) -> str:
        """As drafts and the ledger name it."""
        return f"{self.sort}/{self.code}"


class Asking:
    """Tells of the briefings of one scheme who is asked what."""

    def __init__(self, resolved: Resolved) -> None:
        self._resolved = resolved
        self._scheme: Scheme = resolved.scheme
        self.tables: dict[str, RankedTable] = {
            unit.code: table for table in resolved.tables for unit in table.units
        }

    def units(self, named: Iterable[str]) -> tuple[Unit, ...]:
        """The units that a list of units and groups means, in official order."""
        wanted: set[str] = set()
        for code in named:
            wanted |= {unit.code for unit in self._resolved.units_of(code)} or {code}
        return tuple(unit for code, unit in self._scheme.units.items() if code in wanted)

    def subjects(self, briefing: Briefing, unit: Unit) -> tuple[Subject, ...]:
        """What a unit explains, each subject once: nodes in the order of the scorecard, then key tasks."""
        found = [Subject(NODE, node.code) for node in self._nodes(briefing, unit)]
        for code in briefing.key_tasks:
            task = self._scheme.key_tasks.get(code)
            if task is not None and unit in self.units(task.units):
                found.append(Subject(KEY_TASK, code))
        return tuple(dict.fromkeys(found))

    def _nodes(self, briefing: Briefing, unit: Unit) -> Iterator[Node]:
        table = self.tables.get(unit.code)
        if table is None:
            return
        applied = self._resolved.settings(table.scorecard, unit)
        for placed in table.scorecard.walk():
            node = placed.node
            asked = node.code in briefing.nodes or not set(node.tags).isdisjoint(briefing.tags)
            if asked and node.code in applied:
                yield node
