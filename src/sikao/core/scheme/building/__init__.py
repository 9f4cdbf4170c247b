"""From trees (of text or workbook) to records."""

from sikao.core.scheme.building.builder import Builder
from sikao.core.scheme.building.scalars import INVALID, meant_otherwise

__all__ = ["INVALID", "Builder", "meant_otherwise"]
