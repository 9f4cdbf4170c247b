"""Tables of text in aligned columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

import click

from sikao.core.sheets import text_width


def echo_table(head: Sequence[str], rows: Iterable[Sequence[str]], right: frozenset[int]) -> None:
    """Rows in aligned columns; a Chinese character is two wide; columns in ``right`` are set to the right."""

    lines = [head, *rows]
    widths = [max(text_width(line[column]) for line in lines) for column in range(len(head))]
    for line in lines:
        cells = []
        for column, text in enumerate(line):
            gap = " " * (widths[column] - text_width(text))
            cells.append(gap + text if column in right else text + gap)
        click.echo("  ".join(cells).rstrip())


def points_text(value: Decimal | None) -> str:
    """Points with at least two decimals, so that they stand below each other."""
    if value is None:
        return "—"
    plain = value.normalize()
    return f"{plain:.2f}" if plain == plain.quantize(Decimal("0.01")) else f"{plain:f}"
