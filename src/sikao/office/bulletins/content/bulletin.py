"""The bulletin of a checkpoint: quarterly bulletin, mid-year review, year-end result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sikao.core.books import Book
from sikao.core.books.asking import refusal
from sikao.core.scheme.model import Scheme
from sikao.core.wording import Language
from sikao.office.bulletins.content import charts
from sikao.office.bulletins.content.findings import changes, grading, lagging, overall
from sikao.office.bulletins.content.frame import Frame, labels_of, sources_of
from sikao.office.bulletins.content.measures import Measures
from sikao.office.bulletins.content.standing import ALL, Disclosed, Standing, groups_of, standing_of
from sikao.office.bulletins.content.tables import grade_table, wide_table
from sikao.office.bulletins.document import (
    Annex,
    Block,
    Chart,
    Document,
    Form,
    Heading,
    Kind,
    Paragraph,
    Sheet,
)
from sikao.office.bulletins.phrases import listed


def bulletin(
    scheme: Scheme,
    book: Book,
    frame: Frame,
    *,
    groups: Sequence[str] = (),
    disclosed: Disclosed = ALL,
    earlier: Sequence[Book] = (),
    measures: Measures | None = None,
    period: str = "",
) -> Document:
    """The bulletin on ``groups`` (default: all that the book has points of), in the language of the book.

    ``earlier`` are the books announced before, the oldest first; with the last of them places are compared.
    ``period`` is how the paper calls its time, such as 2020年一季度. Raises ``FindingsError`` where nothing
    may be told (``paper.nothing_to_tell``), or a group has no table (``paper.no_table``).
    """
    before = earlier[-1] if earlier else None
    chosen = tuple(groups) or _with_points(scheme, book)
    stands = [
        standing_of(scheme, book, group, disclosed=disclosed, earlier=before, measures=measures)
        for group in chosen
    ]
    if not any(_tells(standing) for standing in stands):
        raise refusal("paper.nothing_to_tell", checkpoint=book.names.checkpoints[book.checkpoint])
    lang, kind = book.names.lang, kind_of(scheme, book.checkpoint)
    told = period or period_of(scheme, book)
    return Document(
        kind=kind,
        lang=lang,
        head=frame.head_of(Form.RED_HEAD),
        title=_title(kind, told, lang),
        addressees=frame.addressees,
        body=tuple(_body(stands, book, frame, told)),
        signature=frame.signature(),
        annexes=tuple(_annexes(scheme, stands, earlier, book, told)),
        closing=frame.closing(),
        stage=frame.stage,
        labels=labels_of(book),
        sources=sources_of(book),
        code=frame.code,
    )


def kind_of(scheme: Scheme, checkpoint: str) -> Kind:
    """Which paper a checkpoint yields: by its place in the year."""
    ranked = [entry for entry in scheme.checkpoints.values() if entry.ranked]
    if checkpoint == ranked[-1].code:
        return Kind.YEAR_END
    return Kind.MID_YEAR if scheme.checkpoints[checkpoint].through == 6 else Kind.QUARTER


def period_of(scheme: Scheme, book: Book) -> str:
    """How a paper calls the time of a book where nobody says otherwise."""
    name = book.names.checkpoints[book.checkpoint]
    if kind_of(scheme, book.checkpoint) is Kind.YEAR_END:
        return f"{scheme.year}年度" if book.names.lang == "zh" else str(scheme.year)
    return f"{scheme.year}年{name}" if book.names.lang == "zh" else f"{scheme.year}, {name}"


def _with_points(scheme: Scheme, book: Book) -> tuple[str, ...]:
    scored = book.at(book.checkpoint).drop_nulls("points")
    return tuple(group for group in groups_of(scheme) if group in set(scored["group"]))


def _tells(standing: Standing) -> bool:
    return bool(standing.rows) or any(unit.grade for unit in standing.units)


def _title(kind: Kind, period: str, lang: Language) -> str:
    if lang == "zh":
        return {
            Kind.QUARTER: f"关于{period}综合考核情况的通报",
            Kind.MID_YEAR: f"关于{period}综合考核评估情况的通报",
        }.get(kind, f"关于{period}综合考核结果的通报")
    return {
        Kind.QUARTER: f"Bulletin on the comprehensive assessment: {period}",
        Kind.MID_YEAR: f"Mid-year review of the comprehensive assessment: {period}",
    }.get(kind, f"Result of the comprehensive assessment: {period}")


def _body(stands: Sequence[Standing], book: Book, frame: Frame, period: str) -> Iterator[Block]:
    lang = book.names.lang
    yield Paragraph("intro", _intro(book, period, [standing.name for standing in stands]))
    if len(stands) == 1:
        yield from _sections(stands[0], lang)
    else:
        for standing in stands:
            yield Heading(f"{standing.group}:heading", 1, standing.name)
            for name, _, text in _passages(standing, lang):
                yield Paragraph(f"{standing.group}:{name}", text)
    if frame.objections:
        yield Heading("about:heading", 1, "有关事项" if lang == "zh" else "Objections")
        yield Paragraph("about:objections", frame.objections)


def _intro(book: Book, period: str, groups: Sequence[str]) -> str:
    lang = book.names.lang
    title, named = book.names.title, listed(groups, lang)
    missing = "" if book.complete else _INCOMPLETE[lang]
    if lang == "zh":
        return f"根据《{title}》，现将{named}{period}综合考核情况通报如下。{missing}"
    return (
        f"Under “{title}” the result of the comprehensive assessment of {named} for {period} is made known "
        f"as follows.{missing}"
    )


_INCOMPLETE: dict[Language, str] = {
    "zh": "部分数据尚缺，结果不完整。",
    "en": " Some figures are missing: the result is incomplete.",
}


def _passages(standing: Standing, lang: Language) -> Iterator[tuple[str, str, str]]:
    """The id, heading and text of every finding that there is something to say about."""
    zh = lang == "zh"
    found = (
        ("overall", "总体情况" if zh else "Overview", overall(standing, lang)),
        ("grading", "等次评定" if zh else "Grades", grading(standing, lang)),
        ("changes", "名次变化" if zh else "Changes of places", changes(standing, lang)),
        ("lagging", "指标情况" if zh else "Indicators", lagging(standing, lang)),
    )
    return (entry for entry in found if entry[2])


def _sections(standing: Standing, lang: Language) -> Iterator[Block]:
    for name, heading, text in _passages(standing, lang):
        yield Heading(f"{standing.group}:{name}:heading", 1, heading)
        yield Paragraph(f"{standing.group}:{name}", text)


def _annexes(
    scheme: Scheme, stands: Sequence[Standing], earlier: Sequence[Book], book: Book, period: str
) -> Iterator[Annex]:
    """A table for every group, then its pictures where there are some."""
    lang = book.names.lang
    for standing in stands:
        title = _table_title(standing, period, lang)
        of = f"annex:{standing.group}"
        if standing.rows:
            yield Annex(f"{of}:table", title, (wide_table(standing, lang, ""),), Sheet.A3)
        else:
            yield Annex(f"{of}:table", title, (grade_table(standing, lang, ""),))
        pictures = tuple(_charts(scheme, standing, earlier, book))
        if pictures:
            yield Annex(f"{of}:charts", _chart_title(standing, period, lang), pictures)


def _table_title(standing: Standing, period: str, lang: Language) -> str:
    if lang == "en":
        return f"{standing.name}: table of the assessment, {period}"
    return f"{period}{standing.name}综合考核{'情况表' if standing.rows else '等次表'}"


def _chart_title(standing: Standing, period: str, lang: Language) -> str:
    if lang == "en":
        return f"{standing.name}: pictures of the assessment, {period}"
    return f"{period}{standing.name}综合考核情况图"


def _charts(scheme: Scheme, standing: Standing, earlier: Sequence[Book], book: Book) -> Iterator[Chart]:
    lang = book.names.lang
    history: list[tuple[str, dict[str, int]]] = []
    if Disclosed.RANKS in standing.disclosed:
        history = [_places(scheme, one, standing) for one in (*earlier, book)]
    drawn = (charts.bars(standing, lang), charts.slopes(history, standing, lang), charts.heat(standing, lang))
    return (Chart(picture.about, picture) for picture in drawn if picture is not None)


def _places(scheme: Scheme, book: Book, standing: Standing) -> tuple[str, dict[str, int]]:
    """A checkpoint's name and the places of all units at it."""
    then = standing_of(scheme, book, standing.group, disclosed=Disclosed.RANKS)
    places = {unit.code: unit.total.place for unit in then.units}
    return then.checkpoint, {code: place for code, place in places.items() if place is not None}
