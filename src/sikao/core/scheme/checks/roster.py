"""Groups, units, registers and items: everybody is scored once, and every item can be reported."""

from __future__ import annotations

from sikao.core.figures.measures import STANDARD_MEASURES, MeasureTable
from sikao.core.figures.table import Kind
from sikao.core.scheme.catalogue import unit_of_measure
from sikao.core.scheme.checks.context import Context, named
from sikao.core.scheme.expressions import figures_in
from sikao.core.scheme.model import SELF, Item
from sikao.core.scheme.shape import Formula, Worth
from sikao.core.scheme.walking import spots
from sikao.core.wording import Listed, Written


def check_roster(context: Context) -> None:
    """Groups and units, then items."""
    _check_groups(context)
    _check_units(context)
    _check_items(context)


def _check_groups(context: Context) -> None:
    scheme, resolved = context.scheme, context.resolved
    used: set[str] = set()
    for group in scheme.groups.values():
        if not group.ranked:
            continue
        if not resolved.units_of(group.code):
            context.warning("scheme.empty_group", ("groups", group.code), group=named(group.code, group.name))
        # Below the ranking group and, up to the next ranking group, above it.
        cards = {scheme.groups[code].scorecard for code in resolved.descendants(group.code)}
        cards |= {above.scorecard for above in resolved.ancestry(group.code)}
        cards.discard(None)
        used |= {card for card in cards if card is not None}
        if len(cards) != 1:
            code = "scheme.group_without_scorecard" if not cards else "scheme.group_scorecards"
            listed = Listed.of(sorted(card for card in cards if card is not None))
            context.error(code, ("groups", group.code), group=named(group.code, group.name), cards=listed)
    for card in scheme.scorecards:
        if card not in used:
            context.warning("scheme.scorecard_unused", ("scorecards", card), card=card)


def _check_units(context: Context) -> None:
    for unit in context.scheme.units.values():
        if unit.group in context.scheme.groups and context.resolved.ranking_group(unit) is None:
            context.error(
                "scheme.unit_not_scored", ("units", unit.code, "group"), unit=named(unit.code, unit.name)
            )


def measures_of(context: Context) -> MeasureTable:
    """The units of measure known to the program and those that the scheme adds."""
    table = STANDARD_MEASURES
    for measure in context.scheme.measures.values():
        try:
            table = table.extended((unit_of_measure(measure),))
        except ValueError:
            context.error("scheme.measure_taken", ("measures", measure.code), measure=measure.name)
    return table


def _check_items(context: Context) -> None:
    measures = measures_of(context)
    used = _used_items(context)
    for item in context.scheme.items.values():
        path = ("items", item.code)
        for kind, spelling in item.kinds.items():
            _, refused = measures.find(spelling, context.at(*path, "kinds", kind))
            context.found.extend(refused)
        if not item.kinds:
            context.error("scheme.no_kinds", (*path, "kinds"), item=named(item.code, item.name))
        _check_range(context, item)
        if item.evidence and item.provider != SELF:
            context.warning(
                "scheme.evidence_from_bureau", (*path, "evidence"), item=named(item.code, item.name)
            )
        if item.code not in used:
            context.warning("scheme.item_unused", path, item=named(item.code, item.name))


def _check_range(context: Context, item: Item) -> None:
    for kind, bounds in item.range.items():
        path = ("items", item.code, "range", kind)
        if kind not in item.kinds:
            context.error(
                "scheme.range_kind",
                path,
                item=named(item.code, item.name),
                kind=Written(kind, Kind(kind).term.zh),
            )
        elif bounds[0] >= bounds[1]:
            context.error("scheme.bounds_order", path, low=str(bounds[0]), high=str(bounds[1]))


def _used_items(context: Context) -> set[str]:
    used: set[str] = set()
    for spot in spots(context.scheme):
        if isinstance(spot.kind, Formula):
            used |= {figure.item for figure in figures_in(spot.value)}
        elif isinstance(spot.kind, Worth) and spot.value.expression is not None:
            used |= {figure.item for figure in figures_in(spot.value.expression)}
    return used
