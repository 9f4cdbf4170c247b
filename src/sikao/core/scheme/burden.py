"""What a scheme asks of units in a year: entries, pieces of evidence, confirmations of others' figures."""

from __future__ import annotations

from dataclasses import dataclass

from sikao.core.scheme.checks.timing import expressions_of
from sikao.core.scheme.expressions import figures_in
from sikao.core.scheme.model import SELF, Item, Scheme
from sikao.core.scheme.resolving import Resolved

_TIMES = {"month": 12, "quarter": 4, "half_year": 2, "year": 1}


@dataclass(frozen=True, slots=True)
class Burden:
    """Counts over all units and the whole year. ``indicators`` counts the leaves of all scorecards once."""

    indicators: int
    entries: int
    evidence: int
    confirmations: int

    @property
    def total(self) -> int:
        """Everything that somebody in a unit has to do."""
        return self.entries + self.evidence + self.confirmations


def count_burden(scheme: Scheme) -> Burden:
    """Entries are figures that units report themselves (times a year × kinds × units).

    Evidence is what an item asks for at each report. A confirmation is asked for once a checkpoint and item,
    where somebody else reports a unit's figure that counts at that checkpoint.
    """
    resolved = Resolved(scheme)
    kinds: dict[tuple[str, str], set[str]] = {}
    confirmed: set[tuple[str, str, str]] = set()
    for table in resolved.tables:
        leaves = [placed for placed in table.scorecard.walk() if placed.node.is_leaf]
        for unit in table.units:
            settings = resolved.settings(table.scorecard, unit)
            for placed in leaves:
                own = settings.get(placed.node.code)
                if own is None:
                    continue
                for figure in (found for tree in expressions_of(own, placed) for found in figures_in(tree)):
                    item = scheme.items.get(figure.item)
                    if item is None or figure.carrier is not None:
                        continue
                    kinds.setdefault((unit.code, item.code), set()).add(figure.kind or item.main_kind)
                    if item.provider != SELF:
                        windows = resolved.windows(own.schedule)
                        confirmed |= {(unit.code, item.code, checkpoint) for checkpoint, _ in windows}
    reported = [(scheme.items[item], found) for (_, item), found in kinds.items()]
    return Burden(
        indicators=sum(placed.node.is_leaf for card in scheme.scorecards.values() for placed in card.walk()),
        entries=sum(_times(item) * len(found) for item, found in reported if item.provider == SELF),
        evidence=sum(_times(item) * len(item.evidence) for item, _ in reported),
        confirmations=len(confirmed),
    )


def _times(item: Item) -> int:
    """How often a year an item is reported."""
    return _TIMES[item.frequency] - (1 if item.merged_january and item.frequency == "month" else 0)
