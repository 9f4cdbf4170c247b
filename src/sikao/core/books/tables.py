"""The book as a formatted workbook: what it is, then a ranking and one wide table for each ranking group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

import polars as pl

from sikao.core.books.book import Book
from sikao.core.books.names import MAIN, TOTAL, Names, absence_term
from sikao.core.books.ordering import OFFICIAL, arranged_units
from sikao.core.figures.absence import Flag
from sikao.core.figures.decimals import canonical
from sikao.core.scheme.orders import FROM_PLACES
from sikao.core.sheets import Draft, DraftCell, DraftColumn, DraftSheet, Look, fitting_width, sheet_name
from sikao.core.wording import Language, Term

POINTS_FORMAT = "#,##0.00####"
RATE_FORMAT = "0.00%"

_WORDS = {
    "about": Term("说明", "About"),
    "ranking": Term("排名", "Ranking"),
    "illustrative": Term("示例方案，非真实考核结果", "Illustrative scheme, no real assessment"),
    "synthetic": Term("含合成数据，非真实考核结果", "With synthetic figures: no real assessment"),
    "incomplete": Term("有数据尚缺，结果不完整", "Figures are missing; the result is incomplete"),
    "scheme": Term("方案", "Scheme"),
    "year": Term("年度", "Year"),
    "checkpoint": Term("节点", "Checkpoint"),
    "scheme_digest": Term("方案摘要 SHA-256", "Scheme digest SHA-256"),
    "figures_digest": Term("数据摘要 SHA-256", "Figures digest SHA-256"),
    "book_digest": Term("成绩册摘要 SHA-256", "Book digest SHA-256"),
    "awards": Term("奖励", "Awards"),
    "rose": Term("进{places}位", "rose {places}"),
    "rank": Term("名次", "Rank"),
    "unit": Term("单位", "Unit"),
    "points": Term("得分", "Points"),
    "full_points": Term("满分", "Full points"),
    "rate": Term("得分率", "Score rate"),
    "grade": Term("等次", "Grade"),
    "flags": Term("备注", "Remarks"),
    "node": Term("指标", "Indicator"),
}


def book_draft(book: Book, order: str = OFFICIAL) -> Draft:
    """The workbook of a book, in the language of its names, to be written by ``sheets.workbook_bytes``.

    ``order`` is that of the units of the wide tables, see ``ordering``; it has passed ``check_order``.
    """
    sheets = [_about(book)]
    tables = book.at(book.checkpoint).group_by("scorecard", "group", maintain_order=True)
    for (scorecard, group), rows in tables:
        title = _title(book, str(scorecard), str(group))
        taken = [sheet.name for sheet in sheets]
        ranking = sheet_name(f"{_say('ranking', book)} {title}", taken)
        sheets.append(_ranking(rows, ranking, book.names))
        sheets.append(_wide(rows, sheet_name(title, [*taken, ranking]), book.names, order))
    return Draft(tuple(sheets), title=book.names.title)


def _say(word: str, book: Book) -> str:
    return _WORDS[word].text(book.names.lang)


def _title(book: Book, scorecard: str, group: str) -> str:
    """A ranking group's name; at its checkpoint table with that table's name."""
    names = book.names
    table = names.checkpoint_tables.get(scorecard)
    return names.groups[group] if table is None else f"{names.groups[group]} {table}"


def _about(book: Book) -> DraftSheet:
    names = book.names
    facts = [
        ("scheme", f"{names.title} ({book.scheme})"),
        ("year", str(names.year)),
        ("checkpoint", names.checkpoints[book.checkpoint]),
        ("scheme_digest", book.scheme_digest),
        ("figures_digest", book.figures_digest),
        ("book_digest", book.digest()),
    ]
    for award in book.awards:
        colon, comma = ("：", "，") if names.lang == "zh" else (": ", ", ")
        said = f"{names.outcomes[award.award].text(names.lang)}{colon}{names.units[award.unit]}"
        if award.places is not None:
            said += comma + _say("rose", book).replace("{places}", award.places)
        facts.append(("awards", said))
    rows: list[tuple[DraftCell, ...]] = [(DraftCell(names.title, Look.TITLE),)]
    rows += [(DraftCell(note, Look.NOTE),) for note in _notes(book)]
    rows += [(DraftCell(_say(word, book), Look.HEADING), DraftCell(text)) for word, text in facts]
    columns = (DraftColumn(26), DraftColumn(70))
    return DraftSheet(_say("about", book), tuple(rows), columns)


def _notes(book: Book) -> Iterator[str]:
    """What has to be known before a number is believed."""
    if book.names.illustrative:
        yield _say("illustrative", book)
    if book.rows["flags"].list.contains(Flag.SYNTHETIC.value).any():
        yield _say("synthetic", book)
    if book.names.from_places:
        yield FROM_PLACES.text(book.names.lang)
    if not book.complete:
        yield _say("incomplete", book)


def _headings(words: Iterable[str], lang: Language) -> tuple[DraftCell, ...]:
    return tuple(DraftCell(_WORDS[word].text(lang), Look.HEADING) for word in words)


def _ranking(rows: pl.DataFrame, name: str, names: Names) -> DraftSheet:
    """Units by place; those without one stand last."""
    totals = rows.filter(pl.col("node") == TOTAL).sort("rank", nulls_last=True, maintain_order=True)
    head = _headings(("rank", "unit", "points", "full_points", "rate", "grade", "flags"), names.lang)
    body = [
        (
            _rank(row["rank"]),
            DraftCell(row["unit_name"]),
            _points(row["points"]),
            _points(row["full_points"]),
            DraftCell(row["attainment"], Look.NUMBER, number_format=RATE_FORMAT),
            DraftCell(names.grades.get((row["group"], row["grade"]))),
            DraftCell(_remarks(row["flags"], names), Look.MUTED),
        )
        for row in totals.iter_rows(named=True)
    ]
    unit_width = fitting_width([str(line[1].value) for line in body])
    widths = (8, unit_width, 14, 14, 12, 12, 60)
    return DraftSheet(name, (head, *body), tuple(DraftColumn(width) for width in widths), frozen=(1, 2))


def _remarks(flags: Iterable[str], names: Names) -> str:
    separator = "、" if names.lang == "zh" else ", "
    return separator.join(names.flag(flag) for flag in flags)


def _wide(rows: pl.DataFrame, name: str, names: Names, order: str) -> DraftSheet:
    """Nodes down, units across: points and place of each; below the total the grades, if any."""
    totals = {row["unit"]: row for row in rows.filter(pl.col("node") == TOTAL).iter_rows(named=True)}
    places = {unit: row["rank"] for unit, row in totals.items()}
    titles = dict(rows.unique("unit", maintain_order=True).select("unit", "unit_name").iter_rows())
    units = [(unit, titles[unit]) for unit in arranged_units(tuple(titles), places, order)]
    cells = {(row["node"], row["unit"]): row for row in rows.iter_rows(named=True)}
    nodes = _in_scheme_order(rows, names)
    head = (*_headings(("node", "full_points"), names.lang), *_unit_heads(units, names.lang))
    body = []
    for node, title, depth in nodes:
        look = Look.BRANCH if node in (TOTAL, MAIN) else Look.TEXT
        line = [DraftCell(title, look, indent=depth), _full(cells, node, units)]
        for unit, _ in units:
            row = cells.get((node, unit))
            line += [_scored(row, names), _rank(row["rank"] if row else None)]
        body.append(tuple(line))
        if node == TOTAL and any(row["grade"] for row in totals.values()):
            body.append(_grades(totals, units, names))
    title_width = fitting_width(["　" * depth + title for _, title, depth in nodes])
    unit_widths = [width for _, title in units for width in (fitting_width([title], 10), 6)]
    columns = tuple(DraftColumn(width) for width in (title_width, 12, *unit_widths))
    return DraftSheet(name, (head, *body), columns, frozen=(1, 2), paper="A3")


def _scored(row: dict[str, Any] | None, names: Names) -> DraftCell:
    """The points of a unit in a node, or the kind of absence in words; empty where it is not scored yet."""
    if row is not None and row["points"] is not None:
        return _points(row["points"])
    absence = absence_term(None if row is None else row["flags"])
    return DraftCell(None if absence is None else absence.text(names.lang), Look.MUTED)


def _grades(totals: dict[str, Any], units: list[tuple[str, str]], names: Names) -> tuple[DraftCell, ...]:
    line = [DraftCell(_WORDS["grade"].text(names.lang), Look.BRANCH), DraftCell(None)]
    for unit, _ in units:
        row = totals[unit]
        line += [DraftCell(names.grades.get((row["group"], row["grade"]))), DraftCell(None)]
    return tuple(line)


def _in_scheme_order(rows: pl.DataFrame, names: Names) -> list[tuple[str, str, int]]:
    """Every node that some unit has, as the scheme lists them."""
    scorecard = rows["scorecard"][0]
    found = {node: (title, depth) for node, title, depth in rows.select("node", "node_name", "depth").rows()}
    order = [TOTAL, MAIN, *(node for table, node in names.nodes if table == scorecard)]
    return [(node, *found[node]) for node in dict.fromkeys(order) if node in found]


def _full(cells: dict[Any, Any], node: str, units: list[tuple[str, str]]) -> DraftCell:
    """The full points of a node, the fewest and the most where units differ; absent ones do not count."""
    found = [row["full_points"] for unit, _ in units if (row := cells.get((node, unit))) is not None]
    full = {value for value in found if value is not None}
    if len(full) < 2:
        return _points(full.pop() if full else None)
    return DraftCell(f"{canonical(min(full))}–{canonical(max(full))}", Look.MUTED)


def _unit_heads(units: list[tuple[str, str]], lang: Language) -> Iterator[DraftCell]:
    for _, title in units:
        yield DraftCell(title, Look.HEADING)
        yield DraftCell(_WORDS["rank"].text(lang), Look.HEADING)


def _points(value: Decimal | None) -> DraftCell:
    plain = None if value is None else Decimal(canonical(value))
    return DraftCell(plain, Look.NUMBER, number_format=POINTS_FORMAT)


def _rank(rank: int | None) -> DraftCell:
    return DraftCell(rank, Look.MUTED, number_format="0")
