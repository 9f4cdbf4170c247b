"""A scheme as a document for people: sections with paragraphs and tables, in Chinese or English."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sikao.core.figures.decimals import canonical
from sikao.core.scheme.checks.sums import fraction_text
from sikao.core.scheme.expressions import expression_text, figures_in
from sikao.core.scheme.methods import Method
from sikao.core.scheme.model import Grade, Placed, Scheme, Scorecard, share_text
from sikao.core.scheme.model.items import COVERS, FREQUENCIES, KINDS, SELF
from sikao.core.scheme.model.outcomes import VACANCIES, VETO_EFFECTS
from sikao.core.scheme.model.scorecards import ROLES
from sikao.core.scheme.plain import given_fields, plain_value
from sikao.core.scheme.resolving import RankedTable, Resolved
from sikao.core.scheme.shape import Choice, ListOf, Nested, shape_of
from sikao.core.wording import Language, Term


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: headings, then rows of as many cells."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with paragraphs and tables below it."""

    title: str
    paragraphs: tuple[str, ...] = ()
    grids: tuple[Grid, ...] = ()


@dataclass(frozen=True, slots=True)
class SchemeDocument:
    """The whole document. ``illustrative`` is to be shown wherever the document is."""

    title: str
    illustrative: bool
    sections: tuple[Section, ...]


_ILLUSTRATIVE = Term("示例，非正式文件", "Illustration, not an official paper")


def describe_scheme(scheme: Scheme, lang: Language = "zh") -> SchemeDocument:
    """The document of a scheme that passed its checks."""
    return _Writer(scheme, lang).document()


def _name(record: object, lang: Language) -> str:
    """The name of a record; the Chinese one where there is no English one."""
    name = str(getattr(record, "name", ""))
    english = getattr(record, "name_en", None)
    return english if lang == "en" and english else name


class _Writer:
    def __init__(self, scheme: Scheme, lang: Language) -> None:
        self._scheme = scheme
        self._lang = lang
        self._resolved = Resolved(scheme)

    def _say(self, zh: str, en: str) -> str:
        return zh if self._lang == "zh" else en

    def _named(self, record: object) -> str:
        return _name(record, self._lang)

    def _grid(self, headings: Sequence[Term], rows: Iterator[tuple[str, ...]]) -> Grid:
        return Grid(tuple(heading.text(self._lang) for heading in headings), tuple(rows))

    def document(self) -> SchemeDocument:
        scheme = self._scheme
        title = scheme.title_en if self._lang == "en" and scheme.title_en else scheme.title
        cards = [self._scorecard(table) for table in self._resolved.tables]
        sections = (self._frame(), *cards, self._items(), self._outcomes(), self._claims())
        return SchemeDocument(
            title, scheme.illustrative, tuple(part for part in sections if part is not None)
        )

    def _frame(self) -> Section:
        scheme = self._scheme
        checkpoints = self._grid(
            (Term("节点", "Checkpoint"), Term("截至月份", "Through month")),
            ((self._named(entry), str(entry.through)) for entry in scheme.checkpoints.values()),
        )
        schedules = self._grid(
            (Term("计分安排", "Schedule"), Term("各节点占比", "Shares of the checkpoints")),
            ((self._named(entry), self._shares(code)) for code, entry in scheme.schedules.items()),
        )
        groups = self._grid(
            (Term("考核组", "Group"), Term("单位（官方排列顺序）", "Units in official order")),
            (
                (self._named(table.group), "、".join(self._named(unit) for unit in table.units))
                for table in self._resolved.tables
            ),
        )
        return Section(self._say("基本设置", "Frame"), (), (checkpoints, schedules, groups))

    def _shares(self, schedule: str) -> str:
        scheme = self._scheme
        parts = (
            f"{self._named(scheme.checkpoints[code])} {fraction_text(share * 100)}%"
            for code, share in self._resolved.windows(schedule)
        )
        return self._say("，", ", ").join(parts)

    def _scorecard(self, table: RankedTable) -> Section:
        card = table.scorecard
        headings = (
            Term("指标", "Indicator"),
            Term("分值", "Points"),
            Term("计分细则", "Rule"),
            Term("计分方法", "Method"),
            Term("数据责任单位", "Provider"),
            Term("差异化设置", "Overrides"),
        )
        title = f"{self._named(card)}（{self._named(table.group)}）"
        if self._lang == "en":
            title = f"{self._named(card)}: {self._named(table.group)}"
        full = self._say(
            f"满分 {canonical(card.full_points)} 分", f"Full points: {canonical(card.full_points)}"
        )
        return Section(title, (full,), (self._grid(headings, self._rows(table, card)),))

    def _rows(self, table: RankedTable, card: Scorecard) -> Iterator[tuple[str, ...]]:
        for placed in card.walk():
            node = placed.node
            role = f"（{ROLES[node.role].text(self._lang)}）" if node.role != "main" else ""
            yield (
                "　" * placed.depth + self._named(node) + role,
                self._points(table, placed),
                node.rule or "",
                "" if node.method is None else self._method(node.method),
                self._providers(placed),
                self._overrides(placed),
            )

    def _points(self, table: RankedTable, placed: Placed) -> str:
        """Points of a node; where units differ, each value with how many units have it."""
        values: dict[str, int] = {}
        for unit in table.units:
            own = self._resolved.settings(table.scorecard, unit).get(placed.node.code)
            text = "—" if own is None else fraction_text(own.points)
            values[text] = values.get(text, 0) + 1
        if placed.role != "main" and not placed.node.is_leaf:
            return "" if placed.node.points is None else f"≤ {canonical(placed.node.points)}"
        if len(values) == 1:
            return next(iter(values))
        units = self._say("个单位", " units")
        return self._say("；", "; ").join(f"{text}（{count}{units}）" for text, count in values.items())

    def _method(self, method: Method) -> str:
        shape = shape_of(method)
        parts = [shape.title.text(self._lang)]
        for field, value in given_fields(shape, method):
            if isinstance(field.kind, ListOf | Nested):
                continue
            shown = plain_value(field.kind, value)
            if isinstance(field.kind, Choice):
                shown = field.kind.options[value].text(self._lang)
            parts.append(f"{field.heading.text(self._lang)} {shown if isinstance(shown, str) else '…'}")
        return self._say("，", ", ").join(parts)

    def _providers(self, placed: Placed) -> str:
        names: dict[str, None] = {}
        for code in _items_in(placed):
            provider = self._scheme.items[code].provider
            own = self._say("本单位", "the unit itself")
            names[own if provider == SELF else self._named(self._scheme.providers[provider])] = None
        return "、".join(names)

    def _overrides(self, placed: Placed) -> str:
        lines: list[str] = []
        for carrier, over in placed.node.overrides.items():
            where = self._scheme.units.get(carrier) or self._scheme.groups.get(carrier)
            given = given_fields(shape_of(over), over)
            said = (
                f"{field.heading.text(self._lang)} {plain_value(field.kind, value)}" for field, value in given
            )
            lines.append(f"{self._named(where)}：{'，'.join(said)}")
        return "；".join(lines)

    def _items(self) -> Section:
        headings = (
            Term("数据项", "Item"),
            Term("数据类型（计量单位）", "Kinds (units)"),
            Term("频度", "Frequency"),
            Term("期间口径", "Cover"),
            Term("数据责任单位", "Provider"),
        )
        rows = (
            (
                f"{self._named(item)}（{item.code}）",
                "、".join(f"{KINDS[kind].text(self._lang)}（{unit}）" for kind, unit in item.kinds.items()),
                FREQUENCIES[item.frequency].text(self._lang),
                COVERS[item.cover].text(self._lang),
                self._say("本单位", "the unit itself")
                if item.provider == SELF
                else self._named(self._scheme.providers[item.provider]),
            )
            for item in self._scheme.items.values()
        )
        return Section(self._say("数据项", "Data items"), (), (self._grid(headings, rows),))

    def _grades(self, name: str, grades: tuple[Grade, ...]) -> Grid:
        """The grades of one ranking group; thresholds for those not ranked only where there are some."""
        headings = [
            Term(f"{name}等次", f"Grades of {name}"),
            Term("名额", "Quota"),
            Term("最低总分", "At least"),
        ]
        rows = [
            [
                self._named(grade),
                str(grade.count)
                if grade.count is not None
                else share_text(grade.share)
                if grade.share is not None
                else self._say("其余", "the rest"),
                "" if grade.at_least is None else str(grade.at_least),
            ]
            for grade in grades
        ]
        if any(grade.unranked_at_least is not None for grade in grades):
            headings.append(Term("单列最低总分", "At least, not ranked"))
            for row, grade in zip(rows, grades, strict=True):
                row.append("" if grade.unranked_at_least is None else str(grade.unranked_at_least))
        return self._grid(tuple(headings), (tuple(row) for row in rows))

    def _outcomes(self) -> Section | None:
        scheme, grids = self._scheme, []
        for group, grades in scheme.grades.items():
            grids.append(self._grades(self._named(scheme.groups[group]), grades))
        vetoes = (
            (
                self._named(veto),
                expression_text(veto.when),
                VETO_EFFECTS[veto.effect].text(self._lang),
                VACANCIES[veto.vacancy].text(self._lang),
            )
            for veto in scheme.vetoes.values()
        )
        if scheme.vetoes:
            headings4 = (
                Term("一票否决", "Veto"),
                Term("情形", "When"),
                Term("后果", "Effect"),
                Term("空缺", "Vacancy"),
            )
            grids.append(self._grid(headings4, vetoes))
        return Section(self._say("等次与否决", "Grades and vetoes"), (), tuple(grids)) if grids else None

    def _claims(self) -> Section | None:
        scheme = self._scheme
        if not scheme.claims:
            return None
        rows = (
            (scheme.sentences[claim.sentence].text, scheme.sentences[claim.sentence].source or "", claim.code)
            for claim in scheme.claims.values()
        )
        headings = (
            Term("政策原文", "Sentence of the policy"),
            Term("来源", "Source"),
            Term("校核条目", "Claim"),
        )
        return Section(self._say("政策口径校核", "Claims"), (), (self._grid(headings, rows),))


def _items_in(placed: Placed) -> tuple[str, ...]:
    measure = placed.node.measure
    return () if measure is None else tuple(dict.fromkeys(figure.item for figure in figures_in(measure)))


def render_markdown(document: SchemeDocument, lang: Language = "zh") -> str:
    """The document as Markdown text."""
    lines = [f"# {document.title}", ""]
    if document.illustrative:
        lines += [f"**{_ILLUSTRATIVE.text(lang)}**", ""]
    for section in document.sections:
        lines += [f"## {section.title}", ""]
        for paragraph in section.paragraphs:
            lines += [paragraph, ""]
        for grid in section.grids:
            lines += [*_markdown(grid), ""]
    return "\n".join(lines)


def _markdown(grid: Grid) -> Iterator[str]:
    yield _line(grid.headings)
    yield _line(tuple("---" for _ in grid.headings))
    yield from (_line(row) for row in grid.rows)


def _line(cells: tuple[str, ...]) -> str:
    escaped = (cell.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ") for cell in cells)
    return "| " + " | ".join(escaped) + " |"
