"""Parts as they are shown: decimals that sum to the points exactly."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from .rounding import decimal_text


def shown_parts(parts: Mapping[str, Fraction], points: Fraction | None) -> dict[str, str]:
    """The parts as text; a last part ``rounding`` takes what is missing to the points, if anything is."""
    if points is None:
        return {}
    texts = {name: decimal_text(value) for name, value in parts.items()}
    missing = points - sum((Fraction(text) for text in texts.values()), Fraction(0))
    return {**texts, "rounding": decimal_text(missing)} if missing else texts
