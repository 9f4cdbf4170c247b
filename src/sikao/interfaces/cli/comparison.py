"""Two schemes side by side as text: 项目, 上年, 本年, one table for each area."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from sikao.core.scheme import Difference, Scheme, difference_lines
from sikao.core.scheme.document import Grid, table_lines
from sikao.core.wording import Language
from sikao.interfaces.cli.output import said


def comparison(before: Scheme, after: Scheme, found: Difference, lang: Language) -> Iterator[str]:
    """The lines of a text in Markdown; the last one counts what differs and what is asked of units."""
    headings = (said(lang, "项目", "What"), said(lang, "上年", "Before"), said(lang, "本年", "After"))
    lines = difference_lines(before, after, found, lang)
    for area, inside in groupby(lines, key=lambda line: line.area):
        rows = tuple((line.item, line.before, line.after) for line in inside)
        yield from (f"## {area}", "", *table_lines(Grid(area, headings, rows)), "")
    asked = f"{found.burden_before.total} → {found.burden_after.total}"
    number = len(found.changes)
    yield said(
        lang,
        f"{number} 处不同；要求单位办理的事项 {asked}",
        f"{number} differences; asked of units: {asked}",
    )
