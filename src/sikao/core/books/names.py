"""Names shown beside codes in a book. Codes are the keys; names only accompany them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sikao.core.scheme.model import Node, Scheme, Unit
from sikao.core.wording import Language, Term

TOTAL = "total"
MAIN = "main"

SYNTHESISED = {TOTAL: Term("总分", "Total"), MAIN: Term("主表得分", "Main table")}


@dataclass(frozen=True, slots=True)
class Names:
    """Titles and names of one scheme in one language: units by code, nodes by (scorecard, node)."""

    title: str
    year: int
    illustrative: bool
    units: Mapping[str, str]
    nodes: Mapping[tuple[str, str], str]

    def unit(self, code: str) -> str:
        """The unit's name."""
        return self.units[code]

    def node(self, scorecard: str, code: str) -> str:
        """The node's name in its scorecard or checkpoint table."""
        return self.nodes[scorecard, code]


def names_of(scheme: Scheme, lang: Language = "zh") -> Names:
    """Names in one language; a thing without an English name keeps its Chinese one."""
    nodes: dict[tuple[str, str], str] = {}
    for scorecard in scheme.scorecards.values():
        own = {placed.node.code: _name(placed.node, lang) for placed in scorecard.walk()}
        own |= {code: term.text(lang) for code, term in SYNTHESISED.items()}
        tables = [scorecard.code]
        if scorecard.checkpoint_table is not None:
            tables.append(scorecard.checkpoint_table.code)
        nodes |= {(table, code): name for table in tables for code, name in own.items()}
    return Names(
        title=(scheme.title_en if lang == "en" else None) or scheme.title,
        year=scheme.year,
        illustrative=scheme.illustrative,
        units={unit.code: _name(unit, lang) for unit in scheme.units.values()},
        nodes=nodes,
    )


def _name(thing: Unit | Node, lang: Language) -> str:
    return (thing.name_en if lang == "en" else None) or thing.name
