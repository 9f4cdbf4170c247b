"""What a trial must not ask for because nothing could be so, and what it may ask for with a warning."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sikao.core.books.asking import some_of
from sikao.core.figures.checking import check_figures
from sikao.core.figures.decimals import canonical
from sikao.core.figures.table import Figure, Figures
from sikao.core.insight.monotone import Key
from sikao.core.insight.needs import keys_of_units
from sikao.core.insight.slices import Json
from sikao.core.scheme import Scheme
from sikao.core.scheme.catalogue import catalogue_of
from sikao.core.scheme.checks.nodes import concerns
from sikao.core.scheme.checks.timing import parameters_read
from sikao.core.scheme.model import ALL, Node
from sikao.core.scheme.resolving import Resolved
from sikao.core.wording import Detail, Finding, FindingsError, Place, Severity

_BEYOND_RANGE = "figure.outside_range"


def check_points(scheme: Scheme, scorecard: str, node: Node, points: Decimal) -> None:
    """Refuse points below zero, and more than the whole scorecard has (or the indicator has already)."""
    where = Place(path=f"{scorecard}.{node.code}.points")
    if points < 0:
        raise _refused("whatif.negative_points", where, text=canonical(points))
    most = max(scheme.scorecards[scorecard].full_points, node.points or Decimal(0))
    if points > most:
        raise _refused("whatif.points_beyond", where, text=canonical(points), most=canonical(most))


def check_carrier(scheme: Scheme, scorecard: str, node: str, carrier: str | None) -> None:
    """Refuse a unit or group that does not exist, or that is not assessed by the scorecard."""
    if carrier in {None, ALL}:
        return
    where = Place(path=f"{scorecard}.{node}@{carrier}")
    if carrier not in {*scheme.units, *scheme.groups}:
        known = some_of([*scheme.units, *scheme.groups])
        raise _refused("whatif.unknown_carrier", where, carrier=str(carrier), known=known)
    resolved = Resolved(scheme)
    if not concerns(resolved, scorecard, str(carrier)):
        tables = [table for table in resolved.tables if table.scorecard.code == scorecard]
        known = some_of(unit.code for table in tables for unit in table.units)
        raise _refused("whatif.idle_carrier", where, carrier=str(carrier), scorecard=scorecard, known=known)


def check_parameter(scorecard: str, node: Node, name: str) -> None:
    """Refuse a parameter that nothing of the indicator reads: changing it would change nothing."""
    read = parameters_read(node)
    if name not in read:
        where = Place(path=f"{scorecard}.{node.code}.{name}")
        known = some_of(sorted(read))
        raise _refused("whatif.unknown_parameter", where, name=name, node=node.code, known=known)


def check_figure(scheme: Scheme, figure: Figure) -> None:
    """Refuse a figure that a file of figures could not have; one beyond its declared range is let through."""
    errors = [found for found in _misfits(scheme, figure) if found.code != _BEYOND_RANGE]
    if errors:
        raise FindingsError(errors)


def check_read(compiled: Json, given: Key) -> None:
    """Refuse a figure that no rule reads at any checkpoint: changing it would change nothing."""
    read = keys_of_units(compiled, [given[0]])
    if given not in read:
        alike = [key for key in read if key[1] == given[1]] or list(read)
        known = some_of(_spelt(key) for key in alike)
        raise _refused("whatif.idle_figure", Place(path=_spelt(given)), figure=_spelt(given), known=known)


def _spelt(key: Key) -> str:
    """A figure as a change names it."""
    unit, indicator, kind, period = key
    return f"{unit}:{indicator}.{kind}:{period}"


def beyond_range(scheme: Scheme, figure: Figure) -> tuple[Finding, ...]:
    """A warning where a figure lies outside the range that the scheme declares for it."""
    return tuple(
        Finding(found.code, Severity.WARNING, found.where, found.details)
        for found in _misfits(scheme, figure)
        if found.code == _BEYOND_RANGE
    )


def _misfits(scheme: Scheme, figure: Figure) -> Iterator[Finding]:
    found = check_figures(Figures.of([figure]), catalogue_of(scheme))
    return (finding for finding in found if finding.severity is Severity.ERROR)


def _refused(code: str, where: Place, **details: Detail) -> FindingsError:
    return FindingsError([Finding(code, Severity.ERROR, where, {**details})])
