"""What the docket of a sealed scheme decides, and how each item counts for each unit; kept in memory."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sikao.core.figures.table import Kind
from sikao.core.insight.perturbing import period_at
from sikao.core.scheme import Scheme, compile_scheme
from sikao.core.scheme.catalogue import catalogue_of
from sikao.core.scheme.docketed import Counted, docket_of
from sikao.core.scheme.resolving import Resolved
from sikao.office.groundwork.refusals import NotThere, NotValid
from sikao.office.ledger.facts import Key
from sikao.office.rulebook.queries import scheme_of, sealed, sealed_all


@dataclass(frozen=True, slots=True)
class Docket:
    """The docket of a sealed scheme: by unit and item how each counts, and of which period its figure is."""

    scheme: Scheme
    counted: dict[str, dict[str, Counted]]
    periods: dict[str, str]

    def key(self, unit: str, item: str) -> Key:
        """What the figure of an item is about."""
        return (unit, item, Kind.LEVEL.value, self.periods[item])

    def measure(self, item: str) -> str:
        """The unit of measure of its figure, by its code."""
        return catalogue_of(self.scheme).items[item].kinds[Kind.LEVEL]

    def how(self, unit: str, item: str) -> Counted:
        """How an item counts for a unit; ``NotValid`` where it does not."""
        found = self.counted.get(unit, {}).get(item)
        if found is None:
            raise NotValid.of("docket.not_typed")
        return found


def docket_for(code: str) -> Docket:
    """The docket of a sealed scheme; ``NotThere`` where it is not sealed or has no docket."""
    found = sealed(code)
    if found is None:
        raise NotThere.of("rulebook.not_sealed", scheme=code)
    docket = _docket(code, found.digest)
    if not docket.counted:
        raise NotThere.of("docket.none", scheme=code)
    return docket


def dockets() -> tuple[str, ...]:
    """The codes of sealed schemes that have a docket, the latest year first."""
    found = [one for one in reversed(sealed_all()) if _docket(one.code, one.digest).counted]
    return tuple(one.code for one in found)


@cache
def _docket(code: str, digest: str) -> Docket:
    del digest  # a scheme of the same code with another digest is another one
    scheme = scheme_of(code)
    compiled = compile_scheme(scheme)
    found = {item: period_at(compiled["items"][item], 12, scheme.year) for item in scheme.docket.items}
    periods = {item: str(period) for item, period in found.items() if period is not None}
    return Docket(scheme, docket_of(Resolved(scheme)), periods)
