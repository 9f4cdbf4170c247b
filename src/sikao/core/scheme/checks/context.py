"""What every check is given: the scheme, where its fields stand, and the list to which findings are added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sikao.core.scheme.model import Scheme, Unit
from sikao.core.scheme.resolving import RankedTable, Resolved, Settings
from sikao.core.scheme.tree import Places
from sikao.core.wording import MAX_FINDINGS, Findings, Place, Term
from sikao.core.wording.message import Detail


class Context:
    """One run of the checks over one scheme."""

    def __init__(self, scheme: Scheme, places: Places) -> None:
        self.scheme = scheme
        self.places = places
        self.resolved = Resolved(scheme)
        self.found = Findings(most=MAX_FINDINGS)

    def error(self, code: str, path: Iterable[str | int], /, **details: Detail) -> None:
        """Add a finding that refuses, at the place of a field."""
        self.found.error(code, self.at(*path), **details)

    def warning(self, code: str, path: Iterable[str | int], /, **details: Detail) -> None:
        """Add a finding that asks for a second look."""
        self.found.warning(code, self.at(*path), **details)

    def at(self, *path: str | int) -> Place:
        """Where a field stands."""
        return self.places.at(*path)

    def leaves(self) -> Iterator[tuple[RankedTable, Unit, dict[str, Settings]]]:
        """Every unit of every table, with what each node is for it."""
        for table in self.resolved.tables:
            for unit in table.units:
                yield table, unit, self.resolved.settings(table.scorecard, unit)


def named(code: str, name: str) -> Term:
    """A record as people know it, with its code."""
    return Term(f"{name}（{code}）", f"{name} ({code})")
