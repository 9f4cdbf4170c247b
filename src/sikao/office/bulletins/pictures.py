"""A picture as data: boxes, lines, dots and words on a plane in millimetres, in shades that print in black.

Nothing here knows a program that draws; every setting of a paper paints the same marks.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

Mm = Decimal
"""Millimetres from the upper left corner, to hundredths."""


class Shade(StrEnum):
    """A filling that black print keeps apart from the others, from light to dark."""

    NONE = "none"
    LIGHT = "light"
    HATCH = "hatch"
    MID = "mid"
    DARK = "dark"


class Dash(StrEnum):
    """How a line is drawn."""

    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"


class Anchor(StrEnum):
    """Which end of a word its position names."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, with or without a fine outline."""

    x: Mm
    y: Mm
    width: Mm
    height: Mm
    shade: Shade
    outlined: bool = True


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line; ``weight`` is in points."""

    x1: Mm
    y1: Mm
    x2: Mm
    y2: Mm
    weight: Decimal = Decimal("0.5")
    dash: Dash = Dash.SOLID


@dataclass(frozen=True, slots=True)
class Dot:
    """A dot; hollow where it is not filled."""

    x: Mm
    y: Mm
    radius: Mm
    filled: bool = True


@dataclass(frozen=True, slots=True)
class Word:
    """A text whose middle line lies at ``y``; ``size`` is in points, ``inverse`` is white on dark."""

    x: Mm
    y: Mm
    text: str
    size: Decimal
    anchor: Anchor = Anchor.START
    bold: bool = False
    inverse: bool = False


Mark = Box | Stroke | Dot | Word


@dataclass(frozen=True, slots=True)
class Picture:
    """Marks on a plane of a width and a height, painted in their order. ``about`` says what is seen."""

    width: Mm
    height: Mm
    marks: tuple[Mark, ...]
    about: str


def mm(value: int | str | Decimal) -> Mm:
    """A length, to hundredths of a millimetre."""
    return Decimal(value).quantize(Decimal("0.01"))
