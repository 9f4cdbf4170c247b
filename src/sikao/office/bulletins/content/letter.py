"""The feedback letter to one unit: its own result, indicator by indicator, and nothing of any other unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from operator import itemgetter

import polars as pl

from sikao.core.books import Book
from sikao.core.books.asking import refusal, some_of
from sikao.core.books.names import TOTAL, Outcome
from sikao.core.figures.decimals import canonical
from sikao.core.insight import Explanation, Worked
from sikao.core.scheme.model import Scheme
from sikao.core.wording import Language, Term
from sikao.core.wording.formulas import shown
from sikao.office.bulletins.content.bulletin import period_of
from sikao.office.bulletins.content.frame import Frame, labels_of, sources_of
from sikao.office.bulletins.content.measures import measured
from sikao.office.bulletins.content.standing import (
    ALL,
    Disclosed,
    Row,
    Scored,
    Standing,
    UnitStanding,
    standing_of,
)
from sikao.office.bulletins.content.tables import full_cell, measure_text, place_cell, points_cell
from sikao.office.bulletins.document import (
    Align,
    Annex,
    Block,
    Cell,
    Column,
    Document,
    Form,
    Heading,
    Kind,
    Line,
    Look,
    Paragraph,
    Table,
)
from sikao.office.bulletins.phrases import counted, listed, points_text

LOST = 3
_SAID = {
    "indicator": Term("指标", "Indicator"),
    "full": Term("分值", "Full"),
    "points": Term("得分", "Points"),
    "place": Term("位次", "Place"),
    "told": Term("计分说明", "How it is scored"),
    "total": Term("总分", "Total"),
    "target": Term("目标", "target"),
    "actual": Term("实际", "actual"),
}


def letter_explanations(
    worked: Worked, scheme: Scheme, unit: str, checkpoint: str | None = None
) -> tuple[Explanation, ...]:
    """The explanations of a unit's indicators, and of a total with a grade, at a checkpoint (default: the
    book's), for ``feedback``.
    """
    book = worked.book()
    at = checkpoint or book.checkpoint
    own = book.of_unit(unit, at).drop_nulls("points")
    leaves = {
        placed.node.code
        for card in scheme.scorecards.values()
        for placed in card.walk()
        if placed.node.is_leaf
    }
    return tuple(
        worked.explain(unit, node, at, table)
        for table, node, grade in own.select("scorecard", "node", "grade").iter_rows()
        if node in leaves or (node == TOTAL and grade is not None)
    )


def feedback(
    scheme: Scheme,
    book: Book,
    frame: Frame,
    unit: str,
    *,
    explanations: Iterable[Explanation] = (),
    disclosed: Disclosed = ALL,
    earlier: Book | None = None,
    period: str = "",
) -> Document:
    """Points with ``POINTS``, places with ``RANKS``, the grade with ``GRADES``: those of ``unit`` alone.

    The unit is who it is addressed to. Raises ``FindingsError`` where the book has no such unit
    (``book.unknown_unit``) or nothing may be told (``paper.nothing_to_tell``).
    """
    whole = book.of_unit(unit)
    if whole.is_empty():
        raise refusal("book.unknown_unit", unit=unit, known=some_of(dict.fromkeys(book.rows["unit"])))
    group = str(whole["group"][0])
    ranked = book.at(book.checkpoint).filter(pl.col("group") == group, pl.col("node") == TOTAL)
    told = tuple(explanations)
    standing = standing_of(
        scheme,
        _only(book, unit),
        group,
        disclosed=disclosed,
        earlier=None if earlier is None else _only(earlier, unit),
        measures=measured(told),
    )
    own = {entry.node: entry for entry in told if entry.scorecard == standing.table}
    sentences = [*_result(standing, ranked, own.get(TOTAL), book.names.lang)]
    if not sentences:
        raise refusal("paper.nothing_to_tell", checkpoint=book.names.checkpoints[book.checkpoint])
    lang, time = book.names.lang, period or period_of(scheme, book)
    return Document(
        kind=Kind.FEEDBACK,
        lang=lang,
        head=frame.head_of(Form.LETTER),
        title=f"{time}综合考核结果反馈书" if lang == "zh" else f"Result of the assessment, {time}: feedback",
        addressees=standing.units[0].name,
        body=tuple(_body(standing, book, frame, time, sentences)),
        signature=frame.signature(),
        annexes=tuple(_annex(scheme, standing, own, time, lang)),
        closing=frame.closing(),
        stage=frame.stage,
        labels=labels_of(book),
        sources=sources_of(book),
        code=frame.code,
    )


def _only(book: Book, unit: str) -> Book:
    """The book without every other unit: what is not there cannot be told by mistake."""
    return replace(book, rows=book.rows.filter(pl.col("unit") == unit))


def _ranked(totals: pl.DataFrame, table: str) -> int:
    """How many units have a place in a table."""
    return totals.filter(pl.col("scorecard") == table)["rank"].drop_nulls().len()


def _result(
    standing: Standing, ranked: pl.DataFrame, total: Explanation | None, lang: Language
) -> Iterator[str]:
    unit, zh = standing.units[0], lang == "zh"
    if unit.total.points is not None and standing.full is not None:
        points, full = points_text(unit.total.points), canonical(standing.full)
        yield f"你单位总分{points}分，满分{full}分。" if zh else f"Your unit has {points} of {full} points."
    if unit.total.place is not None:
        yield _place(unit.total, _ranked(ranked, standing.table), standing.earlier, lang)
    if unit.grade:
        yield _grade(unit, _limiting(total, lang), lang)
    if awards := unit.named(Outcome.AWARD):
        named = listed(awards, lang)
        yield f"获得{named}。" if zh else f"It receives: {named}."


def _limiting(total: Explanation | None, lang: Language) -> list[str]:
    """The names of the vetoes because of which the grade is not what it would be."""
    if total is None or total.grounds is None or total.grounds.without in (None, total.grade):
        return []
    return [veto.name.text(lang) for veto in total.grounds.vetoes if veto.absence is None]


def _grade(unit: UnitStanding, barred: Sequence[str], lang: Language) -> str:
    """The grade, with the vetoes and promotions from which it follows."""
    raised = unit.named(Outcome.PROMOTED)
    if lang == "zh":
        why = f"符合{_quoted(raised, lang)}的规定，按方案晋档；" if raised else ""
        why += f"因{_quoted(barred, lang)}，按方案的一票否决规定，" if barred else ""
        return f"{why}评定等次为{unit.grade}。"
    why = f"It is promoted by {_quoted(raised, lang)}. " if raised else ""
    limits = f"Limited by the scheme's veto for {_quoted(barred, lang)}, its" if barred else "Its"
    return f"{why}{limits} grade is: {unit.grade}."


def _quoted(names: Sequence[str], lang: Language) -> str:
    return listed((f"“{name}”" for name in names), lang)


def _place(total: Scored, ranked: int, earlier: str, lang: Language) -> str:
    if lang == "zh":
        before = f"（{earlier}为第{total.before}位）" if total.before else ""
        return f"在{ranked}个参加排名的单位中列第{total.place}位{before}。"
    before = f" ({earlier}: {total.before})" if total.before else ""
    return f"It stands at place {total.place} of {counted(ranked, 'ranked unit', 'ranked units')}{before}."


def _body(
    standing: Standing, book: Book, frame: Frame, period: str, sentences: Sequence[str]
) -> Iterator[Block]:
    lang = book.names.lang
    zh = lang == "zh"
    title = book.names.title
    yield Paragraph(
        "intro",
        f"根据《{title}》，现将你单位{period}综合考核结果反馈如下。"
        if zh
        else f"Under “{title}” the result of your unit for {period} is made known to you as follows.",
    )
    yield Heading("result:heading", 1, "考核结果" if zh else "Result")
    yield Paragraph("result", ("" if zh else " ").join(sentences))
    lost = _lost(standing, lang)
    if lost:
        yield Heading("lost:heading", 1, "失分较多的指标" if zh else "Where most points were lost")
        yield Paragraph("lost", lost)
    if frame.objections:
        yield Heading("about:heading", 1, "有关事项" if zh else "Objections")
        yield Paragraph("about:objections", frame.objections)


def _lost(standing: Standing, lang: Language) -> str:
    """The indicators in which most points were lost; nothing where points may not be told."""
    unit = standing.units[0].code
    losses = [
        (row.full - cell.points, cell.points, row)
        for row in standing.rows
        if row.is_indicator
        and row.full is not None
        and (cell := row.cells[unit]).points is not None
        and cell.points < row.full
    ]
    most = sorted(losses, key=itemgetter(0), reverse=True)[:LOST]
    if not most:
        return ""
    told = listed((_loss(points, row, lang) for _, points, row in most), lang)
    return f"失分较多的是{told}。" if lang == "zh" else f"{told}."


def _loss(points: Decimal, row: Row, lang: Language) -> str:
    got, full = points_text(points), "" if row.full is None else canonical(row.full)
    return f"{row.name}（{got}分，满分{full}分）" if lang == "zh" else f"{row.name} ({got} of {full})"


def _annex(
    scheme: Scheme, standing: Standing, own: Mapping[str, Explanation], period: str, lang: Language
) -> Iterator[Annex]:
    if not standing.rows:
        return
    name = standing.units[0].name
    title = f"{name}{period}综合考核明细表" if lang == "zh" else f"{name}, {period}: indicators"
    yield Annex("annex:table", title, (_table(scheme, standing, own, lang),))


def _table(scheme: Scheme, standing: Standing, own: Mapping[str, Explanation], lang: Language) -> Table:
    points, places = Disclosed.POINTS in standing.disclosed, Disclosed.RANKS in standing.disclosed
    columns = [Column(_say("indicator", lang), 42, Align.LEFT)]
    if points:
        columns += [Column(_say("full", lang), 18), Column(_say("points", lang), 17)]
    if places:
        columns.append(Column(_say("place", lang), 14))
    columns.append(Column(_say("told", lang), 65, Align.LEFT))
    unit = standing.units[0]
    total = _line(_say("total", lang), standing.full, unit.total, "", Look.TOTAL, standing.disclosed)
    rows = (
        _line(
            row.name,
            row.full,
            row.cells[unit.code],
            "" if row.is_block else _explained(scheme, row.code, own, row.cells[unit.code], lang),
            Look.BLOCK if row.is_block else Look.PLAIN,
            standing.disclosed,
        )
        for row in standing.rows
    )
    return Table("", tuple(columns), (total, *rows))


def _say(word: str, lang: Language) -> str:
    return _SAID[word].text(lang)


def _line(name: str, full: Decimal | None, cell: Scored, told: str, look: Look, disclosed: Disclosed) -> Line:
    cells = [Cell(name)]
    if Disclosed.POINTS in disclosed:
        cells += [full_cell(full), points_cell(cell.points)]
    if Disclosed.RANKS in disclosed:
        cells.append(place_cell(cell))
    return Line((*cells, Cell(told)), look)


def _explained(
    scheme: Scheme, node: str, own: Mapping[str, Explanation], cell: Scored, lang: Language
) -> str:
    """Why there are no points, or what was measured, against which target and by which method."""
    if cell.absent:
        return cell.absent
    leaves = [node] if node in own else [leaf for leaf in _parts(scheme, node) if leaf in own]
    several = len(leaves) > 1
    told = (short_explanation(own[leaf], lang, named=several) for leaf in leaves)
    return ("；" if lang == "zh" else "; ").join(text for text in told if text)


def _parts(scheme: Scheme, node: str) -> tuple[str, ...]:
    """The leaves right below a node."""
    return tuple(
        child.code
        for card in scheme.scorecards.values()
        for placed in card.walk()
        if placed.node.code == node
        for child in placed.node.children
        if child.is_leaf
    )


def short_explanation(explanation: Explanation, lang: Language, *, named: bool = False) -> str:
    """One line of an explanation: the unit's own value, its target, the method, footnotes of revisions.

    The formula and what it was compared with are left out: they hold figures of other units.
    """
    zh = lang == "zh"
    window = explanation.windows[-1] if explanation.windows else None
    found = measured([explanation]).get((explanation.unit, explanation.node))
    told = []
    if found is not None:
        unit = "" if found.unit_of_measure is None else _joined(found.unit_of_measure.text(lang), lang)
        told.append(f"{_say('actual', lang)}{'' if zh else ' '}{measure_text(found)}{unit}")
    target = None if window is None else window.parameters.get("target")
    if target is not None:
        told.append(f"{_say('target', lang)}{'' if zh else ' '}{shown(target)}")
    if explanation.method is not None:
        told.append(explanation.method.text(lang))
    told += (
        [] if window is None else [f.revision.text(lang) for f in window.figures if f.revision is not None]
    )
    said = ("，" if zh else ", ").join(dict.fromkeys(told))
    if not named or not said:
        return said
    return f"{explanation.node_name.text(lang)}{'：' if zh else ': '}{said}"


def _joined(unit: str, lang: Language) -> str:
    return unit if lang == "zh" or unit == "%" else f" {unit}"
