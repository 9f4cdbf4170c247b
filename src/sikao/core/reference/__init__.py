"""The exact calculator that approved results come from: standard library only, exact rationals."""

from sikao.core.reference.calculator import calculate
from sikao.core.reference.errors import CalculationError

__all__ = ["CalculationError", "calculate"]
