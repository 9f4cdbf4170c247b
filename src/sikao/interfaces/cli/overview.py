"""A scheme at a glance, as plain data."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from sikao.core.books.names import term_of
from sikao.core.scheme import Scheme, count_burden
from sikao.core.scheme.resolving import RankedTable, Resolved
from sikao.core.wording import Language
from sikao.core.wording.formulas import shown

Content = dict[str, Any]


def overview(scheme: Scheme, lang: Language) -> Content:
    """Title, checkpoints, and each ranking group with its units and the nodes of its scorecard."""
    resolved = Resolved(scheme)
    burden = count_burden(scheme)
    return {
        "code": scheme.code,
        "title": (scheme.title_en if lang == "en" else None) or scheme.title,
        "year": scheme.year,
        "illustrative": scheme.illustrative,
        "checkpoints": [term_of(entry).text(lang) for entry in scheme.checkpoints.values()],
        "burden": {
            "indicators": burden.indicators,
            "reports": burden.reports,
            "entries": burden.entries,
            "evidence": burden.evidence,
            "confirmations": burden.confirmations,
        },
        "groups": [_group(resolved, table, lang) for table in resolved.tables],
    }


def _group(resolved: Resolved, table: RankedTable, lang: Language) -> Content:
    settings = [resolved.settings(table.scorecard, unit) for unit in table.units]
    nodes = []
    for placed in table.scorecard.walk():
        code = placed.node.code
        points = {own[code].points for own in settings if code in own}
        if points:
            nodes.append(
                {
                    "code": code,
                    "name": term_of(placed.node).text(lang),
                    "depth": placed.depth,
                    "points": _span(points),
                    "units": sum(code in own for own in settings),
                }
            )
    return {
        "code": table.group.code,
        "name": term_of(table.group).text(lang),
        "scorecard": table.scorecard.code,
        "units": [term_of(unit).text(lang) for unit in table.units],
        "nodes": nodes,
    }


def _span(points: set[Fraction]) -> str:
    """The points, or from the fewest to the most where units differ."""
    ends = [_text(min(points)), _text(max(points))]
    return ends[0] if len(points) == 1 else "–".join(ends)


def _text(value: Fraction) -> str:
    return shown(str(value.numerator)) if value.denominator == 1 else f"{float(value):.2f}"
