"""Who has figures: the units of each group and the members of each register, read off the scheme itself."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from sikao.core.scheme import load_scheme
from sikao.core.scheme.model import Scheme
from sikao.core.scheme.shape import Table
from sikao.core.wording import FindingsError


@dataclass(frozen=True, slots=True)
class Cast:
    """The units and registers of one scheme."""

    scheme: Scheme

    def units(self, *groups: str) -> list[str]:
        """The units of these groups and of the groups below them, in the official order."""
        wanted = set(groups)
        for code, group in self.scheme.groups.items():
            if group.parent in wanted:
                wanted.add(code)
        return [code for code, unit in self.scheme.units.items() if unit.group in wanted]

    def group(self, unit: str) -> str:
        """The group of a unit."""
        return self.scheme.units[unit].group

    def members(self, register: str, unit: str) -> list[str]:
        """The members of a register for a unit."""
        return list(self.scheme.registers[register].members_of(unit))

    def target(self, scorecard: str, node: str, unit: str) -> Decimal | None:
        """The year's target of a leaf for a unit; ``None`` where it is not applicable."""
        value = self.scheme.parameters[scorecard][node]["target"][unit]
        if isinstance(value, Table):
            value = value["year"]
        return value if isinstance(value, Decimal) else None

    def measure(self, item: str, kind: str) -> str:
        """The unit of measure in which a kind of an item is reported."""
        return self.scheme.items[item].kinds[kind]


def read_cast(folder: Path) -> Cast:
    """The cast of the scheme in a folder; ``FindingsError`` when it cannot be loaded."""
    scheme, findings = load_scheme(folder)
    if scheme is None:
        raise FindingsError(findings)
    return Cast(scheme)
