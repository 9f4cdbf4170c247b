"""Two schemes side by side as text: 项目, 上年, 本年, one table for each area."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from sikao.core.scheme import Difference, Scheme, difference_lines
from sikao.core.scheme.document import Grid, table_lines
from sikao.core.wording import Language
from sikao.interfaces.cli.burdens import burden_rows
from sikao.interfaces.cli.output import said


def comparison(before: Scheme, after: Scheme, found: Difference, lang: Language) -> Iterator[str]:
    """The lines of a text in Markdown: what differs, what is asked of units; the last one counts."""
    headings = (said(lang, "项目", "What"), said(lang, "上年", "Before"), said(lang, "本年", "After"))
    lines = difference_lines(before, after, found, lang)
    for area, inside in groupby(lines, key=lambda line: line.area):
        rows = tuple((line.item, line.before, line.after) for line in inside)
        yield from (f"## {area}", "", *table_lines(Grid(area, headings, rows)), "")
    asked = said(lang, "要求单位办理的事项", "What is asked of units")
    rows = tuple(burden_rows(found.burdens, lang))
    if rows:
        yield from (f"## {asked}", "", *table_lines(Grid(asked, headings, rows)), "")
    number = len(found.changes)
    yield said(lang, f"{number} 处不同", f"{number} differences")
