"""The scheme as people read it: what counts, for whom, by which rule and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.urls import reverse

from sikao.core.insight.cuts import tag_term
from sikao.core.scheme.alike import AlikeUnits, PointsByGroup
from sikao.core.scheme.checks.timing import expressions_of
from sikao.core.scheme.docketed import DECIDED
from sikao.core.scheme.expressions import figures_in
from sikao.core.scheme.model import Grade, Group, Placed, Scheme, Scorecard, Sentence, share_text
from sikao.core.scheme.model.items import FREQUENCIES
from sikao.core.scheme.model.scheme import RANK_BY, RANK_TIES, ROUNDING_RULES
from sikao.core.scheme.resolving import Resolved, Settings
from sikao.core.scheme.shape import shape_of
from sikao.core.wording import Language, Term
from sikao.interfaces.web.results.words import BETWEEN, named

Unlike = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group of units in the tree of groups."""

    name: str
    depth: int
    units: int
    ranked: bool
    scorecard: str
    address: str


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """A schedule: which checkpoints count, and how much."""

    name: str
    shares: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class GradeLine:
    """The grades of one ranking group, best first, each with its quota in words."""

    group: str
    grades: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SentenceLine:
    """A sentence of the policy with its place, and the nodes that stand on it."""

    text: str
    source: str
    nodes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardLink:
    """A scorecard with its size."""

    code: str
    name: str
    address: str
    full: Decimal
    leaves: int
    indicators: int


@dataclass(frozen=True, slots=True)
class SchemeView:
    """The first page of a scheme."""

    title: str
    document: tuple[str, ...]
    units: int
    items: int
    cards: tuple[CardLink, ...]
    groups: tuple[GroupLine, ...]
    checkpoints: tuple[tuple[str, int], ...]
    schedules: tuple[ScheduleLine, ...]
    rules: tuple[tuple[Term, str], ...]
    grades: tuple[GradeLine, ...]
    vetoes: tuple[str, ...]
    promotions: tuple[str, ...]
    awards: tuple[str, ...]
    sentences: tuple[SentenceLine, ...]


def scheme_view(resolved: Resolved, lang: Language) -> SchemeView:
    """The scheme at a glance."""
    scheme = resolved.scheme
    document = scheme.document
    return SchemeView(
        title=(scheme.title_en or scheme.title) if lang == "en" else scheme.title,
        document=tuple(
            text
            for text in (
                (document.title, document.number, document.issuer, document.date) if document else ()
            )
            if text
        ),
        units=len(scheme.units),
        items=len(scheme.items),
        cards=tuple(_card(scheme, scheme.scorecards[code], lang) for code in _used(resolved)),
        groups=tuple(_group(resolved, group, lang) for group in scheme.groups.values()),
        checkpoints=tuple((named(found, lang), found.through) for found in scheme.checkpoints.values()),
        schedules=_schedules(scheme, lang),
        rules=_rules(scheme, lang),
        grades=tuple(
            GradeLine(
                named(scheme.groups[group], lang), tuple((named(g, lang), _quota(g, lang)) for g in grades)
            )
            for group, grades in scheme.grades.items()
        ),
        vetoes=tuple(named(veto, lang) for veto in scheme.vetoes.values()),
        promotions=tuple(named(promotion, lang) for promotion in scheme.promotions.values()),
        awards=(
            *(named(award, lang) for award in scheme.awards.values()),
            *(named(award, lang) for award in scheme.item_awards.values()),
        ),
        sentences=_sentences(scheme, lang),
    )


def _used(resolved: Resolved) -> tuple[str, ...]:
    """The scorecards in the order of the groups that use them."""
    return tuple(dict.fromkeys(table.scorecard.code for table in resolved.tables))


def _card(scheme: Scheme, card: Scorecard, lang: Language) -> CardLink:
    main = [placed for placed in card.walk() if placed.role == "main"]
    parts = card.levels.index("part") if "part" in card.levels else None
    indicators = [
        placed
        for placed in main
        if (placed.node.is_leaf and (parts is None or placed.depth < parts))
        or (parts is not None and placed.depth == parts - 1)
    ]
    return CardLink(
        code=card.code,
        name=named(card, lang),
        address=reverse("scorecard", kwargs={"scheme": scheme.code, "scorecard": card.code}),
        full=card.full_points,
        leaves=sum(1 for placed in main if placed.node.is_leaf),
        indicators=len({placed.node.code for placed in indicators}),
    )


def _group(resolved: Resolved, group: Group, lang: Language) -> GroupLine:
    scheme = resolved.scheme
    card = scheme.scorecards[group.scorecard] if group.scorecard else None
    return GroupLine(
        name=named(group, lang),
        depth=len(resolved.ancestry(group.code)) - 1,
        units=len(resolved.units_of(group.code)),
        ranked=group.ranked,
        scorecard=named(card, lang) if card else "",
        address=reverse("scorecard", kwargs={"scheme": scheme.code, "scorecard": card.code}) if card else "",
    )


def _schedules(scheme: Scheme, lang: Language) -> tuple[ScheduleLine, ...]:
    lines = []
    for schedule in scheme.schedules.values():
        shares = {code: share_text(share) for code, share in schedule.shares.items()}
        shares |= {code: f"1/{len(schedule.mean)}" for code in schedule.mean}
        named_shares = ((named(scheme.checkpoints[code], lang), share) for code, share in shares.items())
        lines.append(ScheduleLine(named(schedule, lang), tuple(named_shares)))
    return tuple(lines)


def _rules(scheme: Scheme, lang: Language) -> tuple[tuple[Term, str], ...]:
    rounding, ranking = scheme.rounding, scheme.ranking
    places = f"{rounding.checkpoint} / {rounding.score} / {rounding.total}"
    return (
        (Term("舍入规则", "Rounding"), ROUNDING_RULES[rounding.rule].text(lang)),
        (Term("小数位（节点 / 累计 / 总分）", "Decimals (checkpoint / score / total)"), places),
        (Term("排名依据", "Ranked by"), RANK_BY[ranking.by].text(lang)),
        (Term("并列名次", "Ties"), RANK_TIES[ranking.ties].text(lang)),
    )


def _quota(grade: Grade, lang: Language) -> str:
    quota = "其余" if lang == "zh" else "the rest"
    if grade.count is not None:
        quota = f"{grade.count} 个" if lang == "zh" else str(grade.count)
    elif grade.share is not None:
        quota = share_text(grade.share)
    if grade.at_least is not None:
        quota += f"（≥ {grade.at_least}）" if lang == "zh" else f" (≥ {grade.at_least})"
    if grade.unranked_at_least is not None:
        own = f"≥ {grade.unranked_at_least}"
        quota += f"；单列 {own}" if lang == "zh" else f"; not ranked {own}"
    return quota


def _sentences(scheme: Scheme, lang: Language) -> tuple[SentenceLine, ...]:
    standing: dict[str, list[str]] = {}
    for card in scheme.scorecards.values():
        for placed in card.walk():
            if placed.node.sentence is not None:
                standing.setdefault(placed.node.sentence, []).append(named(placed.node, lang))
    return tuple(
        SentenceLine(sentence.text, source_of(sentence), tuple(standing.get(code, ())))
        for code, sentence in scheme.sentences.items()
    )


def source_of(sentence: Sentence) -> str:
    """Where a sentence stands."""
    return " · ".join(text for text in (sentence.source, sentence.place) if text)


@dataclass(frozen=True, slots=True)
class NodeLine:
    """One node of a scorecard: its points for each kind of unit, its rule, and where units differ."""

    code: str
    name: str
    depth: int
    leaf: bool
    role: str
    points: tuple[str, ...]
    differs: bool
    rule: str
    method: str
    schedule: str
    providers: str
    frequency: str
    sentence: str
    sentence_source: str
    note: str
    tags: tuple[str, ...]
    exceptions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CardView:
    """A scorecard as a tree; a column of points for every kind of unit that differs."""

    code: str
    name: str
    full: Decimal
    columns: tuple[str, ...]
    lines: tuple[NodeLine, ...]
    differing: int

    @property
    def adjusted(self) -> bool:
        """Whether bonus or deductions come on top of the full points."""
        return any(line.role != "main" for line in self.lines)


def card_view(resolved: Resolved, code: str, lang: Language) -> CardView:
    """One scorecard, node by node."""
    return _CardReader(resolved, resolved.scheme.scorecards[code], lang).view()


class _CardReader:
    def __init__(self, resolved: Resolved, card: Scorecard, lang: Language) -> None:
        self._resolved = resolved
        self._scheme = resolved.scheme
        self._card = card
        self._lang = lang
        self._points = PointsByGroup(resolved, card)

    def view(self) -> CardView:
        """The scorecard as it is shown."""
        lines = tuple(self._line(placed) for placed in self._card.walk())
        return CardView(
            code=self._card.code,
            name=named(self._card, self._lang),
            full=self._card.full_points,
            columns=tuple(self._column(kind) for kind in self._points.kinds),
            lines=lines,
            differing=sum(1 for line in lines if line.differs or line.exceptions),
        )

    def _column(self, kind: AlikeUnits) -> str:
        if not kind.groups:
            return "分值" if self._lang == "zh" else "Points"
        return BETWEEN.text(self._lang).join(
            named(self._scheme.groups[group], self._lang) for group in kind.groups
        )

    def _line(self, placed: Placed) -> NodeLine:
        node = placed.node
        usual = [self._points.usual(node.code, kind.units) for kind in self._points.kinds]
        settings = self._points.settings(node.code)
        items = self._items(placed, settings)
        sentence = self._scheme.sentences[node.sentence] if node.sentence else None
        return NodeLine(
            code=node.code,
            name=named(node, self._lang),
            depth=placed.depth,
            leaf=node.is_leaf,
            role=placed.role,
            points=tuple(_number(points) for points in usual),
            differs=len(set(usual)) > 1,
            rule=node.rule or "",
            method=shape_of(node.method).title.text(self._lang) if node.method else "",
            schedule=self._schedule(settings) if node.is_leaf and settings else "",
            providers=self._providers(items),
            frequency=self._frequency(items),
            sentence=sentence.text if sentence else "",
            sentence_source=source_of(sentence) if sentence else "",
            note=node.note or "",
            tags=tuple(tag_term(self._scheme, tag).text(self._lang) for tag in node.tags),
            exceptions=tuple(
                (named(unit, self._lang), _number(points))
                for unit, points in self._points.exceptions(node.code)
            ),
        )

    def _schedule(self, settings: Settings) -> str:
        schedule = self._scheme.schedules.get(settings.schedule or "annual")
        return "" if schedule is None else named(schedule, self._lang)

    def _items(self, placed: Placed, settings: Settings | None) -> list[str]:
        """The items that a leaf reads, in its measure or in what it counts."""
        if settings is None or not placed.node.is_leaf:
            return []
        trees = expressions_of(settings, placed)
        return list(dict.fromkeys(figure.item for tree in trees for figure in figures_in(tree)))

    def _providers(self, items: Sequence[str]) -> str:
        decided = self._scheme.docket.items
        codes = dict.fromkeys(self._scheme.items[item].provider for item in items if item not in decided)
        own = "本单位" if self._lang == "zh" else "the unit itself"
        names = [
            named(self._scheme.providers[code], self._lang) if code in self._scheme.providers else own
            for code in codes
        ]
        if any(item in decided for item in items):
            names.append(DECIDED.text(self._lang))
        return BETWEEN.text(self._lang).join(names)

    def _frequency(self, items: Sequence[str]) -> str:
        codes = dict.fromkeys(self._scheme.items[item].frequency for item in items)
        return BETWEEN.text(self._lang).join(FREQUENCIES[code].text(self._lang) for code in codes)


def _number(points: Fraction | None) -> str:
    if points is None:
        return "—"
    value = Decimal(points.numerator) / Decimal(points.denominator)
    return f"{value.quantize(Decimal('0.01')):f}".rstrip("0").rstrip(".")
