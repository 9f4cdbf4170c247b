"""A scheme at a glance, as plain data and as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
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


def overview_lines(content: Content, lang: Language) -> Iterator[str]:
    """The overview as text."""
    zh = lang == "zh"
    mark = ("(示例)" if zh else " (illustrative)") if content["illustrative"] else ""
    yield f"{content['title']}{mark} [{content['code']}]"
    yield ("节点:" if zh else "Checkpoints: ") + (" " if zh else ", ").join(content["checkpoints"])
    burden = content["burden"]
    if zh:
        asked = f"单位填报 {burden['entries']},材料 {burden['evidence']},核对 {burden['confirmations']}"
        yield f"指标 {burden['indicators']},{asked}"
    else:
        yield (
            f"Indicators {burden['indicators']}, entries by units {burden['entries']}, "
            f"evidence {burden['evidence']}, confirmations {burden['confirmations']}"
        )
    for group in content["groups"]:
        yield ""
        head = f"{group['name']} [{group['code']}]"
        number = len(group["units"])
        yield (
            f"{head} {number} 个单位:{'、'.join(group['units'])}"
            if zh
            else f"{head} {number} units: {', '.join(group['units'])}"
        )
        for node in group["nodes"]:
            some = (
                ""
                if node["units"] == number
                else (f"({node['units']} 个单位)" if zh else f" ({node['units']} units)")
            )
            yield f"{'  ' * (node['depth'] + 1)}{node['name']} {node['points']}{some} [{node['code']}]"
