"""The book as a formatted workbook: what it is, the ranking, and one wide table a ranking group."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import polars as pl

from sikao.core.books.book import Book
from sikao.core.books.names import TOTAL
from sikao.core.sheets import Draft, DraftCell, DraftSheet, Look, sheet_name
from sikao.core.wording import Language, Term

_POINTS_FORMAT = "#,##0.00####"

_WORDS = {
    "about": Term("说明", "About"),
    "ranking": Term("排名", "Ranking"),
    "illustrative": Term("示例方案，非真实考核结果", "Illustrative scheme, no real assessment"),
    "incomplete": Term("有数据尚缺，成绩册不完整", "Figures are missing; the book is incomplete"),
    "scheme": Term("方案", "Scheme"),
    "year": Term("年度", "Year"),
    "checkpoint": Term("节点", "Checkpoint"),
    "scheme_digest": Term("方案摘要 SHA-256", "Scheme digest SHA-256"),
    "figures_digest": Term("数据摘要 SHA-256", "Figures digest SHA-256"),
    "book_digest": Term("成绩册摘要 SHA-256", "Book digest SHA-256"),
    "rank": Term("名次", "Rank"),
    "unit": Term("单位", "Unit"),
    "points": Term("得分", "Points"),
    "full_points": Term("满分", "Full points"),
    "grade": Term("等次", "Grade"),
    "flags": Term("标记", "Flags"),
    "node": Term("指标", "Indicator"),
}


def book_draft(book: Book, lang: Language) -> Draft:
    """The workbook of a book, to be written by ``sheets.write_workbook``."""
    sheets = [_about(book, lang)]
    for (scorecard, group), rows in book.at(book.checkpoint).group_by(
        "scorecard", "group", maintain_order=True
    ):
        taken = [sheet.name for sheet in sheets]
        label = f"{scorecard} {group}" if scorecard != group else str(group)
        sheets.append(_ranking(rows, sheet_name(f"{_say('ranking', lang)} {label}", taken), lang))
        taken.append(sheets[-1].name)
        sheets.append(_wide(rows, sheet_name(label, taken), lang))
    return Draft(tuple(sheets), title=book.title)


def _say(word: str, lang: Language) -> str:
    return _WORDS[word].text(lang)


def _about(book: Book, lang: Language) -> DraftSheet:
    facts = [
        ("scheme", f"{book.title} ({book.scheme})"),
        ("year", str(book.year)),
        ("checkpoint", book.checkpoint),
        ("scheme_digest", book.scheme_digest),
        ("figures_digest", book.figures_digest),
        ("book_digest", book.digest()),
    ]
    rows: list[tuple[DraftCell, ...]] = [(DraftCell(book.title, Look.TITLE),)]
    if book.illustrative:
        rows.append((DraftCell(_say("illustrative", lang), Look.NOTE),))
    if not book.complete:
        rows.append((DraftCell(_say("incomplete", lang), Look.NOTE),))
    rows += [(DraftCell(_say(word, lang), Look.HEADING), DraftCell(text)) for word, text in facts]
    return DraftSheet(_say("about", lang), tuple(rows))


def _ranking(rows: pl.DataFrame, name: str, lang: Language) -> DraftSheet:
    """Units by place; those without one stand last."""
    totals = rows.filter(pl.col("node") == TOTAL).sort("rank", nulls_last=True, maintain_order=True)
    columns = ("rank", "unit", "points", "full_points", "grade", "flags")
    head = tuple(DraftCell(_say(word, lang), Look.HEADING) for word in columns)
    body = (
        (
            DraftCell(row["rank"], Look.NUMBER, number_format="0"),
            DraftCell(row["unit_name"]),
            _points(row["points"]),
            _points(row["full_points"]),
            DraftCell(row["grade"]),
            DraftCell(" ".join(row["flags"]), Look.MUTED),
        )
        for row in totals.iter_rows(named=True)
    )
    return DraftSheet(name, (head, *body), frozen=(1, 2))


def _wide(rows: pl.DataFrame, name: str, lang: Language) -> DraftSheet:
    """Nodes down, units across in official order: points and place of each."""
    units = rows.unique("unit", maintain_order=True).select("unit", "unit_name").rows()
    cells = {(row["node"], row["unit"]): row for row in rows.iter_rows(named=True)}
    nodes = rows.unique("node", maintain_order=True).select("node", "node_name", "depth").rows()
    head = (DraftCell(_say("node", lang), Look.HEADING), *_unit_heads(units, lang))
    body = []
    for node, title, depth in nodes:
        look = Look.BRANCH if depth == 0 else Look.TEXT
        line = [DraftCell(title, look, indent=depth)]
        for unit, _ in units:
            row = cells.get((node, unit))
            line.append(_points(None if row is None else row["points"]))
            line.append(DraftCell(None if row is None else row["rank"], Look.MUTED, number_format="0"))
        body.append(tuple(line))
    return DraftSheet(name, (head, *body), frozen=(1, 1), paper="A3")


def _unit_heads(units: list[Any], lang: Language) -> Iterator[DraftCell]:
    for _, title in units:
        yield DraftCell(title, Look.HEADING)
        yield DraftCell(_say("rank", lang), Look.HEADING)


def _points(value: Decimal | None) -> DraftCell:
    return DraftCell(None if value is None else value.normalize(), Look.NUMBER, number_format=_POINTS_FORMAT)
