"""Sums, unit by unit: the points of a scorecard, and what is left when a transfer finds no taker."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from sikao.core.figures.decimals import canonical
from sikao.core.figures.numbers import MAX_DECIMALS
from sikao.core.scheme.checks.context import Context, named
from sikao.core.scheme.model import Unit
from sikao.core.scheme.resolving import RankedTable, Settings


def check_sums(context: Context) -> None:
    """Points against full points for every unit, and the takers of transferred points."""
    for table in context.resolved.tables:
        _check_full_points(context, table)
    for table, unit, settings in context.leaves():
        _check_transfers(context, table, unit, settings)


def _check_full_points(context: Context, table: RankedTable) -> None:
    """One finding for each wrong sum, naming the first unit that has it and how many have."""
    card = table.scorecard
    wrong: dict[Fraction, list[Unit]] = {}
    for unit in table.units:
        settings = context.resolved.settings(card, unit)
        mains = [
            settings[node.code].points for node in card.nodes if node.role == "main" and node.code in settings
        ]
        total = sum(mains, Fraction(0))
        if total != Fraction(card.full_points):
            wrong.setdefault(total, []).append(unit)
    for total, units in wrong.items():
        context.error(
            "scheme.sum_of_points",
            ("scorecards", card.code, "full_points"),
            unit=named(units[0].code, units[0].name),
            units=str(len(units)),
            sum=fraction_text(total),
            full=canonical(card.full_points),
        )


def _check_transfers(
    context: Context, table: RankedTable, unit: Unit, settings: Mapping[str, Settings]
) -> None:
    card = table.scorecard
    for placed in card.walk():
        if placed.node.code not in settings:
            continue
        for kind, effect in placed.node.absence.items():
            if effect.node is not None and effect.node not in settings:
                path = ("scorecards", card.code, "nodes", placed.node.code, "absence", kind)
                context.error(
                    "scheme.transfer_not_for_unit", path, node=effect.node, unit=named(unit.code, unit.name)
                )


def fraction_text(value: Fraction) -> str:
    """A decimal where it is finite within the twelve places of a number, else numerator and denominator."""
    scaled = value * 10**MAX_DECIMALS
    if scaled.denominator != 1:
        return str(value)
    whole, rest = divmod(abs(scaled.numerator), 10**MAX_DECIMALS)
    text = f"{whole}.{rest:0{MAX_DECIMALS}d}".rstrip("0").rstrip(".")
    return f"-{text}" if value < 0 else text
