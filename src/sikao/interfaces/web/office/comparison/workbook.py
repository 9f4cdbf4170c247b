"""Two books side by side as a workbook: totals and places, every indicator, the figures, the schemes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext

from sikao.core.books.names import TOTAL
from sikao.core.books.tables import POINTS_FORMAT
from sikao.core.sheets import Draft, DraftCell, DraftColumn, DraftSheet, Look, fitting_width
from sikao.interfaces.web.office.comparison.shown import FigureRow
from sikao.office.results.comparing import Compared

Cells = tuple[DraftCell, ...]


def comparison_draft(
    found: Compared, title: str, ends: tuple[str, str], figures: Sequence[FigureRow]
) -> Draft:
    """The workbook; ``ends`` name both books, ``figures`` are those that differ."""
    rows = found.scores.rows(named=True)
    sheets = [
        _scores(gettext("总分和位次"), ends, found, [row for row in rows if row["node"] == TOTAL]),
        _scores(gettext("逐项"), ends, found, [row for row in rows if row["node"] != TOTAL]),
    ]
    if figures:
        sheets.append(_figures(ends, figures))
    if found.schemes:
        lines = [(line.area, line.item, line.before, line.after) for line in found.schemes]
        heads = (gettext("部分"), gettext("事项"), *ends)
        sheets.append(_texts(gettext("方案"), heads, lines))
    return Draft(tuple(sheets), title=title)


def _scores(name: str, ends: tuple[str, str], found: Compared, rows: Iterable[dict[str, Any]]) -> DraftSheet:
    heads = [gettext("组"), gettext("单位"), gettext("指标")]
    heads += [gettext("%(name)s得分") % {"name": end} for end in ends] + [gettext("增减")]
    heads += [gettext("%(name)s位次") % {"name": end} for end in ends]
    body = [_score(found, row) for row in rows]
    units = [str(line[1].value) for line in body]
    widths = (14, fitting_width(units), 30, 14, 14, 12, 12, 12)
    return DraftSheet(
        name, (_head(heads), *body), tuple(DraftColumn(width) for width in widths), frozen=(1, 3)
    )


def _score(found: Compared, row: dict[str, Any]) -> Cells:
    names = found.after_book.names
    earlier = found.before_book.names
    key = (row["scorecard"], row["node"])
    node = names.nodes.get(key) or earlier.nodes.get(key) or row["node"]
    group = names.groups.get(row["group"]) or earlier.groups.get(row["group"]) or row["group"]
    unit = names.units.get(row["unit"]) or earlier.units.get(row["unit"]) or row["unit"]
    points = (row[name] for name in ("points_before", "points", "difference"))
    places = (row[name] for name in ("rank_before", "rank"))
    return (
        *(DraftCell(text) for text in (group, unit, node)),
        *(DraftCell(value, Look.NUMBER, number_format=POINTS_FORMAT) for value in points),
        *(DraftCell(value, Look.NUMBER) for value in places),
    )


def _figures(ends: tuple[str, str], figures: Sequence[FigureRow]) -> DraftSheet:
    heads = (gettext("单位"), gettext("数据"), gettext("期间"), *ends)
    lines = [(one.unit, one.name, one.period, one.before, one.after) for one in figures]
    return _texts(gettext("不同的数据"), heads, lines)


def _texts(name: str, heads: Sequence[str], lines: Sequence[Sequence[str]]) -> DraftSheet:
    widths = (fitting_width([head, *column], 10, 60) for head, column in _columns(heads, lines))
    body = tuple(tuple(DraftCell(text) for text in line) for line in lines)
    return DraftSheet(
        name, (_head(heads), *body), tuple(DraftColumn(width) for width in widths), frozen=(1, 1)
    )


def _columns(heads: Sequence[str], lines: Sequence[Sequence[str]]) -> Iterator[tuple[str, list[str]]]:
    return ((head, [line[at] for line in lines]) for at, head in enumerate(heads))


def _head(heads: Iterable[str]) -> Cells:
    return tuple(DraftCell(head, Look.HEADING) for head in heads)
