"""Scorecards as tables: every node with its points, its rule beside the policy's sentence, its method."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from sikao.core.figures.decimals import canonical
from sikao.core.scheme.alike import AlikeUnits, PointsByGroup
from sikao.core.scheme.checks.sums import fraction_text
from sikao.core.scheme.checks.timing import expressions_of
from sikao.core.scheme.docketed import DECIDED
from sikao.core.scheme.document.content import Grid, Section, grid
from sikao.core.scheme.document.details import counted_entries, detailed
from sikao.core.scheme.document.targets import target_grids, target_words
from sikao.core.scheme.expressions import figures_in
from sikao.core.scheme.methods import Tally
from sikao.core.scheme.model import Node, Placed, Scorecard
from sikao.core.scheme.model.items import FREQUENCIES
from sikao.core.scheme.model.scorecards import COMBINES, DIRECTIONS, ROLES
from sikao.core.scheme.phrasing import expression_words
from sikao.core.scheme.plain import given_fields
from sikao.core.scheme.resolving import DEFAULT_SCHEDULE, Resolved
from sikao.core.scheme.saying import NOTHING, Saying, decimal_text, signed
from sikao.core.scheme.shape import shape_named, shape_of


def scorecard_section(resolved: Resolved, card: Scorecard, saying: Saying) -> Section:
    """One scorecard, once, for all the groups that it serves."""
    return _Card(resolved, card, saying).section()


def quoted(code: str | None, saying: Saying) -> str:
    """A sentence of the policy, word for word; where each stands is told once, in a table of its own."""
    return "" if code is None else saying.called("sentence", code)


def _has_own_points(node: Node) -> bool:
    """Whether the points of a node are more than the sum of those below it."""
    return node.is_leaf or node.points is not None


_TOLD_APART = frozenset({"target", "entries"})
"""Parameters of methods that a scorecard tells in tables of their own."""


class _Card:
    def __init__(self, resolved: Resolved, card: Scorecard, saying: Saying) -> None:
        self._resolved = resolved
        self._scheme = resolved.scheme
        self._card = card
        self._saying = saying
        self._points = PointsByGroup(resolved, card)
        self._names = saying.node_names(card)

    def section(self) -> Section:
        saying, card = self._saying, self._card
        groups = saying.listed(
            saying.named(table.group) for table in self._resolved.tables if table.scorecard is card
        )
        full = canonical(card.full_points)
        apart = saying.say("、", " and ").join(
            role.text(saying.lang)
            for code, role in ROLES.items()
            if code != "main" and any(placed.role == code for placed in card.walk())
        )
        beside = saying.say(f"，{apart}另计", f"; {apart} apart") if apart else ""
        opening = [
            saying.say(
                f"满分{full}分{beside}。适用于：{groups}。", f"Full points: {full}{beside}. For: {groups}."
            )
        ]
        opening += [text for text in (quoted(card.sentence, saying), card.basis, card.note) if text]
        if card.illustrative:
            opening.append(saying.say("本表为示例。", "This scorecard is an illustration."))
        grids = (
            *self._tree(),
            *self._differences(),
            *target_grids(self._resolved, card, saying),
            *counted_entries(card, saying),
            *self._checkpoint_table(),
        )
        return Section(saying.named(card), tuple(opening), grids)

    def _tree(self) -> tuple[Grid, ...]:
        say = self._saying.say
        headings = (
            say("指标", "Indicator"),
            *(self._column(kind) for kind in self._points.kinds),
            say("计分细则", "Rule"),
            say("政策原文", "Sentence of the policy"),
            say("计分方法", "Method"),
            say("计分安排", "Schedule"),
            say("数据来源", "Figures from"),
        )
        return grid("", headings, [self._row(placed) for placed in self._card.walk()])

    def _column(self, kind: AlikeUnits) -> str:
        saying = self._saying
        points = saying.say("分值", "Points")
        names = saying.listed(saying.called("group", group) for group in kind.groups)
        return f"{points}{saying.bracketed(names)}" if names else points

    def _row(self, placed: Placed) -> tuple[str, ...]:
        node, saying = placed.node, self._saying
        role = saying.bracketed(ROLES[node.role].text(saying.lang)) if node.role != "main" else ""
        mark = saying.bracketed(saying.say("示例", "illustration")) if node.illustrative else ""
        usual = (
            self._worth(placed, self._points.usual(node.code, kind.units)) for kind in self._points.kinds
        )
        return (
            "　" * placed.depth + saying.named(node) + role + mark,
            *usual,
            saying.joined(text for text in (node.rule, node.note, node.basis) if text),
            quoted(node.sentence, saying),
            saying.joined(self._method(node)),
            self._schedule(node),
            saying.joined(self._sources(placed)),
        )

    def _worth(self, placed: Placed, points: Fraction | None) -> str:
        """Points of a node; a bonus or deduction branch has a cap where one is declared, and no sum."""
        if points is None:
            return NOTHING
        if placed.role != "main" and not placed.node.is_leaf:
            own = placed.node.points
            return "" if own is None else self._saying.say("最多", "at most ") + decimal_text(own)
        return fraction_text(points)

    def _method(self, node: Node) -> Iterator[str]:
        saying = self._saying
        if node.combine != "sum":
            yield COMBINES[node.combine].text(saying.lang)
        if node.measure is not None:
            measure = expression_words(node.measure, self._scheme, saying.lang)
            yield saying.say(f"计量：{measure}", f"Measure: {measure}")
        if node.method is not None:
            yield saying.method(node.method, without=_TOLD_APART)
            if isinstance(node.method, Tally):
                yield saying.say("条目见加分、扣分条目表", "see the table of entries")
            yield from target_words(self._card, node, saying)
        if node.is_leaf and node.direction != "higher":
            yield DIRECTIONS[node.direction].text(saying.lang)
        shape = shape_named("Node")
        given = {field.key: (field, value) for field, value in given_fields(shape_of(node), node)}
        for key in ("weight", "beside", "coefficient", "prorate", "among", "absence", "rounding"):
            if key in given:
                yield saying.headed(*given[key], shape.name)

    def _schedule(self, node: Node) -> str:
        """The schedule's name; a leaf that names none counts by the year-end one."""
        settings = self._points.settings(node.code)
        if not node.is_leaf or settings is None:
            return ""
        name = settings.schedule or DEFAULT_SCHEDULE
        if name in self._scheme.schedules:
            return self._saying.called("schedule", name)
        return self._saying.named(self._resolved.checkpoints[-1])

    def _sources(self, placed: Placed) -> Iterator[str]:
        settings = self._points.settings(placed.node.code)
        if not placed.node.is_leaf or settings is None:
            return
        trees = expressions_of(settings, placed)
        items = [self._scheme.items[figure.item] for tree in trees for figure in figures_in(tree)]
        decided = self._scheme.docket.items
        reported = [item for item in items if item.code not in decided]
        for provider, frequency in dict.fromkeys((item.provider, item.frequency) for item in reported):
            words = FREQUENCIES[frequency].text(self._saying.lang)
            yield self._saying.called("provider", provider) + self._saying.bracketed(words)
        if len(reported) < len(items):
            yield DECIDED.text(self._saying.lang)

    def _differences(self) -> tuple[Grid, ...]:
        """What is otherwise for some groups or units, indicator by indicator."""
        saying, rows = self._saying, []
        for placed in self._card.walk():
            name, told = self._names[placed.node.code], set()
            for carrier, over in placed.node.overrides.items():
                words = detailed(over, saying, points=carrier in self._scheme.units)
                if over.applies is False or over.points is not None:
                    told.add(carrier)
                if words:
                    rows.append((name, self._carrier(carrier), words))
            rows += [
                (name, saying.named(unit), f"{saying.say('分值', 'Points')} {self._worth(placed, points)}")
                for unit, points in self._points.exceptions(placed.node.code)
                if unit.code not in told and _has_own_points(placed.node)
            ]
        headings = (
            saying.say("指标", "Indicator"),
            saying.say("对象", "For"),
            saying.say("规定", "Provision"),
        )
        return grid(saying.say("差异化设置", "Differences between groups and units"), headings, rows)

    def _carrier(self, code: str) -> str:
        return self._saying.called("unit" if code in self._scheme.units else "group", code)

    def _checkpoint_table(self) -> tuple[Grid, ...]:
        table, saying = self._card.checkpoint_table, self._saying
        if table is None:
            return ()
        rows = [
            (
                saying.called("checkpoint", checkpoint),
                str(len(nodes)),
                saying.listed(self._names[code] for code in nodes),
            )
            for checkpoint, nodes in table.nodes.items()
        ]
        to = signed(canonical(table.convert_to))
        name = saying.named(table)
        caption = saying.say(f"{name}（折算为{to}分）", f"{name} (converted to {to} points)")
        headings = (
            saying.say("节点", "Checkpoint"),
            saying.say("指标数", "Indicators"),
            saying.say("纳入的指标", "Which count"),
        )
        return grid(caption, headings, rows)
